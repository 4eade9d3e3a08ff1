"""All formats, in the order in which people are offered them: what offices ask for stands first."""

from __future__ import annotations

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export.exporter import Exporter
from transcritor_gui.export.formats.alto_file import AltoExporter
from transcritor_gui.export.formats.csv_file import CsvExporter
from transcritor_gui.export.formats.docx_file import DocxExporter
from transcritor_gui.export.formats.epub_file import EpubExporter
from transcritor_gui.export.formats.hocr_file import HocrExporter
from transcritor_gui.export.formats.html_file import HtmlExporter
from transcritor_gui.export.formats.json_file import JsonExporter
from transcritor_gui.export.formats.markdown import MarkdownExporter
from transcritor_gui.export.formats.odt_file import OdtExporter
from transcritor_gui.export.formats.page_xml_file import PageXmlExporter
from transcritor_gui.export.formats.pdf_a_file import PdfAExporter
from transcritor_gui.export.formats.pdf_file import SearchablePdfExporter
from transcritor_gui.export.formats.plain_text import TextExporter
from transcritor_gui.export.formats.report_file import ReportExporter
from transcritor_gui.export.formats.xlsx_file import XlsxExporter

__all__ = ["exporter_for", "exporters"]


def exporters() -> tuple[Exporter, ...]:
    """One exporter a format; new ones at each call, so that nobody shares state through them."""
    return (
        DocxExporter(),
        SearchablePdfExporter(),
        PdfAExporter(),
        TextExporter(),
        OdtExporter(),
        MarkdownExporter(),
        HtmlExporter(),
        EpubExporter(),
        XlsxExporter(),
        CsvExporter(),
        ReportExporter(),
        HocrExporter(),
        AltoExporter(),
        PageXmlExporter(),
        JsonExporter(),
    )


def exporter_for(format: str) -> Exporter:  # noqa: A002 - the word that people use for it
    """The exporter of `format` ('txt'); TranscritorError(FORMAT_UNKNOWN) naming the known ones."""
    known = exporters()
    for exporter in known:
        if exporter.format == format.lower().removeprefix("."):
            return exporter
    raise TranscritorError(
        ErrorCode.FORMAT_UNKNOWN, format=format, known=", ".join(exporter.format for exporter in known)
    )
