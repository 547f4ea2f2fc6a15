import { eased } from "../stage/acts.js";
import { Matrix } from "../stage/matrix.js";
import { inset, outline } from "../stage/marks.js";
import { partialRanges } from "./sums.js";
import { equals, formatsFor, productRange, rangeOf, stretched } from "../stage/number_format.js";
import { LayerScene } from "../stage/layer_scene.js";
import { Tone, halves, signOfNearlyAll, signOfProducts } from "../stage/tone.js";

/** Pictures in which gradients fill; the others show them as they are at the end. */
const FILLING = ["steps", "allsteps", "db", "dW", "dcol", "col2im", "overwrite"];

/**
 * What all pictures of the backward pass share: the gradients by their names, their colours, and the
 * marks that link a window, a pixel and a cell of the filter.
 */
export class BackwardPanels extends LayerScene {
  /** Whether its sums are made step by step, so that a late one takes as long as all before it. */
  fills = false;

  constructor(header, arrays) {
    super(header, arrays);
    const { dout, db, dW, dx } = arrays;
    Object.assign(this, { dout, db, dW, dx });
    this.cells = this.steps;
    this.sizesAsked = [...this.sizesAsked, "db.shape", "dW.shape", "dcol.shape", "dx.shape"];
    this.most = {
      // where all are equal the strongest colour would only shout
      dout: dout.most * (dout.values.every((value) => value === dout.values[0]) ? 2 : 1) || 1,
      db: Math.max(db.most, dout.most) || 1,
      dW: Math.max(dW.most, dout.most * this.mostX) || 1,
      dx: Math.max(dx.most, dout.most * this.mostW) || 1,
      byX: dout.most * this.mostX || 1,
      byW: dout.most * this.mostW || 1,
    };
    /** The largest number in a row that folds back. */
    this.most.byRow = this.most.byW;
    const { FN, oh, ow } = this.sizes;
    this.doutPlanes = [...Array(FN).keys()].map((k) =>
      [0, 1].map(
        () =>
          new Matrix({
            rows: oh,
            cols: ow,
            value: (r, q) => this.dout.at(this.image ?? 0, k, r, q),
            colour: this.tone("dout"),
            format: this.formats.dout,
          }),
      ),
    );
  }

  /** A gradient has the decimals of what is added up in it, and room for what it is on the way. */
  makeFormats(arrays) {
    const formats = super.makeFormats(arrays);
    const [dout, x, W] = [arrays.dout, arrays.x, arrays.W].map(({ values }) => rangeOf(values));
    const [byX, byW] = [productRange(dout, x), productRange(dout, W)];
    const filling = FILLING.includes(this.header.kind) ? partialRanges(this, arrays) : {};
    const reach = (name) => filling[name] ?? rangeOf(arrays[name].values);
    const grown = (term, name) => stretched(term, reach(name).low, reach(name).high);
    const [slope, db] = formatsFor([dout, grown(dout, "db")]);
    const [termX, dW] = formatsFor([byX, grown(byX, "dW")]);
    const [termW, dx, dcol] = formatsFor([byW, grown(byW, "dx"), filling.dcol ? grown(byW, "dcol") : byW]);
    return { ...formats, dout: slope, db, byX: termX, dW, byW: termW, dx, dcol };
  }

  /** A value as a term of the formula, in the format and the colour of its panel. */
  term(value, scale) {
    return { text: this.formats[scale].text(value), kind: "sum", value, scale };
  }

  /** The same as a factor, with brackets around a minus. */
  factor(value, scale) {
    return { ...this.term(value, scale), text: this.formats[scale].factor(value) };
  }

  weightFactor(value) {
    return { text: this.formats.w.factor(value), kind: "w", value };
  }

  pixelFactor(value, step, c, fy, fx) {
    return this.pixelTerm(this.formats.x.factor(value), step, c, fy, fx);
  }

  /** The sum of products that a film adds to, before and after a step, as a sentence. */
  additionTold(before, [a, aScale], [b, bScale], after, scale) {
    const { formats } = this;
    const terms = [formats[scale].shown(before), formats[aScale].shown(a) * formats[bScale].shown(b)];
    const sign = equals(terms, formats[scale].shown(after));
    return `${formats[scale].text(before)} + ${formats[aScale].factor(a)}·${formats[bScale].factor(b)} ${sign} ${formats[scale].text(after)}`;
  }

  /** The sign before a sum of products, each of two scales, by what is shown. @param {[number, number][]} products */
  signOf(products, scales, total, scale) {
    const [first, second] = scales.map((name) => this.formats[name]);
    return equals(
      products.map(([a, b]) => first.shown(a) * second.shown(b)),
      this.formats[scale].shown(total),
    );
  }

  /** The cell of a filter that is told where none is pointed at: the middle one, unless nothing happens there. */
  tellingCell(k) {
    const [c] = this.channelsOf(k);
    let best = { c, r: this.sizes.FH >> 1, q: this.sizes.FW >> 1 };
    if (this.weight(k, c, best.r, best.q)) return best;
    let most = 0;
    this.eachCell((r, q) => {
      const size = Math.abs(this.weight(k, c, r, q));
      if (size > most) [best, most] = [{ c, r, q }, size];
    });
    return best;
  }

  /** Which image of the batch the planes show. */
  showImage(n) {
    if (n === this.image) return;
    this.image = n;
    this.panels.x.forEach((matrix) => matrix.invalidate());
    this.doutPlanes.flat().forEach((matrix) => matrix.invalidate());
  }

  slope(t, k) {
    const [n, i, j] = this.windows.place(t);
    return this.dout.at(n, k, i, j);
  }

  /** The number that has a gradient's strongest colour. @param {string} name */
  mostOf(name) {
    return this.most[name];
  }

  /** A gradient's scale by its name. @param {"dout" | "db" | "dW" | "dx" | "byX" | "byW"} name */
  tone(name) {
    return (value, theme) => this.toneOf(name).colour(value, theme);
  }

  /** How gradients, and what they are made of, are coloured; made when first asked for. @returns {Tone} */
  toneOf(name) {
    this.gradientTones ??= {};
    this.gradientSigns ??= {};
    const most = (this.mostOf(name) ?? this.mostOf(name === "dcol" ? "dx" : name) ?? this.mostData) || 1;
    // a scale that grows with the film is another one at every step
    if (this.gradientTones[name]?.most !== most) {
      const sign = (this.gradientSigns[name] ??= this.signOfAll(name));
      this.gradientTones[name] = new Tone("data", most, sign);
    }
    return this.gradientTones[name];
  }

  /** The tone that a panel's heading explains. @returns {Tone | undefined} */
  toneOfPanel(panel) {
    const own = { x: this.tones.x, window: this.tones.x, W: this.tones.w, colWT: this.tones.w, weights: this.tones.w };
    const gradients = { dout2: "dout", cells: "dout", dW2: "dW", sum: "dx", last: "dx", products: "byW" };
    const name = gradients[panel] ?? panel;
    // a scale ends at the largest number there is
    if (this.held && ["db", "dW", "dx", "dcol", "byX", "byW"].includes(name)) return undefined;
    if (own[panel]) return own[panel];
    return ["dout", "db", "dW", "dx", "dcol", "byX", "byW"].includes(name) ? this.toneOf(name) : undefined;
  }

  /** Sums grow in the film: they are of one sign when all that is added up is. */
  signOfAll(name) {
    const slopes = halves(this.dout.values);
    if (["dout", "db"].includes(name)) return signOfNearlyAll(...slopes);
    if (["byX", "dW"].includes(name)) return signOfProducts(slopes, halves(this.x.values));
    if (["byW", "dx", "dcol", "byRow"].includes(name)) return signOfProducts(slopes, halves(this.W.values));
    return this[name]?.values ? signOfNearlyAll(...halves(this[name].values)) : 0;
  }

  /** In the middle of the second row. */
  get longest() {
    return this.fills ? [Math.min(Math.floor(1.5 * this.sizes.ow), this.steps - 1)] : super.longest;
  }

  /** First padded row and column of a window. @returns {[number, number]} */
  corner(t) {
    const [, i, j] = this.windows.place(t);
    return [this.windows.rowStarts[i], this.windows.colStarts[j]];
  }

  /** Where a window has come on its way from the one before. @returns {[number, number]} */
  gliding(t, before, progress) {
    const [top, left] = this.corner(t);
    if (progress >= 0.3 || before === t || this.windows.place(t)[0] !== this.windows.place(before)[0])
      return [top, left];
    const share = progress / 0.3;
    const way = eased(share);
    const [oldTop, oldLeft] = this.corner(before);
    return [oldTop + (top - oldTop) * way, oldLeft + (left - oldLeft) * way];
  }

  /** The window as a frame on a padded plane, with its cells where dilation spreads them. */
  frameWindow(ctx, theme, matrix, [top, left], colour = theme.accent) {
    const { FH, FW } = this.sizes;
    const { rowOffsets, colOffsets } = this.windows;
    const h = rowOffsets[FH - 1] + 1;
    const w = colOffsets[FW - 1] + 1;
    if ((h > FH || w > FW) && matrix.cell >= 4) {
      this.eachCell((fy, fx) =>
        outline(ctx, theme, inset(matrix.rect(top + rowOffsets[fy], left + colOffsets[fx]), 1), colour, 1.5),
      );
    }
    outline(ctx, theme, matrix.rect(top, left, h, w), colour, matrix.cell >= 12 ? 3 : 2);
  }

  /** All pixels that a cell of the filter ever meets. */
  veilMet(ctx, theme, matrix, fy, fx) {
    const { rowStarts, colStarts, rowOffsets, colOffsets } = this.windows;
    for (const row of rowStarts) {
      for (const col of colStarts)
        matrix.tint(ctx, theme, row + rowOffsets[fy], col + colOffsets[fx], theme.pointer, 0.3);
    }
  }

  /** A cell of an output plane, veiled and framed. */
  veilCell(ctx, theme, matrix, r, q) {
    matrix.tint(ctx, theme, r, q, theme.pointer, 0.25);
    this.mark(ctx, theme, matrix, r, q);
  }

  mark(ctx, theme, matrix, r, q, colour = theme.pointer) {
    outline(ctx, theme, inset(matrix.rect(r, q), matrix.cell >= 12 ? 1.5 : 0), colour, matrix.cell >= 12 ? 2.5 : 1.5);
  }

  /** A pixel of the padded plane by its name in the code, or null where it is padding. */
  pixelName(array, n, c, r, q) {
    if (this.windows.inPadding(r, q)) return null;
    const [top, , left] = this.windows.pad;
    return `${array}[${n},${c},${r - top},${q - left}]`;
  }

  /** dx of the layer itself, 0 in the padding. */
  layerDx(n, c, r, q) {
    const [top, , left] = this.windows.pad;
    return this.windows.inPadding(r, q) ? 0 : this.dx.at(n, c, r - top, q - left);
  }

  paintAll(ctx, theme, matrix) {
    for (let r = 0; r < matrix.rows; r++) {
      for (let q = 0; q < matrix.cols; q++)
        matrix.paintCell(ctx, theme, r, q, matrix.y + r * matrix.tall, matrix.x + q * matrix.cell);
    }
  }

  /** Colour of a term of the formula. */
  termColour(term, theme) {
    if (term.value === undefined) return null;
    if (term.kind === "x") return this.inputColour(term.value, theme, term.plane);
    if (term.kind === "w") return theme.weight(term.value, this.mostW);
    return this.toneOf(term.scale).colour(term.value, theme);
  }
}

/** What is asked of an array that `count` windows of `all` have been added to. */
export const askedAfter = (cell, count, all) => (count < all ? `${cell}@${count}` : cell);

/** What a step that is asked about adds, and to what. @param {import("../stage/scene.js").Term[]} added */
export const askedLine = (cell, before, added) => [
  named(`${cell} = `),
  before,
  quiet(" + "),
  ...added,
  quiet(" = "),
  unknown(),
];

export const unknown = () => ({ text: "?", kind: "out" });
export const quiet = (text) => ({ text, kind: "quiet" });
export const named = (text) => ({ text, kind: "name" });
