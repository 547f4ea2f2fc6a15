import { entryFor, spelledAnew } from "./address_entries.js";

/** What stands in the window for all versions of this script. */
const PLACE = "conv-lab-address";

/**
 * Keeps the browser's history to what is worth going back to: another lesson, picture or page.
 *
 * Streamlit (1.67) spells `st.query_params` into the address bar by `history.pushState`, for each step
 * too, and has no setting for it. Its going back is used as it is: it runs the page with the address
 * gone back to. Should it one day come to the address bar by another way, steps are entries again, and
 * nothing else is lost.
 * @param {{data: Uint8Array}} component
 */
export default function ({ data }) {
  const text = new TextDecoder().decode(data);
  const { quiet, came, meant } = JSON.parse(text);
  const state = (globalThis[PLACE] ??= { said: "", goneBack: false });
  state.quiet = quiet;
  if (state.said !== text) {
    state.said = text;
    const url = came && spelledAnew(location.href, came, meant);
    if (url && url !== location.href) history.replaceState(history.state, "", url);
  }
  if (state.watching) return;
  state.watching = true;
  // before Streamlit, which asks for the page gone back to
  addEventListener("popstate", () => (state.goneBack = true), { capture: true });
  for (const act of ["click", "keydown"]) addEventListener(act, (event) => (state.goneBack &&= goesBack(event)), true);
  const push = history.pushState.bind(history);
  history.pushState = (about, unused, next) => {
    const entry = entryFor(location.href, String(next ?? ""), state.quiet, state.goneBack);
    if (entry?.replaces) history.replaceState(about, unused, entry.url);
    else if (entry) push(about, unused, entry.url);
  };
}

/** Whether a key may be that of the browser's Back, which is no act on the page. @param {Event} event */
function goesBack(event) {
  const { altKey, metaKey } = /** @type {KeyboardEvent} */ (event);
  return event.type === "keydown" && (altKey || metaKey);
}
