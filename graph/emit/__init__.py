"""Emit layer: records to Turtle lines and columns, the only writer of triples."""
