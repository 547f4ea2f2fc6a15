import { rangeOf } from "../../stage/number_format.js";

/** Steps of a colour scale, from the most negative number to the most positive one. */
const SHADES = 1024;

/**
 * A rectangle of one picture in blocks of pixels: its numbers, and a bitmap of them.
 * `top`, `left` count the picture's own pixels; `block` is [rows, columns] of one number.
 */
export class Plate {
  constructor({ top, left, bottom, right, block, rows, cols }) {
    Object.assign(this, { top, left, bottom, right, block, rows, cols });
    /** @type {HTMLCanvasElement | null} */
    this.bitmap = null;
  }

  /** Which number stands for pixel (row, col), or -1. */
  at(row, col) {
    if (row < this.top || row >= this.bottom || col < this.left || col >= this.right) return -1;
    return Math.floor((row - this.top) / this.block[0]) * this.cols + Math.floor((col - this.left) / this.block[1]);
  }

  covers({ top, left, bottom, right }) {
    return this.top <= top && this.left <= left && this.bottom >= bottom && this.right >= right;
  }

  /** @param {(pixels: Uint32Array) => void} fill with a packed colour, 0xAABBGGRR, for each number */
  paint(fill) {
    const bitmap = document.createElement("canvas");
    bitmap.width = this.cols;
    bitmap.height = this.rows;
    const image = new ImageData(this.cols, this.rows);
    fill(new Uint32Array(image.data.buffer));
    bitmap.getContext("2d").putImageData(image, 0, 0);
    this.bitmap = bitmap;
  }
}

/** The photograph itself: one or three planes of bytes. */
export class PhotoPlate extends Plate {
  constructor(place, planes) {
    super(place);
    this.planes = planes;
    const [r, g, b] = planes.length === 3 ? planes : [planes[0], planes[0], planes[0]];
    this.paint((pixels) => {
      for (let at = 0; at < pixels.length; at++) pixels[at] = pack(r[at], g[at], b[at]);
    });
  }

  get exact() {
    return this.block[0] === 1 && this.block[1] === 1;
  }
}

/** A feature map: its own numbers, or means of blocks with and without ReLU. */
export class MapPlate extends Plate {
  constructor(place, { mean, positive, step, over, exact }) {
    super(place);
    this.mean = mean;
    this.positive = positive;
    this.step = step;
    this.over = over;
    this.exact = exact;
  }

  /** With so many decimals all numbers of an exact map are written whole; Infinity if with none. */
  get decimals() {
    return this.over === 1 ? Math.max(rangeOf([this.step]).decimals, rangeOf(this.mean).decimals) : Infinity;
  }

  /** The number of a block, and what ReLU makes of it. */
  value(at, relu) {
    if (!this.exact) return (relu ? this.positive[at] : this.mean[at]) * this.step;
    // the layer divides in float32: rounded like this it is the same number to the last digit
    const value = Math.fround((this.mean[at] * this.step) / this.over);
    return relu ? Math.max(0, value) : value;
  }

  /**
   * @param {{relu: boolean, signed: boolean}} mode
   * @param {{most: number, sign: number}} map where the colours end, and of which sign nearly all numbers are
   * @param {{signed: Uint32Array, plain: Uint32Array}} shades
   */
  colour({ relu, signed }, { most, sign }, { signed: coloured, plain }) {
    const { mean, positive } = this;
    const shades = signed && !sign ? coloured : plain;
    const scale = most ? (SHADES / 2 / most) * (this.step / this.over) : 0;
    const middle = SHADES / 2;
    this.paint((pixels) => {
      for (let at = 0; at < pixels.length; at++) {
        let number = mean[at];
        if (positive) number = relu ? positive[at] : signed ? number : 2 * positive[at] - number;
        else if (number < 0) number = relu ? 0 : signed ? number : -number;
        // nearly all of one sign: the few numbers of the other one are as dark as zero
        if (signed && sign) number = Math.max(0, number * sign);
        const shade = Math.round(middle + number * scale);
        pixels[at] = shades[shade < 0 ? 0 : shade > SHADES ? SHADES : shade];
      }
    });
  }
}

/** Colours from -most to +most. @param {import("../../stage/theme.js").Theme} theme @param {boolean} signed */
export function shadesOf(theme, signed) {
  return Uint32Array.from({ length: SHADES + 1 }, (_, shade) => {
    const share = (2 * shade) / SHADES - 1;
    return pack(...(signed ? theme.data(share, 1) : theme.picture(Math.abs(share), "grey")));
  });
}

const pack = (r, g, b) => ((255 << 24) | (b << 16) | (g << 8) | r) >>> 0;
