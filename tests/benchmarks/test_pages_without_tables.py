"""Pages without tables, made for the benchmark."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("reportlab", reason="comes with the packages of the benchmarks")

from benchmarks.pages_without_tables import KINDS, make_pages


def test_each_kind_is_made_and_follows_from_the_seed(tmp_path: Path) -> None:
    once = make_pages(tmp_path / "a", seed=5, each=1)
    again = make_pages(tmp_path / "b", seed=5, each=1)
    assert set(once.values()) == set(KINDS)
    assert [path.read_bytes() for path in once] == [path.read_bytes() for path in again]
