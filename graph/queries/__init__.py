"""Queries layer: the SPARQL door, the named questions and explanations."""
