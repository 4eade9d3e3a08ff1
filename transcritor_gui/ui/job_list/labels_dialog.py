"""Note and tags of the selected documents, to be typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import (
    QCompleter,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from transcritor_gui.i18n import ntr, tr
from transcritor_gui.model import Job
from transcritor_gui.model.labels import Labels, has_tag, retagged, tags_in
from transcritor_gui.ui.widgets import theme
from transcritor_gui.ui.widgets.form import Hint

__all__ = ["LabelsDialog"]

_WIDTH = 56 * theme.GRID
_NOTE_HEIGHT = 16 * theme.GRID


class LabelsDialog(QDialog):
    """Of one document note and tags; of several the tags that all of them have."""

    chosen = Signal(object)
    """tuple[Labels, ...] of all these documents."""

    def __init__(self, jobs: Sequence[Job], known_tags: Iterable[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = tuple(jobs)
        self._common = tuple(tag for tag in jobs[0].tags if all(has_tag(job.tags, tag) for job in jobs))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Note and tags"))
        self.tags = QLineEdit(", ".join(self._common), self)
        self.tags.setAccessibleName(tr("Tags"))
        self.tags.setPlaceholderText(tr("urgent, client Silva"))
        _complete_last(self.tags, sorted(set(known_tags), key=str.casefold))
        self.note = QPlainTextEdit(jobs[0].note, self)
        self.note.setAccessibleName(tr("Note"))
        self.note.setTabChangesFocus(True)
        self.note.setMinimumHeight(_NOTE_HEIGHT)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setVerticalSpacing(theme.GRID)
        form.addRow(tr("Tags"), self.tags)
        hint = tr("Parted by commas. The list can be filtered by them.")
        if len(jobs) > 1:
            shared = ntr("{count} document is selected.", "{count} documents are selected.", len(jobs))
            hint = " ".join((shared, tr("These are the tags that all of them have.")))
        form.addRow("", Hint(hint, self))
        if len(jobs) == 1:
            form.addRow(tr("Note"), self.note)
        else:
            self.note.hide()
        buttons = QDialogButtonBox(self)
        keep = buttons.addButton(tr("Save"), QDialogButtonBox.ButtonRole.AcceptRole)
        keep.setDefault(True)
        buttons.addButton(tr("Cancel"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self.accepted.connect(self._tell)
        column = QVBoxLayout(self)
        column.setContentsMargins(*([2 * theme.GRID] * 4))
        column.setSpacing(2 * theme.GRID)
        column.addLayout(form)
        column.addWidget(buttons)
        self.resize(_WIDTH, self.sizeHint().height())

    def _tell(self) -> None:
        typed = tags_in(self.tags.text())
        gone = [tag for tag in self._common if not has_tag(typed, tag)]
        is_single = len(self._jobs) == 1
        self.chosen.emit(
            tuple(
                Labels(
                    job.id,
                    self.note.toPlainText().strip() if is_single else job.note,
                    retagged(job.tags, add=typed, remove=gone),
                )
                for job in self._jobs
            )
        )


class _LastTag(QCompleter):
    """Completes what stands behind the last comma."""

    def splitPath(self, path: str) -> list[str]:
        return [path.rpartition(",")[2].strip()]

    def pathFromIndex(self, index: object) -> str:
        widget = self.widget()
        assert isinstance(widget, QLineEdit)
        before, comma, _ = widget.text().rpartition(",")
        return f"{before}{comma} {super().pathFromIndex(index)}".strip()  # type: ignore[arg-type]


def _complete_last(field: QLineEdit, tags: Sequence[str]) -> None:
    completer = _LastTag(field)
    completer.setModel(QStringListModel(list(tags), completer))
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    field.setCompleter(completer)
