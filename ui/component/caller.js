/**
 * The visible half of a component, which has nothing but data: it calls the library's entry, as soon as
 * that is there and has the words it needs.
 *
 * @param {string} name of the library
 */
export function caller(name) {
  return (component) => {
    const call = () => globalThis[name]?.(component) ?? null;
    let leave = call();
    if (leave) return leave;
    const arrived = new AbortController();
    const later = () => (leave = call()) && arrived.abort();
    globalThis.addEventListener(name, later, { signal: arrived.signal });
    return () => (arrived.abort(), leave?.());
  };
}
