"""What is asked when the window is closed while there is work. Pure."""

from __future__ import annotations

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.ui.widgets.question import Question

__all__ = ["closing_question"]


def closing_question(unfinished: int, *, paused: int = 0, is_exporting: bool) -> Question:
    """`unfinished` is how many documents are still to be read, 0 where only an export is at work.

    `paused` of them wait for somebody to let them go on.
    """
    export_stops = tr("The export stops; files already written stay.")
    details = (
        tr("Pages already read are kept. Work goes on at the next start; what is paused stays paused.")
        if paused
        else tr("Pages already read are kept. Work goes on at the next start.")
    )
    if not unfinished:
        text, details = tr("An export is not done yet."), export_stops
    else:
        text = ntr("{count} document is not done yet.", "{count} documents are not done yet.", unfinished)
        details = f"{details} {export_stops}" if is_exporting else details
    return Question(
        title=tr("Close Transcritor"), text=text, details=details, yes=tr("Close"), no=tr("Keep working")
    )
