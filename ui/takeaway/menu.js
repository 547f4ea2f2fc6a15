import { copyText, save } from "../component/files.js";
import { fill, formatShape } from "../stage/format.js";
import { pictureHere } from "../stage/taken.js";
import { sizeText } from "./sizes.js";
import { FilmForm } from "./film_form.js";
import { pngOf, svgOf } from "./pictures.js";

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
    const { menu, words } = this;
    const taken = (this.taken = pictureHere());
    taken?.pause?.(); // what is taken is what one sees around the menu
    for (const one of this.dialog.querySelectorAll("[data-word]")) one.textContent = this.words[one.dataset.word];
    for (const one of this.dialog.querySelectorAll("[data-label]")) one.setAttribute("aria-label", this.words.close);
    this.find("h2").textContent = this.words.title;
    const { withheld } = menu;
    const seen = taken !== null && !taken.covered;
    this.find(".picture").hidden = !seen;
    // later steps tell what is asked before them
    this.find(".film").hidden = !seen || !taken.steps || withheld !== "";
    this.write(".no-film", seen && !taken.steps ? words.no_film : "");
    this.write(".hidden-note", taken?.covered ? words.covered : withheld);
    this.write(".page-note", menu.note);
    for (const name of ["npz", "html", "ipynb"]) this.find(`[data-do=${name}]`).hidden = menu.later.includes(name);
    this.find(".whole").hidden = menu.later.includes("ipynb");
    this.find(".listing").hidden = !menu.listing;
    this.find("[data-do=html] small").textContent = menu.offline;
    if (seen) {
      this.write(".picture h3", words[`picture_${taken.name}`]);
      for (const kind of ["png", "svg"]) this.write(`[data-do=${kind}] b`, `${taken.name}.${kind}`);
      this.find("[name=title]").parentElement.hidden = !taken.about;
      this.find("[name=formula]").parentElement.hidden = !taken.lines;
      this.find("[name=theme]").value = taken.dark ? "dark" : "light";
      this.film.begin(taken);
    }
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
    this.tell("");
    this.tellSizes();
    if (!this.dialog.open) this.dialog.showModal();
  }

  /** A sentence, or nothing in its place. @param {string} selector @param {string} text */
  write(selector, text) {
    const place = this.find(selector);
    place.textContent = text;
    place.hidden = text === "";
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
    if (!this.find(".film").hidden) this.film.tell();
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
    const acted = new Promise((done) => done(act?.()));
    acted.catch((error) => {
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
      listing: () => this.fetch({ want: "listing" }),
      trace: () => this.fetch({ want: "trace" }),
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
    const place = what === "film" ? "" : this.taken.place;
    return `${what}_${this.menu.stem}${place && `_${place}`}.${ending}`;
  }

  get wish() {
    return {
      looks: this.menu.looks[this.find("[name=theme]").value],
      withTitle: this.find("[name=title]").checked,
      withFormula: this.find("[name=formula]").checked,
      label: this.label,
    };
  }

  async png() {
    const scale = Number(this.find("[name=scale]").value);
    this.saved(this.named(this.taken.name, "png"), await pngOf(this.taken, this.wish, scale));
  }

  svg() {
    this.saved(this.named(this.taken.name, "svg"), svgOf(this.taken, this.wish));
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
