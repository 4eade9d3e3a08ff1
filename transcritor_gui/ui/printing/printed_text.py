"""The text of documents in the pages of a printer, each numbered, each document from a page of its own.

What is laid out is the program's own HTML (export/formats/html_file.py) with a sheet of styles for paper: Qt
knows a part of CSS only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPalette,
    QTextDocument,
)
from PySide6.QtPrintSupport import QPrinter

from transcritor_gui.i18n import tr

__all__ = ["PrintedText", "TextSource"]

_POINTS: Final = 11.0
_SMALL_POINTS: Final = 8.0
# Of lengths, Qt knows pixels alone here, 96 to the inch.
_STYLE: Final = """\
p { margin-top: 0px; margin-bottom: 8px; }
h1, h2, h3, h4, h5, h6 { margin-top: 16px; margin-bottom: 8px; }
.page { font-size: 8pt; color: #666; margin-top: 12px; margin-bottom: 4px; }
.header, .footer, .footnote, .stamp, .watermark, .line_numbers { font-size: 9pt; }
.notice { font-style: italic; }
table { border-collapse: collapse; margin-top: 8px; margin-bottom: 8px; }
th, td { border: 1px solid #888; padding: 3px 6px; }
"""
_OWN_STYLE: Final = re.compile(r"<style>.*?</style>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TextSource:
    """A document to be printed."""

    name: str
    html: str


class PrintedText:
    """Painted as often as a preview asks; of the GUI thread."""

    def __init__(self, sources: Sequence[TextSource]) -> None:
        self._texts = [(source.name, _document(source.html)) for source in sources]

    def paint(self, printer: QPrinter) -> None:
        """All pages that are to be printed, on what `printer` is set to."""
        paper = QRectF(printer.pageRect(QPrinter.Unit.DevicePixel))
        paper.moveTopLeft(paper.topLeft() * 0)
        painter = QPainter(printer)
        small = QFont(painter.font())
        small.setPointSizeF(_SMALL_POINTS)
        foot = 2.0 * QFontMetricsF(small, printer).height()
        text_area = QSizeF(paper.width(), paper.height() - foot)
        for _name, text in self._texts:
            text.documentLayout().setPaintDevice(printer)
            text.setPageSize(text_area)
        first, last = printer.fromPage(), printer.toPage()
        total, number, is_begun = self.page_count, 0, False
        for name, text in self._texts:
            for page in range(text.pageCount()):
                number += 1
                if (first and number < first) or (last and number > last):
                    continue
                if is_begun:
                    printer.newPage()
                is_begun = True
                _paint_page(painter, text, page, text_area)
                painter.setFont(small)
                painter.setPen(QColor(Qt.GlobalColor.black))
                below = QRectF(0, text_area.height(), paper.width(), foot)
                _paint_foot(painter, below, name, tr("{page} of {pages}", page=number, pages=total))
        painter.end()

    @property
    def page_count(self) -> int:
        """Of what was painted last."""
        return sum(text.pageCount() for _name, text in self._texts)


def _document(html: str) -> QTextDocument:
    text = QTextDocument()
    text.setUndoRedoEnabled(False)
    font = QFont(text.defaultFont())
    font.setPointSizeF(_POINTS)
    text.setDefaultFont(font)
    text.setDefaultStyleSheet(_STYLE)
    text.setDocumentMargin(0)
    text.setHtml(_OWN_STYLE.sub("", html, count=1))
    return text


def _paint_page(painter: QPainter, text: QTextDocument, page: int, area: QSizeF) -> None:
    context = QAbstractTextDocumentLayout.PaintContext()
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Text, QColor(Qt.GlobalColor.black))  # whatever the window's is
    context.palette = palette
    shown = QRectF(0, page * area.height(), area.width(), area.height())
    context.clip = shown.adjusted(0, 1, 0, -1)  # a line that only touches the edge is the other page's
    painter.save()
    painter.translate(0, -shown.top())
    painter.setClipRect(shown)
    text.documentLayout().draw(painter, context)
    painter.restore()


def _paint_foot(painter: QPainter, area: QRectF, name: str, number: str) -> None:
    metrics = QFontMetricsF(painter.font(), painter.device())
    room = area.width() - 2.0 * metrics.horizontalAdvance(number)
    shown = metrics.elidedText(name, Qt.TextElideMode.ElideMiddle, room)
    bottom = Qt.AlignmentFlag.AlignBottom
    painter.drawText(area, int(bottom | Qt.AlignmentFlag.AlignLeft), shown)
    painter.drawText(area, int(bottom | Qt.AlignmentFlag.AlignRight), number)
