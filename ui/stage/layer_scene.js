import { fill, formatShape } from "./format.js";
import { Matrix } from "./matrix.js";
import { dusted, Windows } from "./model.js";
import { equals, formatsFor, productRange, rangeOf, stretched } from "./number_format.js";
import { Scene } from "./scene.js";
import { Tone, halves, signOfNearlyAll, signOfProducts } from "./tone.js";

/** Decimals of weights that cannot be written whole, such as 1/9; a filter that learns moves little. */
export const WEIGHT_DECIMALS = 3;
/** What the frame of the current cell takes of it on each side, in pixels. */
const FRAME = 3;

/** A picture of a layer: the numbers of its forward pass by their names, and the panels that hold them. */
export class LayerScene extends Scene {
  /** @param {import("./model.js").Header} header @param {Record<string, import("./model.js").Tensor>} arrays */
  constructor(header, arrays) {
    super();
    const { x, W, b, out } = arrays;
    Object.assign(this, { header, x, W, b, out });
    this.words = header.words;
    this.windows = new Windows(header);
    const [N, C, Hp, Wp] = x.shape;
    const [FN, , FH, FW] = W.shape;
    this.N = N;
    this.sizes = { C, FN, Hp, Wp, FH, FW, oh: out.shape[2], ow: out.shape[3] };
    this.steps = N * this.sizes.oh * this.sizes.ow;
    this.filters = FN;
    this.sizesAsked = ["out_h", "out_w", "out.shape"];
    this.groups = header.groups;
    this.mostX = x.most;
    this.signedX = x.least < 0;
    this.mostW = W.most;
    // products and outputs share one scale, so that a colour means one number everywhere
    this.mostData = Math.max(out.most, x.most * W.most) || 1;
    this.makeTones();
    this.formats = this.makeFormats(arrays);
    this.makePanels();
  }

  /** How the numbers of each panel are coloured; answers of one sign look like the input. */
  makeTones() {
    const { FN, oh, ow } = this.sizes;
    const { scale } = this.header;
    const greys = scale === "numbers" ? "plain" : "picture";
    const most = { unit: 1, byte: 255 }[scale] ?? this.mostX;
    const input = scale === "numbers" && this.signedX ? "data" : greys;
    const [pixels, kernel, cells] = [halves(this.x.values), this.W.values.length / FN, oh * ow];
    /** Of products and answers each filter has its own. @type {{x: Tone, w: Tone, product: Tone[], out: Tone[]}} */
    this.tones = { x: new Tone(input, most), w: new Tone("weight", this.mostW), product: [], out: [] };
    for (let k = 0; k < FN; k++) {
      const own = this.W.values.subarray(k * kernel, (k + 1) * kernel);
      let [negative, positive, largest] = [0, 0, 0];
      for (let n = 0; n < this.N; n++) {
        const first = (n * FN + k) * cells;
        const answers = this.out.values.subarray(first, first + cells);
        const [less, more] = halves(answers);
        largest = answers.reduce((most, value) => Math.max(most, Math.abs(value)), largest);
        negative += less;
        positive += more;
      }
      const products = this.mostX * own.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      // beside an edge a blur would be all dark: greys have a scale of their own
      const tone = (sign) => new Tone("data", sign ? Math.max(largest, products) : this.mostData, sign, greys);
      this.tones.product.push(tone(signOfProducts(pixels, halves(own))));
      this.tones.out.push(tone(signOfNearlyAll(negative, positive)));
    }
  }

  /** @param {number} value a product, or a sum of some @param {number} [k] of a filter */
  productColour(value, theme, k = this.shown.filter) {
    return this.tones.product[k].colour(value, theme);
  }

  /** @param {number} value an answer @param {number} [k] of a filter */
  outColour(value, theme, k = this.shown.filter) {
    return this.tones.out[k].colour(value, theme);
  }

  /** How the numbers of each panel are written. What is added up has the same decimals. */
  makeFormats({ x, W, b, out }) {
    const [pixels, weights, biases] = [x, W, b].map(({ values }) => rangeOf(values));
    const products = productRange(pixels, weights);
    const { low, high } = rangeOf(out.values);
    // what is a sum of whole products is whole, whatever float32 made of it
    const sums = stretched({ ...products, decimals: Math.max(products.decimals, biases.decimals) }, low, high);
    const [product, bias, sum] = formatsFor([products, biases, sums]);
    const [[pixel], [weight]] = [formatsFor([pixels]), formatsFor([weights], WEIGHT_DECIMALS)];
    return { x: pixel, w: weight, product, bias, out: sum };
  }

  /** The formats of what belongs to a filter; here all filters stand in one panel. */
  formatsOf(_k) {
    return this.formats;
  }

  makePanels() {
    const { C, FN, Hp, Wp, FH, FW, oh, ow } = this.sizes;
    const planes = [...Array(C).keys()];
    this.shown = { step: 0, filter: 0 };
    this.panels = {
      x: planes.map(
        (c) =>
          new Matrix({
            rows: Hp,
            cols: Wp,
            value: (r, q) => this.x.at(this.windows.place(this.shown.step)[0], c, r, q),
            colour: (value, theme) => this.inputColour(value, theme, c),
            format: this.formats.x,
            padding: (r, q) => this.windows.inPadding(r, q),
            unread: (r, q) => this.windows.isUnread(r, q),
          }),
      ),
      window: planes.map(
        (c) =>
          new Matrix({
            rows: FH,
            cols: FW,
            value: (r, q) => this.pixel(this.shown.step, c, r, q),
            colour: (value, theme) => this.inputColour(value, theme, c),
            format: this.formats.x,
            padding: (r, q) => this.onPadding(this.shown.step, r, q),
            absent: () => !this.readsChannel(this.shown.filter, c),
          }),
      ),
      W: planes.map(
        (c) =>
          new Matrix({
            rows: FH,
            cols: FW,
            value: (r, q) => this.weight(this.shown.filter, c, r, q),
            colour: (value, theme) => theme.weight(value, this.mostW),
            format: this.formats.w,
            absent: () => !this.readsChannel(this.shown.filter, c),
          }),
      ),
      products: planes.map(
        (c) =>
          new Matrix({
            rows: FH,
            cols: FW,
            value: (r, q) => this.pixel(this.shown.step, c, r, q) * this.weight(this.shown.filter, c, r, q),
            colour: (value, theme) => this.productColour(value, theme),
            format: this.formats.product,
            absent: () => !this.readsChannel(this.shown.filter, c),
          }),
      ),
    };
    this.outputs = [...Array(FN).keys()].map((k) => [0, 1].map(() => this.outputMatrix(k, oh, ow)));
  }

  outputMatrix(k, rows, cols) {
    return new Matrix({
      rows,
      cols,
      value: (r, q) => this.out.at(this.windows.place(this.shown.step)[0], k, r, q),
      colour: (value, theme) => this.outColour(value, theme, k),
      format: this.formats.out,
      edge: FRAME,
    });
  }

  // ---- the numbers, by name

  /** Padded row and column under a filter cell. @returns {[number, number]} */
  under(step, fy, fx) {
    const [, i, j] = this.windows.place(step);
    const { rowStarts, colStarts, rowOffsets, colOffsets } = this.windows;
    return [rowStarts[i] + rowOffsets[fy], colStarts[j] + colOffsets[fx]];
  }

  /** Whether a filter cell lies on padding. */
  onPadding(step, fy, fx) {
    return this.windows.inPadding(...this.under(step, fy, fx));
  }

  pixel(step, c, fy, fx) {
    const [r, q] = this.under(step, fy, fx);
    return this.x.at(this.windows.place(step)[0], c, r, q);
  }

  weight(k, c, fy, fx) {
    return this.W.at(k, c, fy, fx);
  }

  /** What a panel of one channel is called. @param {string} name @param {number} c */
  nameOfPlane(name, c) {
    return this.sizes.C > 1 ? `${name} ${this.channelName(c)}` : name;
  }

  get paddingWord() {
    return this.words.padding.replace(/\s*[=＝]$/, "");
  }

  /** A pixel of the padded plane by its name in the code; padding, which has none there, by its place in the plane. */
  nameOfPixel(array, n, c, r, q) {
    const [top, , left] = this.windows.pad;
    return this.windows.inPadding(r, q)
      ? `${this.paddingWord} (${r},${q})`
      : `${array}[${n},${c},${r - top},${q - left}]`;
  }

  // ---- groups: W stands over all channels, with zeros where a filter does not read

  /** Whether a filter reads a channel: both are in the same group. */
  readsChannel(k, c) {
    const { C, FN } = this.sizes;
    return Math.floor((c * this.groups) / C) === Math.floor((k * this.groups) / FN);
  }

  /** The channels that a filter reads. @returns {number[]} */
  channelsOf(k) {
    return [...Array(this.sizes.C).keys()].filter((c) => this.readsChannel(k, c));
  }

  /** The filters that read a channel. @returns {number[]} */
  filtersOf(c) {
    return [...Array(this.sizes.FN).keys()].filter((k) => this.readsChannel(k, c));
  }

  /** The shape that W and dW have in the code. */
  get shapeOfW() {
    const { C, FN, FH, FW } = this.sizes;
    return [FN, C / this.groups, FH, FW];
  }

  /** A weight's place in W: a filter counts its own channels. @returns {[number, number, number, number]} */
  placeOfWeight(k, c, fy, fx) {
    return [k, c - this.channelsOf(k)[0], fy, fx];
  }

  /** A weight, or its gradient, by its name in the code. */
  weightName(array, ...place) {
    return `${array}[${this.placeOfWeight(...place).join(",")}]`;
  }

  /** That a filter does not read a channel, as a sentence. */
  notRead(k, c) {
    return fill(this.words.notRead, { k, c: this.channelName(c).replace("c=", ""), groups: this.groups });
  }

  /** Dim the planes that a filter does not read. */
  veilUnread(ctx, theme, planes, k) {
    ctx.fillStyle = theme.background;
    ctx.globalAlpha = 0.78;
    planes.forEach((plane, c) => {
      if (!this.readsChannel(k, c)) ctx.fillRect(plane.x - 1, plane.y - 1, plane.width + 2, plane.height + 2);
    });
    ctx.globalAlpha = 1;
  }

  bias(k) {
    return this.b.at(k);
  }

  output(n, k, i, j) {
    return this.out.at(n, k, i, j);
  }

  /** Room for the longest number of the panel that a term belongs to. */
  termLetters({ kind, scale, text }) {
    if (!["x", "w", "bias", "sum", "out"].includes(kind)) return 0;
    const name = scale ?? { x: "x", w: "w", bias: "bias" }[kind] ?? "out";
    const letters = this.formats[name]?.letters ?? 0;
    return text.startsWith("(") ? letters + 2 : letters;
  }

  /** The products of each channel, added up. @returns {number[]} */
  sums(step, k) {
    return [...Array(this.sizes.C).keys()].map((c) => {
      let [sum, largest] = [0, 0];
      this.eachCell((fy, fx) => {
        const product = this.pixel(step, c, fy, fx) * this.weight(k, c, fy, fx);
        sum += product;
        largest = Math.max(largest, Math.abs(product));
      });
      return dusted(sum, largest);
    });
  }

  /** The sign before a panel of products: whether each is what the factors make that are shown beside it. */
  signOfProducts(step, k) {
    const { x, w, product } = this.formatsOf(k);
    let sign = "=";
    for (let c = 0; c < this.sizes.C; c++) {
      this.eachCell((fy, fx) => {
        const [pixel, weight] = [this.pixel(step, c, fy, fx), this.weight(k, c, fy, fx)];
        if (equals([x.shown(pixel) * w.shown(weight)], product.shown(pixel * weight)) === "≈") sign = "≈";
      });
    }
    return sign;
  }

  /** The sign before a channel's sum: whether its products add up to it, as they are shown. */
  signOfSum(step, k, c, sum) {
    const { product, out } = this.formatsOf(k);
    const products = [];
    this.eachCell((fy, fx) => products.push(product.shown(this.pixel(step, c, fy, fx) * this.weight(k, c, fy, fx))));
    return equals(products, out.shown(sum));
  }

  /** The sign before an output cell: whether the sums of its channels and the bias add up to it. */
  signOfOutput(sums, k, output) {
    const { bias, out } = this.formatsOf(k);
    return equals([...sums.map((sum) => out.shown(sum)), bias.shown(this.bias(k))], out.shown(output));
  }

  /** The products of a channel's factors, as these are shown. @returns {number[]} */
  shownProducts(step, k, c) {
    const { x, w } = this.formatsOf(k);
    const products = [];
    this.eachCell((fy, fx) => products.push(x.shown(this.pixel(step, c, fy, fx)) * w.shown(this.weight(k, c, fy, fx))));
    return products;
  }

  /** The sign before an output cell, where the whole sum of products stands before it. */
  signOfCell(step, k) {
    const [n, i, j] = this.windows.place(step);
    const products = [...Array(this.sizes.C).keys()].flatMap((c) => this.shownProducts(step, k, c));
    const { bias, out } = this.formatsOf(k);
    return equals([...products, bias.shown(this.bias(k))], out.shown(this.output(n, k, i, j)));
  }

  eachCell(visit) {
    for (let fy = 0; fy < this.sizes.FH; fy++) for (let fx = 0; fx < this.sizes.FW; fx++) visit(fy, fx);
  }

  /** Column of `col` -> channel, filter row, filter column. @returns {[number, number, number]} */
  cellOf(q) {
    const { FH, FW } = this.sizes;
    return [Math.floor(q / (FH * FW)), Math.floor(q / FW) % FH, q % FW];
  }

  /** The pixel under a filter cell as a term of the formula; padding is hatched there too. */
  pixelTerm(text, step, c, fy, fx) {
    return this.termOfPixel(text, this.pixel(step, c, fy, fx), c, ...this.under(step, fy, fx));
  }

  /** The same by its padded row and column. */
  termOfPixel(text, value, c, r, q) {
    return { text, kind: "x", value, plane: c, padding: this.windows.inPadding(r, q) };
  }

  channelName(c) {
    return this.header.channels[c];
  }

  inputColour(value, theme, c) {
    if (this.header.scale === "unit") return theme.picture(value, this.header.tints[c]);
    if (this.header.scale === "byte") return theme.picture(value / 255, this.header.tints[c]);
    return this.tones.x.colour(value, theme);
  }

  /** What the sizes are worked out from: all there is to see while one of them is asked. */
  given() {
    const { pad, stride, dilation } = this.header.geometry;
    const alike = (values) => (new Set(values).size === 1 ? String(values[0]) : values.join(", "));
    const [N, C] = this.x.shape;
    return fill(this.words.given, {
      x: formatShape([N, C, ...this.windows.size]),
      W: formatShape(this.shapeOfW),
      stride: alike(stride),
      pad: alike(pad),
      dilation: alike(dilation),
    });
  }

  describe() {
    return fill(this.words.picture, {
      x: formatShape(this.x.shape),
      W: formatShape(this.shapeOfW),
      out: formatShape(this.out.shape),
    });
  }
}
