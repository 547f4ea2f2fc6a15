import { isTurning } from "../presenter/busy.js";

/**
 * Carries what a picture asks for to Python, and the answers back. It shows nothing; the two meet by
 * events of the document.
 */

/** While a key changes the lesson, a question waits and looks again after so long, in ms. */
const TURN = 60;

/** @type {((name: string, value: unknown) => void) | null} */
let send = null;
document.addEventListener("conv-lab-ask", (event) => carry(/** @type {CustomEvent} */ (event).detail));

function carry(question) {
  if (isTurning()) setTimeout(() => carry(question), TURN);
  else send?.("ask", question);
}

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
