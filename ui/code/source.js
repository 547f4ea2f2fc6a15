import { element } from "../stage/element.js";
import { fill } from "../stage/format.js";
import { coloured } from "./colouring.js";

/**
 * The text of the listing: which line has just run, which runs next, and a click runs to a line.
 */
export class Source {
  /**
   * @param {HTMLElement} root @param {(line: number) => void} runTo @param {(line: number) => void} guess
   * @param {AbortSignal} signal
   */
  constructor(root, runTo, guess, signal) {
    this.box = /** @type {HTMLElement} */ (root.querySelector(".source"));
    this.list = /** @type {HTMLElement} */ (root.querySelector(".lines"));
    this.list.addEventListener(
      "click",
      ({ target }) => {
        const line = Number(/** @type {HTMLElement} */ (target).closest("li")?.dataset.line);
        if (!line || getSelection()?.toString()) return;
        if (/** @type {HTMLElement} */ (target).closest(".flag")) guess(line);
        else runTo(line);
      },
      { signal },
    );
    this.list.addEventListener("keydown", (event) => this.walk(event), { signal });
  }

  /** @param {string[]} text @param {Record<string, string>} words @param {any} slip */
  write(text, words, slip) {
    this.words = words;
    this.box.setAttribute("aria-label", words.source);
    const digits = String(text.length).length;
    this.list.style.setProperty("--digits", `${digits}ch`);
    this.list.classList.toggle("finding", Boolean(slip?.hidden));
    this.lines = text.map((line, at) => this.item(line, at + 1, slip));
    this.list.replaceChildren(...this.lines);
  }

  item(text, line, slip) {
    const item = document.createElement("li");
    item.dataset.line = String(line);
    const number = button("number", String(line), fill(this.words.runTo, { line }));
    const code = document.createElement("code");
    const indent = text.length - text.trimStart().length;
    // a long line wraps below itself
    code.style.setProperty("--indent", `${indent}ch`);
    // what is marked is the statement, and not the room before it
    code.append(text.slice(0, indent), element("span", ...coloured(text.slice(indent))));
    item.append(number);
    if (slip?.hidden && text.trim()) item.append(button("flag", "⚑", fill(this.words.guess, { line })));
    item.append(code);
    if (slip?.line === line) {
      item.classList.add("slipped");
      const right = document.createElement("span");
      right.className = "right";
      right.append(`${this.words.should}: `, element("code", ...coloured(slip.right)));
      item.append(right);
    }
    return item;
  }

  /** @param {{ran: number, next: number, loop: [number, number] | null, callers: number[], failed: boolean}} now lines, 0 for none */
  show({ ran, next, loop, callers, failed }) {
    for (const [at, item] of this.lines.entries()) {
      const line = at + 1;
      item.classList.toggle("ran", line === ran);
      item.classList.toggle("failed", line === ran && failed);
      item.classList.toggle("next", line === next);
      item.classList.toggle("turned", loop !== null && line >= loop[0] && line <= loop[1]);
      item.classList.toggle("waits", callers.includes(line));
      if (line === ran) item.setAttribute("aria-current", "step");
      else item.removeAttribute("aria-current");
      const current = line === (ran || next);
      for (const one of item.querySelectorAll("button")) one.tabIndex = current ? 0 : -1;
    }
    this.follow(ran || next, next);
  }

  /** Keep the line, and the next one where it is near, away from the edges; the page stays where it is. */
  follow(line, next) {
    const { box } = this;
    const near = next && Math.abs(next - line) < 12 ? next : line;
    const [first, last] = [this.lines[Math.min(line, near) - 1], this.lines[Math.max(line, near) - 1]];
    if (!first) return;
    const top = first.offsetTop - 40;
    const bottom = last.offsetTop + last.offsetHeight + 40;
    if (top < box.scrollTop) box.scrollTop = top;
    else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
  }

  /** Arrows go from number to number. @param {KeyboardEvent} event */
  walk(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const from = /** @type {HTMLElement} */ (event.target);
    const kind = from.classList.contains("flag") ? ".flag" : ".number";
    if (!by) return;
    event.preventDefault();
    let at = this.lines.indexOf(from.closest("li")) + by;
    while (this.lines[at] && !this.lines[at].querySelector(kind)) at += by;
    /** @type {HTMLElement | null} */ (this.lines[at]?.querySelector(kind))?.focus();
  }
}

function button(kind, text, label) {
  const made = element("button", text);
  made.type = "button";
  made.className = kind;
  made.setAttribute("aria-label", label);
  made.title = label;
  made.tabIndex = -1;
  return made;
}
