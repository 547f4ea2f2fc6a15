import { Classroom } from "./class.js";
import { View } from "./view.js";

/** Class and bar outlive the pages of a visit, and every copy of this script. */
const PLACE = "conv-lab-classroom";

/**
 * The entry of the component. It returns null as long as the words are on their way.
 * @param {import("../component/library.js").Component & {setStateValue: (name: string, value: unknown) => void}} component
 */
export default function ({ data, words, parentElement, setStateValue }) {
  /** @type {import("./class.js").Told} */
  const told = JSON.parse(new TextDecoder().decode(data));
  if (!words[told.language]) return null;
  /** @type {{classroom: Classroom, view: View}} */
  const { classroom, view } = (globalThis[PLACE] ??= made(parentElement));
  parentElement.querySelector("section.class")?.remove(); // the one of the first page is used on all
  view.name(told.language, words[told.language]);
  view.moveTo(parentElement);
  classroom.tell(told, (wish) => setStateValue("wish", wish));
  return () => {};
}

/** @param {ParentNode} root */
function made(root) {
  const style = /** @type {HTMLStyleElement} */ (root.querySelector("style.conv-lab").cloneNode(true));
  const view = new View(/** @type {HTMLElement} */ (root.querySelector(".class")), style);
  const classroom = new Classroom(() => view.show());
  view.serve(classroom);
  return { classroom, view };
}
