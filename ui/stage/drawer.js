/** Up to this width Streamlit lays the side bar over the page. */
const OVERLAID = "(max-width: 768px)";
/** Frames that Streamlit may take to fetch what draws the tabs. */
const PATIENCE = 300;

/**
 * A page that has just been chosen wants to be seen: the side bar is closed where it covers the page, and
 * of the pages' tabs the one of this page stands in sight.
 */
export function uncover() {
  bringIntoSight(PATIENCE);
  if (!matchMedia(OVERLAID).matches) return;
  const button = document.querySelector('[data-testid="stSidebarCollapseButton"] [aria-expanded="true"]');
  /** @type {HTMLElement | null} */ (button)?.click();
}

/** The tab of this page, once all tabs have their widths. @param {number} left frames to wait for them */
function bringIntoSight(left) {
  const tabs = document.querySelector(".st-key-tabs");
  const tab = tabs?.querySelector(".st-key-tab_here");
  if (tab && [...tabs.children].every((one) => one.querySelector("a")))
    tabs.scrollLeft += tab.getBoundingClientRect().right - tabs.getBoundingClientRect().right;
  else if (left > 0) requestAnimationFrame(() => bringIntoSight(left - 1));
}
