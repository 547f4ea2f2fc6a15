import { wantsKey } from "./../stage/focus.js";

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

/**
 * Presenter view and the list of keys: their buttons, and their keys wherever the focus is.
 * The keys that move the picture need the focus, and are with the gestures.
 */
export class Keys {
  /**
   * @param {HTMLElement} root @param {import("./../stage/screen.js").Screen} screen @param {AbortSignal} signal
   */
  constructor(root, screen, signal) {
    this.screen = screen;
    this.list = /** @type {HTMLElement} */ (root.querySelector(".keys"));
    this.buttons = Object.fromEntries(["present", "help"].map((name) => [name, root.querySelector(`[data-do="${name}"]`)]));
    for (const [name, button] of Object.entries(this.buttons)) button.addEventListener("click", () => this[name](), { signal });
    document.addEventListener("keydown", (event) => this.onKey(event), { signal });
  }

  present() {
    this.screen.present(!this.screen.presenting);
  }

  help(open = this.list.hidden) {
    this.list.hidden = !open;
  }

  /** One thing at a time: first the list, then presenter view. */
  leave() {
    if (this.list.hidden) this.screen.present(false);
    else this.help(false);
  }

  /** @param {KeyboardEvent} event */
  onKey(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (wantsKey(event.composedPath()[0], event.key)) return;
    const open = !this.list.hidden || this.screen.presenting;
    if (event.key === "f" || event.key === "F") this.present();
    else if (event.key === "?") this.help();
    else if (event.key === "Escape" && open) this.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** @param {Record<string, string>} words */
  name(words) {
    for (const [name, button] of Object.entries(this.buttons)) {
      button.setAttribute("aria-label", words[name]);
      button.title = words[name];
    }
    this.list.setAttribute("aria-label", words.help);
    this.list.querySelector("h2").textContent = words.help;
    this.list.querySelector("dl").replaceChildren(
      ...LISTED.flatMap(([shown, does]) => [entry("dt", shown), entry("dd", words[`key_${does}`])]),
    );
  }
}

function entry(tag, text) {
  const one = document.createElement(tag);
  one.textContent = text;
  return one;
}
