import { liveAddress } from "./addresses.js";
import { Channel } from "./channel.js";
import { keep, keptOf, tabKey } from "./kept.js";
import { Leader } from "./leader.js";
import { follows, hides, isAsked, isFinal, mine, reduce, start, stepOf } from "./model.js";

const VERSION = 1;

/** Errors that pass by themselves. */
const PASSING = ["slow", "busy", "rate", "store"];

/**
 * The class of this tab. It holds the connection, tells the picture where to be (`ui/stage/follower.js`), and
 * asks Streamlit only for another lesson. It outlives pages and their components.
 *
 * @typedef {{language: string, room: string, page: string, link: string, start: number, done: number, seek: number,
 *   strayed: boolean, own: boolean, address: string, qr: string}} Told what Python says, see `ui/live/component.py`
 */
export class Classroom {
  /** @param {(classroom: Classroom) => void} show told of every change */
  constructor(show) {
    this.state = start();
    this.show = () => show(this);
    /** @type {Told | null} */
    this.told = null;
    /** @type {(wish: object) => void} */
    this.wishes = () => {};
    this.wished = this.done = 0;
    /** Wishes that Python has not done yet. @type {{id: number}[]} */
    this.pending = [];
    this.followed = ""; // the place that was asked of Python last
    this.started = 0;
    this.token = "";
    /** Where this tab's picture is. @type {any} */
    this.stage = null;
    this.leader = new Leader(this);
    this.channel = new Channel(() => liveAddress(), {
      opened: () => this.greet(),
      message: (message) => this.hear(message),
      lost: () => this.turn({ kind: "lost" }),
      refused: () => this.turn({ kind: "error", code: "origin" }),
    });
    document.addEventListener("conv-lab-stage", (event) => this.moved(/** @type {CustomEvent} */ (event).detail));
    document.dispatchEvent(new Event("conv-lab-class-asks"));
  }

  // ---- what Python says

  /** @param {Told} told @param {(wish: object) => void} wishes */
  tell(told, wishes) {
    const fresh = told.done < this.done;
    const language = this.told?.language;
    this.told = told;
    this.wishes = wishes;
    this.done = told.done;
    this.pending = this.pending.filter(({ id }) => id > told.done);
    // a session that began anew knows nothing of the class
    if (fresh) this.followed = "";
    if (fresh && this.state.role === "teacher") this.wish({ do: "teach", room: this.state.room });
    this.started = Math.min(this.started, told.start);
    if (told.start > this.started) {
      this.started = told.start;
      if (!this.state.room) this.make();
    } else if (told.room && !this.state.room) this.enter(told.room);
    if (language && language !== told.language) this.hello();
    this.settle();
  }

  /** A new class, where this page is. */
  make() {
    this.state = start({ link: "connecting" });
    this.making = true;
    this.channel.close();
    this.channel.open();
  }

  /** @param {string} room */
  enter(room) {
    const { token = "", ...kept } = keptOf(room);
    this.token = token;
    this.state = start({ ...kept, room, link: "connecting" });
    this.channel.close();
    this.channel.open();
  }

  /** Out of the class; the lesson stays. */
  leave() {
    const { room } = this.state;
    this.channel.close();
    if (room) keep(room, null);
    this.token = this.followed = "";
    this.making = false;
    this.state = start();
    this.wish({ do: "leave" });
    this.settle();
  }

  /** Again, after what has kept this tab out. */
  again() {
    this.turn({ kind: "read" });
    this.channel.close();
    this.channel.open();
  }

  /** One is not lost where the next one comes before Python has heard of it. @param {object} wish */
  wish(wish) {
    this.pending.push({ id: ++this.wished, ...wish });
    this.wishes(this.pending);
  }

  // ---- what the server says

  greet() {
    if (!this.making) return this.hello();
    this.channel.send({ kind: "make", v: VERSION, key: tabKey(), lang: this.told.language, place: this.leader.place });
  }

  hello() {
    const { room } = this.state;
    if (!room || !this.channel.isOpen) return;
    const token = this.token ? { token: this.token } : {};
    this.channel.send({ kind: "hello", v: VERSION, room, key: tabKey(), lang: this.told.language, ...token });
  }

  /** @param {any} message */
  hear(message) {
    if (message.kind === "made") {
      this.making = false;
      this.token = message.token;
      this.wish({ do: "teach", room: message.room });
    }
    if (message.kind === "error" && message.code === "token" && this.token) {
      this.token = "";
      this.remember();
      this.hello(); // as a student
    }
    const was = this.state;
    this.turn(message);
    const { state } = this;
    if (message.kind === "state") this.came(was);
    if (was.roam && !state.roam && state.role === "student" && message.kind !== "state" && message.kind !== "called")
      this.send({ kind: "roam", on: false });
    if (message.kind === "error" && state.role === "") this.knockAgain(message);
    if (message.kind === "ended" || isFinal(state.error)) this.channel.close();
    if (message.kind === "ended") keep(state.room, null);
  }

  /** Not let in, for now. @param {{code: string, seconds?: number}} error */
  knockAgain({ code, seconds = 3 }) {
    if (!PASSING.includes(code)) return;
    clearTimeout(this.knocking);
    this.knocking = setTimeout(() => this.channel.isOpen && this.greet(), 1000 * seconds * (1 + Math.random() / 2));
  }

  /** The whole state has come: what the server does not know of this tab is said again. */
  came(was) {
    const { state } = this;
    if (state.role === "teacher" && was.role !== "teacher") this.wish({ do: "teach", room: state.room });
    if (state.roam) this.send({ kind: "roam", on: true });
    if (state.sent) this.send({ kind: "answer", ...state.sent });
    // what was said on a connection before may have been lost
    this.leader.forget();
    this.settle();
  }

  /** @param {{kind: string, [field: string]: any}} event */
  turn(event) {
    this.state = reduce(this.state, event);
    this.settle();
  }

  /** @param {object} message */
  send(message) {
    return this.channel.send(message);
  }

  // ---- what follows from all of it

  settle() {
    if (!this.told) return;
    this.remember();
    this.follow();
    this.leader.lead();
    this.direct();
    const asks = this.state.role !== "" && hides(this.state) && !this.state.roam;
    document.documentElement.toggleAttribute("data-class-asks", asks);
    document.documentElement.toggleAttribute("data-class-follows", follows(this.state));
    this.show();
  }

  remember() {
    const { room, role, roam, roamed, calls, sent, ended } = this.state;
    if (room && role && !ended) keep(room, { token: this.token, roam, roamed, calls, sent });
  }

  /** To the place of the class, by Python. */
  follow() {
    const { state, told } = this;
    if (!follows(state)) return;
    const { page, link } = state.place;
    const { step, filter } = state.step ?? { step: 0, filter: 0 };
    const place = JSON.stringify([page, link]);
    const here = told.done === this.wished;
    if (place === this.followed && here && told.strayed) {
      // who goes elsewhere by hand explores; while all are asked, all look at what is asked
      if (!hides(state)) return void (state.role === "student" && this.roam(true));
      this.followed = "";
    }
    if (place === this.followed) return;
    this.followed = place;
    this.wish({ do: "follow", page, link, step, filter, keep: state.roamed });
    this.state = reduce(state, { kind: "followed" });
  }

  /** The picture has moved. @param {any} where */
  moved({ built, ...where }) {
    this.stage = where;
    if (!this.told) return;
    if (built) this.directAgain();
    this.leader.moved();
    this.show();
  }

  /** Tell the picture where to be, and what to hide. */
  direct() {
    const { state, told } = this;
    const on = state.role !== "" && !state.ended;
    const hidden = on && hides(state);
    const wish = {
      on,
      follows: on && follows(state),
      seek: told.seek,
      // on the way to another lesson there is no step to go to
      at: told.done === this.wished && !told.strayed ? stepOf(state) : null,
      cell: state.question?.cell ?? "",
      hidden: hidden && !state.roam,
    };
    const said = JSON.stringify(wish);
    if (said === this.directed || (!on && !this.directed)) return;
    this.directed = said;
    document.dispatchEvent(new CustomEvent("conv-lab-class", { detail: wish }));
  }

  /** A picture that has just been built knows nothing of the class. */
  directAgain() {
    this.directed = "";
    this.direct();
  }

  // ---- what people do

  /** @param {boolean} on */
  roam(on) {
    this.turn({ kind: "roam", on });
    this.followed = "";
    this.send({ kind: "roam", on });
    this.settle();
  }

  /** The lesson that was left when all were called back. */
  openOwn() {
    this.wish({ do: "own" });
  }

  /** @param {string} text */
  answer(text) {
    const { question } = this.state;
    if (!isAsked(question) || this.state.sent || mine(this.state)) return;
    const sent = { question: question.id, vote: question.vote, text };
    this.turn({ kind: "sent", ...sent });
    this.send({ kind: "answer", ...sent });
  }

  /** The token of this class, to be taken to another machine. */
  get pass() {
    return this.token;
  }

  /** @param {string} token of this class */
  teach(token) {
    this.token = token.trim();
    this.state = { ...this.state, role: "", error: null };
    this.hello();
  }
}
