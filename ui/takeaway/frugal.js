/**
 * Reading of what `frugal.py` keeps, to the bit.
 * @param {string} way "plain" or "film"
 * @param {Uint8Array} raw
 * @param {number} frames length of the first axis
 * @param {Float32Array | null} beside what only the difference is kept of
 * @returns {Float32Array}
 */
export function read(way, raw, frames, beside) {
  if (way === "plain") return new Float32Array(raw.slice().buffer);
  const count = raw.length / 4;
  const bits = new Uint32Array(count);
  for (let at = 0; at < count; at++)
    bits[at] = raw[at] | (raw[at + count] << 8) | (raw[at + 2 * count] << 16) | (raw[at + 3 * count] << 24);
  // small differences of either sign have zeros in front
  for (let at = 0; at < count; at++) bits[at] = (bits[at] >>> 1) ^ -(bits[at] & 1);
  if (beside) {
    const near = new Uint32Array(beside.buffer, beside.byteOffset, count);
    for (let at = 0; at < count; at++) bits[at] += near[at];
  } else {
    const frame = count / frames;
    for (let at = frame; at < count; at++) bits[at] += bits[at - frame];
  }
  return new Float32Array(bits.buffer);
}
