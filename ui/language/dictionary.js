/** What Streamlit says itself, and what the visitor reads instead. */

/**
 * @param {[string, string][]} pairs a text in English and in the visitor's language; `{name}` in both
 *   stands for whatever is there
 * @returns {(text: string) => string | undefined} undefined for a text that is not Streamlit's
 */
export function dictionary(pairs) {
  const whole = new Map(pairs.filter(([english]) => !english.includes("{")));
  const open = pairs
    .filter(([english]) => english.includes("{"))
    .map(([english, ours]) => ({ spelled: spelled(english), ours }));
  return (text) => {
    const known = whole.get(text.trim());
    if (known !== undefined) return known;
    for (const { spelled, ours } of open) {
      const facts = spelled.exec(text.trim())?.groups;
      if (facts) return ours.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
    }
    return undefined;
  };
}

/** @param {string} english */
function spelled(english) {
  const parts = english.split(/\{(\w+)\}/);
  return new RegExp(
    `^${parts.map((part, at) => (at % 2 ? `(?<${part}>.+)` : part.replace(/[.*+?^$()|[\]\\]/g, "\\$&"))).join("")}$`,
  );
}
