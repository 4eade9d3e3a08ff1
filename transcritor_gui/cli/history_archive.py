"""`transcritor history backup`, `restore` and `move`: the whole history, as one file or in another folder."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import psutil

from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.cli.session import open_history
from transcritor_gui.cli.terminal.console import write_note
from transcritor_gui.cli.terminal.interruption import interruptible
from transcritor_gui.cli.usage import WrongUsage
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.model import ACTIVE
from transcritor_gui.paths import Places, places, point_to
from transcritor_gui.settings import Settings
from transcritor_gui.store import move_history

__all__ = ["back_up_history", "move_the_history", "restore_history"]


def back_up_history(settings: Settings, target: Path, *, replace: bool) -> ExitCode:
    """Write all of the history to `target`, checked, whole or not at all."""
    if target.exists() and not replace:
        raise WrongUsage(tr("{path} exists already; --replace writes over it.", path=target))
    with interruptible(), open_history(settings) as service:
        facts = service.archive.back_up(target)
    assert facts is not None  # nobody gives it up but by an interruption
    write_note(
        ntr(
            "{count} transcription backed up as “{name}”",
            "{count} transcriptions backed up as “{name}”",
            facts.documents,
            name=str(target),
        )
    )
    return ExitCode.DONE


def restore_history(settings: Settings, archive: Path) -> ExitCode:
    """Put a backup in the place of all there is, which is kept as a daily backup beside it."""
    with interruptible(), open_history(settings) as service:
        facts = service.archive.restore(archive)
    assert facts is not None
    write_note(ntr("{count} transcription restored", "{count} transcriptions restored", facts.documents))
    write_note(tr("What was in the history before is kept beside it, as a daily backup."))
    return ExitCode.DONE


def move_the_history(settings: Settings, folder: Path) -> ExitCode:
    """Keep the history, and all that lies beside it, in `folder` from now on."""
    where = places()
    if _is_window_open(where):
        raise TranscritorError(ErrorCode.WINDOW_OPEN)
    with open_history(settings) as service:
        if any(job.status in ACTIVE for job in service.jobs()):
            raise TranscritorError(ErrorCode.ARCHIVE_BUSY)
    try:
        with interruptible():
            left = move_history(where.database, folder, commit=partial(point_to, where, folder))
    except OSError as error:
        raise TranscritorError(
            ErrorCode.EXPORT_FAILED, name=str(folder), reason=error.strerror or type(error).__name__
        ) from error
    write_note(tr("The history is kept in {folder} now.", folder=folder.absolute()))
    for entry in left:
        write_note(tr("This could not be removed: {path}", path=entry))
    return ExitCode.ISSUES if left else ExitCode.DONE


def _is_window_open(where: Places) -> bool:
    """Whether the process still runs whose number stands in the window's lock (Qt's QLockFile)."""
    try:
        number = (where.data / "window.lock").read_text(encoding="utf-8", errors="replace").split("\n")[0]
        return psutil.pid_exists(int(number))
    except (OSError, ValueError):
        return False
