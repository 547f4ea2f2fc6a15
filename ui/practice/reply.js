import { uncover } from "../stage/drawer.js";
import { giveAway } from "../stage/taken.js";
import { Theme } from "../stage/theme.js";

/** Frames that what is to take the focus may be on its way. */
const PATIENCE = 120;

/** @type {WeakMap<HTMLElement | ShadowRoot, {stop: AbortController, latest: object}>} */
const regions = new WeakMap();

/**
 * A live region that stays in the page while its words change: one that comes with its words is not read out.
 * @param {{data: Uint8Array, parentElement: HTMLElement | ShadowRoot}} component
 */
export default function ({ data, parentElement }) {
  /** @type {{lines: string[], kind: string, said: number, focus: string, at: string}} */
  const { lines, kind, said, focus, at } = JSON.parse(new TextDecoder().decode(data));
  const found = parentElement.querySelector("[role=status]");
  const region = /** @type {HTMLElement} */ (found ?? parentElement.appendChild(document.createElement("div")));
  if (!found) uncover();
  if (!regions.has(parentElement)) {
    const stop = new AbortController();
    regions.set(parentElement, { stop, latest: {} });
    giveAway(() => question(region), stop.signal);
  }
  region.setAttribute("role", "status");
  region.className = kind;
  const told = JSON.stringify([lines, said]);
  if (region.dataset.told !== told) region.replaceChildren(...lines.map(paragraph));
  region.dataset.told = told;
  // whoever has just opened the page reads it from the top
  if (found && region.dataset.at !== at) focusOn(focus, PATIENCE);
  region.dataset.at = at;
  const one = regions.get(parentElement);
  const mine = (one.latest = {});
  // Streamlit calls what the last call returned; that of an overtaken call must do nothing
  return () => {
    if (one.latest !== mine) return;
    one.stop.abort();
    regions.delete(parentElement);
  };
}

/**
 * The question as it stands on the page, with what was said to its answer.
 * @param {HTMLElement} region @returns {import("../stage/taken.js").Taken}
 */
function question(region) {
  const [first, ...rest] = document.querySelectorAll(".practice:not(.list)");
  return {
    root: region,
    dark: new Theme(region).dark,
    name: "question",
    place: "",
    of: "question",
    steps: 0,
    page: { parts: () => [first, region, ...rest], skip: "summary, .list" },
    now: () => ({}),
  };
}

/** @param {string} text with code between backticks and bold between double stars */
function paragraph(text) {
  const line = document.createElement("p");
  for (const part of text.split(/(\x60[^\x60]+\x60|\*\*.+?\*\*)/)) {
    const mark = /^(\x60|\*\*)(.+)\1$/.exec(part);
    if (!mark) line.append(part);
    else {
      const inner = document.createElement(mark[1] === "**" ? "strong" : "code");
      inner.textContent = mark[2];
      line.append(inner);
    }
  }
  return line;
}

/** @param {string} name of the class that Streamlit gives to a widget's frame @param {number} left */
function focusOn(name, left) {
  const target = document.querySelector(`.${name} :is(input, button, [tabindex])`);
  if (target instanceof HTMLElement) target.focus();
  else if (left > 0) requestAnimationFrame(() => focusOn(name, left - 1));
}
