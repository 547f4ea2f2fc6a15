"""A printed page: what is said and shown, without what only a screen can use."""

_STYLE = """
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stExpandSidebarButton"], .st-key-try, [data-testid="stToast"],
  [data-testid="stExpander"]:not(:has(details[open])),
  [data-testid="stMain"] :is([data-testid="stButton"], [data-testid="stDownloadButton"]) {
    display: none !important;
  }
  /* Streamlit scrolls within a box of one screen, and paper cuts it there */
  .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"], .stMain {
    position: static !important; overflow: visible !important; height: auto !important;
  }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none !important; }
  :is(.st-key-stage, .st-key-viewer) { break-inside: avoid; }
  * { print-color-adjust: exact; }
}
"""

STYLE = f"<style>{_STYLE}</style>"
