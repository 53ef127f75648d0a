"""Rules layer: runs the rule and check files of the ontology, and its shapes."""
