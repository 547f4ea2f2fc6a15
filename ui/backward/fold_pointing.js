import { fill } from "../stage/format.js";
import { cellSpot, given, lensSpot, stripSpot } from "../stage/spots.js";

/**
 * What of the folding back can be pointed at: the rows, the row as a window, and the planes.
 * @param {import("./fold.js").BackwardFold} scene @param {import("../stage/scene.js").View} view
 * @returns {import("../stage/spots.js").Spot[]}
 */
export function foldSpots(scene, view) {
  const { step: t } = view;
  const { lens, matrixName: rows, panels, words, variant } = scene;
  const { FH, FW } = scene.sizes;
  const n = scene.windows.place(t)[0];
  const strip = stripSpot(
    fill(words.cursorRows, { name: rows }),
    lens,
    (at) => ({ panel: "matrix", t: at, c: 0, r: 0, q: 0 }),
    (at) => `${rows}[${at}]`,
  );
  const matrix = lensSpot(
    rows,
    lens,
    (at, column) => {
      const [c, r, q] = scene.cellOf(column);
      return { panel: "matrix", t: at, c, r, q };
    },
    (at, column) => `${rows}[${at},${column}]`,
  );
  const patch = panels.patch.map((plane, c) =>
    cellSpot(
      scene.nameOfPlane(`${rows}[${t}]`, c),
      plane,
      (r, q) => ({ panel: "patch", t, c, r, q }),
      (r, q) => `${rows}[${scene.shown.step},${(c * FH + r) * FW + q}]`,
    ),
  );
  const soFar = (cell) => (scene.placed(view) < scene.cells ? fill(words.askedSoFar, { cell }) : cell);
  const [top, , left] = scene.windows.pad;
  const inside = (r, q, name) => (scene.windows.inPadding(r, q) ? scene.nameOfPixel("dx", n, 0, r, q) : name);
  const names = {
    x: (c, r, q) => scene.nameOfPixel("x", n, c, r, q),
    sum: (c, r, q) => soFar(scene.nameOfPixel(variant === "count" ? "col2im(col)" : "dx", n, c, r, q)),
    // what is wrong has no name in the code
    last: (c, r, q) => inside(r, q, `${words.bw_wrongCell} ${soFar(scene.nameOfPixel("dx", n, c, r, q))}`),
    // counts of the finished layer are there from the outset
    reads: (_, r, q) => inside(r, q, (variant === "count" ? soFar : String)(`count[${r - top},${q - left}]`)),
  };
  const planes = scene.rowPanels.flatMap((name) => {
    const title = { x: `x[${n}]`, sum: variant === "count" ? "col2im(col)" : `dx[${n}]`, last: words.bw_wrongCell };
    const spots = panels[name].map((plane, c) =>
      cellSpot(
        name === "reads" ? words.bw_reads : scene.nameOfPlane(title[name], c),
        plane,
        (r, q) => ({ panel: "pixel", t, c, r, q }),
        (r, q) => names[name](c, r, q),
      ),
    );
    return name === "x" ? given(spots) : spots;
  });
  return [...given([...strip, matrix, ...patch]), ...planes];
}
