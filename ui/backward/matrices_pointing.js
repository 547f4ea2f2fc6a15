import { fill } from "../stage/format.js";
import { cellSpot, given, lensSpot, stripSpot } from "../stage/spots.js";

/**
 * What of the three matrix products can be pointed at: always a row, a column and a filter.
 * @param {import("./matrices.js").BackwardMatrix} scene @param {import("../stage/scene.js").View} view
 * @returns {import("../stage/spots.js").Spot[]}
 */
export function matrixSpots(scene, view) {
  const { step: t, filter: k } = view;
  const { plan, panels, words, variant } = scene;
  const n = scene.windows.place(t)[0];
  const leads = scene.lenses[scene.shownLenses[0]];
  const soFar = (cell) => (scene.placed(view) < scene.cells ? fill(words.askedSoFar, { cell }) : cell);
  const weight = (array, filter, q) => {
    const cell = scene.cellOf(q);
    return scene.readsChannel(filter, cell[0])
      ? scene.weightName(array, filter, ...cell)
      : scene.notRead(filter, cell[0]);
  };
  const lenses = scene.shownLenses.map((name) => {
    const lens = scene.lenses[name];
    const target = (at, c) => (name === "dout2" ? { t: at, k: c, q: scene.pickedOf(c) } : { t: at, k, q: c });
    const rows = lensSpot(name, lens, target, (at, c) => `${name}[${at},${c}]`, leads);
    const strip = stripSpot(
      fill(words.cursorRows, { name }),
      lens,
      (at) => ({ t: at, k, q: scene.pickedOf(k) }),
      (at) => `${name}[${at}]`,
    );
    return [...strip, ...(name === "dcol" ? [rows] : given([rows]))];
  });
  const last = variant === "dcol" ? lenses.pop() : [];
  const spots = lenses.flat();
  if (plan.dout) {
    const step = (r, c) => scene.windows.step(n, r, c);
    const plane = cellSpot(
      `dout[${n},${k}]`,
      scene.doutPlanes[k][0],
      (r, c) => ({ t: step(r, c), k, q: scene.pickedOf(k) }),
      (r, c) => `dout[${n},${k},${r},${c}]`,
    );
    spots.unshift(...given([plane]));
  }
  if (plan.colWT)
    spots.push(
      ...given([
        cellSpot(
          "col_W.T",
          panels.colWT,
          (filter, q) => ({ t, k: filter, q }),
          (filter, q) => `col_W.T[${filter},${q}]`,
        ),
      ]),
    );
  if (variant === "db")
    spots.push(
      cellSpot(
        "db",
        panels.db,
        (_, filter) => ({ t, k: filter, q: scene.pickedOf(filter) }),
        (_, filter) => soFar(`db[${filter}]`),
      ),
    );
  if (plan.dW2)
    spots.push(
      cellSpot(
        "dW2",
        panels.dW2,
        (q, filter) => ({ t, q, k: filter }),
        (q, filter) => soFar(`dW2[${q},${filter}]`),
      ),
    );
  const planes = plan.dW.map((_, c) => {
    const column = (r, q) => (c * scene.sizes.FH + r) * scene.sizes.FW + q;
    return cellSpot(
      scene.nameOfPlane(`dW[${k}]`, c),
      panels.dW[c],
      (r, q) => ({ t, k, q: column(r, q) }),
      (r, q) => soFar(weight("dW", k, column(r, q))),
    );
  });
  return [...spots, ...planes, ...last];
}
