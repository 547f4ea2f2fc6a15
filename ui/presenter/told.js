import { keyRows } from "../stage/element.js";

/** So long a notice is seen, in ms. */
const NOTICE = 3500;
/** What was asked for so long ago on another page is news on the next one, in ms. */
const YOUNG = 10_000;

/**
 * What Python tells presenter view: a notice of a setting that a key has changed, the question of a tour,
 * and the keys that it hears there. It comes by an event of the document, see `remote.js`.
 */
export class Told {
  /**
   * @param {HTMLElement} root of a picture
   * @param {() => void} resized what is said takes another room
   * @param {AbortSignal} signal
   */
  constructor(root, resized, signal) {
    this.root = root;
    this.resized = resized;
    this.tour = /** @type {HTMLElement} */ (root.querySelector(".about .tour"));
    this.notice = document.createElement("p");
    this.notice.className = "notice";
    this.notice.setAttribute("aria-live", "polite");
    this.keys = document.createElement("dl");
    this.keys.className = "more";
    this.tour.parentElement.append(this.notice);
    root.querySelector(".keys").append(this.keys);
    document.addEventListener("conv-lab-presenter", (event) => this.take(event.detail), { signal });
    signal.addEventListener("abort", () => clearTimeout(this.leaving));
    document.dispatchEvent(new Event("conv-lab-presenter-asks"));
  }

  /** @param {{said: [number, string], tour: string, keys: [string, string][]}} told */
  take({ said, tour, keys }) {
    this.asked = tour;
    this.keys.replaceChildren(...keyRows(keys));
    this.write();
    // a picture that has just come says what was said on the way to it, and nothing older
    const [id, text] = said;
    const isNew = this.id === undefined ? Date.now() - id < YOUNG : id !== this.id;
    if (isNew && text) this.say(text);
    this.id = id;
  }

  say(text) {
    this.notice.textContent = text;
    clearTimeout(this.leaving);
    this.leaving = setTimeout(() => (this.notice.textContent = ""), NOTICE);
  }

  /** The question stands there only where it is seen: on the page it stands above the picture. */
  write() {
    const text = this.root.classList.contains("presenting") ? (this.asked ?? "") : "";
    if (text === this.tour.textContent) return;
    this.tour.textContent = text;
    this.resized();
  }
}
