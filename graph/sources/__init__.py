"""Sources layer: readers that turn annotated files, registries, tables and dumps into records."""
