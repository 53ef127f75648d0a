"""Writes what is generated from the YAML form: the JSON Schemas that ship, and the field references in the docs.

Run it after a change of the form: ``python docs/make_form_pages.py``. A test holds what is there against it.
"""

from __future__ import annotations

import json
from pathlib import Path

from stancegraph.sources.form import FORMS, Field, sections_of
from stancegraph.sources.schema import json_schema
from stancegraph.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = {
    "document": "source",
    "registry-document": "registry",
    "mapping-document": "mapping",
    "adjudication-document": "adjudication",
    "recoding-document": "recoding",
}
PAGES = {
    "annotating.md": ("document", "registry-document"),
    "tables.md": ("mapping-document",),
    "reviewing.md": ("adjudication-document",),
    "registry.md": ("recoding-document",),
}
BEGIN, END = "<!-- fields: generated -->\n", "<!-- end of fields -->\n"


def render_schemas() -> dict[Path, str]:
    """Return the text of each schema file."""
    folder = ROOT / "data" / "schema"
    return {
        folder / f"{name}.schema.json": json.dumps(json_schema(form), indent=1, ensure_ascii=False) + "\n"
        for form, name in SCHEMAS.items()
    }


def render_pages() -> dict[Path, str]:
    """Return the text of each page with its field reference made anew."""
    return {ROOT / "docs" / name: _render_page(ROOT / "docs" / name, forms) for name, forms in PAGES.items()}


def _render_page(path: Path, forms: tuple[str, ...]) -> str:
    before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    sections = "\n".join(_section(name) for name in sections_of(*forms))
    return before + BEGIN + "\n" + sections + "\n" + END + rest.partition(END)[2]


def _section(name: str) -> str:
    rows = "".join(_row(known) for known in FORMS[name])
    return f"### {name}\n\n| field | values | meaning |\n|---|---|---|\n{rows}"


def _row(known: Field) -> str:
    kind, _, argument = known.kind.partition(":")
    values = _values(kind, argument)
    name = f"**{known.name}**" if known.required else known.name
    return f"| {name} | {values}{' …' if known.many else ''} | {known.doc} |\n"


def _values(kind: str, argument: str) -> str:
    if kind == "form":
        return f"[{argument}](#{argument})"
    if kind == "cell":
        return f"[cell](#cell): {_values(*argument.partition(':')[::2])}"
    if kind == "one-of":
        return " · ".join(f"`{word}`" for word in argument.split("|"))
    return _concepts(argument) if kind == "concept" else kind


def _concepts(field: str) -> str:
    known = vocabulary().properties.get(field)
    return " · ".join(f"`{notation}`" for notation in vocabulary().concepts_of(field)) if known else field


if __name__ == "__main__":
    for path, text in {**render_schemas(), **render_pages()}.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
