/** Reading of what `message.py` packs: u32 length | JSON | arrays, each at a multiple of 8 bytes. */

const ARRAYS = {
  uint8: Uint8Array,
  int16: Int16Array,
  int32: Int32Array,
  float32: Float32Array,
  float64: Float64Array,
};

/** float32 with at most two decimals come as counts of 1/100. */
const HUNDREDTHS = "hundredths";

/**
 * @typedef {Uint8Array | Int16Array | Int32Array | Float32Array | Float64Array} Values
 * @param {Uint8Array} message
 * @returns {{header: any, arrays: Record<string, {shape: number[], values: Values}>}}
 */
export function readMessage(message) {
  // a copy: the view into the websocket's buffer starts at any byte
  const { buffer } = message.slice();
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  let at = whole8(4 + length);
  /** @type {Record<string, {shape: number[], values: Values}>} */
  const arrays = {};
  for (const [name, type, shape, alike] of header.arrays) {
    const count = shape.reduce((product, size) => product * size, 1);
    const short = type === HUNDREDTHS;
    const sent = new (short ? Int16Array : ARRAYS[type])(buffer, at, alike ? 1 : count);
    const values = short ? Float32Array.from(sent, (parts) => parts / 100) : sent;
    arrays[name] = { shape, values: alike ? new ARRAYS[type](count).fill(sent[0]) : values };
    at = whole8(at + sent.byteLength);
  }
  return { header, arrays };
}

const whole8 = (bytes) => Math.ceil(bytes / 8) * 8;
