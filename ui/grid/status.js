/** The line below the planes that says what happened; screen readers read it aloud. */
import { spokenText } from "./numbers.js";
import { filled } from "./payload.js";

const LONGEST_QUOTE = 20; // characters of a refused entry that are repeated

export class Status {
  /** @type {Record<string, string>} */
  words = {};

  /** @param {HTMLElement} line */
  constructor(line) {
    this.line = line;
  }

  /** @param {string} word @param {Record<string, string>} [facts] */
  say(word, facts) {
    this.show(filled(this.words[word], facts));
  }

  /**
   * Stand where the eye is: under the plane of the active cell.
   * @param {number} plane
   */
  standBelow(plane) {
    this.line.style.order = String(2 * plane + 1);
  }

  /** @param {string} sentence */
  show(sentence) {
    this.line.textContent = sentence;
  }

  /**
   * Say why an entry was not taken.
   * @param {string} text as typed
   * @param {number} read NaN, or a number beyond the limit
   * @param {{place: string, kept: number, limit: number}} facts
   */
  refuse(text, read, { place, kept, limit }) {
    this.say(Number.isNaN(read) ? "not_a_number" : "too_large", {
      text: text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text,
      place,
      value: spokenText(kept),
      limit: spokenText(limit),
    });
  }
}
