import { fill } from "../stage/format.js";
import { heading, inset, outline, write } from "../stage/marks.js";
import { NUMBER_CELL, hatch, writeNumber } from "../stage/matrix.js";
import { MatmulPanels } from "./panels.js";
import { css, inkOn } from "../stage/theme.js";

/** The unrolling: the window's cells fly, in order, into their row of `col`. */
export class UnrollScene extends MatmulPanels {
  // ---- layout

  layout(W, H, ui) {
    this.ui = ui;
    const { C, Hp, Wp } = this.sizes;
    const narrow = W < 600;
    const top = 30 * ui;
    const label = C > 1 ? 19 * ui : 0;
    const labels = this.labelWidth(ui, narrow);
    const strip = this.steps > 24 ? 34 * ui : 0;
    const side = labels + strip + (strip ? 30 * ui : 0) + (this.N > 1 ? 34 * ui : 0);
    const planesRoom = narrow ? W : Math.max(110 * ui, Math.min(W * 0.36, W - side - this.K * 30 * ui - 26 * ui));
    const xCell = narrow
      ? Math.min((W - (C - 1) * 8) / (C * Wp), 220 / Hp, 44)
      : Math.min(planesRoom / Wp, (H - top - C * label) / (C * Hp), 64 * ui);
    this.places = { x: [], heads: [], label };
    const planesW = narrow ? C * Wp * xCell + (C - 1) * 8 : Wp * xCell;
    const planesH = narrow ? Hp * xCell + label : C * (Hp * xCell + label);
    const room = narrow ? H - top - planesH - 60 : H - top - 30 * ui;
    const lensLeft = (narrow ? 0 : planesW + 40 * ui) + side;
    const cellW = Math.min((W - lensLeft - 2) / this.K, 54 * ui);
    // few rows are as tall as a projector likes them
    const cellH = Math.min(
      Math.max(cellW * 0.74, 21 * ui),
      Math.max(34 * ui, Math.min(cellW * 0.9, room / 2 / this.steps)),
    );
    const rowsH = Math.min(this.steps * cellH, Math.max(room - 24 * ui, 6 * cellH));
    // a short matrix stands in the middle of the room it has
    const lensTop = narrow ? top + planesH + 74 * ui : top + 34 * ui + Math.max(0, (room - 24 * ui - rowsH) / 2);
    const spare = narrow ? 0 : Math.max(0, W - lensLeft - this.K * cellW) / 2;
    const planesTop = narrow ? top : top + Math.max(0, (Math.max(room, 0) - planesH) / 2);
    for (let c = 0; c < C; c++) {
      const x = narrow ? c * (Wp * xCell + 8) : spare * 0.6;
      const y = planesTop + label + (narrow ? 0 : c * (Hp * xCell + label));
      this.panels.x[c].place(x, y, xCell);
      this.places.x.push({ x, y });
    }
    this.colLens.place({ x: lensLeft + spare, y: lensTop, cellW, cellH, h: rowsH, strip, labels, ui });
    this.places.heads.push({ panel: "x", x: this.places.x[0].x, y: planesTop - 9 * ui, room: planesW + 30 });
    this.places.heads.push({ panel: "col", x: lensLeft + spare - labels, y: lensTop - 46 * ui, room: W - lensLeft });
    return Math.max(planesTop + planesH, lensTop + this.colLens.height) + 8;
  }

  // ---- drawing

  draw(ctx, theme, dpr, view) {
    const { pointed } = view;
    const step = view.step;
    this.show(step, view.filter);
    this.paintHeads(ctx, theme);
    for (const matrix of this.panels.x) matrix.paint(ctx, theme, dpr);
    const flown = this.flown(pointed ? 1 : view.progress);
    this.colLens.paint(ctx, theme, dpr, { current: step, done: step + 1 });
    this.colLens.within(ctx, () => this.hideUnflown(ctx, theme, step, flown));
    this.paintWindow(ctx, theme, step);
    if (flown < this.K) this.paintFlight(ctx, theme, step, pointed ? 1 : view.progress);
    if (pointed) this.paintPointed(ctx, theme, pointed);
  }

  show(step, filter) {
    const image = this.windows.place(step)[0];
    if (image !== this.image) this.panels.x.forEach((matrix) => matrix.invalidate());
    this.image = image;
    this.shown = { step, filter };
  }

  paintHeads(ctx, theme) {
    const padded = this.windows.pad.some((rows) => rows > 0);
    const texts = {
      x: {
        name: this.N > 1 ? `x[${this.image}]` : "x",
        words: padded ? this.words.inputPadded : this.words.input,
        shape: this.shapes.x,
      },
      col: { name: "col", words: this.words.colWords, shape: this.shapes.col },
    };
    for (const { panel, x, y, room } of this.places.heads)
      heading(ctx, theme, texts[panel], x, y, room, 13.5 * this.ui);
    if (!this.places.label) return;
    this.places.x.forEach(({ x, y }, c) => {
      write(ctx, this.channelName(c), x, y - 5 * this.ui, {
        font: `600 ${12 * this.ui}px ${theme.sans}`,
        colour: theme.muted,
      });
    });
  }

  /** When cell q of the window takes off and lands, within the step's act. */
  flight(q) {
    const start = 0.05 + (0.5 * q) / this.K;
    return [start, start + 0.4];
  }

  flown(progress) {
    if (progress >= 1) return this.K;
    let count = 0;
    while (count < this.K && this.flight(count)[1] <= progress) count++;
    return count;
  }

  /** The cells of the current row that have not landed yet. */
  hideUnflown(ctx, theme, step, flown) {
    if (flown >= this.K || !this.colLens.shows(step)) return;
    const area = this.colLens.rect(step, flown, 1, this.K - flown);
    ctx.fillStyle = theme.panel;
    ctx.fillRect(area.x, area.y, area.w, area.h);
    outline(ctx, theme, this.colLens.rect(step, this.colLens.left, 1, this.colLens.visibleCols), theme.accent, 2.5);
  }

  paintFlight(ctx, theme, step, progress) {
    const lens = this.colLens;
    if (!lens.shows(step)) return;
    for (let q = 0; q < this.K; q++) {
      const [start, end] = this.flight(q);
      if (progress < start || progress > end) continue;
      const [c, fy, fx] = this.cellOf(q);
      const [r, col] = this.under(step, fy, fx);
      const share = (progress - start) / (end - start);
      const eased = share * share * (3 - 2 * share);
      const from = this.panels.x[c].middle(r, col);
      const to = lens.middle(step, q);
      const w = this.panels.x[c].cell + (lens.cell - this.panels.x[c].cell) * eased;
      const h = this.panels.x[c].cell + (lens.cellH - this.panels.x[c].cell) * eased;
      // a low arc, so that cells of one row do not hide each other
      const lift = Math.sin(Math.PI * eased) * 18 * this.ui;
      const left = from.x + (to.x - from.x) * eased - w / 2;
      const top = from.y + (to.y - from.y) * eased - h / 2 - lift;
      this.paintFlying(ctx, theme, this.colAt(step, q), c, this.fromPadding(step, q), { left, top, w, h });
    }
  }

  paintFlying(ctx, theme, value, c, padded, { left, top, w, h }) {
    const paint = this.inputColour(value, theme, c);
    ctx.fillStyle = padded ? theme.empty : css(paint);
    ctx.fillRect(left, top, w, h);
    if (padded) hatch(ctx, theme, left, top, w, h);
    outline(ctx, theme, { x: left, y: top, w, h }, theme.accent, 1);
    if (w >= NUMBER_CELL)
      writeNumber(ctx, theme, this.formats.x, value, left, top, w, h, padded ? theme.muted : inkOn(paint));
  }

  paintWindow(ctx, theme, step) {
    const { FH, FW } = this.sizes;
    const { rowStarts, colStarts, rowOffsets, colOffsets } = this.windows;
    const [, i, j] = this.windows.place(step);
    const dilated = rowOffsets[FH - 1] >= FH || colOffsets[FW - 1] >= FW;
    for (const matrix of this.panels.x) {
      if (dilated && matrix.cell >= 4) {
        this.eachCell((fy, fx) =>
          outline(ctx, theme, inset(matrix.rect(...this.under(step, fy, fx)), 1), theme.accent, 1.5),
        );
      }
      outline(
        ctx,
        theme,
        matrix.rect(rowStarts[i], colStarts[j], rowOffsets[FH - 1] + 1, colOffsets[FW - 1] + 1),
        theme.accent,
        matrix.cell >= 12 ? 3 : 2,
      );
    }
  }

  /** A pixel and all its copies. */
  paintPointed(ctx, theme, { n, c, r, q }) {
    if (n === this.image) {
      const matrix = this.panels.x[c];
      outline(
        ctx,
        theme,
        inset(matrix.rect(r, q), matrix.cell >= 12 ? 1.5 : 0),
        theme.pointer,
        matrix.cell >= 12 ? 2.5 : 2,
      );
    }
    for (const copy of this.copiesOf(n, c, r, q)) this.colLens.mark(ctx, theme, copy.t, copy.q, theme.pointer);
  }

  // ---- pointing

  /** Always a pixel: the one under the pointer, or the one that a cell of `col` was copied from. */
  hit(px, py, view) {
    const strip = this.colLens.rowAtStrip(px, py);
    if (strip !== null) return { panel: "strip", t: strip };
    const cell = this.colLens.cellAt(px, py);
    if (cell) {
      const [c, fy, fx] = this.cellOf(cell.c);
      const [r, q] = this.under(cell.r, fy, fx);
      return { panel: "col", n: this.windows.place(cell.r)[0], c, r, q, t: cell.r, column: cell.c };
    }
    for (const [c, matrix] of this.panels.x.entries()) {
      const pixel = matrix.cellAt(px, py);
      if (pixel) return { panel: "x", n: this.windows.place(view.step)[0], c, r: pixel.r, q: pixel.c };
    }
    return null;
  }

  choose({ panel, n, c, r, q, t }) {
    if (panel !== "x") return { step: t };
    const copies = this.copiesOf(n, c, r, q);
    const middle = copies[Math.floor(copies.length / 2)];
    return middle ? { step: middle.t } : {};
  }

  /** The long matrix under the pointer, for the wheel. */
  lensAt(px, py) {
    return this.colLens.cellAt(px, py) ? this.colLens : null;
  }

  // ---- words

  lines({ step, pointed }) {
    if (!pointed || pointed.panel === "strip") return [this.rowTerms(pointed ? pointed.t : step)];
    const { n, c, r, q } = pointed;
    const copies = this.copiesOf(n, c, r, q);
    const value = this.x.at(n, c, r, q);
    const term = { text: this.formats.x.text(value), kind: "x", value, plane: c };
    const head =
      pointed.panel === "col"
        ? `col[${pointed.t},${pointed.column}] = ${this.pixelName(n, c, r, q)} = `
        : `${this.pixelName(n, c, r, q)} = `;
    if (!copies.length)
      return [[{ text: head, kind: "name" }, term, { text: `   ${this.words.unreadNoCopy}`, kind: "quiet" }]];
    const places =
      copies
        .slice(0, 4)
        .map((copy) => `col[${copy.t},${copy.q}]`)
        .join(", ") + (copies.length > 4 ? ", …" : "");
    const told = fill(copies.length === 1 ? this.words.oneCopy : this.words.copies, { count: copies.length, places });
    return [[{ text: head, kind: "name" }, term, { text: `   ${told}`, kind: "quiet" }]];
  }

  rowTerms(t) {
    const terms = [{ text: `col[${t}] = [`, kind: "name" }];
    for (let q = 0; q < this.K; q++) {
      if (this.K > 30 && q >= 14 && q < this.K - 4) {
        if (q === 14) terms.push({ text: " … ", kind: "quiet" });
        continue;
      }
      terms.push({
        text: this.formats.x.text(this.colAt(t, q)),
        kind: "x",
        value: this.colAt(t, q),
        plane: this.cellOf(q)[0],
      });
      if (q < this.K - 1) terms.push({ text: " ", kind: "quiet" });
    }
    return [...terms, { text: "]", kind: "name" }];
  }

  get lineCount() {
    return 1;
  }

  sentence(step) {
    const [n, i, j] = this.windows.place(step);
    const words = fill(this.words.statusRow, { step: step + 1, steps: this.steps, image: n, row: i, col: j });
    const numbers = [...Array(this.K).keys()].map((q) => this.formats.x.text(this.colAt(step, q))).join(", ");
    return `${words} col[${step}] = [${numbers}]`;
  }

  describe() {
    return fill(this.words.pictureUnroll, this.shapes);
  }

  termColour(term, theme) {
    return term.value === undefined ? null : this.inputColour(term.value, theme, term.plane);
  }
}
