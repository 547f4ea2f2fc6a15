/** The first wait, and the longest, in ms. */
const FIRST = 400;
const LONGEST = 15_000;

/**
 * How long to wait before the connection is tried again. Three hundred phones lose an access point in the same
 * second and must not all come back in the same one, so the wait is drawn from all of its range.
 * @param {number} attempt 0 for the first @param {number} random from 0 to 1
 * @returns {number} in ms
 */
export function waitFor(attempt, random) {
  const most = Math.min(LONGEST, FIRST * 2 ** Math.min(attempt, 20));
  return Math.round(most * (0.25 + 0.75 * random));
}
