import { obey } from "../../stage/commands.js";

/** Turns of the wheel that follow within this time go on with what the first one did. */
const SAME_TURN_MS = 400;

/** The keys that move the picture, while it has the focus. */
const MOVES = [
  { keys: ["ArrowLeft"], does: "left" },
  { keys: ["ArrowRight"], does: "right" },
  { keys: ["ArrowUp"], does: "up" },
  { keys: ["ArrowDown"], does: "down" },
  { keys: ["+", "="], does: "closer" },
  { keys: ["-"], does: "farther" },
  { keys: ["0"], does: "fit" },
  { keys: ["1"], does: "real" },
];

/** Wheel steps, pinches, drags and keys become movements of the camera. */
export class Gestures {
  /**
   * @param {HTMLElement} root @param {HTMLCanvasElement} canvas
   * @param {{at: (x: number, y: number) => any, zoom: (factor: number, at: any) => void, pan: (dx: number, dy: number) => void,
   *   point: (at: any) => void, step: (dx: number, dy: number, fine: boolean) => void, fit: () => void, real: () => void,
   *   divider: (at: any) => boolean, wipe: (at: any) => void, atRest: () => boolean}} act
   * @param {AbortSignal} signal
   */
  constructor(root, canvas, act, signal) {
    this.canvas = canvas;
    this.act = act;
    /** @type {Map<number, {x: number, y: number}>} */
    this.fingers = new Map();
    this.scrolled = -Infinity;
    const on = (name, handle, how = {}) => canvas.addEventListener(name, handle, { signal, ...how });
    on("wheel", (event) => this.wheel(event), { passive: false });
    on("pointerdown", (event) => this.down(event));
    on("pointermove", (event) => this.move(event));
    for (const name of ["pointerup", "pointercancel"]) on(name, (event) => this.up(event));
    on("dblclick", (event) => act.zoom(2, this.place(event)));
    root.addEventListener("keydown", (event) => obey(event, MOVES, this.moves()), { signal });
  }

  place(event) {
    const box = this.canvas.getBoundingClientRect();
    return this.act.at(event.clientX - box.left, event.clientY - box.top);
  }

  wheel(event) {
    const at = this.place(event);
    // where nothing more can be zoomed out, the wheel belongs to the page, and so does the way back
    const scrolling = event.timeStamp - this.scrolled < SAME_TURN_MS;
    if (!at || scrolling || (event.deltaY > 0 && this.act.atRest())) {
      this.scrolled = event.timeStamp;
      return;
    }
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    this.act.zoom(Math.exp(-Math.min(Math.max(event.deltaY * lines, -240), 240) / 320), at);
  }

  down(event) {
    const at = this.place(event);
    if (!at) return;
    this.canvas.setPointerCapture(event.pointerId);
    this.fingers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    this.wiping = this.fingers.size === 1 && this.act.divider(at);
    this.act.point(at);
  }

  move(event) {
    const finger = this.fingers.get(event.pointerId);
    const at = this.place(event);
    if (!finger) {
      if (at && event.pointerType === "mouse") this.act.point(at);
      return;
    }
    const before = this.spread();
    const [dx, dy] = [event.clientX - finger.x, event.clientY - finger.y];
    finger.x = event.clientX;
    finger.y = event.clientY;
    if (this.wiping) {
      this.act.wipe(at);
      return;
    }
    this.act.pan(dx / this.fingers.size, dy / this.fingers.size);
    const after = this.spread();
    if (before && after) this.act.zoom(after.apart / before.apart, this.place({ clientX: after.x, clientY: after.y }));
  }

  up(event) {
    this.fingers.delete(event.pointerId);
    this.wiping = false;
  }

  /** How far two fingers are apart, and what is between them. */
  spread() {
    if (this.fingers.size !== 2) return null;
    const [a, b] = this.fingers.values();
    return { apart: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)), x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
  }

  moves() {
    const { act } = this;
    const step = (dx, dy) => (/** @type {KeyboardEvent} */ event) => act.step(dx, dy, event.shiftKey);
    return {
      left: step(-1, 0),
      right: step(1, 0),
      up: step(0, -1),
      down: step(0, 1),
      closer: () => act.zoom(1.5, null),
      farther: () => act.zoom(1 / 1.5, null),
      fit: () => act.fit(),
      real: () => act.real(),
    };
  }
}
