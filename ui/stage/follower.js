import { ClassLink } from "./class_link.js";

/** A film that goes on faster than this is followed by jumps, in ms for a step. */
const ACTED = 700;

/** The stage in a class: it goes where the class goes, and hides what the class is asked. */
export class Follower {
  /** @param {import("./stage.js").Stage} stage @param {AbortSignal} signal */
  constructor(stage, signal) {
    this.stage = stage;
    this.link = new ClassLink(
      () => this.place(),
      (_wish, was) => this.take(was),
      signal,
    );
    /** What was clicked last: of several cells of a step it is the one that is asked. @type {any} */
    this.clicked = null;
    this.went = 0;
  }

  /** Another picture, or other numbers: where the class is has to be looked for again. */
  renew() {
    this.clicked = null;
    this.done = this.pointed = "";
    this.tell();
    this.obey();
  }

  get follows() {
    return this.link.follows;
  }

  get holds() {
    return this.link.holds;
  }

  tell() {
    this.link.tell();
  }

  /** Where this picture is. */
  place() {
    const { stage } = this;
    const { player } = stage;
    if (!stage.scene) return null;
    return {
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

  take(was) {
    this.obey();
    // where the class has left this picture, the lesson goes on from there
    if (was.follows && !this.follows) {
      this.stage.point(null);
      this.stage.settle();
    }
  }

  obey() {
    const { stage } = this;
    const { wish } = this.link;
    if (!stage.scene) return;
    const here = this.link.isHere(stage.seekId);
    const hidden = wish.hidden && (here || !wish.follows);
    if (wish.follows && here) this.go(wish.at, hidden);
    stage.predict.call(hidden ? wish.cell : "", wish.cell, this.picked);
  }

  /** @param {NonNullable<import("./class_link.js").Wish["at"]>} at @param {boolean} hidden the cell that is asked is pointed at, and nothing else */
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
