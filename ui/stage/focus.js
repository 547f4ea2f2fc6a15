const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const PRESSING = [" ", "Enter"];
const EVERY_KEY = ["grid", "gridcell", "combobox", "listbox", "option", "menuitem"];
const SOME_KEYS = {
  slider: [...ARROWS, "Home", "End", "PageUp", "PageDown"],
  radio: [...ARROWS, ...PRESSING],
  tab: [...ARROWS, ...PRESSING],
};

/** Whether a control with the focus needs the key for itself. @param {EventTarget} target @param {string} key */
export function wantsKey(target, key) {
  if (!(target instanceof HTMLElement)) return false;
  const { tagName } = target;
  const role = target.getAttribute("role") ?? "";
  if (target.isContentEditable || ["TEXTAREA", "SELECT"].includes(tagName) || EVERY_KEY.includes(role)) return true;
  if (role in SOME_KEYS) return SOME_KEYS[role].includes(key);
  if (tagName === "INPUT") {
    const { type } = /** @type {HTMLInputElement} */ (target);
    if (type === "radio" || type === "checkbox") return SOME_KEYS.radio.includes(key);
    return type !== "range" || SOME_KEYS.slider.includes(key);
  }
  return ["BUTTON", "A", "SUMMARY"].includes(tagName) && PRESSING.includes(key);
}
