/**
 * Paint a pixel for each cell, where cells are nothing but colours: a film in which thousands of them
 * change has no time for rectangles, and pixels leave no seams.
 *
 * @param {CanvasRenderingContext2D} ctx
 * @param {{top: number, left: number, h: number, w: number}} area of cells, which are pixels there
 * @param {(r: number, c: number) => import("./theme.js").Rgb | null} colourAt null for a cell that stays clear
 */
export function putPixels(ctx, { top, left, h, w }, colourAt) {
  const image = ctx.createImageData(w, h);
  for (let r = 0, at = 0; r < h; r++) {
    for (let c = 0; c < w; c++, at += 4) {
      const colour = colourAt(top + r, left + c);
      if (!colour) continue;
      [image.data[at], image.data[at + 1], image.data[at + 2]] = colour;
      image.data[at + 3] = 255;
    }
  }
  ctx.putImageData(image, left, top);
}
