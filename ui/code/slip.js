import { fill } from "../stage/format.js";

/**
 * What is said of a slip above the listing: where it stands and what it does, or that it is to be found.
 */
export class SlipBox {
  /**
   * @param {HTMLElement} root
   * @param {{go: (done: number) => void, guess: () => void, reveal: () => void}} actions
   * @param {AbortSignal} signal
   */
  constructor(root, actions, signal) {
    this.box = /** @type {HTMLElement} */ (root.querySelector(".slip"));
    this.said = /** @type {HTMLElement} */ (this.box.querySelector(".said"));
    this.trace = /** @type {HTMLElement} */ (this.box.querySelector(".traceback"));
    this.buttons = Object.fromEntries(
      ["wrong", "stop", "guess", "reveal"].map((name) => [name, this.box.querySelector(`[data-slip=${name}]`)]),
    );
    const on = (name, does) => this.buttons[name].addEventListener("click", does, { signal });
    on("wrong", () => actions.go(this.slip.at));
    on("stop", () => actions.go(this.slip.stop));
    on("guess", actions.guess);
    on("reveal", actions.reveal);
  }

  /** @param {any} slip from `payload.py` @param {Record<string, string>} words */
  tell(slip, words) {
    this.slip = slip;
    this.box.hidden = !slip;
    this.box.dataset.slip = slip?.id ?? "";
    if (!slip) return;
    const { buttons } = this;
    buttons.wrong.textContent = words.goWrong;
    buttons.stop.textContent = words.goStop;
    buttons.guess.textContent = words.thisLine;
    buttons.reveal.textContent = words.reveal;
    buttons.wrong.hidden = slip.hidden || !slip.at;
    buttons.stop.hidden = slip.hidden || !slip.stop;
    buttons.guess.hidden = buttons.reveal.hidden = !slip.hidden;
    const lead = document.createElement("b");
    lead.textContent = this.lead(words);
    this.said.replaceChildren(lead, " ", slip.hidden ? words.hidden : slip.said.join(" "));
    // of a slip that is to be found one hears where the run has come to it
    this.trace.textContent = slip.hidden ? "" : slip.traceback.join("\n");
    this.trace.hidden = !this.trace.textContent;
  }

  lead(words) {
    const { hidden, guessed, found, line, name } = this.slip;
    if (hidden) return guessed ? fill(words.notThis, { line: guessed }) : "";
    return fill(found ? words.found : words.slip, { line, name });
  }

  /** What the live region says of a slip that has just come. @param {Record<string, string>} words */
  sentence(words) {
    if (!this.slip) return "";
    return this.slip.hidden ? this.lead(words) || words.hidden : `${this.lead(words)} ${this.slip.said.join(" ")}`;
  }
}
