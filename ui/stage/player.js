/**
 * The film: which step is shown, how far it is on its way, whether the film runs and at what pace. Time
 * comes from the display's frames; a slow machine skips steps rather than lag behind.
 *
 * Before the first step nothing is computed: `begun` is false, and the step is 0.
 */

/** The paces, from the slowest to the one that takes a row of the output at a time. */
export const PACES = ["slow", "normal", "fast", "row"];

/** A step that is to be followed phase by phase, in ms; so are the first windows of every film. */
const EXPLAINED = 2500;
const EXPLAINED_STEPS = 3;
/** A step that was asked for by hand, in ms. */
const ACT = 1000;
const ROW = 900;
/** What a film takes in all once it is up to speed, in ms, and from which time for a step it gathers speed. */
const RAMP = { normal: { film: 40_000, from: 1000, most: 700 }, fast: { film: 12_000, from: 450, most: 250 } };
/** Each step takes so much less than the one before, until the film is up to speed. */
const GATHERS = 0.82;
/** Steps shorter than this are not acted out, in ms. */
const SHORTEST_ACT = 160;
const FRAME = 1000 / 60;

export class Player {
  /** @param {() => void} changed called after every change of step, play or pace */
  constructor(changed) {
    this.changed = changed;
    this.steps = 1;
    this.step = 0;
    this.previous = 0;
    this.begun = false;
    this.playing = false;
    /** @type {string} */
    this.pace = "normal";
    this.calm = false; // prefers-reduced-motion
    this.row = 1; // steps of a row of the output
    /** Where the phases of a step end, 0..1; the last of them with the step. @type {number[]} */
    this.phases = [1];
    this.progress = 0; // how far this step has come, 0..1
    this.until = 1; // how far it goes before it waits
    this.due = 0; // ms until the next step
    this.run = 0; // steps since the film was started, which gathers speed
    /** How far a step may come as long as it waits for an answer; 1 where nothing is asked. @type {(step: number) => number} */
    this.gate = () => 1;
    this.held = false; // the step waits
  }

  /** A step that is asked about comes to its gate, and goes on when there is none any more. */
  wait() {
    const gate = this.begun ? this.gate(this.step) : 1;
    if (gate < 1) {
      this.until = Math.min(this.until, gate);
      this.progress = Math.min(this.progress, gate);
    } else if (this.held) {
      this.until = 1;
      if (this.calm) this.progress = 1;
    }
    this.held = gate < 1;
  }

  tell() {
    this.wait();
    this.changed();
  }

  /** How many steps there are now; the step is kept where it still means something. @param {number} steps */
  resize(steps) {
    this.steps = Math.max(1, steps);
    if (this.step > this.steps - 1) this.go(this.steps - 1, { act: false });
  }

  /** @param {number} step @param {{act?: boolean}} [how] act: go there phase by phase instead of jumping */
  go(step, { act = true } = {}) {
    const next = Math.min(Math.max(Math.round(step) || 0, 0), this.steps - 1);
    const moved = next !== this.step || !this.begun;
    this.previous = this.begun ? this.step : next;
    this.step = next;
    this.begun = true;
    this.until = 1;
    this.progress = act && !this.calm && moved ? 0 : 1;
    this.tell();
  }

  /** To before the first step. */
  empty() {
    this.step = this.previous = 0;
    this.begun = false;
    this.progress = 0;
    this.until = 1;
    this.tell();
  }

  /** This step comes so far, by itself, and waits there. @param {number} until 0 to 1 */
  rest(until) {
    this.until = Math.min(Math.max(until, 0), 1);
    this.progress = this.calm ? this.until : Math.min(this.progress, this.until);
    this.tell();
  }

  /** Steps that are done, or under way. */
  get done() {
    return this.begun ? this.step + 1 : 0;
  }

  next() {
    this.go(this.begun ? this.step + 1 : 0);
  }

  back() {
    if (this.step > 0) this.go(this.step - 1, { act: false });
    else this.empty();
  }

  /** To the end of the next phase, or of the one before. @param {number} by 1 or -1 */
  phase(by) {
    const now = this.begun ? this.progress : 1;
    this.playing = false;
    if (by > 0) {
      if (now >= 1 && this.begun && this.step >= this.steps - 1) return;
      if (now >= 1) this.next();
      const from = now >= 1 ? 0 : now;
      this.until = this.phases.find((end) => end > from + 1e-6) ?? 1;
      this.progress = this.calm ? this.until : from;
    } else {
      const ends = [0, ...this.phases].filter((end) => end < now - 1e-6);
      if (!this.begun || !ends.length) return;
      this.until = ends[ends.length - 1];
      if (this.until === 0) return this.back();
      this.progress = this.until;
    }
    this.tell();
  }

  play() {
    if (this.begun && this.step >= this.steps - 1 && this.progress >= 1) this.empty();
    this.playing = this.steps > 1;
    this.until = 1;
    this.run = 0;
    // a step that is under way is finished first
    this.due = this.begun ? (1 - this.progress) * this.period : 0;
    this.tell();
  }

  pause() {
    this.playing = false;
    this.due = 0;
    this.changed();
  }

  /** The step that the film goes on to: the next one, or the last of a row. */
  get following() {
    const here = this.begun ? this.step : -1;
    const next = this.pace === "row" ? (Math.floor((here + 1) / this.row) + 1) * this.row - 1 : here + 1;
    return Math.min(next, this.steps - 1);
  }

  /** Time from this step of a film that runs to the next one, in ms. */
  get period() {
    if (this.pace === "row") return ROW;
    if (this.pace === "slow") return EXPLAINED;
    const { film, from, most } = RAMP[this.pace] ?? RAMP.normal;
    if (this.pace === "normal" && this.step < EXPLAINED_STEPS) return EXPLAINED;
    const least = Math.max(FRAME, Math.min(most, film / this.steps));
    return Math.max(least, from * GATHERS ** (this.run - 1));
  }

  /** Time of one step's act, in ms. */
  get act() {
    if (!this.playing) return ACT;
    if (this.pace === "row" || this.period < SHORTEST_ACT) return 0;
    return this.period * 0.9;
  }

  /** Whether another frame is needed. */
  get moving() {
    return this.playing || (this.begun && this.progress < this.until);
  }

  /** This step goes on. @param {number} ms */
  carry(ms) {
    if (!this.begun) return;
    this.progress = this.act === 0 ? this.until : Math.min(this.until, this.progress + ms / this.act);
  }

  /** @param {number} ms since the last frame */
  advance(ms) {
    this.carry(ms);
    if (!this.playing) return;
    if (this.held) return this.pause();
    // a tab that slept must not fly through the film
    this.due -= Math.min(ms, 250);
    while (this.due <= 0) {
      if (this.begun && this.step >= this.steps - 1) return this.pause();
      const late = -this.due;
      this.run++;
      this.go(this.following, { act: this.pace !== "row" });
      this.carry(Math.min(late, 50));
      if (this.held) return this.pause();
      this.due += this.period;
    }
  }
}
