"""`transcritor languages`: what can be recognised on this computer, and adding to it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.cli.terminal.console import write_json, write_line, write_note
from transcritor_gui.i18n import tr
from transcritor_gui.language_names import language_name
from transcritor_gui.settings import Settings

if TYPE_CHECKING:
    from transcritor_gui.pipeline.ocr.added_languages import AddedLanguage

__all__ = ["add_language", "download_languages", "show_languages"]


def show_languages(settings: Settings, *, as_json: bool) -> ExitCode:
    """Write one Tesseract code a line (`--json`: a list of `{code, name, default}`)."""
    from transcritor_gui.pipeline import chosen_packs

    packs = chosen_packs(settings.tessdata_dir)
    codes = packs.installed
    chosen = settings.languages.split("+")
    if as_json:
        write_json([{"code": code, "name": language_name(code), "default": code in chosen} for code in codes])
    else:
        for code in codes:
            write_line(f"{code}\t{language_name(code)}")
    if not codes:
        write_note(tr("There are no languages in {folder}.", folder=packs.folder))
        return ExitCode.ENVIRONMENT
    return ExitCode.DONE


def add_language(settings: Settings, file: Path, *, as_json: bool) -> ExitCode:
    """Add the language in `file`; TranscritorError where that cannot be."""
    from transcritor_gui.pipeline.ocr.added_languages import add_language_file

    _tell((add_language_file(file, folder=settings.tessdata_dir),), as_json=as_json)
    return ExitCode.DONE


def download_languages(settings: Settings, codes: list[str], *, as_json: bool) -> ExitCode:
    """Fetch languages from the Tesseract project; TranscritorError for the first that cannot be had."""
    from transcritor_gui.pipeline.ocr.added_languages import download_language, download_url

    added = []
    for code in codes:
        write_note(tr("Fetching {address}", address=download_url(code)))
        added.append(download_language(code, folder=settings.tessdata_dir))
    _tell(added, as_json=as_json)
    return ExitCode.DONE


def _tell(added: Sequence[AddedLanguage], *, as_json: bool) -> None:
    if as_json:
        write_json(
            [
                {"code": each.code, "path": str(each.path), "size": each.size_bytes, "sha256": each.sha256}
                for each in added
            ]
        )
        return
    for each in added:
        write_line(f"{each.code}\t{language_name(each.code)}")
        write_line(tr("SHA-256: {digest}", digest=each.sha256))
        write_line(str(each.path))
