import { Viewer } from "./viewer.js";

/** @type {WeakMap<ShadowRoot, Viewer>} */
const viewers = new WeakMap();

/**
 * Called by Streamlit on every change of data or theme, with the same shadow root.
 * @param {{data: Uint8Array, parentElement: ShadowRoot}} component
 */
export default function ({ data, parentElement }) {
  let viewer = viewers.get(parentElement);
  if (!viewer) viewers.set(parentElement, (viewer = new Viewer(parentElement)));
  viewer.update(data);
  // only the cleanup of the last call runs, and only at unmount; an overtaken call's must do nothing
  const token = ++viewer.token;
  return () => {
    if (viewer.token !== token) return;
    viewer.destroy();
    viewers.delete(parentElement);
  };
}
