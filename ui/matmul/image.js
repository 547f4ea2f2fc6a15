import { eased } from "../stage/acts.js";
import { fill, formatShape, thousands } from "../stage/format.js";
import { kept, EDGE, LARGEST_CELL, PHONE_HEIGHT, bestGrid, bestOf, rowHeight, steps, wholeRows } from "../stage/fit.js";
import { arrow, chip, frame, heading, inset, outline, paintNotYet, write } from "../stage/marks.js";
import { Matrix, numberWidth } from "../stage/matrix.js";
import { MatmulPanels } from "./panels.js";
import { cellSpot, lensSpot } from "../stage/spots.js";
import { css, inkOn } from "../stage/theme.js";

/** Columns of `out2` are told apart where they are so wide, in px. */
const COLUMN = 9;
/** A channel has room for its name, in px at usual letters. */
const NAMED = 62;
/** So many numbers are written while they are under way. */
const MOST_READ = 4;
/** Cells at least this large are crossed out where their number is wrong, in px. */
const CROSSED = 11;
/** On a phone so many rows stand above the code, in px, and it above the channels. */
const ROWS_ON_PHONE = 6;
const UNDER_ROWS = 84;

/**
 * The way back to an image: `out2.reshape(N, out_h, out_w, FN).transpose(0, 3, 1, 2)`; or, with
 * `header.bare`, what comes of leaving the transpose out, wrong cells crossed.
 */
export class ImageScene extends MatmulPanels {
  constructor(header, arrays) {
    super(header, arrays);
    const { FN, oh, ow } = this.sizes;
    /** @type {import("../stage/model.js").Tensor | null} */
    this.bare = arrays.bare ?? null;
    this.wrong = this.bare
      ? this.bare.values.reduce((count, value, at) => count + (value !== this.out.values[at]), 0)
      : 0;
    this.channels = [...Array(FN).keys()].map(
      (k) =>
        new Matrix({
          rows: oh,
          cols: ow,
          value: (i, j) => this.landed(this.image ?? 0, k, i, j),
          colour: (value, theme) => this.outColour(value, theme, k),
          format: this.formats.out,
          // crosses on the smallest cells would hide the picture; there the count in the heading speaks
          unread: (i, j) => this.channels[k].cell >= CROSSED && this.isWrong(this.image ?? 0, k, i, j),
        }),
    );
  }

  landed(n, k, i, j) {
    return this.bare ? this.bare.at(n, k, i, j) : this.output(n, k, i, j);
  }

  isWrong(n, k, i, j) {
    return this.bare !== null && this.bare.at(n, k, i, j) !== this.output(n, k, i, j);
  }

  /** Where cell (t, k) of `out2` lands. @returns {[number, number, number, number]} */
  landing(t, k) {
    const { FN, oh, ow } = this.sizes;
    if (!this.bare) {
      const [n, i, j] = this.windows.place(t);
      return [n, k, i, j];
    }
    const flat = t * FN + k;
    return [
      Math.floor(flat / (FN * oh * ow)),
      Math.floor(flat / (oh * ow)) % FN,
      Math.floor(flat / ow) % oh,
      flat % ow,
    ];
  }

  layout(W, H, ui) {
    this.ui = ui;
    this.width = W;
    const { FN, oh, ow } = this.sizes;
    const narrow = W < 600;
    const { labels, strip, side } = this.besideRows(ui, narrow);
    const inner = W - 2 * EDGE;
    const top = 52 * ui;
    const [label, gap] = [26 * ui, 14 * ui];
    const room = narrow ? ROWS_ON_PHONE * 26 : H - top - EDGE;
    const codeSize = Math.min(12.5 * ui, narrow ? 12.5 : 20);
    const arrowW = narrow ? 0 : 0.61 * codeSize * Math.max(...this.code.map((line) => line.length)) + 12 * ui;
    const planesTop = top - label + 2;
    const need = numberWidth(this.formats.out);
    const plans = steps(0.2, narrow ? 1 : 0.8, 25).map((share) => {
      const lensRoom = narrow ? inner * share : (inner - arrowW) * share;
      const cellW = Math.min((lensRoom - side) / FN, 1.6 * need * ui, LARGEST_CELL * ui);
      const left = narrow ? 0 : side + FN * cellW + arrowW;
      const above = narrow ? top + Math.min(this.T * 26, room) + UNDER_ROWS : planesTop;
      const h = (narrow ? PHONE_HEIGHT.image : H) - above - EDGE;
      const planes = bestGrid(FN, { rows: oh, cols: ow }, { w: inner - left, h, gap, label, most: LARGEST_CELL * ui });
      return { cellW, left, planes };
    });
    const largest = Math.max(...plans.map(({ planes }) => planes.cell));
    const plan = bestOf(plans, ({ cellW, planes }) =>
      cellW > 3
        ? (planes.cell * ow < NAMED * ui ? 0 : Math.min(cellW / COLUMN, 1)) +
          1.5 * Math.min(cellW / need, 1) +
          0.2 * Math.min(cellW / need, 1.6) +
          (2 * planes.cell) / largest
        : -1,
    );
    const { cellW, left, planes } = plan;
    const cellH = narrow ? 26 : rowHeight(cellW, room, this.T, ui);
    const lensH = wholeRows(cellH, room, this.T);
    const planesAt = narrow ? top + lensH + UNDER_ROWS : planesTop;
    const planesW = planes.across * ow * planes.cell + (planes.across - 1) * gap;
    const air = EDGE + (narrow ? 0 : Math.max(0, (inner - left - planesW) / 2));
    const blockH = planes.down * (oh * planes.cell + label);
    const lensY = narrow ? top : top + Math.max(0, (room - lensH) / 2);
    this.outLens.place({ x: air + side, y: lensY, cellW, cellH, h: lensH, strip, labels, ui });
    const start = narrow ? planesAt : planesAt + Math.max(0, (H - planesTop - EDGE - blockH) / 2);
    this.channels.forEach((matrix, k) => {
      const x = air + left + (k % planes.across) * (ow * planes.cell + gap);
      const y = start + label + Math.floor(k / planes.across) * (oh * planes.cell + label);
      matrix.place(x, y, planes.cell);
    });
    this.places = {
      codeX: narrow ? W / 2 : air + side + FN * cellW + arrowW / 2,
      codeY: narrow ? top + lensH + 46 : top + room / 2,
      codeSize,
      arrowW,
      narrow,
      outHead: { x: air + left, y: start + 2 },
      lensHead: { x: air + side - labels, y: lensY - 26 * ui },
    };
    this.height = Math.max(lensY + lensH, start + blockH) + EDGE;
    return this.height;
  }

  /** What makes an image of `out2`, in the code's words. */
  get code() {
    const { FN, oh, ow } = this.sizes;
    return this.bare
      ? [`.reshape${formatShape([this.N, FN, oh, ow])}`]
      : [`.reshape${formatShape([this.N, oh, ow, FN])}`, ".transpose(0, 3, 1, 2)"];
  }

  draw(ctx, theme, dpr, view) {
    const { pointed } = view;
    const t = pointed?.t ?? view.step;
    const there = view.begun || Boolean(pointed);
    const progress = this.comeOf(view, t);
    const image = this.landing(t, view.filter)[0];
    if (image !== this.image) this.channels.forEach((matrix) => matrix.invalidate());
    this.image = image;
    this.shown = { step: t, filter: view.filter };
    const { lensHead, outHead } = this.places;
    heading(
      ctx,
      theme,
      { name: "out2", words: "", shape: this.shapes.out2, tone: this.tones.out[view.filter] },
      lensHead.x,
      lensHead.y,
      this.width - lensHead.x,
      13.5 * this.ui,
    );
    const told = fill(this.words.bareHead, { wrong: thousands(this.wrong), all: thousands(this.out.values.length) });
    heading(
      ctx,
      theme,
      { name: "out", words: this.bare ? told : "", shape: this.bare ? "" : this.shapes.out },
      outHead.x,
      outHead.y,
      this.width - outHead.x - EDGE,
      13.5 * this.ui,
    );
    // which row it is, is what is asked
    const found = there && !(view.held && t === view.step);
    this.outLens.paint(ctx, theme, dpr, { current: t, done: this.steps, marked: found });
    const done = view.begun ? view.step + (view.progress >= 1 ? 1 : 0) : 0;
    this.channels.forEach((matrix, k) => this.paintChannel(ctx, theme, dpr, matrix, k, done));
    this.paintCode(ctx, theme);
    if (!found) return;
    // what the other filters make of this row is asked next
    const shown = pointed?.k !== undefined ? [pointed.k] : view.predicting ? [view.filter] : this.channels.keys();
    for (const k of shown) this.paintLanding(ctx, theme, t, k, progress, k === (pointed?.k ?? view.filter));
  }

  /** A channel, as far as the rows that are done fill it. @param {number} done */
  paintChannel(ctx, theme, dpr, matrix, k, done) {
    const { FN, oh, ow } = this.sizes;
    const cells = oh * ow;
    matrix.paint(ctx, theme, dpr);
    // without the transpose the rows are read off flat: the first of them fill the first channel
    const filled = this.bare ? done * FN - (this.image * FN + k) * cells : done - this.image * cells;
    paintNotYet(ctx, theme, matrix, Math.min(Math.max(filled, 0), cells));
    frame(ctx, theme, matrix);
    write(ctx, `out[${this.image},${k}]`, matrix.x, matrix.y - 6 * this.ui, {
      font: `600 ${12 * this.ui}px ${theme.mono}`,
      colour: theme.muted,
    });
  }

  paintCode(ctx, theme) {
    const { codeX, codeY, codeSize, arrowW, narrow } = this.places;
    const lines = this.code;
    lines.forEach((text, at) => {
      write(ctx, text, codeX, codeY - 12 * this.ui + (at - lines.length + 1) * 18 * this.ui, {
        font: `600 ${codeSize}px ${theme.mono}`,
        colour: this.bare ? theme.pointer : theme.text,
        align: "center",
      });
    });
    if (!narrow) arrow(ctx, theme, codeX - arrowW / 2 + 14, codeY, codeX + arrowW / 2 - 14, codeY);
  }

  /** A cell of the row, on its way to its channel. */
  paintLanding(ctx, theme, t, k, progress, chosen) {
    const [n, channel, i, j] = this.landing(t, k);
    if (n !== this.image) return;
    const matrix = this.channels[channel];
    const target = matrix.rect(i, j);
    const share = Math.min(1, Math.max(0, (progress - 0.15 - 0.25 * (k / this.channels.length)) / 0.5));
    const way = eased(share);
    if (this.outLens.shows(t)) {
      const from = this.outLens.rect(t, k);
      outline(ctx, theme, inset(from, 2), chosen ? theme.accent : theme.muted, chosen ? 2.5 : 1.5);
      if (way < 1) {
        const value = this.out2(t, k);
        const ground = this.outColour(value, theme, k);
        // of many numbers under way at once one is read, the others are seen
        const text = chosen || this.channels.length <= MOST_READ ? this.formats.out.text(value) : "";
        const w = 8.5 * this.ui * text.length + 10;
        const x = from.x + from.w / 2 + (target.x + target.w / 2 - from.x - from.w / 2) * way;
        const y = from.y + from.h / 2 + (target.y + target.h / 2 - from.y - from.h / 2) * way;
        // a chip is wider than a small cell at the edge
        const h = 24 * this.ui;
        chip(ctx, theme, text, kept(x, w, this.width), kept(y, h, this.height), {
          w,
          h,
          ground: css(ground),
          ink: inkOn(ground),
          font: `600 ${12.5 * this.ui}px ${theme.mono}`,
          border: theme.accent,
        });
        return;
      }
    }
    outline(
      ctx,
      theme,
      matrix.cell >= 14 ? inset(target, 1) : inset(target, -1.5),
      chosen ? theme.accent : theme.text,
      chosen ? 2.5 : 1.5,
    );
  }

  spots() {
    const n = this.image ?? 0;
    return [
      ...this.stripOf("out2", this.outLens),
      lensSpot(
        "out2",
        this.outLens,
        (t, k) => ({ panel: "out2", t, k }),
        (t, k) => `out2[${t},${k}]`,
      ),
      ...this.channels.map((matrix, k) =>
        cellSpot(
          `out[${n},${k}]`,
          matrix,
          (i, j) => ({ panel: "out", ...this.origin(n, k, i, j) }),
          (i, j) => `out[${n},${k},${i},${j}]`,
        ),
      ),
    ];
  }

  /** The cell of `out2` that lands at a place. */
  origin(n, k, i, j) {
    const { FN, oh, ow } = this.sizes;
    if (!this.bare) return { t: this.windows.step(n, i, j), k };
    const flat = ((n * FN + k) * oh + i) * ow + j;
    return { t: Math.floor(flat / FN), k: flat % FN };
  }

  choose({ t, k }) {
    return { step: t, filter: k };
  }

  /** The long matrix under the pointer, for the wheel. */
  lensAt(px, py) {
    return this.outLens.cellAt(px, py) ? this.outLens : null;
  }

  // ---- predicting

  asks(step, filter) {
    const [n, i, j] = this.windows.place(step);
    return `out[${n},${filter},${i},${j}]`;
  }

  askedAt({ step, filter }) {
    const [n, i, j] = this.windows.place(step);
    return n === this.image ? [this.channels[filter].rect(i, j)] : [];
  }

  tells({ panel, t, k }, view) {
    if (panel === "out2") return false;
    const other = k !== undefined && k !== view.filter;
    return t >= (other ? view.step : this.placed(view));
  }

  lines({ step, filter, pointed, held }) {
    const t = pointed?.t ?? step;
    const k = pointed?.k ?? filter;
    const value = this.out2(t, k);
    if (held && pointed?.panel === "out2")
      return [
        [
          { text: `out2[${t},${k}] = `, kind: "name" },
          { text: this.formats.out.text(value), kind: "sum", value, filter: k },
        ],
      ];
    if (held && t === step)
      return [
        [
          { text: `${this.asks(step, filter)} = `, kind: "name" },
          { text: "?", kind: "out" },
        ],
      ];
    const place = this.landing(t, k);
    const line = [
      { text: `out2[${t},${k}] = `, kind: "name" },
      // the number is there already; its place is what the step makes
      { text: this.formats.out.text(value), kind: "out", value, filter: k, made: false },
      { text: ` → out[${place.join(",")}]`, kind: "name" },
    ];
    if (!this.bare) return [line];
    const [n, i, j] = this.windows.place(t);
    const right = [n, k, i, j].join(",");
    line.push({
      text: `   ${right === place.join(",") ? this.words.bareRight : fill(this.words.bareWrong, { place: right })}`,
      kind: "quiet",
    });
    return [line];
  }

  get lineCount() {
    return 1;
  }

  sentence(t, k) {
    const place = this.landing(t, k).join(",");
    const words = fill(this.bare ? this.words.statusBare : this.words.statusImage, {
      step: t + 1,
      steps: this.steps,
      row: t,
      column: k,
      wrong: thousands(this.wrong),
    });
    return `${words} out[${place}] = out2[${t},${k}] = ${this.formats.out.text(this.out2(t, k))}`;
  }

  describe() {
    return fill(this.words.pictureImage, this.shapes);
  }

  termColour(term, theme) {
    return term.value === undefined ? null : this.outColour(term.value, theme, term.filter);
  }
}
