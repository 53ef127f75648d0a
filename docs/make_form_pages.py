"""Writes what is generated from the YAML form: the JSON Schemas that ship, and the field reference in annotating.md.

Run it after a change of the form: ``python docs/make_form_pages.py``. A test holds what is there against it.
"""

from __future__ import annotations

import json
from pathlib import Path

from stancegraph.sources.form import FORMS, Field
from stancegraph.sources.schema import json_schema
from stancegraph.vocabulary import vocabulary

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = {"document": "source", "registry-document": "registry"}
BEGIN, END = "<!-- fields: generated -->\n", "<!-- end of fields -->\n"


def render_schemas() -> dict[Path, str]:
    """Return the text of each schema file."""
    folder = ROOT / "data" / "schema"
    return {
        folder / f"{name}.schema.json": json.dumps(json_schema(form), indent=1, ensure_ascii=False) + "\n"
        for form, name in SCHEMAS.items()
    }


def render_page() -> str:
    """Return annotating.md with its field reference made anew."""
    page = (ROOT / "docs" / "annotating.md").read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    return before + BEGIN + "\n" + "\n".join(_section(name) for name in FORMS) + "\n" + END + rest.partition(END)[2]


def _section(name: str) -> str:
    rows = "".join(_row(known) for known in FORMS[name])
    return f"### {name}\n\n| field | values | meaning |\n|---|---|---|\n{rows}"


def _row(known: Field) -> str:
    kind, _, argument = known.kind.partition(":")
    values = {"form": f"[{argument}](#{argument})", "concept": _concepts(argument)}.get(kind, kind)
    name = f"**{known.name}**" if known.required else known.name
    return f"| {name} | {values}{' …' if known.many else ''} | {known.doc} |\n"


def _concepts(field: str) -> str:
    known = vocabulary().properties.get(field)
    return " · ".join(f"`{notation}`" for notation in vocabulary().concepts_of(field)) if known else field


if __name__ == "__main__":
    for path, text in {**render_schemas(), ROOT / "docs" / "annotating.md": render_page()}.items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
