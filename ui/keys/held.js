import { meantKey } from "../stage/commands.js";
import { wantsKey } from "../stage/focus.js";

/** Keys without a character that the pictures know. Escape, which only leaves, is nobody's to hold. */
const NAMED = [" ", "Enter", "Home", "End", "ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const PICTURES = ["stage", "listing", "viewer"];
const DIALOGS = ["dialog", "alertdialog"];

/**
 * Whether nobody is to hear of a key while shortcuts are off: a character that nothing is typed into;
 * any other key of a picture unless the picture has the focus.
 * @param {KeyboardEvent} event
 */
export function isHeld(event) {
  const key = meantKey(event);
  const path = /** @type {HTMLElement[]} */ (event.composedPath().filter((one) => "getAttribute" in one));
  // a dialog takes keys from what is behind it, and a character is no less a shortcut in it
  const inside = path.filter((one) => !DIALOGS.includes(one.getAttribute("role")));
  if (!key || wantsKey(inside, key)) return false;
  if (!NAMED.includes(key)) return [...key].length === 1;
  return !path.some((one) => PICTURES.includes(one.getAttribute("data-testid")));
}
