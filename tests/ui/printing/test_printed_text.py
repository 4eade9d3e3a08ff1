"""The text on paper: numbered pages, in black, with what stands in the document."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPalette
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.export.making import block, page, transcript
from transcritor_gui.export import exporter_for
from transcritor_gui.ui.printing.printed_text import PrintedText, TextSource


def _printed(path: Path, text: PrintedText, *, pages: tuple[int, int] = (0, 0)) -> list[str]:
    """What stands on each page of what is printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(path))
    printer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF(56, 56, 56, 56)
        )
    )
    printer.setFromTo(*pages)
    text.paint(printer)
    with pypdfium2.PdfDocument(path) as pdf:
        return [" ".join(each.get_textpage().get_text_range().split()) for each in pdf]


@pytest.fixture
def long_text(qtbot: QtBot) -> PrintedText:
    del qtbot  # a QApplication is needed
    paragraphs = "".join(f"<p>parágrafo {number} da ação</p>" for number in range(200))
    return PrintedText([TextSource("autos.pdf", f"<html><body>{paragraphs}</body></html>")])


def test_each_page_has_its_number_and_the_documents_name(long_text: PrintedText, tmp_path: Path) -> None:
    pages = _printed(tmp_path / "out.pdf", long_text)
    assert len(pages) == long_text.page_count > 3
    for number, text in enumerate(pages, start=1):
        assert f"{number} of {len(pages)}" in text
        assert "autos.pdf" in text


def test_no_line_is_lost_or_doubled_between_pages(long_text: PrintedText, tmp_path: Path) -> None:
    whole = " ".join(_printed(tmp_path / "out.pdf", long_text))
    assert [whole.count(f"parágrafo {number} da") for number in range(200)] == [1] * 200


def test_only_the_pages_wanted_are_printed(long_text: PrintedText, tmp_path: Path) -> None:
    pages = _printed(tmp_path / "out.pdf", long_text, pages=(2, 3))
    assert [text.split()[-3] for text in pages] == ["2", "3"]


def test_each_document_begins_on_a_page_of_its_own(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    text = PrintedText([TextSource("a.pdf", "<p>primeiro</p>"), TextSource("b.pdf", "<p>segundo</p>")])
    first, second = _printed(tmp_path / "out.pdf", text)
    assert first.startswith("primeiro")
    assert second.startswith("segundo")


def test_the_programs_own_html_is_printed(qtbot: QtBot, tmp_path: Path) -> None:
    del qtbot
    html = exporter_for("html").render(transcript(page(block("Sentença de mérito")))).decode()
    (text,) = _printed(tmp_path / "out.pdf", PrintedText([TextSource("x.pdf", html)]))
    assert "Sentença de mérito" in text
    assert "border-collapse" not in text


def test_the_ink_is_black_in_a_dark_window_too(
    long_text: PrintedText, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    light = application.palette()
    dark = QPalette(light)
    dark.setColor(QPalette.ColorRole.Text, "white")
    dark.setColor(QPalette.ColorRole.WindowText, "white")
    monkeypatch.setattr(QApplication, "palette", lambda *_: dark)
    application.setPalette(dark)
    try:
        _printed(tmp_path / "out.pdf", long_text)
    finally:
        application.setPalette(light)
    with pypdfium2.PdfDocument(tmp_path / "out.pdf") as pdf:
        assert pdf[0].render(scale=1, grayscale=True).to_numpy().min() < 40
