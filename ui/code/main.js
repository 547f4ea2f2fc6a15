import { readMessage } from "../component/message.js";
import { uncover } from "../stage/drawer.js";
import { CodeView } from "./view.js";

/** @type {WeakMap<ShadowRoot, CodeView>} */
const views = new WeakMap();

/**
 * Called on every change of data or theme, with the same shadow root.
 * @param {{data: Uint8Array, words: Record<string, Record<string, string>>, parentElement: ShadowRoot,
 *   setStateValue: (name: string, value: unknown) => void}} component words: by language
 * @returns {(() => void) | null} null as long as the words are on their way
 */
export default function ({ data, words, parentElement, setStateValue }) {
  const message = readMessage(data);
  message.header.words = words[message.header.language];
  if (!message.header.words) return null;
  let view = views.get(parentElement);
  if (!view) {
    views.set(parentElement, (view = new CodeView(parentElement)));
    uncover();
  }
  view.update(message, setStateValue);
  // only the cleanup of the last call runs, and only at unmount; an overtaken call's must do nothing
  const token = ++view.token;
  return () => {
    if (view.token !== token) return;
    view.destroy();
    views.delete(parentElement);
  };
}
