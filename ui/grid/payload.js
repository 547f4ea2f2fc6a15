/** What Python sends, see `number_grid.py`. */

import { readMessage } from "../component/message.js";

/**
 * @typedef {object} Header
 * @property {[number, number, number]} shape C, h, w
 * @property {string[]} labels one for each plane
 * @property {string[] | null} rowLabels
 * @property {string | null} extra name of the one more cell
 * @property {string[] | null} tints
 * @property {"weight" | "data" | null} scale how cells are coloured
 * @property {number} most the magnitude that has the strongest colour on the stage
 * @property {number} limit
 * @property {boolean} canResize
 * @property {[number, number]} maxSize
 * @property {string} language
 * @property {Record<string, string>} words those of the language; they travel apart from the numbers
 * @property {number} seen serial number of the last report that Python has read
 * @property {Answer | null} answer to what was pasted
 *
 * @typedef {object} Answer what Python has read in a pasted text
 * @property {number} serial of the question
 * @property {(number | null)[][][]} planes of equal size, null where there is no number; none at all
 *   where nothing could be read
 * @property {number} rows of the text; `planes` has no more than fit into the largest grid
 * @property {number} columns
 * @property {string} said about cells without numbers, or why nothing was read
 */

/**
 * @param {Uint8Array} data
 * @returns {{header: Header, values: Float64Array}}
 */
export function unpack(data) {
  const { header, arrays } = readMessage(data);
  return { header, values: arrays.values.values };
}

/**
 * A sentence with its facts filled in.
 * @param {string} sentence with names in braces
 * @param {Record<string, string | number>} [facts]
 * @returns {string}
 */
export function filled(sentence, facts = {}) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(facts[name] ?? whole));
}
