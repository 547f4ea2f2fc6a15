import { labelled } from "./png.js";
import { Sheet } from "./sheet.js";
import { SvgSurface, escaped } from "./surface_svg.js";

/**
 * What a file says of itself.
 * @typedef {{title: string, link: string, made: string}} Label
 */

/**
 * @typedef {{looks: Record<string, string>, withTitle: boolean, withFormula: boolean, label: Label}} Wish
 */

/**
 * The picture on screen as a PNG, drawn anew at its size.
 * @param {import("../stage/taken.js").Taken} taken @param {Wish} wish @param {number} scale
 * @returns {Promise<Blob>}
 */
export async function pngOf(taken, wish, scale) {
  const sheet = new Sheet(taken, wish);
  const view = taken.now();
  sheet.lay([view]);
  const canvas = canvasOf(sheet.width * scale, sheet.height * scale);
  const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  drawOn(ctx, sheet, view, scale);
  return labelled(await blobOf(canvas), wish.label);
}

/** The same as SVG. @param {import("../stage/taken.js").Taken} taken @param {Wish} wish */
export function svgOf(taken, wish) {
  const sheet = new Sheet(taken, wish);
  const view = taken.now();
  sheet.lay([view]);
  const surface = new SvgSurface(sheet.width, sheet.height, measureWith(sheet.pen));
  sheet.draw(surface, view, 1);
  const { title, link, made } = wish.label;
  const about = `<desc>${escaped(`${link} · ${made}`)}</desc>\n`;
  return new Blob([surface.file({ title, about })], { type: "image/svg+xml" });
}

/**
 * One beside the page where the browser has them: its picture is ready in a tenth of the time.
 * @param {number} width @param {number} height @returns {HTMLCanvasElement | OffscreenCanvas}
 */
export function canvasOf(width, height) {
  const [w, h] = [Math.round(width), Math.round(height)];
  if ("OffscreenCanvas" in globalThis) return new OffscreenCanvas(w, h);
  return Object.assign(document.createElement("canvas"), { width: w, height: h });
}

export function drawOn(ctx, sheet, view, scale) {
  ctx.setTransform(scale, 0, 0, scale, 0, 0);
  sheet.draw(ctx, view, scale);
}

/** @param {HTMLCanvasElement | OffscreenCanvas} canvas @returns {Promise<Blob>} */
function blobOf(canvas) {
  if ("convertToBlob" in canvas) return canvas.convertToBlob({ type: "image/png" });
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png"),
  );
}

/** @param {CanvasRenderingContext2D} pen @returns {import("./surface_svg.js").Measure} */
function measureWith(pen) {
  const downs = new Map();
  return (font, text) => {
    pen.font = font;
    pen.textBaseline = "alphabetic";
    const told = pen.measureText(text);
    if (!downs.has(font)) {
      const high = pen.measureText("0").actualBoundingBoxAscent;
      pen.textBaseline = "middle";
      downs.set(font, high - pen.measureText("0").actualBoundingBoxAscent);
    }
    return { width: told.width, down: downs.get(font) };
  };
}
