import { wantsKey } from "./focus.js";

/** What boards and input methods of other scripts write where these characters are meant. */
const MEANT = { "「": "[", "」": "]", "【": "[", "】": "]", "؟": "?", "−": "-", ー: "-" };
/** What stands at a place of the keyboard, alone and with Shift, for scripts that lack the character. */
const AT = {
  KeyA: "aa",
  KeyC: "cc",
  KeyD: "dd",
  KeyF: "ff",
  KeyG: "gg",
  KeyI: "ii",
  KeyK: "kk",
  KeyL: "ll",
  KeyN: "nn",
  KeyO: "oo",
  KeyP: "pp",
  KeyQ: "qq",
  KeyS: "ss",
  KeyT: "tt",
  KeyV: "vv",
  KeyW: "ww",
  KeyX: "xx",
  KeyZ: "zz",
  BracketLeft: "[{",
  BracketRight: "]}",
  Slash: "/?",
  Minus: "-_",
  Equal: "=+",
  Digit0: "0)",
  Digit1: "1!",
};
/** Keys of which the browser does not say what they write. */
const UNTOLD = ["Process", "Unidentified"];

/**
 * @typedef {{keys: string[], does: string, once?: boolean}} Command
 *   keys: as `meantKey` names them, an arrow with Shift as Shift+ArrowRight; once: holding the key down does not do it again
 */

/**
 * Do what a key asks for, unless it belongs to somebody else.
 * @param {KeyboardEvent} event @param {readonly Command[]} commands
 * @param {Record<string, (event: KeyboardEvent) => unknown>} actions by `does`; one that returns false leaves the key alone
 */
export function obey(event, commands, actions) {
  if (event.defaultPrevented) return;
  const key = meantKey(event);
  const shifted = event.shiftKey && key.startsWith("Arrow") ? `Shift+${key}` : key;
  const named = (name) => commands.find(({ keys }) => keys.includes(name));
  const command = named(shifted) ?? named(key);
  if (!command || wantsKey(event.composedPath(), key)) return;
  if (!(event.repeat && command.once) && actions[command.does](event) === false) return;
  event.preventDefault();
  event.stopPropagation();
}

/**
 * Which key is meant: a name like ArrowLeft, or a character, small and of half width; "" for what is
 * never ours. The character counts, whatever it takes to write it; the place of the key counts where
 * the board writes another script, so that it has no such character.
 * @param {KeyboardEvent} event
 */
export function meantKey(event) {
  // Windows tells AltGr as Ctrl and Alt together
  const third = event.getModifierState("AltGraph");
  if (event.isComposing || event.metaKey || (event.ctrlKey && !third)) return "";
  const held = third || event.altKey;
  if (UNTOLD.includes(event.key)) return held ? "" : atPlace(event);
  if ([...event.key].length > 1) return held ? "" : event.key;
  const character = (MEANT[event.key] ?? event.key.normalize("NFKC")).toLowerCase();
  // AltGr and Option write signs; with a letter, a digit or Space Alt belongs to the browser
  if (held) return /[\p{L}\p{N}\s]/u.test(character) ? "" : character;
  return /[\p{L}\p{Nd}]/u.test(character) && !/[\p{Script=Latin}0-9]/u.test(character) ? atPlace(event) : character;
}

/** @param {KeyboardEvent} event */
function atPlace({ code, shiftKey }) {
  return AT[code]?.[Number(shiftKey)] ?? "";
}
