import { fill } from "./format.js";

/**
 * What of a picture can be pointed at, as panels of cells: the pointer finds its cell there, and the cell
 * cursor walks them. A picture lists them once (`spots`), in the order in which one goes through them.
 *
 * @typedef {import("./scene.js").Area} Area
 * @typedef {import("./scene.js").Target} Target
 * @typedef {object} Spot
 * @property {string} panel what it is called: its name in the code, or a word
 * @property {number} rows @property {number} cols
 * @property {(r: number, c: number) => Area} rect
 * @property {(px: number, py: number) => {r: number, c: number} | null} cellAt
 * @property {(r: number, c: number) => Target} target what pointing there means
 * @property {(r: number, c: number) => string} name the cell by its name in the code
 * @property {(r: number, c: number) => string} text its number, written as in the picture; "" where it has none
 * @property {boolean} [given] its numbers are given, and stand there while a step is asked
 * @property {(r: number, c: number) => void} [show] brings a cell in sight
 * @property {number} [page] rows in sight
 */

/**
 * The cells of a matrix.
 * @param {string} panel @param {import("./matrix.js").Matrix} matrix
 * @param {Spot["target"]} target @param {Spot["name"]} name
 * @returns {Spot}
 */
export function cellSpot(panel, matrix, target, name) {
  return {
    panel,
    rows: matrix.rows,
    cols: matrix.cols,
    rect: (r, c) => matrix.rect(r, c),
    cellAt: (px, py) => matrix.cellAt(px, py),
    target,
    name,
    text: (r, c) => (matrix.absent?.(r, c) ? "" : matrix.format.text(matrix.value(r, c))),
  };
}

/**
 * A long matrix: its rows in sight, of which the cursor turns the page, and the strip of all its rows.
 * @param {string} panel @param {import("./lens.js").Lens} lens
 * @param {Spot["target"]} target @param {Spot["name"]} name
 * @param {import("./lens.js").Lens} [leads] the lens that others follow, where several scroll together
 * @returns {Spot}
 */
export function lensSpot(panel, lens, target, name, leads = lens) {
  return {
    panel,
    rows: lens.rows,
    cols: lens.cols,
    page: lens.visible,
    rect: (r, c) => lens.rect(r, c),
    cellAt: (px, py) => lens.cellAt(px, py),
    target,
    name,
    text: (r, c) => lens.format.text(lens.value(r, c)),
    show: (r, c) => {
      const down = beyond(r, leads.first, leads.visible);
      const across = beyond(c, lens.left, lens.visibleCols);
      if (down) leads.scroll(down);
      if (across) lens.scroll(0, across);
      // the leading one hands its place on when it is drawn; who asks for a cell now wants it now
      lens.first = leads.first;
    },
  };
}

/** How far a place lies outside of what is in sight. */
function beyond(at, first, count) {
  if (at < first) return at - first;
  return Math.max(0, at - first - count + 1);
}

/**
 * The overview strip of a long matrix, a cell for each row; none where it has no strip.
 * @param {string} panel @param {import("./lens.js").Lens} lens
 * @param {(r: number) => Target} target @param {(r: number) => string} name
 * @returns {Spot[]}
 */
export function stripSpot(panel, lens, target, name) {
  if (!lens.strip) return [];
  const { x, y, w, h } = lens.stripBox;
  const tall = h / lens.rows;
  return [
    {
      panel,
      rows: lens.rows,
      cols: 1,
      rect: (r) => ({ x, y: y + r * tall, w, h: tall }),
      cellAt: (px, py) => {
        const r = lens.rowAtStrip(px, py);
        return r === null ? null : { r, c: 0 };
      },
      target,
      name,
      text: () => "",
    },
  ];
}

/**
 * Areas one below or beside the other, such as chips and small pictures to choose from.
 * @template {object} Place
 * @param {string} panel @param {Place[]} places @param {(place: Place) => Area} area
 * @param {(place: Place) => Target} target @param {(place: Place) => string} name @param {(place: Place) => string} [text]
 * @returns {Spot[]} none where there is no place
 */
export function areaSpot(panel, places, area, target, name, text = () => "") {
  if (!places.length) return [];
  const inside = ({ x, y, w, h }, px, py) => px >= x && px < x + w && py >= y && py < y + h;
  return [
    {
      panel,
      rows: 1,
      cols: places.length,
      rect: (_, c) => area(places[c]),
      cellAt: (px, py) => {
        const c = places.findIndex((place) => inside(area(place), px, py));
        return c < 0 ? null : { r: 0, c };
      },
      target: (_, c) => target(places[c]),
      name: (_, c) => name(places[c]),
      text: (_, c) => text(places[c]),
    },
  ];
}

/** Panels whose numbers are given. @param {Spot[]} spots @returns {Spot[]} */
export const given = (spots) => spots.map((spot) => ({ ...spot, given: true }));

/** Where a chip of that size lies that is drawn around a point. */
export const aroundMiddle = ({ x, y, w, h }) => ({ x: x - w / 2, y: y - h / 2, w, h });

/** What lies at a point. @param {Spot[]} spots @param {number} px @param {number} py @returns {Target | null} */
export function targetAt(spots, px, py) {
  for (const spot of spots) {
    const cell = spot.cellAt(px, py);
    if (cell) return spot.target(cell.r, cell.c);
  }
  return null;
}

/**
 * A cell by its name and its number, as far as it may be told: what is asked, or comes after it, is not.
 * @param {import("./scene.js").Scene} scene @param {Spot} spot
 * @param {import("./scene.js").View} view @param {Record<string, string>} words
 */
export function tellCell(scene, spot, r, c, view, words) {
  const name = spot.name(r, c);
  if (!spot.given && isHidden(scene, spot, r, c, view)) return fill(words.cursorHidden, { cell: name });
  const text = spot.text(r, c);
  return text === "" ? name : `${name} = ${text}`;
}

function isHidden(scene, spot, r, c, view) {
  if (!view.predicting) return false;
  if (scene.tells(spot.target(r, c), view)) return true;
  if (!view.held) return false;
  const { x, y, w, h } = spot.rect(r, c);
  const [px, py] = [x + w / 2, y + h / 2];
  return scene
    .askedAt(view)
    .some((area) => px >= area.x && px < area.x + area.w && py >= area.y && py < area.y + area.h);
}
