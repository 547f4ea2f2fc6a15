/**
 * Brings the photograph's overview, which passes over it leave as it is. It shows nothing; the viewer
 * takes it from here, whichever of the two comes first.
 *
 * @param {{data: Uint8Array}} component
 */
export default function ({ data }) {
  globalThis["conv-lab-photograph"] = data;
  document.dispatchEvent(new Event("conv-lab-photograph"));
  return () => {};
}
