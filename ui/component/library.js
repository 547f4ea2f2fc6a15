/**
 * The invisible half of a component: it has the code, the looks and the words, and keeps its entry for
 * the visible half to call.
 *
 * @typedef {{parentElement: ShadowRoot, data: Uint8Array, words: Record<string, Record<string, string>>}} Component
 * @param {string} name under which the visible half asks for it
 * @param {(component: Component) => (() => void) | null} entry gets what Streamlit hands to a component,
 *   and the sentences of each language that has arrived; returns its clean-up, or null as long as the
 *   words or a part that it needs are missing
 * @param {string} html what the entry finds in the shadow root that it is called with
 * @param {string} css
 * @param {string} drawn attribute of the frame around a component once something is in it
 */
export function library(name, entry, html, css, drawn) {
  /** @type {Record<string, Record<string, string>>} */
  const words = {};
  globalThis[name] = (component) => {
    dress(component.parentElement, html, css);
    const leave = entry({ ...component, words });
    const frame = component.parentElement.host?.closest("[class*=st-key-]");
    if (leave) frame?.setAttribute(drawn, "");
    return leave;
  };
  return ({ data }) => {
    const told = JSON.parse(new TextDecoder().decode(data));
    words[told.language] = told.words;
    globalThis.dispatchEvent(new Event(name));
  };
}

/** Give a shadow root its looks and its elements, once. */
function dress(root, html, css) {
  if (root.querySelector("style.conv-lab")) return;
  const style = document.createElement("style");
  style.className = "conv-lab";
  style.textContent = css;
  const body = document.createElement("div");
  body.innerHTML = html;
  root.append(style, body);
}
