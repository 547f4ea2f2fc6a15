import { obey } from "../stage/commands.js";
import { readMessage } from "../component/message.js";

/** The key that opens the menu on every page, also in presenter view. */
const KEYS = [{ keys: ["d"], does: "take", once: true }];
const LIBRARY = "conv-lab-takeaway";

/** @type {WeakMap<ShadowRoot, Door>} */
const doors = new WeakMap();

/** The button of the menu. All that is behind it comes when it is opened for the first time. */
class Door {
  /** @param {ShadowRoot} root */
  constructor(root) {
    this.root = root;
    this.stop = new AbortController();
    this.asked = Date.now() % 1e9;
    const { signal } = this.stop;
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "door";
    this.button.style.cssText =
      "font: 500 1rem/1 var(--st-font); color: var(--st-text-color); background: var(--st-background-color);" +
      "border: 1px solid var(--st-border-color); border-radius: .5rem; padding: .6rem .9rem; min-height: 2.5rem; cursor: pointer";
    root.append(this.button);
    const open = () => {
      this.button.disabled = true;
      this.ask({ want: "menu" });
    };
    this.button.addEventListener("click", open, { signal });
    document.addEventListener("keydown", (event) => obey(event, KEYS, { take: open }), { signal });
    globalThis.addEventListener(LIBRARY, () => this.show(), { signal });
  }

  /** @param {object} wish what Python is to make @returns {number} under which it answers */
  ask(wish) {
    this.asked++;
    this.setStateValue("ask", { ...wish, id: this.asked });
    return this.asked;
  }

  update({ data, setStateValue }) {
    this.setStateValue = setStateValue;
    this.answer = readMessage(data);
    this.button.textContent = this.answer.header.label;
    this.button.title = `${this.answer.header.label} (D)`;
    this.show();
  }

  show() {
    if (!this.answer?.header.id) return;
    const shown = globalThis[LIBRARY]?.({
      parentElement: this.root,
      answer: this.answer,
      ask: (wish) => this.ask(wish),
      signal: this.stop.signal,
    });
    if (shown) this.button.disabled = false;
  }
}

/** @param {{data: Uint8Array, parentElement: ShadowRoot, setStateValue: (name: string, value: unknown) => void}} component */
export default function (component) {
  const root = component.parentElement;
  const door = doors.get(root) ?? new Door(root);
  doors.set(root, door);
  door.update(component);
  const mine = (door.token = {});
  return () => {
    if (door.token !== mine) return;
    door.stop.abort();
    doors.delete(root);
  };
}
