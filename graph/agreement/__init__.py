"""How far annotators agree: measures, and which readings of two annotators are the same. Layer: agreement."""
