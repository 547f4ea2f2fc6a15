/** Under this name the browser remembers that its visitor wants no single-key shortcuts. */
const NAME = "convlab.keys";
const OFF = "off";

/** Whether the visitor has switched single-key shortcuts off. */
export function areOff() {
  return (document.documentElement.dataset.keys ?? stored()) === OFF;
}

/** @param {boolean} off */
export function keep(off) {
  show(off ? OFF : "");
  try {
    if (off) localStorage.setItem(NAME, OFF);
    else localStorage.removeItem(NAME);
  } catch {
    // a browser that keeps nothing: it holds until the page is opened again
  }
}

/** Another tab has turned the switch. @param {() => void} turned @param {AbortSignal} signal */
export function follow(turned, signal) {
  const heard = ({ key, newValue }) => {
    if (key !== NAME) return;
    show(newValue ?? "");
    turned();
  };
  addEventListener("storage", heard, { signal });
}

function show(value) {
  document.documentElement.dataset.keys = value;
}

function stored() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}
