import { hides, messageOf } from "./model.js";

/** Steps and pointing are sent at most so often, in ms. */
const PACE = 80;

/** What the machine that drives says: where the class is, and what it is asked. */
export class Leader {
  /** @param {import("./class.js").Classroom} classroom */
  constructor(classroom) {
    this.classroom = classroom;
    this.forget();
  }

  /** What was said on a connection before may have been lost. */
  forget() {
    this.saidPlace = this.saidStep = "";
  }

  /** Whether this tab drives. */
  get leads() {
    const { state, told } = this.classroom;
    return state.role === "teacher" && state.driving && told.link !== null;
  }

  get place() {
    const { page, link } = this.classroom.told;
    return { page, link, ...this.step };
  }

  get step() {
    const { step = 0, filter = 0, phase = null, point = null } = this.classroom.stage ?? {};
    return { step, filter, phase, point };
  }

  /** Whether the class comes along: while something is asked, it stays. */
  get moves() {
    const { state } = this.classroom;
    return this.leads && state.link === "open" && !hides(state);
  }

  /** Another lesson, perhaps. */
  lead() {
    if (!this.moves) return;
    const { told, state } = this.classroom;
    const place = JSON.stringify([told.page, told.link]);
    // what this tab said last counts, not its echo: two would answer one another for ever
    if (place !== (this.saidPlace || JSON.stringify([state.place?.page, state.place?.link])))
      this.classroom.send({ kind: "place", ...this.place });
    this.saidPlace = place;
    this.moved();
  }

  /** Another step, perhaps. */
  moved() {
    const said = JSON.stringify(this.step);
    if (!this.moves || this.waits || said === this.saidStep) return;
    if (this.classroom.send({ kind: "step", ...this.step })) this.saidStep = said;
    this.waits = setTimeout(() => {
      this.waits = undefined;
      this.moved();
    }, PACE);
  }

  /** @param {string} size one that is asked instead of the cell of the step; "" for the step */
  ask(size) {
    const { stage } = this.classroom;
    const cell = size || stage?.cell;
    if (!cell || !this.leads) return;
    const { step, filter, phase, picked } = stage;
    this.classroom.send({ kind: "step", step, filter, phase, point: picked });
    this.saidStep = "";
    this.classroom.send({ kind: "ask", cell });
  }

  /** @param {string} move one of `moves` in model.js */
  do(move) {
    if (move === "again") this.comeBack();
    this.classroom.send(messageOf(move));
  }

  /** To where the question was asked, should the teacher have gone on meanwhile. */
  comeBack() {
    const { state, told } = this.classroom;
    const { place, step } = state.question ?? {};
    if (!place || (place.page === told.page && place.link === told.link)) return;
    const { page, link } = place;
    this.saidPlace = JSON.stringify([page, link]);
    this.classroom.wish({ do: "follow", page, link, step: step?.step ?? 0, filter: step?.filter ?? 0, keep: false });
  }
}
