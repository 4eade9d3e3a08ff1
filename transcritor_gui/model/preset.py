"""Presets: how documents are read, and how they are written, under a name that people choose.

They are kept in the settings, and named on the command line, in the window and in rules of watched folders.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Annotated, Final

from msgspec import Meta

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import tr
from transcritor_gui.model.export_wish import ExportWish
from transcritor_gui.model.options import OcrMode, TranscriptionOptions

__all__ = ["FIRST_PRESETS", "MOST_PRESET_LETTERS", "Preset", "preset_label", "preset_named", "with_preset"]

MOST_PRESET_LETTERS: Final = 60


@dataclass(frozen=True, slots=True)
class Preset:
    name: Annotated[str, Meta(min_length=1, max_length=MOST_PRESET_LETTERS)]
    options: TranscriptionOptions = field(default_factory=TranscriptionOptions)
    exports: bool = False
    """Whether each document is exported by itself when it has been read, as `export` says."""
    export: ExportWish = field(default_factory=ExportWish)


FIRST_PRESETS: Final = (
    Preset(
        "Scanner",
        TranscriptionOptions(ocr_mode=OcrMode.ALWAYS),
        exports=True,
        export=ExportWish(format="pdf", name_template="{name}-ocr"),
    ),
    Preset(
        "Court file",
        TranscriptionOptions(leave_out_watermarks=True),
        exports=True,
        export=ExportWish(format="docx", without_headers=True),
    ),
)
"""Those that come with the program: the text that scanners put under their pages is not to be trusted; courts
print their marks across pages and around them."""

_FIRST_LABELS: Final[dict[str, Callable[[], str]]] = {
    "Scanner": lambda: tr("Scanner"),
    "Court file": lambda: tr("Court file"),
}


def preset_label(preset: Preset) -> str:
    """Its name as people see it: those that come with the program are called as their language has it."""
    label = _FIRST_LABELS.get(preset.name)
    return label() if label is not None else preset.name


def preset_named(presets: Iterable[Preset], name: str) -> Preset:
    """The preset of that name or label, whatever its case; TranscritorError(PRESET_UNKNOWN)."""
    known = tuple(presets)
    wanted = name.strip().casefold()
    for preset in known:
        if wanted in (preset.name.casefold(), preset_label(preset).casefold()):
            return preset
    labels = ", ".join(preset_label(each) for each in known)
    raise TranscritorError(ErrorCode.PRESET_UNKNOWN, name=name, known=labels)


def with_preset(presets: Iterable[Preset], preset: Preset) -> tuple[Preset, ...]:
    """`presets` with this one: in the place of the one that is called or labelled so, else as the last.

    One that came with the program keeps its own name, so that rules which name it find it.
    """
    kept = tuple(presets)
    wanted = preset.name.strip().casefold()
    for place, each in enumerate(kept):
        if wanted in (each.name.casefold(), preset_label(each).casefold()):
            return (*kept[:place], replace(preset, name=each.name), *kept[place + 1 :])
    return (*kept, preset)
