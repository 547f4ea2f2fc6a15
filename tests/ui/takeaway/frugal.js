/** Reads what `frugal.py` has written. */
import { read } from "../../../ui/takeaway/frugal.js";

const { way, raw, frames, beside } = globalThis.GIVEN;
const bytes = (text) => Uint8Array.from(Buffer.from(text, "base64"));
const near = beside && new Float32Array(bytes(beside).buffer);
const found = read(way, bytes(raw), frames, near);
export default process.stdout.write(Buffer.from(found.buffer).toString("base64"));
