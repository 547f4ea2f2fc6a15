import { element } from "../stage/element.js";
import { MINUS, fill } from "../stage/format.js";
import { toldCell } from "./asked.js";
import { hides, isAsked, mine } from "./model.js";

/** With a true minus. @param {string} text */
const written = (text) => text.replace(/^-/, MINUS);

/** The student's bar: where one is, and what is asked. */
export class StudentBar {
  /** @param {import("./view.js").View} view */
  constructor(view) {
    this.view = view;
    this.form = view.find("form.answer");
    this.input = /** @type {HTMLInputElement} */ (view.find("form.answer input"));
    this.submit = /** @type {HTMLButtonElement} */ (view.find("form.answer button"));
    this.asked = view.find(".asked");
    this.said = view.find(".said");
    this.question = "";
  }

  /** @param {import("./class.js").Classroom} classroom */
  show(classroom) {
    const { state, told } = classroom;
    const { view } = this;
    const { words } = view;
    for (const name of ["call", "eyes", "undo", "pass", "end", "qr"]) view.button(name).hidden = true;
    view.button("own").hidden = !(state.roam && told.own);
    const roam = view.button("roam");
    roam.hidden = false;
    roam.disabled = !state.roam && hides(state);
    view.write(roam, state.roam ? words.back : words.roam);
    roam.classList.toggle("main", state.roam);
    view.button("leave").hidden = false;
    view.find(".teach").hidden = false;
    view.find(".away").hidden = true;
    view.find(".what").hidden = true;
    view.button("main").hidden = true;
    view.write(view.find(".where"), state.roam ? words.roaming : words.following);
    view.write(view.told, "");
    for (const name of ["bars", "ending", "code-panel"]) view.panel(name, false);
    this.ask(state);
  }

  /** @param {import("./model.js").Class} state */
  ask(state) {
    const { view } = this;
    const { words } = view;
    const { question, roam } = state;
    const shows = question !== null && !(roam && !isAsked(question));
    view.panel("answer", shows);
    if (!shows) return;
    const name = `${question.id}|${question.vote}`;
    if (name !== this.question) {
      this.question = name;
      this.input.value = "";
    }
    const open = isAsked(question) && !mine(state) && !state.sent;
    const [shaped] = question.cell.split(".shape");
    const asks = shaped === question.cell ? words.ask_cell : words.ask_shape;
    view.write(this.asked, fill(asks, { cell: toldCell(shaped, words) }));
    this.input.hidden = this.submit.hidden = !open;
    this.input.placeholder = words.answer;
    this.input.setAttribute("aria-label", words.answer);
    view.write(this.submit, words.send);
    this.say(this.sentences(state));
    this.form.dataset.kind = this.kindOf(state);
  }

  /** @param {string[]} sentences */
  say(sentences) {
    const said = JSON.stringify(sentences);
    if (said === this.said.dataset.said) return;
    this.said.dataset.said = said;
    this.said.replaceChildren(...sentences.map((text) => element("span", text)));
  }

  kindOf(state) {
    const { question } = state;
    if (question.shows !== "answer") return "";
    const last = question.yours?.[1] ?? question.yours?.[0];
    return last ? (last.mistake === "right" ? "right" : "wrong") : "";
  }

  /** @param {import("./model.js").Class} state @returns {string[]} */
  sentences(state) {
    const { words } = this.view;
    const { question, sent, refused } = state;
    const [first, second] = [question.yours?.[0] ?? null, question.yours?.[1] ?? null];
    const now = mine(state);
    if (question.shows === "answer") {
      const right = `${toldCell(question.cell, words)} = ${question.right}`;
      const last = second ?? first;
      if (!last) return [right, words.no_answer];
      const told = [fill(words.yours, { text: written(last.text) }), ...(last.said ?? [])];
      return last.mistake === "right" ? told : [right, ...told];
    }
    if (question.state === "talk")
      return [first ? fill(words.talk_yours, { text: written(first.text) }) : words.talk_none];
    if (question.state !== "open")
      return [now ? fill(words.closed_yours, { text: written(now.text) }) : words.closed_none];
    const lines = [];
    if (question.vote > 1)
      lines.push(first ? fill(words.again_yours, { text: written(first.text) }) : words.again_none);
    if (sent) lines.push(fill(words.sending, { text: written(sent.text) }));
    else if (now) lines.push(fill(words.sent, { text: written(now.text) }));
    else if (refused) lines.push(words[refused === "unread" ? "unread" : "late"]);
    return lines;
  }
}
