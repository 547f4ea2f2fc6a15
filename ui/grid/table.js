/** A table as spreadsheets take it; what they give is read by lesson/files/tables.py. */
import { exactText } from "./numbers.js";

/**
 * A plane as spreadsheets take it.
 * @param {ArrayLike<number>} values h*w numbers in reading order
 * @param {number} columns
 * @returns {string}
 */
export function tableText(values, columns) {
  const cells = Array.from(values, exactText);
  const rows = [];
  for (let start = 0; start < cells.length; start += columns) {
    rows.push(cells.slice(start, start + columns).join("\t"));
  }
  return rows.join("\n");
}
