/** Tables as spreadsheets, files and Python prints give them. */
import { exactText, parseNumber, plainCharacters } from "./numbers.js";

const LONGEST = 500_000; // characters; 64x64 numbers in full length are about 90,000

/**
 * Read a pasted table. Cells stand apart by tabs, semicolons, commas or spaces; the brackets of a
 * Python list are ignored.
 * @param {string} text
 * @returns {number[][]} rows of numbers, NaN where a cell is no number; no rows for no text
 */
export function parseTable(text) {
  const lines = plainCharacters(text.slice(0, LONGEST))
    .replace(/\][\s,]*\[/g, "\n")
    .replace(/[[\]]/g, " ")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  const filled = lines.filter((line) => line.trim() !== "");
  const split = separatorOf(filled);
  return filled.map((line) => split(line).map(parseNumber));
}

/**
 * One way to part the cells for the whole table.
 * @param {string[]} lines
 * @returns {(line: string) => string[]}
 */
function separatorOf(lines) {
  const all = lines.join("\n");
  if (all.includes("\t")) return (line) => line.split("\t");
  if (all.includes(";")) return (line) => line.split(";");
  if (hasCommaBetweenCells(lines)) {
    return (line) => line.trim().replace(/,$/, "").split(",");
  }
  return (line) => line.trim().split(/\s+/);
}

/**
 * "1,2,3" and "1, 2" are cells; "0,5 1,5" and a lone "0,5" are decimal commas.
 * @param {string[]} lines
 */
function hasCommaBetweenCells(lines) {
  const all = lines.join("\n");
  if (/,\s/.test(all)) return true;
  if (/\d[ \u00a0]+[-+.\d]/.test(all)) return false;
  return lines.length > 1 ? all.includes(",") : all.split(",").length > 2;
}

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
