"""Printing as the window sees it: the text is fetched away from the GUI thread, then shown as it will be."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMarginsF, QObject, Qt, Signal, Slot
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QWidget

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.export import ExportOptions
from transcritor_gui.i18n import number, tr
from transcritor_gui.model import Job
from transcritor_gui.ui.news import failure_notice
from transcritor_gui.ui.printing.printed_text import PrintedText, TextSource
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.widgets.notice_bar import Notice

__all__ = ["PrintControl"]

_MARGIN_MM: Final = 18.0
_MOST_PAGES: Final = 1000
"""Qt lays a text out on the GUI thread, some 300 pages a second; more would hold the window up for long."""


class PrintControl(QObject):
    notice = Signal(object)
    """Notice"""

    def __init__(self, controller: Controller, window: QWidget) -> None:
        """The preview opens over `window`."""
        super().__init__(window)
        self._controller = controller
        self._window = window

    def ask(self, jobs: tuple[Job, ...]) -> None:
        """Show what the text of `jobs` will look like on paper, where it can be printed from."""
        wanted = tuple(job for job in jobs if job.pages_done > 0)
        pages = sum(job.pages_done for job in wanted)
        if not wanted:
            self.notice.emit(Notice(tr("There is no text to print yet.")))
        elif pages > _MOST_PAGES:
            words = tr(
                "{pages} pages are too many to print from here (up to {most}): export them as a document.",
                pages=number(pages),
                most=number(_MOST_PAGES),
            )
            self.notice.emit(Notice(words))
        else:
            options = ExportOptions(
                leave_out_headers_and_footers=self._controller.settings.export_without_headers
            )
            self._controller.exports.read(
                tuple(job.id for job in wanted),
                format="html",
                options=options,
                deliver=lambda texts: self._show(
                    tuple(
                        TextSource(job.name, text.decode()) for job, text in zip(wanted, texts, strict=True)
                    )
                ),
                refuse=self._on_refused,
            )

    def _show(self, sources: tuple[TextSource, ...]) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setPageMargins(QMarginsF(*[_MARGIN_MM] * 4), QPageLayout.Unit.Millimeter)
        printer.setDocName(sources[0].name)
        text = PrintedText(sources)
        preview = QPrintPreviewDialog(printer, self._window)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.setWindowTitle(tr("Print the text"))
        preview.setModal(False)
        preview.resize(self._window.size() * 0.85)
        preview.paintRequested.connect(text.paint)
        # the printer and the text live as long as what shows them
        preview.destroyed.connect(lambda _gone, kept=(printer, text): None)
        preview.show()

    @Slot(object)
    def _on_refused(self, error: ErrorInfo) -> None:
        self.notice.emit(failure_notice(error))
