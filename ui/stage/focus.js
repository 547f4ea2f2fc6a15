/** Boxes that say again what a live region says, and scroll when it is long. */
const SCROLLED = ".formula, .did";
const ARROWS = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];
const PRESSING = [" ", "Enter"];
/** Roles that search by letter, or are typed into, and what stands around such parts. */
const EVERY_KEY = [
  "grid",
  "gridcell",
  "combobox",
  "listbox",
  "option",
  "menu",
  "menubar",
  "menuitem",
  "menuitemcheckbox",
  "menuitemradio",
  "textbox",
  "searchbox",
  "spinbutton",
  "tree",
  "treeitem",
  "dialog",
  "alertdialog",
];
const SOME_KEYS = {
  slider: [...ARROWS, "Home", "End", "PageUp", "PageDown"],
  radio: [...ARROWS, ...PRESSING],
  tab: [...ARROWS, "Home", "End", ...PRESSING],
  button: PRESSING,
  checkbox: PRESSING,
  switch: PRESSING,
  link: ["Enter"],
};
/** What elements are without saying so. */
const ROLES = { TEXTAREA: "textbox", SELECT: "listbox", BUTTON: "button", SUMMARY: "button", A: "link" };
const INPUTS = {
  range: "slider",
  radio: "radio",
  checkbox: "checkbox",
  button: "button",
  submit: "button",
  file: "button",
};

/**
 * Whether the control with the focus needs the key for itself.
 * @param {EventTarget[]} path from it outwards
 * @param {string} key
 */
export function wantsKey(path, key) {
  const [target, ...around] = /** @type {HTMLElement[]} */ (path.filter((one) => "getAttribute" in one));
  if (!target) return false;
  const popup = target.getAttribute("aria-haspopup") ?? "false";
  const role = roleOf(target);
  if (target.isContentEditable || popup !== "false" || EVERY_KEY.includes(role)) return true;
  if (around.some((one) => EVERY_KEY.includes(one.getAttribute("role")))) return true;
  return SOME_KEYS[role]?.includes(key) ?? false;
}

/** @param {HTMLElement} element */
function roleOf(element) {
  const told = element.getAttribute("role");
  if (told) return told;
  if (element.tagName === "INPUT") return INPUTS[/** @type {HTMLInputElement} */ (element).type] ?? "textbox";
  return ROLES[element.tagName] ?? "";
}

/**
 * A box that scrolls can be come to by Tab, so that its end can be read: who listens hears then what it
 * else keeps to the eye. @param {HTMLElement} root @param {AbortSignal} signal
 */
export function tellScrolled(root, signal) {
  const hide = (/** @type {FocusEvent} */ { type, target }) => {
    const box = /** @type {HTMLElement} */ (target);
    if (!box.matches(SCROLLED)) return;
    if (type === "focusin") box.removeAttribute("aria-hidden");
    else box.setAttribute("aria-hidden", "true");
  };
  for (const type of ["focusin", "focusout"]) root.addEventListener(type, hide, { signal });
}

/**
 * Who chooses a picture by mouse goes on with the keys of the picture: only who came by keyboard
 * walks among the choices with the arrows. @param {HTMLElement} root @param {AbortSignal} signal
 */
export function takeFocusAfterChoices(root, signal) {
  const clicked = (/** @type {MouseEvent} */ event) => {
    const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
    // afterwards: the label of a choice hands the focus to it
    if (event.detail > 0 && target.closest?.("[role=radiogroup]"))
      setTimeout(() => root.focus({ preventScroll: true }));
  };
  // before Streamlit, which may keep a click to itself
  document.addEventListener("click", clicked, { signal, capture: true });
}
