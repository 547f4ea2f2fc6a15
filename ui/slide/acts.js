import { actsOf } from "../stage/acts.js";

/** What moves in a step of the sliding filter: lay over, multiply, add, add the bias, place. */

const acts = actsOf({ lay: 0.18, multiply: 0.54, add: 0.74, bias: 0.84, place: 1 });
/** The phases as the stage wants them. */
export const PHASES = acts.phases;
/** How far a phase has come, 0..1. */
export const shareOf = acts.shareOf;
