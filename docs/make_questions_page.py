"""Writes questions.md from the headers of the named questions: graph/queries/named/*.rq.

Run it after a change of a question: ``python docs/make_questions_page.py``, and then ``python docs/make_sessions.py``,
which runs the sessions; until then each keeps the output that it has. Tests hold the page against both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from stancegraph.queries.questions import LIMIT, Kind, Parameter, Question, questions

PAGE: Final = Path(__file__).resolve().parent / "questions.md"
GRAPH: Final = "stancegraph-demo/tutorial"
_SESSION: Final = re.compile(r"```console\n(.*?)```", re.DOTALL)
_COMMAND: Final = re.compile(r"^\$ .*", re.MULTILINE)

# How each question is asked in its section.
EXAMPLES: Final[Mapping[str, str]] = {
    "agreements": "between=arland,brin",
    "anonymous-only": "--known-by 2031-03",
    "author-voice": "--known-by 2031-02-10",
    "chain-length": "--known-by 2031-02-03",
    "conditional": "",
    "delegations": "",
    "disagreements": "between=arland,brin --at 2031-02-28",
    "evidence": "reading=wire-2031-08-04.enough",
    "how-known": "reading=wire-2031-08-04.settle",
    "latent-conflicts": "--at 2031-06-30",
    "mediators": "between=arland,brin",
    "needs-review": "",
    "off-story": "",
    "offers": "",
    "outlets": "--known-by 2031-03",
    "position-of": "actor=dovara on=closed-season --at 2031-04-30",
    "positions": "about=dam-inspections",
    "profile": "actor=esker",
    "quotes": "speaker='Zoë Brandt'",
    "report-conflicts": "",
    "self-contradictions": "",
    "speakers": "for=arland",
    "stances-under": "issue=grey-bank-herring",
    "surface-forms": "--known-by 2031-02-03",
    "third-parties": "process='Talks between Arland and Brin'",
    "threats": "",
    "ungraded": "",
    "unnamed-offices": "",
}

KINDS: Final[Mapping[Kind, str]] = {
    Kind.ACTOR: "actor",
    Kind.ACTORS: "actors, separated by commas",
    Kind.ISSUE: "issue",
    Kind.EVENT: "event",
    Kind.TARGET: "whatever a stance can be on",
    Kind.READING: "reading",
}

# What the columns hold; where a question means something else by one, its own header says so.
COLUMNS: Final[Mapping[str, str]] = {
    "about": "the issues that it is about",
    "act": "by which act: `demand`, `offer`, `refuse`, …",
    "actor": "an actor",
    "addressee": "to whom it is said",
    "alternativeTo": "other readings of the same words; only one of them can be right",
    "anonymous": "who in the chain has no name",
    "asserts": "what a claim says is so: an event, a participation, a tenure, …",
    "assertsNone": "what a claim says has not happened",
    "attributionType": "how it is worded: `direct-quote`, `indirect-speech`, `author-voice`, …",
    "basis": "why an annotator infers it",
    "between": "the parties",
    "capacity": "`heads`, `speaks-for` or `relays`",
    "certainty": "`certain`, `probable`, `possible` or `uncommitted`; nothing where the words do not say",
    "citedBy": "the outlets that cite it",
    "conclusion": "the conclusion of the rule; `explain` leads from it down to the words",
    "condition": "what it depends on: see [conditional](#conditional)",
    "conditional": "whether it depends on something",
    "counted": "whether it counts for the actor",
    "delegation": "a delegation",
    "derivedBy": "the rule that concludes it",
    "dispute": "what they disagree or agree about: a proposition with those that it excludes",
    "elided": "whether words in the middle are left out of the quote",
    "end": "where the words end in the text, in code points",
    "event": "in which process",
    "evidence": "the spans of text, or rows of tables, that it rests on: always there, always a list",
    "exact": "the words, character by character",
    "factuality": "`actual`, `prospective` or `hypothetical`",
    "file": "the file of a table",
    "flagged": "whether a reader has to say if it is one",
    "for": "for whom",
    "ground": "`stated` by a source, `inferred` by an annotator, or `derived` by a rule",
    "holder": "whose it is",
    "kind": "which kind of thing it is",
    "leader": "who leads it",
    "mediator": "who mediates",
    "needsReview": "whether an annotator wants a second look at it",
    "note": "what the annotator remarks",
    "of": "whose official, member or organ it is",
    "onBehalfOf": "in whose name, where that is worded",
    "openSet": "whether there are others whom the source does not name",
    "outlet": "an outlet",
    "over": "the propositions of a condition",
    "pair": "the two readings",
    "position": "the grade: `reject` `oppose` `lean-against` `neutral` `lean-for` `support` `insist`; of votes, `no` "
    "`abstain` `yes`",
    "post": "the post that entitles",
    "prefix": "the words before",
    "process": "a negotiation or a mediation",
    "published": "when its source came out: known from then on",
    "quantifier": "`all` or `any`",
    "quote": "the words that it rests on",
    "reading": "the stance or the claim",
    "readings": "the stances and claims that say so",
    "region": "the part of the text: headline, body, caption",
    "relevance": "`on-story` or `off-story`",
    "reply": "a reading that responds to it",
    "replyAct": "by which act",
    "replyHolder": "who replies",
    "report": "the step of the chain",
    "resolution": "what kind of words they are: `name`, `alias`, `metonym`, `office`, `pronoun`, `description`",
    "role": "in which role: `mediator`, `go-between`, …",
    "row": "the row of a table",
    "sharedFearOnly": "whether all that two agree on is that both are against one thing",
    "source": "where it was read",
    "speaker": "who said it",
    "start": "where the words begin in the text, in code points",
    "status": "`active`, `disputed`, `superseded`, `corrected` or `retracted` at the date",
    "step": "which step: 1 is the outlet that was read",
    "steps": "how many reports lie between the outlet and the origin",
    "suffix": "the words after",
    "surface": "the words that stand for the actor",
    "target": "what it is on",
    "utterance": "the occasion on which it was said",
    "value": "the grade as a number from −1 to 1; nothing is not 0",
    "why": "why not",
}

HEAD: Final = f"""\
# Questions

<!-- made by docs/make_questions_page.py from graph/queries/named/*.rq: change these, not this page -->

A named question is a SPARQL query with a header that says what it answers and what it cannot. `stancegraph ask --list`
lists them, `stancegraph ask NAME --show` shows one as the file that it is, and in Python it is
`graph.ask("position-of", actor="dovara", on="closed-season")`. The sessions below ask the graph of the
[tutorial](tutorial.md), which `make demo` builds.

## How to read an answer

```console
$ stancegraph ask {GRAPH} position-of actor=dovara on=closed-season
```

- **Rows.** Each row is one thing that a source states, an annotator infers or a rule concludes, and the numbers under
  *words* lead to the words that it rests on: source, first and last character, quote. *remarks* tells what is out of
  the ordinary: *inferred*, *possible*, *disputed*, *needs review*. A column in which no row has anything to tell is
  left out. Where columns are too narrow for words, each row is a list. Of more than {LIMIT} rows, {LIMIT} are shown.
- **Not stated.** No source says it. This is not *neutral*, which is a position that somebody takes in words, and not an
  unknown name, which is an error: the graph knows the actor, and nothing of the kind is said of it.
- **Refused.** The question has no answer at this date at all, and `reason` says why: no source had been published.
- **Missing.** What the answer leaves out: readings that have been superseded, corrected or retracted; readings of which
  the times do not decide whether they were said by then; sources that came out later; parts that no source tells.
- **Sources examined** are those that were published by the date, whether or not they say anything on the question.

```console
$ stancegraph ask {GRAPH} position-of actor=halmar on=dam-filled-2031
$ stancegraph ask {GRAPH} position-of actor=halmar on=strait-tolls --known-by 2031-01
```

## At a date

`--at D` asks for what was *held* at the end of D: said by then, and not yet superseded, corrected or retracted by
something else that was said by then. `--known-by D` asks for what could be *known*: only sources that had come out by
the end of D count. Both are the latest publication unless they are given, never today. A correction shows the
difference: Esker corrected on June 3 what had been reported of it in April.

```console
$ stancegraph ask {GRAPH} position-of actor=esker on=zone-established --at 2031-05-31
$ stancegraph ask {GRAPH} position-of actor=esker on=zone-established --at 2031-05-31 --known-by 2031-05-31
```

A date is EDTF or ISO 8601 (`2031-05-31`, `2031-05`, `2031`). Questions on what was said, such as `quotes`, tell of
readings that are no longer held too, with their status.

## Names

A parameter is `name=value`. A value is an id (`arland`), an id with its kind (`prop.tolls-halved`), a CURIE
(`actor:arland`), an IRI, or a label, alias or metonym (`"the Gazette"`, `Aldhaven`) that stands for one thing alone. A
reading may be named by its source and its id (`wire-2031-08-04.settle`). Where several actors are taken, commas
separate them. Who was merged into another entry is found under either name.

```console
$ stancegraph ask {GRAPH} stances-under issue=tolls
$ stancegraph ask {GRAPH} quotes speaker=Sweden
```

What there is to ask about, in SPARQL:

```console
$ stancegraph query {GRAPH} -q 'SELECT ?issue ?label {{ ?issue a sg:Issue ; skos:prefLabel ?label }} ORDER BY ?issue'
```

## Formats and evidence

`--format json` has every column, not only those of the table:
`{{"question", "parameters", "answer": "rows" | "not-stated" | "refused", "rows", "sources_examined", "missing"}}`, and
`"reason"` where it is refused. In a row a resource is its IRI, and its label has the same key with `Label`; words of
the vocabulary are local names (`direct-quote`). `evidence` lists the IRIs of the words; `stancegraph show DIR IRI`
shows one, and `stancegraph explain DIR READING` goes all the way down.

`--format csv` has the same columns, and says the rest on standard error. A text that a spreadsheet would run as a
formula begins with an apostrophe: take one off to have it back. `--format md` is the table for a report.

"""

SPARQL: Final = f"""\
## Your own question

Anything else is SPARQL, over the vocabulary on [its page](ontology.md). A question file is a good beginning:
`stancegraph ask positions --show > mine.rq`, change it, and `stancegraph query DIR mine.rq`. Start from the readings
and say what you want of them; this asks who blames whom, and with which words:

```console
$ stancegraph query {GRAPH} -q 'SELECT ?who ?whom ?words {{ ?stance sg:act sg:blame ; sg:holder/skos:prefLabel ?who ; \
sg:blames/skos:prefLabel ?whom ; sg:evidence/oa:hasSelector/oa:exact ?words }}'
```

Four things named questions do for you, and a query of your own must do itself:

- **What is no longer held.** A query sees superseded, corrected and retracted readings too. To leave them out:
  `MINUS {{ ?other sg:supersedes|sg:corrects|sg:retracts ?stance }}`.
- **Time.** `?stance sg:source/dcterms:issued ?published` is when it was known, and `?stance sg:expressedIn/sg:latest
  ?said` when it had been said.
- **What is not a fact.** A claim is `sg:factuality sg:actual`, `sg:prospective` or `sg:hypothetical`, and
  `sg:polarity sg:positive` or `sg:negative`. Ask for the ones that you mean.
- **Silence.** No row may mean that nobody said it, that the graph does not know the name, or that the query is wrong.

Values belong into bindings, not into the text: in Python
`graph.select("SELECT ?stance ?who {{ ?stance sg:holder ?who }}", bindings={{"who": NamedNode(…)}})`.
`stancegraph query --format csv` writes the exact values, as the standard says: open it in a spreadsheet with care.
"""


def render_page() -> str:
    """Return the page; sessions that it has keep their output."""
    sections = "\n".join(map(_section, questions().values()))
    page = f"{HEAD}{_overview()}\n{sections}\n{_glossary()}\n{SPARQL}"
    known = _outputs(PAGE.read_text(encoding="utf-8")) if PAGE.exists() else {}
    return _SESSION.sub(lambda match: known.get(_commands(match[1]), match[0]), page)


def _outputs(page: str) -> dict[tuple[str, ...], str]:
    """Return the sessions of a page by their commands."""
    return {_commands(session[1]): session[0] for session in _SESSION.finditer(page)}


def _commands(session: str) -> tuple[str, ...]:
    return tuple(_COMMAND.findall(session))


def _overview() -> str:
    rows = "".join(f"| [{one.name}](#{one.name}) | {_usage(one)} | {one.title} |\n" for one in questions().values())
    head = "| question | parameters | what it answers |\n|---|---|---|\n"
    return f"## The questions\n\nParameters in bold are required.\n\n{head}{rows}"


def _usage(question: Question) -> str:
    return " ".join(f"**{one.name}**" if one.required else one.name for one in question.parameters)


def _section(question: Question) -> str:
    arguments = EXAMPLES[question.name]
    command = " ".join(filter(None, ["$ stancegraph ask", GRAPH, question.name, arguments]))
    parts = [
        f"### {question.name}",
        f"*{question.title}.* {question.answers}",
        f"**Cannot answer:** {question.cannot}",
        _parameters(question.parameters),
        f"Columns: {', '.join(_columns(question))}.",
        f"```console\n{command}\n```",
    ]
    return "\n\n".join(filter(None, parts)) + "\n"


def _parameters(parameters: tuple[Parameter, ...]) -> str:
    rows = [
        f"| {f'**{one.name}**' if one.required else one.name} | {KINDS[one.kind]} | {one.meaning} |"
        for one in parameters
    ]
    return "\n".join(["| parameter | takes | meaning |", "|---|---|---|", *rows]) if rows else ""


def _columns(question: Question) -> Iterator[str]:
    for column in question.columns:
        yield f"`{column.name}`" + (f" ({column.meaning})" if column.meaning else "")


def _glossary() -> str:
    used = {column.name for question in questions().values() for column in question.columns}
    rows = "".join(f"| `{name}` | {meaning} |\n" for name, meaning in COLUMNS.items() if name in used)
    return f"## The columns\n\n| column | what it holds |\n|---|---|\n{rows}"


if __name__ == "__main__":
    PAGE.write_text(render_page(), encoding="utf-8")
