"""Names that every system accepts and that take nobody's place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcritor_gui.export import export_name, free_name, safe_name


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("contrato", "contrato"),
        ("ação nº 5", "ação nº 5"),
        ("a/b\\c:d", "a_b_c_d"),
        ("CON", "_CON"),
        ("com1.backup", "_com1.backup"),
        ("console", "console"),
        ("fim. . ", "fim"),
        ("", "_"),
        ("..", "_"),
        ("a\u202etxt", "a_txt"),
        ("cafe\u0301", "café"),
    ],
)
def test_a_name_is_made_safe(stem: str, name: str) -> None:
    assert safe_name(stem) == name


def test_the_pdf_suffix_gives_way() -> None:
    assert export_name("Laudo.PDF", ".txt") == "Laudo.txt"
    assert export_name("laudo.v2", ".txt") == "laudo.v2.txt"


def test_a_long_name_is_shortened_between_characters() -> None:
    name = export_name("ç" * 300 + ".pdf", ".txt")
    assert len(name.encode()) <= 204
    assert name.endswith("ç.txt")


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    (tmp_path / "x.txt").touch()
    (tmp_path / "x (2).txt").touch()
    assert free_name(tmp_path, "x.txt") == tmp_path / "x (3).txt"


@given(st.text(max_size=300))
def test_any_name_can_be_a_file_everywhere(stem: str) -> None:
    name = safe_name(stem)
    assert name
    assert len(name.encode()) <= 205
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', name)
    assert name[-1] not in ". "
    assert safe_name(name) == name
