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

/** The wishes of a visit; one for all pages, of which each brings the script anew. */
class Remote {
  constructor() {
    /** @type {((name: string, value: unknown) => void) | null} */
    this.send = null;
    this.told = null;
    this.last = 0;
    this.answered = 0;
    /** The number of the last wish that is on its way; 0 for none. */
    this.sent = 0;
    /** @type {[number, string, number][]} */
    this.turns = [];
    const actions = Object.fromEntries(
      [...KEYS, ...EARLY].map(({ does }) => [does, (event) => this.turn(does, event.shiftKey ? -1 : 1)]),
    );
    guardKeys(); // before what hears keys early
    document.addEventListener("keydown", (event) => obey(event, KEYS, actions));
    addEventListener("keydown", (event) => obey(event, EARLY, actions), { capture: true });
    document.addEventListener("conv-lab-presenter-asks", () => this.tell());
  }

  /** @param {string} what @param {number} by */
  turn(what, by) {
    if (!isPresenting()) return false;
    this.last = Math.max(Date.now(), this.last + 1);
    this.turns = [...this.turns.slice(1 - MOST), [this.last, what, by]];
    this.dispatch();
    return true;
  }

  /** One run at a time: quick fingers are faster, and what comes meanwhile, or between two pages, goes together. */
  dispatch() {
    if (this.sent || !this.send || this.last <= this.answered) return;
    this.sent = this.last;
    setTurning(true);
    this.send("turns", this.turns);
    this.waiting = setTimeout(() => this.release(), PATIENCE);
  }

  release() {
    clearTimeout(this.waiting);
    this.answered = this.sent;
    this.sent = 0;
    setTurning(false);
    this.dispatch();
  }

  /** Python has answered; the controls that it has set follow. */
  settle() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => (isRunning() ? this.settle() : this.release()), REST);
  }

  tell() {
    if (this.told) document.dispatchEvent(new CustomEvent("conv-lab-presenter", { detail: this.told }));
  }

  /** @param {{data: Uint8Array, setStateValue: (name: string, value: unknown) => void}} component */
  meet({ data, setStateValue }) {
    this.send = setStateValue;
    this.told = JSON.parse(new TextDecoder().decode(data));
    this.tell();
    if (this.sent && this.told.said[0] >= this.sent) this.settle();
    else this.dispatch();
    return () => {
      if (this.send === setStateValue) [this.send, this.told] = [null, null];
    };
  }
}

/** What stands in the window for all versions of this script. */
const PLACE = "conv-lab-presenter";

/** @param {Parameters<Remote["meet"]>[0]} component */
export default function (component) {
  return (globalThis[PLACE] ??= new Remote()).meet(component);
}
