/** The text field that stands in a cell while it is edited, and its button for the sign. */

/**
 * @typedef {"caret" | "replace" | "touch"} Way an edit begins: with the caret behind the number,
 *   by typing over it, or by a finger
 */

/** One field, which moves from cell to cell. */
export class Editor {
  /** Place of the cell that is edited; -1 when none is. */
  index = -1;
  /** Whether the arrow keys move the caret instead of leaving the cell. */
  hasCaret = false;

  /** @param {HTMLButtonElement} sign */
  constructor(sign) {
    this.sign = sign;
    // a press on the button must not take the focus, and with it the keyboard, from the field
    sign.onmousedown = (event) => event.preventDefault();
    sign.onclick = () => this.#flipSign();
    this.field = document.createElement("input");
    this.field.type = "text";
    this.field.inputMode = "decimal";
    this.field.autocomplete = "off";
    this.field.spellcheck = false;
    this.field.enterKeyHint = "next";
  }

  get isOpen() {
    return this.index >= 0;
  }

  /**
   * @param {HTMLElement} cell
   * @param {number} index
   * @param {string} text
   * @param {string} name what a screen reader calls the field
   * @param {Way} way
   */
  open(cell, index, text, name, way) {
    this.index = index;
    this.hasCaret = way !== "replace";
    this.field.value = text;
    this.field.setAttribute("aria-label", name);
    cell.classList.add("editing");
    cell.append(this.field);
    this.grow();
    this.field.focus();
    this.field.setSelectionRange(way === "touch" ? 0 : text.length, text.length);
    if (way === "touch") this.#offerSign(cell);
  }

  /**
   * Take the field away.
   * @returns {{index: number, text: string}} what was edited, and to what
   */
  close() {
    const left = { index: this.index, text: this.field.value };
    this.index = -1;
    this.field.parentElement?.classList.remove("editing");
    this.field.remove();
    this.sign.hidden = true;
    return left;
  }

  /** A long number needs more than the cell; the field then hangs over its neighbours. */
  grow() {
    const { style } = this.field;
    const frame = /** @type {HTMLElement} */ (this.field.closest(".scroller"));
    style.setProperty("--characters", String(this.field.value.length));
    style.maxWidth = `${frame.clientWidth}px`;
    style.left = "0";
    const right = frame.getBoundingClientRect().left + frame.clientLeft + frame.clientWidth;
    const over = this.field.getBoundingClientRect().right - right;
    // beyond the frame's edge it would scroll the plane
    if (over > 0) style.left = `${-over}px`;
  }

  /**
   * The decimal keypad of a phone has no minus.
   * @param {HTMLElement} cell
   */
  #offerSign(cell) {
    this.sign.hidden = false;
    const home = /** @type {HTMLElement} */ (this.sign.offsetParent);
    const [here, there] = [cell.getBoundingClientRect(), home.getBoundingClientRect()];
    this.sign.style.left = `${here.left - there.left + here.width / 2}px`;
    this.sign.style.top = `${here.top - there.top}px`;
  }

  #flipSign() {
    const text = this.field.value.trim();
    this.field.value = /^[-\u2212]/.test(text) ? text.slice(1) : `-${text}`;
    this.grow();
    this.field.focus();
  }
}
