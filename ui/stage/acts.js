/** How a step is acted out: its phases, and how what moves in them moves. */

/**
 * The phases of a step, and how far each of them has come.
 * @param {Record<string, number>} ends where each phase ends, as a share of the step, in their order
 * @returns {{phases: {name: string, end: number}[], shareOf: (phase: string, progress: number) => number}}
 */
export function actsOf(ends) {
  const names = Object.keys(ends);
  const shareOf = (phase, progress) => {
    const start = ends[names[names.indexOf(phase) - 1]] ?? 0;
    return Math.min(1, Math.max(0, (progress - start) / (ends[phase] - start)));
  };
  return { phases: names.map((name) => ({ name, end: ends[name] })), shareOf };
}

/** Slow at both ends. @param {number} share */
export const eased = (share) => share * share * (3 - 2 * share);

/**
 * When each of `count` things that follow one another moves: its own share, 0 before and 1 after.
 * @param {number} at @param {number} count @param {number} share of all of them together
 */
export function turnOf(at, count, share) {
  // a hair before the end is not the end
  if (share >= 1) return 1;
  // each takes as long as three turns, so that they overlap and a large filter is no slower
  const length = 3 / (count + 2);
  const start = (at * (1 - length)) / Math.max(1, count - 1);
  return Math.min(1, Math.max(0, (share - (count === 1 ? 0 : start)) / (count === 1 ? 1 : length)));
}

/** A place between two areas. */
export function between(from, to, share) {
  const mid = (a, b) => a + (b - a) * share;
  return { x: mid(from.x, to.x), y: mid(from.y, to.y), w: mid(from.w, to.w), h: mid(from.h, to.h) };
}
