import { MINUS, fill, formatShape, thousands } from "../stage/format.js";
import { equals } from "../stage/number_format.js";
import { Matrix, numberWidth } from "../stage/matrix.js";
import { chip, frame, grown, heading, outline, textWidth, write } from "../stage/marks.js";
import { areaSpot, cellSpot, aroundMiddle } from "../stage/spots.js";
import { css, inkOn } from "../stage/theme.js";
import { drawCurves, drawNoCurves } from "./check_curve.js";
import { layoutCheck } from "./check_layout.js";
import { BackwardPanels, named, quiet } from "./panels.js";

/** A relative error below this is rounding. */
const GOOD = 1e-6;

/** With spaces at which no line is broken. @param {string} text */
const unbroken = (text) => text.replaceAll(" ", "\u00a0");

/**
 * Is it right? Every cell of b, W and x is moved a little up and down; the change of the loss must be
 * what the backward pass says. The film runs over the cells that were moved.
 */
export class BackwardCheck extends BackwardPanels {
  constructor(header, arrays) {
    super(header, arrays);
    this.ownFilm = true;
    this.filters = 1;
    const { h, loss, parts } = header.check;
    this.h = h;
    this.loss = loss;
    this.parts = parts;
    this.order = ["db", "dW", "dx"].flatMap((name) => parts[name].cells.map((cell, at) => ({ name, cell, at })));
    this.steps = this.order.length;
    this.stepOf = new Map(this.order.map(({ name, cell }, step) => [`${name}${cell}`, step]));
    const losses = Object.values(parts).flatMap(({ plus, minus }) => [...plus, ...minus]);
    this.lossDecimals = decimalsLeft(12, losses);
    // a slope is a difference of such losses over 2h: so many decimals of it are worth something
    this.slopeDecimals = Math.max(0, Math.min(9, this.lossDecimals + Math.floor(Math.log10(2 * h))));
    this.now = { k: 0, n: 0 };
    this.veils = new Map();
    const { C, FH, FW } = this.sizes;
    const [H, W] = this.windows.size;
    const planes = (make) => [...Array(C).keys()].map(make);
    this.panels.dW = planes(
      (c) =>
        new Matrix({
          rows: FH,
          cols: FW,
          value: (r, q) => this.dW.at(this.now.k, c, r, q),
          colour: this.tone("dW"),
          format: this.formats.dW,
          absent: () => !this.readsChannel(this.now.k, c),
        }),
    );
    this.panels.dx = planes(
      (c) =>
        new Matrix({
          rows: H,
          cols: W,
          value: (r, q) => this.dx.at(this.now.n, c, r, q),
          colour: this.tone("dx"),
          format: this.formats.dx,
        }),
    );
  }

  // ---- the cells by name

  /** The shape of a gradient in the code. */
  shapeOf(name) {
    return name === "dW" ? this.shapeOfW : this[name].shape;
  }

  /** The index of a cell in its own array. */
  indexOf(name, cell) {
    const index = [];
    const shape = this.shapeOf(name);
    for (let axis = shape.length - 1, rest = cell; axis >= 0; axis--) {
      index.unshift(rest % shape[axis]);
      rest = Math.floor(rest / shape[axis]);
    }
    return index;
  }

  placeOf(name, index) {
    return index.reduce((place, at, axis) => place * this.shapeOf(name)[axis] + at, 0);
  }

  /** The plane in which a cell of dW or dx stands; a filter counts the channels that it reads. */
  planeOf(name, [first, c]) {
    return name === "dW" ? this.channelsOf(first)[c] : c;
  }

  entry(step) {
    const { name, cell, at } = this.order[step];
    const part = this.parts[name];
    const index = this.indexOf(name, cell);
    return {
      name,
      cell,
      index,
      label: `${name}[${index.join(",")}]`,
      moved: `${name.slice(1)}[${index.join(",")}]`,
      plus: part.plus[at],
      minus: part.minus[at],
      numeric: part.numeric[at],
      analytic: part.analytic[at],
      curvature: part.curvature[at],
      error: part.error[at],
    };
  }

  /**
   * What is compared, as texts: the losses with twelve digits, since their difference shows in the
   * last ones, and of the gradients as many decimals as a difference of such losses can tell.
   */
  written({ name, plus, minus, numeric, analytic }) {
    const { decimals } = this.formats[name];
    const losses = [plus, minus];
    // the two stand beside each other, and are subtracted
    const shared = Math.max(...losses.map((loss) => precise(loss, this.lossDecimals, 0).split(".")[1]?.length ?? 0));
    const [up, down] = losses.map((loss) => precise(loss, this.lossDecimals, shared));
    const [slope, answer] = [numeric, analytic].map((value) =>
      precise(value, this.slopeDecimals, Math.min(decimals, this.slopeDecimals)),
    );
    const read = (text) => Number(text.replace(MINUS, "-"));
    const sign = equals([read(up) / (2 * this.h), -read(down) / (2 * this.h)], read(slope));
    return { plus: up, minus: down, slope, answer, sign };
  }

  worst(name) {
    return this.parts[name].error.reduce((most, error) => Math.max(most, error), 0);
  }

  // ---- layout

  /** Widths with which numbers fit, and headings at usual letters. */
  needs() {
    const { formats, words, sizes } = this;
    const letters = (format) => format.letters * 0.61 * 14 + 14;
    const wide = (text) => [...text].reduce((sum, one) => sum + (/[\u3000-\u9fff]/.test(one) ? 1 : 0.47), 0) * 12.5;
    const told = Math.max(
      ...Object.values(this.parts).map((part) => wide(this.countOf(part, "bw_checkedFew"))),
      wide(`✓ ${words.bw_largest} 9.9e−99`),
    );
    return {
      filter: numberWidth(formats.dW),
      least: { dW: numberWidth(formats.dW) },
      pixel: numberWidth(formats.dx),
      db: Math.max(60, letters(formats.db)),
      index: sizes.FN > 1 ? 20 : 0,
      told,
      heads: { dW: told, dx: told },
    };
  }

  layout(W, H, ui) {
    this.ui = ui;
    const plan = layoutCheck(W, H, this.sizes, this.windows.size, ui, this.needs());
    this.places = plan;
    for (const name of ["dW", "dx"])
      plan[name].forEach(({ x, y, cell, tall }, c) => {
        this.panels[name][c].place(x, y, cell).cellH = tall;
      });
    return plan.height;
  }

  // ---- drawing

  /** The step that is lit: the film's, or that of the cell pointed at. */
  lit({ step, pointed }) {
    return pointed ? (pointed.step ?? step) : step;
  }

  draw(ctx, theme, dpr, view) {
    const entry = this.entry(this.lit(view));
    const { now } = this;
    const k = entry.name === "dx" ? now.k : entry.index[0];
    const n = entry.name === "dx" ? entry.index[0] : now.n;
    if (k !== now.k) this.panels.dW.forEach((matrix) => matrix.invalidate());
    if (n !== now.n) this.panels.dx.forEach((matrix) => matrix.invalidate());
    this.now = { k, n };
    for (const name of ["dW", "dx"]) {
      for (const matrix of this.panels[name]) {
        matrix.paint(ctx, theme, dpr);
        frame(ctx, theme, matrix);
      }
      this.veilUnchecked(ctx, theme, name);
    }
    this.drawDb(ctx, theme);
    this.drawTexts(ctx, theme);
    if (!view.begun && !view.pointed) {
      drawNoCurves(this, ctx, theme);
      return;
    }
    if (entry.name === "db") {
      const { x, y, w, h } = this.places.db[entry.index[0]];
      outline(ctx, theme, { x: x - w / 2, y: y - h / 2, w, h }, this.lightOf(theme, view), 3);
    } else {
      const [, , r, q] = entry.index;
      const matrix = this.panels[entry.name][this.planeOf(entry.name, entry.index)];
      outline(ctx, theme, grown(matrix.rect(r, q), matrix.cell), this.lightOf(theme, view), matrix.cell >= 14 ? 3 : 2);
    }
    drawCurves(this, ctx, theme, { ...entry, value: this.valueOf(entry), written: this.written(entry) });
  }

  get before() {
    return { line: this.words.bw_checkBefore, told: this.words.bw_checkStatusBefore };
  }

  lightOf(theme, { pointed }) {
    return pointed ? theme.pointer : theme.accent;
  }

  /** Cells of a sample stand out, the others are paler. */
  veilUnchecked(ctx, theme, name) {
    const part = this.parts[name];
    if (part.cells.length === part.total) return;
    const first = name === "dW" ? this.now.k : this.now.n;
    ctx.imageSmoothingEnabled = false;
    const planes = this.panels[name].filter((_, c) => name !== "dW" || this.readsChannel(first, c));
    planes.forEach((matrix, c) => {
      ctx.drawImage(this.veil(theme, name, first, c, matrix), matrix.x, matrix.y, matrix.width, matrix.height);
    });
    ctx.imageSmoothingEnabled = true;
  }

  /** The veil of a plane, a pixel for each cell: to draw thousands of them anew slows the film down. */
  veil(theme, name, first, c, { rows, cols }) {
    const key = `${theme.name}|${name}|${first}|${c}`;
    let veil = this.veils.get(key);
    if (!veil) {
      veil = document.createElement("canvas");
      [veil.width, veil.height] = [cols, rows];
      const ctx = /** @type {CanvasRenderingContext2D} */ (veil.getContext("2d"));
      ctx.fillStyle = theme.background;
      ctx.globalAlpha = 0.62;
      for (let r = 0; r < rows; r++) {
        for (let q = 0; q < cols; q++) {
          if (!this.stepOf.has(`${name}${this.placeOf(name, [first, c, r, q])}`)) ctx.fillRect(q, r, 1, 1);
        }
      }
      this.veils.set(key, veil);
    }
    return veil;
  }

  drawDb(ctx, theme) {
    for (const { k, x, y, w, h } of this.places.db) {
      const value = this.db.at(k);
      const ground = this.tone("db")(value, theme);
      chip(ctx, theme, this.formats.db.text(value), x, y, {
        w,
        h,
        ground: css(ground),
        ink: inkOn(ground),
        font: `600 ${13.5 * this.ui}px ${theme.mono}`,
        border: theme.line,
      });
      if (this.sizes.FN > 1)
        write(ctx, String(k), x - w / 2 - 7 * this.ui, y, {
          font: `600 ${12 * this.ui}px ${theme.mono}`,
          colour: theme.muted,
          align: "right",
          base: "middle",
        });
    }
  }

  drawTexts(ctx, theme) {
    const { words, ui } = this;
    const texts = {
      db: { name: "db", words: "", shape: formatShape(this.db.shape) },
      dW: {
        name: this.sizes.FN > 1 ? `dW[${this.now.k}]` : "dW",
        words: "",
        shape: formatShape(this.sizes.FN > 1 ? this.shapeOfW.slice(1) : this.shapeOfW),
      },
      dx: { name: this.N > 1 ? `dx[${this.now.n}]` : "dx", words: "", shape: formatShape(this.dx.shape) },
    };
    const line = 18 * ui;
    for (const { panel, x, y, room } of this.places.heads) {
      heading(ctx, theme, { ...texts[panel], tone: this.toneOfPanel(panel) }, x, y - 2 * line, room, 13.5 * ui);
      const part = this.parts[panel];
      const worst = this.worst(panel);
      const font = `400 ${12.5 * ui}px ${theme.sans}`;
      const counts = [this.countOf(part), this.countOf(part, "bw_checkedFew"), this.countOf(part, "bw_checkedOf")];
      const told = counts.find((one) => textWidth(ctx, font, one) <= room - 10 * ui) ?? counts[2];
      write(ctx, told, x, y - line, { font, colour: theme.muted });
      const bold = `600 ${12.5 * ui}px ${theme.sans}`;
      const found = [words.bw_largest, words.bw_relative, ""].map(
        (what) => `${worst < GOOD ? "✓" : "≠"} ${what && `${what} `}${small(worst)}`,
      );
      write(ctx, found.find((one) => textWidth(ctx, bold, one) <= room) ?? found[2], x, y, {
        font: bold,
        colour: worst < GOOD ? theme.accent : theme.pointer,
      });
    }
  }

  /** How many cells of a gradient were checked. */
  countOf({ cells, total }, some = "bw_checkedSome") {
    const told = cells.length === total ? this.words.bw_checkedAll : this.words[some];
    return fill(told, { count: thousands(cells.length), total: thousands(total) });
  }

  /** The cell of b, W or x that is moved. */
  valueOf({ name, index }) {
    const [top, , left] = this.windows.pad;
    const [first, , r, q] = index;
    if (name === "db") return this.b.at(first);
    const plane = this.planeOf(name, index);
    return name === "dW" ? this.weight(first, plane, r, q) : this.x.at(first, plane, r + top, q + left);
  }

  // ---- pointing

  spots() {
    const { k, n } = this.now;
    const db = areaSpot(
      "db",
      this.places.db,
      aroundMiddle,
      (place) => this.targetOf("db", [place.k]),
      (place) => `db[${place.k}]`,
      (place) => this.formats.db.text(this.db.at(place.k)),
    );
    const dW = this.panels.dW.map((matrix, c) => {
      const reads = this.readsChannel(k, c);
      return cellSpot(
        this.nameOfPlane(`dW[${k}]`, c),
        matrix,
        (r, q) => (reads ? this.targetOf("dW", this.placeOfWeight(k, c, r, q)) : { name: "dW", unread: c }),
        (r, q) => (reads ? this.weightName("dW", k, c, r, q) : this.notRead(k, c)),
      );
    });
    const dx = this.panels.dx.map((matrix, c) =>
      cellSpot(
        `dx[${n},${c}]`,
        matrix,
        (r, q) => this.targetOf("dx", [n, c, r, q]),
        (r, q) => `dx[${n},${c},${r},${q}]`,
      ),
    );
    return [...db, ...dW, ...dx];
  }

  targetOf(name, index) {
    return { name, index, step: this.stepOf.get(`${name}${this.placeOf(name, index)}`) };
  }

  choose({ step }) {
    return step === undefined ? {} : { step };
  }

  // ---- words

  lines(view) {
    const { pointed } = view;
    if (pointed?.unread !== undefined) return [[quiet(this.notRead(this.now.k, pointed.unread))]];
    if (pointed && pointed.step === undefined) {
      const { name: array, index } = pointed;
      const [first, , ...cell] = index;
      const value = array === "db" ? this.db.at(first) : this[array].at(first, this.planeOf(array, index), ...cell);
      return [
        [
          named(`${pointed.name}[${pointed.index.join(",")}] = `),
          this.term(value, pointed.name),
          quiet(`   ${this.words.bw_notInSample}`),
        ],
      ];
    }
    const entry = this.entry(this.lit(view));
    const { name, label, moved, numeric, analytic, error } = entry;
    const { plus, minus, slope, answer, sign } = this.written(entry);
    return [
      [
        // on a phone they are broken between them, not within
        named(unbroken(`L(${moved} + h) = `)),
        quiet(plus),
        named(`   ${unbroken(`L(${moved} − h) = `)}`),
        quiet(minus),
        quiet(`   ${unbroken(`h = ${this.h}`)}`),
      ],
      [named(`(L(+h) − L(−h)) / 2h ${sign} `), { ...this.term(numeric, name), text: slope }],
      [
        named(`backward: ${label} = `),
        { ...this.term(analytic, name), text: answer, kind: "out" },
        quiet(`   ${this.words.bw_relative} `),
        { ...quiet(`${small(error)}  ${error < GOOD ? "✓" : "≠"}`), made: true },
      ],
    ];
  }

  get lineCount() {
    return 3;
  }

  sentence(step) {
    const entry = this.entry(step);
    const { label, error } = entry;
    const { plus, minus, slope, answer, sign } = this.written(entry);
    const words = fill(this.words.stepOf, { step: step + 1, steps: this.steps });
    const worst = ["db", "dW", "dx"].map((name) => `${name} ${small(this.worst(name))}`).join(", ");
    return `${words}: ${label} = (${plus} − ${minus.startsWith(MINUS) ? `(${minus})` : minus}) / ${2 * this.h} ${sign} ${slope}; backward: ${answer}; ${this.words.bw_relative} ${small(error)}; ${this.words.bw_largest} ${worst}`;
  }

  describe() {
    return fill(this.words.bw_pictureCheck, { dW: formatShape(this.shapeOfW), dx: formatShape(this.dx.shape) });
  }
}

/** How many of so many digits stand behind the point of the largest of these numbers. */
function decimalsLeft(digits, values) {
  const most = values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 1);
  return Math.max(0, digits - 1 - Math.floor(Math.log10(most)));
}

/** A number with so many decimals, of which zeros at the end go; `least` of them stay. */
function precise(value, decimals, least) {
  const [whole, part = ""] = value.toFixed(decimals).split(".");
  const kept = part.replace(/0+$/, "").padEnd(least, "0");
  const text = kept ? `${whole}.${kept}` : whole;
  return Number(text) === 0 ? text.replace("-", "") : text.replace("-", MINUS);
}

const small = (value) => (value === 0 ? "0" : value.toExponential(1).replace(/-/g, MINUS));
