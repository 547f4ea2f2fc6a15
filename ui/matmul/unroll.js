import { eased } from "../stage/acts.js";
import { fill } from "../stage/format.js";
import { EDGE, LARGEST_CELL, bestOf, rowHeight, steps, wholeRows } from "../stage/fit.js";
import { heading, inset, outline, write } from "../stage/marks.js";
import { NUMBER_CELL, hatch, numberWidth, writeNumber } from "../stage/matrix.js";
import { MatmulPanels } from "./panels.js";
import { lensSpot } from "../stage/spots.js";
import { css, inkOn } from "../stage/theme.js";

/** Below this width panels stand one above the other, in px. */
const NARROW = 600;
/** Below this one a row of the matrix is told in part, in px. */
const WIDE = 880;

/** The unrolling: the window's cells fly, in order, into their row of `col`. */
export class UnrollScene extends MatmulPanels {
  // ---- layout

  layout(W, H, ui) {
    this.ui = ui;
    this.width = W;
    const beside = this.besideRows(ui, W < NARROW);
    const plan = W < NARROW ? this.below(W, H, ui, beside) : this.beside(W, H, ui, beside);
    const { label } = plan;
    const { Wp, Hp } = this.sizes;
    this.places = { x: [], heads: [], label };
    this.panels.x.forEach((matrix, c) => {
      const x = plan.x + (c % plan.across) * (Wp * plan.xCell + plan.gap);
      const y = plan.y + label + Math.floor(c / plan.across) * (Hp * plan.xCell + label);
      matrix.place(x, y, plan.xCell);
      this.places.x.push({ x, y });
    });
    this.colLens.place({ ...plan.col, ...beside, ui });
    const { x, y } = plan.col;
    this.places.heads.push({ panel: "x", x: plan.x, y: plan.y - 9 * ui, room: plan.headRoom });
    const left = x - beside.labels;
    this.places.heads.push({ panel: "col", x: left, y: y - 46 * ui, room: W - left });
    return Math.max(plan.y + plan.planesH, y + this.colLens.height) + EDGE;
  }

  /** The planes at the left, as large as the height allows, and the rows beside them. */
  beside(W, H, ui, { side }) {
    const { C, Hp, Wp } = this.sizes;
    const [gap, between] = [10 * ui, 36 * ui];
    const label = C > 1 ? 19 * ui : 0;
    const top = 28 * ui;
    const [inner, room, rowsRoom] = [W - 2 * EDGE, H - top - EDGE, H - 64 * ui - EDGE];
    const plans = [];
    for (let across = 1; across <= C; across++) {
      const down = Math.ceil(C / across);
      for (const share of steps(0.1, 0.6, 26)) {
        const wide = (inner * share - (across - 1) * gap) / (across * Wp);
        const xCell = Math.min(wide, (room / down - label) / Hp, LARGEST_CELL * ui);
        const planesW = across * Wp * xCell + (across - 1) * gap;
        const cellW = Math.min((inner - planesW - between - side) / this.K, LARGEST_CELL * ui);
        if (cellW > 1) plans.push({ across, xCell, planesW, planesH: down * (Hp * xCell + label), cellW });
      }
    }
    const need = numberWidth(this.formats.x);
    const full = (one, whole) => Math.min(one / whole, 1);
    const plan = bestOf(
      plans,
      ({ cellW, xCell, planesH }) =>
        2 * full(cellW, need) +
        full(cellW, 2 * need) +
        // beside numbers that are read well the input need not fill its room
        Math.max(full(planesH, room), full(xCell, 2 * need)) +
        full(xCell, need),
    );
    const cellH = rowHeight(plan.cellW, rowsRoom, this.T, ui);
    const rowsH = wholeRows(cellH, rowsRoom, this.T);
    const air = Math.max(0, inner - plan.planesW - between - side - this.K * plan.cellW) / 2;
    return {
      ...plan,
      gap,
      label,
      x: EDGE + air * 0.6,
      y: top + Math.max(0, (room - plan.planesH) / 2),
      headRoom: plan.planesW + between + air * 0.4,
      col: {
        x: EDGE + air + plan.planesW + between + side,
        y: 64 * ui + Math.max(0, (rowsRoom - rowsH) / 2),
        cellW: plan.cellW,
        cellH,
        h: rowsH,
      },
    };
  }

  /** The planes above the rows, for a phone. */
  below(W, H, ui, { side }) {
    const { C, Hp, Wp } = this.sizes;
    const gap = 8;
    const label = C > 1 ? 19 * ui : 0;
    const top = 28 * ui;
    const xCell = Math.min((W - 2 * EDGE - (C - 1) * gap) / (C * Wp), 220 / Hp, 44);
    const planesH = Hp * xCell + label;
    const colTop = top + planesH + 74 * ui;
    const cellW = Math.min((W - side - 2 * EDGE) / this.K, 54);
    const room = Math.max(H - colTop - EDGE, 130);
    const cellH = Math.max(cellW * 0.74, 21 * ui);
    return {
      across: C,
      xCell,
      planesH,
      gap,
      label,
      x: EDGE,
      y: top,
      headRoom: W - EDGE,
      col: { x: EDGE + side, y: colTop, cellW, cellH, h: Math.min(this.T * cellH, room) },
    };
  }

  // ---- drawing

  draw(ctx, theme, dpr, view) {
    const { pointed, step, begun } = view;
    this.held = Boolean(view.held);
    this.show(step, view.filter);
    this.paintHeads(ctx, theme);
    for (const matrix of this.panels.x) matrix.paint(ctx, theme, dpr);
    this.colLens.paint(ctx, theme, dpr, { current: step, done: begun ? step + (view.held ? 0 : 1) : 0, marked: begun });
    if (begun) {
      const flown = this.flown(this.comeOf(view));
      this.colLens.within(ctx, () => this.hideUnflown(ctx, theme, step, flown));
      this.paintWindow(ctx, theme, step);
      if (flown < this.K) this.paintFlight(ctx, theme, step, view.progress);
    }
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
        tone: this.tones.x,
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
      const way = eased(share);
      const from = this.panels.x[c].middle(r, col);
      const to = lens.middle(step, q);
      const w = this.panels.x[c].cell + (lens.cell - this.panels.x[c].cell) * way;
      const h = this.panels.x[c].cell + (lens.cellH - this.panels.x[c].cell) * way;
      // a low arc, so that cells of one row do not hide each other
      const lift = Math.sin(Math.PI * way) * 18 * this.ui;
      const left = from.x + (to.x - from.x) * way - w / 2;
      const top = from.y + (to.y - from.y) * way - h / 2 - lift;
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
    // where a pixel goes is what is asked
    if (this.held) return;
    for (const copy of this.copiesOf(n, c, r, q)) this.colLens.mark(ctx, theme, copy.t, copy.q, theme.pointer);
  }

  // ---- pointing

  /** Always a pixel: the one under the pointer, or the one that a cell of `col` was copied from. */
  spots(view) {
    const copied = (t, column) => {
      const [c, fy, fx] = this.cellOf(column);
      const [r, q] = this.under(t, fy, fx);
      return { panel: "col", n: this.windows.place(t)[0], c, r, q, t, column };
    };
    return [
      ...this.pixelSpots(this.windows.place(view.step)[0]),
      ...this.stripOf("col", this.colLens),
      lensSpot("col", this.colLens, copied, (t, q) => `col[${t},${q}]`),
    ];
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

  // ---- predicting

  /** Another cell of every row, the middle one of the window first. */
  askedColumn(step, picked) {
    return picked?.panel === "col" && picked.t === step ? picked.column : (step + (this.K >> 1)) % this.K;
  }

  picks({ panel }) {
    return panel === "col";
  }

  asks(step, _filter, picked) {
    return `col[${step},${this.askedColumn(step, picked)}]`;
  }

  askedAt({ step, picked }) {
    const q = this.askedColumn(step, picked) - this.colLens.left;
    if (!this.colLens.shows(step) || q < 0 || q >= this.colLens.visibleCols) return [];
    return [this.colLens.rect(step, q + this.colLens.left)];
  }

  tells({ panel, t }, view) {
    return panel !== "x" && t >= this.placed(view);
  }

  // ---- words

  lines({ step, pointed, held, picked }) {
    if (held && !pointed)
      return [
        [
          { text: `col[${step},${this.askedColumn(step, picked)}] = `, kind: "name" },
          { text: "?", kind: "out" },
        ],
      ];
    if (!pointed || pointed.panel === "strip") return [this.rowTerms(pointed ? pointed.t : step)];
    const { n, c, r, q } = pointed;
    const copies = this.copiesOf(n, c, r, q);
    const value = this.x.at(n, c, r, q);
    const term = this.termOfPixel(this.formats.x.text(value), value, c, r, q);
    const head =
      pointed.panel === "col"
        ? `col[${pointed.t},${pointed.column}] = ${this.pixelName(n, c, r, q)} = `
        : `${this.pixelName(n, c, r, q)} = `;
    if (held) return [[{ text: head, kind: "name" }, term]];
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
    // one line on a projector, and where there is little width: the row stands above in full
    const [most, start, end] =
      this.width < NARROW ? [6, 3, 2] : this.brief || this.width < WIDE ? [10, 6, 3] : [30, 14, 4];
    for (let q = 0; q < this.K; q++) {
      if (this.K > most && q >= start && q < this.K - end) {
        if (q === start) terms.push({ text: " … ", kind: "quiet" });
        continue;
      }
      terms.push(this.pixelTerm(this.formats.x.text(this.colAt(t, q)), t, ...this.cellOf(q)));
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
