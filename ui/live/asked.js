import { fill } from "../stage/format.js";

/** What is asked, for the eye. @param {string} question as a picture spells it @param {Record<string, string>} words */
export function toldCell(question, words) {
  const [cell, after] = question.split("@");
  if (!after) return cell;
  return fill(after === "1" ? words.after_one : words.after, { cell, after });
}
