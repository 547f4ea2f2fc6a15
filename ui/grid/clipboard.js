/** Tables from and to spreadsheets. */
import { filled } from "./payload.js";
import { parseTable, tableText } from "./table.js";

/**
 * @typedef {import("./model.js").Numbers} Numbers
 * @typedef {import("./payload.js").Header} Header
 */

/**
 * Whether a text is more than one cell, so that it cannot go into the text field.
 * @param {string} text
 */
export function isTable(text) {
  return /[\t\r\n]/.test(text.trim());
}

/**
 * Fill a table in from a cell on.
 * @param {Numbers} numbers
 * @param {number} index
 * @param {string} text
 * @param {Header} header
 * @returns {{said: string, index: number} | null} what to say, and where the cell is now; null
 *   when the text has no number within the limit
 */
export function pasteText(numbers, index, text, { words, limit, canResize, maxSize }) {
  const table = parseTable(text);
  if (!table.some((line) => line.some((value) => Math.abs(value) <= limit))) return null;
  const { plane, row, column } = numbers.place(index);
  const pasted = numbers.paste(index, table, limit, canResize ? maxSize : null);
  return { said: sentence(numbers, pasted, words), index: numbers.at(plane, row, column) };
}

/**
 * @param {Numbers} numbers
 * @param {import("./model.js").Pasted} pasted
 * @param {Record<string, string>} words
 * @returns {string}
 */
function sentence(numbers, { rows, columns, fitRows, fitColumns, skipped, grown }, words) {
  const fits = fitRows === rows && fitColumns === columns;
  const clip = { rows, columns, fit_rows: fitRows, fit_columns: fitColumns };
  return [
    grown ? filled(words.grown, { rows: numbers.rows, columns: numbers.columns }) : "",
    fits ? "" : filled(words.clipped, clip),
    fits && !grown ? filled(words.pasted, { rows, columns }) : "",
    skipped > 0 ? filled(words.skipped, { count: skipped }) : "",
  ]
    .filter((part) => part !== "")
    .join(" ");
}

/**
 * The plane a cell belongs to, as spreadsheets take it.
 * @param {Numbers} numbers
 * @param {number} index
 * @returns {string}
 */
export function copiedText(numbers, index) {
  const { count, rows, columns, values } = numbers;
  const start = numbers.at(numbers.place(index).plane, 0, 0);
  return tableText(values.subarray(start, index === count ? start + 1 : start + rows * columns), columns);
}
