import { markAsked } from "../stage/predict/mark.js";
import { Theme } from "../stage/theme.js";
import { drawFormula } from "./formula.js";

/** The page that a picture stands on, in px: what one projects. */
const PAGE = { width: 1280, height: 720 };
const MARGIN = 26;
const GAP = 14;
/** A picture that needs more room than it has is laid out for a larger one, and drawn smaller. */
const LARGER = 1.08;
const MOST_LARGER = 24;

/**
 * A theme that is not the page's: the colours of `looks`, as the page would tell them.
 * @param {HTMLElement} root @param {Record<string, string>} looks values of Streamlit's variables
 */
export function themeOf(root, looks) {
  const probe = document.createElement("i");
  for (const [name, value] of Object.entries(looks)) probe.style.setProperty(name, value);
  root.append(probe);
  const theme = new Theme(probe);
  probe.remove();
  return theme;
}

/**
 * One step on a page of its own, drawn by its picture on whatever surface: canvas or SVG.
 */
export class Sheet {
  /**
   * @param {import("../stage/stage.js").Stage} stage whose picture it is; its own is left alone
   * @param {{width?: number, height?: number, withTitle?: boolean, withFormula?: boolean}} wish
   */
  constructor(stage, { width = PAGE.width, height = PAGE.height, withTitle = true, withFormula = true } = {}) {
    const { header, arrays } = stage.payload;
    Object.assign(this, { stage, header, width, height, withTitle, withFormula });
    /** @type {import("../stage/scene.js").Scene & {ui?: number}} */
    this.scene = new stage.scenes[header.kind](header, arrays);
    this.scene.brief = true;
    /** How much larger letters are than on a page of half the size. */
    this.ui = Math.max(1, Math.min(width / 960, height / 540));
    this.pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  }

  /** @param {number} step @param {number} progress of the step, 0..1 */
  viewAt(step, progress, filter = Math.min(this.stage.filter, this.scene.filters - 1)) {
    return { step, previous: Math.max(0, step - 1), progress, begun: true, filter, pointed: null };
  }

  /** As the screen has it now. */
  viewNow() {
    return { ...this.stage.view(), pointed: null };
  }

  linesOf(view) {
    return this.withFormula ? this.stage.shownLines(view) : [];
  }

  /** Find room for title, formula and picture; `views` are all that will be drawn. */
  lay(theme, views) {
    const { ui, width, height } = this;
    const margin = MARGIN * ui;
    this.top = margin + (this.withTitle ? 26 * ui : 0);
    this.lines = Math.max(0, ...views.map((view) => this.drawLines(null, theme, view).lines));
    this.pitch = 25 * ui;
    const foot = this.lines ? this.lines * this.pitch + GAP * ui : 0;
    const room = { w: width - 2 * margin, h: height - this.top - GAP * ui - foot - margin };
    let [by, needed] = [1, Infinity];
    for (let tries = 0; tries < MOST_LARGER; tries++, by *= LARGER) {
      needed = Math.ceil(this.scene.layout(room.w * by, room.h * by, ui));
      if (needed <= room.h * by + 1) break;
    }
    // still too high: as small as it takes
    this.by = Math.min(1 / by, room.h / needed);
    this.left = margin + (room.w - room.w * by * this.by) / 2;
    this.down = this.top + GAP * ui + Math.max(0, room.h - needed * this.by) / 2;
  }

  drawLines(ctx, theme, view) {
    return drawFormula(ctx, theme, this.pen, this.linesOf(view), (term) => this.scene.termColour(term, theme), {
      ui: this.ui,
      left: MARGIN * this.ui,
      width: this.width - 2 * MARGIN * this.ui,
      foot: this.height - MARGIN * this.ui,
    });
  }

  /**
   * @param {any} ctx a canvas's, or what looks like it
   * @param {Theme} theme @param {any} view
   * @param {number} dots device pixels in a px
   */
  draw(ctx, theme, view, dots) {
    const { ui, width, height } = this;
    ctx.fillStyle = theme.background;
    ctx.fillRect(0, 0, width, height);
    if (this.withTitle) this.drawTitle(ctx, theme);
    ctx.save();
    ctx.translate(this.left, this.down);
    ctx.scale(this.by, this.by);
    this.scene.draw(ctx, theme, dots * this.by, view);
    if (view.begun && view.held)
      for (const area of this.scene.askedAt(view)) markAsked(ctx, theme, area, this.scene.ui ?? ui, width / this.by);
    ctx.restore();
    if (this.withFormula) this.drawLines(ctx, theme, view);
  }

  drawTitle(ctx, theme) {
    const { ui, width } = this;
    const [margin, y] = [MARGIN * ui, MARGIN * ui + 12 * ui];
    const { title, settings, size } = this.header.about;
    const told = `${settings} · ${size}`;
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
