import { classed } from "../../stage/element.js";
import { formatNumber } from "../../stage/format.js";

/** The buttons, ranges and menus below the panes. */
export class Tools {
  /** @param {HTMLElement} root @param {Record<string, (value?: any) => void>} act @param {AbortSignal} signal */
  constructor(root, act, signal) {
    const get = (name) => root.querySelector(`[data-do="${name}"]`);
    this.buttons = Object.fromEntries(
      ["closer", "farther", "fit", "real", "relu", "signed", "wipe"].map((name) => [name, get(name)]),
    );
    for (const [name, button] of Object.entries(this.buttons)) {
      button.addEventListener("click", () => act[name](), { signal });
    }
    this.divider = /** @type {HTMLInputElement} */ (get("divider"));
    this.divider.addEventListener("input", () => act.divider(Number(this.divider.value) / 100), { signal });
    this.map = /** @type {HTMLSelectElement} */ (get("map"));
    this.map.addEventListener("change", () => act.map(Number(this.map.value)), { signal });
    this.percent = root.querySelector(".percent");
    this.legend = root.querySelector(".legend");
    this.wiper = root.querySelector(".wiper");
    this.box = /** @type {HTMLElement} */ (root.querySelector(".tools"));
  }

  /** Room they take, in px. */
  get height() {
    return this.box.offsetHeight;
  }

  /** @param {Record<string, string>} words @param {{label: string}[]} maps */
  name(words, maps) {
    this.words = words;
    for (const name of ["closer", "farther", "fit"]) this.buttons[name].setAttribute("aria-label", words[name]);
    // the button of 1:1 is called what stands on it
    for (const name of ["closer", "farther", "fit", "real"]) this.buttons[name].title = words[name];
    for (const name of ["relu", "signed", "wipe"]) {
      this.buttons[name].textContent = words[name];
      this.buttons[name].title = words[`${name}Help`];
    }
    this.divider.setAttribute("aria-label", words.divider);
    this.map.setAttribute("aria-label", words.map);
    const chosen = this.map.value;
    this.map.replaceChildren(...maps.map(({ label }, k) => new Option(label, String(k))));
    if (Number(chosen) < maps.length) this.map.value = chosen;
  }

  show({ zoom, least, most, relu, signed, wiping, divider, map, window, stage }) {
    const { words } = this;
    this.percent.textContent = `${formatNumber(zoom * 100, zoom < 0.1 ? 2 : 3)} %`;
    this.buttons.closer.disabled = zoom >= most * 0.999;
    this.buttons.farther.disabled = this.buttons.fit.disabled = zoom <= least * 1.001;
    for (const [name, on] of Object.entries({ relu, signed, wipe: wiping }))
      this.buttons[name].setAttribute("aria-pressed", String(on));
    this.divider.value = String(Math.round(divider * 100));
    this.divider.style.setProperty("--fill", `${this.divider.value}%`);
    this.map.value = String(map);
    const parts = [classed("span", "solid", words.window.replace("{size}", window))];
    if (stage) parts.push(classed("span", "dashed", words.onStage.replace("{size}", stage)));
    const legend = `${window}|${stage}|${words.window}`;
    if (legend !== this.said) this.legend.replaceChildren(...parts);
    this.said = legend;
  }
}
