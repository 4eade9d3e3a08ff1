"""EPUB 3: a book for readers, with its headings as contents and the pages of the PDF as its pages.

The text is that of HTML; what is added are the files that the standard asks for (EPUB 3.3, Open Container
Format). See docs/formats/epub.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import islice
from uuid import NAMESPACE_URL, uuid5

from transcritor_gui.document_kinds import document_stem
from transcritor_gui.export.characters import one_line
from transcritor_gui.export.exporter import DEFAULT_OPTIONS, ExportChoice, Exporter, ExportOptions
from transcritor_gui.export.formats.archive import packed
from transcritor_gui.export.formats.html_body import STYLE, page_anchor, page_label, parts_html
from transcritor_gui.export.language_tags import language_tag
from transcritor_gui.export.reading.flow import text_of
from transcritor_gui.export.reading.outline import Heading, outline
from transcritor_gui.export.reading.page_joints import ReadPage, read_pages
from transcritor_gui.export.selection import selected
from transcritor_gui.i18n import tr
from transcritor_gui.model import Transcript

__all__ = ["EpubExporter"]

_PAGES_A_FILE = 20
"""Readers lay out a whole file at a time; this keeps one near 60 kB."""
_UNKNOWN_LANGUAGE = "und"
_MODIFIED = "2000-01-01T00:00:00Z"
"""The standard demands a time; a real one would make every file another."""

_CONTAINER = b"""\
<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


class EpubExporter(Exporter):
    format = "epub"
    suffix = ".epub"
    media_type = "application/epub+zip"
    is_text = False
    choices = frozenset({ExportChoice.LINES, ExportChoice.RUNNING_LINES, ExportChoice.ALL_IN_ONE})

    def label(self) -> str:
        return tr("E-book (EPUB)")

    def chunks(self, transcript: Transcript, options: ExportOptions = DEFAULT_OPTIONS) -> Iterator[bytes]:
        yield packed(_entries(selected(transcript, options), options), stored=frozenset({"mimetype"}))


def _entries(transcript: Transcript, options: ExportOptions) -> Iterator[tuple[str, bytes]]:
    """The files of the book; `mimetype` comes first, as the container format wants it."""
    pages = transcript.pages
    file_count = -(-len(pages) // _PAGES_A_FILE)
    names = [f"text-{number:04}.xhtml" for number in range(1, file_count + 1)]
    code = language_tag(transcript.languages)
    language = code if code else _UNKNOWN_LANGUAGE
    title = document_stem(one_line(transcript.document.name)).strip() or tr("Transcript")
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER
    yield "book/content.opf", _package(transcript, names, title=title, language=language).encode()
    yield "book/style.css", STYLE.encode()
    contents: list[tuple[str, str]] = []
    first_pages: list[tuple[str, str]] = []
    targets: dict[int, str] = {}  # where each page begins, by its index
    flowing = options.flowing is not False
    reads = read_pages(pages, flowing=flowing)
    for name in names:
        sections: list[str] = []
        for read in islice(reads, _PAGES_A_FILE):
            page = read.page
            if not sections:
                first_pages.append((name, page_label(page)))
            home = name if read.begins_on is None else targets[read.begins_on].split("#", 1)[0]
            targets[page.page_index] = f"{home}#{page_anchor(page)}"
            text, heading = _section(read, flowing=flowing)
            sections.append(text)
            if heading:
                contents.append((targets[page.page_index], heading))
        body = "".join(sections)
        yield f"book/{name}", _xhtml(body, title=title, language=language).encode()
    if not contents:
        contents = first_pages
    page_list = [(target, str(page_index + 1)) for page_index, target in targets.items()]
    navigation = (
        f'<nav epub:type="toc" id="toc"><h1>{escape(tr("Contents"))}</h1>{_links(contents)}</nav>\n'
        f'<nav epub:type="page-list" hidden="hidden">{_links(page_list)}</nav>\n'
    )
    yield "book/contents.xhtml", _xhtml(navigation, title=title, language=language).encode()


def _section(read: ReadPage, *, flowing: bool) -> tuple[str, str]:
    """The page as a section, and its first heading of the two upper levels; '' for none."""
    if read.is_used_up:
        return "", ""
    parts = list(outline(read.page, flowing=flowing, joints=read.joints))
    heading = next(
        (text_of(part.runs) for part in parts if isinstance(part, Heading) and part.level <= 2), ""
    )
    label = escape(page_label(read.page))
    begins_here = read.begins_on is None
    anchor = f' id="{page_anchor(read.page)}"' if begins_here else ""
    mark = ' epub:type="pagebreak" role="doc-pagebreak"' if begins_here else ""
    text = f'<section{anchor}>\n<p class="page"{mark}>{label}</p>\n{"".join(parts_html(parts))}</section>\n'
    return text, heading.strip()


def _xhtml(body: str, *, title: str, language: str) -> str:
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"'
        f' lang="{language}" xml:lang="{language}">\n'
        f"<head><title>{escape(title)}</title>"
        '<link rel="stylesheet" type="text/css" href="style.css"/></head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    )


def _links(targets: Sequence[tuple[str, str]]) -> str:
    items = "".join(f'<li><a href="{target}">{escape(text)}</a></li>\n' for target, text in targets)
    return f"<ol>\n{items}</ol>"


def _package(transcript: Transcript, names: Sequence[str], *, title: str, language: str) -> str:
    manifest = "".join(
        f'<item id="text-{number}" href="{name}" media-type="application/xhtml+xml"/>\n'
        for number, name in enumerate(names, start=1)
    )
    spine = "".join(f'<itemref idref="text-{number}"/>\n' for number in range(1, len(names) + 1))
    identifier = uuid5(NAMESPACE_URL, f"sha256:{transcript.document.sha256}")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"'
        f' xml:lang="{language}">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>\n'
        f"<dc:title>{escape(title)}</dc:title>\n"
        f"<dc:language>{language}</dc:language>\n"
        f'<meta property="dcterms:modified">{_MODIFIED}</meta>\n'
        "</metadata>\n<manifest>\n"
        '<item id="contents" href="contents.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="style" href="style.css" media-type="text/css"/>\n'
        f"{manifest}</manifest>\n<spine>\n{spine}</spine>\n</package>\n"
    )
