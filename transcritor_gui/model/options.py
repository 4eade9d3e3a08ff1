"""How a document is to be transcribed, chosen by the user before it starts: the one list of these choices.

A new one is a field here, the code that uses it, and its place in the settings; every door reads the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from transcritor_gui.i18n import tr
from transcritor_gui.model.option import AUTO_LANGUAGES, OptionKind, option

__all__ = ["AUTO_LANGUAGES", "DEFAULT_ENGINE", "Cleanup", "OcrMode", "ReadingOptions", "TranscriptionOptions"]

DEFAULT_ENGINE: Final = "tesserocr"
"""The first of `pipeline.ocr.registry`, which comes with the program; nothing else here knows an engine."""


class OcrMode(StrEnum):
    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Cleanup(StrEnum):
    AUTO = "auto"
    """As each page needs it."""
    NONE = "none"
    """Pictures are read as they stand."""


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """What can be chosen once for all documents: the settings have these fields too."""

    languages: str = option(
        "por+eng",
        kind=OptionKind.LANGUAGES,
        label=lambda: tr("Languages asked for"),
        help=lambda: tr("Languages of the documents, joined by +, or auto."),
        cli_name="lang",
    )
    ocr_mode: OcrMode = option(
        OcrMode.AUTO,
        kind=OptionKind.CHOICE,
        label=lambda: tr("Text recognition"),
        help=lambda: tr("Whether to read the pictures of pages: where needed, always, never."),
        form_name="ocr",
        values=(
            (OcrMode.AUTO, lambda: tr("Automatic: where a page needs it")),
            (OcrMode.ALWAYS, lambda: tr("Always: on every page")),
            (OcrMode.NEVER, lambda: tr("Never: only text that is in the file")),
        ),
    )
    cleanup: Cleanup = option(
        Cleanup.AUTO,
        kind=OptionKind.CHOICE,
        label=lambda: tr("Clean-up"),
        help=lambda: tr("Whether pictures of pages are cleaned before they are read: where needed, or not."),
        values=(
            (Cleanup.AUTO, lambda: tr("Automatic: where a page needs it")),
            (Cleanup.NONE, lambda: tr("None: pages are read as they stand")),
        ),
    )
    engine: str = option(
        DEFAULT_ENGINE,
        kind=OptionKind.ENGINE,
        label=lambda: tr("Recognition program"),
        help=lambda: tr("What recognises the text of pictures."),
    )
    second_opinion: bool = option(
        True,
        kind=OptionKind.FLAG,
        label=lambda: tr("Second opinion"),
        help=lambda: tr("Read doubtful words a second time, with another program."),
    )
    leave_out_watermarks: bool = option(
        False,
        kind=OptionKind.FLAG,
        label=lambda: tr("Leave out watermarks"),
        help=lambda: tr("Leave out words that lie across the page as a watermark."),
    )
    show_hidden_text: bool = option(
        False,
        kind=OptionKind.FLAG,
        label=lambda: tr("Show text that cannot be seen on the page"),
        help=lambda: tr("Keep text of the file that cannot be seen on the page."),
    )

    handwriting_in_text: bool = option(
        False,
        kind=OptionKind.FLAG,
        label=lambda: tr("Put handwriting into the text"),
        help=lambda: tr("Put what was read of handwriting, with little certainty, into the running text."),
        changes_text=False,
    )


@dataclass(frozen=True, slots=True)
class TranscriptionOptions(ReadingOptions):
    pages: str = option(
        "",
        kind=OptionKind.PAGES,
        label=lambda: tr("Pages asked for"),
        help=lambda: tr("Only these pages."),
        changes_text=False,
    )
