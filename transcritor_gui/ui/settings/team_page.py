"""Settings of the place where documents are read: this computer or a team server, its address and token."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.jobs.remote.access import TeamReport, TokenPlace
from transcritor_gui.model import WorkPlace
from transcritor_gui.settings import Settings
from transcritor_gui.team_address import normal_address
from transcritor_gui.ui.service.team_link import TeamLink
from transcritor_gui.ui.settings.page import SettingsPage
from transcritor_gui.ui.team_words import address_warning, report_fault, report_words, token_words
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.form import FIELD_WIDTH, Caution, Hint, Problem, Success, choice
from transcritor_gui.ui.widgets.link_button import LinkButton

__all__ = ["TeamPage", "connect_team"]


class TeamPage(SettingsPage):
    """Only the first row is for everybody; the others are shown where the team server is chosen."""

    ICON = "server"

    check_wanted = Signal(str, object)
    """Address; the token as typed, or None for the one that is kept."""
    token_wanted = Signal(str)
    """Address for which it is to be found out where its token is."""
    token_entered = Signal(str, str)
    """Address and token ('' to forget it): to be kept now."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(tr("Team server"), parent)
        self._settings = settings
        self.place = choice(
            self,
            tr("Where documents are read"),
            ((tr("On this computer"), WorkPlace.HERE), (tr("On the team server"), WorkPlace.TEAM)),
            settings.work_place,
        )
        self.address_field = _line(self, tr("Address of the team server"), "http://server:8000")
        self.address_field.setText(settings.team_address)
        self.token_field = _line(self, tr("Token of the team server"), "")
        self.token_field.setEchoMode(QLineEdit.EchoMode.Password)
        self._forget = LinkButton(tr("Forget the token"), self)
        self._forget.hide()
        self.test_button = QPushButton(tr("Test connection"), self)
        self._address_problem = Problem(self)
        self.warning = Caution(self)
        self._token_hint = Hint("", self)
        self.found_problem = Problem(self)
        self.found = Success(self)
        self._found_caution = Caution(self)
        self._asking = Hint(tr("Asking the server…"), self)
        self._place_hint = Hint("", self)
        self.add_row(tr("Documents are read"), self.place, self._place_hint)
        self._team_rows = (
            self.add_row(tr("Address"), self.address_field, self._address_problem, self.warning),
            self.add_row(tr("Token"), self.token_field, _beside(self, self._token_hint, self._forget)),
            self.add_row("", self.test_button, *self._findings()),
        )
        self.place.currentIndexChanged.connect(self._on_edited)
        self.address_field.textChanged.connect(self._on_edited)
        self.address_field.editingFinished.connect(self.ask_for_token)
        self.token_field.textChanged.connect(self._forget_report)
        self.test_button.clicked.connect(self._check)
        self._forget.clicked.connect(self._forget_token)
        self._on_edited()

    @property
    def is_team(self) -> bool:
        return WorkPlace(self.place.currentData()) is WorkPlace.TEAM

    @property
    def address(self) -> str:
        """In form; '' where what is typed is none."""
        return normal_address(self.address_field.text())

    def fault(self) -> str:
        if not self.is_team or self.address:
            return ""
        problem = self._address_problem.text
        return problem if problem else tr("The address of the team server is missing.")

    def chosen(self, settings: Settings) -> Settings:
        """The address stays as it was where this computer is chosen and what is typed makes no sense."""
        kept = self.address if self.address or self.is_team else self._settings.team_address
        return replace(settings, work_place=WorkPlace(self.place.currentData()), team_address=kept)

    def confirm(self) -> None:
        """Send the token that was typed to be kept."""
        if self.is_team and self.token_field.text().strip():
            self.token_entered.emit(self.address, self.token_field.text().strip())

    # Answers

    @Slot(object)
    def show_report(self, report: TeamReport) -> None:
        """What the test found; an answer about another address than is typed now is passed over."""
        if report.address != self.address:
            return
        self._asking.hide()
        fault = report_fault(report)
        self.found_problem.say(fault)
        if not fault:
            (self.found if report.workers else self._found_caution).say(report_words(report))

    def _findings(self) -> tuple[QWidget, ...]:
        return (self._asking, self.found, self._found_caution, self.found_problem)

    @Slot(str, object)
    def show_token_place(self, address: str, place: TokenPlace) -> None:
        if address != self.address:
            return
        is_kept = place in (TokenPlace.KEYRING, TokenPlace.SESSION)
        self.token_field.setPlaceholderText("•" * 12 if place is not TokenPlace.NOWHERE else "")
        self.token_field.setEnabled(place is not TokenPlace.VARIABLE)
        self._forget.setVisible(is_kept)
        self._token_hint.setText(token_words(place))

    # What is typed

    @Slot()
    def _on_edited(self) -> None:
        for row in self._team_rows:
            self.show_row(row, shown=self.is_team)
        self._place_hint.setText(
            tr("Documents are sent there as they are added. Those in the list stay where they are.")
            if self.is_team
            else tr("Everything is done on this computer. Nothing is sent.")
        )
        has_text = bool(self.address_field.text().strip())
        is_wrong = self.is_team and not self.address and has_text
        self._address_problem.say(
            tr("This is not an address. It looks like http://server:8000.") if is_wrong else ""
        )
        self.warning.say(address_warning(self.address))
        self.test_button.setEnabled(bool(self.address))
        self._forget_report()
        self.changed.emit()

    @Slot()
    def _forget_report(self) -> None:
        """What was found was found for something else."""
        self._asking.hide()
        for finding in (self.found, self._found_caution, self.found_problem):
            finding.say("")
        self.test_button.setEnabled(bool(self.address))

    @Slot()
    def ask_for_token(self) -> None:
        """Find out where the token of the address is."""
        self._token_hint.setText(token_words(TokenPlace.NOWHERE))
        self._forget.hide()
        if self.is_team and self.address:
            self.token_wanted.emit(self.address)

    @Slot()
    def _check(self) -> None:
        if not self._asking.isHidden():
            return  # the button stays enabled: disabled it would lose the keyboard to the next field
        self._forget_report()
        self._asking.show()
        typed = self.token_field.text().strip()
        self.check_wanted.emit(self.address, typed if typed else None)

    @Slot()
    def _forget_token(self) -> None:
        self.token_field.clear()
        self.token_entered.emit(self.address, "")


def connect_team(fields: TeamPage, link: TeamLink) -> None:
    """Let an open dialogue ask the team server."""
    fields.check_wanted.connect(link.check)
    fields.token_wanted.connect(link.find_token)
    fields.token_entered.connect(link.keep_token)
    link.checked.connect(fields.show_report)
    link.token_found.connect(fields.show_token_place)
    link.token_kept.connect(fields.show_token_place)
    fields.ask_for_token()


def _line(parent: QWidget, name: str, example: str) -> QLineEdit:
    line = QLineEdit(parent)
    line.setAccessibleName(name)
    line.setPlaceholderText(example)
    line.setMinimumWidth(FIELD_WIDTH)
    return line


def _beside(parent: QWidget, hint: QWidget, link: QWidget) -> QWidget:
    """A hint with what can be done about it at its right."""
    line = QWidget(parent)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GRID)
    row.addWidget(hint, 1)
    row.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
    return line
