"""Made tables: the same seed makes the same files, and the truth covers each cell once."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="comes with the packages of the benchmarks")

from benchmarks.made_tables import STYLES, make_documents


def test_a_seed_makes_the_same_files(tmp_path: Path) -> None:
    one, other = (make_documents(tmp_path / name, seed=3, each=1) for name in ("one", "other"))
    assert [made.tables for made in one] == [made.tables for made in other]
    assert [made.path.read_bytes() for made in one] == [made.path.read_bytes() for made in other]


def test_no_two_cells_of_the_truth_lie_over_one_another(tmp_path: Path) -> None:
    for made in make_documents(tmp_path, seed=4, each=1):
        assert len(made.tables) == made.style.pages
        for table in made.tables:
            places = [
                (row, column)
                for top, left, bottom, right, _ in table
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
            ]
            assert len(places) == len(set(places))


def test_the_styles_have_names_of_their_own() -> None:
    assert len({style.name for style in STYLES}) == len(STYLES)
