/** How far apart two numbers may be, as a share of the largest, before the picture says so. */
const CLOSE = 1e-3;

/**
 * Whether the sums of a whole film are the layer's own gradients; what is not goes to the console.
 *
 * @param {import("./steps.js").BackwardSteps} scene with its film at the end
 * @returns {{db: boolean, dW: boolean, dx: boolean}}
 */
export function verdictOf(scene) {
  const { filling: sums, sizes, db, dW } = scene;
  const { only, state, K } = sums;
  const filters = only < 0 ? [...Array(sizes.FN).keys()] : [only];
  const weights = filters.flatMap((k) => [...Array(K).keys()].map((q) => k * K + q));
  const said = {
    db: filters.every((k) => near(state.db[k], db.at(k), scene.most.db)),
    dW: weights.every((at) => near(state.dW[at], dW.values[at], scene.most.dW)),
    dx: everyPixel(scene, (n, c, r, q, layers) => near(sums.pixel(n, c, r, q), layers, scene.most.dx)),
  };
  for (const [name, same] of Object.entries(said)) {
    if (!same) console.error(`${name} added up step by step is not the layer's ${name}.`);
  }
  return said;
}

const near = (mine, layers, most) => Math.abs(mine - layers) <= CLOSE * Math.max(Math.abs(layers), most / 100);

/** Every pixel inside the padding, with the layer's own dx, or one filter's share of it. */
function everyPixel(scene, holds) {
  const [top, , left] = scene.windows.pad;
  const [h, w] = scene.windows.size;
  const { only } = scene.filling;
  for (let n = 0; n < scene.N; n++) {
    for (let c = 0; c < scene.sizes.C; c++) {
      for (let y = 0; y < h; y++) {
        for (let x = 0; x < w; x++) {
          const layers = only < 0 || !scene.share ? scene.dx.at(n, c, y, x) : scene.share.at(only, n, c, y, x);
          if (!holds(n, c, top + y, left + x, layers)) return false;
        }
      }
    }
  }
  return true;
}
