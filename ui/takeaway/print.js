/**
 * A piece of the page on another surface: what the browser has laid out is read from the document and drawn
 * where it stands, text as text. So a listing looks as on screen, and there is no second way of drawing it.
 */

/** So much larger than on the page, at most. */
const LARGEST = 2;
/** Room around it, and between its parts at most, in px of the page. */
const [EDGE, GAP] = [2, 28];

export class Print {
  /** @param {import("../stage/taken.js").Page} page @param {CanvasRenderingContext2D} pen that measures */
  constructor(page, pen) {
    this.page = page;
    this.pen = pen;
    /** @type {Map<string, string>} */
    this.inks = new Map();
  }

  /** Elements in sight, in the order in which they lie over one another. */
  get parts() {
    return this.page.parts().filter((part) => !part.matches(this.page.skip) && part.getClientRects().length);
  }

  /** As large as the largest of what will be drawn: a page grows from step to step. */
  layout(width, height, _ui, views, theme) {
    const { w, h } = this.largest(views, theme);
    this.by = Math.min(width / w, height / h, LARGEST);
    this.left = (width - w * this.by) / 2;
    return h * this.by;
  }

  /** @param {any[]} views @param {import("../stage/theme.js").Theme} theme */
  largest(views, theme) {
    if (this.measured?.views === views) return this.measured;
    const all = [];
    const measure = () => all.push(this.extent());
    if (this.page.show) for (const view of views) this.page.show(view, theme, measure);
    else measure();
    this.measured = { views, w: Math.max(...all.map(({ w }) => w)), h: Math.max(...all.map(({ h }) => h)) };
    return this.measured;
  }

  /** Where something stands on the page, and how far up each part goes to close the gap before it. */
  extent() {
    const boxes = this.parts.map((part) => around([...inked(part, this.page.skip)]));
    const seen = boxes.filter(({ left, right }) => left < right);
    const all = around(seen);
    let [foot, up] = [all.top, 0];
    const ups = boxes.map((box) => {
      if (!seen.includes(box)) return up;
      up += Math.max(0, box.top - foot - GAP);
      foot = Math.max(foot, box.bottom);
      return up;
    });
    const { left, right, top, bottom } = all;
    return { x: left - EDGE, y: top - EDGE, w: right - left + 2 * EDGE, h: bottom - top - up + 2 * EDGE, ups };
  }

  /** @param {any} ctx @param {import("../stage/theme.js").Theme} theme */
  draw(ctx, theme, _dots, view) {
    const { page } = this;
    const print = () => {
      const { x, y, ups } = this.extent();
      ctx.save();
      ctx.translate(this.left - x * this.by, -y * this.by);
      ctx.scale(this.by, this.by);
      this.ctx = ctx;
      this.theme = theme;
      for (const [at, part] of this.parts.entries()) {
        ctx.save();
        ctx.translate(0, -ups[at]);
        this.element(part, 1);
        ctx.restore();
      }
      ctx.restore();
    };
    dressed(page, theme, () => (page.show ? page.show(view, theme, print) : print()));
  }

  /** @param {Element} element @param {number} alpha of what it stands in */
  element(element, alpha) {
    const { ctx } = this;
    if (element.matches(this.page.skip) || element.localName === "svg") return;
    const style = getComputedStyle(element);
    if (style.display === "none" || (style.position === "absolute" && style.clipPath !== "none")) return;
    const shown = alpha * Number(style.opacity);
    ctx.globalAlpha = shown;
    const seen = style.visibility === "visible";
    if (seen) for (const box of element.getClientRects()) this.box(box, style);
    if (seen && element instanceof HTMLCanvasElement) return this.canvas(element);
    if (seen) this.mark(element, style);
    const cut = style.overflowX !== "visible" && element.getClientRects().length;
    if (cut) {
      const { left, top } = element.getBoundingClientRect();
      ctx.save();
      ctx.beginPath();
      ctx.rect(left + element.clientLeft, top + element.clientTop, element.clientWidth, element.clientHeight);
      ctx.clip();
    }
    for (const child of element.childNodes) {
      if (child instanceof Element) this.element(child, shown);
      else if (seen && child instanceof Text) this.text(child, style);
      ctx.globalAlpha = shown;
    }
    if (cut) ctx.restore();
  }

  /** Ground and border. @param {DOMRect} box @param {CSSStyleDeclaration} style */
  box({ left, top, width, height }, style) {
    const { ctx } = this;
    const ground = this.ink(style.backgroundColor);
    const radius = parseFloat(style.borderTopLeftRadius) || 0;
    if (ground) {
      ctx.fillStyle = ground;
      ctx.beginPath();
      ctx.roundRect(left, top, width, height, radius);
      ctx.fill();
    }
    if (style.textDecorationLine === "underline") {
      ctx.fillStyle = this.ink(style.textDecorationColor);
      ctx.fillRect(left, top + height - 1, width, 1.5);
    }
    const sides = ["Top", "Right", "Bottom", "Left"].map((side) => ({
      wide: style[`border${side}Style`] === "none" ? 0 : parseFloat(style[`border${side}Width`]),
      ink: this.ink(style[`border${side}Color`]),
    }));
    const [first] = sides;
    if (sides.every(({ wide, ink }) => wide === first.wide && ink === first.ink)) {
      if (!first.wide || !first.ink) return;
      ctx.strokeStyle = first.ink;
      ctx.lineWidth = first.wide;
      ctx.beginPath();
      ctx.roundRect(left + first.wide / 2, top + first.wide / 2, width - first.wide, height - first.wide, radius);
      ctx.stroke();
      return;
    }
    const rects = [
      [left, top, width, sides[0].wide],
      [left + width - sides[1].wide, top, sides[1].wide, height],
      [left, top + height - sides[2].wide, width, sides[2].wide],
      [left, top, sides[3].wide, height],
    ];
    for (const [at, { wide, ink }] of sides.entries()) {
      if (!wide || !ink) continue;
      ctx.fillStyle = ink;
      ctx.fillRect(...rects[at]);
    }
  }

  /** What a canvas shows; one that can draw itself does, at this size. @param {HTMLCanvasElement & {drawOn?: Function}} canvas */
  canvas(canvas) {
    const { ctx } = this;
    const { left, top, width, height } = canvas.getBoundingClientRect();
    ctx.save();
    ctx.translate(left, top);
    if (canvas.drawOn) canvas.drawOn(ctx, this.theme);
    else ctx.drawImage(canvas, 0, 0, width, height);
    ctx.restore();
  }

  /** A sign that the style puts before a text. */
  mark(element, style) {
    const before = getComputedStyle(element, "::before");
    const sign = /^"(.+)"$/.exec(before.content)?.[1];
    if (!sign) return;
    const { left, top, height } = element.getBoundingClientRect();
    const x = left + parseFloat(style.paddingLeft || "0");
    this.line(sign, { left: x, top, height }, before);
  }

  /** A text, line by line as the browser has broken it. @param {Text} node @param {CSSStyleDeclaration} style */
  text(node, style) {
    const text = node.data;
    if (!text.trim()) return;
    const range = document.createRange();
    const boxAt = (place) => {
      range.setStart(node, place);
      range.setEnd(node, place + 1);
      return range.getClientRects()[0];
    };
    range.selectNodeContents(node);
    const isOne = new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size === 1;
    let [line, at] = ["", null];
    for (let place = 0; place < text.length; place++) {
      const isSpace = /\s/.test(text[place]);
      const box = isOne && at ? at : isSpace ? null : boxAt(place);
      if (at && box && Math.abs(box.top - at.top) > box.height / 2) {
        this.line(shownText(line, style), at, style);
        [line, at] = ["", null];
      }
      at ??= box;
      if (at) line += text[place];
    }
    if (at) this.line(shownText(line, style), at, style);
  }

  /** @param {string} text @param {{left: number, top: number, height: number}} box @param {CSSStyleDeclaration} style */
  line(text, { left, top, height }, style) {
    const { ctx, pen } = this;
    const font = `${style.fontWeight} ${parseFloat(style.fontSize)}px ${style.fontFamily}`;
    pen.font = font;
    pen.textBaseline = "alphabetic"; // who measures for SVG has another one
    const { fontBoundingBoxAscent: up, fontBoundingBoxDescent: down } = pen.measureText(text);
    Object.assign(ctx, { font, fillStyle: this.ink(style.color), textAlign: "left", textBaseline: "alphabetic" });
    ctx.fillText(text, left, top + (height - up - down) / 2 + up);
  }

  /** A colour as every surface reads it; "" for a clear one. @param {string} told as the browser computes it */
  ink(told) {
    if (!this.inks.has(told)) {
      const { pen } = this;
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = told;
      pen.fillRect(0, 0, 1, 1);
      const [r, g, b, a] = pen.getImageData(0, 0, 1, 1).data;
      const share = Math.round((a / 255) * 1000) / 1000;
      this.inks.set(told, a ? (a < 255 ? `rgba(${r},${g},${b},${share})` : `rgb(${r},${g},${b})`) : "");
    }
    return this.inks.get(told);
  }
}

/** The box around others. @param {{left: number, right: number, top: number, bottom: number}[]} boxes */
function around(boxes) {
  return {
    left: Math.min(...boxes.map(({ left }) => left)),
    right: Math.max(...boxes.map(({ right }) => right)),
    top: Math.min(...boxes.map(({ top }) => top)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
}

/**
 * The boxes of texts, of canvases, and of what cuts off what is in it.
 * @param {Element} part
 * @param {string} skip
 * @yields {DOMRect}
 */
function* inked(part, skip) {
  if (part.matches(skip)) return;
  const style = getComputedStyle(part);
  if (part instanceof HTMLCanvasElement || style.overflowX !== "visible") {
    if (part.getClientRects().length) yield part.getBoundingClientRect();
    return;
  }
  for (const child of part.childNodes) {
    if (child instanceof Element) yield* inked(child, skip);
    if (!(child instanceof Text) || !child.data.trim()) continue;
    const range = document.createRange();
    range.selectNodeContents(child);
    yield* [...range.getClientRects()].filter(({ width }) => width > 0);
  }
}

/** White space as the browser shows it. */
function shownText(text, { whiteSpace, whiteSpaceCollapse }) {
  const keeps = /pre/.test(whiteSpace) || /preserve/.test(whiteSpaceCollapse ?? "");
  return keeps ? text.trimEnd() : text.replace(/\s+/g, " ").trimEnd();
}

/** The colours of a theme for as long as something is drawn. @param {import("../stage/taken.js").Page} page */
function dressed(page, theme, draw) {
  const elements = /** @type {HTMLElement[]} */ (page.host ? [page.host] : page.parts());
  const before = elements.map((element) => element.style.cssText);
  for (const element of elements) {
    for (const [name, value] of Object.entries(theme.looks)) element.style.setProperty(name, value);
    element.style.colorScheme = theme.dark ? "dark" : "light";
    element.style.color = theme.text;
    element.style.transition = "none";
  }
  try {
    draw();
  } finally {
    elements.forEach((element, at) => (element.style.cssText = before[at]));
  }
}
