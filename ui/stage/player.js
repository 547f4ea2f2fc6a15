/**
 * The film: which step is shown, whether it runs, how fast. Time comes from the display's frames;
 * a slow machine skips steps rather than lag behind.
 */

export const SPEEDS = { least: 0.5, most: 60 };

/** Longest time a single step is acted out, in ms. */
const ACT = 480;

export class Player {
  /** @param {() => void} changed called after every change of step, play or speed */
  constructor(changed) {
    this.changed = changed;
    this.steps = 1;
    this.step = 0;
    this.previous = 0;
    this.playing = false;
    this.speed = 2;
    this.calm = false; // prefers-reduced-motion
    this.since = Infinity; // ms since this step began
    this.due = 0;
  }

  /** How many steps there are now; the step is kept where it still means something. @param {number} steps */
  resize(steps) {
    this.steps = Math.max(1, steps);
    if (this.step > this.steps - 1) this.go(this.steps - 1, { act: false });
  }

  /** @param {number} step @param {{act?: boolean}} [how] act: glide there instead of jumping */
  go(step, { act = true } = {}) {
    const next = Math.min(Math.max(Math.round(step) || 0, 0), this.steps - 1);
    this.previous = this.step;
    this.step = next;
    this.since = act && !this.calm && this.previous !== next ? 0 : Infinity;
    this.changed();
  }

  /** @param {{seen?: boolean}} [how] seen: the step on screen has been, so move on at once */
  play({ seen = true } = {}) {
    const over = this.step >= this.steps - 1;
    if (over) this.go(0, { act: false });
    this.playing = this.steps > 1;
    this.due = seen && !over ? 1000 / this.speed : 0;
    this.changed();
  }

  pause() {
    this.playing = false;
    this.due = 0;
    this.changed();
  }

  /** Time of one step's act, in ms. */
  get act() {
    if (!this.playing) return ACT;
    const period = 1000 / this.speed;
    return period < 160 ? 0 : Math.min(ACT, period * 0.75);
  }

  /** How far this step's act has come, 0..1. */
  get progress() {
    return this.act === 0 ? 1 : Math.min(1, this.since / this.act);
  }

  /** Whether another frame is needed. */
  get moving() {
    return this.playing || this.progress < 1;
  }

  /** @param {number} ms since the last frame */
  advance(ms) {
    this.since += ms;
    if (!this.playing) return;
    // a tab that slept must not fly through the film
    this.due += Math.min(ms, 250);
    const period = 1000 / this.speed;
    const count = Math.floor(this.due / period);
    if (count === 0) return;
    this.due -= count * period;
    const last = this.steps - 1;
    const late = this.due;
    this.go(Math.min(this.step + count, last));
    if (this.since === 0) this.since = Math.min(late, 50);
    if (this.step >= last) this.pause();
  }
}
