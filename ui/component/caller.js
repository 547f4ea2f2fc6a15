/**
 * The visible half of a component, which has nothing but data: it calls the library's entry, as soon as
 * that is there and has what it needs.
 *
 * @param {string} name of the library
 */
export function caller(name) {
  /** The clean-up of what is shown, by its place. @type {WeakMap<object, () => void>} */
  const leaves = new WeakMap();
  /** The last call for a place: one that waited longer shows nothing any more. @type {WeakMap<object, AbortController>} */
  const last = new WeakMap();
  return (component) => {
    const place = component.parentElement;
    last.get(place)?.abort();
    const own = new AbortController();
    last.set(place, own);
    /** @type {(() => void) | null} */
    let leave = null;
    const call = () => {
      leave = globalThis[name]?.(component) ?? null;
      if (leave) leaves.set(place, leave);
      return leave !== null;
    };
    if (!call()) globalThis.addEventListener(name, () => call() && own.abort(), { signal: own.signal });
    return () => {
      own.abort();
      // an overtaken call cleans up after itself alone; who leaves while waiting, after what is still shown
      const clean = leave ?? (last.get(place) === own ? leaves.get(place) : undefined);
      return clean?.();
    };
  };
}
