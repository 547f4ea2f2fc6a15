import { inset, notYetFill, outline } from "../stage/marks.js";
import { areaSpot } from "../stage/spots.js";

/** One line of cells, broken where the screen is narrow. */
export class StripOfCells {
  /**
   * @param {import("../stage/matrix.js").Matrix} matrix
   * @param {(value: number, theme: import("../stage/theme.js").Theme, q: number) => import("../stage/theme.js").Rgb} colour
   */
  constructor(matrix, colour) {
    this.matrix = matrix;
    this.q = 0;
    matrix.colour = (value, theme) => colour(value, theme, this.q);
  }

  place({ x, y, unit, tall, perLine, blockH }, at) {
    Object.assign(this, { x, y: y + at * tall, unit, tall, perLine, blockH });
    this.matrix.cellH = tall;
    this.matrix.place(0, 0, unit);
  }

  corner(q) {
    return { left: this.x + (q % this.perLine) * this.unit, top: this.y + Math.floor(q / this.perLine) * this.blockH };
  }

  /** @param {number} count of cells that are there; the others are "not yet" */
  paint(ctx, theme, count) {
    for (let q = 0; q < this.matrix.cols; q++) {
      const { left, top } = this.corner(q);
      this.q = q;
      if (q < count || this.matrix.absent(0, q)) this.matrix.paintCell(ctx, theme, 0, q, top, left);
      else {
        ctx.fillStyle = notYetFill(ctx, theme);
        ctx.fillRect(left, top, this.unit - 1, this.tall - 1);
      }
    }
  }

  mark(ctx, theme, q) {
    outline(ctx, theme, inset(this.rect(q), 1), theme.pointer, 2.5);
  }

  rect(q) {
    const { left, top } = this.corner(q);
    return { x: left, y: top, w: this.unit, h: this.tall };
  }

  /** As a panel of one row, on however many lines it stands. @returns {import("../stage/spots.js").Spot} */
  spot(panel, target, name) {
    const cells = [...Array(this.matrix.cols).keys()];
    const text = (q) => (this.matrix.absent(0, q) ? "" : this.matrix.format.text(this.matrix.value(0, q)));
    return areaSpot(panel, cells, (q) => this.rect(q), target, name, text)[0];
  }
}
