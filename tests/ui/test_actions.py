"""Keys of the window: each does one thing, or Qt would do none of them."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence

from tests.ui.desk import Desk

_EVERYWHERE = (Qt.ShortcutContext.WindowShortcut, Qt.ShortcutContext.ApplicationShortcut)


def test_no_key_of_the_window_is_that_of_two_actions(desk: Desk) -> None:
    parts = desk.window.parts
    actions = (*vars(parts.actions).values(), *parts.review.review_actions.all())
    holders = defaultdict(set)
    for action in actions:
        if action.shortcutContext() in _EVERYWHERE:
            for keys in action.shortcuts():
                holders[keys.toString(QKeySequence.SequenceFormat.PortableText)].add(action.text())
    assert {keys: names for keys, names in holders.items() if len(names) > 1} == {}
