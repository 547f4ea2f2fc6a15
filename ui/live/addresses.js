import { save } from "../component/files.js";

/** What the server has for classes lies beside the pages, wherever the app does. @param {string} path */
const beside = (path) => new URL(`class/${path}`, document.baseURI);

/** Of the class channel. */
export function liveAddress() {
  const address = beside("live");
  address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
  return address;
}

/**
 * The answers of a class, as a file.
 * @param {string} room @param {string} token
 * @returns {Promise<boolean>} whether the server gave them
 */
export const download = async (room, token) => {
  const address = beside("csv");
  address.searchParams.set("room", room);
  const headers = { Authorization: `Bearer ${token}` };
  const got = await fetch(address, { method: "POST", headers }).catch(() => null);
  if (!got?.ok) return false;
  save(`class-${room}.csv`, await got.blob());
  return true;
};
