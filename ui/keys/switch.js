import { areOff, follow, keep } from "./kept.js";

/** @type {WeakMap<Node, {button: HTMLButtonElement, stop: AbortController, token: number}>} */
const switches = new WeakMap();

/**
 * The switch of the single-key shortcuts; the browser keeps how it stands.
 * @param {{data: Uint8Array, parentElement: HTMLElement | ShadowRoot}} component
 */
export default function ({ data, parentElement }) {
  /** @type {{name: string, help: string}} */
  const { name, help } = JSON.parse(new TextDecoder().decode(data));
  const here = switches.get(parentElement) ?? made(parentElement);
  here.button.textContent = name;
  here.button.title = help;
  // only the cleanup of the last call runs, and only at unmount; an overtaken call's must do nothing
  const token = ++here.token;
  return () => {
    if (here.token !== token) return;
    here.stop.abort();
    switches.delete(parentElement);
  };
}

/** @param {HTMLElement | ShadowRoot} parent */
function made(parent) {
  const button = document.createElement("button");
  const stop = new AbortController();
  const show = () => button.setAttribute("aria-checked", String(!areOff()));
  const turn = () => {
    keep(!areOff());
    show();
  };
  button.type = "button";
  button.setAttribute("role", "switch");
  button.addEventListener("click", turn, { signal: stop.signal });
  follow(show, stop.signal);
  show();
  parent.append(button);
  const here = { button, stop, token: 0 };
  switches.set(parent, here);
  return here;
}
