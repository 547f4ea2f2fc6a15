/** Python's words and names in colours of our own, legible on both themes (`listing.css`). */

const TOKEN =
  /(?<word>\b(?:class|def|for|in|return|import|as|None)\b)|(?<self>\bself\b)|(?<number>\b\d+\b)|(?<call>\b[A-Za-z_]\w*(?=\())|(?<name>\b[A-Za-z_]\w*\b)|(?<sign>[+*/=<>-]+)/g;

/**
 * A line in coloured parts.
 * @param {string} text
 * @returns {(HTMLElement | string)[]}
 */
export function coloured(text) {
  const parts = [];
  let at = 0;
  for (const found of text.matchAll(TOKEN)) {
    const [kind] = Object.entries(found.groups).find(([, token]) => token !== undefined);
    if (kind === "name") continue;
    if (found.index > at) parts.push(text.slice(at, found.index));
    const part = document.createElement("span");
    part.className = `t-${kind}`;
    part.textContent = found[0];
    parts.push(part);
    at = found.index + found[0].length;
  }
  if (at < text.length) parts.push(text.slice(at));
  return parts;
}
