/**
 * The room the stage has: its place on the page, or in presenter view the whole screen.
 */
export class Screen {
  /** @param {HTMLElement} root @param {() => void} changed @param {AbortSignal} signal */
  constructor(root, changed, signal) {
    this.root = root;
    this.changed = changed;
    document.addEventListener("fullscreenchange", () => this.fullscreenChanged(), { signal });
  }

  get presenting() {
    return this.root.classList.contains("presenting");
  }

  /** The whole screen for the stage: the browser's full screen, or at least the whole window. @param {boolean} on */
  async present(on) {
    if (on === this.presenting) return;
    this.root.classList.toggle("presenting", on);
    if (on) {
      // the top layer lies over Streamlit's side bar and header, whatever their stacking
      this.root.setAttribute("popover", "manual");
      this.root.showPopover();
      await document.documentElement.requestFullscreen?.().catch(() => {});
    } else {
      this.root.hidePopover();
      this.root.removeAttribute("popover");
      if (document.fullscreenElement) await document.exitFullscreen().catch(() => {});
    }
    this.root.focus({ preventScroll: true });
    this.changed();
  }

  fullscreenChanged() {
    if (!document.fullscreenElement) this.present(false);
    this.changed();
  }

  /** Size of texts: 1 on a small screen, larger on a large one, larger still for the last row. */
  comfort() {
    if (this.presenting) return Math.min(2, Math.max(1.15, Math.min(innerWidth / 1000, innerHeight / 620)));
    return Math.min(1.4, Math.max(1, Math.min(this.root.clientWidth / 1150, innerHeight / 780)));
  }

  /** Height left for the picture when formula and buttons have theirs. @param {number} lines of the formula @param {number} ui */
  roomForPicture(lines, ui) {
    const below = ((this.presenting ? 26 : 22) * lines + 78) * ui;
    const top = this.presenting ? 14 : Math.max(0, this.root.getBoundingClientRect().top + scrollTop(this.root));
    return Math.max(300, innerHeight - top - below - (this.presenting ? 20 : 12));
  }
}

/** How far the page around an element is scrolled, in px. */
function scrollTop(element) {
  const host = /** @type {ShadowRoot} */ (element.getRootNode()).host ?? element;
  for (let at = host.parentElement; at; at = at.parentElement) if (at.scrollTop > 0) return at.scrollTop;
  return 0;
}
