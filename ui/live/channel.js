import { waitFor } from "./retry.js";

/** So often the server hears that somebody is here, and so soon its answer is expected, in ms. */
const PING = 45_000;
const PATIENCE = 8_000;
/** The server closes so where there is nothing to come back to. */
const DONE = 1000;
const ELSEWHERE = 4403;

/** The connection to the class: opened again by itself, as long as it is wanted. */
export class Channel {
  /**
   * @param {() => URL} address
   * @param {{opened: () => void, message: (message: any) => void, lost: () => void, refused: () => void}} told
   */
  constructor(address, told) {
    this.address = address;
    this.told = told;
    this.wanted = false;
    this.attempt = 0;
    /** @type {WebSocket | null} */
    this.socket = null;
    const awake = () => document.visibilityState === "visible" && this.look();
    document.addEventListener("visibilitychange", awake);
    globalThis.addEventListener("online", () => this.hurry());
  }

  get isOpen() {
    return this.socket?.readyState === WebSocket.OPEN;
  }

  open() {
    this.wanted = true;
    clearTimeout(this.again);
    if (this.socket) return;
    const socket = (this.socket = new WebSocket(this.address()));
    const mine = () => socket === this.socket;
    // a network that swallows packets says nothing at all
    this.expect(socket);
    socket.addEventListener("open", () => mine() && this.opened());
    socket.addEventListener("message", (event) => mine() && this.heard(event.data));
    socket.addEventListener("close", (event) => mine() && this.closed(event.code));
  }

  /** @param {object} message @returns {boolean} whether it is on its way */
  send(message) {
    if (!this.isOpen) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Not wanted any more. */
  close() {
    this.wanted = false;
    const { socket } = this;
    this.socket = null;
    this.quiet();
    clearTimeout(this.again);
    socket?.close();
  }

  opened() {
    this.quiet();
    this.pinging = setInterval(() => this.look(), PING);
    this.told.opened();
  }

  heard(text) {
    clearTimeout(this.expecting);
    let message;
    try {
      message = JSON.parse(text);
    } catch {
      return;
    }
    if (message?.kind === "state") this.attempt = 0;
    if (message?.kind && message.kind !== "pong") this.told.message(message);
  }

  /** Whether anybody is still there: after a sleep a dead connection looks open. */
  look() {
    if (!this.wanted) return;
    if (!this.socket) this.hurry();
    else if (this.send({ kind: "ping" })) this.expect(this.socket);
  }

  expect(socket) {
    clearTimeout(this.expecting);
    this.expecting = setTimeout(() => {
      if (socket !== this.socket) return;
      socket.close();
      this.closed(0); // a dead one may take a minute to say that it is closed
    }, PATIENCE);
  }

  closed(code) {
    this.socket = null;
    this.quiet();
    if (code === ELSEWHERE) {
      this.wanted = false;
      this.told.refused();
    }
    if (code === DONE) this.wanted = false;
    if (!this.wanted) return;
    this.told.lost();
    this.again = setTimeout(() => this.open(), waitFor(this.attempt++, Math.random()));
  }

  /** The network is back: not all at once, but soon. */
  hurry() {
    if (!this.wanted || this.socket) return;
    clearTimeout(this.again);
    this.attempt = 0;
    this.again = setTimeout(() => this.open(), waitFor(0, Math.random()));
  }

  quiet() {
    clearInterval(this.pinging);
    clearTimeout(this.expecting);
  }
}
