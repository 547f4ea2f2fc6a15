/**
 * Presenter view outlasts the page: where one goes to another, its picture comes to take the screen, and
 * until it is there a curtain hides the page around it. Each picture has a script of its own, so that
 * what they share stands in the document.
 */

const PRESENTING = "data-presenting";
const CURTAIN = "conv-lab-curtain";
/** A page whose picture does not come is shown after so long, in ms. */
const PATIENCE = 8000;

export const isPresenting = () => document.documentElement.hasAttribute(PRESENTING);

/** A picture has the screen, or gives it back. @param {string} token of the picture; "" for none */
export function holdScreen(token) {
  document.getElementById(CURTAIN)?.remove();
  if (token) document.documentElement.setAttribute(PRESENTING, token);
  else document.documentElement.removeAttribute(PRESENTING);
}

/** The picture that has the screen goes with its page. @param {string} token @param {string} colour of the curtain */
export function handOver(token, colour) {
  // the next one may be there already
  if (document.documentElement.getAttribute(PRESENTING) !== token) return;
  const curtain = document.createElement("div");
  curtain.id = CURTAIN;
  curtain.style.cssText = `position: fixed; inset: 0; z-index: 2147483647; background: ${colour}`;
  document.body.append(curtain);
  setTimeout(() => {
    if (document.documentElement.getAttribute(PRESENTING) !== token) return;
    holdScreen("");
    if (document.fullscreenElement) document.exitFullscreen().catch(() => {});
  }, PATIENCE);
}
