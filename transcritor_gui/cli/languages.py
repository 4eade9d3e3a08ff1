"""`transcritor languages`: what can be recognised on this computer."""

from __future__ import annotations

from transcritor_gui.cli.console import write_json, write_line, write_note
from transcritor_gui.cli.exit_codes import ExitCode
from transcritor_gui.i18n import tr
from transcritor_gui.settings import Settings

__all__ = ["show_languages"]


def show_languages(settings: Settings, *, as_json: bool) -> ExitCode:
    """Write one Tesseract code a line (`--json`: a list of `{code, name, default}`)."""
    from transcritor_gui.pipeline.ocr.languages import bundled_tessdata_dir, installed_languages

    folder = settings.tessdata_dir if settings.tessdata_dir else bundled_tessdata_dir()
    codes = installed_languages(folder)
    chosen = settings.languages.split("+")
    if as_json:
        write_json([{"code": code, "name": language_name(code), "default": code in chosen} for code in codes])
    else:
        for code in codes:
            write_line(f"{code}\t{language_name(code)}")
    if not codes:
        write_note(tr("There are no languages in {folder}.", folder=folder))
        return ExitCode.ENVIRONMENT
    return ExitCode.DONE


def language_name(code: str) -> str:
    """The name of a language for people; its code where it is not one of the usual ones."""
    names = {
        "por": tr("Portuguese"),
        "eng": tr("English"),
        "spa": tr("Spanish"),
        "fra": tr("French"),
        "deu": tr("German"),
        "ita": tr("Italian"),
        "lat": tr("Latin"),
    }
    return names.get(code, code)
