import { fill, formatShape } from "../stage/format.js";
import { Lens } from "../stage/lens.js";
import { Matrix } from "../stage/matrix.js";
import { heading, inset, legend, outline, write } from "../stage/marks.js";
import { dusted } from "../stage/model.js";
import { layoutMatrices } from "./matrices_layout.js";
import { matrixSpots } from "./matrices_pointing.js";
import { BackwardPanels, askedAfter, askedLine, named, quiet } from "./panels.js";
import { Sums } from "./sums.js";
import { biasTold } from "./steps_words.js";
import { equals } from "../stage/number_format.js";

/** A sum down a column shows its first terms and its last. */
const FIRST_IN_COLUMN = 3;

/**
 * The backward pass as the code writes it: db = dout2.sum(0), dW = (col.T @ dout2).T.reshape(W.shape)
 * and dcol = dout2 @ col_W.T. Row t of every long matrix is window t.
 */
export class BackwardMatrix extends BackwardPanels {
  fills = true;

  constructor(header, arrays) {
    super(header, arrays);
    const { C, FN, FH, FW } = this.sizes;
    this.variant = header.kind;
    this.K = C * FH * FW;
    this.picked = -1;
    this.filling = new Sums(this, -1);
    const rowLabel = (t) => this.rowName(t);
    const groups = [...Array(C).keys()].map((c) => ({
      name: this.channelName(c),
      size: FH * FW,
      tint: C > 1 && header.scale !== "numbers" ? header.tints[c] : "",
    }));
    const colLabel = (q) => this.cellOf(q).slice(1).join(",");
    const lens = (cols, value, colour, format, more) =>
      new Lens({ rows: this.cells, cols, value, colour, format, rowLabel, ...more });
    this.lenses = {
      dout2: lens(FN, (t, k) => this.slope(t, k), this.tone("dout"), this.formats.dout, { colLabel: (k) => `k=${k}` }),
      col: lens(
        this.K,
        (t, q) => this.pixel(t, ...this.cellOf(q)),
        (value, theme, q) => this.inputColour(value, theme, this.cellOf(q)[0]),
        this.formats.x,
        { colLabel, groups, padding: (t, q) => this.windows.inPadding(...this.under(t, ...this.cellOf(q).slice(1))) },
      ),
      dcol: lens(this.K, (t, q) => this.dcol(t, q), this.tone("dx"), this.formats.dcol, { colLabel }),
    };
    this.shownLenses = { db: ["dout2"], dW: ["col", "dout2"], dcol: ["dout2", "dcol"] }[this.variant];
    this.panels.dW2 = new Matrix({
      rows: this.K,
      cols: FN,
      value: (q, k) => this.filling.weight(k, ...this.cellOf(q)),
      colour: this.tone("dW"),
      format: this.formats.dW,
      absent: (q, k) => !this.readsChannel(k, this.cellOf(q)[0]),
    });
    this.panels.dW = [...Array(C).keys()].map(
      (c) =>
        new Matrix({
          rows: FH,
          cols: FW,
          value: (r, q) => this.filling.weight(this.shown.filter, c, r, q),
          colour: this.tone("dW"),
          format: this.formats.dW,
          absent: () => !this.readsChannel(this.shown.filter, c),
        }),
    );
    this.panels.db = new Matrix({
      rows: 1,
      cols: FN,
      value: (_, k) => this.filling.bias(k),
      colour: this.tone("db"),
      format: this.formats.db,
    });
    this.panels.colWT = new Matrix({
      rows: FN,
      cols: this.K,
      value: (k, q) => this.weight(k, ...this.cellOf(q)),
      colour: (value, theme) => theme.weight(value, this.mostW),
      format: this.formats.w,
      absent: (k, q) => !this.readsChannel(k, this.cellOf(q)[0]),
    });
  }

  dcol(t, q) {
    let sum = 0;
    for (let k = 0; k < this.sizes.FN; k++) sum += this.slope(t, k) * this.weight(k, ...this.cellOf(q));
    return dusted(sum, this.most.byW);
  }

  /** The sign before a cell of dcol. */
  signOfRow(t, q) {
    const read = this.filtersOf(this.cellOf(q)[0]);
    const products = read.map((k) => [this.slope(t, k), this.weight(k, ...this.cellOf(q))]);
    return this.signOf(products, ["dout", "w"], this.dcol(t, q), "dcol");
  }

  rowName(t) {
    return this.briefRows ? String(t) : `${t} (${this.windows.place(t).join(",")})`;
  }

  layout(W, H, ui) {
    this.ui = ui;
    const plan = layoutMatrices(W, H, this, ui);
    this.plan = plan;
    for (const [name, place] of Object.entries(plan.lenses)) this.lenses[name].place(place);
    if (plan.dout) for (const [big] of this.doutPlanes) big.place(plan.dout.x, plan.dout.y, plan.dout.cell);
    if (plan.dW2) this.panels.dW2.cellH = plan.dW2.tall;
    if (plan.dW2) this.panels.dW2.place(plan.dW2.x, plan.dW2.y, plan.dW2.cell);
    if (plan.colWT) {
      this.panels.colWT.cellH = plan.colWT.tall;
      this.panels.colWT.place(plan.colWT.x, plan.colWT.y, plan.colWT.cell);
    }
    if (plan.db) {
      this.panels.db.cellH = plan.db.h;
      this.panels.db.place(plan.db.x, plan.db.y, plan.db.cell);
    }
    plan.dW.forEach((place, c) => this.panels.dW[c].place(place.x, place.y, place.cell));
    return plan.height;
  }

  /** The column that was chosen, or the middle of the first channel that the filter reads. */
  pickedOf(k) {
    const { FH, FW } = this.sizes;
    if (this.picked >= 0 && (this.variant === "dcol" || this.readsChannel(k, this.cellOf(this.picked)[0])))
      return this.picked;
    const { c, r, q } = this.tellingCell(k);
    return (c * FH + r) * FW + q;
  }

  /** Row, column of the filter's cells and filter that are lit. */
  focus({ step, filter, pointed }) {
    const k = pointed?.k ?? filter;
    return { t: pointed?.t ?? step, q: pointed?.q ?? this.pickedOf(k), k };
  }

  // ---- drawing

  draw(ctx, theme, dpr, view) {
    const { t, q, k } = this.focus(view);
    const there = view.begun || Boolean(view.pointed);
    const done = this.placed(view);
    this.held = view.held;
    this.showImage(this.windows.place(t)[0]);
    this.shown = { step: t, filter: k };
    this.filling.to(done * this.sizes.FN);
    // rows that scroll in one lens scroll in all of them
    const [first, ...others] = this.shownLenses.map((name) => this.lenses[name]);
    for (const other of others) Object.assign(other, { free: first.free, first: first.first, step: first.step });
    for (const name of this.shownLenses)
      this.lenses[name].paint(ctx, theme, dpr, {
        current: t,
        done: name === "dcol" ? Math.max(done, view.pointed && !view.predicting ? t + 1 : 0) : this.cells,
        marked: there,
      });
    if (this.variant === "db") this.drawDb(ctx, theme, dpr, t, k, there);
    if (this.variant === "dW") this.drawDW(ctx, theme, q, k, there);
    if (this.variant === "dcol") this.drawDcol(ctx, theme, t, q, there);
    this.drawHeads(ctx, theme, done === this.cells);
  }

  drawDb(ctx, theme, dpr, t, k, there) {
    const [, i, j] = this.windows.place(t);
    if (this.plan.dout) {
      const matrix = this.doutPlanes[k][0];
      matrix.paint(ctx, theme, dpr);
      if (there) this.mark(ctx, theme, matrix, i, j, theme.accent);
    }
    const { db } = this.panels;
    this.paintAll(ctx, theme, db);
    if (!there) return;
    outline(ctx, theme, db.rect(0, k), theme.accent, 2);
    this.frameColumn(ctx, theme, this.lenses.dout2, k);
  }

  /** A column of a lens, down to the rows in sight. */
  frameColumn(ctx, theme, lens, c) {
    lens.within(ctx, () => outline(ctx, theme, inset(lens.rect(lens.first, c, lens.visible, 1), 1), theme.pointer, 2));
  }

  drawDW(ctx, theme, q, k, there) {
    const { dW2 } = this.panels;
    this.paintAll(ctx, theme, dW2);
    this.plan.dW.forEach((_, at) => this.paintAll(ctx, theme, this.panels.dW[at]));
    if (!there) return;
    this.frameColumn(ctx, theme, this.lenses.col, q);
    this.frameColumn(ctx, theme, this.lenses.dout2, k);
    outline(ctx, theme, inset(dW2.rect(q, k), dW2.cell > 8 ? 1 : -1), theme.pointer, 2.5);
    const [c, fy, fx] = this.cellOf(q);
    if (this.plan.dW.length) this.mark(ctx, theme, this.panels.dW[c], fy, fx);
  }

  drawDcol(ctx, theme, t, q, there) {
    const { colWT } = this.panels;
    const { plan } = this;
    for (let k = 0; k < colWT.rows; k++)
      for (let c = 0; c < colWT.cols; c++)
        colWT.paintCell(ctx, theme, k, c, colWT.y + k * plan.colWT.tall, colWT.x + c * colWT.cell);
    if (!there) return;
    outline(
      ctx,
      theme,
      { x: colWT.x + q * colWT.cell, y: colWT.y, w: colWT.cell, h: colWT.height },
      theme.pointer,
      2.5,
    );
    this.lenses.dcol.mark(ctx, theme, t, q, theme.pointer);
  }

  drawHeads(ctx, theme, finished) {
    const { words, ui } = this;
    const { FN } = this.sizes;
    const k = this.shown.filter;
    const verdict = finished ? this.verdict() : null;
    const texts = {
      dout: { name: `dout[${this.image},${k}]`, words: "", shape: formatShape(this.dout.shape) },
      dout2: {
        name: "dout2",
        words: this.variant === "db" ? "= dout.transpose(0,2,3,1).reshape(-1, FN)" : "",
        shape: formatShape([this.cells, FN]),
      },
      db: { name: "db = dout2.sum(0)", words: "", shape: formatShape([FN]) },
      col: { name: "col", words: words.colWords, shape: formatShape([this.cells, this.K]) },
      dW2: { name: "dW2", words: "", shape: formatShape([this.K, FN]) },
      dW: { name: `dW[${k}]`, words: ".T.reshape", shape: formatShape(this.shapeOfW.slice(1)) },
      dcol: { name: "dcol", words: "= dout2 @ col_W.T", shape: formatShape([this.cells, this.K]) },
      colWT: { name: "col_W.T", words: "", shape: formatShape([FN, this.K]) },
    };
    for (const { panel, x, y, room } of this.plan.heads) {
      const text = texts[panel];
      if (verdict && (panel === "db" || panel === "dW2")) {
        text.words = verdict.same ? "✓" : "≠";
        if (!verdict.same) text.shape = words.bw_other;
      }
      const tone = this.toneOfPanel(panel);
      const told = heading(ctx, theme, { ...text, tone }, x, y, room, 13.5 * ui);
      // a heading that is too narrow for the colours leaves them to the foot
      if (tone && !told && panel === "dW2") {
        const { dW2 } = this.plan;
        legend(ctx, theme, tone, x, dW2.y + this.K * dW2.tall + 17 * ui, room, 12 * ui);
      }
    }
    for (const { text, x, y, small } of this.plan.signs) {
      write(ctx, text, x, y, {
        font: `600 ${(small ? 13 : 19) * ui}px ${theme.mono}`,
        colour: theme.muted,
        align: "center",
        base: "middle",
      });
    }
  }

  /** Whether the sums of all rows are the layer's db and dW. */
  verdict() {
    if (this.said) return this.said;
    const near = (a, b, most) => Math.abs(a - b) <= 1e-3 * Math.max(Math.abs(b), most / 100);
    const { db, dW } = this.filling.state;
    const same =
      db.every((value, k) => near(value, this.db.at(k), this.most.db)) &&
      dW.every((value, at) => near(value, this.dW.values[at], this.most.dW));
    if (!same) console.error("The sums over the rows are not the layer's db and dW.");
    this.said = { same };
    return this.said;
  }

  // ---- pointing

  spots(view) {
    return matrixSpots(this, view);
  }

  lensAt(px, py) {
    return this.shownLenses.map((name) => this.lenses[name]).find((lens) => lens.cellAt(px, py))
      ? this.lenses[this.shownLenses[0]]
      : null;
  }

  choose({ t, k }) {
    return { step: t, filter: k };
  }

  clicked({ q }) {
    this.picked = q;
  }

  // ---- predicting

  /** The cell that is asked, by its name. */
  askedName(step, k) {
    if (this.variant === "db") return `db[${k}]`;
    if (this.variant === "dcol") return `dcol[${step},${this.pickedOf(k)}]`;
    return this.weightName("dW", k, ...this.cellOf(this.pickedOf(k)));
  }

  asks(step, filter) {
    const name = this.askedName(step, filter);
    return this.variant === "dcol" ? name : askedAfter(name, step + 1, this.cells);
  }

  askedAt({ step, filter }) {
    const { dcol } = this.lenses;
    const q = this.pickedOf(filter);
    if (this.variant === "db") return [{ ...this.panels.db.rect(0, filter), grows: true }];
    if (this.variant === "dcol") return dcol.shows(step) && q >= dcol.left ? [dcol.rect(step, q)] : [];
    const [c, fy, fx] = this.cellOf(q);
    const places = [this.panels.dW2.rect(q, filter)];
    if (this.plan.dW.length) places.push(this.panels.dW[c].rect(fy, fx));
    return places.map((place) => ({ ...place, grows: true }));
  }

  tells({ t, k }, view) {
    return t > view.step || (t === view.step && (view.held || k !== view.filter));
  }

  /** What the row that is asked about adds, and to what. */
  askedLines(t, k) {
    if (this.variant === "dcol") return null;
    this.filling.to(t * this.sizes.FN);
    const d = this.factor(this.slope(t, k), "dout");
    const name = this.askedName(t, k);
    if (this.variant === "db") return [askedLine(name, this.term(this.filling.bias(k), "db"), [d])];
    const cell = this.cellOf(this.pickedOf(k));
    const x = this.pixelFactor(this.pixel(t, ...cell), t, ...cell);
    return [askedLine(name, this.term(this.filling.weight(k, ...cell), "dW"), [x, quiet("·"), d])];
  }

  // ---- words

  lines(view) {
    const { t, q, k } = this.focus(view);
    const asked = view.held && t === view.step ? this.askedLines(t, k) : null;
    if (asked) return asked;
    const { FN } = this.sizes;
    this.filling.to((t + 1) * FN);
    const out = (sign, value, scale) => [quiet(` ${sign} `), { ...this.term(value, scale), kind: "out" }];
    const [c, fy, fx] = this.cellOf(q);
    const rows = fill(this.words.bw_rows, { rows: t + 1, all: this.cells });
    if (this.variant === "dcol") {
      const terms = this.filtersOf(c).flatMap((at, place) => {
        const [d, w] = [this.slope(t, at), this.weight(at, c, fy, fx)];
        return [...(place ? [quiet(" + ")] : []), this.factor(d, "dout"), quiet("·"), this.weightFactor(w)];
      });
      const sign = this.signOfRow(t, q);
      return [
        [named(`dcol[${t},${q}] = dout2[${t},:] · col_W.T[:,${q}]`)],
        [named("= "), ...terms, ...out(sign, this.dcol(t, q), "dcol")],
      ];
    }
    if (this.variant === "dW" && !this.readsChannel(k, c)) return [[quiet(this.notRead(k, c))]];
    const shown = [...Array(t + 1).keys()].filter((at) => t < 6 || at < FIRST_IN_COLUMN || at === t);
    const terms = shown.flatMap((at, place) => {
      const gap = place && at - shown[place - 1] > 1 ? [quiet(" + … ")] : [];
      const d = this.slope(at, k);
      const x = this.pixel(at, c, fy, fx);
      const product = this.variant === "db" ? [] : [this.pixelFactor(x, at, c, fy, fx), quiet("·")];
      return [...gap, ...(place ? [quiet(" + ")] : []), ...product, this.factor(d, "dout")];
    });
    const slopes = [...Array(t + 1).keys()].map((at) => this.slope(at, k));
    if (this.variant === "db")
      return [
        [named(`db[${k}] = dout2[:,${k}].sum()`), quiet(`   ${rows}`)],
        [
          named("= "),
          ...terms,
          ...out(
            equals(
              slopes.map((d) => this.formats.dout.shown(d)),
              this.formats.db.shown(this.filling.bias(k)),
            ),
            this.filling.bias(k),
            "db",
          ),
        ],
      ];
    const sum = this.filling.weight(k, c, fy, fx);
    const sign = this.signOf(
      slopes.map((d, at) => [d, this.pixel(at, c, fy, fx)]),
      ["dout", "x"],
      sum,
      "dW",
    );
    return [
      [named(`${this.weightName("dW", k, c, fy, fx)} = col[:,${q}] · dout2[:,${k}]`), quiet(`   ${rows}`)],
      [named("= "), ...terms, ...out(sign, sum, "dW")],
    ];
  }

  get lineCount() {
    return 2;
  }

  sentence(t, k) {
    const { FN } = this.sizes;
    this.filling.to((t + 1) * FN);
    const [n, i, j] = this.windows.place(t);
    const words = fill(this.words.bw_statusRow, { step: t + 1, steps: this.steps, t, n, i, j });
    const parts = [];
    if (this.variant === "db") {
      for (let at = 0; at < FN; at++) {
        parts.push(`db[${at}] = ${biasTold(this, this.filling.bias(at), this.slope(t, at))}`);
      }
      return `${words} ${parts.join("; ")}`;
    }
    for (let q = 0; q < this.K; q++) {
      const [c, fy, fx] = this.cellOf(q);
      if ((this.K > 32 && q !== this.pickedOf(k)) || (this.variant === "dW" && !this.readsChannel(k, c))) continue;
      if (this.variant === "dW") {
        const [x, d, sum] = [this.pixel(t, c, fy, fx), this.slope(t, k), this.filling.weight(k, c, fy, fx)];
        parts.push(
          `${this.weightName("dW", k, c, fy, fx)} = ${this.additionTold(dusted(sum - x * d, this.most.byX), [x, "x"], [d, "dout"], sum, "dW")}`,
        );
      } else {
        const terms = this.filtersOf(c).map(
          (at) => `${this.formats.dout.factor(this.slope(t, at))}·${this.formats.w.factor(this.weight(at, c, fy, fx))}`,
        );
        parts.push(
          `dcol[${t},${q}] = ${terms.join(" + ")} ${this.signOfRow(t, q)} ${this.formats.dcol.text(this.dcol(t, q))}`,
        );
      }
    }
    return `${words} ${parts.join("; ")}`;
  }

  describe() {
    const { FN } = this.sizes;
    return fill(this.words.bw_pictureMatrix, {
      dout2: formatShape([this.cells, FN]),
      dW: formatShape(this.shapeOfW),
      dcol: formatShape([this.cells, this.K]),
    });
  }
}
