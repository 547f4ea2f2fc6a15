import { fill } from "../format.js";

/** The line in which one answers: what is asked, the box, the buttons, and what is said to the answer. */
export class AnswerBox {
  /**
   * @param {HTMLElement} root the stage
   * @param {{check: (text: string) => void, reveal: () => void, choose: (size: string) => void}} does
   * @param {AbortSignal} signal
   */
  constructor(root, does, signal) {
    const find = (name) => root.querySelector(`.ask ${name}`);
    this.root = root;
    this.form = /** @type {HTMLFormElement} */ (root.querySelector(".ask"));
    this.asked = find(".asked");
    this.input = /** @type {HTMLInputElement} */ (find("input"));
    this.check = /** @type {HTMLButtonElement} */ (find(".check"));
    this.reveal = /** @type {HTMLButtonElement} */ (find(".reveal"));
    this.other = /** @type {HTMLSelectElement} */ (find(".other"));
    this.reply = find(".reply");
    this.question = "";
    const submit = (event) => {
      event.preventDefault();
      if (!this.input.disabled) does.check(this.input.value);
    };
    this.form.addEventListener("submit", submit, { signal });
    this.reveal.addEventListener("click", () => does.reveal(), { signal });
    this.other.addEventListener("change", () => does.choose(this.other.value), { signal });
    this.input.addEventListener("keydown", (event) => this.leave(event), { signal });
  }

  /** From the box back to the keys of the film. @param {KeyboardEvent} event */
  leave(event) {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault(); // or presenter view would end
    event.stopPropagation();
    this.root.focus({ preventScroll: true });
  }

  /** @param {Record<string, string>} words @param {string[]} sizes that can be asked */
  name(words, sizes) {
    this.words = words;
    this.input.setAttribute("aria-label", words.yourAnswer);
    this.input.placeholder = words.yourAnswer;
    this.check.textContent = words.check;
    this.reveal.textContent = words.reveal;
    this.other.setAttribute("aria-label", words.ask);
    this.other.title = words.ask;
    this.other.replaceChildren(new Option(words.askStep, ""), ...sizes.map((size) => new Option(size, size)));
  }

  /**
   * @param {{on: boolean, question: string, done: boolean, size: string, silent: boolean}} now
   *   done: the question is answered; size: the one that is asked instead of the step; silent: the
   *   picture asks nothing, and not just before its first step
   */
  show({ on, question, done, size, silent }) {
    this.form.hidden = !on;
    if (!on) return;
    if (question !== this.question) {
      this.question = question;
      this.input.value = "";
      this.say("", []);
    }
    const nothing = silent ? this.words.askNothing : this.words.askNext;
    this.asked.textContent = question ? `${this.labelOf(question)} =` : nothing;
    this.form.classList.toggle("nothing", !question);
    const had = this.form.contains(/** @type {ShadowRoot} */ (this.root.getRootNode()).activeElement);
    for (const part of [this.input, this.check, this.reveal]) part.disabled = !question || done;
    this.other.value = size;
    // who has answered goes on with the keys of the film
    if (had && this.input.disabled && !this.other.matches(":focus")) this.root.focus({ preventScroll: true });
  }

  /** Briefly: how many windows that are, the film says. */
  labelOf(question) {
    const [cell, after] = question.split("@");
    return after ? fill(this.words.askedSoFar, { cell }) : cell;
  }

  /** @param {string} kind @param {string[]} lines */
  say(kind, lines) {
    this.reply.dataset.kind = kind;
    this.reply.replaceChildren(
      ...lines.map((line) => Object.assign(document.createElement("span"), { textContent: line })),
    );
    this.reply.scrollTop = 0;
  }
}

/** What is asked, for the eye. @param {string} question @param {Record<string, string>} words */
export function toldQuestion(question, words) {
  const [cell, after] = question.split("@");
  if (!after) return cell;
  return fill(after === "1" ? words.askedAfterOne : words.askedAfter, { cell, after });
}
