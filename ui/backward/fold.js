import { eased } from "../stage/acts.js";
import { fill, formatShape, thousands } from "../stage/format.js";
import { Lens } from "../stage/lens.js";
import { Matrix } from "../stage/matrix.js";
import { heading, inset, legend, outline, paintNotYet, write } from "../stage/marks.js";
import { Field } from "./field.js";
import { layoutFold } from "./fold_layout.js";
import { askedFoldLine, askedName, askedPixel } from "./fold_asked.js";
import { foldSpots } from "./fold_pointing.js";
import { foldCellLines, foldPixelLines, foldSentence } from "./fold_words.js";
import { BackwardPanels } from "./panels.js";
import { Folds } from "./sums.js";
import { formatsFor, rangeOf, stretched } from "../stage/number_format.js";
import { Tone } from "../stage/tone.js";

/** From here on the window lies where the row belongs, and nothing has flown yet; then it flies. */
const LAID = 0.34;
const TAKES_OFF = 0.35;

/** Room before a heading for its sign, which ends the heading before it. */
const MARK = 24;

/**
 * col2im: row t of dcol folds back into window t. Three variants: what overlaps is added up, or
 * (wrongly) overwritten, or it is the rows of im2col(x) that fold back and give count · x.
 */
export class BackwardFold extends BackwardPanels {
  fills = true;

  constructor(header, arrays) {
    super(header, arrays);
    const { C, Hp, Wp, FH, FW } = this.sizes;
    this.variant = header.kind;
    this.readCounts = arrays.reads;
    this.back = arrays.back;
    this.wrong = arrays.wrong;
    this.K = C * FH * FW;
    this.waits = LAID;
    // all filters take part, and none is selected
    this.filters = 1;
    this.keepsFilter = true;
    this.rowNow = { t: -1, values: new Float64Array(this.K) };
    this.folds = new Folds(this, (t) => this.rowValues(t));
    this.most.dcol = this.variant === "count" ? this.mostX : this.most.dx;
    if (this.variant === "count") this.most.byRow = this.mostX;
    this.most.back = this.back ? this.back.most || 1 : 1;
    this.readsTone = new Tone("plain", this.readCounts.most);
    const planes = (make) => [...Array(C).keys()].map(make);
    const field = (value, colour, format) =>
      new Field({
        rows: Hp,
        cols: Wp,
        windows: this.windows,
        value,
        colour,
        format,
        unread: (r, q) => this.windows.isUnread(r, q),
      });
    const { sum: scale } = this;
    Object.assign(this.panels, {
      patch: planes(
        (c) =>
          new Matrix({
            rows: FH,
            cols: FW,
            value: (r, q) => this.rowValues(this.shown.step)[(c * FH + r) * FW + q],
            colour: (value, theme) => this.rowColour(value, theme, c),
            format: this.formats.dcol,
          }),
      ),
      sum: planes((c) =>
        field((r, q) => this.folds.pixel("sum", this.image, c, r, q), this.tone(scale), this.formats[scale]),
      ),
      last: planes((c) =>
        field((r, q) => this.folds.pixel("last", this.image, c, r, q), this.tone(scale), this.formats[scale]),
      ),
      reads: [
        field(
          (r, q) => (this.variant === "count" ? this.folds.countAt(this.image, r, q) : this.readCounts.at(r, q)),
          (value, theme) => this.readsTone.colour(value, theme),
          this.formats.reads,
        ),
      ],
    });
    this.lens = new Lens({
      rows: this.cells,
      cols: this.K,
      value: (t, q) => this.rowValues(t)[q],
      colour: (value, theme, q) => this.rowColour(value, theme, Math.floor(q / (FH * FW))),
      format: this.formats.dcol,
      rowLabel: (t) => this.rowName(t),
      colLabel: (q) => [Math.floor(q / FW) % FH, q % FW].join(","),
      groups: planes((c) => ({
        name: this.channelName(c),
        size: FH * FW,
        tint: C > 1 && header.scale !== "numbers" ? header.tints[c] : "",
      })),
    });
    this.rowPanels = { col2im: ["sum", "reads"], overwrite: ["last", "sum"], count: ["reads", "x", "sum"] }[
      this.variant
    ];
  }

  /** Rows of dcol are terms of dx; rows of col are terms of count · x. */
  makeFormats(arrays) {
    const formats = super.makeFormats(arrays);
    const [reads] = formatsFor([rangeOf(arrays.reads.values)]);
    if (this.header.kind !== "count") return { ...formats, reads };
    const pixels = rangeOf(arrays.x.values);
    const { low, high } = rangeOf(arrays.back.values);
    const [x, back] = formatsFor([pixels, stretched(pixels, low, high)]);
    return { ...formats, reads, x, back, dcol: x };
  }

  /** What the rows fold back into, by the name of its format and its colours. */
  get sum() {
    return this.variant === "count" ? "back" : "dx";
  }

  toneOfPanel(panel) {
    if (panel === "matrix") return undefined; // the names of its blocks stand there
    if (panel === "reads") return this.readsTone;
    if (this.variant !== "count") return super.toneOfPanel(panel === "patch" ? "dcol" : panel);
    return panel === "sum" ? this.toneOf("back") : this.tones.x;
  }

  rowColour(value, theme, c) {
    return this.variant === "count" ? this.inputColour(value, theme, c) : this.toneOf("dcol").colour(value, theme);
  }

  /** Row t of dcol = dout2 @ col_W.T, or of col for count · x. */
  rowValues(t) {
    const { rowNow } = this;
    if (rowNow.t === t) return rowNow.values;
    rowNow.t = t;
    const { FN, FH, FW } = this.sizes;
    if (this.variant === "count") {
      for (let q = 0; q < this.K; q++) rowNow.values[q] = this.pixel(t, ...this.cellOf(q));
      return rowNow.values;
    }
    rowNow.values.fill(0);
    for (let k = 0; k < FN; k++) {
      const d = this.slope(t, k);
      if (d)
        for (let q = 0, w = k * FH * FW * this.sizes.C; q < this.K; q++, w++) rowNow.values[q] += d * this.W.values[w];
    }
    return rowNow.values;
  }

  rowName(t) {
    return this.briefRows ? String(t) : `${t} (${this.windows.place(t).join(",")})`;
  }

  get matrixName() {
    return this.variant === "count" ? "col" : "dcol";
  }

  // ---- layout

  layout(W, H, ui) {
    this.ui = ui;
    this.places = layoutFold(this, W, H, ui);
    return this.places.height;
  }

  // ---- drawing

  draw(ctx, theme, dpr, view) {
    const { pointed } = view;
    const t = pointed?.panel === "matrix" ? pointed.t : view.step;
    const progress = this.comeOf(view, t);
    const there = view.begun || Boolean(pointed);
    const done = this.placed(view);
    this.held = view.held;
    this.showImage(this.windows.place(t)[0]);
    this.shown = { step: t, filter: 0 };
    this.folds.to(done);
    const finished = done === this.cells;
    this.lens.paint(ctx, theme, dpr, { current: t, done: this.cells, marked: there });
    this.panels.patch.forEach((matrix) =>
      there ? this.paintAll(ctx, theme, matrix) : paintNotYet(ctx, theme, matrix, 0),
    );
    const changing = this.variant === "count" ? ["sum", "reads"] : ["sum", "last"];
    for (const name of this.rowPanels) {
      for (const matrix of this.panels[name]) {
        if (name === "x") matrix.paint(ctx, theme, dpr);
        else
          matrix.paintField(ctx, theme, String(this.image), changing.includes(name) ? done : 0, (step) =>
            this.corner(step),
          );
      }
    }
    if (this.variant === "overwrite") this.markWrong(ctx, theme);
    this.drawTexts(ctx, theme, finished);
    if (!there) return;
    const corner = this.gliding(t, view.previous, progress);
    for (const name of this.rowPanels)
      for (const matrix of this.panels[name]) this.frameWindow(ctx, theme, matrix, corner);
    if (progress > TAKES_OFF && progress < 1) this.drawFlight(ctx, theme, t, (progress - TAKES_OFF) / 0.6);
    if (pointed) this.drawPointed(ctx, theme, pointed, t);
  }

  /** The folded row flies to its window. */
  drawFlight(ctx, theme, t, share) {
    const at = Math.min(1, share);
    const way = eased(at);
    const target = this.panels[this.variant === "overwrite" ? "last" : "sum"];
    const [top, left] = this.corner(t);
    this.panels.patch.forEach((matrix, c) => {
      const from = { x: matrix.x, y: matrix.y, cell: matrix.cell };
      const to = { ...target[c].rect(top, left), cell: target[c].cell };
      const mix = (key) => from[key] + (to[key] - from[key]) * way;
      matrix.place(mix("x"), mix("y"), mix("cell"));
      ctx.globalAlpha = 0.85;
      this.paintAll(ctx, theme, matrix);
      ctx.globalAlpha = 1;
      outline(ctx, theme, { x: matrix.x, y: matrix.y, w: matrix.width, h: matrix.height }, theme.accent, 1.5);
      matrix.place(from.x, from.y, from.cell);
    });
  }

  isWrong(n, c, r, q) {
    const right = this.folds.pixel("sum", n, c, r, q);
    return (
      !this.windows.inPadding(r, q) &&
      Math.abs(this.folds.pixel("last", n, c, r, q) - right) > 1e-6 * Math.max(this.most.dx, Math.abs(right))
    );
  }

  wrongCount() {
    let count = 0;
    const { C, Hp, Wp } = this.sizes;
    for (let c = 0; c < C; c++)
      for (let r = 0; r < Hp; r++) for (let q = 0; q < Wp; q++) if (this.isWrong(this.image, c, r, q)) count++;
    return count;
  }

  markWrong(ctx, theme) {
    const { Hp, Wp } = this.sizes;
    ctx.strokeStyle = theme.pointer;
    this.panels.last.forEach((matrix, c) => {
      const width = Math.max(1, Math.min(2, matrix.cell / 12));
      ctx.lineWidth = width;
      ctx.beginPath();
      for (let r = 0; r < Hp; r++) {
        for (let q = 0; q < Wp; q++) {
          if (!this.isWrong(this.image, c, r, q)) continue;
          const area = matrix.rect(r, q);
          // a struck corner leaves the number legible
          const size = Math.max(2, area.w * 0.34);
          ctx.moveTo(area.x + area.w - size, area.y + 1);
          ctx.lineTo(area.x + area.w - 1, area.y + size);
          if (matrix.cell >= 10) ctx.rect(area.x + 1.5, area.y + 1.5, area.w - 4, area.h - 4);
        }
      }
      ctx.stroke();
    });
  }

  drawTexts(ctx, theme, finished) {
    const { words, ui } = this;
    const { C } = this.sizes;
    const { step: t } = this.shown;
    const all = this.sizes.C * this.windows.size[0] * this.windows.size[1];
    const verdict = finished ? this.verdict() : null;
    const shape = formatShape(this.x.shape);
    const texts = {
      matrix: {
        name: this.matrixName,
        words: this.variant === "count" ? "= im2col(x)" : "= dout2 @ col_W.T",
        shape: formatShape([this.cells, this.K]),
      },
      patch: {
        name: `${this.matrixName}[${t}]`,
        words: words.bw_folded,
        shape: formatShape([this.sizes.C, this.sizes.FH, this.sizes.FW]),
      },
      sum: { name: this.nameOf("sum"), words: this.variant === "overwrite" ? words.bw_right : "", shape },
      last: {
        name: "dx",
        words: fill(words.bw_wrong, {
          count: thousands(this.variant === "overwrite" ? this.wrongCount() : 0),
          all: thousands(all),
        }),
        shape: "",
      },
      reads: { name: this.nameOf("reads"), words: words.bw_reads, shape: "", spare: true },
      x: { name: "x", words: words.input, shape },
    };
    for (const { panel, x, y, room } of this.places.heads) {
      const text = texts[panel];
      if (panel === "sum" && verdict) {
        write(ctx, verdict.same ? "✓" : "≠", x - 20 * ui, y, {
          font: `700 ${15 * ui}px ${theme.sans}`,
          colour: verdict.same ? theme.accent : theme.pointer,
        });
        Object.assign(
          text,
          verdict.same
            ? { words: this.variant === "count" ? "= count · x" : words.bw_same, shape: "" }
            : { words: words.bw_other },
        );
      }
      const told = { ...text, tone: this.toneOfPanel(panel) };
      const explained = heading(ctx, theme, told, x, y, room - MARK * ui, 13.5 * ui);
      // where the other planes have the names of their channels
      if (panel === "reads" && !explained && C > 1) this.drawReadsLegend(ctx, theme);
    }
    const sign = { font: `700 ${17 * ui}px ${theme.mono}`, colour: theme.accent, align: "center", base: "middle" };
    const signs = { col2im: { sum: "+=" }, overwrite: { last: "=", sum: "+=" }, count: { x: "·", sum: "=" } }[
      this.variant
    ];
    for (const { name, x, y, h } of this.places.rows)
      if (signs[name]) write(ctx, signs[name], x - 21 * ui, y + h / 2, sign);
    for (const { text, x, y } of this.places.signs) write(ctx, text, x, y, { ...sign, colour: theme.muted });
    if (C === 1) return;
    const font = `600 ${12 * ui}px ${theme.sans}`;
    for (const name of this.rowPanels) {
      if (name !== "reads")
        this.panels[name].forEach((matrix, c) =>
          write(ctx, this.channelName(c), matrix.x, matrix.y - 4 * ui, { font, colour: theme.muted }),
        );
    }
  }

  /** What a group of planes is called in the code. @param {string} panel */
  nameOf(panel) {
    if (panel === "sum" || panel === "last") return this.variant === "count" ? "col2im(col)" : "dx";
    return panel === "reads" ? "count" : panel;
  }

  drawReadsLegend(ctx, theme) {
    const [reads] = this.panels.reads;
    legend(ctx, theme, this.readsTone, reads.x, reads.y - 4 * this.ui, reads.width, 12 * this.ui);
  }

  /** Whether the film's end is what the layer says, told once. */
  verdict() {
    if (this.said) return this.said;
    const { C, Hp, Wp } = this.sizes;
    const reference =
      this.variant === "count"
        ? (n, c, r, q) => this.insideOf(this.back, n, c, r, q)
        : (n, c, r, q) => this.layerDx(n, c, r, q);
    const most = this.variant === "count" ? this.most.back : this.most.dx;
    const near = (a, b) => Math.abs(a - b) <= 1e-3 * Math.max(Math.abs(b), most / 100);
    let same = true;
    for (let n = 0; n < this.N; n++) {
      for (let c = 0; c < C; c++) {
        for (let r = 0; r < Hp; r++) {
          for (let q = 0; q < Wp; q++) {
            if (this.windows.inPadding(r, q)) continue;
            same &&= near(this.folds.pixel("sum", n, c, r, q), reference(n, c, r, q));
            if (this.wrong) same &&= near(this.folds.pixel("last", n, c, r, q), this.wrong.at(n, c, r, q));
            if (this.variant === "count") same &&= this.folds.countAt(n, r, q) === this.readCounts.at(r, q);
          }
        }
      }
    }
    if (!same) console.error(`The rows of ${this.matrixName} folded back are not what col2im makes of them.`);
    this.said = { same };
    return this.said;
  }

  insideOf(array, n, c, r, q) {
    const [top, , left] = this.windows.pad;
    return array.at(n, c, r - top, q - left);
  }

  // ---- pointing

  drawPointed(ctx, theme, { panel, c, r, q }, t) {
    const pixel = (row, col) => {
      for (const name of this.rowPanels) this.mark(ctx, theme, this.panels[name][name === "reads" ? 0 : c], row, col);
    };
    const filterCell = (fy, fx) => {
      this.mark(ctx, theme, this.panels.patch[c], fy, fx);
      this.lens.mark(ctx, theme, t, (c * this.sizes.FH + fy) * this.sizes.FW + fx, theme.pointer);
    };
    if (panel === "pixel") {
      pixel(r, q);
      const n = this.windows.place(t)[0];
      for (const { i, j, fy, fx } of this.windows.readersOf(r, q)) {
        const row = this.windows.step(n, i, j);
        this.lens.mark(ctx, theme, row, (c * this.sizes.FH + fy) * this.sizes.FW + fx, theme.pointer);
        if (row === t) outline(ctx, theme, inset(this.panels.patch[c].rect(fy, fx), 1.5), theme.pointer, 2.5);
      }
    } else {
      filterCell(r, q);
      pixel(...this.under(t, r, q));
    }
  }

  spots(view) {
    return foldSpots(this, view);
  }

  lensAt(px, py) {
    return this.lens.cellAt(px, py) ? this.lens : null;
  }

  choose({ panel, t }) {
    return panel === "matrix" ? { step: t } : {};
  }

  // ---- predicting

  picks({ panel }) {
    return panel === "pixel" || panel === "patch" || panel === "matrix";
  }

  asks(step, _filter, picked) {
    return askedName(this, step, askedPixel(this, step, picked));
  }

  askedAt({ step, picked }) {
    const pixel = askedPixel(this, step, picked);
    if (!pixel) return [];
    const names = { col2im: ["sum"], overwrite: ["sum", "last"], count: ["reads"] }[this.variant];
    return names.map((name) => ({
      ...this.panels[name][name === "reads" ? 0 : pixel.c].rect(pixel.r, pixel.q),
      grows: true,
    }));
  }

  tells({ panel, t }, view) {
    return (panel === "matrix" ? t : view.step) >= this.placed(view);
  }

  // ---- words

  lines({ step, pointed, held, picked, filter }) {
    this.folds.to(held ? step : step + 1);
    if (held && !pointed) return [askedFoldLine(this, step, askedPixel(this, step, picked))];
    if (pointed?.panel === "pixel") return foldPixelLines(this, step, pointed);
    const { c, r, q } = pointed ?? this.tellingCell(filter);
    return foldCellLines(this, pointed?.t ?? step, c, r, q);
  }

  get lineCount() {
    return 2;
  }

  sentence(step) {
    this.folds.to(step + 1);
    return foldSentence(this, step);
  }

  describe() {
    return fill(this.words.bw_pictureFold, { dcol: formatShape([this.cells, this.K]), dx: formatShape(this.dx.shape) });
  }
}
