import { formatsFor } from "../../stage/number_format.js";
import { MapPlate, PhotoPlate } from "./plates.js";

/** Decimals of a map's numbers at least, where they cannot be written whole. */
const MAP_DECIMALS = 4;

/**
 * The numbers of a photograph and of its maps: an overview of all, a close view of a part, and the
 * exact numbers of single pixels that were asked for.
 */
export class Numbers {
  /** @param {any} header @param {Record<string, any>} arrays @param {PhotoPlate} photo */
  constructor(header, arrays, photo) {
    this.header = header;
    this.overview = platesOf(header.view, arrays, header.maps.length, photo);
    /** @type {ReturnType<typeof platesOf> | null} */
    this.close = null;
    /** @type {any} */
    this.asked = null;
    // four decimals tell all bytes apart
    [this.pixelFormat] = formatsFor([
      header.scale === "unit" ? { low: 0, high: 1, decimals: 4 } : { low: 0, high: 255, decimals: 0 },
    ]);
    /** @type {import("../../stage/number_format.js").NumberFormat[]} */
    this.mapFormats = [];
  }

  /** How the numbers of map `k` are written, whether they are its own or means. */
  mapFormat(k) {
    const { most } = this.header.maps[k];
    const plate = this.views.map((view) => view.maps[k]).find(({ exact }) => exact);
    this.mapFormats[k] ??= plate && formatsFor([{ low: -most, high: most, decimals: plate.decimals }], MAP_DECIMALS)[0];
    return this.mapFormats[k] ?? formatsFor([{ low: -most, high: most, decimals: Infinity }], MAP_DECIMALS)[0];
  }

  get views() {
    return this.close ? [this.overview, this.close] : [this.overview];
  }

  /** The map cell whose square holds a point of the photograph. */
  cellAt(x, y) {
    const { offset, stride, out } = this.header;
    const i = Math.floor((y - offset[0]) / stride[0]);
    const j = Math.floor((x - offset[1]) / stride[1]);
    return i >= 0 && j >= 0 && i < out[0] && j < out[1] ? [i, j] : null;
  }

  pixelAt(x, y) {
    const [h, w] = this.header.size;
    const row = Math.floor(y);
    const col = Math.floor(x);
    return row >= 0 && col >= 0 && row < h && col < w ? [row, col] : null;
  }

  /** The values of a pixel, in the lesson's scale: {values, exact}. */
  photo(pixel) {
    if (!pixel) return null;
    const scaled = (bytes) => [...bytes].map((byte) => (this.header.scale === "unit" ? byte / 255 : byte));
    if (same(this.asked?.pixel, pixel)) return { values: scaled(this.asked.x), exact: true };
    const plate = this.best("photo", pixel);
    const at = plate.at(...pixel);
    return { values: scaled(plate.planes.map((plane) => plane[at])), exact: plate.exact, block: plate.block };
  }

  /** The number of map `k` in a cell: {value, exact}. */
  map(k, cell, relu) {
    if (!cell) return null;
    if (same(this.asked?.cell, cell)) {
      const value = this.asked.out[k];
      return { value: relu ? Math.max(0, value) : value, exact: true };
    }
    const plate = this.best(k, cell);
    return { value: plate.value(plate.at(...cell), relu), exact: plate.exact, block: plate.block };
  }

  /** Whether all numbers of a place are the maps' own. */
  known(pixel, cell) {
    return (!pixel || this.photo(pixel).exact) && (!cell || this.map(0, cell, false).exact);
  }

  /** The plate that knows most about a place. */
  best(name, place) {
    const pick = (view) => (name === "photo" ? view.photo : view.maps[name]);
    const close = this.close && pick(this.close);
    return close && close.at(...place) >= 0 ? close : pick(this.overview);
  }

  /** The block in which a rectangle of the photograph is known. */
  blockOf(seen) {
    if (this.close && covers(this.close, seen)) return Math.min(this.close.block, this.overview.block);
    return this.overview.block;
  }

  /** One line for those who listen: the pixel and every map's number. */
  sentence(x, y, relu) {
    const pixel = this.pixelAt(x, y);
    const cell = this.cellAt(x, y);
    const parts = [];
    const photo = this.photo(pixel);
    if (photo) {
      photo.values.forEach((value, c) =>
        parts.push(said(`x[0,${c},${pixel.join()}]`, this.pixelFormat.text(value), photo.exact)),
      );
    }
    if (cell) {
      this.header.maps.forEach((_, k) => {
        const { value, exact } = this.map(k, cell, relu);
        parts.push(said(`out[0,${k},${cell.join()}]`, this.mapFormat(k).text(value), exact));
      });
    }
    return parts.join(", ");
  }
}

const said = (name, text, exact) => `${name} ${exact ? "=" : "≈"} ${text}`;

const same = (a, b) => Boolean(a && b && a[0] === b[0] && a[1] === b[1]);

function covers(view, { left, right, top, bottom }) {
  const [rows, cols] = [view.meta.rows, view.meta.cols];
  return rows[0] <= top && rows[1] >= bottom && cols[0] <= left && cols[1] >= right;
}

/** A photograph as it was sent, which lies as a view says. */
export function photoOf(meta, x) {
  const [C, h, w] = x.shape;
  const planes = Array.from({ length: C }, (_, c) => x.values.subarray(c * h * w, (c + 1) * h * w));
  return new PhotoPlate(place(meta.rows, meta.cols, meta.block, h, w), planes);
}

/** A view as it was sent becomes one plate for the photograph and one for each map. */
export function platesOf(meta, arrays, FN, photo = photoOf(meta, arrays.x)) {
  const maps = Array.from({ length: FN }, (_, k) => {
    const mean = arrays[`mean${k}`];
    return new MapPlate(place(meta.outRows, meta.outCols, meta.outBlock, ...mean.shape), {
      mean: mean.values,
      positive: arrays[`positive${k}`]?.values,
      step: meta.steps[k],
      over: meta.over[k],
      exact: meta.exact,
    });
  });
  return { meta, photo, maps, block: meta.block[0] };
}

function place([top, bottom], [left, right], block, rows, cols) {
  return { top, bottom, left, right, block, rows, cols };
}
