/**
 * What a tab knows of its class, and what each message makes of it. Nothing here touches a page or a
 * connection: the same messages in the same order make the same state.
 *
 * @typedef {{page: string, link: string, picture?: string | null, film?: unknown}} Place
 * @typedef {{step: number, filter: number, phase?: number | string | null, point?: any}} Step
 * @typedef {{mistake: string, name: string | null, first: number, second: number}} Bar
 * @typedef {{text: string, mistake?: string, said?: string[]} | null} Yours
 * @typedef {{id: number, cell: string, vote: number, state: "open" | "closed" | "talk" | "shown",
 *   shows: "bars" | "answer" | null, place?: Place, step?: Step, answered?: number, yours?: Yours[],
 *   bars?: Bar[], right?: string}} Question
 * @typedef {{question: number, vote: number, text: string}} Sent
 *
 * @typedef {object} Class
 * @property {"" | "student" | "teacher"} role "" before the first state
 * @property {string} room
 * @property {"off" | "connecting" | "open" | "lost"} link
 * @property {number} present people who are connected
 * @property {Place | null} place
 * @property {Step | null} step
 * @property {boolean} eyes
 * @property {number} calls how often all were called back
 * @property {boolean} roam whether this tab goes its own way
 * @property {boolean} roamed whether it has since it last followed, so that there is a lesson to keep
 * @property {Question | null} question
 * @property {boolean} driving
 * @property {boolean} undo
 * @property {Sent | null} sent an answer that was not acknowledged yet
 * @property {string} refused why the last answer does not count; ""
 * @property {{code: string, [fact: string]: unknown} | null} error
 * @property {boolean} ended
 */

/** @param {Partial<Class>} kept what the tab remembers @returns {Class} */
export function start(kept = {}) {
  return {
    role: "",
    room: "",
    link: "off",
    present: 0,
    place: null,
    step: null,
    eyes: false,
    calls: 0,
    roam: false,
    roamed: false,
    question: null,
    driving: false,
    undo: false,
    sent: null,
    refused: "",
    error: null,
    ended: false,
    ...kept,
  };
}

/** Parts of `state` that come alone, too, under the same names. */
const PARTS = ["place", "step", "present", "eyes", "question", "driving", "undo"];

/** Errors after which knocking again would not help. */
const FINAL = ["room", "full", "rooms", "version", "origin"];

/**
 * @param {Class} state
 * @param {{kind: string, [field: string]: any}} event a message, or what happens here: `lost`,
 *   `roam` {on}, `sent` {question, vote, text}, `read` (the error was read)
 * @returns {Class}
 */
export function reduce(state, event) {
  switch (event.kind) {
    case "lost":
      return { ...state, link: "lost" };
    case "roam":
      return { ...state, roam: event.on, roamed: state.roamed || event.on };
    case "followed":
      return { ...state, roamed: false };
    case "sent":
      return { ...state, refused: "", sent: { question: event.question, vote: event.vote, text: event.text } };
    case "read":
      return { ...state, error: null };
    case "made":
      return { ...state, room: event.room };
    case "state":
      return whole(state, event);
    case "called":
      return { ...state, calls: event.calls, roam: false };
    case "answered":
      return counted(state, event);
    case "ack":
      return acknowledged(state, event);
    case "ended":
      return { ...state, ended: true, question: null, eyes: false, link: "off" };
    case "error":
      return failed(state, event);
    default:
      return laid(state, event);
  }
}

/** Everything anew. Who roams goes on, unless all were called back meanwhile, or are asked. */
function whole(state, event) {
  const { kind: _kind, v: _v, roam: _roam, ...told } = event;
  const roam = state.roam && told.calls === state.calls && !isAsked(told.question);
  return settled({ ...state, ...told, roam, link: "open", error: null, ended: false });
}

/** A part of the state. */
function laid(state, event) {
  const parts = Object.fromEntries(PARTS.filter((name) => name in event).map((name) => [name, event[name]]));
  const next = { ...state, ...parts };
  // who is asked looks where the class looks
  if (isAsked(next.question) && !isSame(state.question, next.question)) next.roam = false;
  return settled(next);
}

/** An answer to another question, or to another vote, needs no acknowledgement any more. */
function settled(state) {
  const { sent, question } = state;
  const waits =
    sent && question?.id === sent.question && question.vote === sent.vote && question.state === "open" && !mine(state);
  const refused = question && state.refused && question.state === "open" ? state.refused : "";
  return { ...state, sent: waits ? sent : null, refused };
}

function counted(state, { id, vote, answered }) {
  const { question } = state;
  if (question?.id !== id || question.vote !== vote) return state;
  return { ...state, question: { ...question, answered } };
}

function acknowledged(state, { question: id, vote, accepted, text, reply }) {
  const { question, sent } = state;
  if (question?.id !== id || question.vote !== vote) return state;
  const next = sent?.question === id && sent.vote === vote ? { ...state, sent: null } : state;
  if (!accepted) return { ...next, refused: reply ?? "closed" };
  const yours = [question.yours?.[0] ?? null, question.yours?.[1] ?? null];
  yours[vote - 1] ??= { text };
  return { ...next, refused: "", question: { ...question, yours } };
}

function failed(state, { kind: _kind, ...error }) {
  const lost = FINAL.includes(error.code) && state.role === "";
  return { ...state, error, link: lost ? "off" : state.link };
}

// ---- what follows from a state

/** Whether an error ends the attempt to get in. @param {Class["error"]} error */
export const isFinal = (error) => error !== null && FINAL.includes(error.code);

const isSame = (one, other) => one?.id === other?.id && one?.vote === other?.vote && one?.state === other?.state;

/** Whether answers are taken. @param {Question | null} question */
export const isAsked = (question) => question?.state === "open";

/** Whether the number that is asked may be seen nowhere. @param {Class} state */
export const hides = ({ question }) =>
  question !== null && !(question.state === "shown" && question.shows === "answer");

/** Whether this tab goes where the class goes. @param {Class} state */
export const follows = (state) =>
  state.place !== null &&
  !state.ended &&
  !state.roam &&
  (state.role === "student" || (state.role === "teacher" && !state.driving));

/** This tab's answer of the vote that runs. @param {Class} state @returns {Yours} */
export const mine = ({ question }) => question?.yours?.[question.vote - 1] ?? null;

/** Where the class is: the step of the question, as long as that hides something. @param {Class} state @returns {Step | null} */
export const stepOf = (state) => (hides(state) && state.question.step) || state.step;

/**
 * What the teacher most likely does next, and what else there is; by the names of the messages.
 * @param {Class} state
 * @returns {{main: string, others: string[]}}
 */
export function moves({ question }) {
  if (!question) return { main: "ask", others: [] };
  const again = question.vote === 1 ? ["again"] : [];
  const talk = question.vote === 1 ? ["talk"] : [];
  if (question.state === "open") return { main: "close", others: [] };
  if (question.state === "talk") return { main: again[0] ?? "show", others: again.length ? ["show"] : [] };
  if (question.state === "closed") return { main: "show", others: ["bars", ...talk, ...again] };
  if (question.shows === "bars") return { main: "show", others: ["hide", ...talk, ...again] };
  return { main: "done", others: ["hide"] };
}

/** The message of a move. @param {string} move */
export function messageOf(move) {
  if (move === "bars") return { kind: "show", what: "bars" };
  if (move === "hide") return { kind: "show", what: "hide" };
  if (move === "show") return { kind: "show", what: "answer" };
  return { kind: move };
}
