/**
 * Numbers that fill as a film runs: every step adds given contributions, and the state after any
 * step is found again from the nearest one that was kept, so that a scrub is never slow.
 */

import { dusted } from "../stage/model.js";

/** How many states are kept along a film. */
const KEPT = 16;

/** Base of the films; an heir has `add(step)`. */
class Filling {
  /** @param {Record<string, Float64Array>} state all zeros @param {number} steps */
  constructor(scene, state, steps) {
    this.scene = scene;
    this.state = state;
    this.steps = steps;
    /** Steps added so far. */
    this.count = 0;
    this.gap = Math.max(64, Math.ceil(steps / KEPT));
    this.kept = new Map([[0, copyOf(state)]]);
    this.plane = scene.sizes.Hp * scene.sizes.Wp;
    this.reach = this.reaches();
  }

  /** Places of the filter's cells relative to the window's first pixel, in the flat padded planes. */
  reaches() {
    const { C, Wp } = this.scene.sizes;
    const { rowOffsets, colOffsets } = this.scene.windows;
    const places = [];
    for (let c = 0; c < C; c++) {
      for (const row of rowOffsets) for (const col of colOffsets) places.push(c * this.plane + row * Wp + col);
    }
    return Int32Array.from(places);
  }

  /** Bring the state to where `count` steps have been added. @param {number} count */
  to(count) {
    if (count < this.count) {
      const from = Math.floor(count / this.gap) * this.gap;
      const kept = this.kept.get(from);
      for (const name of Object.keys(kept)) this.state[name].set(kept[name]);
      this.count = from;
    }
    while (this.count < count) this.add(this.count);
    return this.state;
  }

  /** A step has been added. */
  done() {
    this.count++;
    if (this.count % this.gap === 0 && !this.kept.has(this.count)) this.kept.set(this.count, copyOf(this.state));
  }
}

/** Of each filter the first column of `col` that it meets, and the one after the last. @returns {[number, number][]} */
function columnsOf(scene) {
  const { FN, FH, FW } = scene.sizes;
  return [...Array(FN).keys()].map((k) => {
    const read = scene.channelsOf(k);
    return [read[0] * FH * FW, (read[read.length - 1] + 1) * FH * FW];
  });
}

/** Room for dx with its padding, for all images. */
const roomOf = (scene) => new Float64Array(scene.N * scene.sizes.C * scene.sizes.Hp * scene.sizes.Wp);

/** Gradients whose largest number so far is kept. */
const PEAKS = ["db", "dW", "dx"];

/** The three gradients, one number of dout at a time. */
export class Sums extends Filling {
  /**
   * @param {import("../stage/layer_scene.js").LayerScene & {dout: import("../stage/model.js").Tensor}} scene
   * @param {number} only the one filter that takes part, or -1 for all of them in turn
   */
  constructor(scene, only) {
    const { C, FN, FH, FW } = scene.sizes;
    const K = C * FH * FW;
    const windows = scene.windows.outH * scene.windows.outW * scene.N;
    super(
      scene,
      {
        db: new Float64Array(FN),
        dW: new Float64Array(FN * K),
        dx: roomOf(scene),
        touched: roomOf(scene),
        peaks: new Float64Array(PEAKS.length),
      },
      windows * (only < 0 ? FN : 1),
    );
    this.only = only;
    this.K = K;
    this.columns = columnsOf(scene);
  }

  /** Window and filter of a step. @param {number} step @returns {{t: number, k: number}} */
  at(step) {
    const { FN } = this.scene.sizes;
    return this.only < 0 ? { t: Math.floor(step / FN), k: step % FN } : { t: step, k: this.only };
  }

  add(step) {
    const { scene, reach, K } = this;
    const { t, k } = this.at(step);
    const [n, i, j] = scene.windows.place(t);
    const { C, Wp } = scene.sizes;
    const dout = scene.dout.at(n, k, i, j);
    const first = n * C * this.plane + scene.windows.rowStarts[i] * Wp + scene.windows.colStarts[j];
    const { db, dW, dx, touched, peaks } = this.state;
    const x = scene.x.values;
    const W = scene.W.values;
    db[k] += dout;
    peaks[0] = Math.max(peaks[0], Math.abs(db[k]));
    const [from, to] = this.columns[k];
    for (let q = from, w = k * K + from; q < to; q++, w++) {
      const pixel = first + reach[q];
      dW[w] += dout * x[pixel];
      dx[pixel] += dout * W[w];
      touched[pixel] = 1;
      peaks[1] = Math.max(peaks[1], Math.abs(dW[w]));
      peaks[2] = Math.max(peaks[2], Math.abs(dx[pixel]));
    }
    this.done();
  }

  /** @param {number} n @param {number} c @param {number} r @param {number} q in the padded plane */
  pixel(n, c, r, q) {
    const { C, Wp } = this.scene.sizes;
    return dusted(this.state.dx[(n * C + c) * this.plane + r * Wp + q], this.scene.most.byW);
  }

  /** Whether a step has added to a pixel, even if it was 0. */
  touched(n, c, r, q) {
    const { C, Wp } = this.scene.sizes;
    return this.state.touched[(n * C + c) * this.plane + r * Wp + q] > 0;
  }

  /** The largest number that a gradient has held so far; 0 before there is one. @param {string} name */
  peak(name) {
    return this.state.peaks[PEAKS.indexOf(name)] ?? 0;
  }

  bias(k) {
    return dusted(this.state.db[k], this.scene.most.dout);
  }

  weight(k, c, fy, fx) {
    const { FH, FW } = this.scene.sizes;
    return dusted(this.state.dW[k * this.K + (c * FH + fy) * FW + fx], this.scene.most.byX);
  }
}

/**
 * Rows of a matrix folded back into their windows, three ways at once: added up, overwriting one
 * another, and counted.
 */
export class Folds extends Filling {
  /** @param {(t: number) => Float64Array} rowOf the row of a window, C*FH*FW numbers */
  constructor(scene, rowOf) {
    super(
      scene,
      { sum: roomOf(scene), last: roomOf(scene), count: new Float64Array(scene.N * scene.sizes.Hp * scene.sizes.Wp) },
      scene.cells,
    );
    this.rowOf = rowOf;
  }

  add(t) {
    const { reach, plane, state } = this;
    const [n, i, j] = this.scene.windows.place(t);
    const corner = this.scene.windows.rowStarts[i] * this.scene.sizes.Wp + this.scene.windows.colStarts[j];
    const first = n * this.scene.sizes.C * plane + corner;
    const row = this.rowOf(t);
    for (let q = 0; q < row.length; q++) {
      state.sum[first + reach[q]] += row[q];
      state.last[first + reach[q]] = row[q];
      // the first channel's cells count for all of them
      if (reach[q] < plane) state.count[n * plane + corner + reach[q]]++;
    }
    this.done();
  }

  /** @param {"sum" | "last"} name */
  pixel(name, n, c, r, q) {
    return dusted(
      this.state[name][(n * this.scene.sizes.C + c) * this.plane + r * this.scene.sizes.Wp + q],
      this.scene.most.byRow,
    );
  }

  countAt(n, r, q) {
    return this.state.count[n * this.plane + r * this.scene.sizes.Wp + q];
  }
}

/**
 * The least and the largest number that each gradient may be while it fills, whatever part of its
 * terms has been added, and the same for the rows of dcol.
 *
 * @returns {Record<"db" | "dW" | "dx" | "dcol", {low: number, high: number}>}
 */
export function partialRanges(scene, { x, W, dout }) {
  const { C, FN, FH, FW, Hp, Wp, oh, ow } = scene.sizes;
  const { rowStarts, colStarts, rowOffsets, colOffsets } = scene.windows;
  const K = C * FH * FW;
  const filling = { db: FN, dW: FN * K, dx: scene.N * C * Hp * Wp, dcol: K };
  const sums = Object.fromEntries(
    Object.entries(filling).map(([name, size]) => [name, [new Float64Array(size), new Float64Array(size)]]),
  );
  const add = ([negative, positive], at, term) => {
    if (term < 0) negative[at] += term;
    else positive[at] += term;
  };
  const row = { low: 0, high: 0 };
  const columns = columnsOf(scene);
  const places = [...Array(K).keys()].map((q) => {
    const [c, fy, fx] = scene.cellOf(q);
    return (c * Hp + rowOffsets[fy]) * Wp + colOffsets[fx];
  });
  for (let n = 0; n < scene.N; n++) {
    for (let i = 0; i < oh; i++) {
      for (let j = 0; j < ow; j++) {
        for (const half of sums.dcol) half.fill(0);
        const first = (n * C * Hp + rowStarts[i]) * Wp + colStarts[j];
        for (let k = 0; k < FN; k++) {
          const d = dout.at(n, k, i, j);
          if (!d) continue;
          add(sums.db, k, d);
          const [from, to] = columns[k];
          for (let q = from; q < to; q++) {
            const pixel = first + places[q];
            const byW = d * W.values[k * K + q];
            add(sums.dW, k * K + q, d * x.values[pixel]);
            add(sums.dx, pixel, byW);
            add(sums.dcol, q, byW);
          }
        }
        for (const value of sums.dcol[0]) if (value < row.low) row.low = value;
        for (const value of sums.dcol[1]) if (value > row.high) row.high = value;
      }
    }
  }
  const reach = ([negative, positive]) => ({
    low: negative.reduce((least, one) => Math.min(least, one), 0),
    high: positive.reduce((most, one) => Math.max(most, one), 0),
  });
  return { db: reach(sums.db), dW: reach(sums.dW), dx: reach(sums.dx), dcol: row };
}

function copyOf(state) {
  return Object.fromEntries(Object.entries(state).map(([name, values]) => [name, values.slice()]));
}
