"""The page in the visitor's language, as far as Streamlit knows English only."""
