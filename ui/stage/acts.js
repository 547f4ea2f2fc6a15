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
