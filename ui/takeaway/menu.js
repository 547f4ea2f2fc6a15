import { fill, formatShape } from "../stage/format.js";
import { copyText, save, sizeText } from "./files.js";
import { FilmForm } from "./film_form.js";
import { stepPng, stepSvg } from "./pictures.js";
import { themeOf } from "./sheet.js";

/** The menu of all that can be taken away; what is on it is made when it is chosen. */
export class Menu {
  /** @param {ShadowRoot} root @param {(wish: object) => number} ask @param {AbortSignal} signal */
  constructor(root, ask, signal) {
    this.ask = ask;
    this.dialog = /** @type {HTMLDialogElement} */ (root.querySelector(".take"));
    this.said = /** @type {HTMLElement} */ (this.find(".said"));
    /** What Python was asked for, and what becomes of the answer. @type {Map<number, (answer: any) => void>} */
    this.waiting = new Map();
    this.film = new FilmForm(this);
    this.dialog.addEventListener("click", (event) => this.clicked(event), { signal });
    this.dialog.addEventListener("change", () => this.tellSizes(), { signal });
    // keys of the film must not reach it while one chooses
    this.dialog.addEventListener("keydown", (event) => event.key !== "Escape" && event.stopPropagation(), { signal });
    this.dialog.addEventListener("close", () => this.film.cancel(), { signal });
  }

  /** @param {string} selector @returns {any} */
  find(selector) {
    return this.dialog.querySelector(selector);
  }

  /** @param {{header: any, arrays: any}} answer @param {Record<string, string>} words */
  take(answer, words) {
    this.words = words;
    const { header } = answer;
    if (header.id === this.taken) return;
    this.taken = header.id;
    if (header.menu) {
      this.menu = header.menu;
      this.open();
    }
    const then = this.waiting.get(header.id);
    this.waiting.delete(header.id);
    then?.(answer);
  }

  open() {
    this.stage = null;
    document.dispatchEvent(new CustomEvent("conv-lab-picture", { detail: (stage) => (this.stage = stage) }));
    for (const one of this.dialog.querySelectorAll("[data-word]")) one.textContent = this.words[one.dataset.word];
    for (const one of this.dialog.querySelectorAll("[data-label]")) one.setAttribute("aria-label", this.words.close);
    this.find("h2").textContent = this.words.title;
    for (const one of this.dialog.querySelectorAll(".of-stage")) one.hidden = !this.stage || this.covered;
    const note = this.find(".hidden-note");
    const { withheld } = this.menu;
    note.textContent = this.stage && this.covered ? this.words.covered : withheld;
    note.hidden = !note.textContent;
    for (const name of ["npz", "html"]) this.find(`[data-do=${name}]`).hidden = withheld !== "";
    const arrays = this.find("[name=array]");
    const chosen = arrays.value;
    arrays.replaceChildren(
      ...this.menu.arrays.map(({ name, shape }) => {
        const option = document.createElement("option");
        [option.value, option.textContent] = [name, `${name}  ${formatShape(shape)}`];
        return option;
      }),
    );
    const has = (wanted) => this.menu.arrays.some(({ name }) => name === wanted);
    arrays.value = [chosen, "out"].find(has) ?? "x";
    this.find("[name=theme]").value = this.stage?.theme.dark ? "dark" : "light";
    if (this.stage) this.film.begin(this.stage);
    this.tell("");
    this.tellSizes();
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** A size that is asked covers the picture, which would show it. */
  get covered() {
    return this.stage?.predict.covers;
  }

  /** How large what one would get is. */
  tellSizes() {
    const { menu, words } = this;
    const one = menu.arrays.find(({ name }) => name === this.find("[name=array]").value);
    this.find("[data-do=npy] small").textContent = sizeText(one.npy);
    this.find("[data-do=csv] small").textContent = `≈ ${sizeText(one.csv)}`;
    this.find("[data-do=npz] small").textContent = `≤ ${sizeText(menu.npz)}`;
    for (const button of this.dialog.querySelectorAll("[data-form]")) button.disabled = !one.copied;
    if (!one.copied) this.tell(fill(words.too_long_to_copy, { array: one.name }));
    const scale = Number(this.find("[name=scale]").value);
    this.find("[data-do=png] small").textContent = `≈ ${sizeText(160_000 * scale ** 1.4)}`;
    if (this.stage) this.film.tell();
  }

  tell(text) {
    this.said.textContent = text;
  }

  /** @param {Event} event */
  clicked(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    const button = /** @type {HTMLButtonElement | null} */ (target.closest("button"));
    if (!button) {
      if (target === this.dialog && isOutside(this.dialog, /** @type {MouseEvent} */ (event))) this.dialog.close();
      return;
    }
    const { do: what, form } = button.dataset;
    const act = form ? () => this.copy(form) : this.acts[what];
    this.tell("");
    Promise.resolve(act?.()).catch((error) => {
      this.tell(this.words.failed);
      console.error(error);
    });
  }

  get acts() {
    return {
      close: () => this.dialog.close(),
      png: () => this.png(),
      svg: () => this.svg(),
      gif: () => this.film.gif(),
      video: () => this.film.video(),
      cancel: () => this.film.cancel(),
      npy: () => this.fetch({ want: "npy", name: this.find("[name=array]").value }),
      csv: () => this.fetch({ want: "csv", name: this.find("[name=array]").value }),
      npz: () => this.fetch({ want: "npz" }),
      html: () => this.fetch({ want: "html" }),
      ipynb: () => this.fetch({ want: "ipynb" }),
    };
  }

  /** What the files say of themselves. */
  get label() {
    const { title, link, made } = this.menu;
    return { title, link, made };
  }

  /** A name that says the lesson: step_cat_3x3_s1_p1_12.png */
  named(what, ending) {
    const step = what === "step" ? `_${this.stage.player.done}` : "";
    return `${what}_${this.menu.stem}${step}.${ending}`;
  }

  /** A theme of its own, so that nothing of another surface is kept in it. */
  theme() {
    return themeOf(this.stage.root, this.menu.looks[this.find("[name=theme]").value]);
  }

  get wish() {
    return {
      theme: this.theme(),
      withTitle: this.find("[name=title]").checked,
      withFormula: this.find("[name=formula]").checked,
      label: this.label,
    };
  }

  async png() {
    const scale = Number(this.find("[name=scale]").value);
    this.saved(this.named("step", "png"), await stepPng(this.stage, { ...this.wish, scale }));
  }

  svg() {
    this.saved(this.named("step", "svg"), stepSvg(this.stage, this.wish));
  }

  saved(name, blob) {
    save(name, blob);
    this.tell(fill(this.words.saved, { name, size: sizeText(blob.size) }));
  }

  /** Ask Python, and wait for its answer. @param {object} wish @returns {Promise<{header: any, arrays: any}>} */
  answered(wish) {
    return new Promise((done) => this.waiting.set(this.ask(wish), done));
  }

  async fetch(wish) {
    this.tell(this.words.being_made);
    const { header, arrays } = await this.answered(wish);
    if (header.refused) return this.tell(header.refused);
    this.saved(header.name, new Blob([arrays.file.values], { type: header.type }));
  }

  async copy(form) {
    const name = this.find("[name=array]").value;
    const { header, arrays } = await this.answered({ want: "text", name, form });
    if (header.refused) return this.tell(header.refused);
    const done = await copyText(new TextDecoder().decode(arrays.file.values), this.dialog);
    this.tell(fill(this.words[done ? "copied" : "not_copied"], { name }));
  }
}

/** Whether a click went beside the dialog. */
function isOutside(dialog, { clientX, clientY }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
