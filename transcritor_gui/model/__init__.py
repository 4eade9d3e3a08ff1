"""Frozen values that every part of the program shares. No input or output happens here."""

from transcritor_gui.model.confidence import mean_confidence
from transcritor_gui.model.corrected_page import CorrectedPage, corrected_page, kind_and_level, written_kind
from transcritor_gui.model.corrections import Conferral, Correction, CorrectionKind
from transcritor_gui.model.edits import Edit, EditKind
from transcritor_gui.model.export_wish import NOT_EXPORTED, ExportWish
from transcritor_gui.model.geometry import Box, enclosing, turned_box
from transcritor_gui.model.job import ACTIVE, FINISHED, Job, JobStatus, WorkPlace, can_become
from transcritor_gui.model.option import LANGUAGES_PATTERN, Option, OptionKind, OptionValue, options_of
from transcritor_gui.model.options import (
    AUTO_LANGUAGES,
    DEFAULT_ENGINE,
    Cleanup,
    OcrMode,
    ReadingOptions,
    TranscriptionOptions,
)
from transcritor_gui.model.page import (
    Block,
    BlockKind,
    CellSpan,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    Table,
    WarningCode,
    Word,
    WordSource,
    warning_written,
)
from transcritor_gui.model.page_wish import NO_WISH, PageCleanup, PageRegion, PageWish, RegionKind
from transcritor_gui.model.pages import MAX_PAGES, check_page_numbers, page_numbers, selected_page_indices
from transcritor_gui.model.portal import PORTALS, Portal, known_portal, portal_named
from transcritor_gui.model.preset import Preset, preset_label, preset_named, with_preset
from transcritor_gui.model.preview import PreviewImage
from transcritor_gui.model.reasons import (
    EvidenceKind,
    LanguageEvidence,
    LanguageShare,
    RefusalReason,
    evidence_written,
)
from transcritor_gui.model.transcript import DocumentFacts, Transcript
from transcritor_gui.model.watch_setting import WatchSetting

__all__ = [
    "ACTIVE",
    "AUTO_LANGUAGES",
    "DEFAULT_ENGINE",
    "FINISHED",
    "LANGUAGES_PATTERN",
    "MAX_PAGES",
    "NOT_EXPORTED",
    "NO_WISH",
    "PORTALS",
    "Block",
    "BlockKind",
    "Box",
    "CellSpan",
    "Cleanup",
    "Conferral",
    "CorrectedPage",
    "Correction",
    "CorrectionKind",
    "DocumentFacts",
    "Edit",
    "EditKind",
    "EvidenceKind",
    "ExportWish",
    "Job",
    "JobStatus",
    "LanguageEvidence",
    "LanguageShare",
    "Line",
    "OcrMode",
    "Option",
    "OptionKind",
    "OptionValue",
    "PageCleanup",
    "PageRegion",
    "PageResult",
    "PageSource",
    "PageStatus",
    "PageWarning",
    "PageWish",
    "Portal",
    "Preset",
    "PreviewImage",
    "ReadingOptions",
    "RefusalReason",
    "RegionKind",
    "Table",
    "Transcript",
    "TranscriptionOptions",
    "WarningCode",
    "WatchSetting",
    "Word",
    "WordSource",
    "WorkPlace",
    "can_become",
    "check_page_numbers",
    "corrected_page",
    "enclosing",
    "evidence_written",
    "kind_and_level",
    "known_portal",
    "mean_confidence",
    "options_of",
    "page_numbers",
    "portal_named",
    "preset_label",
    "preset_named",
    "selected_page_indices",
    "turned_box",
    "warning_written",
    "with_preset",
    "written_kind",
]
