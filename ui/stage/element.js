/**
 * An element with what stands in it.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag @param {(Node | string)[]} parts
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, ...parts) {
  const made = document.createElement(tag);
  made.append(...parts);
  return made;
}

/** Likewise, of a class. @param {keyof HTMLElementTagNameMap} tag @param {string} kind @param {(Node | string)[]} parts */
export const classed = (tag, kind, ...parts) => Object.assign(element(tag, ...parts), { className: kind });

/** The list of keys: each, and what it does. @param {[string, string][]} rows */
export const keyRows = (rows) => rows.flatMap(([key, does]) => [element("dt", key), element("dd", does)]);
