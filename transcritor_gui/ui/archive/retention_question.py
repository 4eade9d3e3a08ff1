"""Settings are changed; what they would delete by its age is shown first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from PySide6.QtWidgets import QWidget

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.keeping.retention import outdated
from transcritor_gui.model import Job
from transcritor_gui.settings import Settings
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.widgets.question import Question, ask

__all__ = ["change_settings", "retention_question"]

_NAMED: Final = 8


def change_settings(parent: QWidget, controller: Controller, settings: Settings, jobs: Iterable[Job]) -> None:
    """Keep `settings`; with a no to the question about deleting, all of them but that."""
    question = retention_question(jobs, before=controller.settings, chosen=settings, now=datetime.now(UTC))
    if question is None:
        controller.change_settings(settings)
        return
    kept = replace(settings, keep_days=controller.settings.keep_days)
    ask(
        parent,
        question,
        lambda: controller.change_settings(settings),
        on_no=lambda: controller.change_settings(kept),
        name="retentionQuestion",
    )


def retention_question(
    jobs: Iterable[Job], *, before: Settings, chosen: Settings, now: datetime
) -> Question | None:
    """None where the chosen settings delete nothing that those before would not."""
    if not chosen.keep_days or 0 < before.keep_days <= chosen.keep_days:
        return None
    old = outdated(jobs, keep_days=chosen.keep_days, now=now)
    if not old:
        return None
    names = [job.name for job in old[:_NAMED]]
    if len(old) > _NAMED:
        names.append(ntr("and {count} other", "and {count} others", len(old) - _NAMED))
    return Question(
        title=tr("Delete by age"),
        text=ntr(
            "{count} transcription is older than {days} days. Delete it and its text for good?",
            "{count} transcriptions are older than {days} days. Delete them and their text for good?",
            len(old),
            days=chosen.keep_days,
        ),
        details="\n".join((*names, "", tr("The files themselves are not touched. This cannot be undone."))),
        yes=tr("Delete"),
        no=tr("Keep"),
        is_dangerous=True,
    )
