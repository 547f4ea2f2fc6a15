import { isHeld } from "./held.js";
import { areOff } from "./kept.js";

/** What stands in the window for all versions of this script. */
const PLACE = "conv-lab-keys";

/**
 * Shortcuts that are switched off are held here, before anybody hears of the key: ours, those that
 * Streamlit gives to buttons, and its own R.
 */
export function guardKeys() {
  if (globalThis[PLACE]) return;
  globalThis[PLACE] = true;
  const hold = (/** @type {KeyboardEvent} */ event) => {
    if (areOff() && isHeld(event)) event.stopImmediatePropagation();
  };
  addEventListener("keydown", hold, { capture: true });
}
