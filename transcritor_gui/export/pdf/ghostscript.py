"""Ghostscript, the program that turns PDFs into PDF/A, where the system has it (decision 0034)."""

from __future__ import annotations

import shutil
import subprocess
import time
from collections.abc import Generator
from pathlib import Path

from transcritor_gui.errors import ErrorCode, TranscritorError
from transcritor_gui.i18n import tr

__all__ = ["converted_to_pdf_a", "ghostscript"]

_NAMES = ("gs", "gswin64c", "gswin32c")
_SECONDS = 120.0
_SECONDS_A_PAGE = 10.0
"""A large colour scan takes two."""
_BETWEEN_PIECES_S = 0.2
_OUTPUT = "converted.pdf"
_AS_IT_IS = (
    "-dAutoRotatePages=/None",
    "-dDownsampleColorImages=false",
    "-dDownsampleGrayImages=false",
    "-dDownsampleMonoImages=false",
    "-dAutoFilterColorImages=false",
    "-dAutoFilterGrayImages=false",
    "-dColorImageFilter=/FlateEncode",
    "-dGrayImageFilter=/FlateEncode",
    "-dPassThroughJPEGImages=true",
)
"""No picture loses anything: JPEG stays the JPEG that it was, all others are packed without loss."""


def ghostscript() -> Path | None:
    """The program, or None where there is none."""
    found = next((path for name in _NAMES if (path := shutil.which(name)) is not None), None)
    return None if found is None else Path(found)


def converted_to_pdf_a(
    source: Path, folder: Path, *, colours: str, keeps_jpeg_2000: bool, page_count: int, name: str
) -> Generator[bytes, None, Path]:
    """Make a PDF/A-2b of `source` in `folder`, which is the caller's alone; where it is.

    Gives an empty piece every fifth of a second meanwhile; closed there, it takes the program with it.
    `colours` is LeaveColorUnchanged, or RGB to turn all that is printed in inks into light. Pictures in
    JPEG 2000 are unpacked unless `keeps_jpeg_2000`.

    Raises GHOSTSCRIPT_MISSING, or PDF_A_FAILED with the reason.
    """
    program = ghostscript()
    if program is None:
        raise TranscritorError(ErrorCode.GHOSTSCRIPT_MISSING)
    command = [
        str(program), "-q", "-dBATCH", "-dNOPAUSE", "-dSAFER", "-sDEVICE=pdfwrite", "-dPDFA=2",
        "-dPDFACompatibilityPolicy=1", "-dCompatibilityLevel=1.7", f"-sColorConversionStrategy={colours}",
        *_AS_IT_IS, f"-dPassThroughJPXImages={str(keeps_jpeg_2000).lower()}", f"-sOutputFile={_OUTPUT}",
        str(source.absolute()),
    ]  # fmt: skip
    code = yield from _run(command, folder, seconds=_SECONDS + _SECONDS_A_PAGE * page_count, name=name)
    target = folder / _OUTPUT
    if code != 0 or not target.is_file():
        raise _failed(name, tr("Ghostscript could not read it"))
    return target


def _run(command: list[str], folder: Path, *, seconds: float, name: str) -> Generator[bytes, None, int]:
    """The exit code of `command`, which ends when this does, whatever the reason."""
    latest = time.monotonic() + seconds
    try:
        process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except OSError as error:
        raise _failed(name, tr("Ghostscript does not start")) from error
    try:
        while time.monotonic() < latest:
            try:
                return process.wait(_BETWEEN_PIECES_S)
            except subprocess.TimeoutExpired:
                yield b""
        raise _failed(name, tr("it took too long"))
    finally:
        process.kill()  # nothing happens where it has ended
        process.wait()


def _failed(name: str, reason: str) -> TranscritorError:
    return TranscritorError(ErrorCode.PDF_A_FAILED, name=name, reason=reason)
