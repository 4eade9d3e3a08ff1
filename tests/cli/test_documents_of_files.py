"""`transcribe --join` and `--attachments`: which documents files are made of. Real pages."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from tests.pictures.made_pictures import page, saved
from transcritor_gui.cli import run


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRANSCRITOR_INTERFACE_LANGUAGE", "en")
    monkeypatch.chdir(tmp_path)
    for number in (2, 10, 1):
        (tmp_path / f"p{number}.jpg").write_bytes(saved(page(240 + number), "JPEG"))


def test_pictures_are_one_file(tmp_path: Path) -> None:
    run(["transcribe", "p2.jpg", "p10.jpg", "p1.jpg", "--join", "--ocr", "never", "-o", "all.json"])
    written = json.loads((tmp_path / "all.json").read_text(encoding="utf-8"))
    assert (written["document"]["name"], written["document"]["page_count"]) == ("p1 – p10.pdf", 3)


def test_in_a_folder_it_is_called_after_the_first_and_the_last(tmp_path: Path) -> None:
    run(["transcribe", ".", "--join", "--ocr", "never", "--format", "txt", "-o", "out/"])
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["p1 – p10.txt"]


def test_documents_inside_a_pdf_are_read_as_well(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.attachments["foto.png"] = pikepdf.AttachedFileSpec(pdf, saved(page(), "PNG"), filename="foto.png")
        pdf.save(tmp_path / "p.pdf")
    run(["transcribe", "p.pdf", "--attachments", "--ocr", "never", "--format", "md", "-o", "out"])
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["foto.md", "p.md"]
