/** Under this name the browser remembers that somebody has used a stage here. */
const USED = "convlab.used";

/** Between the line and what is drawn around it, in px; less where the picture has no such place. */
const AIR = [12, 3];
/** Places for it are tried so far apart, in px. */
const PITCH = 8;

/** One line beside what is drawn that says what can be done; gone for good once it has been done. */
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

  /**
   * Stand where the picture is empty, as low as can be seen; nowhere where it is full.
   * @param {CanvasRenderingContext2D} ctx with all drawn that this picture ever shows @param {number} dpr
   */
  place(ctx, dpr) {
    if (this.line.hidden) return;
    const { canvas } = ctx;
    const pixels = ctx.getImageData(0, 0, canvas.width, canvas.height);
    const [w, h] = [this.line.offsetWidth, this.line.offsetHeight];
    const bar = this.line.getRootNode().querySelector(".transport").offsetHeight;
    const seen = Math.min(canvas.height / dpr, innerHeight - bar - canvas.getBoundingClientRect().top);
    let found = null;
    for (const air of AIR) found ??= emptyPlace(pixels, dpr, w, h, seen, air);
    this.line.style.visibility = found ? "visible" : "hidden";
    if (found) Object.assign(this.line.style, { left: `${found.x}px`, top: `${found.y}px` });
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

/** The lowest area of a size around which nothing is drawn, above a height; the middle first, then the sides. */
function emptyPlace({ data, width, height }, dpr, w, h, below, air) {
  const isEmpty = (x, y) => {
    const [right, foot] = [Math.min(width, (x + w + air) * dpr), Math.min(height, (y + h + air) * dpr)];
    const left = Math.max(0, Math.round((x - air) * dpr));
    for (let r = Math.max(0, Math.round((y - air) * dpr)); r < foot; r++) {
      // every fourth point, another one in each row: no line is so thin that it slips through
      for (let q = left + (r % 4); q < right; q += 4) if (data[4 * (r * width + q) + 3]) return false;
    }
    return true;
  };
  const most = width / dpr - w;
  for (let y = Math.floor(below - h); y >= 0; y -= PITCH) {
    for (let off = 0; off <= most / 2; off += PITCH) {
      for (const x of [most / 2 - off, most / 2 + off]) if (isEmpty(x, y)) return { x, y };
    }
  }
  return null;
}
