import { fill } from "../stage/format.js";

/** How many bytes arrays take in the course of a run, and where most. */
export class Memory {
  /** @param {HTMLElement} root @param {(at: number) => void} go @param {AbortSignal} signal */
  constructor(root, go, signal) {
    this.box = /** @type {HTMLElement} */ (root.querySelector(".memory"));
    this.canvas = /** @type {HTMLCanvasElement} */ (this.box.querySelector("canvas"));
    this.told = /** @type {HTMLElement} */ (this.box.querySelector(".live"));
    this.peak = /** @type {HTMLButtonElement} */ (this.box.querySelector("button"));
    this.peak.addEventListener("click", () => this.run && go(this.run.peak), { signal });
    this.canvas.addEventListener(
      "click",
      ({ offsetX }) =>
        this.run &&
        go(Math.min(this.run.length - 1, Math.floor((offsetX / this.canvas.clientWidth) * this.run.length))),
      { signal },
    );
  }

  /** @param {import("./run.js").Run} run @param {number} at @param {Record<string, string>} words @param {import("../stage/theme.js").Theme} theme */
  show(run, at, words, theme) {
    this.run = run;
    const live = bytes(at < 0 ? 0 : run.live[at]);
    const most = bytes(run.live[run.peak]);
    this.told.textContent = `${fill(words.memory, { live })} · ${fill(words.peak, { line: run.line(run.peak), most })}`;
    this.peak.textContent = words.toPeak;
    this.draw(run, at, theme);
  }

  draw(run, at, theme) {
    const { canvas } = this;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (!width) return;
    const dpr = window.devicePixelRatio || 1;
    canvas.width = Math.round(width * dpr);
    canvas.height = Math.round(height * dpr);
    const ctx = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    ctx.setTransform(dpr, 0, 0, dpr, 0, 0);
    Object.assign(canvas, { drawOn: (on, look) => drawBars(on, look, run, at, width, height) });
    drawBars(ctx, theme, run, at, width, height);
  }
}

/** How much was there at each step, the peak, and where one is. */
function drawBars(ctx, theme, run, at, width, height) {
  const most = run.live[run.peak] || 1;
  const wide = width / run.length;
  for (let step = 0; step < run.length; step++) {
    const tall = Math.max(1, (height - 3) * (run.live[step] / most));
    ctx.fillStyle = step <= at ? theme.accent : theme.line;
    ctx.fillRect(step * wide, height - tall, Math.ceil(wide), tall);
  }
  ctx.fillStyle = theme.text;
  ctx.fillRect(Math.min(width - 2, run.peak * wide), 0, 2, height);
  if (at < 0) return;
  ctx.fillStyle = theme.pointer;
  ctx.fillRect(Math.min(width - 3, (at + 0.5) * wide - 1), 0, 3, height);
}

/** @param {number} count */
function bytes(count) {
  if (count < 1000) return `${count} B`;
  const [size, unit] = count < 1e6 ? [count / 1e3, "kB"] : [count / 1e6, "MB"];
  return `${size.toFixed(size < 10 ? 1 : 0)} ${unit}`;
}
