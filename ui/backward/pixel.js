import { EDGE } from "../stage/fit.js";
import { fill, formatShape } from "../stage/format.js";
import { equals } from "../stage/number_format.js";
import { Matrix, writeNumber } from "../stage/matrix.js";
import { chip, frame, grown, heading, inset, notYetFill, outline, paintNotYet, write } from "../stage/marks.js";
import { css, inkOn } from "../stage/theme.js";
import { BackwardPanels } from "./panels.js";
import { layoutPixel } from "./pixel_layout.js";
import { pixelSpots } from "./pixel_pointing.js";
import { pixelWords, pixelSentence, withoutSums } from "./pixel_words.js";

/** When all products are there, and when those of each filter are added up, as a share of the step. */
const MULTIPLIED = 0.6;
const ADDED = 0.8;
const PHASES = [
  { name: "multiply", end: MULTIPLIED },
  { name: "add", end: ADDED },
  { name: "place", end: 1 },
];

/** A plane in which zeros stand that belong to no output cell. */
class Spread extends Matrix {
  get isPlain() {
    return false;
  }

  paintCell(ctx, theme, r, c, top, left) {
    if (!this.inserted(r, c)) return super.paintCell(ctx, theme, r, c, top, left);
    ctx.fillStyle = notYetFill(ctx, theme);
    const gap = this.showsNumbers ? 1 : -0.5;
    ctx.fillRect(left, top, this.cell - gap, this.cell - gap);
    if (this.showsNumbers)
      writeNumber(ctx, theme, this.format, 0, left, top, this.cell - 1, this.cell - 1, theme.muted);
  }
}

/**
 * dx seen from a pixel: the output cells that read it, each with the weight that touched it. In the
 * variant "rotated" the same sum is read off a picture: the filter, turned by 180 degrees, slides
 * over dout with zeros between and around its cells.
 *
 * The film runs over the pixels, in the order of dx.
 */
export class BackwardPixel extends BackwardPanels {
  constructor(header, arrays) {
    super(header, arrays);
    this.ownFilm = true;
    this.rotated = header.kind === "rotated";
    this.size = this.windows.size;
    const [H, W] = this.size;
    const { C, FH, FW } = this.sizes;
    this.steps = this.N * C * H * W;
    this.rowSteps = W;
    this.phases = PHASES;
    this.readersMost = this.rotated
      ? [FH, FW]
      : [mostReaders(this.windows.readsRow), mostReaders(this.windows.readsCol)];
    const [top, , left] = this.windows.pad;
    this.now = { n: 0, c: 0, y: 0, x: 0 };
    this.panel = {
      dx: new Matrix({
        rows: H,
        cols: W,
        value: (r, q) => this.dx.at(this.now.n, this.now.c, r, q),
        colour: this.tone("dx"),
        format: this.formats.dx,
        unread: (r, q) => this.windows.isUnread(r + top, q + left),
      }),
      cells: new Matrix({
        rows: this.readersMost[0],
        cols: this.readersMost[1],
        value: (r, q) => this.termAt(r, q)?.d ?? 0,
        colour: this.tone("dout"),
        format: this.formats.dout,
      }),
      weights: new Matrix({
        rows: this.readersMost[0],
        cols: this.readersMost[1],
        value: (r, q) => this.termAt(r, q)?.w ?? 0,
        colour: (value, theme) => theme.weight(value, this.mostW),
        format: this.formats.w,
      }),
      products: new Matrix({
        rows: this.readersMost[0],
        cols: this.readersMost[1],
        value: (r, q) => (this.termAt(r, q) ? this.termAt(r, q).d * this.termAt(r, q).w : 0),
        colour: this.tone("byW"),
        format: this.formats.byW,
      }),
    };
    if (this.rotated) this.makeSpread(arrays);
    this.k = 0;
  }

  makeSpread({ spread, turned }) {
    const { row, col } = this.reach;
    const { oh, ow } = this.sizes;
    const { rowStarts, colStarts } = this.windows;
    const [lastRow, lastCol] = [row + rowStarts[oh - 1], col + colStarts[ow - 1]];
    const strideOf = (starts) => (starts.length > 1 ? starts[1] - starts[0] : 1);
    const [sh, sw] = [strideOf(rowStarts), strideOf(colStarts)];
    this.spread = spread;
    this.turned = turned;
    const outside = (r, q) => r < row || q < col || r > lastRow || q > lastCol;
    const leftOver = (r, q) => r > lastRow + row || q > lastCol + col;
    const matrix = new Spread({
      rows: spread.shape[2],
      cols: spread.shape[3],
      value: (r, q) => spread.at(this.now.n, this.k, r, q),
      colour: this.tone("dout"),
      format: this.formats.dout,
      padding: (r, q) => outside(r, q) && !leftOver(r, q),
      unread: leftOver,
    });
    matrix.inserted = (r, q) => !outside(r, q) && ((r - row) % sh !== 0 || (q - col) % sw !== 0);
    this.panel.spread = matrix;
  }

  /** From a window's first pixel to its last. */
  get reach() {
    const { rowOffsets, colOffsets } = this.windows;
    return { row: rowOffsets[rowOffsets.length - 1], col: colOffsets[colOffsets.length - 1] };
  }

  // ---- steps

  /** The pixel of a step. */
  pixelOf(step) {
    const [H, W] = this.size;
    const { C } = this.sizes;
    return {
      n: Math.floor(step / (C * H * W)),
      c: Math.floor(step / (H * W)) % C,
      y: Math.floor(step / W) % H,
      x: step % W,
    };
  }

  stepAt({ n, c, y, x }) {
    const [H, W] = this.size;
    return ((n * this.sizes.C + c) * H + y) * W + x;
  }

  /** The pixel under the middle of a window. */
  fromShared(t) {
    const [n] = this.windows.place(t);
    const [r, q] = this.under(t, this.sizes.FH >> 1, this.sizes.FW >> 1);
    const [top, , left] = this.windows.pad;
    const within = (at, size) => Math.min(Math.max(at, 0), size - 1);
    return this.stepAt({ n, c: 0, y: within(r - top, this.size[0]), x: within(q - left, this.size[1]) });
  }

  /** The window that has the pixel nearest its middle, if any reads it. */
  toShared(step) {
    const { n, y, x } = this.pixelOf(step);
    const [top, , left] = this.windows.pad;
    const { FH, FW } = this.sizes;
    const centre = ({ fy, fx }) => Math.hypot(fy - (FH >> 1), fx - (FW >> 1));
    const nearest = this.windows.readersOf(y + top, x + left).sort((a, b) => centre(a) - centre(b))[0];
    return { filter: this.k, ...(nearest && { step: this.windows.step(n, nearest.i, nearest.j) }) };
  }

  /** The terms of a pixel for one filter, in the order in which its readers stand in dout. */
  termsOf({ n, c, y, x }, k) {
    if (!this.readsChannel(k, c)) return [];
    const [top, , left] = this.windows.pad;
    const [r, q] = [y + top, x + left];
    const { FH, FW } = this.sizes;
    if (this.rotated) {
      const { rowOffsets, colOffsets } = this.windows;
      const grid = [...Array(FH).keys()].map((u) =>
        [...Array(FW).keys()].map((v) => ({
          d: this.spread.at(n, k, r + rowOffsets[u], q + colOffsets[v]),
          w: this.turned.at(c, k, u, v),
          r: r + rowOffsets[u],
          q: q + colOffsets[v],
          fy: FH - 1 - u,
          fx: FW - 1 - v,
        })),
      );
      return grid;
    }
    const rows = this.windows.readsRow.get(r) ?? [];
    const cols = this.windows.readsCol.get(q) ?? [];
    return rows.map(([i, fy]) =>
      cols.map(([j, fx]) => ({ d: this.dout.at(n, k, i, j), w: this.weight(k, c, fy, fx), i, j, fy, fx })),
    );
  }

  termAt(r, q) {
    return this.terms[r]?.[q];
  }

  sumOf(pixel, k) {
    return this.termsOf(pixel, k)
      .flat()
      .reduce((sum, { d, w }) => sum + d * w, 0);
  }

  /** The sign before dx: whether what stands above it adds up to it, the sums of filters or the products. */
  signOfTotal(parts, total) {
    const { byW, dx } = this.formats;
    const terms =
      parts.length > 1 ? parts.map((part) => dx.shown(part)) : this.terms.flat().map(({ d, w }) => byW.shown(d * w));
    return equals(terms, dx.shown(total));
  }

  // ---- drawing

  layout(W, H, ui) {
    this.width = W;
    this.ui = ui;
    this.plan = layoutPixel(W, H, this, ui);
    const { planes, stack } = this.plan;
    this.panel.dx.place(planes.dx.x, planes.dx.y, planes.dx.cell);
    for (const [big] of this.doutPlanes) big.place(planes.dout.x, planes.dout.y, planes.dout.cell);
    this.panel.spread?.place(planes.dout.x, planes.dout.y, planes.dout.cell);
    for (const [name, { x, y, cell, tall }] of Object.entries(stack)) this.panel[name].place(x, y, cell).cellH = tall;
    return this.plan.height;
  }

  /** Which pixel and filter the panels hold. */
  show(view) {
    const { pointed } = view;
    const pixel = this.pixelOf(pointed?.panel === "dx" ? pointed.step : view.step);
    const k = pointed?.panel === "chip" ? pointed.k : view.filter;
    const before = this.now;
    if (before.n !== pixel.n || before.c !== pixel.c) this.panel.dx.invalidate();
    if (before.n !== pixel.n || k !== this.k) this.panel.spread?.invalidate();
    this.showImage(pixel.n);
    this.now = pixel;
    this.k = k;
    this.terms = this.termsOf(pixel, k);
  }

  draw(ctx, theme, dpr, view) {
    this.show(view);
    const { now, k, panel } = this;
    const there = view.begun || Boolean(view.pointed);
    const progress = this.comeOf(view, view.pointed?.panel === "dx" ? view.pointed.step : view.step);
    this.held = view.held;
    this.drawDx(ctx, theme, dpr, view);
    const map = this.rotated ? panel.spread : this.doutPlanes[k][0];
    map.paint(ctx, theme, dpr);
    frame(ctx, theme, map);
    const flat = this.terms.flat();
    for (const term of there ? flat : []) {
      const [r, q] = this.rotated ? [term.r, term.q] : [term.i, term.j];
      if (map.cell < 5 || this.terms.length * this.terms[0].length <= 1) continue;
      outline(ctx, theme, inset(map.rect(r, q), 1), theme.accent, map.cell >= 14 ? 2 : 1.2);
    }
    if (there) this.frameTerms(ctx, theme, map);
    const multiplied = Math.floor(flat.length * Math.min(1, progress / MULTIPLIED) + 1e-6);
    for (const name of ["cells", "weights", "products"])
      this.drawTerms(ctx, theme, panel[name], name === "products" ? multiplied : there ? flat.length : 0);
    this.drawSums(ctx, theme, progress);
    this.drawTexts(ctx, theme, multiplied === flat.length);
    if (!there) return;
    if (view.pointed) this.drawPointed(ctx, theme, view.pointed, map);
    outline(
      ctx,
      theme,
      grown(panel.dx.rect(now.y, now.x), panel.dx.cell),
      view.pointed?.panel === "dx" ? theme.pointer : theme.accent,
      panel.dx.cell >= 14 ? 3 : 2,
    );
  }

  drawDx(ctx, theme, dpr, view) {
    const { dx } = this.panel;
    dx.paint(ctx, theme, dpr);
    const film = this.pixelOf(view.step);
    const same = film.n === this.now.n && film.c === this.now.c;
    const cells = dx.rows * dx.cols;
    const placed = this.placed(view) > view.step ? 1 : 0;
    const passed = this.stepAt(this.now) < view.step ? cells : 0;
    paintNotYet(ctx, theme, dx, same ? film.y * dx.cols + film.x + placed : passed);
    if (view.pointed?.panel === "dx")
      dx.paintCell(ctx, theme, this.now.y, this.now.x, dx.y + this.now.y * dx.cell, dx.x + this.now.x * dx.cell);
    frame(ctx, theme, dx);
  }

  /** One frame around all cells that take part. */
  frameTerms(ctx, theme, map) {
    const flat = this.terms.flat();
    if (!flat.length) return;
    const rows = flat.map((term) => (this.rotated ? term.r : term.i));
    const cols = flat.map((term) => (this.rotated ? term.q : term.j));
    const [r, q] = [Math.min(...rows), Math.min(...cols)];
    outline(
      ctx,
      theme,
      map.rect(r, q, Math.max(...rows) - r + 1, Math.max(...cols) - q + 1),
      theme.accent,
      map.cell >= 12 ? 3 : 2,
    );
  }

  drawTerms(ctx, theme, matrix, shown) {
    const rows = this.terms.length;
    const cols = rows ? this.terms[0].length : 0;
    for (let r = 0; r < rows; r++) {
      for (let q = 0; q < cols; q++) {
        const area = matrix.rect(r, q);
        if (r * cols + q < shown) matrix.paintCell(ctx, theme, r, q, area.y, area.x);
        else {
          ctx.fillStyle = notYetFill(ctx, theme);
          ctx.fillRect(area.x, area.y, area.w - 1, area.h - 1);
        }
      }
    }
    if (rows) return;
    ctx.strokeStyle = theme.line;
    ctx.setLineDash([4, 4]);
    ctx.strokeRect(matrix.x, matrix.y, matrix.width, matrix.height);
    ctx.setLineDash([]);
  }

  /** The sum of each filter and the pixel they make, each once the step has come to it. */
  drawSums(ctx, theme, progress) {
    const { sums } = this.plan;
    const [added, whole] = [progress >= ADDED, progress >= 1];
    const font = `600 ${13.5 * this.ui}px ${theme.mono}`;
    const draw = ({ x, y, w, h }, value, label, border, there) => {
      const ground = this.tone("dx")(value, theme);
      chip(ctx, theme, there ? this.formats.dx.text(value) : "", x, y, {
        w,
        h,
        ground: there ? css(ground) : theme.panel,
        ink: inkOn(ground),
        font,
        border,
      });
      write(ctx, label, x - w / 2 - 6 * this.ui, y, {
        font: `600 ${12.5 * this.ui}px ${theme.mono}`,
        colour: theme.muted,
        align: "right",
        base: "middle",
      });
    };
    const read = this.filtersOf(this.now.c);
    const parts = read.map((k) => this.sumOf(this.now, k));
    for (const place of sums.filters.filter(({ k }) => read.includes(k)))
      draw(place, parts[read.indexOf(place.k)], `k=${place.k}`, place.k === this.k ? theme.accent : theme.line, added);
    const total = this.dx.at(this.now.n, this.now.c, this.now.y, this.now.x);
    draw(sums.total, total, `dx ${whole ? this.signOfTotal(parts, total) : "="}`, theme.accent, whole);
  }

  drawTexts(ctx, theme, multiplied) {
    const { words, ui, now, k } = this;
    const texts = {
      dx: {
        name: `dx[${now.n},${now.c}]`,
        words: this.sizes.C > 1 && this.channelName(now.c).length === 1 ? this.channelName(now.c) : "",
        shape: formatShape(this.dx.shape),
      },
      dout: this.rotated
        ? { name: `dout[${now.n},${k}]`, words: words.bw_spread, shape: formatShape(this.spread.shape.slice(2)) }
        : { name: `dout[${now.n},${k}]`, words: words.bw_readers, shape: "" },
      cells: { name: "dout", words: this.rotated ? words.bw_under : words.bw_readersHere, shape: "" },
      weights: {
        name: this.readsChannel(k, now.c) ? `W[${k},${this.placeOfWeight(k, now.c)[1]}]` : `W[${k}]`,
        words: this.narrow ? "180°" : words.bw_turned, // read in the order of dout, the weights of those who read it are turned, too
        shape: "",
      },
      products: { name: "", words: words.products, shape: "" },
    };
    for (const { panel, x, y, room } of this.plan.heads)
      heading(
        ctx,
        theme,
        { ...texts[panel], tone: this.toneOfPanel(panel) },
        x,
        y,
        Math.min(room, this.width - x - EDGE),
        13.5 * ui,
      );
    const { dout, w, byW } = this.formats;
    const exact = this.terms
      .flat()
      .every((term) => equals([dout.shown(term.d) * w.shown(term.w)], byW.shown(term.d * term.w)) === "=");
    for (const { text, x, y } of this.plan.signs)
      write(ctx, text === "=" && multiplied && !exact ? "≈" : text, x, y, {
        font: `500 ${20 * ui}px ${theme.sans}`,
        colour: theme.muted,
        align: "center",
        base: "middle",
      });
  }

  // ---- pointing

  drawPointed(ctx, theme, { panel, r, q }, map) {
    const at = (row, col) => this.termAt(row, col);
    const markTerm = (row, col) => {
      const term = at(row, col);
      if (!term) return;
      for (const name of ["cells", "weights", "products"]) this.mark(ctx, theme, this.panel[name], row, col);
      this.mark(ctx, theme, map, this.rotated ? term.r : term.i, this.rotated ? term.q : term.j);
    };
    if (["cells", "weights", "products"].includes(panel)) markTerm(r, q);
    if (panel === "map") {
      this.mark(ctx, theme, map, r, q);
      this.terms.forEach((row, u) =>
        row.forEach(
          (term, v) => (this.rotated ? term.r === r && term.q === q : term.i === r && term.j === q) && markTerm(u, v),
        ),
      );
    }
  }

  spots() {
    return pixelSpots(this);
  }

  choose({ panel, step, k }) {
    if (panel === "chip") return { filter: k };
    return panel === "dx" ? { step } : {};
  }

  // ---- predicting

  asks(step) {
    const { n, c, y, x } = this.pixelOf(step);
    return `dx[${n},${c},${y},${x}]`;
  }

  askedAt({ step }) {
    const { n, c, y, x } = this.pixelOf(step);
    return n === this.now.n && c === this.now.c ? [this.panel.dx.rect(y, x)] : [];
  }

  tells({ panel, step }, view) {
    return panel === "dx" ? step >= this.placed(view) : view.held;
  }

  // ---- words

  lines(view) {
    this.show(view);
    const lines = pixelWords(this, view.pointed);
    return view.held && !view.pointed ? withoutSums(lines) : lines;
  }

  get lineCount() {
    return 2;
  }

  sentence(step) {
    return pixelSentence(this, step);
  }

  describe() {
    return fill(this.words.bw_picturePixel, { dout: formatShape(this.dout.shape), dx: formatShape(this.dx.shape) });
  }
}

/** The most windows that read one row, or one column. */
const mostReaders = (reads) => Math.max(...[...reads.values()].map((list) => list.length));
