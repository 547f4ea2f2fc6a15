import { css, inkOn } from "./theme.js";

/** The formula under the picture: terms in the colours of their cells. */
export class Formula {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
  }

  /** Keep room for so many lines, so that the page does not jump. @param {number} lines @param {number} most */
  reserve(lines, most) {
    this.root.style.setProperty("--lines", String(lines));
    this.root.style.setProperty("--most-lines", String(most));
  }

  /**
   * @param {import("./slide_formula.js").Term[][]} lines
   * @param {(term: import("./slide_formula.js").Term) => import("./theme.js").Rgb | null} colour
   */
  show(lines, colour) {
    this.root.replaceChildren(
      ...lines.map((terms) => {
        const line = document.createElement("span");
        line.className = "line";
        line.append(...terms.map((term) => termElement(term, colour(term))));
        return line;
      }),
    );
  }
}

function termElement(term, paint) {
  const made = document.createElement(paint || term.kind === "bias" ? "b" : "span");
  made.className = term.kind ?? "";
  made.textContent = term.text;
  if (paint) {
    made.style.background = css(paint);
    made.style.color = inkOn(paint);
  }
  return made;
}
