import { markAsked } from "../stage/predict/mark.js";
import { Theme } from "../stage/theme.js";
import { drawFormula } from "./formula.js";
import { Print } from "./print.js";

/** The page that a picture stands on, in px: what one projects. */
const PAGE = { width: 1280, height: 720 };
const MARGIN = 26;
const GAP = 14;
/** A picture that needs more room than it has is laid out for a larger one, and drawn smaller. */
const LARGER = 1.08;
const MOST_LARGER = 24;

/**
 * A theme that is not the page's, and that nothing else draws with: the colours of `looks`, as the page would
 * tell them.
 * @param {HTMLElement} root @param {Record<string, string>} looks values of Streamlit's variables
 */
function themeOf(root, looks) {
  const probe = document.createElement("i");
  for (const [name, value] of Object.entries(looks)) probe.style.setProperty(name, value);
  root.append(probe);
  const theme = new Theme(probe);
  probe.remove();
  return Object.assign(theme, { looks });
}

/**
 * One step on a page of its own, drawn by its picture on whatever surface: canvas or SVG.
 */
export class Sheet {
  /**
   * @param {import("../stage/taken.js").Taken} taken
   * @param {{looks: Record<string, string>, withTitle?: boolean, withFormula?: boolean}} wish
   * @param {{width: number, height: number}} size
   */
  constructor(taken, { looks, withTitle = true, withFormula = true }, { width, height } = PAGE) {
    this.taken = taken;
    this.width = width;
    this.height = height;
    this.withTitle = withTitle && taken.about !== undefined;
    this.withFormula = withFormula && taken.lines !== undefined;
    this.theme = themeOf(taken.root, looks);
    /** How much larger letters are than on a page of half the size. */
    this.ui = Math.max(1, Math.min(width / 960, height / 540));
    this.pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
    /** @type {import("../stage/taken.js").Drawing & {ui?: number, askedAt?: (view: any) => any[]}} */
    this.picture = taken.drawing?.() ?? new Print(taken.page, this.pen);
  }

  linesOf(view) {
    return this.withFormula ? this.taken.lines(view) : [];
  }

  /** Find room for title, formula and picture. @param {any[]} views all that will be drawn, or like them */
  lay(views) {
    const { ui, width, height } = this;
    const margin = MARGIN * ui;
    this.top = margin + (this.withTitle ? 26 * ui : 0);
    this.lines = Math.max(0, ...views.map((view) => this.drawLines(null, view).lines));
    this.pitch = 25 * ui;
    const foot = this.lines ? this.lines * this.pitch + GAP * ui : 0;
    const room = { w: width - 2 * margin, h: height - this.top - GAP * ui - foot - margin };
    let [by, needed] = [1, Infinity];
    for (let tries = 0; tries < MOST_LARGER; tries++, by *= LARGER) {
      needed = Math.ceil(this.picture.layout(room.w * by, room.h * by, ui, views, this.theme));
      if (needed <= room.h * by + 1) break;
    }
    // still too high: as small as it takes
    this.by = Math.min(1 / by, room.h / needed);
    this.left = margin + (room.w - room.w * by * this.by) / 2;
    this.down = this.top + GAP * ui + Math.max(0, room.h - needed * this.by) / 2;
  }

  drawLines(ctx, view) {
    const { taken, theme } = this;
    return drawFormula(ctx, theme, this.pen, this.linesOf(view), (term) => taken.termColour(term, theme), {
      ui: this.ui,
      left: MARGIN * this.ui,
      width: this.width - 2 * MARGIN * this.ui,
      foot: this.height - MARGIN * this.ui,
    });
  }

  /**
   * @param {any} ctx a canvas's, or what looks like it
   * @param {any} view
   * @param {number} dots device pixels in a px
   */
  draw(ctx, view, dots) {
    const { ui, width, height, theme, picture } = this;
    ctx.fillStyle = theme.background;
    ctx.fillRect(0, 0, width, height);
    if (this.withTitle) this.drawTitle(ctx);
    ctx.save();
    ctx.translate(this.left, this.down);
    ctx.scale(this.by, this.by);
    picture.draw(ctx, theme, dots * this.by, view);
    if (view.begun && view.held)
      for (const area of picture.askedAt(view)) markAsked(ctx, theme, area, picture.ui ?? ui, width / this.by);
    ctx.restore();
    if (this.withFormula) this.drawLines(ctx, view);
  }

  drawTitle(ctx) {
    const { ui, width, theme } = this;
    const [margin, y] = [MARGIN * ui, MARGIN * ui + 12 * ui];
    const { title, settings, size } = this.taken.about;
    const told = [settings, size].filter(Boolean).join(" · ");
    const put = (text, x, font, colour, align) => {
      Object.assign(ctx, { font, fillStyle: colour, textAlign: align, textBaseline: "alphabetic" });
      ctx.fillText(text, x, y);
    };
    const heading = `700 ${20 * ui}px ${theme.sans}`;
    put(title, margin, heading, theme.text, "left");
    this.pen.font = heading;
    const room = width - 2 * margin - this.pen.measureText(title).width - 24 * ui;
    const usual = 14 * ui;
    this.pen.font = `400 ${usual}px ${theme.mono}`;
    const fits = Math.min(1, room / this.pen.measureText(told).width);
    put(told, width - margin, `400 ${usual * fits}px ${theme.mono}`, theme.muted, "right");
  }
}
