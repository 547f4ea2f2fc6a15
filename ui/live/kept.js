/** What a tab remembers until it is closed: its random key, and of each class the token and whether it roams. */

const KEY = "convlab.class.key";
/** For browsers that keep nothing. @type {Map<string, string>} */
const here = new Map();

/** 128 bits as 32 digits of base 16: all that the server ever knows of who answers. */
export function tabKey() {
  let key = read(KEY);
  if (!key) {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    key = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    write(KEY, key);
  }
  return key;
}

/** @param {string} room @returns {{token?: string, roam?: boolean, calls?: number, sent?: any}} */
export function keptOf(room) {
  try {
    return JSON.parse(read(`convlab.class.${room}`) || "{}");
  } catch {
    return {};
  }
}

/** @param {string} room @param {object | null} kept null to forget it */
export function keep(room, kept) {
  write(`convlab.class.${room}`, kept ? JSON.stringify(kept) : "");
}

function read(name) {
  try {
    return sessionStorage.getItem(name) ?? here.get(name) ?? "";
  } catch {
    return here.get(name) ?? "";
  }
}

function write(name, text) {
  here.set(name, text);
  try {
    if (text) sessionStorage.setItem(name, text);
    else sessionStorage.removeItem(name);
  } catch {
    // it lasts until the tab is reloaded
  }
}
