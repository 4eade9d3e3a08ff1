"""What is written of the pipeline's reasons for programs reads back."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace

import pytest

from tests.store.samples import page
from transcritor_gui.errors import ErrorCode
from transcritor_gui.model import (
    EvidenceKind,
    LanguageEvidence,
    LanguageShare,
    PageWarning,
    RefusalReason,
    WarningCode,
    evidence_written,
    warning_written,
)
from transcritor_gui.model.packed import pack_page, unpack_page

_SHARES = LanguageEvidence(EvidenceKind.SMALL_WORDS, (LanguageShare("por", 0.46), LanguageShare("eng", 0.04)))


@pytest.mark.parametrize(
    ("evidence", "written"),
    [
        (_SHARES, "por 46%, eng 4%"),
        (LanguageEvidence(EvidenceKind.SCRIPT), "script"),
        (LanguageEvidence(EvidenceKind.TOO_FEW_WORDS), "too few words"),
    ],
)
def test_evidence_for_a_language(evidence: LanguageEvidence, written: str) -> None:
    assert evidence.written == written
    assert evidence_written(written) == evidence


def test_no_evidence_is_none() -> None:
    assert evidence_written("") is None


@pytest.mark.parametrize(
    ("warning", "detail"),
    [
        (PageWarning(WarningCode.TEXT_LAYER_REFUSED, refusal=RefusalReason.ONE_CHARACTER), "one_character"),
        (PageWarning(WarningCode.NOTHING_READABLE, error=ErrorCode.ENGINE_FAILED), "engine_failed"),
        (PageWarning(WarningCode.LOW_CONFIDENCE, figure=0.4), "0.40"),
        (PageWarning(WarningCode.TURNED, figure=90), "90"),
        (PageWarning(WarningCode.RENDERED_SMALLER, figure=150), "150 dpi"),
        (PageWarning(WarningCode.XFA_FORM), ""),
    ],
)
def test_facts_of_warnings(warning: PageWarning, detail: str) -> None:
    assert warning.detail == detail
    assert warning_written(warning.code, detail) == warning


def test_pages_of_older_versions_keep_their_reasons() -> None:
    """They were kept as text."""
    warning = PageWarning(WarningCode.TURNED, figure=90)
    made = replace(page("um"), warnings=(warning,), language_evidence=_SHARES)
    kept = json.loads(zlib.decompress(pack_page(made).data))
    kept["warnings"] = [{"code": "turned", "detail": "90"}]
    kept["language_reason"] = "por 46%, eng 4%"
    del kept["language_evidence"]
    assert unpack_page(zlib.compress(json.dumps(kept, separators=(",", ":")).encode())) == made
