import { classed, element } from "../stage/element.js";
import { fill, formatShape } from "../stage/format.js";
import { drawValue } from "./picture.js";

/** Height of a picture at most, in px. */
const TALLEST = 112;

/**
 * The variables in reach: sizes as chips, arrays as cards with a small picture.
 */
export class Variables {
  /**
   * @param {HTMLElement} root
   * @param {(name: string) => void} open @param {(link: any[]) => void} go
   */
  constructor(root, open, go) {
    this.scope = /** @type {HTMLElement} */ (root.querySelector(".scope"));
    this.calls = /** @type {HTMLElement} */ (root.querySelector(".calls"));
    this.sizes = /** @type {HTMLElement} */ (root.querySelector(".sizes"));
    this.arrays = /** @type {HTMLElement} */ (root.querySelector(".arrays"));
    this.open = open;
    this.go = go;
    /** @type {Map<string, HTMLElement>} */
    this.made = new Map();
    this.frame = "";
  }

  /**
   * @param {import("./run.js").Run} run @param {number} at @param {number} since
   * @param {{words: Record<string, string>, theme: import("../stage/theme.js").Theme, ui: number}} look
   */
  show(run, at, since, look) {
    const frame = at < 0 ? "" : `${run.header.work}|${run.entered(at)}`;
    if (frame !== this.frame) this.made.clear();
    this.frame = frame;
    this.look = look;
    this.run = run;
    this.at = at;
    const stack = at < 0 ? [] : run.stack(at);
    this.calls.replaceChildren(...stack.flatMap(([name], depth) => [...(depth ? [" › "] : []), place(name)]));
    const variables = at < 0 ? [] : run.variables(at, since);
    const small = variables.filter(({ value, same }) => value.kind !== "array" || same);
    const large = variables.filter(({ value, same }) => value.kind === "array" && !same);
    if (at < 0) this.sizes.replaceChildren(text("unmade", look.words.unmade));
    else this.sizes.replaceChildren(...small.map((one) => this.chip(one)));
    const cards = large.map((one) => this.card(one));
    if (cards.some((card, n) => this.arrays.children[n] !== card) || this.arrays.children.length !== cards.length)
      this.arrays.replaceChildren(...cards);
    for (const [n, card] of cards.entries()) this.paint(card, large[n]);
    this.follow();
  }

  chip(one) {
    const chip = document.createElement(one.value.kind === "array" ? "button" : "span");
    this.name(chip, one);
    chip.classList.add("chip");
    const told = one.same ? fill(this.look.words.same, { name: one.same }) : one.value.text;
    chip.append(element("b", this.called(one)), " ", told);
    if (one.changed) chip.append(hidden(`, ${this.look.words.set}`));
    if (chip instanceof HTMLButtonElement) {
      chip.type = "button";
      chip.addEventListener("click", () => this.open(one.name));
    }
    return chip;
  }

  /** @returns {HTMLElement} the same one for a variable as long as its function runs */
  card(one) {
    let card = this.made.get(one.name);
    if (!card) {
      card = document.createElement("div");
      const main = document.createElement("button");
      main.type = "button";
      main.className = "value";
      main.addEventListener("click", () => this.open(one.name));
      const head = document.createElement("span");
      head.className = "head";
      main.append(head, document.createElement("canvas"));
      const link = document.createElement("button");
      link.type = "button";
      link.className = "go";
      link.textContent = "↗";
      card.append(main, link);
      this.made.set(one.name, card);
    }
    this.name(card, one);
    card.classList.add("card");
    this.tell(card, one);
    return card;
  }

  tell(card, one) {
    const { words } = this.look;
    const { value } = one;
    const [main, go] = /** @type {any} */ (card.querySelectorAll("button"));
    const shape = formatShape(value.shape);
    main.setAttribute("aria-label", fill(words.shows, { name: this.called(one), shape, type: value.type }));
    const head = main.querySelector(".head");
    head.replaceChildren(element("b", this.called(one)), " ", text("shape", shape), " ", text("type", value.type));
    if (value.wrong?.[0] === 2) head.append(" ", text("bad", words.wrongShape));
    if (one.changed) head.append(" ", text("set", words.set));
    const link = this.run.link(this.at, one);
    go.hidden = !link;
    if (!link) return;
    const label = fill(words.picture, { name: one.name, view: words[`view_${link[3]}`] });
    go.setAttribute("aria-label", label);
    go.title = label;
    go.onclick = () => this.go(link);
  }

  paint(card, { name, place: at, value }) {
    const { theme, ui } = this.look;
    const canvas = /** @type {HTMLCanvasElement} */ (card.querySelector("canvas"));
    const width = card.clientWidth - 18;
    const drawn = `${this.run.header.work}|${at}|${width}|${ui}|${theme.name}`;
    if (canvas.dataset.drawn === drawn || width < 10) return;
    canvas.dataset.drawn = drawn;
    drawValue(canvas, value, name, this.run.stack(this.at).at(-1)[0], theme, { width, height: TALLEST * ui, ui });
  }

  name(element, { name, value, changed }) {
    element.className = changed ? "changed" : "";
    element.classList.toggle("none", value.kind === "none");
    element.classList.toggle("wrong", value.wrong !== null);
    element.dataset.testid = "variable";
    element.dataset.name = name;
    element.dataset.shape = value.shape.join(",");
    element.dataset.dtype = value.type;
    element.dataset.changed = String(changed);
  }

  called({ name }) {
    return name === "return" ? this.look.words.returned : name;
  }

  /** What has just changed is in sight; the page stays where it is. */
  follow() {
    const { scope } = this;
    const card = /** @type {HTMLElement | null} */ (this.arrays.querySelector(".changed"));
    if (!card || scope.scrollHeight <= scope.clientHeight) return;
    const bottom = card.offsetTop + card.offsetHeight + 8;
    if (bottom > scope.scrollTop + scope.clientHeight) scope.scrollTop = bottom - scope.clientHeight;
    if (card.offsetTop - 8 < scope.scrollTop) scope.scrollTop = card.offsetTop - 8;
  }
}

function place(name) {
  return text("call", name);
}

function hidden(content) {
  return text("unseen", content);
}

function text(kind, content) {
  return classed("span", kind, content);
}
