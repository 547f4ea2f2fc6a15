import { eased } from "../stage/acts.js";
import { fill, formatShape, thousands } from "../stage/format.js";
import { linesOfText } from "../stage/fit.js";
import { LABELLED } from "../stage/lens.js";
import { frame, heading, inset, notYetFill, outline, paintNotYet, paragraph, write } from "../stage/marks.js";
import { Matrix } from "../stage/matrix.js";
import { MatmulPanels } from "./panels.js";
import { layoutSlices } from "./slices_layout.js";
import { cellSpot } from "../stage/spots.js";

/**
 * How the code does it: FH*FW strided slices fill a 6-D array, filter cell by filter cell; then
 * `transpose(0, 4, 5, 1, 2, 3).reshape(...)` reads it window by window. A film of its own: first the
 * slices, then the rows.
 */
export class SlicesScene extends MatmulPanels {
  constructor(header, arrays) {
    super(header, arrays);
    const { C, FH, FW, oh, ow } = this.sizes;
    this.ownFilm = true;
    this.cells = FH * FW;
    this.steps = this.cells + this.T;
    this.filters = 1;
    this.image = 0;
    this.planes = [];
    for (let c = 0; c < C; c++) {
      for (let fy = 0; fy < FH; fy++) {
        for (let fx = 0; fx < FW; fx++) this.planes.push(this.plane(c, fy, fx, oh, ow));
      }
    }
    this.rowRight = this.rowOf((t, q) => this.colAt(t, q));
    this.rowWrong = this.rowOf(
      (t, q) => this.bareAt(t, q),
      (t, q) => this.bareAt(t, q) !== this.colAt(t, q),
    );
  }

  plane(c, fy, fx, rows, cols) {
    return new Matrix({
      rows,
      cols,
      value: (i, j) => this.pixel(this.windows.step(this.image, i, j), c, fy, fx),
      colour: (value, theme) => this.inputColour(value, theme, c),
      format: this.formats.x,
      padding: (i, j) => this.windows.inPadding(...this.under(this.windows.step(0, i, j), fy, fx)),
    });
  }

  rowOf(value, unread) {
    const row = new Matrix({
      rows: 1,
      cols: this.K,
      value: (_, q) => value(this.shownRow, q),
      colour: (v, theme) => this.inputColour(v, theme, this.cellOf(row.at)[0]),
      format: this.formats.x,
      unread: unread && ((_, q) => unread(this.shownRow, q)),
    });
    row.at = 0;
    return row;
  }

  /** Row t, column q if the 6-D array were reshaped without the transpose: the next numbers in memory. */
  bareAt(t, q) {
    const [n, c, fy, fx, i, j] = this.bareCell(t, q);
    return this.pixel(this.windows.step(n, i, j), c, fy, fx);
  }

  /** Where in `col6` that number stands. */
  bareCell(t, q) {
    const { C, FH, FW, oh, ow } = this.sizes;
    let flat = t * this.K + q;
    const index = [ow, oh, FW, FH, C].map((size) => {
      const at = flat % size;
      flat = Math.floor(flat / size);
      return at;
    });
    const [j, i, fx, fy, c] = index;
    return [flat, c, fy, fx, i, j];
  }

  /** Which part of the film: a slice, or a row. */
  part(step) {
    if (step < this.cells) return { slice: step, fy: Math.floor(step / this.sizes.FW), fx: step % this.sizes.FW };
    return { row: step - this.cells };
  }

  // ---- layout

  layout(W, H, ui) {
    this.ui = ui;
    const code = (letters) => this.codeLines(null, letters);
    const plan = layoutSlices(W, H, this.sizes, ui, {
      letters: Math.max(...code(0).map(([line]) => line.length)),
      lines: (letters) => code(letters).length,
      told: (size, width) => linesOfText(this.told, size, width),
    });
    this.places = plan;
    plan.x.forEach(({ x, y, cell }, c) => this.panels.x[c].place(x, y, cell));
    plan.planes.forEach(({ x, y, cell }, at) => this.planes[at].place(x, y, cell));
    [this.rowRight, this.rowWrong].forEach((row, at) => {
      row.cellH = plan.rows.tall;
      row.place(plan.rows.x, plan.rows.tops[at], plan.rows.unit);
    });
    return plan.height;
  }

  // ---- drawing

  draw(ctx, theme, dpr, view) {
    const part = this.pointedPart(view.pointed) ?? this.part(view.step);
    const held = Boolean(view.held) && this.stepOf(part) === view.step;
    const progress = held ? view.progress : view.pointed ? 1 : view.progress;
    this.shownRow = part.row ?? 0;
    this.showsRow = part.row !== undefined;
    const image = part.row === undefined ? 0 : this.windows.place(part.row)[0];
    if (image !== this.image) [...this.planes, ...this.panels.x].forEach((matrix) => matrix.invalidate());
    this.image = image;
    this.shown = { step: this.windows.step(image, 0, 0), filter: 0 };
    this.paintHeads(ctx, theme);
    for (const matrix of this.panels.x) matrix.paint(ctx, theme, dpr);
    const there = view.begun || Boolean(view.pointed);
    const filled = Math.min(view.step < this.cells ? this.placed(view) : this.cells, this.cells);
    this.planes.forEach((matrix, at) => this.paintPlane(ctx, theme, dpr, matrix, at % this.cells < filled));
    if (part.row === undefined) {
      if (there && !held) this.paintSlice(ctx, theme, dpr, part, progress);
      this.paintNoRow(ctx, theme);
    } else this.paintRow(ctx, theme, part.row, progress, held);
    this.paintCode(ctx, theme, there ? part : null);
    if (view.pointed?.q !== undefined) this.paintPointed(ctx, theme, view.pointed, view.held);
  }

  paintHeads(ctx, theme) {
    const { C, FH, FW, oh, ow } = this.sizes;
    const { xHead, gridHead } = this.places;
    const ofImage = this.N > 1 ? `[${this.image}]` : "";
    heading(
      ctx,
      theme,
      { name: `x${ofImage}`, words: "", shape: this.shapes.x, tone: this.tones.x },
      xHead.x,
      xHead.y,
      xHead.room,
      13.5 * this.ui,
    );
    heading(
      ctx,
      theme,
      { name: `col6${ofImage}`, words: this.words.sixAxes, shape: formatShape([this.N, C, FH, FW, oh, ow]) },
      gridHead.x,
      gridHead.y,
      gridHead.room,
      13.5 * this.ui,
    );
  }

  paintPlane(ctx, theme, dpr, matrix, filled) {
    if (filled) matrix.paint(ctx, theme, dpr);
    else {
      ctx.fillStyle = notYetFill(ctx, theme);
      ctx.fillRect(matrix.x, matrix.y, matrix.width, matrix.height);
    }
    frame(ctx, theme, matrix);
  }

  /** One strided slice leaves x, all its pixels at once, and becomes one plane. */
  paintSlice(ctx, theme, dpr, { fy, fx }, progress) {
    const { C, FW, oh, ow } = this.sizes;
    const { rowStarts, colStarts, rowOffsets, colOffsets } = this.windows;
    const way = eased(progress);
    for (let c = 0; c < C; c++) {
      const source = this.panels.x[c];
      ctx.fillStyle = theme.accent;
      ctx.globalAlpha = 0.4;
      for (const r of rowStarts) {
        for (const q of colStarts) {
          const area = source.rect(r + rowOffsets[fy], q + colOffsets[fx]);
          ctx.fillRect(area.x, area.y, Math.max(area.w - 1, 1), Math.max(area.h - 1, 1));
        }
      }
      ctx.globalAlpha = 1;
      const first = source.rect(rowStarts[0] + rowOffsets[fy], colStarts[0] + colOffsets[fx]);
      const last = source.rect(rowStarts[oh - 1] + rowOffsets[fy], colStarts[ow - 1] + colOffsets[fx]);
      const from = { x: first.x, y: first.y, w: last.x + last.w - first.x, h: last.y + last.h - first.y };
      outline(ctx, theme, from, theme.accent, 2);
      const target = this.planes[c * this.cells + fy * FW + fx];
      const to = { x: target.x, y: target.y, w: target.width, h: target.height };
      if (progress < 1) this.paintGhost(ctx, theme, dpr, target, from, to, way);
      outline(ctx, theme, to, theme.accent, 2.5);
    }
  }

  paintGhost(ctx, theme, dpr, plane, from, to, share) {
    const mid = (a, b) => a + (b - a) * share;
    const home = { x: plane.x, y: plane.y };
    ctx.save();
    ctx.translate(mid(from.x, to.x), mid(from.y, to.y));
    ctx.scale(mid(from.w, to.w) / to.w, mid(from.h, to.h) / to.h);
    ctx.translate(-home.x, -home.y);
    ctx.globalAlpha = 0.9;
    plane.paint(ctx, theme, dpr);
    ctx.restore();
  }

  /** One number of each plane, always at the same place: that is a window. The row fills as the step goes on. */
  paintRow(ctx, theme, t, progress, held) {
    const [, i, j] = this.windows.place(t);
    // where the number stands is what is asked
    for (const matrix of held ? [] : this.planes)
      outline(
        ctx,
        theme,
        matrix.cell >= 12 ? inset(matrix.rect(i, j), 1) : inset(matrix.rect(i, j), -1),
        theme.accent,
        1.5,
      );
    this.eachCell((fy, fx) => {
      for (const matrix of held ? [] : this.panels.x)
        outline(ctx, theme, inset(matrix.rect(...this.under(t, fy, fx)), matrix.cell > 8 ? 1 : 0), theme.accent, 1);
    });
    const font = `600 ${12.5 * this.ui}px ${theme.mono}`;
    [
      [this.rowRight, `col[${t}]`, theme.text],
      [this.rowWrong, this.words.withoutTranspose, theme.pointer],
    ].forEach(([row, name, colour]) => {
      write(ctx, name, row.x - 10, row.y + row.cellH / 2, { font, colour, align: "right", base: "middle" });
      for (let q = 0; q < this.K; q++) {
        row.at = q;
        row.paintCell(ctx, theme, 0, q, row.y, row.x + q * row.cell);
      }
      paintNotYet(ctx, theme, row, Math.floor(this.K * progress + 1e-6));
    });
    if (this.rowRight.cell < LABELLED) return;
    const size = Math.min(12 * this.ui, this.rowRight.cell * 0.46);
    // where three indices do not fit, the colour of the cells tells the channel
    const from = this.rowRight.cell < 5.6 * 0.602 * size ? 1 : 0;
    const label = { font: `500 ${size}px ${theme.mono}`, colour: theme.muted, align: "center" };
    for (let q = 0; q < this.K; q++)
      write(
        ctx,
        this.cellOf(q).slice(from).join(","),
        this.rowRight.x + (q + 0.5) * this.rowRight.cell,
        this.rowRight.y - 5,
        label,
      );
  }

  /** While the slices are cut there is no row of `col` yet. */
  paintNoRow(ctx, theme) {
    const { x, y, width, cellH } = this.rowRight;
    ctx.fillStyle = notYetFill(ctx, theme);
    ctx.fillRect(x, y, width, cellH);
    ctx.strokeStyle = theme.line;
    ctx.lineWidth = 1;
    ctx.strokeRect(x - 0.5, y - 0.5, width, cellH);
    write(ctx, "col", x - 10, y + cellH / 2, {
      font: `600 ${12.5 * this.ui}px ${theme.mono}`,
      colour: theme.muted,
      align: "right",
      base: "middle",
    });
  }

  /** A pixel, its copies in the planes, and in the row if it is there. */
  paintPointed(ctx, theme, { n, c, r, q }, held) {
    const mark = (matrix, row, col, by = matrix.cell >= 12 ? 1 : -1) =>
      outline(ctx, theme, inset(matrix.rect(row, col), by), theme.pointer, matrix.cell >= 12 ? 2.5 : 1.5);
    mark(this.panels.x[c], r, q);
    if (held) return;
    for (const { i, j, fy, fx } of this.windows.readersOf(r, q)) {
      const column = this.columnOf(c, fy, fx);
      mark(this.planes[column], i, j);
      if (this.showsRow && this.windows.step(n, i, j) === this.shownRow) {
        const { x, y, cell, cellH } = this.rowRight;
        outline(ctx, theme, inset({ x: x + column * cell, y, w: cell, h: cellH }, 1), theme.pointer, 2.5);
      }
    }
  }

  /** The lines of the code, the running ones marked, each with the shape of what it makes. */
  paintCode(ctx, theme, part) {
    const { x, y, w, size, pitch, letters } = this.places.code;
    const lines = this.codeLines(part, letters);
    lines.forEach(([code, shape, now], line) => {
      const base = y + line * pitch;
      if (now) {
        ctx.fillStyle = theme.panel;
        ctx.fillRect(x - 3, base - pitch * 0.74, w + 6, pitch);
        ctx.fillStyle = theme.accent;
        ctx.fillRect(x - 3, base - pitch * 0.74, 3, pitch);
      }
      const font = `${now ? 700 : 400} ${size}px ${theme.mono}`;
      write(ctx, code, x + 2, base, { font, colour: now ? theme.text : theme.muted });
      write(ctx, shape, x + w, base, { font, colour: theme.accent, align: "right" });
    });
    paragraph(ctx, this.told, x, y + (lines.length + 0.5) * pitch, {
      font: `500 ${12.5 * this.ui}px ${theme.sans}`,
      colour: theme.text,
      width: w,
      pitch,
    });
  }

  /** What the slices save, as a sentence. */
  get told() {
    const { C, oh, ow } = this.sizes;
    const counts = { cells: this.cells, rows: this.T, each: this.N * C * oh * ow, K: this.K, all: this.T * this.K };
    const facts = Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, thousands(count)]));
    const [count, instead] = [this.words.slicesCount, this.words.slicesInstead].map((text) => fill(text, facts));
    return count + (/[a-z],$/.test(count) ? " " : "") + instead;
  }

  /**
   * The code: each line, the shape of what it makes, whether it runs now. A shape that does not fit behind its
   * line stands below it.
   * @param {{row?: number, fy?: number, fx?: number} | null} part @param {number} letters that a line can have @returns {[string, string, boolean][]}
   */
  codeLines(part, letters) {
    const { C, FH, FW, oh, ow } = this.sizes;
    const { N } = this;
    const slicing = part !== null && part.row === undefined;
    const reading = part !== null && !slicing;
    const lines = [
      ...this.zerosCode(letters),
      ["for fy in range(FH):", slicing ? `fy = ${part.fy}` : "", false],
      ["    for fx in range(FW):", slicing ? `fx = ${part.fx}` : "", false],
      ["        col6[:, :, fy, fx] = (", formatShape([N, C, oh, ow]), slicing],
      ...this.sliceCode().map((code) => [`            ${code}`, "", slicing]),
      ["col = (col6.transpose(0, 4, 5, 1, 2, 3)", formatShape([N, oh, ow, C, FH, FW]), reading],
      ["       .reshape(N*out_h*out_w, C*FH*FW))", this.shapes.col, reading],
    ];
    return lines.flatMap(([code, shape, now]) =>
      code.length + shape.length < letters || !shape
        ? [[code, shape, now]]
        : [
            [code, "", now],
            ["", shape, now],
          ],
    );
  }

  /** The array before it is filled, in two lines where one has no room. @param {number} letters @returns {[string, string, boolean][]} */
  zerosCode(letters) {
    const { C, FH, FW, oh, ow } = this.sizes;
    const shape = formatShape([this.N, C, FH, FW, oh, ow]);
    const [start, sizes] = ["col6 = zeros((", "N, C, FH, FW, out_h, out_w))"];
    if (!letters || letters >= start.length + sizes.length) return [[start + sizes, shape, false]];
    return [
      [start, "", false],
      [`        ${sizes}`, shape, false],
    ];
  }

  /** The strided slice, with the stride and dilation of this lesson, in two lines. @returns {string[]} */
  sliceCode() {
    const { stride, dilation } = this.header.geometry;
    const one = (name, d, s, out) => {
      const first = d === 1 ? name : `${d}*${name}`;
      return s === 1 ? `${first}:${first}+${out}` : `${first}:${first}+${s}*${out}:${s}`;
    };
    const [down, across] = [one("fy", dilation[0], stride[0], "out_h"), one("fx", dilation[1], stride[1], "out_w")];
    return [`x[:, :, ${down},`, `        ${across}])`];
  }

  // ---- pointing

  /** What a pointed cell would be a step of. */
  pointedPart(target) {
    if (!target || target.q !== undefined) return null;
    return target.row === undefined ? { slice: target.slice, fy: target.fy, fx: target.fx } : { row: target.row };
  }

  spots({ step }) {
    const rows = step >= this.cells;
    const { image: n } = this;
    const planes = this.planes.map((matrix, at) => {
      const [c, fy, fx] = this.cellOf(at);
      const slice = at % this.cells;
      return cellSpot(
        `col6[${n},${c},${fy},${fx}]`,
        matrix,
        (i, j) => (rows ? { panel: "plane", row: this.windows.step(n, i, j) } : { panel: "plane", slice, fy, fx }),
        (i, j) => `col6[${n},${c},${fy},${fx},${i},${j}]`,
      );
    });
    return [...this.pixelSpots(n), ...planes, ...(rows ? [this.rowSpot(n), this.bareRowSpot()] : [])];
  }

  /** The row that the planes are read into; its cells are the pixels that they were copied from. */
  rowSpot(n) {
    const t = this.shownRow ?? 0;
    const copied = (_, column) => {
      const [c, fy, fx] = this.cellOf(column);
      const [r, q] = this.under(t, fy, fx);
      return { panel: "col", n, c, r, q };
    };
    return cellSpot(`col[${t}]`, this.rowRight, copied, (_, q) => `col[${t},${q}]`);
  }

  /** What would stand there without the transpose; its cells are called what they are in `col6`. */
  bareRowSpot() {
    const t = this.shownRow ?? 0;
    const copied = (_, column) => {
      const [n, c, fy, fx, i, j] = this.bareCell(t, column);
      const [r, q] = this.under(this.windows.step(n, i, j), fy, fx);
      return { panel: "col", n, c, r, q };
    };
    return cellSpot(this.words.withoutTranspose, this.rowWrong, copied, (_, q) => `col6[${this.bareCell(t, q)}]`);
  }

  choose({ panel, slice, row }) {
    if (panel !== "plane") return {};
    return { step: row === undefined ? slice : this.cells + row };
  }

  // ---- predicting

  /** The step of a part of the film. */
  stepOf({ slice, row }) {
    return row === undefined ? slice : this.cells + row;
  }

  /** Row and column of `col`: of a slice what the middle window has of it, of a row another cell each time. */
  askedCell(step) {
    const { row, slice } = this.part(step);
    if (row === undefined) return [(this.windows.outH * this.windows.outW) >> 1, slice];
    return [row, (row + (this.K >> 1)) % this.K];
  }

  asks(step) {
    return `col[${this.askedCell(step).join(",")}]`;
  }

  askedAt({ step }) {
    const [t, q] = this.askedCell(step);
    if (this.part(step).row !== undefined) return [this.rowRight.rect(0, q)];
    const [n, i, j] = this.windows.place(t);
    return n === this.image ? [this.planes[q].rect(i, j)] : [];
  }

  tells(target, view) {
    if (target.panel === "col") return view.held;
    const part = this.pointedPart(target);
    return part !== null && this.stepOf(part) >= this.placed(view);
  }

  // ---- words

  lines({ step, pointed, held }) {
    if (held && pointed?.q !== undefined) return [this.pixelTerms(pointed).slice(0, 2)];
    if (held && !pointed)
      return [
        [
          { text: `${this.asks(step)} = `, kind: "name" },
          { text: "?", kind: "out" },
        ],
      ];
    if (pointed?.q !== undefined) return [this.pixelTerms(pointed)];
    const part = this.pointedPart(pointed) ?? this.part(step);
    if (part.row === undefined) {
      return [
        [
          { text: `col6[:, :, ${part.fy}, ${part.fx}]`, kind: "name" },
          { text: `  =  ${fill(this.words.sliceTold, { fy: part.fy, fx: part.fx })}`, kind: "quiet" },
        ],
      ];
    }
    const [n, i, j] = this.windows.place(part.row);
    return [
      [
        { text: `col[${part.row}] = col6[${n}, :, :, :, ${i}, ${j}]`, kind: "name" },
        { text: `   ${fill(this.words.rowTold, { t: part.row })}`, kind: "quiet" },
      ],
    ];
  }

  pixelTerms({ n, c, r, q }) {
    const value = this.x.at(n, c, r, q);
    const copies = this.windows.readersOf(r, q).map(({ i, j, fy, fx }) => `col6[${n},${c},${fy},${fx},${i},${j}]`);
    const places = copies.slice(0, 3).join(", ") + (copies.length > 3 ? ", …" : "");
    const told = copies.length
      ? fill(copies.length === 1 ? this.words.oneCopy : this.words.copies, { count: copies.length, places })
      : this.words.unreadNoCopy;
    return [
      { text: `${this.pixelName(n, c, r, q)} = `, kind: "name" },
      this.termOfPixel(this.formats.x.text(value), value, c, r, q),
      { text: `   ${told}`, kind: "quiet" },
    ];
  }

  get lineCount() {
    return 1;
  }

  sentence(step) {
    const part = this.part(step);
    const words = fill(this.words.stepOf, { step: step + 1, steps: this.steps });
    if (part.row === undefined)
      return `${words}: col6[:, :, ${part.fy}, ${part.fx}] = ${fill(this.words.sliceTold, { fy: part.fy, fx: part.fx })}`;
    const [n, i, j] = this.windows.place(part.row);
    const numbers = [...Array(this.K).keys()].map((q) => this.formats.x.text(this.colAt(part.row, q))).join(", ");
    return `${words}: col[${part.row}] = col6[${n}, :, :, :, ${i}, ${j}] = [${numbers}]`;
  }

  describe() {
    return fill(this.words.pictureSlices, this.shapes);
  }

  termColour(term, theme) {
    return term.value === undefined ? null : this.inputColour(term.value, theme, term.plane);
  }
}
