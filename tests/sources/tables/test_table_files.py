"""A table holds the same however it is written: delimiter, encoding, compression, Parquet, Excel."""

import gzip
import sys
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from stancegraph.errors import InvalidInput

if TYPE_CHECKING:
    from tests.sources.tables.conftest import Council


def test_a_byte_order_mark_and_another_delimiter(council: "Council") -> None:
    text = "\n".join([council.HEADER, *council.ROWS]).replace(",", ";")
    (council.folder / "votes.csv").write_text(text, encoding="utf-8-sig")
    problem = council.problems()[0]
    assert problem.code == "unknown-column"
    assert "delimiter: ';'" in problem.hint
    council.change("  file: votes.csv", '  file: votes.csv\n  delimiter: ";"')
    assert council.stances(council.read()) == council.EXPECTED


def test_other_encodings(council: "Council") -> None:
    rows = "\n".join([council.HEADER, *council.ROWS, "Zölle,Arland,no,2031-03-02"])
    (council.folder / "votes.csv").write_text(rows, encoding="latin-1")
    problem = council.only_problem()
    assert (problem.code, problem.line) == ("not-utf8", 5)
    council.change("  file: votes.csv", "  file: votes.csv\n  encoding: latin-1")
    assert council.read().names[3] == "stance:council-votes.clerk.zolle-arland"
    council.change("latin-1", "latin-99")
    assert (council.only_problem().code, council.only_problem().line) == ("wrong-value", 4)


def test_na_is_a_code_like_any_other(council: "Council") -> None:
    council.rows("tolls,NA,no,2031-03-02", "tolls,NO,yes,2031-03-02")
    council.change('holder: "{state}"', 'holder: {text: "{state}", by: code}')
    assert list(council.read().columns["holder"]) == ["actor:namibia", "actor:norway"]
    council.rows("tolls,NX,no,2031-03-02")
    assert council.problems()[0].code == "unknown-actor"
    council.rows("tolls,QA,no,2031-03-02")
    assert council.problems()[0].code == "ambiguous-name"


def test_texts_that_mean_empty_are_named(council: "Council") -> None:
    council.rows("tolls,Arland,n/a,2031-03-02", "tolls,Brin,,2031-03-02")
    assert [one.line for one in council.problems() if one.code == "unknown-code"] == [2]
    council.change("  file: votes.csv", '  file: votes.csv\n  empty: ["n/a"]')
    assert list(council.read().columns["position"]) == [None, None]


def test_lines_are_those_of_the_file(council: "Council") -> None:
    council.rows('"a\nmotion, on\ntwo lines",Arland,no,2031-03-02', "", "ports,Atlantis,no,2031-03-02")
    problem = council.only_problem()
    assert (problem.file, problem.line, problem.code) == (str(council.folder / "votes.csv"), 6, "unknown-actor")


def typed(council: "Council", kind: str) -> None:
    """Write the votes as a typed table: numbers are numbers, dates are dates."""
    rows = [row.split(",") for row in council.ROWS]
    if kind == "parquet":
        columns: dict[str, Sequence[object]] = dict(
            zip(council.HEADER.split(","), zip(*rows, strict=True), strict=True)
        )
        columns |= {"day": [date.fromisoformat(str(day)) for day in columns["day"]], "score": [1.0, 2.0, 3.5]}
        pq.write_table(
            pa.table({name: list(values) for name, values in columns.items()}), council.folder / "votes.parquet"
        )
    else:
        write_excel(council.folder / "votes.xlsx", [council.HEADER.split(","), *rows])
    (council.folder / "votes.csv").unlink()
    council.change("votes.csv", f"votes.{kind}")


def write_excel(path: Path, rows: Sequence[Sequence[str]]) -> None:
    """Write the least that an Excel file can be; days are numbers with the style of a date."""
    cells = "".join(f"<row>{''.join(map(excel_cell, row))}</row>" for row in rows)
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets>'
        '<sheet name="Votes" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet {main}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        "xl/worksheets/sheet1.xml": f"<worksheet {main}><sheetData>{cells}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, '<?xml version="1.0"?>' + text)


def excel_cell(text: str) -> str:
    """Return a cell: a day as the number of days since the last one of 1899."""
    try:
        return f'<c s="1"><v>{(date.fromisoformat(text) - date(1899, 12, 30)).days}</v></c>'
    except ValueError:
        return f'<c t="inlineStr"><is><t>{escape(text)}</t></is></c>'


@pytest.mark.parametrize("kind", ["parquet", "xlsx"])
def test_typed_tables_hold_the_same(council: "Council", kind: str) -> None:
    if kind == "xlsx":
        pytest.importorskip("python_calamine")
    before = council.read()
    typed(council, kind)
    after = council.read()
    assert council.stances(after) == council.stances(before)
    assert list(after.locator_columns["row"]) == list(before.locator_columns["row"])


def test_excel_needs_its_extra(council: "Council", monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    typed(council, "xlsx")
    with pytest.raises(ImportError, match=r"needs the extra 'excel'\n  hint: pip install 'stancegraph\[excel\]'"):
        council.problems()


def test_a_sheet_that_is_not_there(council: "Council") -> None:
    pytest.importorskip("python_calamine")
    typed(council, "xlsx")
    council.change("  file: votes.xlsx", "  file: votes.xlsx\n  sheet: Motions")
    assert council.only_problem().hint == "its sheets are: Votes"


def test_compressed_tables_are_found_and_read(council: "Council") -> None:
    path = council.folder / "votes.csv"
    (council.folder / "votes.csv.gz").write_bytes(gzip.compress(path.read_bytes()))
    path.unlink()
    assert council.stances(council.read()) == council.EXPECTED
    (council.folder / "votes.csv.gz").write_bytes(b"no gzip")
    assert council.only_problem().code == "table-format"


@pytest.mark.parametrize(
    ("content", "line", "said"),
    [
        (b"", 0, "is empty"),
        (b'motion,state,cast,day\ntolls,Arland,no,2031-03-02\n"tolls,Brin,no,2031', 3, "not CSV"),
        (b'motion,state,cast,day\n"tolls"s,Arland,no,2031-03-02\n', 2, "not CSV"),
    ],
    ids=["empty", "unclosed", "after-quotes"],
)
def test_what_is_no_table(council: "Council", content: bytes, line: int, said: str) -> None:
    (council.folder / "votes.csv").write_bytes(content)
    problem = council.only_problem()
    assert (problem.code, problem.line) == ("table-format", line)
    assert said in problem.message
    with pytest.raises(InvalidInput) as raised:
        council.graph()
    assert raised.value.exit_code == 3


def test_utf_16_has_a_byte_order_mark_too(council: "Council") -> None:
    text = "\n".join([council.HEADER, *council.ROWS])
    (council.folder / "votes.csv").write_text(text, encoding="utf-16")
    council.change("  file: votes.csv", "  file: votes.csv\n  encoding: utf-16")
    assert council.stances(council.read()) == council.EXPECTED
    (council.folder / "votes.csv").write_bytes(b"a")
    assert council.only_problem().code == "not-utf8"


def test_many_blank_lines_end_nothing(council: "Council") -> None:
    council.rows(council.ROWS[0], *[""] * 40_000, *council.ROWS[1:])
    assert council.stances(council.read()) == council.EXPECTED


def test_columns_of_bytes_and_lists_are_refused(council: "Council") -> None:
    council.change("votes.csv", "votes.parquet")
    (council.folder / "votes.csv").unlink()
    for values in ([b"tolls"], [["tolls"]]):
        columns = {"motion": values, "state": ["Brin"], "cast": ["no"], "day": ["2031-03-02"]}
        pq.write_table(pa.table(columns), council.folder / "votes.parquet")
        assert "the column 'motion' is of the type" in council.only_problem().message
    (council.folder / "votes.parquet").write_bytes(b"no parquet")
    assert council.only_problem().code == "table-format"


def test_a_column_that_stands_twice(council: "Council") -> None:
    council.rows("a,b,Brin,no,2031-03-02", header="motion,motion,state,cast,day")
    assert council.only_problem().code == "duplicate-column"
