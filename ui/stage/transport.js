import { obey } from "./commands.js";
import { fill } from "./format.js";
import { SPEEDS } from "./player.js";

/** Speed slider 0..100 to steps a second, evenly in ratios. @param {number} at */
const speedAt = (at) => SPEEDS.least * (SPEEDS.most / SPEEDS.least) ** (at / 100);
const placeOfSpeed = (speed) =>
  Math.round((100 * Math.log(speed / SPEEDS.least)) / Math.log(SPEEDS.most / SPEEDS.least));

/** Keys that mean something on the stage; the help lists them in this order. */
const KEYS = [
  { keys: [" "], shown: "Space", does: "play", once: true },
  { keys: ["ArrowRight"], shown: "→", does: "next" },
  { keys: ["ArrowLeft"], shown: "←", does: "previous" },
  { keys: ["Home"], shown: "Home", does: "first" },
  { keys: ["End"], shown: "End", does: "last" },
  { keys: ["+", ";"], shown: "+", does: "faster" },
  { keys: ["-"], shown: "−", does: "slower" },
  { keys: ["]"], shown: "]", does: "nextFilter" },
  { keys: ["["], shown: "[", does: "previousFilter" },
  { keys: ["f"], shown: "F", does: "present", once: true },
  { keys: ["Escape"], shown: "Esc", does: "leave" },
  { keys: ["?"], shown: "?", does: "help", once: true },
];

/**
 * The buttons, sliders and keys of the film. They wish; the stage acts.
 */
export class Transport {
  /**
   * @param {HTMLElement} root
   * @param {Record<string, () => unknown>} actions by the names of the buttons and keys
   * @param {(step: number) => void} scrub
   * @param {(speed: number) => void} setSpeed
   * @param {AbortSignal} signal
   */
  constructor(root, actions, scrub, setSpeed, signal) {
    this.root = root;
    this.actions = actions;
    this.step = /** @type {HTMLInputElement} */ (root.querySelector(".step"));
    this.speed = /** @type {HTMLInputElement} */ (root.querySelector(".speed input"));
    this.count = /** @type {HTMLElement} */ (root.querySelector(".count"));
    this.keys = /** @type {HTMLElement} */ (root.querySelector(".keys"));
    for (const button of root.querySelectorAll("button")) {
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
    this.speed.addEventListener("input", () => setSpeed(speedAt(Number(this.speed.value))), { signal });
    document.addEventListener("keydown", (event) => obey(event, KEYS, actions), { signal });
  }

  /** @param {Record<string, string>} words */
  name(words, filters) {
    this.words = words;
    for (const button of this.root.querySelectorAll("button")) {
      if (button.dataset.do !== "play") label(button, words[button.dataset.do]);
    }
    this.step.setAttribute("aria-label", words.step);
    this.speed.setAttribute("aria-label", words.speed);
    this.root.querySelector(".speed-word").textContent = words.speed;
    this.keys.setAttribute("aria-label", words.keys);
    this.keys.querySelector("h2").textContent = words.keys;
    const rows = KEYS.filter(({ does }) => filters > 1 || !does.endsWith("Filter"));
    this.keys
      .querySelector("dl")
      .replaceChildren(
        ...rows.flatMap(({ shown, does }) => [element("dt", shown), element("dd", words[`key_${does}`])]),
      );
  }

  /** @param {import("./player.js").Player} player */
  show(player) {
    this.root.dataset.step = String(player.step);
    this.root.dataset.steps = String(player.steps);
    this.root.dataset.playing = String(player.playing);
    label(this.root.querySelector("[data-do=play]"), player.playing ? this.words.pause : this.words.play);
    this.step.max = String(player.steps - 1);
    this.step.value = String(player.step);
    this.step.style.setProperty("--fill", `${(100 * player.step) / Math.max(1, player.steps - 1)}%`);
    this.step.setAttribute("aria-valuetext", fill(this.words.stepOf, { step: player.step + 1, steps: player.steps }));
    this.count.textContent = `${player.step + 1} / ${player.steps}`;
    this.count.style.minWidth = `${2 * String(player.steps).length + 3}ch`;
    this.speed.value = String(placeOfSpeed(player.speed));
    this.speed.style.setProperty("--fill", `${this.speed.value}%`);
    this.speed.setAttribute(
      "aria-valuetext",
      fill(this.words.perSecond, { speed: Number(player.speed.toPrecision(2)) }),
    );
  }

  toggleHelp(open = this.keys.hidden) {
    this.keys.hidden = !open;
  }
}

function label(button, text) {
  button.setAttribute("aria-label", text);
  button.title = text;
}

function element(tag, text) {
  const made = document.createElement(tag);
  made.textContent = text;
  return made;
}
