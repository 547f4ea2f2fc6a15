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

/** The list of keys: each, and what it does. @param {[string, string][]} rows */
export const keyRows = (rows) => rows.flatMap(([key, does]) => [element("dt", key), element("dd", does)]);
