import { readPayload } from "./model.js";
import { uncover } from "./drawer.js";
import { Stage } from "./stage.js";

/** @type {WeakMap<ShadowRoot, Stage>} */
const stages = new WeakMap();

/**
 * Called on every change of data or theme, with the same shadow root.
 * @param {{data: Uint8Array, words: Record<string, Record<string, string>>, parentElement: ShadowRoot,
 *   setStateValue: (name: string, value: unknown) => void}} component words: by language
 * @returns {(() => void) | null} null as long as the words are on their way
 */
export default function ({ data, words, parentElement, setStateValue }) {
  const payload = readPayload(data);
  payload.header.words = words[payload.header.language];
  if (!payload.header.words) return null;
  let stage = stages.get(parentElement);
  if (!stage) {
    stages.set(parentElement, (stage = new Stage(parentElement)));
    uncover();
  }
  stage.update(payload, setStateValue);
  // only the cleanup of the last call runs, and only at unmount; an overtaken call's must do nothing
  const token = ++stage.token;
  return () => {
    if (stage.token !== token) return;
    stage.destroy();
    stages.delete(parentElement);
  };
}
