import { fill, formatShape } from "../stage/format.js";
import { arrow, chip, frame, heading, inset, outline, write } from "../stage/marks.js";
import { Matrix } from "../stage/matrix.js";
import { MatmulPanels } from "./panels.js";
import { css, inkOn } from "../stage/theme.js";

/** Cells at least this large are crossed out where their number is wrong, in px. */
const CROSSED = 11;

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
          colour: (value, theme) => theme.data(value, this.mostData),
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
    const { FN, oh, ow } = this.sizes;
    const narrow = W < 600;
    const top = 52 * ui;
    const { labels, strip, side } = this.besideRows(ui, narrow);
    const room = narrow ? Math.min(260, H * 0.45) : H - top - 10;
    const cellW = Math.min(Math.max(((narrow ? W : W * 0.4) - side) / FN, 20), 66 * ui);
    const cellH = Math.min(Math.max(26 * ui, room / 2 / this.steps), 40 * ui);
    const lensH = Math.min(this.steps * cellH, room);
    const arrowW = narrow ? 0 : 184 * ui;
    const left = narrow ? 0 : side + FN * cellW + arrowW;
    const planesTop = narrow ? top + lensH + 86 : top;
    const planesW = W - left;
    const planesH = narrow ? 10000 : room;
    const best = bestGrid(FN, ow, oh, planesW, planesH, 24 * ui, 84 * ui);
    const used = narrow ? W : left + best.cols * (ow * best.cell + 14);
    const air = narrow ? 0 : Math.max(0, (W - used) / 2);
    const blockH = best.rows * (oh * best.cell + 24 * ui);
    const lensY = narrow ? top : top + Math.max(0, (room - lensH) / 2);
    this.outLens.place({ x: air + side, y: lensY, cellW, cellH, h: lensH, strip, labels, ui });
    const start = narrow ? planesTop : top + Math.max(0, (room - blockH) / 2);
    this.channels.forEach((matrix, k) => {
      const col = k % best.cols;
      const row = Math.floor(k / best.cols);
      matrix.place(
        air + left + col * (ow * best.cell + 14),
        start + 24 * ui + row * (oh * best.cell + 24 * ui),
        best.cell,
      );
    });
    const codeX = narrow ? W / 2 : air + side + FN * cellW + arrowW / 2;
    const codeY = narrow ? top + lensH + 40 : top + room / 2;
    this.places = {
      codeX,
      codeY,
      arrowW,
      narrow,
      outHead: { x: air + left, y: start - 2 },
      lensHead: { x: air + side - labels, y: lensY - 26 * ui },
    };
    return Math.max(lensY + lensH, start + blockH) + 10;
  }

  draw(ctx, theme, dpr, view) {
    const { pointed } = view;
    const t = pointed?.t ?? view.step;
    const progress = pointed ? 1 : view.progress;
    const image = this.landing(t, view.filter)[0];
    if (image !== this.image) this.channels.forEach((matrix) => matrix.invalidate());
    this.image = image;
    this.shown = { step: t, filter: view.filter };
    const { lensHead, outHead } = this.places;
    heading(
      ctx,
      theme,
      { name: "out2", words: "", shape: this.shapes.out2 },
      lensHead.x,
      lensHead.y,
      400,
      13.5 * this.ui,
    );
    const told = fill(this.words.bareHead, { wrong: this.wrong, all: this.out.values.length });
    heading(
      ctx,
      theme,
      { name: "out", words: this.bare ? told : "", shape: this.bare ? "" : this.shapes.out },
      outHead.x,
      outHead.y,
      500,
      13.5 * this.ui,
    );
    this.outLens.paint(ctx, theme, dpr, { current: t, done: this.steps });
    this.channels.forEach((matrix, k) => this.paintChannel(ctx, theme, dpr, matrix, k));
    this.paintCode(ctx, theme);
    const shown = pointed?.k !== undefined ? [pointed.k] : this.channels.keys();
    for (const k of shown) this.paintLanding(ctx, theme, t, k, progress, k === (pointed?.k ?? view.filter));
  }

  paintChannel(ctx, theme, dpr, matrix, k) {
    matrix.paint(ctx, theme, dpr);
    frame(ctx, theme, matrix);
    write(ctx, `out[${this.image},${k}]`, matrix.x, matrix.y - 6 * this.ui, {
      font: `600 ${12 * this.ui}px ${theme.mono}`,
      colour: theme.muted,
    });
  }

  paintCode(ctx, theme) {
    const { codeX, codeY, arrowW, narrow } = this.places;
    const { FN, oh, ow } = this.sizes;
    const lines = this.bare
      ? [`.reshape${formatShape([this.N, FN, oh, ow])}`]
      : [`.reshape${formatShape([this.N, oh, ow, FN])}`, ".transpose(0, 3, 1, 2)"];
    const size = Math.min(12.5 * this.ui, narrow ? 12.5 : arrowW / 13.6);
    lines.forEach((text, at) => {
      write(ctx, text, codeX, codeY - 12 * this.ui + (at - lines.length + 1) * 18 * this.ui, {
        font: `600 ${size}px ${theme.mono}`,
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
    const eased = share * share * (3 - 2 * share);
    if (this.outLens.shows(t)) {
      const from = this.outLens.rect(t, k);
      outline(ctx, theme, inset(from, 2), chosen ? theme.accent : theme.muted, chosen ? 2.5 : 1.5);
      if (eased < 1) {
        const value = this.out2(t, k);
        const ground = theme.data(value, this.mostData);
        const x = from.x + from.w / 2 + (target.x + target.w / 2 - from.x - from.w / 2) * eased;
        const y = from.y + from.h / 2 + (target.y + target.h / 2 - from.y - from.h / 2) * eased;
        chip(ctx, theme, this.formats.out.text(value), x, y, {
          w: 58 * this.ui,
          h: 24 * this.ui,
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

  hit(px, py) {
    const row = this.outLens.rowAtStrip(px, py);
    if (row !== null) return { panel: "strip", t: row };
    const cell = this.outLens.cellAt(px, py);
    if (cell) return { panel: "out2", t: cell.r, k: cell.c };
    for (const [k, matrix] of this.channels.entries()) {
      const at = matrix.cellAt(px, py);
      if (at) return { panel: "out", ...this.origin(this.image ?? 0, k, at.r, at.c) };
    }
    return null;
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

  lines({ step, filter, pointed }) {
    const t = pointed?.t ?? step;
    const k = pointed?.k ?? filter;
    const value = this.out2(t, k);
    const place = this.landing(t, k);
    const line = [
      { text: `out2[${t},${k}] = `, kind: "name" },
      { text: this.formats.out.text(value), kind: "out", value },
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
      wrong: this.wrong,
    });
    return `${words} out[${place}] = out2[${t},${k}] = ${this.formats.out.text(this.out2(t, k))}`;
  }

  describe() {
    return fill(this.words.pictureImage, this.shapes);
  }

  termColour(term, theme) {
    return term.value === undefined ? null : theme.data(term.value, this.mostData);
  }
}

/** The grid of planes with the largest cells. */
function bestGrid(count, cols, rows, w, h, label, most) {
  let best = { cell: 0, cols: 1, rows: count };
  for (let across = 1; across <= count; across++) {
    const down = Math.ceil(count / across);
    const cell = Math.min((w / across - 14) / cols, (h / down - label) / rows, most);
    if (cell > best.cell) best = { cell, cols: across, rows: down };
  }
  return { ...best, cell: Math.max(best.cell, 1) };
}
