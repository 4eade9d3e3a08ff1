"""The composition root of the window: every object is built and wired here, and ended here in turn."""

from __future__ import annotations

import faulthandler
import logging
import logging.handlers
import os
import sys
import threading
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMessageBox

from transcritor_gui import __version__
from transcritor_gui.errors import ErrorCode, ErrorInfo, TranscritorError, message_for
from transcritor_gui.i18n import current_language, install_language, system_language, tr
from transcritor_gui.jobs import JobService, built_in_pipeline
from transcritor_gui.jobs.correcting.unkept import UnkeptChanges
from transcritor_gui.jobs.remote.access import TeamAccess
from transcritor_gui.paths import Places, places, point_to
from transcritor_gui.settings import Settings, load_settings
from transcritor_gui.store import Store, move_history
from transcritor_gui.telemetry import remove_telemetry_traces
from transcritor_gui.ui.archive.moving_dialog import move_shown
from transcritor_gui.ui.main_window import MainWindow
from transcritor_gui.ui.process.cyclic_garbage import CyclicGarbage
from transcritor_gui.ui.process.single_instance import SingleInstance
from transcritor_gui.ui.process.termination import Termination
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.service.launcher import QtLauncher
from transcritor_gui.ui.widgets.icons import application_icon
from transcritor_gui.workers import WorkerPool

__all__ = ["Application", "run_window"]

_log = logging.getLogger(__name__)

_LOG_BYTES = 2_000_000
_LOG_FILES = 3
_THREADS_END_MS = 3_000
_ENDING_MS = 15_000
"""For a window that has been closed to put its work away, before another can be opened."""
_ENVIRONMENT_FAULT = 3
_WRONG_USE = 2


class Application(QObject):
    """The running window and all that stands behind it.

    Made on the GUI thread. `start` opens everything; the end begins with the window's being closed, and the
    event loop is left when all threads, processes and the database are at rest.
    """

    def __init__(self, here: Places, settings: Settings, instance: SingleInstance) -> None:
        super().__init__()
        self._places = here
        self._instance = instance
        self._launcher = QtLauncher(self)
        self._settings = settings
        self._exit_code = 0
        self.is_at_rest = True
        """False when a thread did not end in time: a walk through a folder of a dead network, say."""
        self._team = _TeamClient()
        self.controller = Controller(
            self._open_service,
            settings,
            save_to=here.settings_file,
            open_team_access=self._team.access,
            unkept=UnkeptChanges(here.unkept_changes),
            parent=self,
        )
        self.window = MainWindow(self.controller, here)
        self.controller.start_failed.connect(self._on_start_failed)
        self.controller.stopped.connect(self._on_stopped)
        self.window.closed.connect(self._on_closed)
        instance.paths_received.connect(self._on_paths_received)
        self._termination = Termination(self)
        self._termination.requested.connect(self._on_termination)

    @property
    def folder_wanted(self) -> Path | None:
        """Where the history is to be moved before the window is opened again."""
        return self.window.folder_wanted

    def start(self, paths: Sequence[str]) -> None:
        """Show the window and open the service behind it; `paths` are queued when it is open."""
        self.window.show()
        self.controller.start()
        if paths:
            self.controller.intake.add_paths(paths)

    def _open_service(self) -> JobService:
        """Called on the controller's command lane, where opening the database may take its time."""
        settings = self._settings
        pool = WorkerPool(
            workers=settings.worker_count(),
            memory_limit_mb=settings.page_memory_mb,
            log_dir=self._places.logs,
        )
        return JobService(
            store=Store(self._places.database),
            pool=pool,
            pipeline=built_in_pipeline(),
            settings=settings,
            launcher=self._launcher,
            open_backend=lambda address: self._team.access().open_backend(address),
        )

    @Slot(object)
    def _on_paths_received(self, paths: tuple[str, ...]) -> None:
        self.window.add_paths(paths)
        self.window.setWindowState(self.window.windowState() & ~Qt.WindowState.WindowMinimized)
        self.window.raise_()
        self.window.activateWindow()

    @Slot(object)
    def _on_start_failed(self, error: ErrorInfo) -> None:
        self._exit_code = _ENVIRONMENT_FAULT
        self.window.hide()
        box = failure_box(error, self._places)
        box.finished.connect(self._on_failure_read)
        box.open()
        self._failure = box

    @Slot()
    def _on_failure_read(self) -> None:
        self.controller.stop()

    @Slot(int)
    def _on_termination(self, number: int) -> None:
        """End in good order, without asking: nobody may be there to answer."""
        _log.info("asked to end by signal %d", number)
        self._exit_code = 128 + number
        self.window.close_unasked()

    @Slot()
    def _on_closed(self) -> None:
        self._instance.stop_receiving()
        self.window.hide()
        self.controller.stop()

    @Slot()
    def _on_stopped(self) -> None:
        at_rest = self._launcher.wait(timeout_ms=_THREADS_END_MS)
        self.is_at_rest = self.controller.wait(timeout_ms=_THREADS_END_MS) and at_rest
        self._termination.release()
        self._instance.release()
        QApplication.exit(self._exit_code)


class _TeamClient:
    """The client of the team server, imported and made when first asked for: most people never need it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._access: TeamAccess | None = None

    def access(self) -> TeamAccess:
        """The one there is; from any thread."""
        from transcritor_gui.team.client.access import ClientAccess

        with self._lock:
            if self._access is None:
                self._access = ClientAccess()
            return self._access


def run_window(paths: Sequence[str]) -> int:
    """Open the window with `paths` queued; returns the process's exit code when it is closed."""
    here = places()
    install_language(system_language())
    application = _make_application()
    try:
        here.create()
        settings = load_settings(here.settings_file)
    except OSError as error:
        reason = error.strerror if error.strerror is not None else str(error)
        info = ErrorInfo(ErrorCode.DATABASE_UNUSABLE, (("path", str(here.data)), ("reason", reason)))
        failure_box(info, here).exec()
        return _ENVIRONMENT_FAULT
    except TranscritorError as error:
        failure_box(error.info, here).exec()
        return _WRONG_USE
    install_language(settings.shown_language())
    _translate_qt(application)
    instance = SingleInstance(here.data)
    if not instance.acquire():
        if instance.hand_over(paths):
            return 0
        if not instance.acquire(wait_ms=_ENDING_MS):
            return _no_answer(here)
    faults = _log_to_files(here)
    _log.info("version %s", __version__)
    remove_telemetry_traces(here.cache)
    garbage = CyclicGarbage(application)
    code, program = _run(application, here, settings, instance, paths)
    while program.folder_wanted is not None and program.is_at_rest:
        failure = move_shown(
            partial(
                move_history,
                here.database,
                program.folder_wanted,
                commit=partial(point_to, here, program.folder_wanted),
            ),
            folder=program.folder_wanted,
        )
        if failure is not None:
            _log.warning("the history could not be moved: %s", failure.code)
            failure_box(failure, here).exec()
        here = places()
        here.create()
        instance = SingleInstance(here.data)
        if not instance.acquire():
            break
        code, program = _run(application, here, load_settings(here.settings_file), instance, ())
    garbage.give_back()
    if not program.is_at_rest:
        # The database is closed and all work is safe; leaving in the ordinary way would wait for the thread.
        _log.warning("a thread is still at work at the end")
        logging.shutdown()
        os._exit(code)
    logging.shutdown()
    faulthandler.disable()
    faults.close()
    return code


def _run(
    application: QApplication,
    here: Places,
    settings: Settings,
    instance: SingleInstance,
    paths: Sequence[str],
) -> tuple[int, Application]:
    """One window, from its opening to its end; the exit code, and what was left of it."""
    program = Application(here, settings, instance)
    application.commitDataRequest.connect(program.window.expect_end)
    program.start(paths)
    return application.exec(), program


def failure_box(error: ErrorInfo, here: Places) -> QMessageBox:
    """A plain window for what keeps the program from starting."""
    message = message_for(error)
    box = QMessageBox()
    box.setWindowTitle(tr("Transcritor"))
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(message.what)
    box.setInformativeText(
        "\n\n".join(part for part in (message.advice, tr("Log: {path}", path=here.log_file)) if part)
    )
    box.addButton(tr("Close"), QMessageBox.ButtonRole.RejectRole)
    return box


def _make_application() -> QApplication:
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    QApplication.setApplicationName("Transcritor")
    QApplication.setApplicationVersion(__version__)
    QApplication.setDesktopFileName("transcritor")
    application = QApplication(sys.argv[:1])
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(application_icon())
    return application


def _translate_qt(application: QApplication) -> None:
    """Qt's own words: file dialogues, and the names of keys in menus."""
    if current_language() == "en":
        return
    QLocale.setDefault(QLocale(current_language()))
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load(f"qtbase_{current_language()}", folder):
        application.installTranslator(translator)
    else:
        _log.warning("Qt has no words in %s", current_language())


def _no_answer(here: Places) -> int:
    box = QMessageBox()
    box.setWindowTitle(tr("Transcritor"))
    box.setIcon(QMessageBox.Icon.Warning)
    box.setText(tr("Transcritor is already open, but does not answer."))
    box.setInformativeText(tr("Close its window, or wait for it to end, and start it again."))
    box.exec()
    _log.warning("the window that holds %s does not answer", here.data)
    return _ENVIRONMENT_FAULT


def _log_to_files(here: Places) -> TextIO:
    """Log to a file that is turned over by size, and crashes of the interpreter to one of their own.

    Paths and counts are logged, never the text of a document. (There is no standard error in a windowed
    build.) Returns the crash file, to be closed at the end.
    """
    handler = logging.handlers.RotatingFileHandler(
        here.log_file, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    faults = (here.logs / "crash.log").open("a", encoding="utf-8")
    faulthandler.enable(faults)
    sys.excepthook = _log_uncaught
    threading.excepthook = _log_uncaught_in_thread
    return faults


def _log_uncaught(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        QApplication.exit(130)
        return
    _log.critical("an error that nothing caught", exc_info=(kind, error, traceback))


def _log_uncaught_in_thread(hooked: threading.ExceptHookArgs) -> None:
    if hooked.exc_value is not None:
        _log_uncaught(hooked.exc_type, hooked.exc_value, hooked.exc_traceback)
