/** Where the browser's events come in. */

/**
 * @typedef {object} Handlers `place` is that of a cell, -1 for none
 * @property {(event: KeyboardEvent) => void} key
 * @property {(place: number) => void} focused
 * @property {(next: Node | null) => void} blurred `next` has the focus now
 * @property {(place: number, way: import("./editor.js").Way) => void} edit
 * @property {() => void} typed
 * @property {(event: ClipboardEvent) => void} paste
 * @property {(event: ClipboardEvent) => void} copy
 */

/**
 * @param {HTMLElement} root
 * @param {AbortSignal} signal ends all of it
 * @param {Handlers} handlers
 */
export function listen(root, signal, handlers) {
  /** @type {(name: string, act: (event: any) => void) => void} */
  const on = (name, act) => root.addEventListener(name, act, { signal });
  on("keydown", handlers.key);
  on("focusin", (event) => handlers.focused(placeOf(event.target)));
  on("focusout", (event) => handlers.blurred(event.relatedTarget));
  on("dblclick", (event) => handlers.edit(placeOf(event.target), "caret"));
  on("click", (event) => {
    if (event.pointerType === "touch") handlers.edit(placeOf(event.target), "touch");
  });
  on("input", handlers.typed);
  on("paste", handlers.paste);
  on("copy", handlers.copy);
}

/** @param {EventTarget | null} target @returns {number} */
function placeOf(target) {
  if (!(target instanceof Element) || target.tagName === "INPUT") return -1;
  return Number(target.closest("td")?.dataset.index ?? -1);
}
