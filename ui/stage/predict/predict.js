import { Asker } from "../../component/asker.js";
import { fill } from "../format.js";
import { AnswerBox, toldQuestion } from "./box.js";

/** So long nobody is told that the server does not answer, in ms. */
const PATIENCE = 6000;

/**
 * Predict: a step is held before it shows what it makes, until that is answered or revealed. Python judges
 * the answer; what is held back, a scene says itself (`asks`, `waits`, `tells`).
 */
export class Predict {
  /**
   * @param {HTMLElement} root the stage
   * @param {import("../player.js").Player} player
   * @param {{filter: () => number, changed: () => void, resized: () => void}} stage
   * @param {AbortSignal} signal
   */
  constructor(root, player, stage, signal) {
    this.root = root;
    this.player = player;
    this.stage = stage;
    /** Whether the visitor predicts. */
    this.chosen = false;
    /** What the class is asked, as long as it is hidden from all; "" for nothing. */
    this.called = "";
    /** A size or shape that is asked instead of the step; "" for the step. */
    this.size = "";
    /** What was clicked last, where that chooses the cell that is asked. @type {import("../scene.js").Target | null} */
    this.picked = null;
    /** Questions whose number is there to be seen. @type {Set<string>} */
    this.answered = new Set();
    this.tries = 0;
    this.work = 0;
    const does = { check: (text) => this.check(text), reveal: () => this.reveal(), choose: (size) => this.ask(size) };
    this.box = new AnswerBox(root, does, signal);
    this.sheet = /** @type {HTMLElement} */ (root.querySelector(".sheet"));
    this.switch = /** @type {HTMLElement} */ (root.querySelector(".predict"));
    this.asker = new Asker((answer) => this.take(answer.header), signal);
    signal.addEventListener("abort", () => clearTimeout(this.waiting));
    player.gate = (step) => (this.isOpen(this.askedBy(step)) ? this.scene.waits : 1);
  }

  /** Another picture, or other numbers. @param {import("../scene.js").Scene} scene @param {boolean} sought whether the lesson says anew whether to predict */
  renew(scene, header, arrays, sought) {
    this.scene = scene;
    this.words = header.words;
    const numbers = `${header.kind}|${Object.values(arrays).map(summed)}`;
    if (numbers !== this.numbers) {
      this.numbers = numbers;
      // who asks for a size while the change is on its way asks for that of the new lesson
      const asked = this.covers ? this.size : "";
      this.forget();
      if (scene.sizesAsked.includes(asked)) this.size = asked;
    }
    if (sought) this.chosen = header.predict;
    this.box.name(header.words, scene.sizesAsked);
    this.switch.textContent = header.words.predict;
    this.sheet.textContent = this.on ? scene.given() : "";
  }

  forget() {
    this.answered.clear();
    this.picked = null;
    this.size = "";
    this.asker.about(++this.work);
  }

  /** On or off. */
  turn() {
    if (this.called) return;
    this.chosen = !this.chosen;
    this.turned();
    // before the first step nothing is asked
    if (this.on && !this.player.begun) this.player.go(0);
    this.stage.resized();
  }

  turned() {
    this.forget();
    this.sheet.textContent = this.on ? this.scene.given() : "";
  }

  get on() {
    return this.chosen || this.called !== "";
  }

  /**
   * The class is asked: the step waits for all, whoever predicts, and nobody answers here.
   * @param {string} hidden what is asked; "" once it may be seen @param {string} cell what is, or was, asked
   * @param {import("../scene.js").Target | null} picked what chooses it, where a step has several cells
   */
  call(hidden, cell, picked) {
    const size = hidden && this.scene.sizesAsked.includes(hidden) ? hidden : "";
    const was = this.called;
    if (hidden) this.picked = picked;
    if (hidden === was && (!hidden || this.size === size)) return;
    this.called = hidden;
    if (hidden === "" || was === "") this.turned();
    this.size = size;
    if (hidden) this.picked = picked;
    else if (cell) this.answered.add(cell);
    this.player.wait();
    this.stage.resized();
  }

  // ---- what is asked

  /** @param {number} step @returns {string} */
  askedBy(step) {
    return this.on && this.scene ? this.scene.asks(step, this.stage.filter(), this.picked) : "";
  }

  get question() {
    if (!this.on) return "";
    return this.size || (this.player.begun ? this.askedBy(this.player.step) : "");
  }

  isOpen(question) {
    return question !== "" && (this.called !== "" || !this.answered.has(question));
  }

  /** A size is asked: the picture would tell it. */
  get covers() {
    return this.size !== "" && this.isOpen(this.size);
  }

  get held() {
    return this.on && this.player.begun && this.isOpen(this.askedBy(this.player.step));
  }

  /** A click may choose the cell that is asked. @param {import("../scene.js").Target} target */
  pick(target) {
    if (this.chosen && !this.called && this.scene.picks(target)) this.picked = target;
  }

  /** Ask for a size instead, or for the step again. @param {string} size */
  ask(size) {
    this.size = this.scene.sizesAsked.includes(size) ? size : "";
    this.answered.delete(this.size);
    this.place = this.here;
    this.stage.changed();
    if (this.size) this.box.input.focus({ preventScroll: true });
  }

  /** Ask for the next size or shape that the picture can ask, after the last one for the step again. */
  nextSize() {
    if (this.called) return;
    const sizes = this.scene.sizesAsked;
    if (!this.on) this.turn();
    this.ask(sizes[sizes.indexOf(this.size) + 1] ?? "");
  }

  /** What a view knows of it; what would tell an answer is not pointed at. @param {import("../scene.js").View} view */
  seen(view) {
    if (!this.on) return view;
    // before the film begins, pointing would show the first step
    const held = this.isOpen(this.askedBy(view.step));
    const known = { ...view, picked: this.picked, predicting: true, held };
    if (view.pointed && (this.covers || this.scene.tells(view.pointed, known))) known.pointed = null;
    return known;
  }

  /** For the live region. */
  sentence() {
    const asked = toldQuestion(this.question, this.words);
    const { step, steps } = this.player;
    return fill(this.covers ? this.words.askedShape : this.words.askedNow, { asked, step: step + 1, steps });
  }

  // ---- answers

  check(text) {
    const question = this.question;
    if (!this.isOpen(question) || this.asker.waiting) return;
    this.box.say("", []);
    this.send({ question, answer: text });
  }

  reveal() {
    const question = this.question;
    if (this.called || !this.isOpen(question)) return;
    this.send({ question, answer: null });
    this.open(question);
  }

  send(wish) {
    this.asker.ask(wish);
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => {
      if (!this.asker.waiting) return;
      this.asker.about(this.asker.work); // it may be asked again
      this.box.say("lost", [this.words.askLost]);
    }, PATIENCE);
  }

  /** Python's reply. @param {{question: string, kind: string, said: string[]}} reply */
  take({ question, kind, said }) {
    clearTimeout(this.waiting);
    if (question !== this.question) return;
    if (kind === "right" || kind === "wrong" || kind === "mistake") this.tries++;
    const tries = this.tries > 1 ? [fill(this.words.askTries, { tries: this.tries })] : [];
    this.box.say(kind, [...said, ...tries]);
    if (kind === "right") this.open(question);
    else if (kind !== "revealed") this.box.input.select();
  }

  /** The number may be seen: the rest of the step goes on. */
  open(question) {
    this.answered.add(question);
    this.stage.changed();
  }

  // ---- what is shown

  get here() {
    return `${this.player.step}|${this.stage.filter()}`;
  }

  show() {
    // who goes on is asked about the steps again
    if (this.size && !this.covers && this.place !== this.here) this.size = "";
    const { question, size } = this;
    if (question !== this.shown) {
      this.shown = question;
      this.tries = 0;
    }
    const silent = this.player.begun || this.askedBy(0) === "";
    // what the class is asked is answered in its own box (ui/live)
    const on = this.chosen && !this.called;
    this.box.show({ on, question, size, done: !this.isOpen(question), silent });
    this.sheet.hidden = !this.covers;
    this.root.classList.toggle("covered", this.covers);
    this.switch.setAttribute("aria-checked", String(this.chosen));
    this.root.dataset.held = String(this.held);
  }

  /** What was said of an answer goes; false where nothing was. */
  putAway() {
    if (this.called) return false;
    const said = this.on && this.box.reply.childElementCount > 0;
    if (said) this.box.say("", []);
    return said;
  }

  /** To the box; false where there is none. */
  focus() {
    if (!this.chosen || this.called || this.box.input.disabled) return false;
    this.box.input.focus({ preventScroll: true });
    return true;
  }
}

/** @param {{values: ArrayLike<number>}} tensor */
function summed({ values }) {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += values[at] * ((at % 7) + 1);
  return `${values.length}:${sum}`;
}
