"""`transcritor watch`: folders watched until somebody ends it; all that happens goes to standard error."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from transcritor_gui.cli.destination import Destination, check_parts
from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.cli.session import running_service
from transcritor_gui.cli.terminal.console import write_error, write_note
from transcritor_gui.cli.terminal.interruption import asked_to_end
from transcritor_gui.cli.terminal.passwords import given_password
from transcritor_gui.cli.transcribe import checked_options, shown_path
from transcritor_gui.cli.usage import WrongUsage
from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.export import ExportOptions, check_template, exporter_for
from transcritor_gui.export.writing import reason_of
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.watching.kept_rules import kept_rules
from transcritor_gui.jobs.watching.watch_events import (
    FileKnown,
    FileNotDone,
    FileTaken,
    FileWritten,
    FolderAway,
    FolderBack,
    FolderHeld,
    WatchEvent,
)
from transcritor_gui.jobs.watching.watch_folders import WatchFolders
from transcritor_gui.jobs.watching.watch_rule import WatchRule, check_watch_rules
from transcritor_gui.model import ExportWish, Preset, TranscriptionOptions
from transcritor_gui.settings import Settings

__all__ = ["WatchRequest", "watch_all", "watch_folders"]


@dataclass(frozen=True, slots=True)
class WatchRequest:
    folders: tuple[str, ...]
    """As they were typed."""
    output: str
    done: str
    """'' for files that stay where they are."""
    format: str
    """'' for that of the preset, else searchable PDFs."""
    preset: Preset | None
    options: TranscriptionOptions
    password_file: Path | None
    workers: int
    export_options: ExportOptions
    name_template: str
    """'' for the usual names."""
    subfolders: bool
    quiet: bool


def watch_folders(request: WatchRequest, settings: Settings) -> ExitCode:
    """Watch until a signal comes; DONE then, whatever became of single files.

    Raises TranscritorError and WrongUsage for what keeps it from beginning.
    """
    rules = _rules(request, settings)
    password = given_password(request.password_file)
    return _watched(rules, settings, password=password, workers=request.workers, quiet=request.quiet)


def watch_all(settings: Settings, *, password_file: Path | None, workers: int, quiet: bool) -> ExitCode:
    """Watch the folders of the settings that are on, each by its rule; as `watch_folders`.

    A rule that cannot be carried out is named, and raised where no other is left.
    """
    kept = kept_rules(settings)
    faults = [(each.setting.folder, each.fault) for each in kept if each.fault is not None]
    rules = tuple(each.rule for each in kept if each.rule is not None)
    if not rules and faults:
        raise TranscritorError(faults[0][1].code, **dict(faults[0][1].facts))
    if not rules:
        raise WrongUsage(tr("No folder of the settings is to be watched."))
    for folder, fault in faults:
        write_error(fault, subject=shown_path(folder))
    for rule in rules:
        checked_options(rule.options, settings)
        for target in (rule.export_folder, rule.done_folder):
            if target is not None:
                _make(target)
    password = given_password(password_file)
    return _watched(rules, settings, password=password, workers=workers, quiet=quiet)


def _watched(
    rules: tuple[WatchRule, ...], settings: Settings, *, password: str | None, workers: int, quiet: bool
) -> ExitCode:
    """`workers`: 0 for as many as the settings say."""
    count = workers if workers > 0 else settings.worker_count()
    with asked_to_end() as end, running_service(settings, workers=count) as service:
        watch = WatchFolders(service, rules, tell=lambda event: _say(event, quiet=quiet), password=password)
        if not quiet:
            write_note(_begun(rules))
        watch.run(end)
        if not quiet:
            write_note(tr("Ended. What was begun goes on at the next start."))
    return ExitCode.DONE


def _rules(request: WatchRequest, settings: Settings) -> tuple[WatchRule, ...]:
    """What was asked for, once it is known to be possible; the folders of results are made."""
    wish = request.preset.export if request.preset is not None and request.preset.exports else ExportWish()
    folder = request.output if request.output else wish.folder
    if not folder:
        raise WrongUsage(tr("Say with -o which folder to write to."))
    exporter = exporter_for(request.format if request.format else wish.format)
    template = request.name_template if request.name_template else wish.name_template
    check_template(template)
    output = _absolute(folder)
    check_parts(Destination(exporter, output), request.export_options)
    options = checked_options(request.options, settings)
    done = _absolute(request.done) if request.done else None
    rules = tuple(
        WatchRule(
            folder=_watchable(folder),
            options=options,
            format=exporter.format,
            export_folder=output,
            name_template=template,
            export_options=request.export_options,
            done_folder=done,
            subfolders=request.subfolders,
        )
        for folder in dict.fromkeys(_absolute(folder) for folder in request.folders)
    )
    check_watch_rules(rules)
    for target in (output, done):
        if target is not None:
            _make(target)
    return rules


def _absolute(folder: str) -> Path:
    return Path(os.path.abspath(Path(folder).expanduser()))  # noqa: PTH100 - keeps symbolic links in the name


def _watchable(folder: Path) -> Path:
    """`folder`; one that is not there yet may come."""
    if folder.exists() and not folder.is_dir():
        raise WrongUsage(tr("{path} is a file: only folders can be watched.", path=folder))
    return folder


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise WrongUsage(tr("{path} is a file: name a folder.", path=folder)) from error
    except OSError as error:
        raise TranscritorError(ErrorCode.EXPORT_FAILED, name=folder.name, reason=reason_of(error)) from error


def _begun(rules: tuple[WatchRule, ...]) -> str:
    shown = ", ".join(shown_path(str(rule.folder)) for rule in rules)
    return tr("Watching {folders}. Ctrl+C ends it.", folders=shown)


def _say(event: WatchEvent, *, quiet: bool) -> None:
    """Everything for people; with `quiet` only what went wrong."""
    match event:
        case FileNotDone(path, None):
            write_note(tr("{name}: cancelled", name=shown_path(str(path))))
        case FileNotDone(path, error) if error is not None:
            write_error(error, subject=shown_path(str(path)))
        case FolderAway(folder):
            write_note(tr("{name}: cannot be read now; waiting for it", name=shown_path(str(folder))))
        case FolderHeld(folder):
            write_note(
                tr("{name}: another program watches it; waiting for its end", name=shown_path(str(folder)))
            )
        case FolderBack(folder):
            write_note(tr("{name}: is there again", name=shown_path(str(folder))))
        case _ if quiet:
            pass
        case FileTaken(path):
            write_note(tr("{name}: taken", name=shown_path(str(path))))
        case FileKnown(path):
            write_note(tr("{name}: was transcribed before", name=shown_path(str(path))))
        case FileWritten(path, output, job):
            shown, written = shown_path(str(path)), shown_path(str(output))
            if job.pages_to_check == 0:
                write_note(tr("{name}: written to {output}", name=shown, output=written))
            else:
                write_note(
                    ntr(
                        "{name}: written to {output}; {count} page to look at",
                        "{name}: written to {output}; {count} pages to look at",
                        job.pages_to_check,
                        name=shown,
                        output=written,
                    )
                )
