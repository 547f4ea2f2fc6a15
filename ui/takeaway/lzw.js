/** Places in a palette as GIF packs them: codes for runs that were met before, wider as they become more. */

const BITS = 8;
const CLEAR = 1 << BITS;
const END = CLEAR + 1;
const MOST_BITS = 12;

/** What follows a run, by the run's code and the next place; 0 for a run that was not met. */
const follows = new Uint16Array((1 << MOST_BITS) << BITS);

/**
 * @param {Uint8Array} places
 * @returns {Uint8Array} blocks, each behind its length, and the empty one that ends them
 */
export function packed(places) {
  const out = new Codes(places.length);
  let [width, next] = [BITS + 1, END + 1];
  follows.fill(0);
  out.put(CLEAR, width);
  let run = places[0];
  for (let at = 1; at < places.length; at++) {
    const place = places[at];
    const key = (run << BITS) | place;
    const longer = follows[key];
    if (longer) {
      run = longer;
      continue;
    }
    out.put(run, width);
    run = place;
    if (next < 1 << MOST_BITS) {
      follows[key] = next;
      // a reader knows this code one step later
      if (next === 1 << width) width++;
      next++;
    } else {
      out.put(CLEAR, width);
      follows.fill(0);
      [width, next] = [BITS + 1, END + 1];
    }
  }
  out.put(run, width);
  // by now a reader knows as many codes as there are
  if (next === 1 << width && width < MOST_BITS) width++;
  out.put(END, width);
  return out.end();
}

/** Codes one after the other, the lowest bit first, in blocks of 255 bytes. */
class Codes {
  /** @param {number} size bytes to begin with */
  constructor(size) {
    this.bytes = new Uint8Array(Math.max(64, size >> 2));
    this.block = 0; // where the length of the open block stands
    this.at = 1;
    this.held = 0;
    this.bits = 0;
  }

  put(code, width) {
    this.held |= code << this.bits;
    this.bits += width;
    while (this.bits >= 8) {
      this.byte(this.held & 255);
      this.held >>>= 8;
      this.bits -= 8;
    }
  }

  byte(value) {
    if (this.at + 2 >= this.bytes.length) {
      const larger = new Uint8Array(2 * this.bytes.length);
      larger.set(this.bytes);
      this.bytes = larger;
    }
    if (this.at - this.block === 256) {
      this.bytes[this.block] = 255;
      this.block = this.at++;
    }
    this.bytes[this.at++] = value;
  }

  end() {
    if (this.bits) this.byte(this.held);
    this.bytes[this.block] = this.at - this.block - 1;
    this.bytes[this.at++] = 0;
    return this.bytes.slice(0, this.at);
  }
}
