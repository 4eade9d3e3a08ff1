"""A pipeline that obeys its files: the first line after '%PDF-' says what happens on each page.

The words of that line, one a page: `ok`, `ocr`, `look`, `blank`, `slow`, `crash`, `hang`, `refuse`, `memory`,
`noengine`, `says:WORD_WORD` (the words of the page), `other` (gives another page), `nonsense` (figures that
are none), `once` (crashes the first time only), `gate` (waits until the file 'PATH.open' is there). A
document may instead begin with `password:WORD`, or be `damaged`, or make its inspection crash (`kill`), be
killed (`sigkill`, `killonce`), be stopped (`stoponce`) or ask for more memory than there is (`eats`).
"""

from __future__ import annotations

import hashlib
import math
import os
import signal
import threading
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.model import (
    NO_WISH,
    Block,
    BlockKind,
    Box,
    DocumentFacts,
    Line,
    PageResult,
    PageSource,
    PageStatus,
    PageWarning,
    PageWish,
    PreviewImage,
    TranscriptionOptions,
    WarningCode,
    Word,
    WordSource,
)
from transcritor_gui.model.option import deciding_values

if TYPE_CHECKING:
    from transcritor_gui.pipeline import LanguagePacks, PageTask

LONG_S = 3600.0
SLOW_S = 0.05


class _AskedPage(Protocol):
    """What these pages are found by: less than a PageTask."""

    @property
    def path(self) -> str: ...

    @property
    def page_index(self) -> int: ...

    @property
    def options(self) -> TranscriptionOptions: ...

    @property
    def wish(self) -> PageWish: ...


@dataclass(frozen=True)
class FakeTask:
    path: str
    page_index: int
    options: TranscriptionOptions
    password: str | None
    wish: PageWish = NO_WISH


def write_document(path: Path, *pages: str, salt: str = "") -> Path:
    """A 'PDF' whose pages behave as the words say; `salt` makes its bytes differ from others'."""
    path.write_text(f"%PDF-{' '.join(pages)}\n{salt or path.name}\n", encoding="utf-8")
    return path


def inspect_document(path: str, *, password: str | None = None) -> DocumentFacts:
    words = _words(path)
    data = Path(path).read_bytes()
    if words and words[0] == "damaged":
        raise TranscritorError(ErrorCode.PDF_DAMAGED, path=path)
    if words and words[0] == "kill":
        os._exit(1)
    if words and words[0] == "sigkill":
        os.kill(os.getpid(), signal.SIGKILL)
    if words and words[0] == "eats":
        raise MemoryError
    if words and words[0] in ("killonce", "stoponce") and not Path(f"{path}.opened").exists():
        Path(f"{path}.opened").touch()
        os.kill(os.getpid(), signal.SIGKILL if words[0] == "killonce" else signal.SIGSTOP)
    wanted = _password(words)
    if wanted is not None and password != wanted:
        code = ErrorCode.PASSWORD_NEEDED if password is None else ErrorCode.PASSWORD_WRONG
        raise TranscritorError(code, path=path)
    return DocumentFacts(
        name=Path(path).name,
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        page_count=len(words) - (wanted is not None),
        encrypted=wanted is not None,
    )


def transcribe_page(task: _AskedPage) -> PageResult:
    words = _words(task.path)
    if _password(words) is not None:
        words = words[1:]
    what = words[task.page_index]
    _leave_trace(task)
    match what:
        case "crash":
            os._exit(3)
        case "once":
            _crash_the_first_time(task)
        case "hang":
            threading.Event().wait(LONG_S)
        case "gate":
            _wait_for(Path(f"{task.path}.open"))
        case "refuse-later" if len(pages_read(Path(task.path))) > 2:
            raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=task.page_index + 1)
        case "refuse":
            raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=task.page_index + 1)
        case "memory":
            raise MemoryError
        case "other":
            return page_of(task.page_index + 1, what)
        case "nonsense":
            return replace(page_of(task.page_index, what), width_pt=math.inf)
        case "noengine":
            raise TranscritorError(ErrorCode.ENGINE_MISSING, engine="tesseract")
        case "slow":
            threading.Event().wait(SLOW_S)
    if what == "again":  # says in which mode it was read, and how far it was turned
        words = ["página", "lida", task.options.ocr_mode, f"{task.wish.turn}"]
        return replace(saying(task.page_index, words), wish=task.wish)
    if what.startswith("says:"):
        return saying(task.page_index, what.removeprefix("says:").split("_"))
    return page_of(task.page_index, what)


def page_task(
    *,
    path: str,
    page_index: int,
    options: TranscriptionOptions,
    password: str | None,
    packs: LanguagePacks,
    wish: PageWish = NO_WISH,
) -> PageTask:
    del packs  # these pages are in no language, and their workers do without the pipeline's libraries
    return cast("PageTask", FakeTask(path, page_index, options, password, wish))


def language_packs(folder: str) -> LanguagePacks:
    from transcritor_gui.pipeline import LanguagePacks

    return LanguagePacks(folder)


def page_key(options: TranscriptionOptions, packs: LanguagePacks) -> str:
    """The pipeline's own but for its engines and models, of which these pages know nothing."""
    return f"{deciding_values(options)} {packs}"


def load_readers() -> None:
    """Nothing reads these pages but this module."""


def render_preview(path: str, page_index: int, *, width_px: int, password: str | None = None) -> PreviewImage:
    del password
    if page_index >= len(_words(path)):
        raise TranscritorError(ErrorCode.PAGE_UNREADABLE, page=page_index + 1)
    return PreviewImage(width_px, width_px, b"", width_pt=595, height_pt=842)


def page_of(page_index: int, what: str) -> PageResult:
    """A page with one line: 'página N' and what it is."""
    is_ocr = what in ("ocr", "look")
    source = {"ocr": PageSource.OCR, "look": PageSource.OCR, "blank": PageSource.BLANK}.get(
        what, PageSource.TEXT
    )
    box = Box(72, 72, 300, 90)
    words = tuple(
        Word(
            text,
            box,
            confidence=0.8 if is_ocr else None,
            source=WordSource.OCR if is_ocr else WordSource.TEXT_LAYER,
        )
        for text in ("página", str(page_index + 1), what)
    )
    blocks = (Block(BlockKind.PARAGRAPH, (Line(words, box),), box),)
    return PageResult(
        page_index=page_index,
        width_pt=595,
        height_pt=842,
        status=PageStatus.DONE,
        source=source,
        blocks=() if what == "blank" else blocks,
        confidence=0.8 if is_ocr else None,
        warnings=(PageWarning(WarningCode.LOW_CONFIDENCE),) if what == "look" else (),
    )


def saying(page_index: int, texts: list[str]) -> PageResult:
    """A recognised page with one line of these words side by side, all of them doubtful."""
    words = tuple(
        Word(text, Box(72 + 60 * place, 72, 122 + 60 * place, 90), 0.5, WordSource.OCR, doubtful=True)
        for place, text in enumerate(texts)
    )
    box = Box(72, 72, 72 + 60 * len(texts), 90)
    return PageResult(
        page_index=page_index,
        width_pt=595,
        height_pt=842,
        status=PageStatus.DONE,
        source=PageSource.OCR,
        blocks=(Block(BlockKind.PARAGRAPH, (Line(words, box),), box),),
        confidence=0.5,
    )


def pages_read(path: Path) -> list[int]:
    """Indices of the pages that workers began to read, in order; see `_leave_trace`."""
    trace = Path(f"{path}.trace")
    return [int(line) for line in trace.read_text().split()] if trace.exists() else []


def open_gate(path: Path) -> None:
    """Let the `gate` pages of this document go on."""
    Path(f"{path}.open").touch()


def _words(path: str) -> list[str]:
    try:
        first = Path(path).read_bytes().splitlines()[0].decode("utf-8")
    except FileNotFoundError as error:
        raise TranscritorError(ErrorCode.FILE_MISSING, path=path) from error
    return first.removeprefix("%PDF-").split()


def _password(words: list[str]) -> str | None:
    if words and words[0].startswith("password:"):
        return words[0].removeprefix("password:")
    return None


def _crash_the_first_time(task: _AskedPage) -> None:
    try:
        Path(f"{task.path}.{task.page_index}.crashed").touch(exist_ok=False)
    except FileExistsError:
        return
    os._exit(3)


def _wait_for(path: Path) -> None:
    tick = threading.Event()
    while not path.exists():
        tick.wait(0.01)


def _leave_trace(task: _AskedPage) -> None:
    with Path(f"{task.path}.trace").open("a") as trace:
        trace.write(f"{task.page_index}\n")
