/**
 * Parts of a component whose code comes on its own, when the first of them is shown: half of the code of
 * the pictures is of pictures that a visitor may never open.
 */

/** What arrived: library -> part -> its export, made when it is asked for. */
const SHELF = "conv-lab-parts";

/**
 * The invisible half of a part.
 * @param {string} name of the library
 * @param {string} part
 * @param {(files: any) => unknown} make its export, of the files that the library has
 */
export function part(name, part, make) {
  const shelf = (globalThis[SHELF] ??= {});
  (shelf[name] ??= {})[part] = make;
  return () => void globalThis.dispatchEvent(new Event(name));
}

/**
 * How a library finds its parts.
 * @param {string} name of the library
 * @param {any} files what it has
 * @param {Record<string, string>} parts by what they are asked for
 * @returns {(wanted: string) => any} undefined as long as it has not arrived
 */
export function partsOf(name, files, parts) {
  const made = {};
  return (wanted) => {
    // it would be waited for in vain
    if (!parts[wanted]) throw new Error(`${name} has no part for ${wanted}`);
    return (made[parts[wanted]] ??= globalThis[SHELF]?.[name]?.[parts[wanted]]?.(files));
  };
}
