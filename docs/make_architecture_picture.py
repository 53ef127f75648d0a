"""Draws the layers of the code, and which imports which, from the code itself: architecture.svg.

Run it after a module has moved: ``python docs/make_architecture_picture.py``. A test holds the picture against it.
"""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "architecture.svg"
FOUNDATION = "foundation"
# Top to bottom, as docs/design/contract.md has them; modules directly in graph/ that are no layer are foundation.
LAYERS = (
    "cli", "api", "building", "render", "networks", "queries", "agreement", "curation", "rules", "store", "emit",
    "sources", "model", FOUNDATION,
)  # fmt: skip
WORDS = {
    "cli": "the verbs",
    "api": "StanceGraph, the facade",
    "building": "read → check → emit → load → conclude → publish",
    "render": "page, exports, tables on the terminal",
    "networks": "networkx graphs",
    "queries": "SPARQL door, named questions, explain",
    "agreement": "how far annotators agree",
    "curation": "changes of registry files",
    "rules": "conclusions, checks, shapes",
    "store": "the graph directory; queries in a process of their own",
    "emit": "the only writer of triples and columns",
    "sources": "readers: YAML, tables, dumps; quotes to spans",
    "model": "nodes, the registry",
    FOUNDATION: "errors, IRIs, times, vocabulary",
}
WIDTH, ROW, LEFT = 760, 46, 190
STYLE = (
    "text{font-family:sans-serif;font-size:14px;fill:#222}"
    ".n{font-weight:600}.w{fill:#555;font-size:12px}.s{fill:#777;font-size:11px}"
)


def layer_of(path: Path) -> str:
    """Return the layer of a module by where it lies."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    name = parts[0] if parts[0] == "cli" else parts[1]
    return name if name in LAYERS else FOUNDATION


def _modules() -> list[Path]:
    return sorted([*(ROOT / "graph").rglob("*.py"), *(ROOT / "cli").rglob("*.py")])


def imports() -> dict[str, dict[str, int]]:
    """Return how many modules of each layer import from each other layer."""
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for path in _modules():
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for target in {target for node in ast.walk(tree) for target in _targets(node, path)} - {layer_of(path)}:
            found[layer_of(path)][target] += 1
    return found


def _targets(node: ast.AST, path: Path) -> list[str]:
    """Return the layers that a relative import reaches."""
    if not isinstance(node, ast.ImportFrom) or not node.level:
        return []
    parts = path.relative_to(ROOT).parts
    package = ["graph", "cli"] if parts[0] == "cli" else list(parts[:-1])
    full = [*package[: len(package) - node.level + 1], *filter(None, (node.module or "").split("."))]
    names = [[*full, alias.name] for alias in node.names] if len(full) == 1 else [full]
    return [name[1] if name[1] in LAYERS else FOUNDATION for name in names]


def render_picture() -> str:
    """Return the picture as SVG."""
    found, modules = imports(), Counter(layer_of(path) for path in _modules())
    height = ROW * len(LAYERS) + 20
    rows = "".join(_row(number, layer, modules[layer]) for number, layer in enumerate(LAYERS))
    arcs = "".join(
        _arc(LAYERS.index(layer), LAYERS.index(target), count)
        for layer in LAYERS
        for target, count in sorted(found.get(layer, {}).items())
    )
    label = "Layers of the code; an arc runs from a layer to a lower one that it imports from"
    box = f'width="{WIDTH}" height="{height}" viewBox="0 0 {WIDTH} {height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} role="img" aria-label="{label}">\n<style>{STYLE}</style>\n'
        f'<rect width="100%" height="100%" fill="#fff"/>\n{arcs}{rows}</svg>\n'
    )


def _row(number: int, layer: str, modules: int) -> str:
    y, inside = 10 + number * ROW, WIDTH - 22
    count = f"{modules} module{'s' if modules > 1 else ''}"
    return (
        f'<rect x="{LEFT}" y="{y}" width="{WIDTH - LEFT - 10}" height="{ROW - 8}" rx="6" '
        f'fill="#eef3f8" stroke="#9db4c8"/>'
        f'<text class="n" x="{LEFT + 12}" y="{y + 24}">{layer}</text>'
        f'<text class="w" x="{LEFT + 110}" y="{y + 24}">{WORDS[layer]}</text>'
        f'<text class="s" x="{inside}" y="{y + 24}" text-anchor="end">{count}</text>\n'
    )


def _arc(start: int, end: int, count: int) -> str:
    first, last = (10 + number * ROW + (ROW - 8) / 2 for number in (start, end))
    reach = LEFT - 30 - 18 * abs(end - start)
    curve = f"M {LEFT} {first} C {reach} {first}, {reach} {last}, {LEFT} {last}"
    width = min(1 + count / 4, 4)
    return f'<path d="{curve}" fill="none" stroke="#c9a24a" stroke-opacity=".55" stroke-width="{width:g}"/>\n'


if __name__ == "__main__":
    PICTURE.write_text(render_picture(), encoding="utf-8")
