"""The part of the settings that says where documents are read: the fields, and what is wrong with them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.jobs.team_access import TeamReport, TokenPlace
from transcritor_gui.model import WorkPlace
from transcritor_gui.settings import Settings
from transcritor_gui.team_address import normal_address
from transcritor_gui.ui import theme
from transcritor_gui.ui.form import FIELD_WIDTH, Hint, Problem, choice
from transcritor_gui.ui.link_button import LinkButton
from transcritor_gui.ui.team_link import TeamLink
from transcritor_gui.ui.team_words import address_warning, report_fault, report_words, token_words

__all__ = ["TeamSettings", "connect_team"]


class TeamSettings(QObject):
    """Fields for the settings dialogue, which lays them out: `rows` are labels with what stands beside them.

    Only the first row is for everybody; the others are shown where the team server is chosen.
    """

    changed = Signal()
    check_wanted = Signal(str, object)
    """Address; the token as typed, or None for the one that is kept."""
    token_wanted = Signal(str)
    """Address for which it is to be found out where its token is."""
    token_entered = Signal(str, str)
    """Address and token ('' to forget it): to be kept now."""

    def __init__(self, settings: Settings, parent: QWidget) -> None:
        super().__init__(parent)
        self._settings = settings
        self._token_place = TokenPlace.NOWHERE
        self._place = choice(
            parent,
            tr("Where documents are read"),
            ((tr("On this computer"), WorkPlace.HERE), (tr("On the team server"), WorkPlace.TEAM)),
            settings.work_place,
        )
        self._address = _line(parent, tr("Address of the team server"), "http://server:8000")
        self._address.setText(settings.team_address)
        self._token = _line(parent, tr("Token of the team server"), "")
        self._token.setEchoMode(QLineEdit.EchoMode.Password)
        self._forget = LinkButton(tr("Forget the token"), parent)
        self._forget.hide()
        self._test = QPushButton(tr("Test connection"), parent)
        self._address_problem = Problem(parent)
        self._warning = Problem(parent)
        self._token_hint = Hint("", parent)
        self._found_problem = Problem(parent)
        self._found = Hint("", parent)
        self._hint = Hint(
            tr("Documents are sent there as they are added. Those in the list stay where they are."), parent
        )
        self._columns = (
            _column(parent, _beside(parent, self._address), self._address_problem, self._warning, self._hint),
            _column(parent, _beside(parent, self._token, self._forget), self._token_hint),
            _column(parent, _beside(parent, self._test), self._found, self._found_problem),
        )
        self._place.currentIndexChanged.connect(self._on_edited)
        self._address.textChanged.connect(self._on_edited)
        self._address.editingFinished.connect(self._ask_for_token)
        self._token.textChanged.connect(self._forget_report)
        self._test.clicked.connect(self._check)
        self._forget.clicked.connect(self._forget_token)
        self._on_edited()

    def rows(self) -> tuple[tuple[str, QWidget], ...]:
        address, token, test = self._columns
        return (
            (tr("Documents are read"), self._place),
            (tr("Address"), address),
            (tr("Token"), token),
            ("", test),
        )

    @property
    def is_team(self) -> bool:
        """Whether the rows for the team server are to be shown."""
        return WorkPlace(self._place.currentData()) is WorkPlace.TEAM

    @property
    def is_good(self) -> bool:
        """Whether this can be saved."""
        return not self.is_team or bool(self.address)

    @property
    def work_place(self) -> WorkPlace:
        return WorkPlace(self._place.currentData())

    @property
    def address(self) -> str:
        """In form; '' where what is typed is none."""
        return normal_address(self._address.text())

    def kept_address(self) -> str:
        """What to save: the address as it was where this computer is chosen and it makes no sense."""
        return self.address or ("" if self.is_team else self._settings.team_address)

    def show(self) -> None:
        """The dialogue is open: find out about the token."""
        self._ask_for_token()

    def confirm(self) -> None:
        """Send the token that was typed to be kept."""
        if self.is_team and self._token.text().strip():
            self.token_entered.emit(self.address, self._token.text().strip())

    # Answers

    @Slot(object)
    def show_report(self, report: TeamReport) -> None:
        """What the test found; an answer about another address than is typed now is passed over."""
        if report.address != self.address:
            return
        self._test.setEnabled(True)
        fault = report_fault(report)
        self._found_problem.say(fault)
        self._found.setText("" if fault else report_words(report))
        self._found.setVisible(not fault)

    @Slot(str, object)
    def show_token_place(self, address: str, place: TokenPlace) -> None:
        if address != self.address:
            return
        self._token_place = place
        is_kept = place in (TokenPlace.KEYRING, TokenPlace.SESSION)
        self._token.setPlaceholderText("•" * 12 if place is not TokenPlace.NOWHERE else "")
        self._token.setEnabled(place is not TokenPlace.VARIABLE)
        self._forget.setVisible(is_kept)
        self._token_hint.setText(token_words(place))

    # What is typed

    @Slot()
    def _on_edited(self) -> None:
        has_text = bool(self._address.text().strip())
        is_wrong = self.is_team and not self.address and has_text
        self._address_problem.say(
            tr("This is not an address. It looks like http://server:8000.") if is_wrong else ""
        )
        self._warning.say(address_warning(self.address))
        self._test.setEnabled(bool(self.address))
        self._forget_report()
        self.changed.emit()

    @Slot()
    def _forget_report(self) -> None:
        """What was found was found for something else."""
        self._found.hide()
        self._found_problem.say("")
        self._test.setEnabled(bool(self.address))

    @Slot()
    def _ask_for_token(self) -> None:
        self._token_hint.setText(token_words(TokenPlace.NOWHERE))
        self._forget.hide()
        if self.is_team and self.address:
            self.token_wanted.emit(self.address)

    @Slot()
    def _check(self) -> None:
        self._found_problem.say("")
        self._found.setText(tr("Asking the server…"))
        self._found.show()
        self._test.setEnabled(False)
        typed = self._token.text().strip()
        self.check_wanted.emit(self.address, typed if typed else None)

    @Slot()
    def _forget_token(self) -> None:
        self._token.clear()
        self.token_entered.emit(self.address, "")


def connect_team(fields: TeamSettings, link: TeamLink) -> None:
    """Let an open dialogue ask the team server."""
    fields.check_wanted.connect(link.check)
    fields.token_wanted.connect(link.find_token)
    fields.token_entered.connect(link.keep_token)
    link.checked.connect(fields.show_report)
    link.token_found.connect(fields.show_token_place)
    link.token_kept.connect(fields.show_token_place)
    fields.show()


def _line(parent: QWidget, name: str, example: str) -> QLineEdit:
    line = QLineEdit(parent)
    line.setAccessibleName(name)
    line.setPlaceholderText(example)
    line.setMinimumWidth(FIELD_WIDTH)
    return line


def _column(parent: QWidget, field: QWidget, *notes: QWidget) -> QWidget:
    column = QWidget(parent)
    rows = QVBoxLayout(column)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(theme.GRID)
    for widget in (field, *notes):
        rows.addWidget(widget)
    column.setFocusProxy(field)
    return column


def _beside(parent: QWidget, *fields: QWidget) -> QWidget:
    """`fields` in a row, no wider than they need."""
    line = QWidget(parent)
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GRID)
    for field in fields:
        row.addWidget(field)
    row.addStretch(1)
    line.setFocusProxy(fields[0])
    return line
