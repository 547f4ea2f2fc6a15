/** A stage that is built anew of the same parts while it has the screen. */

import { Screen } from "../../../ui/stage/screen.js";

/** An element of which only what a screen needs is there. */
class Part {
  constructor() {
    Object.assign(this, { childNodes: [], parentElement: null, open: false, attributes: new Map(), textContent: "" });
    const names = new Set();
    this.classList = {
      add: (name) => names.add(name),
      remove: (name) => names.delete(name),
      contains: (name) => names.has(name),
      toString: () => [...names].join(),
    };
    this.style = {};
    this.parts = new Map();
  }

  append(...parts) {
    for (const part of parts) {
      part.remove();
      part.parentElement = this;
      this.childNodes.push(part);
    }
  }

  remove() {
    const around = this.parentElement?.childNodes;
    if (around) around.splice(around.indexOf(this), 1);
    this.parentElement = null;
  }

  replaceWith(...parts) {
    const place = this.parentElement;
    this.remove();
    place?.append(...parts);
  }

  querySelector(name) {
    if (!this.parts.has(name)) {
      const part = new Part();
      part.parentElement = this;
      this.parts.set(name, part);
    }
    return this.parts.get(name);
  }

  setAttribute = (name, value) => this.attributes.set(name, value);
  getAttribute = (name) => this.attributes.get(name) ?? null;
  hasAttribute = (name) => this.attributes.has(name);
  removeAttribute = (name) => this.attributes.delete(name);
  showModal = () => (this.open = true);
  close = () => (this.open = false);
  addEventListener() {}
  replaceChildren() {}
  focus() {}
}

globalThis.getComputedStyle = () => ({ backgroundColor: "white" });
globalThis.CustomEvent = class {};
Object.assign(globalThis.document, {
  createElement: () => new Part(),
  getElementById: () => null,
  documentElement: new Part(),
  body: new Part(),
  fullscreenElement: null,
  addEventListener() {},
  dispatchEvent() {},
});

const shadow = new Part();
const root = new Part();
shadow.append(root);

const built = () => {
  const stop = new AbortController();
  return { stop, screen: new Screen(root, () => {}, stop.signal) };
};
const where = () => ({
  presenting: root.classList.contains("presenting"),
  onPage: root.parentElement === shadow,
  inOpenDialog: root.parentElement !== shadow && root.parentElement.open,
  dialogs: shadow.childNodes.filter((part) => part !== root).length,
});

async function play() {
  const first = built();
  await first.screen.present(true);
  const seen = [where()];
  first.stop.abort();
  const second = built();
  seen.push(where());
  second.screen.resume();
  seen.push(where());
  await second.screen.present(false);
  seen.push(where());
  console.log(JSON.stringify(seen));
  process.exit(0); // the curtain waits for a picture that does not come
}

play();
