/** Screen pixels per photograph pixel, at most. */
const CLOSEST = 96;

/**
 * Which part of the photograph every pane shows: the middle, in photograph pixels, and the zoom, in
 * screen pixels per photograph pixel. All panes have the same size, so one camera serves them all.
 */
export class Camera {
  constructor() {
    this.x = this.y = 0;
    this.zoom = 1;
    this.size = { w: 1, h: 1 };
    this.pane = { w: 1, h: 1 };
    this.fitted = true;
  }

  /** The zoom at which the whole photograph is seen; a small one is enlarged. */
  get least() {
    return Math.min(this.pane.w / this.size.w, this.pane.h / this.size.h);
  }

  get most() {
    return Math.max(CLOSEST, this.least);
  }

  /** Another photograph. @param {number} w @param {number} h */
  show(w, h) {
    this.size = { w, h };
    this.fit();
  }

  /** Panes of another size: what was whole stays whole, what was in the middle stays there. */
  resize(w, h) {
    this.pane = { w: Math.max(1, w), h: Math.max(1, h) };
    if (this.fitted) this.fit();
    else this.settle();
  }

  fit() {
    this.zoom = this.least;
    this.x = this.size.w / 2;
    this.y = this.size.h / 2;
    this.fitted = true;
  }

  /** Zoom by a factor and keep the point (x, y) of the photograph where it is on screen. */
  zoomBy(factor, x = this.x, y = this.y) {
    const before = this.zoom;
    this.zoom = Math.min(Math.max(before * factor, this.least), this.most);
    this.x = x + ((this.x - x) * before) / this.zoom;
    this.y = y + ((this.y - y) * before) / this.zoom;
    this.settle();
  }

  /** Move by screen pixels. */
  panBy(dx, dy) {
    this.x -= dx / this.zoom;
    this.y -= dy / this.zoom;
    this.settle();
  }

  /** A place and a zoom of another screen; the zoom of this one has its own bounds. */
  goTo(x, y, zoom) {
    this.zoom = zoom;
    this.moveTo(x, y);
  }

  moveTo(x, y) {
    this.x = x;
    this.y = y;
    this.settle();
  }

  /** Nothing but photograph in the pane, as far as there is enough of it. */
  settle() {
    this.zoom = Math.min(Math.max(this.zoom, this.least), this.most);
    const half = { w: this.pane.w / this.zoom / 2, h: this.pane.h / this.zoom / 2 };
    const held = (at, size, room) => (2 * room >= size ? size / 2 : Math.min(Math.max(at, room), size - room));
    this.x = held(this.x, this.size.w, half.w);
    this.y = held(this.y, this.size.h, half.h);
    this.fitted = this.zoom <= this.least * 1.0001;
  }

  /** The rectangle of the photograph that a pane shows. */
  get seen() {
    const w = this.pane.w / this.zoom;
    const h = this.pane.h / this.zoom;
    return {
      left: Math.max(0, this.x - w / 2),
      right: Math.min(this.size.w, this.x + w / 2),
      top: Math.max(0, this.y - h / 2),
      bottom: Math.min(this.size.h, this.y + h / 2),
    };
  }

  /** From the photograph to the screen, in a pane. */
  toScreen(pane, x, y) {
    return { x: pane.x + pane.w / 2 + (x - this.x) * this.zoom, y: pane.y + pane.h / 2 + (y - this.y) * this.zoom };
  }

  /** From the screen to the photograph. */
  toPhoto(pane, px, py) {
    return { x: this.x + (px - pane.x - pane.w / 2) / this.zoom, y: this.y + (py - pane.y - pane.h / 2) / this.zoom };
  }
}
