import { readMessage } from "../../component/message.js";
import { uncover } from "../../stage/drawer.js";
import { Viewer } from "./viewer.js";

/** @type {WeakMap<ShadowRoot, Viewer>} */
const viewers = new WeakMap();

/**
 * Called on every change of data or theme, with the same shadow root.
 * @param {{data: Uint8Array, words: Record<string, Record<string, string>>, parentElement: ShadowRoot}} component words: by language
 * @returns {(() => void) | null} null as long as the words are on their way
 */
export default function ({ data, words, parentElement }) {
  const message = readMessage(data);
  message.header.words = words[message.header.language];
  if (!message.header.words) return null;
  let viewer = viewers.get(parentElement);
  if (!viewer) {
    viewers.set(parentElement, (viewer = new Viewer(parentElement)));
    uncover();
  }
  viewer.update(message);
  // only the cleanup of the last call runs, and only at unmount; an overtaken call's must do nothing
  const token = ++viewer.token;
  return () => {
    if (viewer.token !== token) return;
    viewer.destroy();
    viewers.delete(parentElement);
  };
}
