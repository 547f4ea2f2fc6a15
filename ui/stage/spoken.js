/** A result of more letters is not spoken by itself. */
const LONG = 48;

/**
 * A step's sentence in three pieces: which step and cell it is, how its number comes about, what it is. The
 * second can be a sum of thirty terms; it is there for who reads on, and not spoken with every step.
 * @param {string} sentence as in `Step 2 of 9: out[0] = 1·2 + 3·4 = 14; dW[0] = …`
 * @returns {[string, string, string, string]} beginning, way, result, and what else is told
 */
export function spoken(sentence) {
  const end = sentence.indexOf("; ");
  const [first, rest] = end < 0 ? [sentence, ""] : [sentence.slice(0, end), sentence.slice(end)];
  const from = /^.*?[:：] ?/s.exec(first)?.[0].length;
  if (from === undefined) return [sentence, "", "", ""];
  const name = first.slice(from).search(/ [=≈→] /);
  if (name < 0) return [first, "", "", rest];
  const at = Math.max(...[" = ", " ≈ ", " → "].map((sign) => first.lastIndexOf(sign)));
  const result = first.slice(at);
  if (result.length > LONG) return [first.slice(0, from + name), result, "", rest];
  return [first.slice(0, from + name), first.slice(from + name, at), result, rest];
}

/** Write a sentence into a live region of which only some is spoken. @param {HTMLElement} region */
export function tell(region, sentence) {
  if (!region.children.length) {
    region.setAttribute("aria-atomic", "false");
    for (const live of ["", "off", "", "off"]) {
      const piece = document.createElement("span");
      if (live) piece.setAttribute("aria-live", live);
      region.append(piece);
    }
  }
  spoken(sentence).forEach((text, at) => {
    if (region.children[at].textContent !== text) region.children[at].textContent = text;
  });
}
