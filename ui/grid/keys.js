/** What a key means, apart from what is done about it. */

/** @type {Record<string, "up" | "down" | "left" | "right">} */
const ARROWS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right" };

/**
 * @typedef {{do: "move", way: "up" | "down" | "left" | "right" | "rowStart" | "rowEnd"}
 *   | {do: "step", by: 1 | -1}
 *   | {do: "jump", to: "first" | "last"}
 *   | {do: "type", text: string}
 *   | {do: "edit" | "clear" | "cancel" | "leave" | "undo" | "redo"}} Action
 */

/**
 * @param {KeyboardEvent} event
 * @param {{editing: boolean, hasCaret: boolean}} now
 * @returns {Action | null} null for what the browser does best itself
 */
export function actionOf(event, now) {
  if (event.isComposing) return null;
  if (event.key === "Tab") return { do: "step", by: event.shiftKey ? -1 : 1 };
  return now.editing ? whileEditing(event, now.hasCaret) : whileSelecting(event);
}

/** @param {KeyboardEvent} event @param {boolean} hasCaret @returns {Action | null} */
function whileEditing(event, hasCaret) {
  if (event.key === "Enter") return { do: "move", way: event.shiftKey ? "up" : "down" };
  if (event.key === "Escape") return { do: "cancel" };
  const way = ARROWS[event.key];
  if (way === undefined || withCommand(event) || event.shiftKey) return null;
  return hasCaret && (way === "left" || way === "right") ? null : { do: "move", way };
}

/** @param {KeyboardEvent} event @returns {Action | null} */
function whileSelecting(event) {
  const key = event.key;
  if (withCommand(event)) {
    if (key === "Home" || key === "End") return { do: "jump", to: key === "Home" ? "first" : "last" };
    if (key.toLowerCase() === "z") return { do: event.shiftKey ? "redo" : "undo" };
    return key.toLowerCase() === "y" ? { do: "redo" } : null;
  }
  if (event.altKey) return null;
  if (key in ARROWS) return { do: "move", way: ARROWS[key] };
  if (key === "Home" || key === "End") {
    return { do: "move", way: key === "Home" ? "rowStart" : "rowEnd" };
  }
  if (key === "Enter" || key === "F2") return { do: "edit" };
  if (key === "Delete" || key === "Backspace") return { do: "clear" };
  if (key === "Escape") return { do: "leave" };
  return key.length === 1 && key !== " " ? { do: "type", text: key } : null;
}

/** @param {KeyboardEvent} event */
function withCommand(event) {
  return event.ctrlKey || event.metaKey;
}
