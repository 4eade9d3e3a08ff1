"""Which languages can be recognised: the .traineddata files of a folder."""

from __future__ import annotations

from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import AUTO_LANGUAGES
from transcritor_gui.paths import places, resource_dir

__all__ = [
    "added_tessdata_dir",
    "bundled_tessdata_dir",
    "check_languages",
    "installed_languages",
    "languages_dir",
]

_SUFFIX = ".traineddata"
_NOT_A_LANGUAGE = frozenset({"osd", "equ"})


def bundled_tessdata_dir() -> str:
    """The folder with the languages that come with the program."""
    return str(resource_dir() / "tessdata")


def added_tessdata_dir() -> Path:
    """The folder of the user's that holds added languages and, beside them, copies of the bundled ones."""
    return places().data / "tessdata"


def languages_dir(chosen: str = "") -> str:
    """The folder that languages are read from: `chosen` in the settings, else that of added languages once
    there are any, else the bundled one. Tesseract knows of one folder at a time.
    """
    if chosen:
        return chosen
    added = added_tessdata_dir()
    return str(added) if added.is_dir() else bundled_tessdata_dir()


def installed_languages(tessdata_dir: str) -> tuple[str, ...]:
    """Tesseract codes of the languages in `tessdata_dir`, sorted; () where there is no such folder.

    Scripts in a folder of their own are named as Tesseract does: 'script/Latin'.
    """
    folder = Path(tessdata_dir)
    files = [*folder.glob(f"*{_SUFFIX}"), *folder.glob(f"script/*{_SUFFIX}")]
    names = {file.relative_to(folder).as_posix().removesuffix(_SUFFIX) for file in files}
    return tuple(sorted(names - _NOT_A_LANGUAGE))


def check_languages(languages: str, *, tessdata_dir: str) -> None:
    """Raise LANGUAGE_MISSING, naming it and what is installed, unless all of `languages` are there.

    AUTO_LANGUAGES needs any one.
    """
    installed = installed_languages(tessdata_dir)
    if languages == AUTO_LANGUAGES and installed:
        return
    wanted = [part for part in languages.split("+") if part]
    for language in wanted or [languages]:
        if language not in installed:
            raise TranscritorError(
                ErrorCode.LANGUAGE_MISSING, language=language, installed=", ".join(installed)
            )
