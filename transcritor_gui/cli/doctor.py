"""`transcritor doctor`: whether all that is needed is there, and what to do where it is not."""

from __future__ import annotations

from collections.abc import Iterator

from transcritor_gui.cli import checks
from transcritor_gui.cli.checks import Finding
from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.cli.findings import finding_record, write_finding
from transcritor_gui.cli.history_check import check_history
from transcritor_gui.cli.self_test import check_recognition
from transcritor_gui.cli.terminal.console import write_json, write_line
from transcritor_gui.errors import TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.model import DEFAULT_ENGINE
from transcritor_gui.paths import Places, places
from transcritor_gui.settings import Settings, load_settings

__all__ = ["examine"]


def examine(*, repair: bool, as_json: bool) -> ExitCode:
    """Write one line a check as it is done (`--json`: a list of findings at the end).

    With `repair` a damaged history is mended.
    """
    findings: list[Finding] = []
    for finding in _findings(places(), repair=repair):
        findings.append(finding)
        if not as_json:
            write_finding(finding)
    is_fit = all(finding.is_good for finding in findings if finding.is_essential)
    if as_json:
        write_json([finding_record(finding) for finding in findings])
    else:
        write_line()
        write_line(tr("Everything needed is there.") if is_fit else tr("Something needed is missing."))
    return ExitCode.DONE if is_fit else ExitCode.ENVIRONMENT


def _findings(where: Places, *, repair: bool) -> Iterator[Finding]:
    yield checks.check_python()
    try:
        settings = load_settings(where.settings_file)
        checks.check_names(settings)
        yield Finding("settings", tr("Settings"), is_good=True, detail=str(where.settings_file))
    except TranscritorError as error:
        settings = Settings()
        yield checks.failed("settings", tr("Settings"), error)
    yield checks.check_data_folder(where)
    yield check_history(where, repair=repair)
    engine = checks.check_engine()
    yield engine
    if settings.engine != DEFAULT_ENGINE:
        yield checks.check_chosen_engine(settings)
    yield checks.check_languages(settings)
    yield checks.check_system_tesseract()
    yield checks.check_poppler()
    yield checks.check_window()
    yield check_recognition(settings)
