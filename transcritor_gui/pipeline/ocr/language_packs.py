"""Which languages can be recognised: the packs (.traineddata files) of one folder, as a value.

Made where a page is asked for, so that a pack added a moment ago is known, and carried by its task to the
worker that reads it. Tesseract knows of one folder at a time.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.file_digest import file_sha256
from transcritor_gui.model import AUTO_LANGUAGES
from transcritor_gui.paths import places, resource_dir

__all__ = [
    "PACK_SUFFIX",
    "LanguagePack",
    "LanguagePacks",
    "added_packs_dir",
    "bundled_packs",
    "bundled_packs_dir",
    "chosen_packs",
    "packs_in",
    "require_languages",
]

PACK_SUFFIX: Final = ".traineddata"
_ORIENTATION: Final = "osd"
_NOT_A_LANGUAGE: Final = frozenset({_ORIENTATION, "equ"})
_DIGESTS_KEPT: Final = 256
"""More than the Tesseract project has languages (some 160, with its scripts)."""


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """One file, with the facts by which a changed one is noticed without reading it."""

    code: str
    """As Tesseract names it: 'por'; 'script/Latin' for one of the folder of scripts."""
    size_bytes: int
    modified_ns: int


@dataclass(frozen=True, slots=True)
class LanguagePacks:
    """The packs of one folder as they were when it was looked at; equal for the same files unchanged."""

    folder: str
    packs: tuple[LanguagePack, ...] = ()
    """Sorted by code; none where there is no such folder."""

    @property
    def installed(self) -> tuple[str, ...]:
        """Codes of the languages, sorted."""
        return tuple(pack.code for pack in self.packs if pack.code not in _NOT_A_LANGUAGE)

    @property
    def osd(self) -> Path:
        """The model that tells which way up a page stands: the one that comes with the program, whose answers
        have been measured, else this folder's.
        """
        name = f"{_ORIENTATION}{PACK_SUFFIX}"
        bundled = bundled_packs_dir() / name
        return bundled if bundled.is_file() else Path(self.folder) / name

    def require(self, languages: str) -> None:
        """As `require_languages`, among those of this folder."""
        require_languages(languages, self.installed)

    def digest(self, languages: str) -> str:
        """A SHA-256 over the packs that reading in `languages` may use: all installed for AUTO_LANGUAGES.

        The same for the same packs in another folder, and in another order; a code that is not installed
        counts as such. A file is read once for as long as its size and time stay; raises FILE_MISSING or
        FILE_UNREADABLE.
        """
        wanted = self.installed if languages == AUTO_LANGUAGES else tuple(sorted(languages.split("+")))
        known = {pack.code: pack for pack in self.packs}
        digest = hashlib.sha256()
        for code in wanted:
            pack = known.get(code)
            content = "" if pack is None else self._content_digest(pack)
            digest.update(f"{code} {content}\n".encode())
        return digest.hexdigest()

    def _content_digest(self, pack: LanguagePack) -> str:
        path = str(Path(self.folder) / f"{pack.code}{PACK_SUFFIX}")
        return _digest_of_file(path, pack.size_bytes, pack.modified_ns)


def require_languages(languages: str, installed: tuple[str, ...]) -> None:
    """Raise LANGUAGE_MISSING, naming it and what is installed, unless all of `languages` are.

    AUTO_LANGUAGES needs any one.
    """
    if languages == AUTO_LANGUAGES and installed:
        return
    wanted = [part for part in languages.split("+") if part]
    for language in wanted or [languages]:
        if language not in installed:
            raise TranscritorError(
                ErrorCode.LANGUAGE_MISSING, language=language, installed=", ".join(installed)
            )


def bundled_packs_dir() -> Path:
    """The folder of the packs that come with the program."""
    return resource_dir() / "tessdata"


def added_packs_dir() -> Path:
    """The folder of the user's that holds added packs and, beside them, copies of the bundled ones."""
    return places().data / "tessdata"


def bundled_packs() -> LanguagePacks:
    """The packs that come with the program."""
    return packs_in(bundled_packs_dir())


def chosen_packs(folder: str = "") -> LanguagePacks:
    """The packs in force: those of `folder`, the setting `tessdata_dir`, where it names one, else the added
    ones once there are any, else the bundled ones.
    """
    if folder:
        return packs_in(Path(folder))
    added = added_packs_dir()
    return packs_in(added) if added.is_dir() else bundled_packs()


def packs_in(folder: Path) -> LanguagePacks:
    """The packs of `folder` and of its folder of scripts; none where there is no such folder."""
    found = []
    for file in (*folder.glob(f"*{PACK_SUFFIX}"), *folder.glob(f"script/*{PACK_SUFFIX}")):
        code = file.relative_to(folder).as_posix().removesuffix(PACK_SUFFIX)
        try:
            facts = file.stat()
        except OSError:  # gone since, or a link to nowhere: nothing that can be read with
            continue
        found.append(LanguagePack(code, facts.st_size, facts.st_mtime_ns))
    return LanguagePacks(str(folder), tuple(sorted(found, key=lambda pack: pack.code)))


@lru_cache(maxsize=_DIGESTS_KEPT)
def _digest_of_file(path: str, size_bytes: int, modified_ns: int) -> str:
    """Of the content; size and time are what tell that it has to be read again."""
    del size_bytes, modified_ns
    return file_sha256(path)
