import { actsOf } from "../stage/acts.js";

/** What moves in a step of the sliding filter: lay over, multiply, add, add the bias, place. */

const acts = actsOf({ lay: 0.18, multiply: 0.54, add: 0.74, bias: 0.84, place: 1 });
/** The phases as the stage wants them. */
export const PHASES = acts.phases;
/** How far a phase has come, 0..1. */
export const shareOf = acts.shareOf;

/**
 * When each of `count` things that follow one another moves: its own share, 0 before and 1 after.
 * @param {number} at @param {number} count @param {number} share of all of them together
 */
export function turnOf(at, count, share) {
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
