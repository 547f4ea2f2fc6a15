import { readPayload } from "./model.js";
import { uncover } from "./drawer.js";
import { Stage } from "./stage.js";

/** @type {WeakMap<ShadowRoot, Stage>} */
const stages = new WeakMap();

/**
 * The entry of the component, which is called on every change of data or theme, with the same shadow
 * root. It returns null as long as the words or the picture's code are on their way.
 *
 * @param {ConstructorParameters<typeof Stage>[1]} sceneOf undefined as long as it is on its way
 * @returns {(component: {data: Uint8Array, words: Record<string, Record<string, string>>, parentElement: ShadowRoot,
 *   setStateValue: (name: string, value: unknown) => void}) => (() => void) | null} words: by language
 */
export default function entryFor(sceneOf) {
  return ({ data, words, parentElement, setStateValue }) => {
    const payload = readPayload(data);
    payload.header.words = words[payload.header.language];
    if (!payload.header.words || !sceneOf(payload.header.kind)) return null;
    let stage = stages.get(parentElement);
    if (!stage) {
      stages.set(parentElement, (stage = new Stage(parentElement, sceneOf)));
      uncover();
    }
    stage.update(payload, setStateValue);
    // an overtaken call's cleanup must do nothing
    const token = ++stage.token;
    return () => {
      if (stage.token !== token) return;
      stage.destroy();
      stages.delete(parentElement);
    };
  };
}
