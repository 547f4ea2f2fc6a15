/** What moves in a step of the three accumulations: take a number of dout, multiply it, add what came of it. */

/** Where each phase ends, as a share of the step. */
const ENDS = { take: 0.28, multiply: 0.64, add: 1 };

/** The phases as the stage wants them. */
export const PHASES = Object.entries(ENDS).map(([name, end]) => ({ name, end }));

/** How far a phase has come, 0..1. @param {keyof typeof ENDS} phase @param {number} progress */
export function shareOf(phase, progress) {
  const names = Object.keys(ENDS);
  const start = ENDS[names[names.indexOf(phase) - 1]] ?? 0;
  return Math.min(1, Math.max(0, (progress - start) / (ENDS[phase] - start)));
}

/** Slow at both ends. @param {number} share */
export const eased = (share) => share * share * (3 - 2 * share);

/** Of the multiplying, so much is the number's way to what it is multiplied by. */
export const TRAVEL = 0.6;
