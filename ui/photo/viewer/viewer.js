import { fill, formatNumber } from "../../stage/format.js";
import { Lost } from "../../stage/lost.js";
import { Screen } from "../../stage/screen.js";
import { giveAway } from "../../stage/taken.js";
import { Theme, forcedColours } from "../../stage/theme.js";
import { Asker } from "../../component/asker.js";
import { Camera } from "./camera.js";
import { drawPane } from "./drawing.js";
import { Gestures } from "./gestures.js";
import { Keys } from "./keys.js";
import { layoutPanes } from "./layout.js";
import { Numbers, photoOf, platesOf } from "./maps.js";
import { readMessage } from "../../component/message.js";
import { shadesOf } from "./plates.js";
import { takenOf } from "./taken.js";
import { Tools } from "./tools.js";

/** When nothing has moved for so long, in ms, Python is asked for what is missing. */
const REST = 160;
/** And if nothing is, it is told after so long where we are, for the address. */
const SETTLED = 400;

/**
 * A photograph and its feature maps in linked panes. It owns the camera, the spot that the numbers are
 * about, and how maps are coloured; built once for each shadow root, `update` brings another pass.
 */
export class Viewer {
  /** @param {ShadowRoot} shadow */
  constructor(shadow) {
    this.token = 0;
    this.stop = new AbortController();
    const { signal } = this.stop;
    this.root = /** @type {HTMLElement} */ (shadow.querySelector(".viewer"));
    this.canvas = /** @type {HTMLCanvasElement} */ (shadow.querySelector("canvas"));
    this.ctx = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext("2d"));
    this.status = /** @type {HTMLElement} */ (shadow.querySelector("[role=status]"));
    this.camera = new Camera();
    this.spot = { x: 0, y: 0 };
    this.mode = { relu: false, signed: true };
    this.wiping = false;
    this.divider = 0.5;
    this.map = 0;
    this.panes = [];
    this.asker = new Asker((answer) => this.got(answer), signal);
    this.tools = new Tools(this.root, this.actions(), signal);
    this.presenter = new Screen(this.root, () => this.resize(), signal);
    this.lost = new Lost(this.root, signal);
    this.keys = new Keys(this.root, this.presenter, signal);
    this.gestures = new Gestures(this.root, this.canvas, this.hands(), signal);
    document.addEventListener("conv-lab-photograph", () => this.late && this.update(this.late), { signal });
    giveAway(() => this.header && takenOf(this), signal);
    window.addEventListener("resize", () => this.resize(), { signal });
    forcedColours.addEventListener("change", () => this.header && (this.dress(), this.colour(), this.changed()), {
      signal,
    });
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(this.root);
    this.watcher.observe(this.presenter.slot); // in presenter view the bar of a class may grow
    this.frame = this.frame.bind(this);
  }

  destroy() {
    this.stop.abort();
    this.watcher.disconnect();
    cancelAnimationFrame(this.request);
    clearTimeout(this.resting);
    clearTimeout(this.settling);
  }

  /**
   * Another pass, other words or another theme.
   * @param {ReturnType<typeof import("../../component/message.js").readMessage>} message
   */
  update(message) {
    const { header, arrays } = message;
    const here = this.looksAt(header);
    this.late = here ? null : message;
    if (!here) return;
    this.header = header;
    this.dress();
    this.numbers = new Numbers(header, arrays, this.plate);
    if (this.asker.about(header.work)) this.told = "";
    this.map = Math.min(this.map, header.maps.length - 1);
    const [h, w] = header.size;
    const { offset, stride, out } = header;
    this.photoLie = { top: 0, left: 0, high: 1, wide: 1, rows: h, cols: w };
    this.mapLie = { top: offset[0], left: offset[1], high: stride[0], wide: stride[1], rows: out[0], cols: out[1] };
    this.root.setAttribute("aria-label", header.words.viewer);
    this.lost.sentence = header.words.lost;
    this.canvas.setAttribute("aria-label", fill(header.words.picture, { count: header.maps.length, h, w }));
    this.presenter.tell(header.about);
    this.tools.name(header.words, header.maps);
    this.keys.name(header.words);
    this.colour();
    if (header.photo !== this.photo) {
      this.photo = header.photo;
      this.camera.show(w, h);
      this.spot = { x: Math.floor(w / 2) + 0.5, y: Math.floor(h / 2) + 0.5 };
    }
    if (header.seek.id !== this.sought) {
      this.sought = header.seek.id;
      this.lookAs(header.seek.look);
    }
    this.resize();
    this.moved();
    this.presenter.resume();
  }

  dress() {
    this.theme = new Theme(this.root);
    this.root.style.colorScheme = this.theme.dark ? "dark" : "light";
  }

  /** Whether the photograph that a message is about is here: it travels by itself, and stays. */
  looksAt({ look, view }) {
    if (look === this.look) return true;
    const bytes = globalThis["conv-lab-photograph"];
    if (!bytes?.length) return false;
    const { header, arrays } = readMessage(bytes);
    if (header.look !== look) return false;
    this.look = look;
    this.plate = photoOf(view, arrays.x);
    return true;
  }

  /** A closer view, or the exact numbers of a spot, has come. */
  got({ header, arrays }) {
    if (header.view) {
      this.numbers.close = platesOf(header.view, arrays, this.header.maps.length);
      this.colour();
    }
    if (header.at) this.numbers.asked = header.at;
    this.changed();
    this.speak();
  }

  /** Bitmaps in the colours of the theme and of the mode. */
  colour() {
    this.paintMaps({ signed: shadesOf(this.theme, true), plain: shadesOf(this.theme, false) });
  }

  /** @param {{signed: Uint32Array, plain: Uint32Array}} shades */
  paintMaps(shades) {
    for (const view of this.numbers.views) {
      view.maps.forEach((plate, k) => plate.colour(this.mode, this.header.maps[k], shades));
    }
  }

  // ---- how we look, as the address spells it

  /** What `lesson.photo_look` calls a look: spot and middle as row and column, the zoom in thousandths. */
  get looking() {
    const { camera, wiping } = this;
    const [h, w] = this.header.size;
    const pixel = (x, y) => [Math.min(Math.max(Math.floor(y), 0), h - 1), Math.min(Math.max(Math.floor(x), 0), w - 1)];
    const spot = pixel(this.spot.x, this.spot.y);
    const atHome = spot[0] === Math.floor(h / 2) && spot[1] === Math.floor(w / 2);
    return {
      spot: atHome ? null : spot,
      zoom: camera.fitted ? 0 : Math.round(camera.zoom * 1000),
      middle: camera.fitted ? [0, 0] : pixel(camera.x, camera.y),
      relu: this.mode.relu,
      signed: this.mode.signed,
      wipe: wiping ? Math.round(this.divider * 100) : null,
      map: wiping ? this.map : 0,
    };
  }

  /** Look as a link says, or an entry of the history that the browser went back to. */
  lookAs(look) {
    const [h, w] = this.header.size;
    const [row, col] = look.spot ?? [Math.floor(h / 2), Math.floor(w / 2)];
    this.spot = { x: Math.min(col, w - 1) + 0.5, y: Math.min(row, h - 1) + 0.5 };
    this.mode = { relu: look.relu, signed: look.signed };
    this.wiping = look.wipe !== null;
    this.divider = (look.wipe ?? 50) / 100;
    this.map = Math.min(look.map, this.header.maps.length - 1);
    this.tools.wiper.hidden = !this.wiping;
    this.colour();
    this.resize();
    if (look.zoom) this.camera.goTo(look.middle[1] + 0.5, look.middle[0] + 0.5, look.zoom / 1000);
    else this.camera.fit();
    this.told = JSON.stringify(look);
  }

  /** Ask Python, and say along with it how we look. @param {object} question */
  ask(question) {
    clearTimeout(this.settling);
    const look = this.looking;
    this.told = JSON.stringify(look);
    this.asker.ask({ look, screen: this.screen, ...question });
  }

  /** Say how we look, if that has changed and nothing is asked meanwhile. */
  settle() {
    clearTimeout(this.settling);
    this.settling = setTimeout(() => JSON.stringify(this.looking) !== this.told && this.ask({}), SETTLED);
  }

  // ---- what the visitor can do

  actions() {
    const toggle = (name) => () => {
      this.mode = { ...this.mode, [name]: !this.mode[name] };
      this.colour();
      this.changed();
      this.speak();
      this.ask({});
    };
    return {
      closer: () => this.zoom(1.5, null),
      farther: () => this.zoom(1 / 1.5, null),
      fit: () => this.fit(),
      real: () => this.real(),
      relu: toggle("relu"),
      signed: toggle("signed"),
      wipe: () => {
        this.wiping = !this.wiping;
        this.tools.wiper.hidden = !this.wiping;
        this.resize();
        this.moved();
      },
      divider: (share) => this.divide(share),
      map: (k) => this.choose(k),
    };
  }

  hands() {
    return {
      at: (px, py) => this.placeAt(px, py),
      zoom: (factor, at) => this.zoom(factor, at),
      pan: (dx, dy) => this.moved(this.camera.panBy(dx, dy)),
      point: (at) => this.point(at),
      step: (dx, dy, fine) => this.step(dx, dy, fine),
      fit: () => this.fit(),
      real: () => this.real(),
      divider: ({ pane, px }) => this.wiping && Math.abs(px - pane.x - pane.w * this.divider) < 16,
      wipe: (at) => at && this.divide((at.px - at.pane.x) / at.pane.w),
      atRest: () => this.camera.fitted,
    };
  }

  /** The pane under a point of the canvas, and the place of the photograph there. */
  placeAt(px, py) {
    const pane = this.panes.find(({ x, y, w, h }) => px >= x && px < x + w && py >= y && py < y + h);
    return pane ? { pane, px, ...this.camera.toPhoto(pane, px, py) } : null;
  }

  zoom(factor, at) {
    const { x, y } = at ?? this.spot;
    this.camera.zoomBy(factor, x, y);
    this.moved();
  }

  fit() {
    this.camera.fit();
    this.moved();
  }

  /** One pixel of the photograph is one pixel of the screen. */
  real() {
    this.camera.zoomBy(1 / (window.devicePixelRatio || 1) / this.camera.zoom, this.spot.x, this.spot.y);
    this.moved();
  }

  /** By keys: the spot moves, and the panes follow where they can. */
  step(dx, dy, fine) {
    const { left, right } = this.camera.seen;
    const by = fine ? 1 : Math.max(1, Math.round((right - left) / 16));
    const [h, w] = this.header.size;
    const held = (at, size) => Math.min(Math.max(Math.floor(at), 0), size - 1) + 0.5;
    this.spot = { x: held(this.spot.x + dx * by, w), y: held(this.spot.y + dy * by, h) };
    this.camera.moveTo(this.spot.x, this.spot.y);
    this.moved();
  }

  point(at) {
    this.spot = { x: at.x, y: at.y };
    this.canvas.style.cursor = this.hands().divider(at) ? "ew-resize" : "crosshair";
    if (at.pane.map !== undefined && !this.wiping) this.map = at.pane.map;
    this.moved();
  }

  divide(share) {
    this.divider = Math.min(Math.max(share, 0), 1);
    this.changed();
    this.settle();
  }

  choose(k) {
    this.map = k;
    this.changed();
    this.speak();
    this.settle();
  }

  // ---- what is missing

  moved() {
    this.changed();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), REST);
  }

  /** Say where we are, and ask for what the screen could show and the numbers do not tell yet. */
  rest() {
    this.speak();
    const { camera, numbers } = this;
    const { x, y } = this.spot;
    const [pixel, cell] = [numbers.pixelAt(x, y), numbers.cellAt(x, y)];
    const question = {};
    const wanted = Math.max(1, Math.floor(1 / (camera.zoom * (window.devicePixelRatio || 1)) + 0.01));
    // a somewhat coarser overview is not worth a second pass
    if (wanted < numbers.blockOf(camera.seen) / 1.5) {
      const { left, right, top, bottom } = camera.seen;
      const margin = { x: (right - left) / 4, y: (bottom - top) / 4 };
      question.block = wanted;
      question.rows = [Math.floor(top - margin.y), Math.ceil(bottom + margin.y)];
      question.cols = [Math.floor(left - margin.x), Math.ceil(right + margin.x)];
    }
    if (pixel && !numbers.known(pixel, cell)) Object.assign(question, { pixel, cell });
    if (Object.keys(question).length) this.ask(question);
    else this.settle();
  }

  /** Pixels of the screen that a whole picture has: finer than this, the next pass need not be. */
  get screen() {
    const dots = this.camera.least * (window.devicePixelRatio || 1);
    return Math.round(this.camera.size.w * dots * this.camera.size.h * dots);
  }

  /** The live region, and what tests and styles may read. */
  speak() {
    const { x, y } = this.spot;
    this.status.textContent = this.numbers.sentence(x, y, this.mode.relu);
    const { dataset } = this.root;
    dataset.zoom = this.camera.zoom.toFixed(4);
    dataset.block = String(this.numbers.blockOf(this.camera.seen));
  }

  // ---- drawing

  resize() {
    if (!this.header) return;
    const ui = this.presenter.comfort();
    this.root.style.setProperty("--ui", String(ui));
    const width = this.canvas.parentElement.clientWidth;
    const dpr = window.devicePixelRatio || 1;
    const top = this.presenter.presenting
      ? 36 + this.presenter.about.offsetHeight + this.presenter.classHeight(ui)
      : Math.min(Math.max(0, this.root.getBoundingClientRect().top), 260);
    const room = Math.max(260, innerHeight - top - this.tools.height - 14);
    const [h, w] = this.header.size;
    const count = this.wiping ? 1 : 1 + this.header.maps.length;
    const size = [width, room, dpr, ui, h, w, count].join("|");
    if (!width || size === this.size) return;
    this.size = size;
    const { panes, height } = layoutPanes(count, width, room, w / h, ui);
    this.panes = panes.map((pane, at) => ({ ...pane, map: at ? at - 1 : undefined }));
    this.ui = ui;
    this.dpr = dpr;
    this.canvas.style.height = `${Math.ceil(height)}px`;
    this.canvas.width = Math.round(width * dpr);
    this.canvas.height = Math.round(Math.ceil(height) * dpr);
    this.camera.resize(panes[0].w, panes[0].h);
    this.moved();
  }

  changed() {
    if (!this.header) return;
    this.request ||= requestAnimationFrame(this.frame);
  }

  frame() {
    this.request = 0;
    const { ctx, camera } = this;
    const [FH, FW] = this.header.window;
    const stage = this.header.stageWindow;
    this.tools.show({
      zoom: camera.zoom,
      least: camera.least,
      most: camera.most,
      ...this.mode,
      wiping: this.wiping,
      divider: this.divider,
      map: this.map,
      window: `${FH}×${FW}`,
      stage: stage && `${formatNumber(Math.round(stage[0]))}×${formatNumber(Math.round(stage[1]))}`,
    });
    // at rest a finger's drag belongs to the page
    this.canvas.style.touchAction = camera.fitted && !this.wiping ? "pan-y" : "none";
    ctx.setTransform(this.dpr, 0, 0, this.dpr, 0, 0);
    ctx.clearRect(0, 0, this.canvas.width, this.canvas.height);
    for (const pane of this.panes) drawPane(this, pane);
    this.root.dataset.work = String(this.header.work); // what is on screen now
  }
}
