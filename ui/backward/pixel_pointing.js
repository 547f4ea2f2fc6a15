import { areaSpot, cellSpot, aroundMiddle, given } from "../stage/spots.js";

/**
 * What can be pointed at where dx is seen from a pixel: dout, the terms of the pixel, their sums, dx.
 * @param {import("./pixel.js").BackwardPixel} scene
 * @returns {import("../stage/spots.js").Spot[]}
 */
export function pixelSpots(scene) {
  const { panel, plan, now, k, words, rotated } = scene;
  const { n, c } = now;
  const weight = ({ fy, fx }) => scene.weightName("W", k, c, fy, fx);
  const slope = ({ i, j, r, q }) => (i === undefined ? slopeAt(scene, r, q) : `dout[${n},${k},${i},${j}]`);
  const names = {
    cells: ["dout", slope],
    weights: ["W", weight],
    products: [words.products, (term) => `${slope(term)}·${weight(term)}`],
  };
  const map = cellSpot(
    rotated ? words.bw_spreadZero : `dout[${n},${k}]`,
    rotated ? panel.spread : scene.doutPlanes[k][0],
    (r, q) => ({ panel: "map", r, q }),
    (r, q) => (rotated ? slopeAt(scene, r, q) : `dout[${n},${k},${r},${q}]`),
  );
  const terms = Object.entries(names).map(([name, [title, told]]) => {
    const spot = cellSpot(
      title,
      panel[name],
      (r, q) => ({ panel: name, r, q }),
      (r, q) => (scene.termAt(r, q) ? told(scene.termAt(r, q)) : words.bw_noTerm),
    );
    // a pixel at the edge has fewer readers than the panel has cells
    return { ...spot, text: (r, q) => (scene.termAt(r, q) ? spot.text(r, q) : "") };
  });
  const sums = areaSpot(
    words.bw_sums,
    plan.sums.filters,
    aroundMiddle,
    (place) => ({ panel: "chip", k: place.k }),
    (place) => `k=${place.k}`,
    (place) => scene.formats.dx.text(scene.sumOf(scene.now, place.k)),
  );
  const dx = cellSpot(
    `dx[${n},${c}]`,
    panel.dx,
    (y, x) => ({ panel: "dx", step: scene.stepAt({ ...scene.now, y, x }) }),
    (y, x) => `dx[${n},${c},${y},${x}]`,
  );
  return [...given([map, ...terms.slice(0, 2)]), terms[2], ...sums, dx];
}

/** The cell of dout that stands at a place of the plane with zeros; what belongs to none has a word. */
function slopeAt(scene, r, q) {
  const { panel, now, k, words, reach, windows } = scene;
  const [i, j] = [windows.rowStarts.indexOf(r - reach.row), windows.colStarts.indexOf(q - reach.col)];
  if (i < 0 || j < 0 || panel.spread.inserted(r, q)) return words.bw_spreadZero;
  return `dout[${now.n},${k},${i},${j}]`;
}
