"""A class, live: the half of it that the browser and its Streamlit session have."""
