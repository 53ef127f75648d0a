"""Stances as an RDF graph: who stands where on what, who says so, and in which words."""

__version__ = "0.1.0"
