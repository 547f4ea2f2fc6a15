import { EDGE } from "../stage/fit.js";
import { fill } from "../stage/format.js";
import { Matrix, numberWidth } from "../stage/matrix.js";
import { LABELLED } from "../stage/lens.js";
import { chip, heading, inset, legend, notYetFill, outline, write } from "../stage/marks.js";
import { MatmulPanels } from "./panels.js";
import { dusted } from "../stage/model.js";
import { equals } from "../stage/number_format.js";
import { layoutProduct } from "./product_layout.js";
import { PHASES, drawMoves, landed, shareOf } from "./product_moves.js";
import { cellSpot, given, lensSpot } from "../stage/spots.js";
import { css, inkOn } from "../stage/theme.js";
import { StripOfCells } from "./strip.js";

/** The product: row t of `col` meets column k of `col_W`, and makes cell (t, k) of `out2`. */
export class ProductScene extends MatmulPanels {
  constructor(header, arrays) {
    super(header, arrays);
    const { FN } = this.sizes;
    this.phases = PHASES;
    this.colWMatrix = new Matrix({
      rows: this.K,
      cols: FN,
      value: (q, k) => this.colW(q, k),
      colour: (value, theme) => theme.weight(value, this.mostW),
      format: this.formats.w,
      absent: (q, k) => !this.readsChannel(k, this.cellOf(q)[0]),
    });
    const unread = (_, q) => !this.readsChannel(this.shown.filter, this.cellOf(q)[0]);
    const line = (value, format, padding, absent = unread) =>
      new Matrix({ rows: 1, cols: this.K, value: (_, q) => value(q), format, padding, absent });
    this.strips = [
      new StripOfCells(
        line(
          (q) => this.colAt(this.shown.step, q),
          this.formats.x,
          (_, q) => this.fromPadding(this.shown.step, q),
          () => false,
        ),
        (value, theme, q) => this.inputColour(value, theme, this.cellOf(q)[0]),
      ),
      new StripOfCells(
        line((q) => this.colW(q, this.shown.filter), this.formats.w),
        (value, theme) => theme.weight(value, this.mostW),
      ),
      new StripOfCells(
        line((q) => this.product(this.shown.step, this.shown.filter, q), this.formats.product),
        (value, theme) => this.productColour(value, theme),
      ),
    ];
  }

  product(t, k, q) {
    return this.colAt(t, q) * this.colW(q, k);
  }

  layout(W, H, ui) {
    this.ui = ui;
    const { x, w, out } = this.formats;
    const s = {
      K: this.K,
      units: [this.sizes.FH * this.sizes.FW, this.sizes.FW],
      FN: this.sizes.FN,
      T: this.steps,
      letters: `col[${this.steps - 1}]`.length,
      need: { col: numberWidth(x), W: numberWidth(w), out2: numberWidth(out) },
      ...this.besideRows(ui, W < 600),
    };
    this.plan = layoutProduct(W, H, s, ui);
    this.colLens.place(this.plan.col);
    this.outLens.place(this.plan.out2);
    this.colWMatrix.cellH = this.plan.W.tall;
    this.colWMatrix.place(this.plan.W.x, this.plan.W.y, this.plan.W.cell);
    this.strips.forEach((strip, at) => strip.place(this.plan.strips, at));
    return this.plan.height;
  }

  // ---- drawing

  draw(ctx, theme, dpr, view) {
    const { pointed } = view;
    const step = pointed?.t ?? view.step;
    const filter = pointed?.k ?? view.filter;
    const there = view.begun || Boolean(pointed);
    const progress = this.comeOf(view, step);
    this.held = Boolean(view.held);
    this.shown = { step, filter };
    this.paintHeads(ctx, theme, filter);
    this.colLens.paint(ctx, theme, dpr, { current: step, done: this.steps, marked: there });
    this.veilColumns(ctx, theme, filter);
    this.outLens.first = this.colLens.first;
    this.outLens.visible = this.colLens.visible;
    this.outLens.cellH = this.colLens.cellH; // which zooming changes
    this.outLens.step = step;
    const done = view.begun ? view.step + (view.progress >= 1 ? 1 : 0) : 0;
    this.outLens.paint(ctx, theme, dpr, { current: step, done, marked: there });
    if (view.predicting && done > view.step) this.hideOthers(ctx, theme, view);
    this.colWMatrix.paint(ctx, theme, dpr);
    outline(ctx, theme, this.colWMatrix.rect(0, filter, this.K, 1), theme.accent, 2.5);
    if (there && this.outLens.shows(step))
      outline(ctx, theme, inset(this.outLens.rect(step, filter), 2), theme.accent, 3);
    for (const { text, x, y } of this.plan.signs) {
      write(ctx, text, x, y, {
        font: `600 ${(this.plan.narrow ? 13 : 17) * this.ui}px ${theme.mono}`,
        colour: theme.muted,
        align: "center",
        base: "middle",
      });
    }
    const lit = there ? landed(this.K, progress) : 0;
    [there ? this.K : 0, this.K, lit].forEach((count, at) => this.strips[at].paint(ctx, theme, count));
    this.paintStripNames(ctx, theme, step, filter);
    this.paintSums(ctx, theme, step, filter, progress);
    if (there) drawMoves(this, ctx, theme, step, filter, progress);
    if (pointed?.q !== undefined) this.paintPointed(ctx, theme, pointed, step, filter);
  }

  /** What the other filters make of this row is asked next. */
  hideOthers(ctx, theme, { step, filter }) {
    if (!this.outLens.shows(step)) return;
    for (let k = 0; k < this.sizes.FN; k++) {
      if (k === filter) continue;
      const { x, y, w, h } = inset(this.outLens.rect(step, k), 0.5);
      ctx.fillStyle = theme.background;
      ctx.fillRect(x, y, w, h);
      ctx.fillStyle = notYetFill(ctx, theme);
      ctx.fillRect(x, y, w, h);
    }
  }

  /** Columns of `col` that the filter does not meet. */
  veilColumns(ctx, theme, filter) {
    const { colLens: lens } = this;
    ctx.fillStyle = theme.background;
    ctx.globalAlpha = 0.7;
    lens.within(ctx, () => {
      for (let q = lens.left; q < lens.left + lens.visibleCols; q++) {
        if (this.readsChannel(filter, this.cellOf(q)[0])) continue;
        const area = lens.rect(lens.first, q, lens.visible, 1);
        ctx.fillRect(area.x, area.y, area.w, area.h);
      }
    });
    ctx.globalAlpha = 1;
  }

  paintHeads(ctx, theme, filter) {
    const { ui } = this;
    const bar = (this.plan.col.cellW >= 22 ? 44 : 30) * ui;
    heading(
      ctx,
      theme,
      { name: "col", words: "", shape: this.shapes.col, tone: this.tones.x },
      this.plan.col.x - this.plan.col.labels,
      this.plan.col.y - bar,
      this.plan.W.x - this.plan.col.x + this.plan.col.labels - 10,
      13.5 * ui,
    );
    const wide = this.plan.out2.x - this.plan.W.x - 10;
    heading(
      ctx,
      theme,
      { name: "col_W", words: this.groups > 1 ? this.words.blocks : "", shape: this.shapes.colW, tone: this.tones.w },
      this.plan.W.x,
      this.plan.W.y - 24 * ui,
      wide,
      13.5 * ui,
    );
    const { x, y, h } = this.plan.out2;
    const tone = this.held ? undefined : this.tones.out[filter];
    const room = this.plan.width - x - EDGE;
    const told = heading(
      ctx,
      theme,
      { name: "out2", words: "", shape: this.shapes.out2, tone },
      x,
      y - 24 * ui,
      room,
      13.5 * ui,
    );
    // a heading that is too narrow for the colours leaves them to the foot
    if (!told && tone) legend(ctx, theme, tone, x, y + h + 17 * ui, room, 12 * ui);
    const font = `600 ${12 * ui}px ${theme.mono}`;
    const middle = this.plan.W.x + (filter + 0.5) * this.plan.W.cell;
    write(ctx, `k=${filter}`, middle, this.plan.W.y - 6 * ui, { font, colour: theme.text, align: "center" });
  }

  paintStripNames(ctx, theme, step, filter) {
    const { x, y, unit, tall, perLine, count, blockH } = this.plan.strips;
    const names = this.plan.narrow
      ? [`col[${step}]`, `[:,${filter}]`, "·"]
      : [`col[${step}]`, `col_W[:,${filter}]`, this.words.products];
    for (let line = 0; line < count; line++) {
      names.forEach((name, at) => {
        write(ctx, name, x - 8, y + line * blockH + (at + 0.5) * tall, {
          font: `600 ${12.5 * this.ui}px ${theme.mono}`,
          colour: at === 2 ? theme.muted : theme.text,
          align: "right",
          base: "middle",
        });
      });
    }
    if (unit < LABELLED || this.plan.narrow) return;
    // where three indices do not fit, the colour of the cells tells the channel
    const size = Math.min(12 * this.ui, unit * 0.46);
    const from = unit < 5.6 * 0.602 * size ? 1 : 0;
    const font = `500 ${size}px ${theme.mono}`;
    for (let q = 0; q < Math.min(this.K, perLine); q++) {
      write(ctx, this.cellOf(q).slice(from).join(","), x + (q + 0.5) * unit, y - 5, {
        font,
        colour: theme.muted,
        align: "center",
      });
    }
  }

  /** The sum of the products, the bias, and the cell that they make: each once the step has come to it. */
  paintSums(ctx, theme, step, filter, progress) {
    const total = this.out2(step, filter);
    const bias = this.bias(filter);
    const parts = this.sums(step, filter);
    const sum = dusted(
      parts.reduce((all, one) => all + one, 0),
      Math.max(...parts.map(Math.abs)),
    );
    const font = `600 ${13.5 * this.ui}px ${theme.mono}`;
    const [added, whole] = ["add", "bias"].map((phase) => shareOf(phase, progress) >= 1);
    const { product, bias: biases, out } = this.formats;
    const products = [...Array(this.K).keys()].map((q) => product.shown(this.product(step, filter, q)));
    const sigma = added && equals(products, out.shown(sum)) === "≈" ? "Σ≈" : "Σ";
    [
      [sigma, out.text(sum), added && this.productColour(sum, theme, filter), added],
      ["+ b", biases.text(bias), null, true],
      [
        whole ? this.signOfOutput([sum], filter, total) : "=",
        out.text(total),
        whole && this.outColour(total, theme, filter),
        whole,
      ],
    ].forEach(([name, text, ground, there], at) => {
      const { x, y } = this.plan.sums[at];
      const { w, h } = this.plan.chip;
      chip(ctx, theme, there ? text : "", x, y, {
        w,
        h,
        font,
        ground: ground ? css(ground) : theme.panel,
        ink: ground ? inkOn(ground) : theme.text,
        border: at === 2 ? theme.accent : "",
      });
      write(ctx, name, x - w / 2 - 6, y, { font, colour: theme.muted, align: "right", base: "middle" });
    });
  }

  /** One product: its factor in `col`, its factor in `col_W`, and itself. */
  paintPointed(ctx, theme, { q }, step, filter) {
    for (const strip of this.strips) strip.mark(ctx, theme, q);
    if (this.colLens.shows(step)) this.colLens.mark(ctx, theme, step, q, theme.pointer);
    outline(ctx, theme, this.colWMatrix.rect(q, filter), theme.pointer, 2);
  }

  // ---- pointing

  spots(view) {
    const { colLens, outLens } = this;
    const { step: t, filter: k } = view;
    const [row, column] = [(q) => `col[${t},${q}]`, (q) => `col_W[${q},${k}]`];
    const lines = [
      [`col[${t}]`, row],
      [`col_W[:,${k}]`, column],
      [this.words.products, (q) => `${row(q)}·${column(q)}`],
    ];
    const strips = this.strips.map((strip, at) =>
      strip.spot(lines[at][0], (q) => ({ panel: "strips", t, k, q }), lines[at][1]),
    );
    return [
      ...this.stripOf("col", colLens),
      ...given([
        lensSpot(
          "col",
          colLens,
          (at, q) => ({ panel: "col", t: at, q }),
          (at, q) => `col[${at},${q}]`,
        ),
        cellSpot(
          "col_W",
          this.colWMatrix,
          (q, at) => ({ panel: "col_W", q, k: at }),
          (q, at) => `col_W[${q},${at}]`,
        ),
        ...strips.slice(0, 2),
      ]),
      strips[2],
      lensSpot(
        "out2",
        outLens,
        (at, filter) => ({ panel: "out2", t: at, k: filter }),
        (at, filter) => `out2[${at},${filter}]`,
        colLens,
      ),
    ];
  }

  choose({ panel, t, k }) {
    if (panel === "strips") return {};
    return { step: t, filter: k };
  }

  /** The long matrix under the pointer, for the wheel. */
  lensAt(px, py) {
    return this.colLens.cellAt(px, py) || this.outLens.cellAt(px, py) ? this.colLens : null;
  }

  // ---- predicting

  asks(step, filter) {
    return `out2[${step},${filter}]`;
  }

  askedAt({ step, filter }) {
    return this.outLens.shows(step) ? [this.outLens.rect(step, filter)] : [];
  }

  tells({ t, k }, view) {
    const other = k !== undefined && k !== view.filter;
    return (t ?? view.step) >= (other ? view.step : this.placed(view));
  }

  // ---- words

  lines({ step, filter, pointed }) {
    const t = pointed?.t ?? step;
    const k = pointed?.k ?? filter;
    if (pointed?.q !== undefined) return [this.oneProduct(t, k, pointed.q)];
    const { x, w, bias: biases, out: outs } = this.formats;
    const terms = [{ text: `out2[${t},${k}] = `, kind: "name" }];
    const columns = this.columnsOf(k);
    for (const [at, q] of columns.entries()) {
      if (columns.length > 16 && at >= 5 && at < columns.length - 1) {
        if (at === 5) terms.push({ text: " + … ", kind: "quiet" });
        continue;
      }
      if (at) terms.push({ text: " + ", kind: "quiet" });
      terms.push(this.pixelTerm(x.factor(this.colAt(t, q)), t, ...this.cellOf(q)));
      terms.push({ text: "·", kind: "quiet" }, { text: w.factor(this.colW(q, k)), kind: "w", value: this.colW(q, k) });
    }
    const bias = this.bias(k);
    const out = this.out2(t, k);
    terms.push(
      { text: " + ", kind: "quiet" },
      { text: "b ", kind: "name" },
      { text: biases.factor(bias), kind: "bias", value: bias },
    );
    terms.push(
      { text: ` ${this.signOfCell(t, k)} `, kind: "quiet" },
      { text: outs.text(out), kind: "out", value: out, filter: k },
    );
    return [terms];
  }

  oneProduct(t, k, q) {
    const [c, fy, fx] = this.cellOf(q);
    if (!this.readsChannel(k, c)) return [{ text: this.notRead(k, c), kind: "quiet" }];
    const [x, w] = [this.colAt(t, q), this.colW(q, k)];
    const { x: pixel, w: weight, product } = this.formats;
    return [
      { text: `col[${t},${q}]·col_W[${q},${k}] = `, kind: "name" },
      this.pixelTerm(pixel.factor(x), t, c, fy, fx),
      { text: "·", kind: "quiet" },
      { text: weight.factor(w), kind: "w", value: w },
      { text: ` ${equals([pixel.shown(x) * weight.shown(w)], product.shown(x * w))} `, kind: "quiet" },
      { text: product.text(x * w), kind: "sum", value: x * w },
      { text: `   col_W[${q},${k}] = ${this.weightName("W", k, c, fy, fx)}`, kind: "quiet" },
    ];
  }

  get lineCount() {
    return 1;
  }

  sentence(t, k) {
    const [n, i, j] = this.windows.place(t);
    const words = fill(this.words.statusProduct, { step: t + 1, steps: this.steps, row: t, column: k, image: n, i, j });
    const { x, w, bias, out } = this.formats;
    const products = this.columnsOf(k).map((q) => `${x.factor(this.colAt(t, q))}·${w.factor(this.colW(q, k))}`);
    return `${words} out2[${t},${k}] = ${products.join(" + ")} + b (${bias.text(this.bias(k))}) ${this.signOfCell(t, k)} ${out.text(this.out2(t, k))}`;
  }

  describe() {
    return fill(this.words.pictureProduct, this.shapes);
  }

  termColour(term, theme) {
    if (term.value === undefined || term.kind === "bias") return null;
    if (term.kind === "x") return this.inputColour(term.value, theme, term.plane);
    if (term.kind === "w") return theme.weight(term.value, this.mostW);
    const colour = term.kind === "out" ? "outColour" : "productColour";
    return this[colour](term.value, theme, term.filter);
  }
}
