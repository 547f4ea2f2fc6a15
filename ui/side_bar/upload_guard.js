/**
 * Files that are too large do not leave the browser: Python is told of them, and says so in the
 * visitor's language, where Streamlit would put a red tile of its own. All others go on their way.
 */

import { takeFromAnywhere } from "./handed_in.js";

const UPLOADER = '[data-testid="stFileUploader"]';
const MOST = 4; // files that are told of at once

/** @type {AbortController | null} */
let listening = null;

/**
 * @param {{data: {limit: number, batch: string},
 *   setTriggerValue: (name: string, value: unknown) => void}} component `limit` in bytes; `batch`
 *   finds the frame of the uploader for more inputs
 * @returns {() => void}
 */
export default function ({ data, setTriggerValue }) {
  listening?.abort();
  const mine = new AbortController();
  listening = mine;
  const how = { capture: true, signal: mine.signal };
  const weigh = (/** @type {Event} */ event) => {
    const { target } = event;
    const uploader = target instanceof Element ? target.closest(UPLOADER) : null;
    if (uploader === null || !(target instanceof Element)) return;
    const large = filesOf(event).filter((file) => file.size > data.limit);
    if (large.length === 0) return;
    event.stopImmediatePropagation();
    event.preventDefault();
    const rest = new DataTransfer();
    for (const file of filesOf(event)) if (file.size <= data.limit) rest.items.add(file);
    setTriggerValue("refused", {
      batch: uploader.closest(data.batch) !== null,
      others: rest.files.length > 0,
      files: large.slice(0, MOST).map(({ name, size }) => ({ name: name.slice(0, 200), size })),
    });
    passOn(event, target, rest);
  };
  document.addEventListener("change", weigh, how);
  document.addEventListener("drop", weigh, how);
  takeFromAnywhere(UPLOADER, data.batch, mine.signal);
  return () => mine.abort();
}

/** @param {Event} event @returns {File[]} */
function filesOf(event) {
  const { target } = event;
  if (event instanceof DragEvent) return [...(event.dataTransfer?.files ?? [])];
  return target instanceof HTMLInputElement ? [...(target.files ?? [])] : [];
}

/**
 * The same event without the files that are too large.
 * @param {Event} event
 * @param {Element} target
 * @param {DataTransfer} rest
 */
function passOn(event, target, rest) {
  const how = { bubbles: true, cancelable: true };
  if (target instanceof HTMLInputElement && event.type === "change") {
    target.files = rest.files; // none at all: the same file can be chosen again
    if (rest.files.length > 0) target.dispatchEvent(new Event("change", how));
  } else if (event instanceof DragEvent) {
    const { dataTransfer } = event;
    if (rest.files.length > 0) {
      target.dispatchEvent(new DragEvent("drop", { ...how, dataTransfer: rest }));
    } else {
      // the uploader waits for the end of the drag
      target.dispatchEvent(new DragEvent("dragleave", { ...how, dataTransfer }));
    }
  }
}
