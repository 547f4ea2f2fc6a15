/** Streamlit's own parameters, which say nothing of the lesson. */
const STREAMLITS = ["embed", "embed_options"];

/**
 * The lesson of an address as one text; equal texts, equal lessons.
 * @param {URLSearchParams} parameters @param {string[]} leftOut names that do not count
 */
function lessonIn(parameters, leftOut = []) {
  const named = new Map(
    [...parameters].filter(([name]) => !STREAMLITS.includes(name.toLowerCase()) && !leftOut.includes(name)),
  );
  return JSON.stringify([...named].sort());
}

/**
 * The entry of the browser's history that a new address makes.
 *
 * Streamlit makes one of each address, and goes to another page without the lesson's parameters. Who goes
 * back faster than the server answers has left the page or the lesson of an answer by the time it comes:
 * it would be an entry, and all that lies ahead were lost.
 * @param {string} now @param {string} next @param {string[]} quiet names of parameters that are not worth going back to
 * @param {boolean} goneBack whether the visitor has gone back or forth, and done nothing since
 * @returns {{url: string, replaces: boolean} | null} null for none
 */
export function entryFor(now, next, quiet, goneBack) {
  const [here, there] = [new URL(now), new URL(next, now)];
  if (here.pathname !== there.pathname) {
    if (goneBack) return null;
    there.search = here.search;
    return { url: there.href, replaces: false };
  }
  const same = lessonIn(here.searchParams, quiet) === lessonIn(there.searchParams, quiet);
  return { url: there.href, replaces: goneBack || same };
}

/**
 * The address of what a visitor came with, as the app spells it; null where something else is shown by now.
 * @param {string} now @param {Record<string, string>} came @param {Record<string, string>} meant
 */
export function spelledAnew(now, came, meant) {
  const here = new URL(now);
  if (lessonIn(here.searchParams) !== lessonIn(new URLSearchParams(came))) return null;
  const kept = [...here.searchParams].filter(([name]) => STREAMLITS.includes(name.toLowerCase()));
  here.search = new URLSearchParams([...kept, ...Object.entries(meant)]).toString();
  return here.href;
}
