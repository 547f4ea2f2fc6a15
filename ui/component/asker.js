import { readMessage } from "./message.js";

/**
 * Asks Python for what a picture does not have, such as closer views and exact numbers, one question at a time; of the questions that come
 * up meanwhile the last one of each kind is asked.
 */
export class Asker {
  /** @param {(answer: {header: any, arrays: any}) => void} got @param {AbortSignal} signal */
  constructor(got, signal) {
    this.got = got;
    // a new page counts on where an older one stopped, whose answer may still be on its way
    this.id = Date.now() % 1e9;
    this.work = 0;
    this.waiting = null;
    this.next = null;
    document.addEventListener("conv-lab-answer", (event) => this.take(event.detail), { signal });
    document.addEventListener("conv-lab-courier", () => this.waiting && this.dispatch(), { signal });
  }

  /** Another pass: whatever was asked about the last one is void. Returns whether something was never asked. */
  about(work) {
    const lost = this.next !== null;
    this.work = work;
    this.waiting = this.next = null;
    return lost;
  }

  ask(question) {
    if (this.waiting) {
      // a mode that is told must not take the place of a view that is wanted
      this.next = { ...this.next, ...question };
      return;
    }
    this.waiting = { ...question, id: ++this.id, work: this.work };
    this.dispatch();
  }

  dispatch() {
    document.dispatchEvent(new CustomEvent("conv-lab-ask", { detail: this.waiting }));
  }

  take(bytes) {
    if (!this.waiting || !bytes?.length) return;
    const answer = readMessage(bytes);
    if (answer.header.id !== this.waiting.id || answer.header.work !== this.work) return;
    this.waiting = null;
    this.got(answer);
    const next = this.next;
    this.next = null;
    if (next) this.ask(next);
  }
}
