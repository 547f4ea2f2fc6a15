/** A PNG says in itself which lesson it shows: as texts, which any program that shows a picture's details reads. */

const AFTER_HEADER = 8 + 25;

const TABLE = Uint32Array.from({ length: 256 }, (_, at) => {
  let value = at;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

/** @param {Uint8Array} bytes */
function crc(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes) value = TABLE[(value ^ byte) & 255] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}

/** One international text of a PNG. @param {string} name @param {string} text @returns {Uint8Array} */
function textChunk(name, text) {
  const body = new TextEncoder().encode(`iTXt${name}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crc(body));
  return chunk;
}

/** @param {Blob} png @param {import("./pictures.js").Label} label @returns {Promise<Blob>} */
export async function labelled(png, { title, link, made }) {
  const bytes = new Uint8Array(await png.arrayBuffer());
  const texts = Object.entries({ Title: title, Source: link, Software: made });
  return new Blob(
    [
      bytes.subarray(0, AFTER_HEADER),
      ...texts.map(([name, text]) => /** @type {BlobPart} */ (textChunk(name, text))),
      bytes.subarray(AFTER_HEADER),
    ],
    { type: "image/png" },
  );
}
