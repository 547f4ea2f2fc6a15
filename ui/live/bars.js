import { classed, element } from "../stage/element.js";
import { fill } from "../stage/format.js";
import { toldCell } from "./asked.js";

/**
 * The answers by recognised mistake, the right ones first; the first and the second vote side by side.
 * @param {HTMLElement} panel @param {import("./model.js").Question} question @param {Record<string, string>} words
 */
export function drawBars(panel, question, words) {
  const bars = question.bars ?? [];
  const said = JSON.stringify([bars, question.vote, question.shows, question.right, words.right]);
  if (said === panel.dataset.drawn) return;
  panel.dataset.drawn = said;
  const twice = question.vote > 1;
  const votes = twice ? ["first", "second"] : ["first"];
  const sums = votes.map((vote) => bars.reduce((sum, bar) => sum + bar[vote], 0));
  const most = Math.max(1, ...bars.flatMap((bar) => votes.map((vote) => bar[vote])));
  const head = classed("p", "head", element("b", headline(question, words, sums.at(-1))));
  if (twice)
    head.append(...votes.map((vote, at) => classed("span", `key ${vote}`, fill(words[vote], { count: sums[at] }))));
  const rows = bars.map((bar) => {
    const row = classed("div", `bar ${bar.mistake === "right" ? "right" : ""}`);
    row.dataset.mistake = bar.mistake;
    row.dataset.count = String(bar[votes.at(-1)]);
    if (twice) row.dataset.first = String(bar.first);
    row.append(classed("span", "name", nameOf(bar, words)));
    const tracks = classed("span", "tracks");
    for (const vote of votes) {
      const track = classed("span", `track ${vote}`);
      track.style.setProperty("--share", String(bar[vote] / most));
      track.append(element("i"), element("b", String(bar[vote])));
      tracks.append(track);
    }
    row.append(tracks);
    return row;
  });
  panel.replaceChildren(head, ...rows);
}

function headline(question, words, all) {
  const { bars = [], shows, vote, cell, right } = question;
  const hit = bars.find(({ mistake }) => mistake === "right");
  const count = hit ? hit[vote > 1 ? "second" : "first"] : 0;
  if (all === 0) return words.nobody;
  const told = fill(words.right_of, { right: count, all });
  return shows === "answer" && right ? `${toldCell(cell, words)} = ${right} · ${told}` : told;
}

function nameOf({ mistake, name }, words) {
  if (mistake === "right") return words.right;
  return name ?? words.other;
}
