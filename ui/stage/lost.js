/** How often the page is looked at, in ms; the server hears nothing of it. */
const LOOK = 1000;
const MARK = '[data-testid="stConnectionStatus"]';

/**
 * Says that the server has gone, and what works without it. Streamlit knows first, since it holds the
 * connection and opens it again, but it speaks English only, and its dialog covers the film: so its
 * mark is only looked for (`ui.page.style` hides it), and its dialog closed, after which it stays away.
 */
export class Lost {
  /** @param {HTMLElement} root beside which the sentence stands @param {AbortSignal} signal */
  constructor(root, signal) {
    this.box = /** @type {HTMLElement} */ (root.parentElement.querySelector(".lost"));
    this.sentence = "";
    this.looks = 0;
    const timer = setInterval(() => this.look(), LOOK);
    signal.addEventListener("abort", () => clearInterval(timer));
  }

  look() {
    this.looks = document.querySelector(MARK) ? this.looks + 1 : 0;
    // a page that loads, or a network that blinks, is connected again before the second look
    const gone = this.looks > 1;
    if (gone)
      /** @type {HTMLElement | null} */ (document.querySelector('[role=dialog] button[aria-label="Close"]'))?.click();
    if (gone !== this.box.matches(":popover-open")) this.box.togglePopover(gone);
    // after it has been shown, so that a screen reader hears it come
    const said = gone ? this.sentence : "";
    if (said !== this.box.textContent) this.box.textContent = said;
  }
}
