/** Tells Python about edits, and knows which of Python's answers are out of date. */

const QUIET = 150; // ms without an edit before Python hears of the last ones
const PATIENCE = 10_000; // ms that a report may stay unanswered before Python's numbers count again

/** @typedef {import("./model.js").Numbers} Numbers */

export class Reporter {
  /** @type {(name: string, value: unknown) => void} */
  setStateValue = () => {};
  #serial = 0;
  #reportedAt = 0;
  #timer = 0;

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

  /** Report at once what waits to be reported. */
  flush() {
    if (this.#timer !== 0) this.#report();
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #report() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#reportedAt = Date.now();
    this.#serial = Math.max(this.#reportedAt, this.#serial + 1);
    const { shape, values, count, extra } = this.numbers;
    const cells = Array.from(values.subarray(0, count));
    this.setStateValue("edit", { serial: this.#serial, shape, cells, extra });
  }
}
