"""The vocabulary, shapes, rules and alignments, as RDF files; no code."""
