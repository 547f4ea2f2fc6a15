/** Time that a line stays, in ms. */
const PACE = { slow: 2200, normal: 1100, fast: 350 };

/** @typedef {keyof typeof PACE} Pace */

/** Runs on by itself, line by line. */
export class LinePlayer {
  /** @param {() => boolean} next goes on by a line; false at the end @param {() => void} changed */
  constructor(next, changed) {
    this.next = next;
    this.changed = changed;
    /** @type {Pace} */
    this.pace = "normal";
    this.timer = 0;
  }

  get playing() {
    return this.timer !== 0;
  }

  play() {
    this.pause();
    if (!this.next()) return;
    this.wait();
    this.changed();
  }

  wait() {
    this.timer = setTimeout(() => {
      if (this.next()) this.wait();
      else this.pause();
    }, PACE[this.pace]);
  }

  pause() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.timer = 0;
    this.changed();
  }

  /** @param {string} pace */
  setPace(pace) {
    if (pace in PACE) this.pace = /** @type {Pace} */ (pace);
  }
}

export const PACES = Object.keys(PACE);
