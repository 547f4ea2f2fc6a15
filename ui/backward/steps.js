import { fill, formatShape } from "../stage/format.js";
import { Matrix } from "../stage/matrix.js";
import { arrow, chip, frame, grown, heading, outline, write } from "../stage/marks.js";
import { css, inkOn } from "../stage/theme.js";
import { Field } from "./field.js";
import { layoutSteps } from "./steps_layout.js";
import { BackwardPanels, quiet } from "./panels.js";
import { equals } from "../stage/number_format.js";
import { drawStepPointed, stepTarget } from "./steps_pointing.js";
import { Sums } from "./sums.js";
import { verdictOf } from "./verdict.js";
import { pixelLines, stepLines, stepSentence } from "./steps_words.js";

/**
 * Lesson 3: one number of dout goes three ways at every step, into db, into dW and into dx. The film
 * runs over the windows of one filter, or over all filters at every window.
 */
export class BackwardSteps extends BackwardPanels {
  constructor(header, arrays) {
    super(header, arrays);
    this.share = arrays.share;
    this.all = header.all;
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
      dW: filterPanel("dW", (c, r, q) => this.sums.weight(now()[1], c, r, q)),
      dx: [...Array(C).keys()].map(
        (c) =>
          new Field({
            rows: Hp,
            cols: Wp,
            windows: this.windows,
            value: (r, q) => this.sums.pixel(this.image, c, r, q),
            colour: this.tone("dx"),
            format: this.formats.dx,
            unread: (r, q) => this.windows.isUnread(r, q),
          }),
      ),
    });
    this.verdicts = new Map();
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
    if (!this.sums || this.sums.only !== only) this.sums = new Sums(this, only);
    this.sums.to(count);
  }

  // ---- drawing

  layout(width, height, ui) {
    this.ui = ui;
    const plan = layoutSteps(width, height, this.sizes, ui);
    this.plan = plan;
    for (const name of ["x", "window", "byX", "dW", "W", "byW", "dx"]) {
      plan[name]?.forEach((place, c) => this.panels[name][c].place(place.x, place.y, place.cell));
    }
    for (const [big] of this.doutPlanes) big.place(plan.dout.x, plan.dout.y, plan.dout.cell);
    const { oh, ow } = this.sizes;
    for (const { k, x, y, w, h } of plan.thumbs) {
      const cell = Math.min(w / ow, h / oh);
      this.doutPlanes[k][1].place(x + (w - cell * ow) / 2, y, cell);
    }
    return plan.height;
  }

  /** What is shown: the film's step, or the one that is pointed at. */
  focus({ step, filter, pointed, progress }) {
    const film = this.at(step, filter);
    if (pointed?.panel === "dout")
      return { t: this.windows.step(pointed.n, pointed.r, pointed.q), k: pointed.k, film, done: step + 1 };
    if (pointed?.panel === "thumb" || pointed?.panel === "db") return { t: film.t, k: pointed.k, film, done: step + 1 };
    return { ...film, film, done: pointed || progress >= 0.9 ? step + 1 : step };
  }

  draw(ctx, theme, dpr, view) {
    const { t, k, film, done } = this.focus(view);
    const { pointed } = view;
    const progress = pointed ? 1 : view.progress;
    if (k !== this.shown.filter) this.panels.W.forEach((matrix) => matrix.invalidate());
    this.showImage(this.windows.place(t)[0]);
    this.shown = { step: t, filter: k };
    this.advance(done, film.k);
    const finished = done === this.steps;
    this.drawHeadings(ctx, theme, finished);
    for (const name of ["x", "W"]) this.panels[name].forEach((matrix) => matrix.paint(ctx, theme, dpr));
    this.veilUnread(ctx, theme, this.panels.x, k);
    const windowOf = (step) => this.corner(this.at(step, film.k).t);
    this.panels.dx.forEach((field) => field.paintField(ctx, theme, `${this.image}|${this.sums.only}`, done, windowOf));
    if (!this.all) this.veilUnread(ctx, theme, this.panels.dx, k);
    this.drawContributions(ctx, theme, progress);
    this.panels.dW.forEach((matrix) => this.paintAll(ctx, theme, matrix));
    this.drawDout(ctx, theme, dpr, t, k);
    this.drawDb(ctx, theme, k, film.k);
    this.drawSigns(ctx, theme, this.signsOfTerms(t, k));
    const corner = this.gliding(t, this.at(view.previous, view.filter).t, progress);
    for (const name of ["x", "dx"])
      for (const c of this.channelsOf(k)) this.frameWindow(ctx, theme, this.panels[name][c], corner);
    if (progress > 0.55 && progress < 0.95) this.drawFlights(ctx, theme, t, k, (progress - 0.55) / 0.37);
    if (pointed) drawStepPointed(this, ctx, theme, pointed, t, k);
  }

  drawHeadings(ctx, theme, finished) {
    const { words, ui } = this;
    const { C } = this.sizes;
    const { step: t, filter: k } = this.shown;
    const [n] = this.windows.place(t);
    const padded = this.windows.pad.some((side) => side > 0);
    const part = !this.all && this.sizes.FN > 1;
    const texts = {
      x: { name: "x", words: padded ? words.inputPadded : words.input, shape: formatShape(this.x.shape) },
      window: { name: "", words: words.window, shape: "" },
      byX: { name: "dout ·", words: words.window, shape: "" },
      W: { name: `W[${k}]`, words: words.filter, shape: formatShape(this.shapeOfW.slice(1)) },
      byW: { name: `dout · W[${k}]`, words: "", shape: "" },
      dout: { name: `dout[${n},${k}]`, words: "", shape: formatShape(this.dout.shape) },
      db: { name: "db", words: "", shape: formatShape(this.db.shape) },
      dW: { name: `dW[${k}]`, words: "", shape: formatShape(this.shapeOfW.slice(1)) },
      dx: {
        name: "dx",
        words: part ? fill(words.bw_share, { k }) : padded ? words.bw_padded : "",
        shape: formatShape(this.dx.shape),
      },
    };
    const verdict = finished ? this.verdict() : null;
    for (const { panel, x, y, room } of this.plan.heads) {
      const text = texts[panel];
      if (verdict && panel in verdict) {
        write(ctx, verdict[panel] ? "✓" : "≠", x - 20 * ui, y, {
          font: `700 ${15 * ui}px ${theme.sans}`,
          colour: verdict[panel] ? theme.accent : theme.pointer,
        });
        // one filter of several: db and dx are its share, dW is all of its own
        const same = part && panel !== "dW" ? fill(words.bw_sameShare, { k }) : words.bw_same;
        text.words = verdict[panel] ? same : words.bw_other;
        text.shape = "";
      }
      heading(ctx, theme, { ...text, tone: this.toneOfPanel(panel) }, x, y, room, 13.5 * ui);
    }
    if (C === 1) return;
    const font = `600 ${11.5 * ui}px ${theme.sans}`;
    for (const panel of ["x", "dx"]) {
      this.plan[panel].forEach((place, c) =>
        write(ctx, this.channelName(c), place.x, place.y - 4 * ui, { font, colour: theme.muted }),
      );
    }
  }

  /** Told once for each film. */
  verdict() {
    const { only } = this.sums;
    if (!this.verdicts.has(only)) this.verdicts.set(only, verdictOf(this));
    return this.verdicts.get(only);
  }

  drawContributions(ctx, theme, progress) {
    const lit = Math.min(1, Math.max(0, (progress - 0.25) / 0.25));
    this.panels.window.forEach((matrix) => this.plan.window && this.paintAll(ctx, theme, matrix));
    ctx.globalAlpha = 0.15 + 0.85 * lit;
    for (const name of ["byX", "byW"]) this.panels[name].forEach((matrix) => this.paintAll(ctx, theme, matrix));
    ctx.globalAlpha = 1;
  }

  slopeChip(ctx, theme, value, { x, y, w, h }, border = "") {
    const ground = this.tone("dout")(value, theme);
    chip(ctx, theme, this.formats.dout.text(value), x, y, {
      w,
      h,
      ground: css(ground),
      ink: inkOn(ground),
      font: `600 ${13.5 * this.ui}px ${theme.mono}`,
      border,
    });
  }

  drawDout(ctx, theme, dpr, t, k) {
    const [, i, j] = this.windows.place(t);
    const d = this.slope(t, k);
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
      outline(ctx, theme, grown(matrix.rect(i, j), matrix.cell), theme.accent, matrix.cell >= 14 ? 2.5 : 1.5);
    };
    draw(this.doutPlanes[k][0], false);
    for (const { k: channel, x, y } of this.plan.thumbs) {
      draw(this.doutPlanes[channel][1], channel === k);
      write(ctx, String(channel), x, y - 5 * this.ui, {
        font: `600 ${11.5 * this.ui}px ${theme.mono}`,
        colour: theme.muted,
      });
    }
    const { chip: place } = this.plan;
    this.slopeChip(ctx, theme, d, place, theme.accent);
    for (const { x, y } of this.plan.small) this.slopeChip(ctx, theme, d, { x, y, w: place.w, h: place.h });
  }

  drawDb(ctx, theme, k, running) {
    for (const { k: channel, x, y, w, h } of this.plan.db) {
      const value = this.sums.bias(channel);
      const ground = this.tone("db")(value, theme);
      const idle = !this.all && channel !== running;
      if (idle) ctx.globalAlpha = 0.35;
      chip(ctx, theme, this.formats.db.text(value), x, y, {
        w,
        h,
        ground: css(ground),
        ink: inkOn(ground),
        font: `600 ${13.5 * this.ui}px ${theme.mono}`,
        border: channel === k ? theme.accent : theme.line,
      });
      write(ctx, String(channel), x - w / 2 - 6 * this.ui, y, {
        font: `600 ${12 * this.ui}px ${theme.mono}`,
        colour: theme.muted,
        align: "right",
        base: "middle",
      });
      ctx.globalAlpha = 1;
    }
  }

  /** The signs before what goes into dW and into dx: whether each product is what its shown factors make. */
  signsOfTerms(t, k) {
    const { x, w, dout, byX, byW } = this.formats;
    const d = this.slope(t, k);
    const signs = ["=", "="];
    for (const c of this.channelsOf(k)) {
      this.eachCell((fy, fx) => {
        [
          [this.pixel(t, c, fy, fx), x, byX],
          [this.weight(k, c, fy, fx), w, byW],
        ].forEach(([by, format, term], at) => {
          if (equals([dout.shown(d) * format.shown(by)], term.shown(d * by)) === "≈") signs[at] = "≈";
        });
      });
    }
    return signs;
  }

  drawSigns(ctx, theme, terms) {
    const waiting = [...terms];
    for (const { x1, y1, x2, y2 } of this.plan.arrows) arrow(ctx, theme, x1, y1, x2, y2);
    for (const { text, x, y, strong } of this.plan.signs) {
      const font = strong ? `700 ${15 * this.ui}px ${theme.mono}` : `500 ${21 * this.ui}px ${theme.sans}`;
      write(ctx, text === "=" ? waiting.shift() : text, x, y, {
        font,
        colour: strong ? theme.accent : theme.muted,
        align: "center",
        base: "middle",
      });
    }
  }

  /** What a step adds flies to where it is added. */
  drawFlights(ctx, theme, t, k, share) {
    const at = Math.min(1, share);
    const eased = at * at * (3 - 2 * at);
    const fly = (matrix, x, y, cell) => {
      const from = { x: matrix.x, y: matrix.y, cell: matrix.cell };
      const place = (key, to) => from[key] + (to - from[key]) * eased;
      matrix.place(place("x", x), place("y", y), place("cell", cell));
      ctx.globalAlpha = 0.85;
      this.paintAll(ctx, theme, matrix);
      ctx.globalAlpha = 1;
      outline(ctx, theme, { x: matrix.x, y: matrix.y, w: matrix.width, h: matrix.height }, theme.accent, 1.5);
      matrix.place(from.x, from.y, from.cell);
    };
    const [top, left] = this.corner(t);
    for (const c of this.channelsOf(k)) {
      const { byX, dW, byW, dx } = this.panels;
      fly(byX[c], dW[c].x, dW[c].y, dW[c].cell);
      const { x, y } = dx[c].rect(top, left);
      fly(byW[c], x, y, dx[c].cell);
    }
    const { chip: from } = this.plan;
    const to = this.plan.db[k];
    this.slopeChip(
      ctx,
      theme,
      this.slope(t, k),
      { ...from, x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased },
      theme.accent,
    );
  }

  // ---- pointing

  hit(px, py, view) {
    return stepTarget(this, px, py, view);
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

  // ---- words

  lines(view) {
    const { t, k, film, done } = this.focus({ ...view, progress: 1 });
    this.advance(done, film.k);
    const { pointed } = view;
    const middle = { c: this.channelsOf(k)[0], r: this.sizes.FH >> 1, q: this.sizes.FW >> 1 };
    if (!pointed || ["dout", "thumb", "db"].includes(pointed.panel)) return stepLines(this, t, k, middle);
    const { panel, n, c, r, q } = pointed;
    const ofAll = this.all && (panel === "x" || panel === "dx");
    if (!ofAll && !this.readsChannel(k, c)) return [[quiet(this.notRead(k, c))]];
    if (panel === "x" || panel === "dx") return pixelLines(this, n, c, r, q, this.all ? -1 : k);
    return stepLines(this, t, k, { c, r, q });
  }

  get lineCount() {
    return 3;
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
