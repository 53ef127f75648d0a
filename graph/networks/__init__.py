"""Networks layer: the graphs that networkx users receive."""
