/** A WebM file around encoded frames: the few elements of EBML that a player needs. */

/** @typedef {number[] | Uint8Array} Bytes */

const text = (value) => new TextEncoder().encode(value);

/** A whole number, in as few bytes as it takes. @param {number} value */
function whole(value) {
  const bytes = [];
  for (let left = value; left > 0 || !bytes.length; left = Math.floor(left / 256)) bytes.unshift(left % 256);
  return bytes;
}

function real(value) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setFloat64(0, value);
  return bytes;
}

/** How long what follows is, in eight bytes. */
const length = (size) => [1, ...Array.from({ length: 7 - whole(size).length }, () => 0), ...whole(size)];

/** @param {number} id @param {...Bytes} inner @returns {Uint8Array} */
function element(id, ...inner) {
  const size = inner.reduce((sum, one) => sum + one.length, 0);
  const head = [...whole(id), ...length(size)];
  const made = new Uint8Array(head.length + size);
  made.set(head);
  let at = head.length;
  for (const one of inner) {
    made.set(one, at);
    at += one.length;
  }
  return made;
}

/** A block is at most so long after its cluster begins, in ms. */
const LATEST = 32_767;

/**
 * @param {{width: number, height: number, codec: string, ms: number, title: string, link: string, made: string,
 *   blocks: {bytes: Uint8Array, ms: number, key: boolean}[]}} film `ms` of all of it
 * @returns {BlobPart[]}
 */
export function webm({ width, height, codec, ms, title, link, made, blocks }) {
  const clusters = [];
  for (const block of blocks) {
    const from = clusters.at(-1)?.from;
    // within a cluster times are numbers of 16 bits
    if (block.key || from === undefined || block.ms - from > LATEST) clusters.push({ from: block.ms, blocks: [] });
    clusters[clusters.length - 1].blocks.push(block);
  }
  const tag = (name, value) => element(0x67c8, element(0x45a3, text(name)), element(0x4487, text(value)));
  const segment = element(
    0x18538067,
    element(
      0x1549a966,
      element(0x2ad7b1, whole(1_000_000)),
      element(0x4489, real(ms)),
      element(0x7ba9, text(title)),
      element(0x4d80, text(made)),
      element(0x5741, text(made)),
    ),
    element(
      0x1654ae6b,
      element(
        0xae,
        element(0xd7, [1]),
        element(0x73c5, [1]),
        element(0x83, [1]),
        element(0x86, text(codec)),
        element(0xe0, element(0xb0, whole(width)), element(0xba, whole(height))),
      ),
    ),
    element(0x1254c367, element(0x7373, element(0x63c0), tag("TITLE", title), tag("URL", link))),
    ...clusters.map(({ from, blocks: inside }) =>
      element(
        0x1f43b675,
        element(0xe7, whole(from)),
        ...inside.map(({ bytes, ms: at, key }) =>
          element(0xa3, [0x81, ((at - from) >> 8) & 255, (at - from) & 255, key ? 0x80 : 0], bytes),
        ),
      ),
    ),
  );
  const head = element(
    0x1a45dfa3,
    element(0x4286, [1]),
    element(0x42f7, [1]),
    element(0x42f2, [4]),
    element(0x42f3, [8]),
    element(0x4282, text("webm")),
    element(0x4287, [4]),
    element(0x4285, [2]),
  );
  return [head, segment].map((part) => /** @type {BlobPart} */ (part));
}
