"""Care for the registry: merging, splitting and renaming entries, finding duplicates and matches. Layer: curation."""
