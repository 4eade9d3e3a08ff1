"""At the door: asks how files are to be read where that was wanted, and passes it on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtWidgets import QWidget

from transcritor_gui.i18n import ntr
from transcritor_gui.model import ExportWish, Job, Preset, TranscriptionOptions, preset_named, with_preset
from transcritor_gui.ui.actions import Actions
from transcritor_gui.ui.intake.intake_control import IntakeControl
from transcritor_gui.ui.job_list.job_control import JobControl
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.service.requests import ReadingRequest

if TYPE_CHECKING:
    from transcritor_gui.ui.options.options_dialog import OptionsDialog

__all__ = ["DoorControl"]


class DoorControl(QObject):
    """Its dialogues open over `window`, and hold nothing up."""

    def __init__(
        self,
        controller: Controller,
        intake: IntakeControl,
        jobs: JobControl,
        actions: Actions,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._controller = controller
        self._intake = intake
        self._window = window
        intake.options_wanted.connect(self.ask_for_files)
        jobs.options_wanted.connect(self.ask_for_jobs)
        jobs.attached_wanted.connect(intake.take_in_attached)
        jobs.join_wanted.connect(intake.pictures.join)
        jobs.separate_wanted.connect(intake.pictures.separate)
        actions.add_with_options.triggered.connect(intake.choose_files_and_options)

    @Slot(object)
    def ask_for_files(self, paths: Sequence[str]) -> None:
        title = ntr("Add {count} file with options", "Add {count} files with options", len(paths))
        options = self._controller.settings.transcription_options()
        dialog = self._dialog(title, options, None)
        dialog.chosen.connect(partial(self._intake.add_as, tuple(paths)))
        dialog.show()

    @Slot(object)
    def ask_for_jobs(self, jobs: Sequence[Job]) -> None:
        """The first of `jobs` says what is shown before anything is chosen."""
        if jobs:
            self._controller.request_export_wish(jobs[0].id, partial(self._ask_for_jobs, tuple(jobs)))

    def _ask_for_jobs(self, jobs: tuple[Job, ...], export: ExportWish | None) -> None:
        title = ntr(
            "Transcribe {count} document again with options",
            "Transcribe {count} documents again with options",
            len(jobs),
        )
        shown = export if export is not None and export.is_wanted else None
        dialog = self._dialog(title, jobs[0].options, shown)
        ids = tuple(job.id for job in jobs)

        def retry(request: ReadingRequest) -> None:
            if request.export is None and shown is None:  # it stays as it was, also where it is forbidden
                request = replace(request, export=export)
            self._controller.retry_with(ids, request)

        dialog.chosen.connect(retry)
        dialog.show()

    def _dialog(self, title: str, options: TranscriptionOptions, export: ExportWish | None) -> OptionsDialog:
        from transcritor_gui.ui.options.options_dialog import OptionsDialog  # brings the recognition engines

        dialog = OptionsDialog(
            title,
            options=options,
            export=export,
            settings=self._controller.settings,
            parent=self._window,
        )
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.preset_given.connect(partial(self._keep_preset, dialog))
        return dialog

    def _keep_preset(self, dialog: OptionsDialog, preset: Preset) -> None:
        """Keep it in the settings, and offer it where it was made."""
        settings = self._controller.settings
        presets = with_preset(settings.presets, preset)
        self._controller.change_settings(replace(settings, presets=presets))
        kept = preset_named(presets, preset.name)
        dialog.show_presets(presets, chosen=kept.name)
