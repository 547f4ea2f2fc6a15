import { guardKeys } from "../keys/gate.js";
import { obey } from "../stage/commands.js";
import { isRunning, setTurning } from "./busy.js";
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
/** The button of a tour hears it, too, and nothing of wishes that are on their way. */
const EARLY = [{ keys: ["n"], does: "stop", once: true }];

/** So many wishes wait for those before them. */
const MOST = 16;
/** So long an answer is waited for, and what is on its way to the controls then, in ms. */
const PATIENCE = 6000;
const REST = 80;

/** @type {((name: string, value: unknown) => void) | null} */
let send = null;
let told = null;
let last = 0;
/** The number of the last wish that is on its way; 0 for none. */
let sent = 0;
let waiting = 0;
/** @type {[number, string, number][]} */
let turns = [];

const turn = (what) => (event) => {
  if (!send || !isPresenting()) return false;
  last = Math.max(Date.now(), last + 1);
  turns = [...turns.slice(1 - MOST), [last, what, event.shiftKey ? -1 : 1]];
  if (!sent) dispatch();
};
const actions = Object.fromEntries([...KEYS, ...EARLY].map(({ does }) => [does, turn(does)]));

/** One run at a time: quick fingers are faster, and what comes meanwhile goes together. */
function dispatch() {
  sent = last;
  setTurning(true);
  send("turns", turns);
  clearTimeout(waiting);
  waiting = setTimeout(release, PATIENCE);
}

function release() {
  clearTimeout(waiting);
  const answered = sent;
  sent = 0;
  setTurning(false);
  if (send && last > answered) dispatch();
}

/** Python has answered; the controls that it has set follow. */
function settle() {
  clearTimeout(waiting);
  waiting = setTimeout(isRunning() ? settle : release, REST);
}

const tell = () => told && document.dispatchEvent(new CustomEvent("conv-lab-presenter", { detail: told }));
guardKeys(); // before what hears keys early
document.addEventListener("keydown", (event) => obey(event, KEYS, actions));
addEventListener("keydown", (event) => obey(event, EARLY, actions), { capture: true });
document.addEventListener("conv-lab-presenter-asks", tell);

/** @param {{data: Uint8Array, setStateValue: (name: string, value: unknown) => void}} component */
export default function ({ data, setStateValue }) {
  send = setStateValue;
  told = JSON.parse(new TextDecoder().decode(data));
  tell();
  if (sent && told.said[0] >= sent) settle();
  return () => {
    if (send === setStateValue) [send, told] = [null, null];
  };
}
