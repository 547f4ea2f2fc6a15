/** Up to this width Streamlit lays the side bar over the page. */
const OVERLAID = "(max-width: 768px)";

/**
 * A page that has just been chosen wants to be seen: the side bar is closed where it covers the page, and
 * of the pages' tabs the one of this page stands in sight.
 */
export function uncover() {
  const tabs = document.querySelector(".st-key-tabs");
  const tab = tabs?.querySelector(".st-key-tab_here");
  if (tab) tabs.scrollLeft += tab.getBoundingClientRect().right - tabs.getBoundingClientRect().right;
  if (!matchMedia(OVERLAID).matches) return;
  const button = document.querySelector('[data-testid="stSidebarCollapseButton"] [aria-expanded="true"]');
  /** @type {HTMLElement | null} */ (button)?.click();
}
