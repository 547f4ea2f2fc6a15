import { Menu } from "./menu.js";

/** @type {WeakMap<ShadowRoot, Menu>} */
const menus = new WeakMap();

/**
 * The entry of the component: an answer of Python's has come, the first one with the menu itself.
 * @param {{parentElement: ShadowRoot, words: Record<string, Record<string, string>>, signal: AbortSignal,
 *   answer: {header: any, arrays: any}, ask: (wish: object) => number}} component
 * @returns {(() => void) | null} null as long as the words are on their way
 */
export default function ({ parentElement, words, answer, ask, signal }) {
  const said = words[answer.header.language];
  if (!said) return null;
  let menu = menus.get(parentElement);
  if (!menu) menus.set(parentElement, (menu = new Menu(parentElement, ask, signal)));
  menu.take(answer, said);
  return () => {};
}
