import { canvasOf, drawOn } from "./pictures.js";
import { Sheet } from "./sheet.js";

/** Frames of a film at most. */
export const MOST_FRAMES = 600;
/** The end of a film is looked at so much longer, in ms. */
const REST = 1500;

/**
 * @typedef {{from: number, to: number, phases: number, pace: number, width: number, height: number}} Cut
 *   steps counted from 1, frames of a step, ms for a step
 * @typedef {{step: number, progress: number, ms: number}} Frame
 */

/** @param {Cut} cut @returns {Frame[]} */
function framesOf({ from, to, phases, pace }) {
  const frames = [];
  for (let step = from; step <= to; step++)
    for (let phase = 1; phase <= phases; phase++)
      frames.push({ step: step - 1, progress: phase / phases, ms: pace / phases });
  if (frames.length) frames[frames.length - 1].ms += REST;
  return frames;
}

/** A film's frames, each drawn by the picture when its turn comes. */
export class Film {
  /**
   * @param {import("../stage/taken.js").Taken} taken @param {Cut} cut @param {import("./pictures.js").Wish} wish
   * @param {boolean} isRead whether `pixels` will be asked for
   */
  constructor(taken, cut, wish, isRead) {
    this.taken = taken;
    this.frames = framesOf(cut);
    this.sheet = new Sheet(taken, wish, cut);
    this.canvas = canvasOf(cut.width, cut.height);
    // its pixels are read after every frame
    const how = /** @type {const} */ ({ willReadFrequently: isRead });
    this.ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d", how));
    // the room is found for the longest of some formulas, so that the picture keeps its place
    const some = [0, 0.21, 0.5, 0.83, 1].map((share) => Math.round(share * (taken.steps - 1)));
    this.sheet.lay(some.map((step) => taken.at(step, 1)));
  }

  /** @param {number} at @returns {HTMLCanvasElement | OffscreenCanvas} with that frame */
  draw(at) {
    const { step, progress } = this.frames[at];
    drawOn(this.ctx, this.sheet, this.taken.at(step, progress), 1);
    return this.canvas;
  }

  /** @param {number} at @returns {Uint32Array} the pixels of that frame */
  pixels(at) {
    const { width, height } = this.draw(at);
    return new Uint32Array(this.ctx.getImageData(0, 0, width, height).data.buffer);
  }
}

/** A breath for the page: its buttons work while a film is made. */
export const breath = () => new Promise((done) => setTimeout(done));
