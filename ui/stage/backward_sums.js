/**
 * The three gradients as they fill: every step adds given contributions, and the state after any
 * step is found again from the nearest one that was kept, so that a scrub is never slow.
 */

/** How many states are kept along the film. */
const KEPT = 16;

export class Sums {
  /**
   * @param {import("./slide_panels.js").SlidePanels & {dout: import("./model.js").Tensor}} scene
   * @param {number} only the one filter that takes part, or -1 for all of them in turn
   */
  constructor(scene, only) {
    this.scene = scene;
    this.only = only;
    const { C, FN, Hp, Wp, FH, FW } = scene.sizes;
    this.K = C * FH * FW;
    this.plane = Hp * Wp;
    this.state = {
      db: new Float64Array(FN),
      dW: new Float64Array(FN * this.K),
      dx: new Float64Array(scene.N * C * this.plane),
    };
    /** Steps added so far. */
    this.count = 0;
    this.steps = scene.windows.outH * scene.windows.outW * scene.N * (only < 0 ? FN : 1);
    this.gap = Math.max(64, Math.ceil(this.steps / KEPT));
    this.kept = new Map([[0, copyOf(this.state)]]);
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

  /** Window and filter of a step. @param {number} step @returns {{t: number, k: number}} */
  at(step) {
    const { FN } = this.scene.sizes;
    return this.only < 0 ? { t: Math.floor(step / FN), k: step % FN } : { t: step, k: this.only };
  }

  /** Bring the sums to where `count` steps have been added. @param {number} count */
  to(count) {
    if (count < this.count) {
      const from = Math.floor(count / this.gap) * this.gap;
      const kept = this.kept.get(from);
      for (const name of ["db", "dW", "dx"]) this.state[name].set(kept[name]);
      this.count = from;
    }
    while (this.count < count) this.add(this.count);
    return this.state;
  }

  add(step) {
    const { scene, reach, K } = this;
    const { t, k } = this.at(step);
    const [n, i, j] = scene.windows.place(t);
    const { C, Wp } = scene.sizes;
    const dout = scene.dout.at(n, k, i, j);
    const first = n * C * this.plane + scene.windows.rowStarts[i] * Wp + scene.windows.colStarts[j];
    const { db, dW, dx } = this.state;
    const x = scene.x.values;
    const W = scene.W.values;
    db[k] += dout;
    for (let q = 0, w = k * K; q < K; q++, w++) {
      const pixel = first + reach[q];
      dW[w] += dout * x[pixel];
      dx[pixel] += dout * W[w];
    }
    this.count++;
    if (this.count % this.gap === 0 && !this.kept.has(this.count)) this.kept.set(this.count, copyOf(this.state));
  }

  /** @param {number} n @param {number} c @param {number} r @param {number} q in the padded plane */
  pixel(n, c, r, q) {
    const { C, Wp } = this.scene.sizes;
    return this.state.dx[(n * C + c) * this.plane + r * Wp + q];
  }

  weight(k, c, fy, fx) {
    const { FH, FW } = this.scene.sizes;
    return this.state.dW[k * this.K + (c * FH + fy) * FW + fx];
  }
}

function copyOf({ db, dW, dx }) {
  return { db: db.slice(), dW: dW.slice(), dx: dx.slice() };
}
