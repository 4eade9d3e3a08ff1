"""Parts put together a few at a time are in order, however many they are."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from transcritor_gui.pictures import joining
from transcritor_gui.pictures.joining import write_joined


def test_more_parts_than_may_be_open_stay_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "_MOST_OPEN", 2)
    parts = []
    for number in range(7):
        with pikepdf.new() as pdf:
            pdf.add_blank_page(page_size=(100 + number, 100))
            pdf.save(tmp_path / f"{number}.pdf")
        parts.append(str(tmp_path / f"{number}.pdf"))
    write_joined(parts, str(tmp_path / "whole.pdf"))
    with pikepdf.open(tmp_path / "whole.pdf") as whole:
        assert [int(page.mediabox[2]) for page in whole.pages] == list(range(100, 107))
