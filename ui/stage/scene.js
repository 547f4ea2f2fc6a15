import { targetAt } from "./spots.js";

/** The film is looked through in so many leaps for its longest formulas. */
const SPREAD = 16;

/**
 * The contract of a picture: what the stage asks of it, with what holds where a picture says nothing.
 * Every picture extends this class, and is named in `ui/lessons.js`. A picture is made anew for each
 * message, draws what it is told, and keeps nothing of the film.
 *
 * @typedef {{panel: string, n?: number, c?: number, r?: number, q?: number, k?: number, t?: number}} Target
 *   what lies under the pointer: a panel, and the indices that matter in it
 * @typedef {{step: number, previous: number, progress: number, begun: boolean, filter: number, pointed: Target | null,
 *   picked?: Target | null, predicting?: boolean, held?: boolean}} View
 *   where the film stands: the step, the one before, how far it is on its way (0..1), whether it has begun at
 *   all, the chosen filter. What a step makes is shown once it is placed, and nowhere before. While a visitor
 *   is *predicting*, a step is *held* until what it asks is answered; `picked` is what was clicked last.
 * @typedef {{x: number, y: number, w: number, h: number}} Area
 * @typedef {{text: string, kind: string, value?: number, scale?: number, padding?: boolean, made?: boolean}} Term
 *   a piece of the formula; `kind` says how it is coloured, and padding is hatched. What the step has `made` is
 *   not told before it is placed; so it is with kind `out`, where nothing else is said
 */
export class Scene {
  /** Steps of the film. @type {number} */
  steps = 1;

  /** Steps that make a row, so that a film can go row by row; 1 where there are no rows. @type {number} */
  rowSteps = 1;

  /** The phases of a step in their order: a name, and where it ends (0..1). @type {{name: string, end: number}[]} */
  phases = [{ name: "", end: 1 }];

  /** Filters that one can choose among. @type {number} */
  filters = 1;

  /** The film counts something else than the windows that all pictures share. @type {boolean} */
  ownFilm = false;

  /** With `ownFilm`: its steps are windows and filters all the same, and `toShared` tells which. @type {boolean} */
  countsWindows = false;

  /** The chosen filter of this picture is its own, and leaves that of the others alone. @type {boolean} */
  keepsFilter = false;

  /** In presenter view room goes to size: the formula says what a step comes to, in a line. @type {boolean} */
  brief = false;

  /** On a phone what shares a line of the formula elsewhere has a line each. @type {boolean} */
  narrow = false;

  /** Whether steps are asked: the line of the answer needs room, too. @type {boolean} */
  predicting = false;

  /**
   * How far a step comes before it waits for an answer, 0..1: what it is made of is there, and nothing of
   * what it makes. @type {number}
   */
  waits = 0;

  /** Sizes and shapes that one can ask for, as `lesson/asking/question.py` spells them. @type {string[]} */
  sizesAsked = [];

  /** Lines that the formula keeps free for itself. @returns {number} */
  get lineCount() {
    return 1;
  }

  /**
   * Steps among which are those with the longest formulas, in their order: at the edge of a picture there are
   * fewer terms than in its middle, and a negative number has brackets. @returns {number[]}
   */
  get longest() {
    const last = this.steps - 1;
    return [...new Set([...Array(SPREAD + 1).keys()].map((at) => Math.floor((at / SPREAD) * last)))];
  }

  /**
   * Place everything.
   * @param {number} _width @param {number} _height of the room, in CSS pixels
   * @param {number} _ui how much larger than usual letters are, 1 outside presenter view
   * @returns {number} the height that the picture needs
   */
  layout(_width, _height, _ui) {
    throw new Error("a picture lays itself out");
  }

  /**
   * @param {CanvasRenderingContext2D} _ctx in CSS pixels, empty
   * @param {import("./theme.js").Theme} _theme
   * @param {number} _dpr device pixels in a CSS pixel
   * @param {View} _view
   */
  draw(_ctx, _theme, _dpr, _view) {
    throw new Error("a picture draws itself");
  }

  /**
   * The formula below the picture, of the step or of what is pointed at.
   * @param {View} _view
   * @returns {Term[][]} its lines
   */
  lines(_view) {
    return [[]];
  }

  /**
   * The ground of a term of the formula; null for none.
   * @param {Term} _term
   * @param {import("./theme.js").Theme} _theme
   * @returns {import("./theme.js").Rgb | null}
   */
  termColour(_term, _theme) {
    return null;
  }

  /**
   * How many letters a term of the formula may need, whatever the step: so much room it always has.
   * @param {Term} _term
   * @returns {number} 0 where it is as long as it is
   */
  termLetters(_term) {
    return 0;
  }

  /**
   * The step in words and numbers, for the live region.
   * @param {number} _step
   * @param {number} _filter
   * @returns {string}
   */
  sentence(_step, _filter) {
    return "";
  }

  /**
   * What is said before the first step: in the formula's place, and to the live region, with `{steps}`.
   * @returns {{line: string, told: string}}
   */
  get before() {
    const { before, statusBefore } = this.header.words;
    return { line: before, told: statusBefore };
  }

  /** What the picture shows, for who does not see it. @returns {string} */
  describe() {
    return "";
  }

  /**
   * The panels whose cells can be pointed at, in the order in which a cursor goes through them.
   * @param {View} _view
   * @returns {import("./spots.js").Spot[]}
   */
  spots(_view) {
    return [];
  }

  /**
   * What lies there.
   * @param {number} px
   * @param {number} py in CSS pixels
   * @param {View} view
   * @returns {Target | null}
   */
  hit(px, py, view) {
    return targetAt(this.spots(view), px, py);
  }

  /**
   * What a click there chooses; nothing where a cell is no step.
   * @param {Target} _target
   * @returns {{step?: number, filter?: number}}
   */
  choose(_target) {
    return {};
  }

  /**
   * A click there: the picture may keep which of several cells of a step was meant.
   * @param {Target} _target
   */
  clicked(_target) {}

  /**
   * What a step asks before it shows it: a cell by its name in the code, `out[0,0,2,1]`, or of an array that is
   * added up window by window `dW[0,0,1,2]@5`, what it is after five of them; "" for nothing.
   * @param {number} _step
   * @param {number} _filter
   * @param {Target | null} _picked what was clicked last, where that is one of several cells of a step
   * @returns {string}
   */
  asks(_step, _filter, _picked) {
    return "";
  }

  /** What sizes and shapes are worked out from: all there is to see while one of them is asked. @returns {string} */
  given() {
    return "";
  }

  /**
   * Where the asked cell stands, in every panel that will have its number.
   * @param {View} _view
   * @returns {(Area & {grows?: boolean})[]} grows: it has a number already, to which the step adds
   */
  askedAt(_view) {
    return [];
  }

  /**
   * Whether a click there chooses the cell that is asked.
   * @param {Target} _target
   * @returns {boolean}
   */
  picks(_target) {
    return false;
  }

  /**
   * Whether pointing there would tell a number that is still to be asked.
   * @param {Target} _target
   * @param {View} _view
   * @returns {boolean}
   */
  tells(_target, _view) {
    return false;
  }

  /** How far a step has come that is drawn: pointing shows all of it, but not of one that waits for an answer. */
  comeOf(view, step = view.step) {
    return view.pointed && !(view.held && step === view.step) ? 1 : view.progress;
  }

  /** Steps of the film whose numbers are placed, in what is drawn. @param {View} view */
  placed(view) {
    return view.begun ? view.step + (view.progress >= 1 || (view.pointed && !view.held) ? 1 : 0) : 0;
  }

  /**
   * The matrix with a lens under the pointer, which wheel and pinch move.
   * @param {number} _px
   * @param {number} _py
   * @returns {import("./lens.js").Lens | null}
   */
  lensAt(_px, _py) {
    return null;
  }

  /**
   * With `ownFilm`: window and filter that a step of this film belongs to.
   * @param {number} _step
   * @param {number} [_filter]
   * @returns {{step?: number, filter?: number}}
   */
  toShared(_step, _filter) {
    return {};
  }

  /**
   * With `ownFilm`: the step of this film for a window and filter; null if it has none.
   * @param {number} _step
   * @param {number} _filter
   * @returns {number | null}
   */
  fromShared(_step, _filter) {
    return null;
  }
}
