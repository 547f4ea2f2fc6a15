/** A picture from the clipboard, and files dropped anywhere on the page, go where "Upload an image" would take them. */

const FIELD = "input, textarea, select, [contenteditable], [role=grid], [role=gridcell]";

/**
 * @param {string} uploaders finds the frames of uploaders @param {string} others of those that are not meant
 * @param {AbortSignal} signal
 */
export function takeFromAnywhere(uploaders, others, signal) {
  const target = () => {
    const frames = [...document.querySelectorAll(uploaders)].filter((one) => !one.closest(others));
    return /** @type {HTMLInputElement | null} */ (frames[0]?.querySelector("input[type=file]:enabled") ?? null);
  };
  const hand = (/** @type {File} */ file) => {
    const input = target();
    if (!input) return false;
    const given = new DataTransfer();
    given.items.add(file);
    input.files = given.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    return true;
  };
  const inside = (/** @type {Event} */ event, /** @type {string} */ what) =>
    event.composedPath().some((one) => one instanceof Element && one.matches(what));

  document.addEventListener(
    "paste",
    (event) => {
      const file = [...(event.clipboardData?.files ?? [])].find(({ type }) => type.startsWith("image/"));
      if (!file || inside(event, FIELD)) return;
      if (hand(file)) event.preventDefault();
    },
    { signal },
  );
  const carriesFile = (/** @type {DragEvent} */ event) => event.dataTransfer?.types.includes("Files");
  document.addEventListener(
    "dragover",
    (event) => {
      if (carriesFile(event) && !inside(event, uploaders) && target()) event.preventDefault();
    },
    { signal },
  );
  document.addEventListener(
    "drop",
    (event) => {
      const file = event.dataTransfer?.files[0];
      if (!file || event.defaultPrevented || inside(event, uploaders)) return;
      // without this the browser would leave the page for the file
      event.preventDefault();
      hand(file);
    },
    { signal },
  );
}
