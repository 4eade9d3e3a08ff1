"""How findings are told: a line each for people, a record each for programs."""

from __future__ import annotations

from transcritor_gui.cli.checks import Finding
from transcritor_gui.cli.terminal.console import write_line
from transcritor_gui.i18n import tr

__all__ = ["finding_record", "write_finding"]


def write_finding(finding: Finding) -> None:
    mark = tr("ok") if finding.is_good else tr("PROBLEM") if finding.is_essential else tr("note")
    write_line(f"{mark:<8} {finding.title}: {finding.detail}")
    if not finding.is_good and finding.advice:
        write_line(f"{'':<8} {finding.advice}")


def finding_record(finding: Finding) -> dict[str, object]:
    return {
        "name": finding.name,
        "ok": finding.is_good,
        "essential": finding.is_essential,
        "detail": finding.detail,
        "advice": "" if finding.is_good else finding.advice,
    }
