"""The model: nodes, the registry of actors and issues. Layer: model."""
