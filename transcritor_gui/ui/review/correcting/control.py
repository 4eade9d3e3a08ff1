"""From what a person does in the review to corrections, and back from what has been kept to what is said.

`pane` shows pages; this turns keys, clicks and typing into requests to the controller, and lays a change over
the shown page at once, before the service has kept it: the eye waits for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QObject, QPoint, Signal, Slot

from transcritor_gui.i18n import tr
from transcritor_gui.jobs.correcting.occurrences import Occurrence, as_correction
from transcritor_gui.model import (
    BlockKind,
    Correction,
    Edit,
    EditKind,
    PageResult,
    Word,
    corrected_page,
)
from transcritor_gui.ui.review.correcting.correction_menu import CorrectionMenu
from transcritor_gui.ui.review.correcting.page_edits import (
    block_corrections,
    block_of_word,
    cell_correction,
    kind_correction,
    move_correction,
    word_correction,
)
from transcritor_gui.ui.review.spelling.spelling import Spelling
from transcritor_gui.ui.review.text_document import TextPlace
from transcritor_gui.ui.service.review_link import ReviewLink

__all__ = ["Correcting", "ShownPage"]


@dataclass(frozen=True, slots=True)
class ShownPage:
    job_id: UUID
    page: PageResult
    selected: int
    """Of the words of the page; -1 for none."""


class Correcting(QObject):
    """`shown` gives the page that can be corrected now, or None where there is none."""

    page_changed = Signal(object)
    """PageResult as it reads now."""
    word_decided = Signal(int)
    """The last word of what was decided about, on the page as it reads now: go on to the next doubt."""
    alike_counted = Signal(int)
    """How many other places read as the selected word does, in doubt."""
    notice = Signal(str)
    """A sentence for the window's line of news."""

    def __init__(
        self, link: ReviewLink, shown: Callable[[], ShownPage | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._link = link
        self._shown = shown
        self._alike: tuple[Occurrence, ...] = ()
        self._alike_of = ""
        link.undone.connect(self._on_undone)
        link.redone.connect(self._on_redone)
        link.edited.connect(self._on_edited)
        link.alike_found.connect(self._on_alike)

    # One word

    @Slot(str)
    def correct_word(self, text: str) -> None:
        """The selected word reads `text`."""
        shown = self._shown()
        if shown is not None:
            self._apply(shown, word_correction(shown.page, shown.selected, shown.selected, text), text)

    @Slot(str)
    def correct_everywhere(self, text: str) -> None:
        """The selected word and all doubtful ones that read the same now read `text`."""
        shown = self._shown()
        if shown is None:
            return
        word = _word(shown)
        correction = word_correction(shown.page, shown.selected, shown.selected, text)
        if word is None or correction is None:
            return
        others = self._alike if self._alike_of == word.text else ()
        here = Occurrence(
            shown.job_id, shown.page.page_index, correction.anchor, word.text, text, "", (0, 0), word.doubtful
        )
        wanted = [here]
        for each in others:
            is_here = each.page_index == here.page_index and each.box == here.box
            if not is_here:
                wanted.append(
                    Occurrence(
                        each.job_id,
                        each.page_index,
                        each.box,
                        each.before,
                        text,
                        each.context,
                        each.mark,
                        True,
                    )
                )
        self._link.replace(wanted)
        on_page = [each for each in wanted if each.page_index == shown.page.page_index]
        self._show_at_once(shown, [as_correction(each) for each in on_page], text)

    def look_for_alike(self) -> None:
        """`alike_counted` follows for the selected word, where it is in doubt."""
        self._alike, self._alike_of = (), ""
        shown = self._shown()
        word = None if shown is None else _word(shown)
        if shown is not None and word is not None and word.doubtful:
            self._link.request_alike(shown.job_id, word.text, word.alternative or word.text)

    def _on_alike(self, job_id: UUID, text: str, found: tuple[Occurrence, ...]) -> None:
        shown = self._shown()
        word = None if shown is None else _word(shown)
        if shown is None or word is None or job_id != shown.job_id or word.text != text:
            return
        self._alike, self._alike_of = found, text
        self.alike_counted.emit(max(0, len(found) - 1))

    # Blocks

    @Slot(object, str)
    def retype(self, place: TextPlace, text: str) -> None:
        """A block or a cell was typed over."""
        shown = self._shown()
        if shown is None or place.block_index >= len(shown.page.blocks):
            return
        if place.row >= 0:
            cell = cell_correction(shown.page, place.block_index, place.row, place.column, text)
            corrections: tuple[Correction, ...] = () if cell is None else (cell,)
        else:
            corrections = block_corrections(shown.page, place.block_index, text)
        if corrections:
            self._link.correct(shown.job_id, corrections)
            self._show_at_once(shown, corrections, None)

    def set_kind(self, block_index: int, kind: BlockKind, level: int) -> None:
        shown = self._shown()
        if shown is not None:
            self._rearrange(shown, kind_correction(shown.page, block_index, kind, level))

    def move_block(self, block_index: int, places: int) -> None:
        shown = self._shown()
        if shown is not None:
            self._rearrange(shown, move_correction(shown.page, block_index, places))

    def _rearrange(self, shown: ShownPage, correction: Correction | None) -> None:
        if correction is not None:
            self._link.correct(shown.job_id, (correction,), kind=EditKind.REARRANGED)
            self._show_at_once(shown, (correction,), None)

    # Pages

    def confer(self, *, conferred: bool) -> None:
        """Tick or untick the shown page as compared with the original."""
        shown = self._shown()
        if shown is not None:
            self._link.confer(shown.job_id, shown.page.page_index, conferred=conferred)

    def undo(self) -> None:
        shown = self._shown()
        if shown is not None:
            self._link.undo(shown.job_id)

    def redo(self) -> None:
        shown = self._shown()
        if shown is not None:
            self._link.redo(shown.job_id)

    def open_menu(
        self, word_index: int, position: QPoint, spelling: Spelling, on_correct: Callable[[int], None]
    ) -> None:
        """What can be done with a word and its block; `on_correct` lets a person type."""
        shown = self._shown()
        if shown is None:
            return
        words = tuple(shown.page.words())
        word = words[word_index] if 0 <= word_index < len(words) else None
        block_index = block_of_word(shown.page, word_index)
        block = None if block_index is None else shown.page.blocks[block_index]
        is_unknown = word is not None and spelling.is_unknown(word)
        suggestions = spelling.suggestions(word) if word is not None and is_unknown else None
        menu = CorrectionMenu(word, block, suggestions=suggestions)
        if word is not None:
            menu.addition_wanted.connect(lambda: spelling.add(word))

        def take(text: str) -> None:
            self._apply(shown, word_correction(shown.page, word_index, word_index, text), text)

        menu.word_taken.connect(take)
        menu.typing_wanted.connect(lambda: on_correct(word_index))
        if block_index is not None:
            menu.kind_wanted.connect(lambda kind, level: self.set_kind(block_index, kind, level))
            menu.move_wanted.connect(lambda places: self.move_block(block_index, places))
        menu.popup_at(position)

    # Within

    def _apply(self, shown: ShownPage, correction: Correction | None, text: str) -> None:
        if correction is None:
            return
        is_accepted = correction.before == correction.after
        kind = EditKind.ACCEPTED if is_accepted else EditKind.CORRECTED
        self._link.correct(shown.job_id, (correction,), kind=kind)
        self._show_at_once(shown, (correction,), text)

    def _show_at_once(
        self, shown: ShownPage, corrections: tuple[Correction, ...] | list[Correction], text: str | None
    ) -> None:
        """`text` is what the selected word became; None where the selection stays as it is."""
        changed = corrected_page(shown.page, corrections).page
        self.page_changed.emit(changed)
        if text is not None:
            self.word_decided.emit(shown.selected + len(text.split()) - 1)

    def _on_edited(self, edit: Edit) -> None:
        if edit.kind is EditKind.REPLACED:
            self.notice.emit(tr("Corrected everywhere. Ctrl+Z takes it back."))

    def _on_undone(self, edit: Edit | None) -> None:
        self.notice.emit(
            tr("There is nothing to undo in this document.") if edit is None else _undone_words(edit)
        )

    def _on_redone(self, edit: Edit | None) -> None:
        if edit is None:
            self.notice.emit(tr("There is nothing to do again in this document."))


def _word(shown: ShownPage) -> Word | None:
    words = tuple(shown.page.words())
    return words[shown.selected] if 0 <= shown.selected < len(words) else None


def _undone_words(edit: Edit) -> str:
    match edit.kind:
        case EditKind.ACCEPTED:
            return tr("The word is in doubt again.")
        case EditKind.CONFERRED:
            return tr("The tick was taken back.")
        case EditKind.REARRANGED:
            return tr("The paragraph is as it was.")
        case EditKind.REPLACED:
            return tr("What was corrected everywhere is as it was read.")
        case EditKind.READ_AGAIN:
            return tr("The page is as it was read before.")
        case EditKind.CORRECTED:
            return tr("The correction was taken back.")
