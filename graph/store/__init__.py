"""The graph directory: versions, lock, atomic publishing, manifest; queries in a killable process. Layer: store."""
