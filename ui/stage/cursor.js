import { fill } from "./format.js";
import { tellCell } from "./spots.js";

/** The ring lies so far outside its cell, and is at least so large, in px. */
const AIR = 4.5;
const LEAST = 12;
/** A longer formula is there for who reads on, and not spoken with every cell. */
const LONG = 90;
/** How far a key moves, in rows and columns; a page is what is in sight. */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const PAGES = { PageUp: -1, PageDown: 1 };

/**
 * The cell cursor: by keyboard what pointing and clicking do with a mouse. It walks the panels that the
 * picture lists (`spots`); the cell it stands on is pointed at, and told with its name and number. It is an
 * element with the focus, so that a screen reader hands its keys on and the page scrolls to it.
 */
export class Cursor {
  /**
   * @param {import("./stage.js").Stage} stage
   * @param {AbortSignal} signal
   */
  constructor(stage, signal) {
    this.stage = stage;
    this.ring = /** @type {HTMLElement} */ (stage.root.querySelector(".ring"));
    this.told = /** @type {HTMLElement} */ (stage.root.querySelector(".cell"));
    /** Which panel of the picture, by its place and its name, and which cell. */
    this.at = { spot: 0, panel: "", r: 0, c: 0 };
    this.ring.addEventListener("keydown", (event) => this.obey(event), { signal });
    // another window may have the focus for a while; another element ends it
    this.ring.addEventListener("blur", () => this.focused || this.end(), { signal });
  }

  get on() {
    return !this.ring.hidden;
  }

  get focused() {
    return /** @type {ShadowRoot} */ (this.ring.getRootNode()).activeElement === this.ring;
  }

  /** @param {Record<string, string>} words */
  name(words) {
    this.words = words;
    this.ring.setAttribute("aria-label", words.cursor);
    if (this.on) this.go(this.at);
  }

  /** On or off. */
  turn() {
    if (this.on) this.leave();
    else if (this.spots.length) {
      this.ring.hidden = false;
      this.ring.focus({ preventScroll: true });
      this.heard = "";
      this.go(this.at);
    }
  }

  /** Back to the keys of the film. */
  leave() {
    this.stage.root.focus({ preventScroll: true });
    this.end();
  }

  /** The way back to its cell, after the picture has moved on the page and lost the focus; null where it is off. */
  keep() {
    if (!this.on) return null;
    const { at } = this;
    return () => {
      this.end();
      this.at = at;
      this.turn();
    };
  }

  end() {
    if (!this.on) return;
    this.ring.hidden = true;
    this.told.replaceChildren();
    this.said = "";
    this.stage.pointAt(null);
  }

  get spots() {
    const { scene, predict } = this.stage;
    return scene && !predict.covers ? scene.spots(this.stage.view()) : [];
  }

  /** What it points at. @returns {import("./scene.js").Target | null} */
  target() {
    if (!this.on) return null;
    const { spot, r, c } = this.place(this.spots, this.at);
    return spot?.target(r, c) ?? null;
  }

  /** The nearest cell that there is: another lesson, or another step, may have fewer panels and cells. */
  place(spots, { spot, panel, r, c }) {
    const same = spots[spot]?.panel === panel ? spot : spots.findIndex((one) => one.panel === panel);
    const at = same < 0 ? Math.min(spot, spots.length - 1) : same;
    if (at < 0) return { at: 0, r: 0, c: 0 };
    const within = (place, size) => Math.min(Math.max(place, 0), size - 1);
    return { spot: spots[at], at, r: within(r, spots[at].rows), c: within(c, spots[at].cols) };
  }

  // ---- moving

  /** @param {KeyboardEvent} event */
  obey(event) {
    if (event.altKey || event.metaKey || event.isComposing || !this.does(event)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Whether the key was the cursor's; the others are the film's. @param {KeyboardEvent} event */
  does({ key, ctrlKey, shiftKey }) {
    const { spot, r, c } = this.place(this.spots, this.at);
    if (key === "Escape" || !spot) return this.leave() ?? true;
    if (key === "Enter") return this.choose();
    if (key === "Tab") return this.turnPanel(shiftKey ? -1 : 1);
    if (key in ARROWS && !shiftKey) {
      const [down, right] = ARROWS[key];
      return this.go({ ...this.at, r: r + down, c: c + right });
    }
    if (key in PAGES) return this.go({ ...this.at, r: r + PAGES[key] * (spot.page ?? spot.rows) });
    if (key === "Home") return this.go({ ...this.at, c: 0, r: ctrlKey ? 0 : r });
    if (key === "End") return this.go({ ...this.at, c: spot.cols - 1, r: ctrlKey ? spot.rows - 1 : r });
    return false;
  }

  /** To the next panel, at the cell where one was there before; past the last one Tab goes on as everywhere. */
  turnPanel(by) {
    const next = this.at.spot + by;
    if (next < 0 || next >= this.spots.length) return false;
    this.left ??= new Map();
    this.left.set(`${this.stage.kind}${this.at.spot}`, this.at);
    return this.go(this.left.get(`${this.stage.kind}${next}`) ?? { spot: next, panel: "", r: 0, c: 0 });
  }

  /** What a click does; where it does nothing new, Enter is the stage's own. */
  choose() {
    const { stage } = this;
    const before = JSON.stringify([stage.shared(), stage.player.step, stage.filter, stage.predict.question]);
    stage.press(this.target());
    this.go(this.at);
    return before !== JSON.stringify([stage.shared(), stage.player.step, stage.filter, stage.predict.question]);
  }

  /** Stand on a cell, point at it, tell it. */
  go(to) {
    const spots = this.spots;
    const { spot, at, r, c } = this.place(spots, to);
    if (!spot) return this.leave() ?? true;
    this.at = { spot: at, panel: spot.panel, r, c };
    spot.show?.(r, c);
    this.stage.pointAt(spot.target(r, c));
    this.stage.paint();
    // pointing may have changed what there is, and what it is called
    const now = this.place(this.spots, this.at);
    this.at = { spot: now.at, panel: now.spot.panel, r: now.r, c: now.c };
    this.tell(now);
    this.ring.scrollIntoView({ block: "nearest", inline: "nearest" });
    return true;
  }

  // ---- showing and telling

  /** Around its cell, wherever the picture has it now. */
  lay() {
    if (!this.on) return;
    const { spot, r, c } = this.place(this.spots, this.at);
    if (!spot) return;
    const { x, y, w, h } = spot.rect(r, c);
    const [wide, high] = [w, h].map((size) => Math.max(size + 2 * AIR, LEAST));
    Object.assign(this.ring.style, {
      left: `${x + (w - wide) / 2}px`,
      top: `${y + (h - high) / 2}px`,
      width: `${wide}px`,
      height: `${high}px`,
    });
  }

  /** Name and number of the cell; then the formula that pointing shows. */
  tell({ spot, r, c }) {
    const { scene } = this.stage;
    const view = this.stage.view();
    const cell = tellCell(scene, spot, r, c, view, this.words);
    const formula = view.pointed ? this.stage.shownLines(view).map(textOf).join("; ") : "";
    const more = formula.startsWith(cell) ? formula.slice(cell.length).replace(/^; /, "").trim() : formula;
    const panel = `${this.at.spot}|${spot.panel}`;
    const place = { panel: spot.panel, rows: spot.rows, cols: spot.cols };
    const where = panel === this.heard ? "" : fill(this.words.cursorPanel, place);
    this.heard = panel;
    // numbers that come anew and are the same are no news
    const said = `${cell}|${more}`;
    if (!where && said === this.said) return;
    this.said = said;
    const short = more.length <= LONG;
    const rest = more && `; ${more}`;
    const pieces = short ? [`${where}${cell}${rest}`, ""] : [`${where}${cell}`, rest];
    this.told.replaceChildren(
      ...pieces.map((text, at) => {
        const piece = Object.assign(document.createElement("span"), { textContent: text });
        if (at) piece.setAttribute("aria-live", "off");
        return piece;
      }),
    );
  }
}

const textOf = (line) =>
  line
    .map(({ text }) => text)
    .join("")
    .trim();
