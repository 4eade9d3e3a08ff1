"""Settings of the reading itself: which pages are recognised, how carefully, and how many at once."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.model import Cleanup, OcrMode
from transcritor_gui.settings import Settings, limits_of
from transcritor_gui.ui.settings.option_fields import option_choice, option_switch
from transcritor_gui.ui.settings.page import SettingsPage, number
from transcritor_gui.ui.widgets.form import Hint

__all__ = ["RecognitionPage"]


class RecognitionPage(SettingsPage):
    ICON = "scan-text"

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(tr("Recognition"), parent)
        self._mode = option_choice(self, "ocr_mode", settings)
        self._cleanup = option_choice(self, "cleanup", settings)
        self._second_opinion = QCheckBox(tr("Read a second time, with another program"), self)
        self._second_opinion.setAccessibleName(tr("Read doubtful words a second time, with another program"))
        self._second_opinion.setChecked(settings.second_opinion)
        self._watermarks = option_switch(self, "leave_out_watermarks", settings)
        self._hidden_text = option_switch(self, "show_hidden_text", settings)
        self._handwriting = option_switch(self, "handwriting_in_text", settings)
        self._workers = number(self, tr("Pages at the same time"), limits_of("workers"), settings.workers)
        automatic = replace(settings, workers=0).worker_count()
        self._workers.setSpecialValueText(tr("Automatic ({count})", count=automatic))
        self.add_row(tr("Text recognition"), self._mode)
        self.add_row(
            tr("Clean-up"),
            self._cleanup,
            Hint(tr("Straightened, evenly lit, free of specks: the file itself stays as it is."), self),
        )
        self.add_row(
            tr("Doubtful words"),
            self._second_opinion,
            Hint(
                tr(
                    "Fewer errors. Clean pages take no longer; those that are hard to read some seconds more."
                ),
                self,
            ),
        )
        self.add_row(tr("Text of the page"), self._watermarks, self._hidden_text, self._handwriting)
        self.add_row(
            tr("Pages at the same time"),
            self._workers,
            Hint(tr("Fewer leave more of this computer to your other work."), self),
        )

    def chosen(self, settings: Settings) -> Settings:
        return replace(
            settings,
            ocr_mode=OcrMode(self._mode.currentData()),
            cleanup=Cleanup(self._cleanup.currentData()),
            second_opinion=self._second_opinion.isChecked(),
            leave_out_watermarks=self._watermarks.isChecked(),
            show_hidden_text=self._hidden_text.isChecked(),
            handwriting_in_text=self._handwriting.isChecked(),
            workers=self._workers.value(),
        )
