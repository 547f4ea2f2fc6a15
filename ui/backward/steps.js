import { fill, formatShape } from "../stage/format.js";
import { Matrix, leastWidth, numberWidth, writeNumber } from "../stage/matrix.js";
import { chip, frame, grown, heading, outline, paintNotYet, write } from "../stage/marks.js";
import { project } from "../stage/projection.js";
import { css, inkOn } from "../stage/theme.js";
import { Field } from "./field.js";
import { drawFlow, nameFlow, onTheWay } from "./flows.js";
import { eased } from "../stage/acts.js";
import { kept } from "../stage/fit.js";
import { PHASES, TRAVEL, shareOf } from "./steps_acts.js";
import { flowIntoDb, layoutSteps } from "./steps_layout.js";
import { BackwardPanels, askedAfter, quiet } from "./panels.js";
import { FILTER_PANELS, drawStepPointed, stepSpots } from "./steps_pointing.js";
import { Sums } from "./sums.js";
import { verdictOf } from "./verdict.js";
import { askedStepLine, pixelLines, stepLines, stepSentence } from "./steps_words.js";

/** The advance of bold monospaced letters, in em. */
const ADVANCE = 0.61;
/** Letters in headings, and on chips, in px. */
const [HEADING, ON_CHIP] = [13.5, 14];
/** A gradient's scale grows through these numbers, times a power of ten, not with every number that is added. */
const ENDS_OF_SCALE = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/**
 * Lesson 3: one number of dout goes three ways at every step, into db, into dW and into dx. The film
 * runs over the windows of one filter, or over all filters at every window.
 */
export class BackwardSteps extends BackwardPanels {
  fills = true;

  constructor(header, arrays) {
    super(header, arrays);
    this.share = arrays.share;
    this.all = header.all;
    this.phases = PHASES;
    this.waits = PHASES[0].end;
    this.rowSteps = this.sizes.ow * (this.all ? this.sizes.FN : 1);
    if (this.all) {
      this.steps *= this.sizes.FN;
      this.filters = 1;
      this.ownFilm = true;
      this.countsWindows = true; // and filters: those two say where it stands
    }
    const { C, Hp, Wp, FH, FW } = this.sizes;
    const absent = (c) => () => !this.readsChannel(this.shown.filter, c);
    const filterPanel = (name, value) =>
      [...Array(C).keys()].map(
        (c) =>
          new Matrix({
            rows: FH,
            cols: FW,
            value: (r, q) => value(c, r, q),
            colour: this.tone(name),
            format: this.formats[name],
            absent: absent(c),
          }),
      );
    const now = () => [this.shown.step, this.shown.filter];
    Object.assign(this.panels, {
      byX: filterPanel("byX", (c, r, q) => this.slope(...now()) * this.pixel(now()[0], c, r, q)),
      byW: filterPanel("byW", (c, r, q) => this.slope(...now()) * this.weight(now()[1], c, r, q)),
      dW: filterPanel("dW", (c, r, q) => this.filling.weight(now()[1], c, r, q)),
      dx: [...Array(C).keys()].map(
        (c) =>
          new Field({
            rows: Hp,
            cols: Wp,
            windows: this.windows,
            value: (r, q) => this.filling.pixel(this.image, c, r, q),
            colour: this.tone("dx"),
            format: this.formats.dx,
            unread: (r, q) => this.windows.isUnread(r, q),
            there: (r, q) => this.filling.touched(this.image, c, r, q) || this.windows.isUnread(r, q),
          }),
      ),
    });
    this.verdicts = new Map();
  }

  /** What has been added up so far is seen: its scale is that of the present step. */
  mostOf(name) {
    const peak = this.filling?.peak(name);
    if (!peak) return super.mostOf(name);
    const power = 10 ** Math.floor(Math.log10(peak));
    return power * ENDS_OF_SCALE.find((end) => peak <= end * power * (1 + 1e-9));
  }

  // ---- steps

  /** Window and filter of the film's step. */
  at(step, filter) {
    const { FN } = this.sizes;
    return this.all ? { t: Math.floor(step / FN), k: step % FN } : { t: step, k: filter };
  }

  /** This film's step for the window and filter that all pictures share, and back. */
  fromShared(step, filter) {
    return this.all ? step * this.sizes.FN + Math.min(filter, this.sizes.FN - 1) : step;
  }

  toShared(step, filter) {
    const { t, k } = this.at(step, filter);
    return { step: t, filter: k };
  }

  /** The sums after `count` steps. */
  advance(count, k) {
    const only = this.all ? -1 : k;
    if (!this.filling || this.filling.only !== only) this.filling = new Sums(this, only);
    this.filling.to(count);
  }

  // ---- drawing

  /** Widths with which numbers and headings fit, the latter at usual letters. */
  needs() {
    const { formats, words } = this;
    const letters = (text) => text.length * ADVANCE * HEADING + 8;
    const wide = (text) => [...text].length * (/[\u3000-\u9fff]/.test(text) ? 1 : 0.58) * HEADING + 8;
    const onChip = (format) => format.letters * ADVANCE * ON_CHIP + 14;
    const panels = ["byX", "dW", "byW", "w"].map((name) => numberWidth(formats[name]));
    return {
      filter: Math.max(...panels),
      least: Object.fromEntries(
        [["window", "x"], ["byX"], ["dW"], ["byW"], ["W", "w"]].map(([panel, name = panel]) => [
          panel,
          leastWidth(formats[name]),
        ]),
      ),
      pixel: Math.max(numberWidth(formats.x), numberWidth(formats.dx)),
      chip: Math.max(60, onChip(formats.dout)),
      db: Math.max(60, onChip(formats.db)),
      heads: {
        x: letters("x[0]"),
        window: wide(words.window),
        byX: letters("dout ·") + wide(words.window),
        dW: letters("dW[0] +="),
        W: letters("W[0]"),
        byW: letters("dout · W[0]"),
        dx: letters("dx +="),
        dout: letters("dout[0,0]"),
        db: letters(this.sizes.FN > 1 ? "db[0] +=" : "db +="),
      },
    };
  }

  layout(width, height, ui) {
    this.ui = ui;
    this.width = width;
    const plan = layoutSteps(width, height, this.sizes, ui, this.needs());
    this.plan = plan;
    for (const name of ["x", "window", "byX", "dW", "W", "byW", "dx"]) {
      plan[name]?.forEach((place, c) => {
        this.panels[name][c].place(place.x, place.y, place.cell).cellH = place.tall;
      });
    }
    for (const [big] of this.doutPlanes) big.place(plan.dout.x, plan.dout.y, plan.dout.cell);
    const { oh, ow } = this.sizes;
    for (const { k, x, y, w, h } of plan.thumbs) {
      const cell = Math.min(w / ow, h / oh);
      this.doutPlanes[k][1].place(x + (w - cell * ow) / 2, y, cell);
    }
    return plan.height;
  }

  /** What is shown: the film's step, or the one that is pointed at, and how many steps have been added. */
  focus(view) {
    const { step, filter, pointed } = view;
    const film = this.at(step, filter);
    const done = this.placed(view);
    if (pointed?.panel === "dout")
      return { t: this.windows.step(pointed.n, pointed.r, pointed.q), k: pointed.k, film, done };
    if (pointed?.panel === "thumb" || pointed?.panel === "db") return { t: film.t, k: pointed.k, film, done };
    return { ...film, film, done };
  }

  draw(ctx, theme, dpr, view) {
    const { t, k, film, done } = this.focus(view);
    const { pointed } = view;
    const waiting = view.held && t === film.t;
    const progress = !view.begun && !pointed ? 0 : pointed && !waiting ? 1 : view.progress;
    this.held = view.held;
    const there = view.begun || Boolean(pointed);
    if (k !== this.shown.filter) this.panels.W.forEach((matrix) => matrix.invalidate());
    this.showImage(this.windows.place(t)[0]);
    this.shown = { step: t, filter: k };
    this.advance(done, film.k);
    this.drawHeadings(ctx, theme, done === this.steps);
    for (const name of ["x", "W"])
      for (const matrix of this.panels[name]) {
        matrix.paint(ctx, theme, dpr);
        frame(ctx, theme, matrix);
      }
    this.veilUnread(ctx, theme, this.panels.x, k);
    const windowOf = (step) => this.corner(this.at(step, film.k).t);
    const name = `${this.image}|${this.filling.only}|${this.mostOf("dx")}`;
    this.panels.dx.forEach((field) => field.paintField(ctx, theme, name, done, windowOf));
    if (!this.all) this.veilUnread(ctx, theme, this.panels.dx, k);
    const corner = this.gliding(t, this.at(view.previous, view.filter).t, shareOf("take", progress) * 0.3);
    this.drawWindow(ctx, theme, k, corner, there ? shareOf("take", progress) : 0);
    this.drawContributions(ctx, theme, there ? shareOf("multiply", progress) : 0);
    this.panels.dW.forEach((matrix) => this.paintAll(ctx, theme, matrix));
    this.panels.dW.forEach((matrix) => frame(ctx, theme, matrix));
    this.drawDout(ctx, theme, dpr, t, k, there);
    this.drawDb(ctx, theme, k, film.k);
    this.drawFlows(ctx, theme, t, k, there ? progress : 0, there);
    if (there)
      for (const panel of ["x", "dx"])
        for (const c of this.channelsOf(k)) this.frameWindow(ctx, theme, this.panels[panel][c], corner);
    const adding = shareOf("add", progress);
    if (there && adding > 0 && adding < 1) this.drawFlights(ctx, theme, t, k, eased(adding));
    if (pointed) drawStepPointed(this, ctx, theme, pointed, t, k);
  }

  drawHeadings(ctx, theme, finished) {
    const { words, ui } = this;
    const { C, FN } = this.sizes;
    const { step: t, filter: k } = this.shown;
    const [n] = this.windows.place(t);
    const padded = this.windows.pad.some((side) => side > 0);
    const part = !this.all && FN > 1;
    const batch = this.N > 1 ? `[${n}]` : "";
    const one = FN > 1 ? `[${k}]` : "";
    const shapeOfOne = formatShape(FN > 1 ? this.shapeOfW.slice(1) : this.shapeOfW);
    const texts = {
      x: { name: `x${batch}`, words: padded ? words.inputPadded : words.input, shape: formatShape(this.x.shape) },
      window: { name: "", words: words.window, shape: "" },
      byX: { name: "dout ·", words: words.window, shape: "" },
      W: { name: `W${one}`, words: words.filter, shape: shapeOfOne },
      byW: { name: `dout · W${one}`, words: "", shape: "" },
      dout: { name: `dout[${n},${k}]`, words: "", shape: formatShape(this.dout.shape) },
      db: { name: `db${this.plan.db.length === 1 ? one : ""} +=`, words: "", shape: "" },
      dW: { name: `dW${one} +=`, words: "", shape: shapeOfOne },
      dx: {
        name: `dx${batch} +=`,
        words: part ? fill(words.bw_share, { k }) : padded ? words.bw_padded : "",
        shape: formatShape(this.dx.shape),
      },
    };
    const verdict = finished ? this.verdict() : null;
    for (const { panel, x, y, room } of this.plan.heads) {
      const text = texts[panel];
      if (verdict && panel in verdict) {
        text.name = text.name.replace("+=", verdict[panel] ? "✓" : "≠");
        // one filter of several: db and dx are its share, dW is all of its own
        const same = part && panel !== "dW" ? fill(words.bw_sameShare, { k }) : words.bw_same;
        text.words = panel === "db" ? "" : verdict[panel] ? same : words.bw_other;
        text.shape = "";
      }
      heading(ctx, theme, { ...text, tone: this.toneOfPanel(panel) }, x, y, room, HEADING * ui);
    }
    if (C === 1) return;
    const font = `600 ${12 * ui}px ${theme.sans}`;
    for (const panel of ["x", "dx"]) {
      this.plan[panel].forEach((place, c) =>
        write(ctx, this.channelName(c), place.x, place.y - 4 * ui, { font, colour: theme.muted }),
      );
    }
  }

  /** Told once for each film. */
  verdict() {
    const { only } = this.filling;
    if (!this.verdicts.has(only)) this.verdicts.set(only, verdictOf(this));
    return this.verdicts.get(only);
  }

  /** The magnified window, and the lines that lead to it. */
  drawWindow(ctx, theme, k, [top, left], share) {
    if (!this.plan.window) return;
    const { FH, FW } = this.sizes;
    const { rowOffsets, colOffsets } = this.windows;
    for (const [c, matrix] of this.panels.window.entries()) {
      paintNotYet(ctx, theme, matrix, 0);
      ctx.globalAlpha = share;
      if (share) this.paintAll(ctx, theme, matrix);
      ctx.globalAlpha = 1;
      frame(ctx, theme, matrix);
      if (!share || !this.plan.projects || !this.readsChannel(k, c)) continue;
      const from = this.panels.x[c].rect(top, left, rowOffsets[FH - 1] + 1, colOffsets[FW - 1] + 1);
      project(ctx, theme, from, matrix);
    }
  }

  /** dout times the window, and times the filter: there once the number has come to them. */
  drawContributions(ctx, theme, share) {
    const lit = Math.max(0, (share - TRAVEL) / (1 - TRAVEL));
    for (const matrix of [...this.panels.byX, ...this.panels.byW]) {
      if (lit < 1) paintNotYet(ctx, theme, matrix, 0);
      ctx.globalAlpha = lit;
      if (lit) this.paintAll(ctx, theme, matrix);
      ctx.globalAlpha = 1;
      frame(ctx, theme, matrix);
    }
  }

  slopeChip(ctx, theme, value, { x, y, w, h }, written = true) {
    const ground = this.tone("dout")(value, theme);
    chip(ctx, theme, written ? this.formats.dout.text(value) : "", kept(x, w, this.width), y, {
      w,
      h,
      ground: written ? css(ground) : theme.panel,
      ink: inkOn(ground),
      font: `600 ${ON_CHIP * this.ui}px ${theme.mono}`,
      border: theme.accent,
    });
  }

  drawDout(ctx, theme, dpr, t, k, there) {
    const [, i, j] = this.windows.place(t);
    const draw = (matrix, chosen) => {
      matrix.paint(ctx, theme, dpr);
      frame(ctx, theme, matrix);
      if (chosen)
        outline(
          ctx,
          theme,
          { x: matrix.x - 3, y: matrix.y - 3, w: matrix.width + 5, h: matrix.height + 5 },
          theme.accent,
          2,
        );
      if (there)
        outline(ctx, theme, grown(matrix.rect(i, j), matrix.cell), theme.accent, matrix.cell >= 14 ? 2.5 : 1.5);
    };
    draw(this.doutPlanes[k][0], false);
    for (const { k: channel, x, y } of this.plan.thumbs) {
      draw(this.doutPlanes[channel][1], channel === k);
      write(ctx, String(channel), x, y - 5 * this.ui, {
        font: `600 ${12 * this.ui}px ${theme.mono}`,
        colour: theme.muted,
      });
    }
  }

  drawDb(ctx, theme, k, running) {
    for (const { k: channel, x, y, w, h } of this.plan.db) {
      const of = channel < 0 ? k : channel;
      const value = this.filling.bias(of);
      const ground = this.tone("db")(value, theme);
      const idle = !this.all && of !== running;
      if (idle) ctx.globalAlpha = 0.35;
      chip(ctx, theme, this.formats.db.text(value), x, y, {
        w,
        h,
        ground: css(ground),
        ink: inkOn(ground),
        font: `600 ${ON_CHIP * this.ui}px ${theme.mono}`,
        border: of === k ? theme.accent : theme.line,
      });
      if (this.plan.db.length > 1)
        write(ctx, String(of), x - w / 2 - 6 * this.ui, y, {
          font: `600 ${12 * this.ui}px ${theme.mono}`,
          colour: theme.muted,
          align: "right",
          base: "middle",
        });
      ctx.globalAlpha = 1;
    }
  }

  /** The number of this step: out of dout, and then along its three ways. */
  drawFlows(ctx, theme, t, k, progress, there) {
    const { plan, words, ui } = this;
    const { chip: place } = plan;
    const [, i, j] = this.windows.place(t);
    const d = this.slope(t, k);
    const [taken, multiplied, added] = PHASES.map(({ name }) => shareOf(name, progress));
    const cell = this.doutPlanes[k][0].middle(i, j);
    if (there) {
      ctx.strokeStyle = theme.accent;
      ctx.lineWidth = 1.5;
      ctx.beginPath();
      ctx.moveTo(cell.x, cell.y);
      ctx.lineTo(place.x, place.y - place.h / 2);
      ctx.stroke();
    }
    const one = this.sizes.FN > 1 ? `[${k}]` : "";
    const names = { dW: `· ${words.window}`, dx: `· W${one}` };
    const flows = [...plan.flows, flowIntoDb(plan, k)];
    for (const flow of flows) {
      const share = flow.to === "db" ? added : multiplied;
      drawFlow(ctx, theme, flow, there && share > 0 && share < 1);
      nameFlow(ctx, theme, flow, names[flow.to], ui);
    }
    this.slopeChip(ctx, theme, d, place, there && taken >= 1);
    if (!there) return;
    if (taken < 1) {
      const at = eased(taken);
      const between = { ...place, x: cell.x + (place.x - cell.x) * at, y: cell.y + (place.y - cell.y) * at };
      this.slopeChip(ctx, theme, d, between);
    }
    const travelled = Math.min(1, multiplied / TRAVEL);
    for (const { to, points } of flows) {
      const share = to === "db" ? added : travelled;
      if (share <= 0 || share >= 1) continue;
      const [x, y] = onTheWay(points, eased(share));
      const [w, h] = [place.w * 0.8, place.h * 0.8];
      this.slopeChip(ctx, theme, d, { x: Math.min(x, plan.right - w / 2), y, w, h });
    }
  }

  /** What a step adds flies to where it is added. */
  drawFlights(ctx, theme, t, k, share) {
    const { byX, dW, byW, dx } = this.panels;
    const fly = (matrix, fy, fx, to) => {
      const from = matrix.rect(fy, fx);
      const [x, y, w, h] = ["x", "y", "w", "h"].map((key) => from[key] + (to[key] - from[key]) * share);
      const value = matrix.value(fy, fx);
      const ground = matrix.colour(value, theme);
      ctx.globalAlpha = 0.9;
      ctx.fillStyle = css(ground);
      ctx.fillRect(x, y, w - 0.5, h - 0.5);
      ctx.globalAlpha = 1;
      if (matrix.showsNumbers) writeNumber(ctx, theme, matrix.format, value, x, y, w - 1, h - 1, inkOn(ground));
      if (w >= 6) outline(ctx, theme, { x, y, w: w - 1, h: h - 1 }, theme.accent, 1);
    };
    for (const c of this.channelsOf(k)) {
      this.eachCell((fy, fx) => {
        fly(byX[c], fy, fx, dW[c].rect(fy, fx));
        // where the filter is dilated, its cells part on their way
        fly(byW[c], fy, fx, dx[c].rect(...this.under(t, fy, fx)));
      });
    }
  }

  // ---- pointing

  spots(view) {
    return stepSpots(this, view);
  }

  choose({ panel, n, r, q, k }) {
    if (panel === "thumb" || panel === "db") return this.all ? {} : { filter: k };
    const step = this.stepOf(panel, n, r, q);
    if (step === null) return {};
    return this.all ? { step: step * this.sizes.FN + k } : { step, filter: k };
  }

  stepOf(panel, n, r, q) {
    if (panel === "dout") return this.windows.step(n, r, q);
    if (panel !== "x" && panel !== "dx") return null;
    const { FH, FW } = this.sizes;
    const centre = ({ fy, fx }) => Math.hypot(fy - (FH - 1) / 2, fx - (FW - 1) / 2);
    const nearest = this.windows.readersOf(r, q).sort((a, b) => centre(a) - centre(b))[0];
    return nearest ? this.windows.step(n, nearest.i, nearest.j) : null;
  }

  // ---- predicting

  picks({ panel }) {
    return panel === "db" || FILTER_PANELS.includes(panel);
  }

  /** The cell of the filter that is asked; null for the bias. */
  askedCell(k, picked) {
    if (picked?.panel === "db") return null;
    const chosen = picked && FILTER_PANELS.includes(picked.panel) && this.readsChannel(k, picked.c);
    return chosen ? picked : this.tellingCell(k);
  }

  asks(step, filter, picked) {
    const { t, k } = this.at(step, filter);
    const cell = this.askedCell(k, picked);
    return askedAfter(cell ? this.weightName("dW", k, cell.c, cell.r, cell.q) : `db[${k}]`, t + 1, this.cells);
  }

  askedAt({ step, filter, picked }) {
    const { k } = this.at(step, filter);
    const cell = this.askedCell(k, picked);
    if (cell) return [{ ...this.panels.dW[cell.c].rect(cell.r, cell.q), grows: true }];
    return this.plan.db
      .filter((place) => place.k < 0 || place.k === k)
      .map(({ x, y, w, h }) => ({ x: x - w / 2, y: y - h / 2, w, h, grows: true }));
  }

  tells({ panel, n, r, q, k }, view) {
    const film = this.at(view.step, view.filter);
    if (panel === "dout") return this.windows.step(n, r, q) > film.t - (view.held ? 1 : 0);
    if (panel === "thumb" || panel === "db") return view.held || k !== film.k;
    return view.held && (panel === "x" || panel === "dx");
  }

  // ---- words

  lines(view) {
    const { t, k, film, done } = this.focus(view.held ? view : { ...view, progress: 1 });
    const { pointed } = view;
    this.advance(done, film.k);
    const asked = view.predicting ? this.askedCell(k, view.picked) : this.tellingCell(k);
    if (view.held && t === film.t) return [askedStepLine(this, t, k, asked)];
    if (!pointed || ["dout", "thumb", "db"].includes(pointed.panel)) {
      const all = stepLines(this, t, k, asked ?? this.tellingCell(k));
      // there the line of the answer needs room, too
      return this.brief && this.predicting ? [all[asked ? 1 : 0]] : all;
    }
    const { panel, n, c, r, q } = pointed;
    const ofAll = this.all && (panel === "x" || panel === "dx");
    if (!ofAll && !this.readsChannel(k, c)) return [[quiet(this.notRead(k, c))]];
    if (panel === "x" || panel === "dx") return pixelLines(this, n, c, r, q, this.all ? -1 : k);
    return stepLines(this, t, k, { c, r, q });
  }

  get lineCount() {
    return this.brief && this.predicting ? 1 : 3;
  }

  sentence(step, filter) {
    const { t, k } = this.at(step, filter);
    this.advance(step + 1, k);
    return stepSentence(this, step, t, k);
  }

  describe() {
    const { words } = this;
    return fill(words.bw_picture, {
      x: formatShape(this.x.shape),
      W: formatShape(this.shapeOfW),
      dout: formatShape(this.dout.shape),
    });
  }
}
