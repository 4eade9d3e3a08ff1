"""The evidence report: where every page's text comes from and how sure it is, as one file to be kept.

HTML that needs nothing else, made to be read on a screen and printed on A4. Pages that need a person's eye
come first. See docs/formats/report.md and docs/decisions/0036.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from html import escape

from transcritor_gui import __version__
from transcritor_gui.export.characters import one_line
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, Exporter, ExportOptions
from transcritor_gui.export.report.facts import ReportedPage, ReportFacts, report_facts
from transcritor_gui.export.report.words import (
    asked_words,
    page_source_words,
    remarks,
    seconds_words,
    yes_or_no,
)
from transcritor_gui.export.selection import selected
from transcritor_gui.i18n import current_language, number, tr
from transcritor_gui.job_words import confidence_words, source_words
from transcritor_gui.language_names import languages_words
from transcritor_gui.model import DocumentFacts, PageSource, Transcript, TranscriptionOptions, options_of

__all__ = ["ReportExporter"]

_STYLE = """\
:root { color-scheme: light dark; --line: #8886; }
body { font: 15px/1.45 system-ui, sans-serif; max-width: 64em; margin: 2em auto; padding: 0 1.5em; }
h1 { font-size: 1.7em; margin: 0 0 .2em; }
h2 { font-size: 1.2em; margin: 2em 0 .5em; }
p { margin: .4em 0; }
.quiet, .facts th { opacity: .7; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: start; vertical-align: top; padding: .3em .8em .3em 0; }
th, td { border-bottom: 1px solid var(--line); }
th { font-weight: 600; }
.facts th { width: 15em; font-weight: normal; }
.number { text-align: end; white-space: nowrap; width: 1%; }
td code { overflow-wrap: anywhere; }
.look td:first-child { border-inline-start: 4px solid #c60; padding-inline-start: .6em; }
.sums { display: grid; grid-template-columns: repeat(5, 1fr); gap: .8em; margin: 1em 0; }
.sums div { border: 1px solid var(--line); border-radius: 6px; padding: .6em .8em; }
.sums b { display: block; font-size: 1.5em; font-weight: 600; }
@page { size: A4; margin: 15mm; }
@media print {
  :root { color-scheme: light; }
  body { font-size: 9.5pt; max-width: none; margin: 0; padding: 0; }
  h2 { break-after: avoid; }
  tr, .sums { break-inside: avoid; }
  thead { display: table-header-group; }
  a { color: inherit; text-decoration: none; }
}
"""


class ReportExporter(Exporter):
    format = "report"
    suffix = ".report.html"
    media_type = "text/html; charset=utf-8"

    def label(self) -> str:
        return tr("Evidence report")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        part = selected(transcript, options, is_running_text=False)
        facts = report_facts(part)
        for piece in _pieces(part.document, part.options, facts):
            yield piece.encode()


def _pieces(document: DocumentFacts, options: TranscriptionOptions, facts: ReportFacts) -> Iterator[str]:
    name = _text(document.name)
    yield (
        "<!DOCTYPE html>\n"
        f'<html lang="{current_language().replace("_", "-")}">\n<head>\n'
        '<meta charset="utf-8"/>\n<meta name="viewport" content="width=device-width"/>\n'
        f"<title>{_text(tr('Evidence report'))}: {name}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f'<h1>{_text(tr("Evidence report"))}</h1>\n<p class="quiet"><bdi>{name}</bdi></p>\n'
    )
    yield _sums(facts)
    yield _attention(facts)
    yield f"<h2>{_text(tr('The file'))}</h2>\n{_facts_table(_file_rows(document, facts))}"
    yield f"<h2>{_text(tr('How it was read'))}</h2>\n{_facts_table(_settings_rows(options, facts))}"
    yield from _corrections(facts)
    yield from _conferrals(facts)
    yield from _page_table(facts)
    yield "</body>\n</html>\n"


def _sums(facts: ReportFacts) -> str:
    sums = [
        (number(len(facts.pages)), tr("pages in this report")),
        (number(len(facts.to_look_at())), tr("to be looked at")),
        *((number(facts.of_source(source)), source_words(source)) for source in PageSource),
        (number(facts.failed), tr("failed")),
        (number(facts.words), tr("words")),
        (number(facts.doubtful), tr("doubtful words")),
        (number(facts.corrected), tr("corrections")),
        (number(len(facts.conferred)), tr("compared with the original")),
    ]
    cells = "".join(f"<div><b>{_text(figure)}</b>{_text(words)}</div>\n" for figure, words in sums)
    return f'<div class="sums">\n{cells}</div>\n'


def _attention(facts: ReportFacts) -> str:
    pages = facts.to_look_at()
    text = f"<h2>{_text(tr('Pages that need a person’s eye'))}</h2>\n"
    if pages:
        rows = "".join(
            f'<tr><td class="number">{_link(page)}</td><td>{_lines(remarks(page))}</td></tr>\n'
            for page in pages
        )
        head = _head((tr("Page"), "number"), (tr("Why"), ""))
        text += f'<table class="look">\n{head}<tbody>\n{rows}</tbody></table>\n'
    else:
        text += f"<p>{_text(tr('None.'))}</p>\n"
    doubts = facts.with_doubts()
    if doubts:
        links = ", ".join(f"{_link(page)} ({number(page.doubtful)})" for page in doubts)
        text += f"<p>{_text(tr('Other pages with doubtful words, and how many:'))} {links}</p>\n"
    return text


def _file_rows(document: DocumentFacts, facts: ReportFacts) -> list[tuple[str, str]]:
    rows = [
        (tr("Name"), f"<bdi>{_text(document.name)}</bdi>"),
        ("SHA-256", f"<code>{_text(document.sha256)}</code>"),
        (tr("Size"), _text(tr("{count} bytes", count=number(document.size_bytes)))),
        (tr("Pages of the document"), _text(number(document.page_count))),
        (tr("Pages in this report"), _text(number(len(facts.pages)))),
        (tr("Locked with a password"), _text(yes_or_no(is_so=document.encrypted))),
    ]
    if document.repaired:
        rows.append((tr("State"), _text(tr("damaged; repaired in memory, the file itself was not changed"))))
    if document.tags:
        rows.append((tr("Tags"), _text(", ".join(document.tags))))
    if document.note:
        rows.append((tr("Note"), _text(document.note)))
    return rows


def _settings_rows(options: TranscriptionOptions, facts: ReportFacts) -> list[tuple[str, str]]:
    asked = (
        (option.label(), _text(asked_words(option, getattr(options, option.name))))
        for option in options_of(type(options))
    )
    return [
        (tr("Program"), _text(f"Transcritor {__version__}")),
        *asked,
        (tr("Languages found"), _text(", ".join(map(languages_words, facts.languages)) or "–")),
        (tr("What recognised the pages"), _text(", ".join(facts.engines) or "–")),
        (tr("Mean confidence"), _text(confidence_words(facts.confidence) or "–")),
        (tr("Time, all pages together"), _text(seconds_words(facts.seconds))),
    ]


def _corrections(facts: ReportFacts) -> Iterator[str]:
    if not facts.corrected:
        return
    yield f"<h2>{_text(tr('What was corrected'))}</h2>\n<table>\n"
    yield (
        _head(
            (tr("Page"), "number"), (tr("Read"), ""), (tr("Corrected to"), ""), (tr("By whom and when"), "")
        )
        + "<tbody>\n"
    )
    for page in facts.pages:
        for correction in page.corrections:
            read = "–" if correction.read is None else _text(correction.read)
            yield (
                f'<tr><td class="number">{_link(page)}</td><td dir="auto">{read}</td>'
                f'<td dir="auto">{_text(correction.corrected) or "–"}</td>'
                f"<td>{_text(_who_and_when(correction.made_by, correction.made_at)) or '–'}</td></tr>\n"
            )
    yield "</tbody></table>\n"


def _conferrals(facts: ReportFacts) -> Iterator[str]:
    """Which pages a person compared with the original, gathered by who did so on which day."""
    if not facts.conferred:
        return
    yield f"<h2>{_text(tr('Compared with the original'))}</h2>\n<table>\n"
    yield _head((tr("Pages"), ""), (tr("By whom and when"), "")) + "<tbody>\n"
    gathered: dict[str, list[ReportedPage]] = {}
    for page in facts.conferred:
        if page.conferral is not None:
            who = _who_and_when(page.conferral.made_by, page.conferral.made_at)
            gathered.setdefault(who, []).append(page)
    for who, pages in gathered.items():
        yield f"<tr><td>{', '.join(map(_link, pages))}</td><td>{_text(who)}</td></tr>\n"
    yield "</tbody></table>\n"


def _who_and_when(who: str, when: datetime | None) -> str:
    """'Ana, 2026-05-04 13:58 UTC'; what is not known is left out."""
    moment = "" if when is None else f"{when.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    return ", ".join(part for part in (who, moment) if part)


def _page_table(facts: ReportFacts) -> Iterator[str]:
    yield f"<h2>{_text(tr('Every page'))}</h2>\n<table>\n"
    yield _head(
        (tr("Page"), "number"),
        (tr("Source"), ""),
        (tr("Confidence"), "number"),
        (tr("Language"), ""),
        (tr("Words"), "number"),
        (tr("Doubtful"), "number"),
        (tr("Corrected"), "number"),
        (tr("Time"), "number"),
        (tr("Recognised by"), ""),
        (tr("Remarks"), ""),
    )
    yield "<tbody>\n"
    for page in facts.pages:
        yield _page_row(page)
    yield "</tbody></table>\n"


def _page_row(page: ReportedPage) -> str:
    language = _text(languages_words(page.language))
    if page.language_reason:
        language += f'<br/><span class="quiet">{_text(page.language_reason)}</span>'
    cells = (
        ("number", _text(str(page.number))),
        ("", _text(page_source_words(page))),
        ("number", _text(confidence_words(page.confidence))),
        ("", language),
        ("number", _text(number(page.words))),
        ("number", _text(number(page.doubtful))),
        ("number", _text(number(len(page.corrections)))),
        ("number", _text(seconds_words(page.seconds))),
        ("", _text(page.engine)),
        ("", _lines(remarks(page))),
    )
    filled = "".join(f"<td{_class(kind)}>{cell}</td>" for kind, cell in cells)
    return f'<tr id="page-{page.number}"{_class("look" if page.needs_attention else "")}>{filled}</tr>\n'


def _facts_table(rows: Iterable[tuple[str, str]]) -> str:
    """Rows of a name and its value, which is HTML already."""
    filled = "".join(f'<tr><th scope="row">{_text(name)}</th><td>{value}</td></tr>\n' for name, value in rows)
    return f'<table class="facts"><tbody>\n{filled}</tbody></table>\n'


def _head(*columns: tuple[str, str]) -> str:
    cells = "".join(f'<th scope="col"{_class(kind)}>{_text(name)}</th>' for name, kind in columns)
    return f"<thead><tr>{cells}</tr></thead>\n"


def _class(name: str) -> str:
    return f' class="{name}"' if name else ""


def _link(page: ReportedPage) -> str:
    return f'<a href="#page-{page.number}">{page.number}</a>'


def _lines(sentences: Sequence[str]) -> str:
    return "<br/>".join(_text(sentence) for sentence in sentences)


def _text(text: str) -> str:
    """Text from wherever, as HTML."""
    return escape(one_line(text))
