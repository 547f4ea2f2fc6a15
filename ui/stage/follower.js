/** A film that goes on faster than this is followed by jumps, in ms for a step. */
const ACTED = 700;

/**
 * The stage in a class (`ui/live/`): it says where it is, goes where the class goes, and hides what the class is
 * asked. The two meet by events of the document; without a class nothing is said and nothing happens.
 *
 * @typedef {object} Wish what the class wants of the picture
 * @property {boolean} on whether there is a class
 * @property {boolean} follows whether the picture goes where the class is
 * @property {number} seek the lesson of the class is on screen once the stage has obeyed this seek
 * @property {{step: number, filter: number, phase?: number | string | null, point?: any} | null} at
 * @property {string} cell what is asked; "" for nothing
 * @property {boolean} hidden whether its number is still to be hidden
 */
export class Follower {
  /** @param {import("./stage.js").Stage} stage @param {AbortSignal} signal */
  constructor(stage, signal) {
    this.stage = stage;
    /** @type {Wish} */
    this.wish = { on: false, follows: false, seek: 0, at: null, cell: "", hidden: false };
    /** What was clicked last: of several cells of a step it is the one that is asked. @type {any} */
    this.clicked = null;
    this.went = 0;
    document.addEventListener("conv-lab-class", (event) => this.take(/** @type {CustomEvent} */ (event).detail), {
      signal,
    });
  }

  /** Another picture, or other numbers: where the class is has to be looked for again. */
  renew() {
    this.clicked = null;
    this.done = this.pointed = "";
    this.tell();
    this.obey();
  }

  /** Whether the film belongs to the class. */
  get follows() {
    return this.wish.follows;
  }

  /** Whether nobody moves: a step away stands what is asked. */
  get holds() {
    return this.wish.hidden;
  }

  // ---- where this picture is

  tell() {
    const { stage } = this;
    if (!stage.scene) return;
    const { player } = stage;
    const where = {
      seek: stage.seekId,
      kind: stage.kind,
      step: player.step,
      filter: stage.filter,
      phase: player.begun ? player.until : "before",
      point: stage.pointed,
      picked: this.clicked,
      cell: player.begun ? stage.scene.asks(player.step, stage.filter, this.picked) : "",
      sizes: stage.scene.sizesAsked,
    };
    const said = JSON.stringify(where);
    if (said === this.said) return;
    const built = this.said === undefined; // it has to be told of the class
    this.said = said;
    document.dispatchEvent(new CustomEvent("conv-lab-stage", { detail: { ...where, built } }));
  }

  get picked() {
    return this.clicked && this.stage.scene.picks(this.clicked) ? this.clicked : null;
  }

  /** @param {any} target */
  click(target) {
    this.clicked = target;
    this.tell();
  }

  // ---- where the class is

  /** @param {Wish} wish */
  take(wish) {
    const was = this.wish;
    this.wish = wish;
    if (!was.on && wish.on) this.said = "";
    this.tell();
    this.obey();
    // where the class has left this picture, the lesson goes on from there
    if (was.follows && !wish.follows) {
      this.stage.point(null);
      this.stage.settle();
    }
  }

  obey() {
    const { stage, wish } = this;
    if (!stage.scene) return;
    const here = wish.at !== null && stage.seekId >= wish.seek;
    const hidden = wish.hidden && (here || !wish.follows);
    if (wish.follows && here) this.go(wish.at, hidden);
    stage.predict.call(hidden ? wish.cell : "", wish.cell, this.picked);
  }

  /** @param {NonNullable<Wish["at"]>} at @param {boolean} hidden the cell that is asked is pointed at, and nothing else */
  go({ step, filter, phase, point }, hidden) {
    const { stage } = this;
    const said = JSON.stringify([step, filter, phase, hidden]);
    if (said !== this.done) {
      this.done = said;
      this.move(step, filter, phase, hidden);
    }
    const pointed = `${hidden} ${JSON.stringify(point ?? null)}`;
    if (pointed === this.pointed) return; // a student's own pointing stays
    this.pointed = pointed;
    const target = point && this.makesSense(point) ? point : null;
    if (hidden) this.clicked = target;
    if (hidden && target) stage.scene.clicked(target);
    stage.pointAt(hidden ? null : target);
  }

  move(step, filter, phase, hidden) {
    const { stage } = this;
    const { player } = stage;
    player.playing = false;
    stage.filter = Math.min(Math.max(0, filter), stage.scene.filters - 1);
    if (phase === "before") return player.empty();
    const now = performance.now();
    const next = player.begun ? player.step + 1 : 0;
    const acts = step === next && !hidden && now - this.went > ACTED;
    if (step !== player.step || !player.begun) {
      this.went = now;
      player.go(step, { act: acts });
    }
    player.rest(typeof phase === "number" ? phase : 1);
  }

  /** Another picture, on the way to this one, may have pointed at what this one does not have. */
  makesSense(point) {
    const { stage } = this;
    try {
      const view = { ...stage.view(), begun: true, pointed: point };
      stage.scene.lines(view);
      stage.scene.tells(point, view);
      return true;
    } catch {
      return false;
    }
  }
}
