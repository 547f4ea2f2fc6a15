import { obey } from "../stage/commands.js";
import { isPresenting } from "./curtain.js";

/**
 * The keys of presenter view that change the lesson. They wish; Python knows what there is, and what is
 * said of it goes on to the picture (`told.js`). It shows nothing itself.
 */

/** With Shift the other way; `ui/presenter/turns.py` has the same names. */
const KEYS = [
  { keys: ["s"], does: "stride" },
  { keys: ["z"], does: "pad" },
  { keys: ["k"], does: "window" },
  { keys: ["w"], does: "preset" },
  { keys: ["x"], does: "input" },
  { keys: ["v"], does: "picture" },
  { keys: ["g"], does: "page" },
  { keys: ["t"], does: "tour" },
].map((command) => ({ ...command, once: true }));

/** So many of the last wishes travel together: quick fingers are faster than a run. */
const LATEST = 16;

/** @type {((name: string, value: unknown) => void) | null} */
let send = null;
let told = null;
let id = 0;
/** @type {[number, string, number][]} */
let turns = [];

const turn = (what) => (event) => {
  if (!send || !isPresenting()) return false;
  id = Math.max(Date.now(), id + 1);
  turns = [...turns.slice(1 - LATEST), [id, what, event.shiftKey ? -1 : 1]];
  send("turns", turns);
};
const actions = Object.fromEntries(KEYS.map(({ does }) => [does, turn(does)]));

const tell = () => told && document.dispatchEvent(new CustomEvent("conv-lab-presenter", { detail: told }));
document.addEventListener("keydown", (event) => obey(event, KEYS, actions));
document.addEventListener("conv-lab-presenter-asks", tell);

/** @param {{data: Uint8Array, setStateValue: (name: string, value: unknown) => void}} component */
export default function ({ data, setStateValue }) {
  send = setStateValue;
  told = JSON.parse(new TextDecoder().decode(data));
  tell();
  return () => {
    if (send === setStateValue) [send, told] = [null, null];
  };
}
