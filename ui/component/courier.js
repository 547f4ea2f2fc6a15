/**
 * Carries what a picture asks for to Python, and the answers back. It shows nothing; the two meet by
 * events of the document.
 */

/** @type {((name: string, value: unknown) => void) | null} */
let send = null;
document.addEventListener("conv-lab-ask", (event) => send?.("ask", /** @type {CustomEvent} */ (event).detail));

/** @param {{data: Uint8Array, setStateValue: (name: string, value: unknown) => void}} component */
export default function ({ data, setStateValue }) {
  const first = !send;
  send = setStateValue;
  document.dispatchEvent(new CustomEvent("conv-lab-answer", { detail: data }));
  if (first) document.dispatchEvent(new Event("conv-lab-courier"));
  return () => {
    if (send === setStateValue) send = null;
  };
}
