"""Render layer: the page, the exports and the tables of the terminal."""
