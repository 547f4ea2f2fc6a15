import { guardKeys } from "../keys/gate.js";
import { dictionary } from "./dictionary.js";

/** Attributes that are read out or shown. */
const ATTRIBUTES = ["aria-label", "title", "placeholder", "data-title"];
const STOP = "conv-lab-language";

/**
 * The page is in the visitor's language: it says so to the browser, and what Streamlit has in English
 * only is put into their words as it appears.
 * @param {{data: Uint8Array}} component
 */
export default function ({ data }) {
  const { language, texts, names } = JSON.parse(new TextDecoder().decode(data));
  document.documentElement.lang = language;
  guardKeys(); // here, because no other script is on every page before anything else
  globalThis[STOP]?.();
  globalThis[STOP] = translate(dictionary(texts), new Map(Object.entries(names).map(([id, name]) => [name, id])));
}

/**
 * @param {(text: string) => string | undefined} say
 * @param {Map<string, string>} languages by their own names, which are read out as what they are
 * @returns {() => void} takes all of it back
 */
function translate(say, languages) {
  /** @type {WeakMap<Node, Map<string, [string, string]>>} what stood there, and what stands there now */
  const changed = new WeakMap();
  /** @type {WeakSet<HTMLElement>} those whose text is the name of a language */
  const named = new WeakSet();
  const name = (element, language) => {
    if (language) {
      named.add(element);
      element.lang = language;
    } else if (named.delete(element)) element.removeAttribute("lang");
  };
  const change = (node, what, text, write) => {
    const ours = text && say(text);
    if (ours === undefined || ours === "" || ours === text) return;
    if (!changed.has(node)) changed.set(node, new Map());
    changed.get(node).set(what, [text, ours]);
    write(ours);
  };
  const readText = (node) => {
    // what a visitor typed or copies is nobody's to change
    if (node.parentElement?.closest("pre, code, style, textarea")) return;
    const language = languages.get(node.data.trim()) ?? "";
    if (node.parentElement) name(node.parentElement, language);
    if (!language) change(node, "text", node.data, (ours) => (node.data = ours));
  };
  const readAttribute = (element, name) =>
    change(element, name, element.getAttribute(name), (ours) => element.setAttribute(name, ours));
  const read = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return readText(node);
    if (node.nodeType === Node.ELEMENT_NODE) for (const name of ATTRIBUTES) readAttribute(node, name);
  };
  const observer = new MutationObserver((records) => {
    for (const { type, target, attributeName, addedNodes } of records) {
      if (type === "attributes") readAttribute(target, attributeName);
      else if (type === "characterData") readText(target);
      else addedNodes.forEach((added) => everyNode(added, read));
    }
  });
  everyNode(document.body, read);
  observer.observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributes: true,
    attributeFilter: ATTRIBUTES,
  });
  return () => {
    observer.disconnect();
    everyNode(document.body, (node) => {
      name(node, "");
      for (const [what, [english, ours]] of changed.get(node) ?? []) {
        if (what === "text" && node.data === ours) node.data = english;
        else if (what !== "text" && node.getAttribute(what) === ours) node.setAttribute(what, english);
      }
    });
  };
}

/** @param {Node} root @param {(node: Node) => void} visit */
function everyNode(root, visit) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
  for (let node = root; node; node = walker.nextNode()) visit(node);
}
