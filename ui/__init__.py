"""Floor 2: controls, figures, the number grid and the stage (Streamlit, Plotly, Pillow)."""
