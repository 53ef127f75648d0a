"""Store layer: the graph directory with its versions, lock and manifest, and the query worker."""
