"""`transcritor history backup` and `restore`: the whole history as one file."""

from __future__ import annotations

from pathlib import Path

from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.cli.session import open_history
from transcritor_gui.cli.terminal.console import write_note
from transcritor_gui.cli.terminal.interruption import interruptible
from transcritor_gui.cli.usage import WrongUsage
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.settings import Settings

__all__ = ["back_up_history", "restore_history"]


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
