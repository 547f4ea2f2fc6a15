import { breath } from "./film.js";
import { webm } from "./webm.js";

/** Codecs that fit into WebM, the better one first. */
const CODECS = [
  { codec: "vp09.00.31.08", id: "V_VP9" },
  { codec: "vp8", id: "V_VP8" },
];
const RECORDED = ["video/webm;codecs=vp9", "video/webm", "video/mp4"];
const KEY_EVERY = 60;
/** Bits a second, by pixels: numbers must stay sharp. */
const BITS = 3;
/** Frames that wait for the encoder. */
const QUEUE = 6;

/**
 * @typedef {{run: {cancelled: boolean}, progress: (share: number) => void, label: import("./pictures.js").Label}} Way
 */

/** What this browser makes: "webm", "mp4", or "" for nothing. */
export function videoKind() {
  if ("VideoEncoder" in globalThis) return "webm";
  const type = "MediaRecorder" in globalThis && RECORDED.find((one) => MediaRecorder.isTypeSupported(one));
  return type ? type.slice(6, type.includes(";") ? type.indexOf(";") : undefined) : "";
}

/**
 * Drawn and encoded frame by frame; null where the browser has no such encoder, or it was cancelled.
 * @param {import("./film.js").Film} film @param {Way} way
 * @returns {Promise<Blob | null>}
 */
export async function videoOf(film, { run, progress, label }) {
  if (!("VideoEncoder" in globalThis)) return null;
  const { width, height } = film.canvas;
  const wish = { width, height, bitrate: width * height * BITS };
  let found = null;
  for (const one of CODECS) {
    const { supported } = await VideoEncoder.isConfigSupported({ ...wish, codec: one.codec }).catch(() => ({}));
    if (supported && !found) found = one;
  }
  if (!found) return null;
  const blocks = [];
  const state = { failed: null };
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      blocks.push({ bytes, ms: Math.round(chunk.timestamp / 1000), key: chunk.type === "key" });
    },
    error: (error) => {
      state.failed = error;
    },
  });
  encoder.configure({ ...wish, codec: found.codec });
  let ms = 0;
  for (let at = 0; at < film.frames.length && !run.cancelled && !state.failed; at++) {
    const frame = new VideoFrame(film.draw(at), { timestamp: ms * 1000, duration: film.frames[at].ms * 1000 });
    encoder.encode(frame, { keyFrame: at % KEY_EVERY === 0 });
    frame.close();
    ms += film.frames[at].ms;
    progress((at + 1) / (film.frames.length + 1));
    do {
      await breath();
    } while (encoder.encodeQueueSize > QUEUE && !state.failed);
  }
  if (run.cancelled) {
    encoder.close();
    return null;
  }
  if (state.failed) throw state.failed;
  await encoder.flush();
  encoder.close();
  return new Blob(webm({ width, height, codec: found.id, ms, blocks, ...label }), { type: "video/webm" });
}

/**
 * Recorded while it is played: as long as the film is.
 * @param {import("./film.js").Film} film @param {Way} way
 * @returns {Promise<Blob | null>}
 */
export async function recordedFilm(film, { run, progress }) {
  const mimeType = RECORDED.find((one) => globalThis.MediaRecorder?.isTypeSupported(one));
  if (!mimeType) return null;
  const { width, height } = film.canvas;
  const seen = Object.assign(document.createElement("canvas"), { width, height });
  const pen = seen.getContext("2d");
  const show = (at) => pen.drawImage(film.draw(at), 0, 0);
  show(0);
  const recorder = new MediaRecorder(seen.captureStream(30), { mimeType });
  const parts = [];
  recorder.ondataavailable = ({ data }) => parts.push(data);
  const stopped = new Promise((done) => (recorder.onstop = done));
  recorder.start(1000);
  for (let at = 0; at < film.frames.length && !run.cancelled; at++) {
    show(at);
    progress((at + 1) / (film.frames.length + 1));
    await new Promise((done) => setTimeout(done, film.frames[at].ms));
  }
  recorder.stop();
  await stopped;
  return run.cancelled ? null : new Blob(parts, { type: mimeType });
}
