import { isBusy } from "../presenter/busy.js";
import { Cursor } from "./cursor.js";
import { takeFocusAfterChoices, tellScrolled } from "./focus.js";
import { Follower } from "./follower.js";
import { fitted } from "./fit.js";
import { fill } from "./format.js";
import { Formula } from "./formula.js";
import { Hint } from "./hint.js";
import { Lost } from "./lost.js";
import { PACES, Player } from "./player.js";
import { markAsked } from "./predict/mark.js";
import { Predict } from "./predict/predict.js";
import { Screen } from "./screen.js";
import { tell } from "./spoken.js";
import { giveAway } from "./taken.js";
import { Theme, forcedColours } from "./theme.js";
import { Transport } from "./transport.js";

/** Python hears of a step when it has settled for so long, in ms. */
const SETTLED = 250;
/** The formula is rewritten at most so often while the film runs, in ms. */
const FORMULA_PAUSE = 60;
/** No other layout came for so long, in ms. */
const AT_REST = 300;
/** A formula of more lines scrolls. */
const MOST_LINES = 6;
/** So many of the longest formulas are written to see how many lines they take. */
const MEASURED = 3;
const MANY_SHAPES = 200;
/** On narrower screens a picture may be as high as it likes: one scrolls there. */
const WIDE = 600;
/** So it is in a lower window, which is one at 200 % (`stage.css`). */
const LOW = 480;

/**
 * One stage on the page: it owns the canvas, the film and the pointer, and asks its scene what to
 * draw. Built once for each shadow root; `update` brings new numbers.
 */
export class Stage {
  /**
   * @param {ShadowRoot} shadow
   * @param {(kind: string) => new (header: any, arrays: any) => import("./scene.js").Scene} sceneOf by the kind that a header names
   */
  constructor(shadow, sceneOf) {
    this.sceneOf = sceneOf;
    this.token = 0;
    this.clicked = false;
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.root = /** @type {HTMLElement} */ (shadow.querySelector(".stage"));
    this.canvas = /** @type {HTMLCanvasElement} */ (shadow.querySelector("canvas"));
    this.ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.status = /** @type {HTMLElement} */ (shadow.querySelector(".told"));
    this.formula = new Formula(/** @type {HTMLElement} */ (shadow.querySelector(".formula")));
    this.player = new Player(() => this.changed());
    this.filter = 0;
    /** @type {import("./scene.js").Target | null} */
    this.pointed = null;
    this.predict = new Predict(
      this.root,
      this.player,
      { filter: () => this.filter, changed: () => (this.player.wait(), this.changed()), resized: () => this.turned() },
      signal,
    );
    this.transport = new Transport(
      this.root,
      this.actions(),
      (done) => this.scrub(done),
      (pace) => this.setPace(pace),
      signal,
    );

    const calm = matchMedia("(prefers-reduced-motion: reduce)");
    this.player.calm = calm.matches;
    calm.addEventListener("change", () => (this.player.calm = calm.matches), { signal });
    this.canvas.addEventListener("pointermove", (event) => this.point(event), { signal });
    this.canvas.addEventListener("pointerleave", () => this.point(null), { signal });
    this.canvas.addEventListener("wheel", (event) => this.wheel(event), { signal, passive: false });
    this.canvas.addEventListener("click", (event) => this.click(event), { signal });
    forcedColours.addEventListener("change", () => (this.dress(), this.changed()), { signal });
    this.follower = new Follower(this, signal);
    giveAway(() => this.scene && this.taken(), signal);
    this.cursor = new Cursor(this, signal);
    this.lost = new Lost(this.root, signal);
    this.hint = new Hint(this.root, signal);
    takeFocusAfterChoices(this.root, signal);
    tellScrolled(this.root, signal);
    this.screen = new Screen(this.root, () => this.resize(), signal);
    this.screen.keeps = () => this.cursor.keep();
    window.addEventListener("resize", () => this.resize(), { signal });
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(this.root);
    this.watcher.observe(this.screen.slot); // in presenter view the bar of a class may grow
    // a sentence above the stage leaves it less room, though it does not change its width
    const page = shadow.host.closest("[data-testid=stMainBlockContainer]");
    if (page) this.watcher.observe(page);
    /** How many lines formulas take, by the room and what they are made of. @type {Map<string, number>} */
    this.lineCounts = new Map();
    // what was measured before its font arrived, was measured in another
    document.fonts.addEventListener("loadingdone", () => this.lineCounts.clear(), { signal });
    this.seen = true;
    this.eye = new IntersectionObserver(([entry]) => {
      this.seen = entry.isIntersecting;
      if (this.seen) this.wake();
    });
    this.eye.observe(this.root);
    this.frame = this.frame.bind(this);
  }

  sceneFrom(header, arrays) {
    const Scene = this.sceneOf(header.kind);
    return new Scene(header, arrays);
  }

  destroy() {
    this.stop.abort();
    this.watcher.disconnect();
    this.eye.disconnect();
    cancelAnimationFrame(this.request);
    clearTimeout(this.settling);
    clearTimeout(this.hinting);
  }

  /**
   * New numbers, a new theme, or just a new closure.
   * @param {ReturnType<typeof import("./model.js").readPayload>} payload
   * @param {(name: string, value: unknown) => void} setStateValue
   */
  update({ header, arrays }, setStateValue) {
    this.payload = { header, arrays };
    this.setStateValue = setStateValue;
    this.dress();
    const before = this.scene && { kind: this.kind, begun: this.player.begun, ...this.shared() };
    this.kind = header.kind;
    this.scene = this.sceneFrom(header, arrays);
    this.size = ""; // not laid out yet
    this.pointed = null;
    this.root.setAttribute("aria-label", header.words.stage);
    this.lost.sentence = header.words.lost;
    this.screen.tell(header.about);
    this.hint.name(header.words);
    this.player.row = this.scene.rowSteps;
    this.player.phases = this.scene.phases.map(({ end }) => end);
    this.transport.name(header.words, this.scene.filters, this.paces, this.scene.phases.length > 1);
    if (!this.paces.includes(this.player.pace)) this.player.pace = "normal";
    const first = this.seekId === undefined;
    this.predict.renew(this.scene, header, arrays, header.seek.id !== this.seekId);
    const film = this.film;
    this.changeFilm(before);
    if (header.seek.id !== this.seekId) {
      this.seekId = header.seek.id;
      const turned =
        film === this.film &&
        header.seek.step === this.left?.step &&
        [this.filter, before?.filter].some((k) => k !== header.seek.filter);
      // what was asked for is to be looked at, and not left behind by a film
      if (!first && !turned) this.player.pause();
      this.enter(header.seek, turned);
      if (first && header.seek.play && !this.player.calm) this.player.play();
      [this.told, this.toldFilm] = [this.spelled(), this.own()];
    }
    this.player.wait();
    this.changed();
    this.size = "";
    this.resize();
    this.follower.renew();
    this.screen.resume();
    this.cursor.name(header.words);
  }

  /** Predict was switched on or off. */
  turned() {
    this.player.pause();
    this.size = "";
    this.changed();
    this.resize();
    this.settle();
  }

  dress() {
    this.theme = new Theme(this.root);
    this.root.style.colorScheme = this.theme.dark ? "dark" : "light";
  }

  /** Window and filter, which all pictures share; a film of its own may know what it shows of them. */
  shared() {
    const filter = this.scene.keepsFilter ? (this.left?.filter ?? 0) : this.filter;
    if (!this.scene.ownFilm) return { step: this.player.step, filter };
    return { ...this.left, ...this.scene.toShared(this.player.step) };
  }

  /**
   * Go to a window and filter, in this scene's own count of steps. A film that does not count windows
   * goes to its own step, `film` counted from 1, or begins anew; where it is `turned`, the same film
   * of another filter, it stays.
   */
  enter({ step, filter, film, begun = false }, turned = false) {
    this.left = { step, filter };
    this.filter = Math.min(filter, this.scene.filters - 1);
    const own = this.scene.ownFilm ? this.ownStep(step, filter, turned ? null : film) : step;
    // who has not begun is not carried over the first step
    if (own === 0 && !begun && !this.player.begun) this.player.empty();
    else if (own !== this.player.step || !this.player.begun) this.player.go(own, { act: false });
  }

  ownStep(step, filter, film) {
    if (film && !this.scene.countsWindows) return film - 1;
    return this.scene.fromShared(step, filter) ?? (film === null ? this.player.step : 0);
  }

  /** A scene with a film of its own must not lose the step that all other scenes share. */
  changeFilm(before) {
    const was = this.film;
    this.film = this.scene.ownFilm ? this.kind : "";
    if (before) this.left = { step: before.step, filter: before.filter };
    this.filter = Math.min(before?.filter ?? this.filter, this.scene.filters - 1);
    this.player.resize(this.scene.steps);
    if (!before || this.film === was) return;
    this.player.pause();
    this.enter(before);
    this.toldFilm = this.own(); // where a film begins goes without saying
  }

  // ---- what the learner can do

  actions() {
    const manual = (move) => () => {
      if (this.follower.holds) return;
      this.player.pause();
      move();
      this.settle();
    };
    const turn = (by) => () => this.choose({ filter: (this.filter + by + this.scene.filters) % this.scene.filters });
    return {
      // a step that waits wants its answer first
      play: () =>
        this.follower.holds || this.player.playing
          ? manual(() => {})()
          : (this.player.held && this.predict.focus()) || this.player.play(),
      next: manual(() => this.player.next()),
      previous: manual(() => this.player.back()),
      nextPhase: manual(() => this.player.phase(1)),
      previousPhase: manual(() => this.player.phase(-1)),
      first: manual(() => this.player.empty()),
      last: manual(() => this.player.go(this.player.steps - 1)),
      faster: () => this.turnPace(1),
      slower: () => this.turnPace(-1),
      nextFilter: turn(1),
      previousFilter: turn(-1),
      predict: () => this.predict.turn(),
      size: () => this.predict.nextSize(),
      answer: () => this.predict.focus(),
      reveal: () => this.predict.isOpen(this.predict.question) && this.predict.reveal(),
      cursor: () => (this.hint.used(), this.cursor.turn()),
      present: () => this.screen.present(!this.screen.presenting),
      leave: () => this.leave(),
      take: () => false, // the menu hears it itself, on pages without a stage, too
      help: () => this.transport.toggleHelp(),
    };
  }

  /** One thing at a time: first the list of keys, then what was said of an answer, then presenter view; false if there is neither. */
  leave() {
    if (!this.transport.keys.hidden) this.transport.toggleHelp(false);
    else if (this.screen.presenting && this.predict.putAway()) return true;
    else if (this.screen.presenting) this.screen.present(false);
    else return false;
    return true;
  }

  /** To where so many steps are done. @param {number} done */
  scrub(done) {
    if (this.follower.holds) return this.changed();
    this.player.pause();
    if (done) this.player.go(done - 1, { act: false });
    else this.player.empty();
    this.settle();
  }

  /** The paces that this film can have. */
  get paces() {
    return PACES.filter((pace) => pace !== "row" || this.scene.rowSteps > 1);
  }

  setPace(pace) {
    if (this.paces.includes(pace)) this.player.pace = pace;
    this.changed();
  }

  turnPace(by) {
    this.setPace(this.paces[this.paces.indexOf(this.player.pace) + by] ?? this.player.pace);
  }

  choose({ step, filter }) {
    if (this.predict.covers || this.follower.holds) return;
    if (filter !== undefined) this.filter = filter;
    if (step !== undefined) {
      this.clicked = true;
      this.player.pause();
      this.player.go(step, { act: false });
    }
    this.player.wait();
    this.changed();
    this.settle();
  }

  /** Tell Python, once things have come to rest. */
  settle() {
    clearTimeout(this.settling);
    if (this.follower.follows) return; // where a class is, nobody has come to rest
    this.settling = setTimeout(() => {
      if (isBusy()) return this.settle();
      const { clicked } = this;
      const [now, film] = [this.spelled(), this.own()];
      if (this.player.playing || (now === this.told && film === this.toldFilm && !clicked)) return;
      [this.told, this.toldFilm] = [now, film];
      this.clicked = false;
      // Streamlit passes on only what differs: who comes to the same step after a seek tells it anew
      const { seekId: seek, predict } = this;
      this.setStateValue("settled", { ...this.shared(), film, clicked, predict: predict.chosen, seek });
    }, SETTLED);
  }

  spelled() {
    const { step, filter } = this.shared();
    return `${step}|${filter}|${this.predict.chosen}`;
  }

  /** The step of a film of its own that windows do not tell, counted from 1. */
  own() {
    return this.scene.ownFilm && !this.scene.countsWindows ? this.player.step + 1 : 0;
  }

  // ---- the pointer

  /** @param {PointerEvent | null} event */
  point(event) {
    this.pointAt(event && this.scene ? this.targetAt(event) : this.cursor.target());
  }

  /** @param {import("./scene.js").Target | null} target */
  pointAt(target) {
    if (JSON.stringify(target) === JSON.stringify(this.pointed)) return;
    this.pointed = target;
    this.follower.tell();
    this.canvas.classList.toggle("choice", target !== null && this.isChoice(target));
    this.wroteFormula = 0;
    this.wake();
  }

  /** Whether a click there does something. */
  isChoice(target) {
    return Object.keys(this.scene.choose(target)).length > 0 || (this.predict.on && this.scene.picks(target));
  }

  /** Over a long matrix the wheel moves its cells, and with Ctrl (or a pinch) zooms. @param {WheelEvent} event */
  wheel(event) {
    const box = this.canvas.getBoundingClientRect();
    const [px, py] = [event.clientX - box.left, event.clientY - box.top];
    const lens = this.scene?.lensAt(px, py);
    if (!lens) return;
    event.preventDefault();
    const cells = (delta) => Math.sign(delta) * Math.max(1, Math.round(Math.abs(delta) / 40));
    if (event.ctrlKey) lens.zoomAt(px, py, event.deltaY < 0 ? 1.25 : 0.8);
    else if (event.shiftKey) lens.scroll(0, cells(event.deltaY || event.deltaX));
    else lens.scroll(event.deltaY ? cells(event.deltaY) : 0, event.deltaX ? cells(event.deltaX) : 0);
    this.point(event); // another cell lies under the pointer now
    this.wake();
  }

  /** @param {MouseEvent} event */
  click(event) {
    this.press(this.targetAt(event));
    this.root.focus({ preventScroll: true });
  }

  /** What a click on a cell does. @param {import("./scene.js").Target | null} target */
  press(target) {
    if (!target || this.follower.holds) return;
    this.scene.clicked(target);
    this.predict.pick(target);
    this.follower.click(target);
    this.choose(this.scene.choose(target));
  }

  targetAt(event) {
    const box = this.canvas.getBoundingClientRect();
    return this.scene.hit(event.clientX - box.left, event.clientY - box.top, this.view());
  }

  // ---- drawing

  view() {
    const { step, previous, progress, begun } = this.player;
    return this.predict.seen({ step, previous, progress, begun, filter: this.filter, pointed: this.pointed });
  }

  /** @returns {import("./taken.js").Taken} */
  taken() {
    const { header, arrays } = this.payload;
    const { steps, done } = this.player;
    const filter = Math.min(this.filter, this.scene.filters - 1);
    return {
      root: this.root,
      dark: this.theme.dark,
      name: "step",
      place: String(done),
      of: this.kind,
      covered: this.predict.covers,
      about: header.about,
      steps,
      pause: () => this.player.pause(),
      drawing: () => Object.assign(this.sceneFrom(header, arrays), { brief: true }),
      now: () => ({ ...this.view(), pointed: null }),
      at: (step, progress) => ({ step, previous: Math.max(0, step - 1), progress, begun: true, filter, pointed: null }),
      lines: (view) => this.shownLines(view),
      termColour: (term, theme) => this.scene.termColour(term, theme),
    };
  }

  resize() {
    if (!this.scene) return;
    const ui = this.screen.comfort();
    this.root.style.setProperty("--ui", String(ui));
    const width = this.canvas.parentElement.clientWidth;
    const dpr = window.devicePixelRatio || 1;
    const room = `${width}|${innerHeight}|${this.screen.top}|${dpr}|${ui}|${this.screen.about.offsetHeight}|${this.screen.classHeight(ui)}`;
    if (!width || room === this.size) return;
    this.size = room;
    this.scene.brief = this.screen.presenting;
    this.scene.narrow = width < WIDE;
    this.scene.predicting = this.predict.on;
    const lines = Math.max(this.scene.lineCount, this.linesOfFormula());
    this.formula.reserve(lines);
    const height = this.screen.roomForPicture(lines, ui);
    const scrolls = width < WIDE || (innerHeight < LOW && !this.screen.presenting);
    const most = scrolls ? Infinity : height;
    const needed = fitted((size) => this.scene.layout(width, height, size), most, this.screen.letters());
    this.dpr = dpr;
    this.canvas.style.height = `${needed}px`;
    this.canvas.width = Math.round(width * dpr);
    this.canvas.height = Math.round(needed * dpr);
    // a canvas of a new size is empty, and the formula has a new width: no frame may show that
    this.said = "";
    this.hintSoon();
    if (this.seen) this.paint();
    this.wake();
  }

  /** The hint's place is looked for when all is at rest: it takes as long as two frames of the largest picture. */
  hintSoon() {
    clearTimeout(this.hinting);
    if (this.hint.line.hidden) return;
    this.hint.line.style.visibility = "hidden";
    this.hinting = setTimeout(() => {
      if (this.hint.line.hidden) return;
      this.placeHint();
      this.paint();
    }, AT_REST);
  }

  /** Beside all that the picture shows in the end. */
  placeHint() {
    const done = { ...this.view(), progress: 1, begun: true, pointed: null };
    const last = this.scene.steps - 1;
    this.drawScene({ ...done, step: last });
    // at the edge of a picture less is shown than in its middle
    this.scene.draw(this.ctx, this.theme, this.dpr, { ...done, step: last >> 1 });
    this.hint.place(this.ctx, this.dpr);
  }

  /** Lines that the formula takes at this width; its terms keep their places, so that a few steps tell. */
  linesOfFormula() {
    const now = this.view();
    const { scene } = this;
    const letters = (term) => scene.termLetters(term);
    const linesAt = (step) => {
      const held = now.held && step === now.step;
      return this.shownLines({ ...now, step, begun: true, pointed: null, held, progress: held ? now.progress : 1 });
    };
    const lengthAt = (step) =>
      linesAt(step)
        .flat()
        .reduce((sum, term) => sum + Math.max(term.text.length, letters(term)), 0);
    const longest = scene.longest
      .filter((step) => step !== now.step)
      .map((step) => ({ step, length: lengthAt(step) }))
      .sort((one, other) => other.length - one.length)
      .slice(0, MEASURED);
    // the step on screen comes last: a picture whose sums grow is left where it stands
    const lines = [...longest.map(({ step }) => step).sort((one, other) => one - other), now.step].map((step) => {
      const written = linesAt(step);
      // numbers have the room of their kind: to write a formula makes the browser lay the page out
      const shape = written.map((line) => line.map((term) => letters(term) || term.text).join("|")).join("/");
      const name = `${this.size}|${shape}`;
      const count =
        this.lineCounts.get(name) ??
        this.formula.linesOf(written, (term) => scene.termColour(term, this.theme), letters);
      if (this.lineCounts.size > MANY_SHAPES) this.lineCounts.clear();
      this.lineCounts.set(name, count);
      return count;
    });
    return Math.min(MOST_LINES, Math.max(...lines));
  }

  changed() {
    if (!this.scene || !this.theme) return;
    this.predict.show();
    this.transport.show(this.player);
    this.status.setAttribute("aria-live", this.player.playing ? "off" : "polite");
    if (!this.player.playing) {
      this.wroteFormula = 0;
      // the step and what is said of it change together, not a frame apart
      if (this.size) this.writeWords(this.view());
      this.said = "";
      this.settle();
    }
    this.follower.tell();
    this.wake();
  }

  wake() {
    if (this.request || !this.scene) return;
    this.last = performance.now();
    this.request = requestAnimationFrame(this.frame);
  }

  /** @param {number} now */
  frame(now) {
    this.request = 0;
    if (!this.seen || !this.size) return;
    const passed = now - this.last;
    const { pointed } = this.view();
    if (!pointed) this.player.advance(Math.max(0, passed));
    this.paint();
    // pointing stops the film's clock; leaving wakes it again
    if (!this.player.moving || pointed) return;
    this.last = now;
    this.request ||= requestAnimationFrame(this.frame);
  }

  paint() {
    const view = this.view();
    this.writeWords(view);
    this.drawScene(view);
    this.cursor.lay();
  }

  drawScene(view) {
    const { ctx, dpr } = this;
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    this.scene.draw(ctx, this.theme, dpr, view);
    if (!view.begun || !view.held) return;
    for (const area of this.scene.askedAt(view))
      markAsked(ctx, this.theme, area, this.scene.ui, this.canvas.width / dpr);
  }

  /** The formula follows the pointer; the live region follows the film. */
  writeWords(view) {
    const now = performance.now();
    if (this.player.playing && now - (this.wroteFormula ?? 0) < FORMULA_PAUSE) return;
    const phase = view.pointed ? "" : this.phaseOf(view);
    const asked = `${view.held}|${this.predict.question}`;
    const said = `${this.seekId}|${view.step}|${phase}|${view.filter}|${JSON.stringify(view.pointed)}|${asked}|${this.theme.name}`;
    if (said === this.said && this.saidScene === this.scene) return;
    this.said = said;
    this.saidScene = this.scene;
    this.wroteFormula = now;
    this.root.dataset.phase = this.phaseOf(view);
    this.formula.show(
      this.shownLines(view),
      (term) => this.scene.termColour(term, this.theme),
      (term) => this.scene.termLetters(term),
    );
    tell(this.status, this.sentenceOf(view));
    // a size that is asked stands in the description, too
    this.canvas.setAttribute("aria-label", this.predict.covers ? this.scene.given() : this.scene.describe());
  }

  /** What the step is doing now: the name of its phase, "before" the first one, "" once it is done. */
  phaseOf({ begun, progress }) {
    if (!begun) return "before";
    if (progress >= 1) return "";
    const phase = this.scene.phases.find(({ end }) => progress < end) ?? this.scene.phases.at(-1);
    return phase.name || "under way";
  }

  /** The formula without what the step has not placed yet. */
  shownLines(view) {
    if (this.predict.covers) return [[]];
    if (view.pointed) return this.scene.lines(view);
    if (!view.begun) return [[{ text: this.scene.before.line, kind: "quiet" }]];
    const lines = this.scene.lines(view);
    if (view.progress >= 1) return lines;
    return lines.map((line) =>
      line.map((term) => ((term.made ?? term.kind === "out") ? { ...term, text: "?", value: undefined } : term)),
    );
  }

  sentenceOf(view) {
    const { words } = this.scene.header;
    const { steps } = this.player;
    if (this.predict.covers || (view.begun && view.held)) return this.predict.sentence();
    if (!view.begun) return fill(this.scene.before.told, { steps });
    const phase = this.phaseOf(view);
    if (!phase) return this.scene.sentence(view.step, view.filter);
    // what is under way is not told before it is there
    return fill(words.statusPhase, { step: view.step + 1, steps, phase: words[`phase_${phase}`] ?? "…" });
  }
}
