/**
 * Colours. Signed data lies on one diverging scale (blue, neutral, orange), weights on another
 * (purple, neutral, green); both keep their order for colour-blind eyes, and zero is the neutral of
 * the page. Of two numbers as large as each other the negative one is darker, so that a sign is seen
 * in a print without colours, too. Pictures keep their own greys, or the tint of their plane.
 */

/** @typedef {[number, number, number]} Rgb */

const SCALES = {
  light: {
    data: [
      [3, 52, 118],
      [62, 130, 196],
      [247, 246, 243],
      [250, 176, 104],
      [214, 92, 8],
    ],
    weight: [
      [70, 18, 108],
      [146, 98, 184],
      [247, 246, 243],
      [150, 208, 150],
      [38, 138, 66],
    ],
    plain: [
      [247, 246, 243],
      [206, 211, 219],
      [164, 172, 184],
      [118, 128, 144],
      [72, 82, 100],
    ],
  },
  dark: {
    data: [
      [74, 144, 216],
      [44, 92, 148],
      [38, 42, 50],
      [178, 100, 40],
      [255, 190, 120],
    ],
    weight: [
      [164, 110, 206],
      [100, 66, 132],
      [38, 42, 50],
      [66, 142, 82],
      [166, 238, 174],
    ],
    plain: [
      [38, 42, 50],
      [66, 73, 86],
      [98, 107, 122],
      [140, 149, 164],
      [196, 203, 214],
    ],
  },
};

const TINTS = { grey: [1, 1, 1], red: [1, 0.3, 0.26], green: [0.3, 0.92, 0.36], blue: [0.34, 0.56, 1] };

/** @param {number[][]} stops @param {number} at 0..1 @returns {Rgb} */
function between(stops, at) {
  const place = Math.min(Math.max(at, 0), 1) * (stops.length - 1);
  const low = Math.min(Math.floor(place), stops.length - 2);
  const share = place - low;
  return /** @type {Rgb} */ (stops[low].map((v, i) => Math.round(v + (stops[low + 1][i] - v) * share)));
}

/** @param {Rgb} c */
export const css = (c) => `rgb(${c[0]},${c[1]},${c[2]})`;

/** A colour with a share of another one over it. @param {Rgb} below @param {string} over @param {number} share */
export const veiled = (below, over, share) =>
  /** @type {Rgb} */ (rgbOf(over).map((v, at) => Math.round(below[at] + (v - below[at]) * share)));

/** Luminance, 0..1, as WCAG counts it. @param {Rgb} c */
function luminance(c) {
  const [r, g, b] = c.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Black or white ink, whichever reads better on a colour: 4.5:1 at least on any. @param {Rgb} c */
export const inkOn = (c) => (luminance(c) > 0.179 ? "#000000" : "#ffffff");

/** Whether the browser puts the visitor's own few colours in place of the page's. */
export const forcedColours = matchMedia("(forced-colors: active)");

/**
 * What the stage takes from Streamlit's theme, read once for each change of theme.
 */
export class Theme {
  /** @param {Element} element */
  constructor(element) {
    const style = getComputedStyle(element);
    const get = (name, other) => style.getPropertyValue(name).trim() || other;
    this.background = get("--st-background-color", "#ffffff");
    this.text = get("--st-text-color", "#1b1f27");
    this.accent = get("--st-primary-color", "#0f766e");
    this.panel = get("--st-secondary-background-color", "#f2f4f5");
    this.sans = get("--st-font", "sans-serif");
    this.mono = "ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace";
    this.dark = lightness(this.background) < 0.5;
    this.scales = this.dark ? SCALES.dark : SCALES.light;
    this.muted = this.dark ? "#a3abb8" : "#59616e";
    this.line = this.dark ? "#4a5160" : "#c9ced6";
    this.empty = this.dark ? "#171a20" : "#ffffff";
    this.hatch = this.dark ? "#5a6272" : "#b3bac4";
    this.pointer = this.dark ? "#ffd43b" : "#c2185b";
    if (forcedColours.matches) this.force(element);
    this.name = `${this.background}|${this.text}|${this.accent}|${this.panel}`;
  }

  /**
   * The visitor's own colours, which the browser puts in place of the page's: what is drawn on the
   * page takes them too; cells keep theirs, which are numbers. @param {Element} element
   */
  force(element) {
    const probe = document.createElement("i");
    element.append(probe);
    const system = (name) => {
      probe.style.cssText = `forced-color-adjust: none; color: ${name}`;
      return getComputedStyle(probe).color;
    };
    this.background = this.panel = this.empty = system("Canvas");
    this.text = this.muted = this.line = this.hatch = system("CanvasText");
    this.accent = system("Highlight");
    probe.remove();
    this.dark = lightness(this.background) < 0.5;
    this.scales = this.dark ? SCALES.dark : SCALES.light;
    this.pointer = this.dark ? "#ffd43b" : "#c2185b";
  }

  /** Signed data. @param {number} value @param {number} most largest magnitude @returns {Rgb} */
  data(value, most) {
    // a gentle curve: one bright edge must not make every other answer look like nothing
    const share = most ? Math.min(Math.abs(value) / most, 1) ** 0.7 : 0;
    return between(this.scales.data, 0.5 + 0.5 * share * Math.sign(value));
  }

  /** Weights, by their root: beside a large one, a small one is no zero. @param {number} value @param {number} most @returns {Rgb} */
  weight(value, most) {
    const share = most ? Math.sqrt(Math.min(Math.abs(value) / most, 1)) : 0;
    return between(this.scales.weight, 0.5 + 0.5 * share * Math.sign(value));
  }

  /** Numbers that are never negative. @param {number} value @param {number} most @returns {Rgb} */
  plain(value, most) {
    return between(this.scales.plain, most ? value / most : 0);
  }

  /**
   * A picture's own brightness, 0..1, in the tint of its plane.
   * @param {number} level
   * @param {string} tint
   * @returns {Rgb}
   */
  picture(level, tint) {
    const bright = Math.min(Math.max(level, 0), 1) * 255;
    return /** @type {Rgb} */ ((TINTS[tint] ?? TINTS.grey).map((v) => Math.round(v * bright)));
  }
}

/** @param {string} colour "#rrggbb" or "rgb(r, g, b)" @returns {Rgb} */
function rgbOf(colour) {
  const parts = colour.startsWith("#")
    ? [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
    : (colour.match(/[\d.]+/g) ?? ["255", "255", "255"]).slice(0, 3).map(Number);
  return /** @type {Rgb} */ (parts);
}

/** @param {string} colour */
function lightness(colour) {
  const [r, g, b] = rgbOf(colour);
  return (0.3 * r + 0.6 * g + 0.1 * b) / 255;
}
