"""A person's own words."""

from __future__ import annotations

from pathlib import Path

from transcritor_gui.ui.review.spelling.own_words import OwnWords


def test_a_word_is_known_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "config" / "words.txt"
    assert OwnWords(file).add("Usucapião")
    again = OwnWords(file)
    assert "usucapião" in again
    assert "usucapiao" not in again
    assert again.add("usucapião")
    assert file.read_text(encoding="utf-8") == "usucapião\n"


def test_a_list_that_cannot_be_written_holds_until_the_end(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file in the place of the folder", encoding="utf-8")
    words = OwnWords(tmp_path / "config" / "words.txt")
    assert not words.add("usucapião")
    assert "usucapião" in words
