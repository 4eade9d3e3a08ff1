"""The parts of the main window, for whoever drives it from outside: tests, pictures for the manual."""

from __future__ import annotations

from dataclasses import dataclass

from transcritor_gui.ui.actions import Actions
from transcritor_gui.ui.export.export_control import ExportControl
from transcritor_gui.ui.header_bar import HeaderBar
from transcritor_gui.ui.intake.drop_zone import DropZone
from transcritor_gui.ui.intake.intake_control import IntakeControl
from transcritor_gui.ui.job_list.job_control import JobControl
from transcritor_gui.ui.job_list.job_model import JobModel
from transcritor_gui.ui.job_list.job_table import JobTable
from transcritor_gui.ui.job_list.sidebar import Sidebar
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.search.filter_chips import FilterChips
from transcritor_gui.ui.status_bar import StatusBar
from transcritor_gui.ui.widgets.notice_bar import NoticeBar
from transcritor_gui.ui.work_area import WorkArea

__all__ = ["WindowParts"]


@dataclass(frozen=True, slots=True)
class WindowParts:
    """What there is to look at and to set off; it stays the window's."""

    actions: Actions
    area: WorkArea
    sidebar: Sidebar
    table: JobTable
    model: JobModel
    review: ReviewPane
    zone: DropZone
    header: HeaderBar
    chips: FilterChips
    status: StatusBar
    notices: NoticeBar
    jobs: JobControl
    exports: ExportControl
    intake: IntakeControl
