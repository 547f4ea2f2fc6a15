import { element } from "../stage/element.js";
import { fill } from "../stage/format.js";
import { toldCell } from "./asked.js";
import { drawBars } from "./bars.js";
import { hides, moves } from "./model.js";

/** The teacher's bar: who is here, what is asked, and the one button that comes next. */
export class TeacherBar {
  /** @param {import("./view.js").View} view */
  constructor(view) {
    this.view = view;
    this.others = view.find(".others");
    this.what = /** @type {HTMLSelectElement} */ (view.find(".what"));
    this.main = /** @type {HTMLButtonElement} */ (view.find("[data-do=main]"));
  }

  get size() {
    return this.what.value;
  }

  /** @param {import("./class.js").Classroom} classroom */
  show(classroom) {
    const { state, stage } = classroom;
    const { view } = this;
    const { words } = view;
    const { question } = state;
    const leads = state.driving;
    const { main, others } = leads ? moves(state) : { main: "drive", others: [] };
    view.write(view.find("[data-testid=room-present]"), String(state.present));
    view.write(view.find(".present"), words.present);
    view.write(view.find(".where"), "");
    view.write(view.told, this.sentence(state));
    for (const [name, on] of [
      ["call", leads && !(question && hides(state))],
      ["eyes", leads],
      ["undo", leads && state.undo],
      ["own", false],
      ["roam", false],
      ["pass", true],
      ["end", leads],
      ["leave", !leads],
    ])
      view.button(name).hidden = !on;
    view.button("eyes").setAttribute("aria-pressed", String(state.eyes));
    view.find(".teach").hidden = true;
    view.find(".away").hidden = !leads || !question || main === "done";
    this.what.hidden = main !== "ask";
    if (main === "ask") this.sizes(stage?.sizes ?? []);
    this.name(main, words[main]);
    this.main.disabled = main === "ask" && !this.size && !stage?.cell;
    const asked = main === "ask" ? this.size || stage?.cell : this.main.textContent;
    this.main.title = this.main.disabled ? words.ask_nothing : `${asked} (Q)`;
    this.choices(others);
    view.panel("answer", false);
    const bars = question?.state === "shown";
    view.panel("bars", bars);
    view.sideways(bars);
    if (bars) drawBars(view.find(".bars"), question, words);
    view.panel("code-panel", view.opened === "qr" && !hides(state) && !bars);
  }

  /** @param {import("./model.js").Class} state */
  sentence({ question, present, driving }) {
    const { words } = this.view;
    if (!driving) return words.not_driving;
    if (!question) return "";
    // once it is closed the picture's mark says what is asked, and the buttons need the room
    const asked = question.state === "open" ? `${toldCell(question.cell, words)} · ` : "";
    const vote = question.vote > 1 ? `${words.vote2} · ` : "";
    if (question.state === "talk") return asked + vote + words.talking;
    if (question.state === "shown") return "";
    const counted = fill(words.answered, { answered: question.answered ?? 0, present });
    return asked + vote + counted;
  }

  name(main, text) {
    this.main.dataset.move = main;
    this.view.write(this.main, text);
  }

  /** The cell of the step, or a size. @param {string[]} sizes */
  sizes(sizes) {
    const { words } = this.view;
    const said = JSON.stringify([sizes, words.ask_step]);
    if (said === this.what.dataset.drawn) return;
    this.what.dataset.drawn = said;
    const { value } = this.what;
    this.what.replaceChildren(new Option(words.ask_step, ""), ...sizes.map((size) => new Option(size, size)));
    this.what.value = sizes.includes(value) ? value : "";
  }

  /** @param {string[]} others */
  choices(others) {
    const { words } = this.view;
    const said = JSON.stringify([others, words.again]);
    if (said === this.others.dataset.drawn) return;
    this.others.dataset.drawn = said;
    const made = others.map((move) => {
      const button = element("button", words[move]);
      button.type = "button";
      button.dataset.move = move;
      return button;
    });
    this.others.replaceChildren(...made);
  }
}
