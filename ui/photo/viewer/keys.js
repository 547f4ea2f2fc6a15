import { areOff } from "../../keys/kept.js";
import { obey } from "../../stage/commands.js";
import { keyRows } from "../../stage/element.js";
import { takeFocusAfterChoices } from "../../stage/focus.js";

/** Keys that mean something on the page of the photograph; the help lists them in this order. */
const LISTED = [
  ["← ↑ → ↓", "move"],
  ["Shift ← ↑ → ↓", "fine"],
  ["+  −", "zoom"],
  ["0", "fit"],
  ["1", "real"],
  ["F", "present"],
  ["Esc", "leave"],
  ["?", "help"],
];

/** Those that mean it wherever the focus is. */
const ANYWHERE = [
  { keys: ["f"], does: "present", once: true },
  { keys: ["Escape"], does: "leave" },
  { keys: ["?"], does: "help", once: true },
];

/**
 * Presenter view and the list of keys: their buttons, and their keys wherever the focus is.
 * The keys that move the picture need the focus, and are with the gestures.
 */
export class Keys {
  /**
   * @param {HTMLElement} root @param {import("../../stage/screen.js").Screen} screen @param {AbortSignal} signal
   */
  constructor(root, screen, signal) {
    this.screen = screen;
    this.list = /** @type {HTMLElement} */ (root.querySelector(".keys"));
    this.buttons = Object.fromEntries(
      ["present", "help"].map((name) => [name, root.querySelector(`[data-do="${name}"]`)]),
    );
    for (const [name, button] of Object.entries(this.buttons))
      button.addEventListener("click", () => this[name](), { signal });
    const actions = { present: () => this.present(), leave: () => this.leave(), help: () => this.help() };
    document.addEventListener("keydown", (event) => obey(event, ANYWHERE, actions), { signal });
    takeFocusAfterChoices(root, signal);
  }

  present() {
    this.screen.present(!this.screen.presenting);
  }

  help(open = this.list.hidden) {
    this.list.querySelector(".off").textContent = areOff() ? this.words.keysOff : "";
    this.list.hidden = !open;
  }

  /** One thing at a time: first the list, then presenter view; false if there is neither. */
  leave() {
    if (!this.list.hidden) this.help(false);
    else if (this.screen.presenting) this.screen.present(false);
    else return false;
    return true;
  }

  /** @param {Record<string, string>} words */
  name(words) {
    this.words = words;
    for (const [name, button] of Object.entries(this.buttons)) {
      button.setAttribute("aria-label", words[name]);
      button.title = words[name];
    }
    this.list.setAttribute("aria-label", words.help);
    this.list.querySelector("h2").textContent = words.help;
    this.list
      .querySelector("dl")
      .replaceChildren(...keyRows(LISTED.map(([shown, does]) => [shown, words[`key_${does}`]])));
  }
}
