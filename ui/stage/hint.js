/** Under this name the browser remembers that somebody has used a stage here. */
const USED = "convlab.used";

/** One line on the picture that says what can be done; gone for good once it has been done. */
export class Hint {
  /** @param {HTMLElement} root @param {AbortSignal} signal */
  constructor(root, signal) {
    this.line = /** @type {HTMLElement} */ (root.querySelector(".hint"));
    this.line.hidden = remembered();
    if (this.line.hidden) return;
    const used = () => this.used();
    root.addEventListener("keydown", used, { signal });
    root.addEventListener("click", used, { signal });
    root.addEventListener("input", used, { signal });
  }

  /** @param {Record<string, string>} words */
  name(words) {
    this.line.textContent = matchMedia("(hover: none)").matches ? words.hintTouch : words.hint;
  }

  used() {
    this.line.hidden = true;
    try {
      localStorage.setItem(USED, "1");
    } catch {
      // a browser that keeps nothing: it is gone until the page is opened again
    }
  }
}

function remembered() {
  try {
    return localStorage.getItem(USED) !== null;
  } catch {
    return false;
  }
}
