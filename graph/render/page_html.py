"""Text into HTML and JSON so that it stays text, scripts and styles under a policy of hashes. Layer: render."""

from __future__ import annotations

import html
import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.resources import files
from typing import Any

# In HTML no reference stands for these: they become the sign for what cannot be shown. JSON carries them.
UNWRITABLE = re.compile("[\x00\ud800-\udfff]")
BREAKOUTS = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}
MODULES = ("dom", "store", "filter", "theme", "network", "panel", "table", "controls", "main")


def escape(text: str) -> str:
    r"""Return text as HTML, for elements and for attributes in double quotes.

    >>> escape('<b title="x">\r')
    '&lt;b title=&quot;x&quot;&gt;&#13;'
    """
    return html.escape(UNWRITABLE.sub("�", text)).replace("\r", "&#13;")


def element(tag: str, content: str = "", **attributes: str | None) -> str:
    """Return an element around content that is HTML already; a value of None leaves an attribute out.

    >>> element("td", escape("a < b"), class_="quote", data_label="Quote", lang=None)
    '<td class="quote" data-label="Quote">a &lt; b</td>'
    """
    given = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items() if value is not None}
    written = "".join(f' {name}="{escape(value)}"' for name, value in given.items())
    return f"<{tag}{written}>{content}</{tag}>"


def isolated(text: str) -> str:
    """Return text of a source as HTML whose direction does not spill over into what stands beside it."""
    return element("bdi", escape(text))


def to_json(value: Any) -> str:
    r"""Return JSON that can stand inside a script element.

    >>> print(to_json("</script><!--"))
    "\u003c/script\u003e\u003c!--"
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).translate(BREAKOUTS)
    return UNWRITABLE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def slim(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record without what is empty; None, "", () and False say nothing, 0 does.

    >>> slim({"value": 0.0, "act": None, "chain": ()})
    {'value': 0.0}
    """
    return {
        name: value for name, value in record.items() if not (value is None or value is False or value in ("", (), []))
    }


def policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Return a Content-Security-Policy that allows these inline scripts and styles, and nothing else whatever."""

    def hashes(texts: Sequence[str]) -> str:
        return " ".join(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in texts)

    rules = [
        "default-src 'none'",
        f"script-src {hashes(scripts)}",
        f"style-src {hashes(styles)}",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
    ]
    return "; ".join(rules)


def read_part(name: str) -> str:
    """Return a file of the page, lines ended as the browser ends them when it computes hashes."""
    return (files("stancegraph.render") / "page" / name).read_text(encoding="utf-8").replace("\r\n", "\n")


def page_script() -> str:
    """Return our modules as one script: each name is defined once, so imports and exports fall away.

    >>> "import " in page_script() or "export " in page_script()
    False
    """
    modules = (re.sub(r"^import .*\n", "", read_part(f"{name}.js"), flags=re.MULTILINE) for name in MODULES)
    joined = "\n".join(re.sub(r"^export ", "", module, flags=re.MULTILINE) for module in modules)
    return f'"use strict";\n(() => {{\n{joined}}})();\n'


def library_script() -> str:
    """Return vis-network as pyvis ships it, without the hint at a source map that a debugger would fetch."""
    text = (files("pyvis") / "lib" / "vis-9.1.2" / "vis-network.min.js").read_text(encoding="utf-8")
    return re.sub(r"^//# sourceMappingURL=.*\n?", "", text, flags=re.MULTILINE).replace("\r\n", "\n")


def spoken(name: str) -> str:
    """Return a word of a vocabulary as people write it.

    >>> spoken("lean-against")
    'lean against'
    """
    return name.replace("-", " ")
