"""Every warning about a page has its own sentence."""

from __future__ import annotations

from transcritor_gui.model import PageWarning, WarningCode
from transcritor_gui.page_warnings import warning_text


def test_every_code_has_a_sentence_of_its_own() -> None:
    sentences = [warning_text(PageWarning(code)) for code in WarningCode]
    assert len(set(sentences)) == len(WarningCode)
    assert all(sentence.endswith(".") for sentence in sentences)
