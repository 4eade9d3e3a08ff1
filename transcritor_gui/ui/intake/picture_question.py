"""Several pictures that came together: whether they are one document, asked once in a line of news."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final
from uuid import UUID

from PySide6.QtCore import QObject, Signal

from transcritor_gui.document_kinds import claimed_kind
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.events import IntakeFinished
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.widgets.notice_bar import Notice

__all__ = ["PictureQuestion", "claims_picture"]

_ASKED_MS: Final = 30_000
_TOLD_MS: Final = 12_000
_FEWEST: Final = 2


def claims_picture(name: str) -> bool:
    """Whether a file of this name, or at this path, claims to be a picture."""
    kind = claimed_kind(name)
    return kind is not None and kind.is_picture


class PictureQuestion(QObject):
    notice = Signal(object)
    """Notice"""

    def __init__(self, controller: Controller, parent: QObject) -> None:
        super().__init__(parent)
        self._controller = controller

    def are_in(self, paths: Sequence[str]) -> bool:
        """Whether several of these claim to be pictures; what lies in folders is not looked at."""
        count = 0
        for path in paths:
            count += claims_picture(path)
            if count == _FEWEST:
                return True
        return False

    def after(self, choice: str) -> Callable[[IntakeFinished], None] | None:
        """What is to be said when such files have come in as the setting `several_pictures` has it."""
        return {"ask": self._ask, "one": self._say_joined}.get(choice)

    def join(self, job_ids: tuple[UUID, ...]) -> None:
        """Make one document of pictures that are in the list."""
        self._controller.intake.join(job_ids, self._say_joined)

    def separate(self, job_ids: tuple[UUID, ...]) -> None:
        """Make the pictures of joined documents a document each again."""
        self._controller.intake.separate(job_ids, self._say_separated)

    def _ask(self, outcome: IntakeFinished) -> None:
        if len(outcome.added) < _FEWEST or outcome.refused:  # news of what was refused comes first
            return
        words = ntr(
            "{count} picture added, one document each",
            "{count} pictures added, one document each",
            len(outcome.added),
        )
        self.notice.emit(
            Notice(
                words,
                tr("Join into one"),
                partial(self._answer, "one", outcome.added),
                tr("Always one each"),
                partial(self._answer, "each", ()),
                shown_ms=_ASKED_MS,
            )
        )

    def _answer(self, choice: str, job_ids: tuple[UUID, ...]) -> None:
        """It is not asked again; the settings can change it."""
        self._controller.change_settings(replace(self._controller.settings, several_pictures=choice))
        if job_ids:
            self.join(job_ids)
        else:
            self.notice.emit(Notice(tr("Each picture stays a document. The settings can change that.")))

    def _say_joined(self, outcome: IntakeFinished) -> None:
        if len(outcome.added) != 1 or outcome.refused:
            return
        words = tr("The pictures are one document now")
        self.notice.emit(
            Notice(words, tr("Separate"), partial(self.separate, outcome.added), shown_ms=_TOLD_MS)
        )

    def _say_separated(self, outcome: IntakeFinished) -> None:
        if len(outcome.added) > 1 and not outcome.refused:
            words = ntr(
                "{count} picture is a document of its own",
                "{count} pictures are a document each",
                len(outcome.added),
            )
            self.notice.emit(
                Notice(words, tr("Join into one"), partial(self.join, outcome.added), shown_ms=_TOLD_MS)
            )
