/**
 * The visible half of a component, which has nothing but data: it calls the library's entry, as soon as
 * that is there and has what it needs.
 *
 * @param {string} name of the library
 */
export function caller(name) {
  /** Clean-ups, and what waits: of data that came and went, the last is shown. @type {WeakMap<object, () => void>} */
  const leaves = new WeakMap();
  /** @type {WeakMap<object, AbortController>} */
  const waiting = new WeakMap();
  return (component) => {
    const place = component.parentElement;
    waiting.get(place)?.abort();
    const call = () => {
      const leave = globalThis[name]?.(component);
      if (leave) leaves.set(place, leave);
      return Boolean(leave);
    };
    const arrived = new AbortController();
    if (!call()) {
      waiting.set(place, arrived);
      globalThis.addEventListener(name, () => call() && arrived.abort(), { signal: arrived.signal });
    }
    return () => (arrived.abort(), leaves.get(place)?.());
  };
}
