import { areaSpot, cellSpot } from "../stage/spots.js";

/**
 * What of the sliding filter can be pointed at: input, window, filter, products, outputs.
 * @param {import("./scene.js").SlideScene} scene @param {import("../stage/scene.js").View} view
 * @returns {import("../stage/spots.js").Spot[]}
 */
export function slideSpots(scene, { step, filter }) {
  const { plan, panels, words, windows } = scene;
  const n = windows.place(step)[0];
  const pixel = (c, r, q) => scene.nameOfPixel("x", n, c, r, q);
  const under = (c, fy, fx) => pixel(c, ...scene.under(scene.shown.step, fy, fx));
  const weight = (c, fy, fx) => scene.weightName("W", scene.shown.filter, c, fy, fx);
  const told = {
    x: { panel: (c) => `x[${n},${c}]`, name: pixel },
    window: { panel: (c) => scene.nameOfPlane(words.window, c), name: under },
    W: { panel: (c) => scene.nameOfPlane(words.filter, c), name: weight },
    products: {
      panel: (c) => scene.nameOfPlane(words.products, c),
      name: (c, fy, fx) => `${under(c, fy, fx)}·${weight(c, fy, fx)}`,
    },
  };
  const planes = Object.keys(told).flatMap((panel) => {
    if (!plan[panel]) return [];
    // where the filter lies on the window, its cells are weights
    const as = panel === "window" && !plan.W ? "W" : panel;
    return panels[panel].map((matrix, c) => {
      const spot = cellSpot(
        told[as].panel(c),
        matrix,
        (r, q) => ({ panel: as, n, c, r, q, k: filter }),
        (r, q) => (scene.readsChannel(filter, c) || as === "x" ? told[as].name(c, r, q) : scene.notRead(filter, c)),
      );
      if (as !== "products") spot.given = true;
      return as === panel ? spot : { ...spot, text: (r, q) => weightText(scene, c, r, q) };
    });
  });
  const outputs = plan.out.map(({ k }) => {
    const channel = k < 0 ? filter : k;
    return cellSpot(
      `out[${n},${channel}]`,
      scene.outputs[channel][0],
      (r, q) => ({ panel: "out", n, c: 0, r, q, k: channel }),
      (r, q) => `out[${n},${channel},${r},${q}]`,
    );
  });
  const label = 20 * scene.ui;
  const thumbs = areaSpot(
    words.output,
    plan.thumbs,
    ({ x, y, w, h }) => ({ x, y: y - label, w, h: h + label }),
    ({ k }) => ({ panel: "thumb", n, c: 0, r: 0, q: 0, k }),
    ({ k }) => `out[${n},${k}]`,
  );
  return [...planes, ...outputs, ...thumbs];
}

function weightText(scene, c, fy, fx) {
  const { filter } = scene.shown;
  return scene.readsChannel(filter, c) ? scene.formatsOf(filter).w.text(scene.weight(filter, c, fy, fx)) : "";
}
