import { isBusy } from "../presenter/busy.js";
import { Asker } from "../component/asker.js";
import { ClassLink } from "../stage/class_link.js";
import { takeFocusAfterChoices, tellScrolled } from "../stage/focus.js";
import { fill } from "../stage/format.js";
import { Lost } from "../stage/lost.js";
import { Screen } from "../stage/screen.js";
import { giveAway } from "../stage/taken.js";
import { Theme, forcedColours } from "../stage/theme.js";
import { Transport } from "../stage/transport.js";
import { Memory } from "./memory.js";
import { LinePlayer, PACES } from "./player.js";
import { CALL, ERROR, RETURN, Run } from "./run.js";
import { SlipBox } from "./slip.js";
import { coloured } from "./colouring.js";
import { Source } from "./source.js";
import { Table } from "./table.js";
import { Variables } from "./variables.js";

/** Python hears of a step when it has settled for so long, in ms. */
const SETTLED = 250;
/** Lines that the line in numbers and its shapes take. */
const LINES = 2;

/** What is no part of a picture of the listing: what one presses, and what only screen readers read. */
const NOT_TAKEN =
  ".class, .about, .unseen, .transport, .keys, .table, .go, .slip-buttons, .switch, .memory button, .flag";

/** Keys that mean something here; the help lists them in this order. */
const KEYS = [
  { keys: [" "], shown: "Space", does: "play", once: true },
  { keys: ["ArrowRight"], shown: "→", does: "next" },
  { keys: ["ArrowLeft"], shown: "←", does: "previous" },
  { keys: ["Shift+ArrowRight", "o"], shown: "O, Shift →", does: "over" },
  { keys: ["i"], shown: "I", does: "into" },
  { keys: ["l"], shown: "L", does: "loops", once: true },
  { keys: ["Home"], shown: "Home", does: "first" },
  { keys: ["End"], shown: "End", does: "last" },
  { keys: ["+", ";"], shown: "+", does: "faster" },
  { keys: ["-"], shown: "−", does: "slower" },
  { keys: ["f"], shown: "F", does: "present", once: true },
  { keys: ["Escape"], shown: "Esc", does: "leave" },
  { keys: ["?"], shown: "?", does: "help", once: true },
];

/**
 * The listing and its variables at one step of the run. Built once for each shadow root; `update` brings
 * another run.
 */
export class CodeView {
  /** @param {ShadowRoot} shadow */
  constructor(shadow) {
    this.token = 0;
    this.stop = new AbortController();
    const { signal } = this.stop;
    const root = (this.root = /** @type {HTMLElement} */ (shadow.querySelector(".listing")));
    this.status = /** @type {HTMLElement} */ (root.querySelector("[role=status]"));
    this.did = /** @type {HTMLElement} */ (root.querySelector(".did"));
    this.switch = /** @type {HTMLElement} */ (root.querySelector("[data-do=loops]"));
    /** Steps done, each turn of a loop counted; 0 before the first. */
    this.done = 0;
    this.loops = false;
    this.player = new LinePlayer(
      () => this.move(1),
      () => this.show(),
    );
    this.transport = new Transport(
      root,
      this.actions(),
      (done) => this.scrub(done),
      (pace) => this.setPace(pace),
      signal,
      KEYS,
    );
    this.source = new Source(
      root,
      (line) => this.runTo(line),
      (line) => this.wish({ guess: line }),
      signal,
    );
    this.variables = new Variables(
      root,
      (name) => this.openValue(name),
      (link) => this.leaveFor(link),
    );
    this.memory = new Memory(root, (at) => this.stopAt(at + 1), signal);
    this.slip = new SlipBox(
      root,
      {
        go: (done) => this.stopAt(done),
        guess: () => this.wish({ guess: this.run.line(Math.max(0, this.done - 1)) }),
        reveal: () => this.wish({ reveal: true }),
      },
      signal,
    );
    this.asker = new Asker((answer) => this.table.take(answer), signal);
    this.table = new Table(root, (question) => this.asker.ask(question), signal);
    this.lost = new Lost(root, signal);
    giveAway(() => this.run && this.taken(), signal);
    this.class = new ClassLink(
      () => this.inClass(),
      (_wish, was) => this.follow(was),
      signal,
    );
    this.screen = new Screen(root, () => this.resize(), signal);
    takeFocusAfterChoices(root, signal);
    tellScrolled(root, signal);
    forcedColours.addEventListener("change", () => (this.dress(), this.show()), { signal });
    window.addEventListener("resize", () => this.resize(), { signal });
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(root);
    this.watcher.observe(this.screen.slot); // in presenter view the bar of a class may grow
    const page = shadow.host.closest("[data-testid=stMainBlockContainer]");
    if (page) this.watcher.observe(page);
  }

  destroy() {
    this.player.pause();
    this.stop.abort();
    this.watcher.disconnect();
    clearTimeout(this.settling);
  }

  /**
   * Another run, other words or another theme.
   * @param {{header: any, arrays: any}} message
   * @param {(name: string, value: unknown) => void} setStateValue
   */
  update({ header, arrays }, setStateValue) {
    this.setStateValue = setStateValue;
    const { words } = header;
    const other = header.work !== this.run?.header.work;
    const before = this.run;
    this.run = new Run(header, arrays);
    this.words = words;
    if (other) {
      this.asker.about(header.work);
      this.table.close();
    }
    this.dress();
    this.root.setAttribute("aria-label", words.listing);
    this.lost.sentence = words.lost;
    this.screen.tell(header.about);
    this.transport.name(words, 2, PACES, true);
    this.switch.textContent = words.loops;
    this.root.querySelector(".has").textContent = words.ran;
    this.root.querySelector(".will").textContent = words.runs;
    this.root.querySelector(".scope").setAttribute("aria-label", words.scope);
    this.root.querySelector(".calls").setAttribute("aria-label", words.calls);
    this.source.write(header.text, words, header.slip);
    this.slip.tell(header.slip, words);
    if (header.seek.id !== this.seekId) {
      if (before) this.player.pause();
      this.seekId = header.seek.id;
      this.loops = header.seek.loops;
      this.done = header.seek.line;
      this.told = this.spelled();
    }
    this.done = this.kept(this.done);
    this.size = "";
    this.resize(); // and shows it
    this.meet(header.slip, before !== undefined);
    this.class.tell();
    this.follow(this.class.wish);
    this.screen.resume();
  }

  /** A slip that has just come is looked at, and said. @param {any} slip @param {boolean} heard whether something was here before */
  meet(slip, heard) {
    const { words } = this;
    const said = JSON.stringify(slip);
    if (heard && said !== this.saidOfSlip && slip) {
      // who has found it sees what it does
      if (slip.found) this.stopAt(slip.at || slip.stop);
      else if (slip.line) this.source.follow(slip.line, 0);
      this.status.textContent = this.slip.sentence(words);
    }
    this.saidOfSlip = said;
  }

  dress() {
    this.theme = new Theme(this.root);
    this.root.style.colorScheme = this.theme.dark ? "dark" : "light";
  }

  // ---- where it is

  /** Steps of the present mode. @returns {number[]} */
  get path() {
    return this.loops ? this.run.paths.loops : this.run.paths.lines;
  }

  /** How many of the present mode's steps are done. */
  get place() {
    return this.path.filter((at) => at < this.done).length;
  }

  /** A number of steps done that is a place of the present mode. */
  kept(done) {
    const { path } = this;
    const least = Math.min(Math.max(done, 0), this.run.length);
    if (!least) return 0;
    return (path.find((at) => at + 1 >= least) ?? path[path.length - 1]) + 1;
  }

  spelled() {
    return `${this.done}|${this.loops}`;
  }

  // ---- what the learner can do

  actions() {
    const by = (move) => () => {
      this.player.pause();
      move();
    };
    return {
      play: () => (this.player.playing ? this.player.pause() : this.play()),
      next: by(() => this.move(1)),
      previous: by(() => this.move(-1)),
      first: by(() => this.goTo(0)),
      last: by(() => this.goTo(this.run.length)),
      into: by(() =>
        this.goTo((this.path.find((at) => at >= this.done && this.run.kind(at) === CALL) ?? this.done - 1) + 1),
      ),
      over: by(() => this.over()),
      loops: () => this.setLoops(!this.loops),
      faster: () => this.turnPace(1),
      slower: () => this.turnPace(-1),
      present: () => this.screen.present(!this.screen.presenting),
      leave: () => this.leave(),
      help: () => this.transport.toggleHelp(),
    };
  }

  play() {
    if (this.done >= this.run.length) this.goTo(0);
    this.player.play();
  }

  /** One thing at a time; false if there is none. */
  leave() {
    if (this.table.isOpen) this.table.close();
    else if (!this.transport.keys.hidden) this.transport.toggleHelp(false);
    else if (this.screen.presenting) this.screen.present(false);
    else return false;
    return true;
  }

  /** @param {number} by steps of the present mode @returns {boolean} whether there was one */
  move(by) {
    const to = this.place + by;
    if (to < 0 || to > this.path.length) return false;
    this.goTo(to ? this.path[to - 1] + 1 : 0);
    return true;
  }

  /** The next step in this function, or in the one that called it. */
  over() {
    const depth = this.done ? this.run.stack(this.done - 1).length : 1;
    const at = this.path.find(
      (one) => one >= this.done && this.run.stack(one).length <= depth && this.run.kind(one) !== CALL,
    );
    this.goTo((at ?? this.run.length - 1) + 1);
  }

  /** The next time that a line has run; after the last time comes the first. @param {number} line */
  runTo(line) {
    this.player.pause();
    const { run, path } = this;
    const loop = (at) => !this.loops && run.loop(at) && run.loop(at) === this.loopAt(line);
    const times = path.filter((at) => run.line(at) === line || loop(at));
    if (!times.length) return;
    this.goTo((times.find((at) => at >= this.done) ?? times[0]) + 1);
  }

  /** The loop that a line lies in, by its own line; 0 outside. */
  loopAt(line) {
    for (let at = 0; at < this.run.length; at++) if (this.run.line(at) === line) return this.run.loop(at);
    return 0;
  }

  stopAt(done) {
    this.player.pause();
    this.goTo(this.kept(done));
  }

  goTo(done) {
    this.done = done;
    this.table.close();
    this.show();
    this.settle();
  }

  scrub(place) {
    this.player.pause();
    this.goTo(place ? this.path[place - 1] + 1 : 0);
  }

  setLoops(loops) {
    this.loops = loops;
    this.goTo(this.kept(this.done));
  }

  setPace(pace) {
    this.player.setPace(pace);
    this.show();
  }

  turnPace(by) {
    this.setPace(PACES[PACES.indexOf(this.player.pace) + by] ?? this.player.pace);
  }

  openValue(name) {
    const at = this.done - 1;
    const variable = this.run.variables(at, at).find((one) => one.name === name);
    if (!variable) return;
    const called = this.variables.called(variable);
    const from = /** @type {ShadowRoot} */ (this.root.getRootNode()).activeElement;
    const { run, words } = this;
    this.table.open({ run, at, name, called, value: variable.value, words, ui: this.ui, from });
  }

  /** To the picture of another page that draws a variable. @param {any[]} link */
  leaveFor([fn, name, axes]) {
    this.wish({ go: [fn, name, axes] });
  }

  // ---- in a class

  /** Where this listing is, in the words of a film: its step is the line, its filter the mode. */
  inClass() {
    const { done, loops, seekId } = this;
    const nothing = { phase: 1, point: null, picked: null, cell: "", sizes: [] };
    return this.run ? { seek: seekId, kind: "code", step: done, filter: Number(loops), ...nothing } : null;
  }

  /** Go where the class is. @param {import("../stage/class_link.js").Wish} was */
  follow(was) {
    const { follows, at } = this.class.wish;
    if (was.follows && !follows) this.settle();
    if (!this.run || !follows || !this.class.isHere(this.seekId)) return;
    if (at.step === this.done && at.filter === Number(this.loops)) return;
    this.loops = at.filter === 1;
    this.stopAt(at.step);
  }

  /** Tell Python, once things have come to rest. */
  settle() {
    clearTimeout(this.settling);
    if (this.class.follows) return; // where a class is, nobody has come to rest
    this.settling = setTimeout(() => {
      if (isBusy()) return this.settle();
      if (this.player.playing || this.told === this.spelled()) return;
      this.wish({});
    }, SETTLED);
  }

  /** @param {Record<string, unknown>} more what is asked for besides */
  wish(more) {
    clearTimeout(this.settling);
    this.told = this.spelled();
    this.wishes = (this.wishes ?? 0) + 1;
    this.setStateValue("settled", { line: this.done, loops: this.loops, wish: this.wishes, ...more });
  }

  // ---- drawing

  resize() {
    if (!this.run) return;
    const ui = this.screen.comfort();
    const width = this.root.clientWidth;
    const size = `${width}|${innerHeight}|${this.screen.top}|${window.devicePixelRatio}|${ui}|${this.screen.about.offsetHeight}|${this.screen.classHeight(ui)}`;
    if (!width || size === this.size) return;
    this.size = size;
    this.ui = ui;
    this.root.style.setProperty("--ui", String(ui));
    this.root.style.setProperty("--lines", String(LINES));
    this.screen.roomForPicture(LINES, ui);
    this.show();
  }

  show() {
    const { run, ui, path, place, root } = this;
    if (!run || !ui) return;
    const at = this.done - 1;
    const next = path[place];
    const about = this.lineAt(at, next);
    root.dataset.line = String(about);
    root.dataset.lines = String(run.text.length);
    root.dataset.step = String(place);
    root.dataset.steps = String(path.length);
    root.dataset.playing = String(this.player.playing);
    this.transport.showPlace({ done: place, steps: path.length });
    this.transport.namePlay(this.player.playing);
    this.transport.pace.value = this.player.pace;
    this.switch.setAttribute("aria-checked", String(this.loops));
    this.paint();
    this.tell(about);
    this.class.tell();
  }

  /** The listing, its variables and its memory at this step. */
  paint() {
    const { run, words, theme, ui, path, place } = this;
    const at = this.done - 1;
    const next = path[place];
    this.source.show({
      ran: at < 0 ? 0 : run.line(at),
      next: next === undefined ? 0 : run.line(next),
      loop: at >= 0 && !this.loops && run.loop(at) ? this.turnsOf(run.loop(at)) : null,
      callers:
        at < 0
          ? []
          : run
              .stack(at)
              .slice(0, -1)
              .map(([, line]) => line),
      failed: this.failed,
    });
    this.variables.show(run, at, place > 1 ? path[place - 2] : -1, { words, theme, ui });
    this.memory.show(run, at, words, theme);
    this.write();
  }

  /** First and last line of a loop. @returns {[number, number]} */
  turnsOf(loop) {
    let last = loop;
    for (let at = 0; at < this.run.length; at++)
      if (this.run.loop(at) === loop) last = Math.max(last, this.run.line(at));
    return [loop, last];
  }

  /** The line in numbers, and its shapes; the live region says both. */
  tell(line) {
    const { run, words } = this;
    const at = this.done - 1;
    const { numbers, shapes } = at < 0 ? { numbers: "", shapes: "" } : run.told(at);
    this.status.setAttribute("aria-live", this.player.playing ? "off" : "polite");
    this.status.textContent =
      at < 0 ? fill(words.before, { line }) : this.sentence(at, line, numbers, shapes, this.failure);
  }

  write() {
    const { run, words, path, place } = this;
    const at = this.done - 1;
    const { numbers, shapes } = at < 0 ? { numbers: "", shapes: "" } : run.told(at);
    const [first, second] = this.did.children;
    const line = this.lineAt(at, path[place]);
    first.replaceChildren(...(at < 0 ? [fill(words.before, { line })] : coloured(numbers)));
    second.textContent = this.failure || shapes || "\u00a0";
    second.classList.toggle("failure", Boolean(this.failure));
  }

  /** The line that has just run; before the first one, the one that runs next. */
  lineAt(at, next) {
    if (at >= 0) return this.run.line(at);
    return next === undefined ? 1 : this.run.line(next);
  }

  /** Whether the run has just ended in an error. */
  get failed() {
    return this.done > 0 && this.run.kind(this.done - 1) === ERROR;
  }

  /** What Python says of it. */
  get failure() {
    return this.failed ? (this.run.header.slip?.traceback?.at(-1) ?? "") : "";
  }

  // ---- taken away

  /** @returns {import("../stage/taken.js").Taken} */
  taken() {
    const { root, run, loops, path } = this;
    return {
      root,
      dark: this.theme.dark,
      name: "step",
      place: String(this.place),
      of: `code|${run.header.work}|${loops}`,
      about: run.header.about,
      steps: path.length,
      page: {
        host: root,
        parts: () => [...root.children],
        skip: NOT_TAKEN,
        show: (view, theme, draw) => this.while(view, theme, draw),
      },
      pause: () => this.player.pause(),
      now: () => ({ done: this.done }),
      at: (step) => ({ done: path[step] + 1 }),
    };
  }

  /** Stand at another step, in another theme, for as long as something is drawn; nobody hears of it. */
  while({ done }, theme, draw) {
    const boxes = [this.source.box, this.variables.scope];
    const was = { done: this.done, theme: this.theme, at: boxes.map(({ scrollTop }) => scrollTop) };
    const turn = (here) => {
      this.done = here.done;
      this.theme = here.theme;
      this.paint();
    };
    turn({ done, theme });
    try {
      draw();
    } finally {
      turn(was);
      boxes.forEach((box, at) => (box.scrollTop = was.at[at]));
    }
  }

  sentence(at, line, numbers, shapes, error) {
    const { run, words } = this;
    const kind = { [CALL]: words.statusCall, [RETURN]: words.statusReturn, [ERROR]: words.statusError }[run.kind(at)];
    const [fn] = run.stack(at)[run.stack(at).length - 1];
    const told = shapes ? `${numbers}, ${shapes}` : numbers;
    return fill(kind ?? words.status, { line, function: fn, numbers: told, error });
  }
}
