import { fill } from "../stage/format.js";
import { areaSpot, cellSpot, aroundMiddle, given } from "../stage/spots.js";

/** What belongs to a cell that is pointed at, in every panel of the three accumulations. */

export const FILTER_PANELS = ["window", "byX", "dW", "W", "byW"];

export function drawStepPointed(scene, ctx, theme, { panel, c, r, q }, t, k) {
  const filterCell = (fy, fx) => {
    for (const name of FILTER_PANELS) if (scene.plan[name]) scene.mark(ctx, theme, scene.panels[name][c], fy, fx);
  };
  if (!scene.readsChannel(k, c) && FILTER_PANELS.includes(panel)) return;
  if (panel === "x" || panel === "dx") {
    for (const name of ["x", "dx"]) scene.mark(ctx, theme, scene.panels[name][c], r, q);
    const readers = scene.readsChannel(k, c) ? scene.windows.readersOf(r, q) : [];
    for (const { i, j } of readers) scene.veilCell(ctx, theme, scene.doutPlanes[k][0], i, j);
    const [, i, j] = scene.windows.place(t);
    const here = readers.find((one) => one.i === i && one.j === j);
    if (here) filterCell(here.fy, here.fx);
  } else if (FILTER_PANELS.includes(panel)) {
    for (const name of ["x", "dx"]) {
      if (panel === "dW" || panel === "W") scene.veilMet(ctx, theme, scene.panels[name][c], r, q);
      scene.mark(ctx, theme, scene.panels[name][c], ...scene.under(t, r, q));
    }
    filterCell(r, q);
  }
}

/**
 * What can be pointed at: input, the filter's panels, dout, db, dx.
 * @param {import("./steps.js").BackwardSteps} scene @param {import("../stage/scene.js").View} view
 * @returns {import("../stage/spots.js").Spot[]}
 */
export function stepSpots(scene, view) {
  const { plan, panels, words } = scene;
  const { t, k } = scene.at(view.step, view.filter);
  const n = scene.windows.place(t)[0];
  const target = (panel, c, r, q) => ({ panel, n, c, r, q, k });
  const soFar = (cell) => (scene.placed(view) < scene.steps ? fill(words.askedSoFar, { cell }) : cell);
  const share = (cell) => (scene.all || scene.sizes.FN === 1 ? cell : `${cell} (${fill(words.bw_share, { k })})`);
  const slope = () => `dout[${n},${k},${scene.windows.place(t).slice(1).join(",")}]`;
  const pixel = (c, fy, fx) => scene.nameOfPixel("x", n, c, ...scene.under(t, fy, fx));
  const weight = (c, fy, fx) => scene.weightName("W", k, c, fy, fx);
  const told = {
    x: [`x[${n}]`, (c, r, q) => scene.nameOfPixel("x", n, c, r, q)],
    window: [words.window, pixel],
    byX: [`dout · ${words.window}`, (...cell) => `${slope()}·${pixel(...cell)}`],
    dW: [`dW[${k}]`, (...cell) => soFar(scene.weightName("dW", k, ...cell))],
    W: [`W[${k}]`, weight],
    byW: ["dout · W", (...cell) => `${slope()}·${weight(...cell)}`],
    dx: [`dx[${n}]`, (c, r, q) => soFar(share(scene.nameOfPixel("dx", n, c, r, q)))],
  };
  const cells = Object.keys(told).flatMap((panel) => {
    if (!plan[panel]) return [];
    const [title, name] = told[panel];
    const spots = panels[panel].map((matrix, c) => ({
      ...cellSpot(
        scene.nameOfPlane(title, c),
        matrix,
        (r, q) => target(panel, c, r, q),
        (r, q) => (matrix.absent?.(r, q) ? scene.notRead(k, c) : name(c, r, q)),
      ),
      ...textOf(scene, panel, matrix),
    }));
    return ["x", "window", "W"].includes(panel) ? given(spots) : spots;
  });
  const of = (channel) => (channel < 0 ? k : channel);
  const [x, dx] = [cells.filter(({ panel }) => panel.startsWith("x[")), cells.filter(({ panel }) => panel[1] === "x")];
  return [
    ...x,
    ...cells.filter((spot) => !x.includes(spot) && !dx.includes(spot)),
    ...given([
      cellSpot(
        `dout[${n},${k}]`,
        scene.doutPlanes[k][0],
        (r, q) => target("dout", 0, r, q),
        (r, q) => `dout[${n},${k},${r},${q}]`,
      ),
    ]),
    ...areaSpot(
      "dout",
      plan.thumbs,
      ({ x: left, y, w, h }) => ({ x: left, y: y - 16, w, h: h + 16 }),
      (place) => ({ ...target("thumb", 0, 0, 0), k: place.k }),
      (place) => `dout[${n},${place.k}]`,
    ),
    ...areaSpot(
      "db",
      plan.db,
      aroundMiddle,
      (place) => ({ ...target("db", 0, 0, 0), k: of(place.k) }),
      (place) => soFar(`db[${of(place.k)}]`),
      (place) => biasText(scene, of(place.k)),
    ),
    ...dx,
  ];
}

/** A film of one filter adds up no other one's bias. */
function biasText({ filling, formats }, k) {
  return filling && (filling.only < 0 || filling.only === k) ? formats.db.text(filling.bias(k)) : "";
}

/** Numbers that are not there yet are not told: products of a step that waits, pixels that nothing has come to. */
function textOf(scene, panel, matrix) {
  const { text } = cellSpot("", matrix, null, null);
  if (panel === "byX" || panel === "byW") return { text: (r, q) => (scene.held ? "" : text(r, q)) };
  return panel === "dx" ? { text: (r, q) => (matrix.there(r, q) ? text(r, q) : "") } : {};
}
