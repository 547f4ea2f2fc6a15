import { packed } from "./lzw.js";
import { Nearest, paletteOf } from "./palette.js";

const COLOURS = 256;
/** The colour that stands for what is as it was. */
const SAME = COLOURS - 1;
/** How long a frame may stay, in hundredths of a second; players take less for a mistake. */
const [BRIEFEST, LONGEST] = [2, 6000];

const text = (value) => [...new TextEncoder().encode(value)];
const short = (value) => [value & 255, value >> 8];

/** A film as GIF, frame by frame; of each only what changes is kept. */
export class Gif {
  /**
   * @param {{width: number, height: number, loop: boolean, about: string}} told about: what the file says of itself
   * @param {Uint32Array[]} samples pixels of some frames: all of them share the palette that fits these
   */
  constructor({ width, height, loop, about }, samples) {
    this.size = { width, height };
    const colours = paletteOf(samples, SAME);
    this.nearest = new Nearest(colours);
    const table = colours.flat();
    /** @type {BlobPart[]} */
    this.parts = [];
    this.put([...text("GIF89a"), ...short(width), ...short(height), 0xf7, 0, 0]);
    this.put([...table, ...Array.from({ length: 3 * COLOURS - table.length }, () => 0)]);
    if (loop) this.put([0x21, 0xff, 11, ...text("NETSCAPE2.0"), 3, 1, 0, 0, 0]);
    this.put([0x21, 0xfe, ...blocksOf(text(about)), 0]);
    /** @type {Uint32Array | null} the pixels of the last frame */
    this.last = null;
    this.shown = new Uint8Array(width * height);
  }

  /** @param {number[]} bytes */
  put(bytes) {
    this.parts.push(Uint8Array.from(bytes));
  }

  /** @param {Uint32Array} pixels of the next frame, kept @param {number} ms how long it stays */
  add(pixels, ms) {
    const { width } = this.size;
    const { box, changed } = this.changesIn(pixels);
    const [left, top, w, h] = box;
    const part = new Uint8Array(w * h);
    for (let row = 0; row < h; row++) {
      const from = (top + row) * width + left;
      part.set(changed.subarray(from, from + w), row * w);
    }
    const hundredths = Math.min(Math.max(Math.round(ms / 10), BRIEFEST), LONGEST);
    this.put([0x21, 0xf9, 4, 5, ...short(hundredths), SAME, 0]);
    this.put([0x2c, ...[left, top, w, h].flatMap(short), 0, 8]);
    this.parts.push(packed(part));
    this.last = pixels;
  }

  /** Colours of what changes, and the box around it. @param {Uint32Array} pixels */
  changesIn(pixels) {
    const { last, shown, nearest } = this;
    const { width, height } = this.size;
    const changed = new Uint8Array(pixels.length).fill(SAME);
    let left = width;
    let right = -1;
    let top = height;
    let bottom = 0;
    for (let y = 0, at = 0; y < height; y++) {
      for (let x = 0; x < width; x++, at++) {
        const pixel = pixels[at];
        if (last !== null && last[at] === pixel) continue;
        const colour = nearest.of(pixel);
        if (last !== null && shown[at] === colour) continue;
        shown[at] = colour;
        changed[at] = colour;
        if (x < left) left = x;
        if (x > right) right = x;
        if (y < top) top = y;
        bottom = y;
      }
    }
    // a frame in which nothing changes is one pixel, for its time
    return { changed, box: right < 0 ? [0, 0, 1, 1] : [left, top, right - left + 1, bottom - top + 1] };
  }

  /** @returns {Blob} the file */
  end() {
    return new Blob([...this.parts, Uint8Array.of(0x3b)], { type: "image/gif" });
  }
}

/** Bytes in blocks, each behind its length. @param {number[]} bytes */
function blocksOf(bytes) {
  const blocks = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.slice(at, at + 255);
    blocks.push(block.length, ...block);
  }
  return blocks;
}
