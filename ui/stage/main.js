import { Stage } from "./stage.js";

/** @type {WeakMap<ShadowRoot, Stage>} */
const stages = new WeakMap();

/**
 * Called by Streamlit on every change of data or theme, with the same shadow root.
 * @param {{data: Uint8Array, parentElement: ShadowRoot, setStateValue: (name: string, value: unknown) => void}} component
 */
export default function ({ data, parentElement, setStateValue }) {
  let stage = stages.get(parentElement);
  if (!stage) stages.set(parentElement, (stage = new Stage(parentElement)));
  stage.update(data, setStateValue);
  // only the cleanup of the last call runs, and only at unmount; an overtaken call's must do nothing
  const token = ++stage.token;
  return () => {
    if (stage.token !== token) return;
    stage.destroy();
    stages.delete(parentElement);
  };
}
