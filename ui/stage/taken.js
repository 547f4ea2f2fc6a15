/**
 * What a page gives of its picture to who takes it away: something to draw, and what one says of it. Who asks
 * does not know where the picture stands, and the picture not who asks.
 *
 * @typedef {import("./theme.js").Theme} Theme
 * @typedef {object} Drawing a picture of its own, so that the one on screen is left alone
 * @property {(width: number, height: number, ui: number, views: any[], theme: Theme) => number} layout places
 *   everything; the height that it needs; views: all that will be drawn, or like them
 * @property {(ctx: any, theme: Theme, dots: number, view: any) => void} draw
 *
 * @typedef {object} Page what stands in the document, and is read from there
 * @property {() => Element[]} parts
 * @property {string} skip selector of what is no part of the picture
 * @property {Element} [host] whose variables of style are the colours; else the parts' own ink
 * @property {(view: any, theme: Theme, draw: () => void) => void} [show] what a view shows, for as long as it is drawn
 *
 * @typedef {object} Taken
 * @property {HTMLElement} root in whose style it stands
 * @property {boolean} dark
 * @property {string} name what files are called: step, photo, question
 * @property {string} place which one of them: the step; "" where there is one
 * @property {string} of another one, other steps
 * @property {boolean} [covered] whether it would tell what is being asked
 * @property {{title: string, settings: string, size: string}} [about] what stands above it
 * @property {number} steps of its film; 0 for none
 * @property {() => Drawing} [drawing]
 * @property {Page} [page] one of the two
 * @property {() => void} [pause] stops its film, which stays where it is
 * @property {() => any} now the view on screen
 * @property {(step: number, progress: number) => any} [at] of its film
 * @property {(view: any) => import("./scene.js").Term[][]} [lines] the formula
 * @property {(term: import("./scene.js").Term, theme: Theme) => import("./theme.js").Rgb | null} [termColour]
 */

const ASK = "conv-lab-picture";

/**
 * Give the picture to whoever asks for it.
 * @param {() => Taken | null} give @param {AbortSignal} signal
 */
export function giveAway(give, signal) {
  const answer = (event) => {
    const given = give();
    if (given) event.detail(given);
  };
  document.addEventListener(ASK, answer, { signal });
}

/** @returns {Taken | null} the picture of the page */
export function pictureHere() {
  /** @type {Taken | null} */
  let found = null;
  document.dispatchEvent(new CustomEvent(ASK, { detail: (given) => (found = given) }));
  return found;
}
