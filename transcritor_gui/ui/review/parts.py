"""The widgets of the review and how they lie: picture and text side by side, the card of a word below."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from transcritor_gui.i18n import tr
from transcritor_gui.ui.review.actions import ReviewActions
from transcritor_gui.ui.review.correcting.doubt_bar import DoubtBar
from transcritor_gui.ui.review.correcting.doubt_card import DoubtCard
from transcritor_gui.ui.review.find_bar import FindBar
from transcritor_gui.ui.review.marking.region_bar import RegionBar
from transcritor_gui.ui.review.notes import NoteBar
from transcritor_gui.ui.review.page_bar import PageBar
from transcritor_gui.ui.review.page_strip import PageStrip
from transcritor_gui.ui.review.picture.page_view import PageView
from transcritor_gui.ui.review.text_view import TextView
from transcritor_gui.ui.review.title_bar import TitleBar
from transcritor_gui.ui.service.controller import Controller
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.form import Hint

__all__ = ["ReviewParts", "laid_out"]


@dataclass(frozen=True, slots=True)
class ReviewParts:
    title: TitleBar
    page_strip: PageStrip
    page_view: PageView
    region_bar: RegionBar
    page_bar: PageBar
    notes: NoteBar
    find_bar: FindBar
    text_view: TextView
    doubt_bar: DoubtBar
    card: DoubtCard
    splitter: QSplitter
    stack: QStackedLayout
    """0: a hint that nothing is selected; 1: everything else."""


def laid_out(pane: QWidget, actions: ReviewActions, controller: Controller) -> ReviewParts:
    """The parts, made and laid out in `pane`, which owns them."""
    parts = ReviewParts(
        title=TitleBar(actions.confer, pane),
        page_strip=PageStrip(controller, pane),
        page_view=PageView(pane),
        region_bar=RegionBar(pane),
        page_bar=PageBar(
            previous_page=actions.previous_page,
            next_page=actions.next_page,
            zoom_out=actions.zoom_out,
            zoom_in=actions.zoom_in,
            fit=actions.fit,
            page_tools=(actions.turn_left, actions.turn_right, actions.mark_region),
            parent=pane,
        ),
        notes=NoteBar(pane),
        find_bar=FindBar(actions.find_next, actions.find_previous, pane),
        text_view=TextView(pane),
        doubt_bar=DoubtBar(actions, pane),
        card=DoubtCard(pane),
        splitter=QSplitter(Qt.Orientation.Horizontal, pane),
        stack=QStackedLayout(),
    )
    parts.title.hide()
    parts.page_strip.hide()
    parts.splitter.setChildrenCollapsible(False)
    parts.splitter.setHandleWidth(1)
    parts.splitter.addWidget(_column(parts.page_view, parts.region_bar, parts.page_bar))
    parts.splitter.addWidget(_column(parts.notes, parts.find_bar, parts.text_view, parts.doubt_bar))
    parts.splitter.setSizes([500, 500])
    hint = Hint(tr("Select a file to see its pages and its text here."), pane)
    hint.setFont(pane.font())
    hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
    parts.stack.addWidget(hint)
    pages = QWidget()
    sides = QHBoxLayout(pages)
    sides.setContentsMargins(0, 0, 0, 0)
    sides.setSpacing(0)
    sides.addWidget(parts.page_strip)
    sides.addWidget(parts.splitter, 1)
    parts.stack.addWidget(_column(pages, parts.card))
    rows = QVBoxLayout(pane)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    rows.addWidget(parts.title)
    rows.addLayout(parts.stack, 1)
    return parts


def _column(*widgets: QWidget) -> QWidget:
    column = QWidget()
    rows = QVBoxLayout(column)
    rows.setContentsMargins(0, 0, 0, 0)
    rows.setSpacing(0)
    for widget in widgets:
        rows.addWidget(widget)
    column.setMinimumWidth(30 * theme.GRID)
    return column
