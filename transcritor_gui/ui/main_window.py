"""The window: puts its parts together and connects them with the controller. Each part's work is its own."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from transcritor_gui.errors import ErrorInfo
from transcritor_gui.i18n import tr
from transcritor_gui.jobs.events import PageFinished
from transcritor_gui.jobs.remote.access import TokenPlace
from transcritor_gui.model import Job
from transcritor_gui.paths import Places
from transcritor_gui.settings import Settings
from transcritor_gui.store import Mended
from transcritor_gui.ui.actions import make_actions
from transcritor_gui.ui.archive.archive_control import ArchiveControl
from transcritor_gui.ui.closing import closing_question
from transcritor_gui.ui.export.drag_out import DragOut
from transcritor_gui.ui.export.export_control import ExportControl
from transcritor_gui.ui.header_bar import HeaderBar
from transcritor_gui.ui.help_dialog import HelpDialog, about
from transcritor_gui.ui.intake.drop_target import DropTarget
from transcritor_gui.ui.intake.drop_zone import DropZone
from transcritor_gui.ui.intake.intake_control import IntakeControl
from transcritor_gui.ui.job_list.job_control import JobControl
from transcritor_gui.ui.job_list.job_model import JobModel
from transcritor_gui.ui.job_list.job_table import JobTable
from transcritor_gui.ui.job_list.label_control import LabelControl
from transcritor_gui.ui.job_list.sidebar import Sidebar
from transcritor_gui.ui.job_list.source_control import SourceControl
from transcritor_gui.ui.menus import fill_menu_bar
from transcritor_gui.ui.news import failure_notice, mended_notice
from transcritor_gui.ui.options.door_control import DoorControl
from transcritor_gui.ui.printing.print_control import PrintControl
from transcritor_gui.ui.review.pane import ReviewPane
from transcritor_gui.ui.review.spelling.own_words import OwnWords
from transcritor_gui.ui.search.filter_chips import FilterChips
from transcritor_gui.ui.search.filter_control import FilterControl
from transcritor_gui.ui.search.search_control import SearchControl
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.settings.settings_control import SettingsControl
from transcritor_gui.ui.showing import Showing
from transcritor_gui.ui.status_bar import StatusBar
from transcritor_gui.ui.team_words import token_words
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.notice_bar import Notice, NoticeBar
from transcritor_gui.ui.widgets.outlines import clear_outlines
from transcritor_gui.ui.widgets.question import ask
from transcritor_gui.ui.window_memory import WindowMemory
from transcritor_gui.ui.window_parts import WindowParts
from transcritor_gui.ui.work_area import WorkArea

__all__ = ["MainWindow"]


class MainWindow(QMainWindow):
    closed = Signal()
    """The window is gone for good, and the program is to end."""

    def __init__(self, controller: Controller, places: Places, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._controller = controller
        self._may_close = False
        self.folder_wanted: Path | None = None
        """Where the history is to be moved when this window has been closed for it."""
        self._memory = WindowMemory(places.config / "window.ini")
        self.setWindowTitle(tr("Transcritor"))
        self.setMinimumSize(90 * theme.GRID, 60 * theme.GRID)
        self.resize(1180, 760)
        clear_outlines()
        self._build(places)
        self._connect()
        self._connect_ways_out()
        self._connect_archive()
        self._connect_review()
        self._memory.restore(self, self._table, rows=self._area.rows, columns=self._area.columns)
        self._memory.restore_review(self._review)
        self._review.set_own_words(OwnWords(places.config / "words.txt"))

    def _build(self, places: Places) -> None:
        self._model = JobModel(self)
        self._table = JobTable(self._model)
        self._sidebar = Sidebar(self._model.count)
        self._review = ReviewPane(self._controller)
        self._intake = IntakeControl(self._controller, self)
        self._zone = DropZone(has_sample=self._intake.has_sample)
        self._zone.show_settings(self._controller.settings)
        self._area = WorkArea(sidebar=self._sidebar, table=self._table, review=self._review, zone=self._zone)
        self._actions = make_actions(self, self._table)
        self._zone.addAction(self._actions.undo_remove)  # the list has gone when all of it was removed
        self._header = HeaderBar(self._actions)
        self._chips = FilterChips()
        self._status = StatusBar(self._model, self._controller.settings)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._header)
        column.addWidget(self._chips)
        column.addWidget(self._area, 1)
        column.addWidget(self._status)
        self.setCentralWidget(middle)
        self._notices = NoticeBar(self._area, above=self._review.foot)
        self._jobs = JobControl(
            self._controller, self._model, self._table, self._actions, log_folder=places.logs
        )
        self._exports = ExportControl(self._controller, self._status.exports, self)
        self._printing = PrintControl(self._controller, self)
        self._drag_out = DragOut(self._controller, self._table)
        self._search = SearchControl(self._controller, self._model, self._header.search, self)
        self._filters = FilterControl(self._model, self._header.filter.menu(), self._chips, self)
        self._sources = SourceControl(self._controller, self._model, self._table, self._actions)
        self._archive = ArchiveControl(self._controller.archive, self._actions, self)
        self._labels = LabelControl(self._controller.labels, self._model, self._table, self._actions)
        self._drops = DropTarget(self)
        self._settings = SettingsControl(self._controller, self._model.jobs, self)
        self._door = DoorControl(self._controller, self._intake, self._jobs, self._actions, self)
        self.parts = WindowParts(
            actions=self._actions,
            area=self._area,
            sidebar=self._sidebar,
            table=self._table,
            model=self._model,
            review=self._review,
            zone=self._zone,
            header=self._header,
            chips=self._chips,
            status=self._status,
            notices=self._notices,
            jobs=self._jobs,
            exports=self._exports,
            intake=self._intake,
        )
        self._showing = Showing(self.parts, self._search, self._filters, self)
        fill_menu_bar(self.menuBar(), self._actions, self._review.review_actions)
        self._actions.back.setEnabled(False)
        self._table.setFocus()

    def _connect(self) -> None:
        controller, actions = self._controller, self._actions
        controller.jobs_loaded.connect(self._on_loaded)
        controller.jobs_added.connect(self._on_added)
        controller.jobs_changed.connect(self._model.update)
        controller.jobs_removed.connect(self._model.remove)
        controller.page_finished.connect(self._on_page_finished)
        controller.page_finished.connect(self._status.page_finished)
        controller.stage_changed.connect(self._model.set_stage)
        controller.service_failed.connect(self._on_failure)
        controller.history_mended.connect(self._on_mended)
        self._intake.notice.connect(self._notices.say)
        self._notices.keyboard_left.connect(self._area.take_keyboard)
        controller.settings_changed.connect(self._on_settings_changed)
        controller.team.token_kept.connect(self._on_token_kept)
        self._model.counts_changed.connect(self._sidebar.refresh_counts)
        self._jobs.notice.connect(self._notices.say)
        self._jobs.team_settings_wanted.connect(self._settings.open_team)
        self._area.failure.action_wanted.connect(self._jobs.act)
        controller.jobs_changed.connect(self._showing.show_news)
        self._intake.refused_counted.connect(self._status.show_refused)
        self._status.refused_clicked.connect(self._intake.show_refused)
        self._search.changed.connect(lambda: self._header.found.setText(self._search.count_words()))
        self._header.search.left.connect(self._area.take_keyboard)
        self._drops.hovered.connect(self._area.set_hover_words)
        self._drops.dropped.connect(self._intake.add_dropped)
        self._zone.choose_clicked.connect(self._intake.choose_files)
        self._zone.sample_clicked.connect(self._intake.add_samples)
        actions.add_files.triggered.connect(self._intake.choose_files)
        actions.add_folder.triggered.connect(self._intake.choose_folder)
        actions.paste.triggered.connect(self._intake.paste)
        actions.settings.triggered.connect(self._settings.open)
        actions.quit.triggered.connect(self.close)
        actions.help.triggered.connect(self._open_help)
        actions.about.triggered.connect(self._open_about)

    def _connect_ways_out(self) -> None:
        for way_out in (self._exports, self._printing, self._drag_out):
            way_out.notice.connect(self._notices.say)
        self._actions.export.triggered.connect(self._open_export)
        self._actions.print_text.triggered.connect(self._open_print)
        self._table.drag_wanted.connect(self._drag_selected)
        self._review.pages_dragged.connect(self._drag_out.begin_pages)
        self._controller.stopped.connect(self._drag_out.forget)

    def _connect_review(self) -> None:
        self._review.notice.connect(self._say)
        self._review.set_next_document(self._model.next_with_doubts)

    def _connect_archive(self) -> None:
        """What is known of documents besides their text."""
        self._filters.changed.connect(self._search.changed)  # other rows are shown of what was found
        self._labels.notice.connect(self._notices.say)
        self._archive.notice.connect(self._notices.say)
        self._archive.move_wanted.connect(self._close_to_move)
        self._sources.notice.connect(self._notices.say)
        self._sources.review_wanted.connect(self._showing.open_job)

    @Slot(list)
    def add_paths(self, paths: Sequence[str]) -> None:
        """Files and folders from another start of the program."""
        self._intake.add_paths(paths)

    # News

    @Slot(object)
    def _on_loaded(self, jobs: Sequence[Job]) -> None:
        self._model.load(jobs)
        self._showing.show_empty_or_list()
        self._showing.select_first()

    @Slot(object)
    def _on_added(self, jobs: Sequence[Job]) -> None:
        was_empty = self._area.is_empty
        self._model.add(jobs)
        if was_empty and jobs:
            self._table.select_job(jobs[0].id)
        self._jobs.select_restored(jobs)

    @Slot(object)
    def _on_page_finished(self, event: PageFinished) -> None:
        self._model.set_seconds_left(event.job_id, event.seconds_left)

    @Slot(object)
    def _on_failure(self, error: ErrorInfo) -> None:
        self._notices.say(failure_notice(error))

    @Slot(object)
    def _on_mended(self, mended: Mended) -> None:
        self._notices.say(mended_notice(mended))

    @Slot(str)
    def _say(self, text: str) -> None:
        self._notices.say(Notice(text))

    # Dialogues, none of which holds anything up

    @Slot()
    def _open_export(self) -> None:
        self._exports.ask(self._table.selected_jobs())

    @Slot()
    def _drag_selected(self) -> None:
        self._drag_out.begin(self._table.selected_jobs())

    @Slot()
    def _open_print(self) -> None:
        self._printing.ask(self._table.selected_jobs())

    @Slot(object)
    def _on_settings_changed(self, settings: Settings) -> None:
        self._status.show_settings(settings)
        self._zone.show_settings(settings)

    @Slot(str, object)
    def _on_token_kept(self, _address: str, place: TokenPlace) -> None:
        if place is TokenPlace.SESSION:
            self._say(token_words(place))

    @Slot()
    def _open_help(self) -> None:
        HelpDialog(self._actions, self._review.review_actions, self._controller.settings, self).show()

    @Slot()
    def _open_about(self) -> None:
        about(self)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            clear_outlines()

    # The end

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_close and (self._jobs.is_working() or self._exports.is_working()):
            event.ignore()
            self._ask_to_close()
            return
        self._memory.save_review(self._review)
        self._memory.save(self, self._table, rows=self._area.rows, columns=self._area.columns)
        event.accept()
        self.closed.emit()

    def _ask_to_close(self) -> None:
        question = closing_question(
            self._jobs.unfinished() if self._jobs.is_working() else 0,
            paused=self._jobs.paused(),
            is_exporting=self._exports.is_working(),
        )
        ask(self, question, self.close_unasked, name="closeQuestion")

    @Slot()
    def expect_end(self) -> None:
        """The session ends, whatever is answered: do not ask."""
        self._may_close = True

    @Slot(object)
    def _close_to_move(self, folder: Path) -> None:
        self.folder_wanted = folder
        self.close_unasked()

    @Slot()
    def close_unasked(self) -> None:
        """Close even with work in progress, which goes on at the next start."""
        self._may_close = True
        self.close()
