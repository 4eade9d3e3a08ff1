"""HTML: one file that needs nothing else, a section a page. See docs/formats/html.md."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from transcritor_gui.export.characters import one_line
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, ExportChoice, Exporter, ExportOptions
from transcritor_gui.export.formats.html_body import STYLE, page_anchor, page_label, parts_html
from transcritor_gui.export.language_tags import language_tag
from transcritor_gui.export.reading.outline import outline
from transcritor_gui.export.reading.page_joints import read_pages
from transcritor_gui.export.selection import selected
from transcritor_gui.i18n import tr
from transcritor_gui.model import Transcript

__all__ = ["HtmlExporter"]

_SCREEN_STYLE = """\
:root { color-scheme: light dark; }
body { max-width: 45em; margin: 2em auto; padding: 0 1em; font-family: system-ui, sans-serif; }
@media print { section { break-after: page; } section > .page { display: none; } }
"""


class HtmlExporter(Exporter):
    format = "html"
    suffix = ".html"
    media_type = "text/html; charset=utf-8"
    choices = frozenset({ExportChoice.LINES, ExportChoice.RUNNING_LINES, ExportChoice.ALL_IN_ONE})

    def label(self) -> str:
        return tr("Web page (HTML)")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        part = selected(transcript, options)
        code = language_tag(part.languages)
        language = f' lang="{code}"' if code else ""
        yield (
            "<!DOCTYPE html>\n"
            f"<html{language}>\n<head>\n"
            '<meta charset="utf-8"/>\n'
            '<meta name="viewport" content="width=device-width"/>\n'
            f"<title>{escape(one_line(part.document.name))}</title>\n"
            f"<style>\n{_SCREEN_STYLE}{STYLE}</style>\n</head>\n<body>\n"
        ).encode()
        flowing = options.flowing is not False
        for read in read_pages(part.pages, flowing=flowing):
            if read.is_used_up:
                continue
            parts = list(outline(read.page, flowing=flowing, joints=read.joints))
            label = escape(page_label(read.page))
            anchor = f' id="{page_anchor(read.page)}"' if read.begins_on is None else ""
            yield (
                f'<section{anchor} aria-label="{label}">\n'
                f'<p class="page">{label}</p>\n'
                f"{''.join(parts_html(parts))}</section>\n"
            ).encode()
        yield b"</body>\n</html>\n"
