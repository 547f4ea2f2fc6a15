import { handOver, holdScreen, isPresenting } from "../presenter/curtain.js";
import { Told } from "../presenter/told.js";

/**
 * The room the stage has: its place on the page, or in presenter view the whole screen.
 */
export class Screen {
  /** @param {HTMLElement} root @param {() => void} changed @param {AbortSignal} signal */
  constructor(root, changed, signal) {
    this.root = root;
    this.changed = changed;
    this.about = /** @type {HTMLElement} */ (root.querySelector(".about"));
    /** Where the bar of a class stands in presenter view. */
    this.slot = /** @type {HTMLElement} */ (root.querySelector(".class"));
    /** What else would lose its place with the focus: gives the way back to it, or null. @type {() => (() => void) | null} */
    this.keeps = () => null;
    this.saying = new Told(root, () => this.changed(), signal);
    this.token = `${Math.random()}`;
    signal.addEventListener("abort", () => {
      handOver(this.token, this.colour);
      if (this.presenting) this.putBack(); // the next stage may be built of the same parts
    });
    this.dialog = document.createElement("dialog");
    this.dialog.className = "screen";
    // however the browser ends it: by Escape, or by the gesture that goes back on a phone
    this.dialog.addEventListener("close", () => this.present(false), { signal });
    document.addEventListener("fullscreenchange", () => this.fullscreenChanged(), { signal });
  }

  get presenting() {
    return this.root.classList.contains("presenting");
  }

  /** The whole screen for the stage: the browser's full screen, or at least the whole window. @param {boolean} on */
  async present(on) {
    if (on === this.presenting) return;
    const back = this.keeps();
    if (on) this.root.classList.add("presenting");
    else this.putBack();
    holdScreen(on ? this.token : "");
    this.colour = getComputedStyle(this.root).backgroundColor;
    this.write();
    this.saying.write();
    if (on) {
      // a modal dialog lies over all of Streamlit's page, and neither Tab nor a screen reader gets past it
      this.dialog.setAttribute("aria-label", this.root.getAttribute("aria-label"));
      const place = this.root.parentElement;
      this.dialog.append(...place.childNodes);
      place.append(this.dialog);
      this.dialog.showModal();
      if (!document.fullscreenElement) await document.documentElement.requestFullscreen?.().catch(() => {});
    } else if (document.fullscreenElement) {
      await document.exitFullscreen().catch(() => {});
    }
    const detail = on ? this.slot : null;
    document.dispatchEvent(new CustomEvent("conv-lab-presenting", { detail }));
    this.root.focus({ preventScroll: true });
    this.changed();
    back?.();
  }

  /** On the page again, where it stood. */
  putBack() {
    this.root.classList.remove("presenting");
    this.dialog.close();
    this.dialog.replaceWith(...this.dialog.childNodes);
  }

  /** What presenter view says above the picture. @param {import("./model.js").Header["about"]} about */
  tell({ title, settings, size, unread }) {
    this.told = { title, settings: `${settings} · ${size}`, unread };
    this.write();
  }

  /** Who came from another page in presenter view stays in it. */
  resume() {
    if (isPresenting() && !this.presenting) this.present(true);
  }

  /** Only where it is seen: on the page the same stands above the stage and in the side bar. */
  write() {
    if (!this.told) return;
    for (const [name, text] of Object.entries(this.told))
      this.about.querySelector(`.${name}`).textContent = this.presenting ? text : "";
  }

  fullscreenChanged() {
    // full screen ends by Escape before we hear of it, also where that was meant for what has the focus
    if (!document.fullscreenElement && !this.stepBack()) this.present(false);
    this.changed();
  }

  /** Out of an answer, the cell cursor or the list of keys, and not out of presenter view; false if there is neither. */
  stepBack() {
    const at = /** @type {ShadowRoot} */ (this.root.getRootNode()).activeElement;
    const keys = /** @type {HTMLElement} */ (this.root.querySelector(".keys"));
    if (!this.presenting || (keys.hidden && !at?.matches("input[type=text], .ring"))) return false;
    keys.hidden = true;
    this.root.focus({ preventScroll: true });
    return true;
  }

  /** Size of texts: 1 on a small screen, larger on a large one, larger still for the last row. */
  comfort() {
    if (this.presenting) return Math.min(2.2, Math.max(1, Math.min(innerWidth / 850, innerHeight / 480)));
    return Math.min(1.4, Math.max(1, Math.min(this.root.clientWidth / 1150, innerHeight / 780)));
  }

  /** Size of the letters in the picture: with half as much again the smallest ones are read from the last row. */
  letters() {
    return this.presenting ? Math.max(1.5, this.comfort()) : this.comfort();
  }

  /** What the bar of a class takes of the picture's room, with the gap below it. @param {number} ui */
  classHeight(ui) {
    const height = this.slot.offsetHeight;
    return height && height + 8 * ui;
  }

  /** Where the stage begins on the page, in px. */
  get top() {
    return this.presenting ? 14 : Math.max(0, this.root.getBoundingClientRect().top + scrollTop(this.root));
  }

  /**
   * Height left for the picture when formula and buttons have theirs.
   * @param {number} lines of the formula
   * @param {number} ui
   */
  roomForPicture(lines, ui) {
    const asked = this.root.querySelector(".ask:not([hidden])")?.offsetHeight ?? -8 * ui;
    const below =
      ((this.presenting ? 26 : 22) * lines + 86) * ui + 4 + this.about.offsetHeight + asked + this.classHeight(ui);
    const { top } = this;
    const foot = this.presenting ? 20 : 12;
    this.root.style.setProperty("--room", `${Math.max(0, innerHeight - top - (this.presenting ? 0 : foot))}px`);
    return Math.max(300, innerHeight - top - below - foot);
  }
}

/** How far the page around an element is scrolled, in px. */
function scrollTop(element) {
  const host = /** @type {ShadowRoot} */ (element.getRootNode()).host ?? element;
  for (let at = host.parentElement; at; at = at.parentElement) if (at.scrollTop > 0) return at.scrollTop;
  return 0;
}
