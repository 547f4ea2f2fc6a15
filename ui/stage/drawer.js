/** Up to this width Streamlit lays the side bar over the page. */
const OVERLAID = "(max-width: 768px)";

/** Close the side bar where it covers the page: a page that has just been chosen wants to be seen. */
export function uncover() {
  if (!matchMedia(OVERLAID).matches) return;
  const button = document.querySelector('[data-testid="stSidebarCollapseButton"] [aria-expanded="true"]');
  /** @type {HTMLElement | null} */ (button)?.click();
}
