"""The pipeline as the service needs it: functions that are handed to worker processes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from transcritor_gui.model import DocumentFacts, PageResult, TranscriptionOptions

if TYPE_CHECKING:  # the pipeline's libraries are loaded when a service is opened, not when it is imported
    from transcritor_gui.pipeline import LanguagePacks

__all__ = ["Pipeline", "built_in_pipeline"]


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Module-level functions (workers find them by name), called as those of `transcritor_gui.pipeline`."""

    inspect_document: Callable[..., DocumentFacts]
    """(path, *, password)"""
    transcribe_page: Callable[[Any], PageResult]
    """(page task)"""
    render_preview: Callable[..., Any]
    """(path, page_index, *, width_px, password)"""
    page_task: Callable[..., Any]
    """(path, page_index, options, password, packs), all by keyword: what `transcribe_page` takes."""
    language_packs: Callable[[str], LanguagePacks]
    """(the setting `tessdata_dir`): the packs in force now; one may have been added a moment ago."""
    page_key: Callable[[TranscriptionOptions, LanguagePacks], str]
    """All that the text of a page depends on besides the page, as one key."""


def built_in_pipeline() -> Pipeline:
    """The real one."""
    from transcritor_gui import pipeline

    return Pipeline(
        inspect_document=pipeline.inspect_document,
        transcribe_page=pipeline.transcribe_page,
        render_preview=pipeline.render_preview,
        page_task=pipeline.PageTask,
        language_packs=pipeline.chosen_packs,
        page_key=pipeline.page_key,
    )
