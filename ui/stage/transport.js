import { areOff } from "../keys/kept.js";
import { obey } from "./commands.js";
import { element, keyRows } from "./element.js";
import { fill } from "./format.js";
/** Keys that mean something on the stage; the help lists them in this order. */
const KEYS = [
  { keys: [" "], shown: "Space", does: "play", once: true },
  { keys: ["ArrowRight"], shown: "→", does: "next" },
  { keys: ["ArrowLeft"], shown: "←", does: "previous" },
  { keys: ["Shift+ArrowRight"], shown: "Shift →", does: "nextPhase" },
  { keys: ["Shift+ArrowLeft"], shown: "Shift ←", does: "previousPhase" },
  { keys: ["Home"], shown: "Home", does: "first" },
  { keys: ["End"], shown: "End", does: "last" },
  { keys: ["+", ";"], shown: "+", does: "faster" },
  { keys: ["-"], shown: "−", does: "slower" },
  { keys: ["]"], shown: "]", does: "nextFilter" },
  { keys: ["["], shown: "[", does: "previousFilter" },
  { keys: ["p"], shown: "P", does: "predict", once: true },
  { keys: ["o"], shown: "O", does: "size", once: true },
  { keys: ["Enter"], shown: "Enter", does: "answer" },
  { keys: ["a"], shown: "A", does: "reveal", once: true },
  { keys: ["c", "F2"], shown: "C, F2", does: "cursor", once: true },
  { keys: ["f"], shown: "F", does: "present", once: true },
  { keys: ["d"], shown: "D", does: "take", once: true },
  { keys: ["Escape"], shown: "Esc", does: "leave" },
  { keys: ["?"], shown: "?", does: "help", once: true },
];

/**
 * The buttons, sliders and keys of a film. They wish; the stage acts.
 */
export class Transport {
  /**
   * @param {HTMLElement} root
   * @param {Record<string, () => unknown>} actions by the names of the buttons and keys
   * @param {(done: number) => void} scrub to where so many steps are done
   * @param {(pace: string) => void} setPace
   * @param {AbortSignal} signal
   * @param {readonly (import("./commands.js").Command & {shown: string})[]} table the keys, as the help lists them
   */
  constructor(root, actions, scrub, setPace, signal, table = KEYS) {
    this.root = root;
    this.table = table;
    this.actions = actions;
    this.step = /** @type {HTMLInputElement} */ (root.querySelector(".step"));
    this.pace = /** @type {HTMLSelectElement} */ (root.querySelector(".pace select"));
    this.count = /** @type {HTMLElement} */ (root.querySelector(".count"));
    this.keys = /** @type {HTMLElement} */ (root.querySelector(".keys"));
    for (const button of root.querySelectorAll("button[data-do]")) {
      button.addEventListener(
        "click",
        (event) => {
          actions[button.dataset.do]();
          // after a click by mouse the keys belong to the film again, not to this button
          if (event.detail > 0) root.focus({ preventScroll: true });
        },
        { signal },
      );
    }
    this.step.addEventListener("input", () => scrub(Number(this.step.value)), { signal });
    this.pace.addEventListener("change", () => setPace(this.pace.value), { signal });
    document.addEventListener("keydown", (event) => obey(event, table, actions), { signal });
  }

  /**
   * @param {Record<string, string>} words @param {number} filters
   * @param {string[]} paces those that the film can have
   * @param {boolean} phased whether its steps have phases
   */
  name(words, filters, paces, phased) {
    this.words = words;
    for (const button of this.root.querySelectorAll("button[data-do]")) {
      if (button.dataset.do !== "play") label(button, words[button.dataset.do]);
    }
    this.step.setAttribute("aria-label", words.step);
    this.pace.setAttribute("aria-label", words.speed);
    this.pace.replaceChildren(...paces.map((pace) => option(pace, words[`pace_${pace}`])));
    this.keys.setAttribute("aria-label", words.keys);
    this.keys.querySelector("h2").textContent = words.keys;
    // a key without a word is not listed
    const rows = this.table.filter(
      ({ does }) =>
        `key_${does}` in words && (filters > 1 || !does.endsWith("Filter")) && (phased || !does.endsWith("Phase")),
    );
    this.keys
      .querySelector("dl")
      .replaceChildren(...keyRows(rows.map(({ shown, does }) => [shown, words[`key_${does}`]])));
  }

  /** @param {import("./player.js").Player} player */
  show(player) {
    this.root.dataset.step = String(player.step);
    this.root.dataset.steps = String(player.steps);
    this.root.dataset.done = String(player.done);
    this.root.dataset.playing = String(player.playing);
    this.namePlay(player.playing);
    this.showPlace(player);
    this.pace.value = player.pace;
  }

  /** The button says what a click does. @param {boolean} playing */
  namePlay(playing) {
    label(this.root.querySelector("[data-do=play]"), playing ? this.words.pause : this.words.play);
  }

  /** How far a film has come. @param {{done: number, steps: number}} player */
  showPlace({ done, steps }) {
    this.step.max = String(steps);
    this.step.value = String(done);
    this.step.style.setProperty("--fill", `${(100 * done) / steps}%`);
    this.step.setAttribute("aria-valuetext", fill(this.words.stepOf, { step: done, steps }));
    this.count.textContent = `${done} / ${steps}`;
    this.count.style.minWidth = `${2 * String(steps).length + 3}ch`;
  }

  toggleHelp(open = this.keys.hidden) {
    this.keys.querySelector(".off").textContent = areOff() ? this.words.keysOff : "";
    this.keys.hidden = !open;
  }
}

function label(button, text) {
  button.setAttribute("aria-label", text);
  button.title = text;
}

function option(value, text) {
  const made = element("option", text);
  made.value = value;
  return made;
}
