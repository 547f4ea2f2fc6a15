import { actsOf } from "../stage/acts.js";

/** What moves in a step of the three accumulations: take a number of dout, multiply it, add what came of it. */

const acts = actsOf({ take: 0.28, multiply: 0.64, add: 1 });
/** The phases as the stage wants them. */
export const PHASES = acts.phases;
/** How far a phase has come, 0..1. */
export const shareOf = acts.shareOf;

/** Of the multiplying, so much is the number's way to what it is multiplied by. */
export const TRAVEL = 0.6;
