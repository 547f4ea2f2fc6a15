/** Writes a film as the page does, for a test to read. */
import { Gif } from "../../../ui/takeaway/gif.js";

const { told, frames, samples, ms } = globalThis.GIVEN;
const pixels = (text) => new Uint32Array(Uint8Array.from(Buffer.from(text, "base64")).buffer);
const gif = new Gif(
  told,
  samples.map((at) => pixels(frames[at])),
);
for (const frame of frames) gif.add(pixels(frame), ms);
const write = (bytes) => process.stdout.write(Buffer.from(bytes).toString("base64"));
export default gif.end().arrayBuffer().then(write);
