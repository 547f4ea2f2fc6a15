/** Reading of `pack_typed`: u32 length | JSON | padding to 4 | arrays, each padded to 4. */

const ARRAYS = { uint8: Uint8Array, int16: Int16Array, float32: Float32Array };

/**
 * @param {Uint8Array} message
 * @returns {{header: any, arrays: Record<string, {values: Uint8Array | Int16Array | Float32Array, shape: number[]}>}}
 */
export function readMessage(message) {
  // the message is a view into a larger one, at any offset
  const { buffer } = message.slice();
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  let at = whole4(4 + length);
  const arrays = {};
  for (const [name, type, shape] of header.arrays) {
    const count = shape.reduce((product, size) => product * size, 1);
    arrays[name] = { values: new ARRAYS[type](buffer, at, count), shape };
    at = whole4(at + arrays[name].values.byteLength);
  }
  return { header, arrays };
}

const whole4 = (bytes) => bytes + (-bytes & 3);
