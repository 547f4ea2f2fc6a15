import { chip, frame, grown, legend, paintNotYet, outline, write } from "../stage/marks.js";
import { LayerScene } from "../stage/layer_scene.js";
import { eased } from "../stage/acts.js";
import { shareOf } from "./acts.js";
import { layoutSlide } from "./layout.js";
import { css, inkOn } from "../stage/theme.js";

/** A filter is drawn as a stamp where its cells are at least so large, in px. */
const LEAST_STAMP = 3;

/** The output channels of lesson 1: filled up to the step, each beside the filter that makes it. */
export class SlideOutputs extends LayerScene {
  /** @returns {number} the height the picture needs */
  layout(width, height, ui) {
    this.ui = ui;
    const letters = Math.max(...this.outputs.map((_, k) => this.formatsOf(k).product.letters));
    const plan = layoutSlide(width, height, { ...this.sizes, letters }, ui);
    this.plan = plan;
    for (const panel of ["x", "window", "W", "products"]) {
      plan[panel]?.forEach(({ x, y, cell, tall }, c) => {
        this.panels[panel][c].place(x, y, cell).cellH = tall;
      });
    }
    for (const { k, x, y, cell } of plan.out) {
      for (const channel of k < 0 ? this.outputs.keys() : [k]) this.outputs[channel][0].place(x, y, cell);
    }
    for (const { k, x, y, w, h } of plan.thumbs) {
      const cell = Math.min(w / this.sizes.ow, h / this.sizes.oh);
      this.outputs[k][1].place(x, y, cell);
    }
    return plan.height;
  }

  drawOutputs(ctx, theme, dpr, view, step, filter, progress) {
    const reached = this.windows.place(view.step)[0] === this.image ? view.step % (this.sizes.oh * this.sizes.ow) : -1;
    const done = this.placed(view) > view.step ? reached + 1 : reached;
    this.done = done;
    // what the other filters make of this window is asked next
    const doneOf = (k) => (view.predicting && k !== view.filter ? reached : done);
    for (const { k } of this.plan.out) {
      if (k >= 0) {
        const chosen = k === filter && this.plan.out.length > 1;
        this.drawChannel(ctx, theme, dpr, this.outputs[k][0], doneOf(k), step, k, chosen);
      } else this.drawChannel(ctx, theme, dpr, this.outputs[filter][0], done, step, filter, false);
    }
    for (const { k, x, y } of this.plan.thumbs) {
      this.drawChannel(ctx, theme, dpr, this.outputs[k][1], doneOf(k), step, k, k === filter);
      this.miniFilter(ctx, theme, k, x, y - 20 * this.ui);
    }
    // the sum flies from where it was added up to where it belongs
    const placed = shareOf("place", progress);
    if (placed > 0 && placed < 1) this.drawFlight(ctx, theme, step, filter, placed);
  }

  /** One output channel: what has been computed, and what has not yet. */
  drawChannel(ctx, theme, dpr, matrix, done, step, k, chosen) {
    const { oh, ow } = this.sizes;
    matrix.paint(ctx, theme, dpr);
    paintNotYet(ctx, theme, matrix, done);
    const { cell } = matrix;
    if (matrix.showsNumbers) this.drawGridLines(ctx, theme, matrix);
    frame(ctx, theme, matrix);
    const cells = oh * ow;
    const [, i, j] = this.windows.place(step);
    const previewed = step % cells >= done && this.image === this.windows.place(step)[0] && this.previewing;
    if (previewed || (step % cells < done && matrix.showsNumbers)) {
      matrix.paintCell(ctx, theme, i, j, matrix.y + i * cell, matrix.x + j * cell);
    }
    if (chosen)
      outline(
        ctx,
        theme,
        { x: matrix.x - 3, y: matrix.y - 3, w: matrix.width + 5, h: matrix.height + 5 },
        theme.accent,
        2,
      );
    if (this.laid) outline(ctx, theme, grown(matrix.rect(i, j), cell), theme.accent, cell >= 14 ? 2.5 : 1.5);
    const font = `600 ${12 * this.ui}px ${theme.mono}`;
    if (this.plan.out.length > 1 && matrix === this.outputs[k][0]) {
      write(ctx, `out[${this.image},${k}]`, matrix.x, matrix.y - 7 * this.ui, {
        font,
        colour: chosen ? theme.text : theme.muted,
      });
    }
  }

  /** A small output has no room for its legend above it; below it there may be some. */
  drawLegendBelow(ctx, theme, k) {
    const [matrix] = this.outputs[k];
    const size = 12.4 * this.ui;
    const y = matrix.y + matrix.height + 8 * this.ui + size;
    if (this.plan.out.length > 1 || this.plan.thumbs.length || y + 4 > this.plan.height) return;
    legend(ctx, theme, this.tones.out[k], matrix.x, y, matrix.width, size);
  }

  drawGridLines(ctx, theme, matrix) {
    ctx.strokeStyle = theme.line;
    ctx.lineWidth = 1;
    ctx.beginPath();
    for (let c = 1; c < matrix.cols; c++) {
      ctx.moveTo(matrix.x + c * matrix.cell - 0.5, matrix.y);
      ctx.lineTo(matrix.x + c * matrix.cell - 0.5, matrix.y + matrix.height);
    }
    for (let r = 1; r < matrix.rows; r++) {
      ctx.moveTo(matrix.x, matrix.y + r * matrix.cell - 0.5);
      ctx.lineTo(matrix.x + matrix.width, matrix.y + r * matrix.cell - 0.5);
    }
    ctx.stroke();
  }

  /** A filter as a stamp beside the channel it makes. */
  miniFilter(ctx, theme, k, x, y) {
    const { FH, FW } = this.sizes;
    const read = this.channelsOf(k);
    const room = this.plan.thumbs[0].w - 16 * this.ui;
    const cell = Math.min((15 * this.ui) / FH, (room / read.length - 2) / FW, 5 * this.ui);
    // smaller than that it is dust
    if (cell >= LEAST_STAMP)
      read.forEach((channel, c) => {
        this.eachCell((fy, fx) => {
          ctx.fillStyle = css(theme.weight(this.weight(k, channel, fy, fx), this.mostW));
          ctx.fillRect(x + 14 * this.ui + c * (FW * cell + 2) + fx * cell, y + fy * cell, cell, cell);
        });
      });
    write(ctx, String(k), x, y + 12 * this.ui, { font: `600 ${12 * this.ui}px ${theme.mono}`, colour: theme.muted });
  }

  drawFlight(ctx, theme, step, filter, share) {
    const place = this.plan.out.find(({ k }) => k < 0 || k === filter);
    if (!place) return;
    const [n, i, j] = this.windows.place(step);
    const matrix = this.outputs[filter][0];
    const to = matrix.middle(i, j);
    const from = this.plan.sums.total;
    const at = eased(share);
    // up or down from the sum, then into the picture: the way is seen behind the number
    const bend = { x: to.x, y: from.y };
    const on = (way) => ({
      x: (1 - way) ** 2 * from.x + 2 * way * (1 - way) * bend.x + way ** 2 * to.x,
      y: (1 - way) ** 2 * from.y + 2 * way * (1 - way) * bend.y + way ** 2 * to.y,
    });
    ctx.strokeStyle = theme.accent;
    ctx.lineWidth = 2;
    ctx.beginPath();
    const { w, h } = this.plan.sums;
    for (let way = 0; way <= 1; way += 0.05) {
      const { x, y } = on(way);
      // it begins at the edge of the sum, not across its number
      if (Math.abs(x - from.x) > w / 2 || Math.abs(y - from.y) > h / 2) ctx.lineTo(x, y);
    }
    ctx.stroke();
    const { x, y } = on(at);
    // it becomes as small as its cell
    const shrinks = 1 - 0.75 * at ** 3;
    const value = this.output(n, filter, i, j);
    const ground = this.outColour(value, theme, filter);
    chip(ctx, theme, this.formatsOf(filter).out.text(value), x, y, {
      w: this.plan.sums.w * shrinks,
      h: this.plan.sums.h * shrinks,
      ground: css(ground),
      ink: inkOn(ground),
      font: `600 ${14 * this.ui}px ${theme.mono}`,
      border: theme.accent,
    });
  }
}
