/** A page of the app in one file: its pictures with one lesson, without a server. */

import { meantKey } from "../stage/commands.js";
import { Tensor } from "../stage/model.js";
import { Stage } from "../stage/stage.js";
import { read } from "./frugal.js";

/**
 * What `offline.py` has put into the file.
 * @typedef {object} Kept
 * @property {string} view the picture that is seen first
 * @property {Record<string, string>} link of the lesson's page in the app, by language
 * @property {[string, number, number][]} numbers how and where arrays lie in the file's numbers
 * @property {Record<string, Record<string, any>>} pictures header by view and language; its arrays are numbers of `numbers`
 * @property {Record<string, [string, string]>} said a question and its answer, by language
 * @property {Record<string, Record<string, string>>} words of the stage, by language
 * @property {Record<string, Record<string, any>>} told texts of this page, by language
 * @property {{light: Record<string, string>, dark: Record<string, string>}} looks
 *
 * @typedef {Record<string, ReturnType<ConstructorParameters<typeof Stage>[1]>>} Scenes by their kind
 */

/** Words of the keys that need a server: a key without a word is not listed. */
const NEEDS_SERVER = ["key_predict", "key_size", "key_answer", "key_reveal", "key_take"];

class Offline {
  /** @param {Kept} kept @param {Uint8Array} numbers @param {Scenes} scenes */
  constructor(kept, numbers, scenes) {
    this.kept = kept;
    this.numbers = numbers;
    this.root = document.getElementById("stage").attachShadow({ mode: "open" });
    this.root.innerHTML = `<div>${document.getElementById("stage-html").innerHTML}</div>`;
    this.decoded = new Map();
    const wish = new URLSearchParams(location.hash.slice(1));
    const own = navigator.language.startsWith("ja") ? "ja" : "en";
    this.language = kept.told[wish.get("lang")] ? wish.get("lang") : own;
    const dark = matchMedia("(prefers-color-scheme: dark)");
    this.theme = wish.get("theme") ?? (dark.matches ? "dark" : "light");
    this.view = kept.pictures[wish.get("view")] ? wish.get("view") : kept.view;
    for (const words of Object.values(kept.words)) for (const name of NEEDS_SERVER) delete words[name];
    // the stage must not hear of keys that need a server
    const mute = (event) => {
      if (["p", "o", "d", "a"].includes(meantKey(event))) event.preventDefault();
    };
    document.addEventListener("keydown", mute);
    this.dress();
    this.stage = new Stage(this.root, (kind) => scenes[kind]);
    const step = Number(wish.get("step"));
    if (step >= 1) this.seek = { step: step - 1, begun: true };
    for (const name of ["language", "theme"])
      document.getElementById(name).addEventListener("click", () => this.turn(name));
    this.show();
  }

  /** @param {string} name language or theme */
  turn(name) {
    if (name === "language") this.language = this.language === "en" ? "ja" : "en";
    else this.theme = this.theme === "dark" ? "light" : "dark";
    this.dress();
    this.show();
  }

  dress() {
    for (const [name, value] of Object.entries(this.kept.looks[this.theme]))
      document.documentElement.style.setProperty(name, value);
    document.documentElement.style.colorScheme = this.theme;
    document.documentElement.lang = this.language;
  }

  show() {
    const { kept, language, view } = this;
    const told = kept.told[language];
    document.title = `${told.title} · ${told.app}`;
    const write = (id, text) => (document.getElementById(id).textContent = text);
    write("title", told.title);
    write("lead", told.lead);
    write("language", told.other);
    document.getElementById("language").lang = language === "en" ? "ja" : "en";
    write("theme", told[this.theme === "dark" ? "light" : "dark"]);
    write("made", told.made);
    const [ask, tell] = kept.said[language] ?? ["", ""];
    for (const [id, text] of Object.entries({ asked: ask, told: tell, answer: told.answer })) write(id, text);
    document.getElementById("asked").hidden = !tell;
    document.getElementById("tell").hidden = !tell;
    const link = /** @type {HTMLAnchorElement} */ (document.getElementById("link"));
    [link.href, link.textContent] = [kept.link[language], told.open];
    document.getElementById("views").replaceChildren(...Object.keys(kept.pictures).map((one) => this.tab(one, told)));
    const { arrays, ...header } = { ...kept.pictures[view].both, ...kept.pictures[view][language] };
    const payload = { header: { ...header, words: kept.words[language] }, arrays: this.arraysOf(arrays) };
    if (this.seek) Object.assign(payload.header.seek, this.seek);
    this.stage.update(payload, (_name, value) => this.settled(value));
  }

  tab(view, told) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = told.views[view];
    button.setAttribute("aria-pressed", String(view === this.view));
    button.addEventListener("click", () => {
      this.view = view;
      this.show();
      this.stage.root.focus({ preventScroll: true });
    });
    return button;
  }

  /** Where one is stands in the address, so that a tab that is opened again is there. */
  settled({ step }) {
    const hash = new URLSearchParams({
      lang: this.language,
      theme: this.theme,
      view: this.view,
      step: String(step + 1),
    });
    history.replaceState(null, "", `#${hash}`);
  }

  /** @param {[string, number[], boolean, number, boolean][]} listed name, shape, whether it is one number, where, whether beside */
  arraysOf(listed) {
    /** @type {Record<string, Tensor>} */
    const arrays = {};
    for (const [name, shape, alike, at, differs] of listed) {
      const beside = differs ? lessOf(arrays.answers.values, arrays.target.values) : null;
      arrays[name] = new Tensor(shape, this.values(shape, alike, at, beside));
    }
    return arrays;
  }

  values(shape, alike, at, beside) {
    const count = shape.reduce((product, size) => product * size, 1);
    const key = `${at}|${count}|${beside !== null}`;
    if (!this.decoded.has(key)) {
      const [way, from, length] = this.kept.numbers[at];
      const found = read(way, this.numbers.subarray(from, from + length), shape[0], beside);
      this.decoded.set(key, alike ? new Float32Array(count).fill(found[0]) : found);
    }
    return this.decoded.get(key);
  }
}

/** Frame by frame what is above a target. */
function lessOf(frames, target) {
  return frames.map((value, at) => value - target[at % target.length]);
}

/** @param {Kept} kept @param {Uint8Array} numbers @param {Scenes} scenes those of the page */
export function openKept(kept, numbers, scenes) {
  return new Offline(kept, numbers, scenes);
}
