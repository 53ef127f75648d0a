"""The registry and the annotated sources that ship; no code."""
