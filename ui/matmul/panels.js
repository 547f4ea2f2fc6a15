import { besideRows } from "../stage/fit.js";
import { fill, formatShape } from "../stage/format.js";
import { Lens } from "../stage/lens.js";
import { LayerScene } from "../stage/layer_scene.js";
import { cellSpot, given, stripSpot } from "../stage/spots.js";

/**
 * The forward pass as a matrix product, by the names of the code: row t of `col` is window t, column
 * k of `col_W` is filter k, `out2 = col @ col_W + b`.
 */
export class MatmulPanels extends LayerScene {
  constructor(header, arrays) {
    super(header, arrays);
    const { C, FN, FH, FW } = this.sizes;
    this.K = C * FH * FW;
    this.sizesAsked = [...this.sizesAsked, "col.shape", "out2.shape"];
    this.rowSteps = this.sizes.ow;
    /** Rows of `col`; a scene with a film of its own has other steps. */
    this.T = this.steps;
    this.colLens = new Lens({
      rows: this.T,
      cols: this.K,
      value: (t, q) => this.colAt(t, q),
      colour: (value, theme, q) => this.inputColour(value, theme, this.cellOf(q)[0]),
      format: this.formats.x,
      padding: (t, q) => this.fromPadding(t, q),
      rowLabel: (t) => this.rowName(t),
      colLabel: (q) => this.cellOf(q).slice(1).join(","),
      groups: [...Array(C).keys()].map((c) => ({
        name: this.groupName(c),
        size: FH * FW,
        tint: C > 1 && header.scale !== "numbers" ? header.tints[c] : "",
      })),
      blocks: this.blocks(),
    });
    this.outLens = new Lens({
      rows: this.T,
      cols: FN,
      value: (t, k) => this.out2(t, k),
      colour: (value, theme, k) => this.outColour(value, theme, k),
      format: this.formats.out,
      rowLabel: (t) => this.rowName(t),
      colLabel: (k) => `k=${k}`,
      blocks: this.blocks(),
    });
  }

  blocks() {
    const size = this.sizes.oh * this.sizes.ow;
    return [...Array(this.N).keys()].map((n) => ({ name: `n=${n}`, size }));
  }

  columnOf(c, fy, fx) {
    return (c * this.sizes.FH + fy) * this.sizes.FW + fx;
  }

  colAt(t, q) {
    return this.pixel(t, ...this.cellOf(q));
  }

  colW(q, k) {
    return this.weight(k, ...this.cellOf(q));
  }

  /** The columns of `col` that filter k meets. @returns {number[]} */
  columnsOf(k) {
    return [...Array(this.K).keys()].filter((q) => this.readsChannel(k, this.cellOf(q)[0]));
  }

  out2(t, k) {
    const [n, i, j] = this.windows.place(t);
    return this.output(n, k, i, j);
  }

  fromPadding(t, q) {
    const [, fy, fx] = this.cellOf(q);
    return this.onPadding(t, fy, fx);
  }

  /** "17 (0,2,3)": the row's number, and image, output row, output column. */
  rowName(t) {
    return this.briefRows ? String(t) : `${t} (${this.windows.place(t).join(",")})`;
  }

  groupName(c) {
    if (this.sizes.C === 1) return "c=0";
    return this.channelName(c).startsWith("c=") ? this.channelName(c) : `c=${c} ${this.channelName(c)}`;
  }

  /** The rows of `col` that hold copies of a pixel. @returns {{t: number, q: number}[]} */
  copiesOf(n, c, r, q) {
    return this.windows
      .readersOf(r, q)
      .map(({ i, j, fy, fx }) => ({ t: this.windows.step(n, i, j), q: this.columnOf(c, fy, fx) }));
  }

  /** A pixel's name in the code's terms, without padding. */
  pixelName(n, c, r, q) {
    return this.windows.inPadding(r, q) ? this.paddingWord : this.nameOfPixel("x", n, c, r, q);
  }

  // ---- what can be pointed at

  /** The pixels of an image, channel by channel. @param {number} n @returns {import("../stage/spots.js").Spot[]} */
  pixelSpots(n) {
    return given(
      this.panels.x.map((matrix, c) =>
        cellSpot(
          `x[${n},${c}]`,
          matrix,
          (r, q) => ({ panel: "x", n, c, r, q }),
          (r, q) => this.nameOfPixel("x", n, c, r, q),
        ),
      ),
    );
  }

  /** All rows of a long matrix at once. @returns {import("../stage/spots.js").Spot[]} */
  stripOf(name, lens) {
    return stripSpot(
      fill(this.words.cursorRows, { name }),
      lens,
      (t) => ({ panel: "strip", t }),
      (t) => `${name}[${t}]`,
    );
  }

  get shapes() {
    const { FN, oh, ow } = this.sizes;
    return {
      x: formatShape(this.x.shape),
      col: formatShape([this.T, this.K]),
      colW: formatShape([this.K, FN]),
      out2: formatShape([this.T, FN]),
      out: formatShape([this.N, FN, oh, ow]),
    };
  }

  /** What stands at the left of a long matrix; on a phone a row has only its number. */
  besideRows(ui, narrow) {
    this.briefRows = narrow;
    return besideRows({ rows: this.T, label: this.rowName(this.T - 1), batch: this.N > 1 }, ui, narrow);
  }
}
