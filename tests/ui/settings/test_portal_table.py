"""The table of court portals: what is typed is what counts, and nonsense is not saved."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QTableWidget
from pytestqt.qtbot import QtBot

from transcritor_gui.model import PORTALS, Portal
from transcritor_gui.ui.settings.portal_table import PortalTable


def _shown(qtbot: QtBot, *portals: Portal) -> tuple[PortalTable, QTableWidget]:
    made = PortalTable(portals)
    qtbot.addWidget(made)
    table = made.findChild(QTableWidget)
    assert isinstance(table, QTableWidget)
    return made, table


def _type(table: QTableWidget, row: int, column: int, text: str) -> None:
    item = table.item(row, column)
    assert item is not None
    item.setText(text)


def _press(table: PortalTable, text: str) -> None:
    next(each for each in table.findChildren(QPushButton) if each.text() == text).click()


def test_what_was_given_comes_back(qtbot: QtBot) -> None:
    made, _table = _shown(qtbot, *PORTALS)
    assert made.portals == PORTALS
    assert made.fault() == ""


def test_a_size_may_be_written_with_a_comma(qtbot: QtBot) -> None:
    made, table = _shown(qtbot, Portal("TJ", 1.5))
    _type(table, 0, 1, "2,5")
    assert made.portals == (Portal("TJ", 2.5),)


def test_a_space_that_is_refused_in_names_can_be_seen(qtbot: QtBot) -> None:
    made, table = _shown(qtbot, Portal("eproc", 10.0, not_in_names="- "))
    item = table.item(0, 3)
    assert item is not None
    assert item.text() == "-␣"
    assert made.portals[0].not_in_names == "- "


def test_a_portal_is_added_and_removed(qtbot: QtBot) -> None:
    made, table = _shown(qtbot, Portal("TJ", 1.5))
    _press(made, "Add")
    assert made.fault() == "Each portal needs a name."
    _type(table, 1, 0, "TRF")
    assert [portal.name for portal in made.portals] == ["TJ", "TRF"]
    table.selectRow(0)
    _press(made, "Remove")
    assert [portal.name for portal in made.portals] == ["TRF"]


def test_nonsense_is_named(qtbot: QtBot) -> None:
    made, table = _shown(qtbot, Portal("TJ", 1.5), Portal("tj", 2.0))
    assert made.fault() == "There are two portals “tj”."
    _type(table, 1, 0, "TRF")
    _type(table, 1, 1, "large")
    assert made.fault().startswith("“TRF”: sizes are numbers")


def test_the_first_table_comes_back_on_request(qtbot: QtBot) -> None:
    made, _table = _shown(qtbot)
    _press(made, "As at first")
    assert made.portals == PORTALS


def test_the_heads_of_sizes_stand_over_their_figures(qtbot: QtBot) -> None:
    _made, table = _shown(qtbot, Portal("TJ", 1.5, page_kb=300))
    for column in (1, 2):
        head = table.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        assert Qt.AlignmentFlag.AlignRight in Qt.AlignmentFlag(head)
