/** In a page of somebody else: tells it how high the picture wants to be, and nothing more. */

const LEAST = 440;
const MOST = 860;
/** Of a screen that is wider than high, and what the buttons take. */
const SHARE = 0.54;
const BUTTONS = 110;

/** @type {ResizeObserver | null} */
let watching = null;

/**
 * The parent gets `{source: "conv-lab", height}`; the height goes by the width alone, so that a parent that
 * follows it is not followed in turn.
 * @param {{data: Uint8Array}} component the origins that may embed, as JSON
 */
export default function ({ data }) {
  watching?.disconnect();
  if (window.parent === window) return;
  const sites = JSON.parse(new TextDecoder().decode(data));
  let told = 0;
  const tell = () => {
    const stage = document.querySelector(".st-key-stage, .st-key-viewer, .st-key-listing");
    const needed =
      (stage?.getBoundingClientRect().height ?? 0) > innerHeight ? stage.getBoundingClientRect().height : 0;
    const wide = Math.min(MOST, Math.max(LEAST, Math.round(innerWidth * SHARE) + BUTTONS));
    const height = Math.ceil(innerWidth < 640 ? Math.max(wide, needed + 40) : wide);
    if (height === told) return;
    told = height;
    // a message reaches only the origin that it is for
    for (const site of ancestors(sites)) window.parent.postMessage({ source: "conv-lab", height }, site);
  };
  watching = new ResizeObserver(tell);
  watching.observe(document.documentElement);
  tell();
  return () => watching?.disconnect();
}

/** Where we are known to be, else wherever we may be. @param {string[]} sites */
function ancestors(sites) {
  const all = [...sites, location.origin];
  const above = /** @type {any} */ (location).ancestorOrigins?.[0];
  return above ? all.filter((site) => site === above) : all;
}
