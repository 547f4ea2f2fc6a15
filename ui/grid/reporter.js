/** Tells Python about edits, and knows which of Python's answers are out of date. */
import { SAME } from "./kept_focus.js";

const QUIET = 150; // ms without an edit before Python hears of the last ones
const PATIENCE = 10_000; // ms that a report may stay unanswered before Python's numbers count again

/** What was asked when the last grid that waited went. @type {{grid: string, question: Question, at: number} | null} */
let left = null;

/**
 * @typedef {import("./model.js").Numbers} Numbers
 * @typedef {{serial: number, text: string, length: number, place: number}} Question a pasted text to be read, and
 *   the cell at which it was pasted
 */

export class Reporter {
  /** @type {(name: string, value: unknown) => void} */
  setStateValue = () => {};
  #serial = 0;
  #reportedAt = 0;
  #timer = 0;
  /** @type {Question | null} */
  #question = null;

  /** @param {Numbers} numbers */
  constructor(numbers) {
    this.numbers = numbers;
  }

  /**
   * Whether Python made its picture before it knew of the visitor's last edit.
   * @param {number} seen serial number of the last report that Python had read
   */
  isAheadOf(seen) {
    const unanswered = this.#serial > seen && Date.now() - this.#reportedAt < PATIENCE;
    return this.#timer !== 0 || unanswered;
  }

  /** Report once the visitor pauses. */
  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#report(), QUIET);
  }

  /**
   * Have Python read a pasted text; it goes with every report until the answer is here.
   * @param {{text: string, length: number}} pasted
   * @param {number} place cell at which it was pasted
   */
  ask(pasted, place) {
    this.#question = { serial: 0, place, ...pasted };
    this.#report();
  }

  /**
   * Where the text was pasted to which this is the answer that is waited for; from then on none is.
   * @param {import("./payload.js").Answer | null} answer
   * @returns {number} a cell; -1 where another one is waited for, or none
   */
  answeredAt(answer) {
    if (this.#question === null || answer?.serial !== this.#question.serial) return -1;
    const { place } = this.#question;
    this.#question = null;
    this.soon(); // Python need not keep what it has answered
    return place;
  }

  get isWaiting() {
    return this.#question !== null;
  }

  /** Report at once what waits to be reported. */
  flush() {
    if (this.#timer !== 0) this.#report();
  }

  /**
   * The grid goes, perhaps because Streamlit builds it anew in another place: Python hears what it has not heard,
   * and who comes next may wait for the answer.
   * @param {string} grid what it is called
   */
  leave(grid) {
    this.flush();
    const question = this.#question;
    if (question) left = { grid, question, at: performance.now() };
  }

  /**
   * Wait for the answer to what a grid of this name asked when it went, just now.
   * @param {string} grid
   */
  takeUp(grid) {
    if (left?.grid !== grid) return;
    if (performance.now() - left.at < SAME) this.#question = left.question;
    left = null;
  }

  #report() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#reportedAt = Date.now();
    this.#serial = Math.max(this.#reportedAt, this.#serial + 1);
    const question = this.#question;
    if (question?.serial === 0) question.serial = this.#serial;
    // a question that was lost must not take the edits after it along
    if (question && this.#serial - question.serial > PATIENCE) this.#question = null;
    const { shape, values, count, extra } = this.numbers;
    const cells = Array.from(values.subarray(0, count));
    this.setStateValue("edit", { serial: this.#serial, shape, cells, extra, question: this.#question });
  }
}
