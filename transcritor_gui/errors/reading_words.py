"""Words for pages that could not be read, and for the engines and languages that read them."""

from __future__ import annotations

from transcritor_gui.errors.values import ErrorCode, ErrorInfo, Remedy, Words
from transcritor_gui.i18n import tr

__all__ = ["reading_words"]


def reading_words(info: ErrorInfo) -> Words | None:  # noqa: PLR0911, PLR0912 - one branch a code
    match info.code:
        case ErrorCode.PAGE_UNREADABLE:
            return (
                tr("Page {page} could not be read.", page=info.fact("page")),
                tr("The page is damaged. The other pages are not affected."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.PAGE_TIMEOUT:
            return (
                tr(
                    "Page {page} needed more than {seconds} s of work and was stopped.",
                    page=info.fact("page"),
                    seconds=info.fact("seconds"),
                ),
                tr("Allow more time for one page in the settings, then try again."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.PAGE_OUT_OF_MEMORY:
            return (
                tr("Page {page} needed more memory than one page may use.", page=info.fact("page")),
                tr("The other pages are not affected. Close other programs and try again."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.PAGE_LOST:
            return (
                tr("What was kept of page {page} is damaged.", page=info.fact("page")),
                tr("Try again: the page is read from the file once more."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.WORKER_CRASHED:
            return (
                tr("Reading page {page} failed twice.", page=info.fact("page")),
                tr("The page is probably damaged. The other pages are not affected."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.WORKER_KILLED:
            return (
                tr("The process that read page {page} was ended from outside, twice.", page=info.fact("page"))
                if info.fact("page")
                else tr("The process that opened the file was ended from outside, twice."),
                tr("Usually the computer was short of memory. Close other programs and try again."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.WORKER_HELD_UP:
            return (
                tr("This computer had no time to read page {page}.", page=info.fact("page"))
                if info.fact("page")
                else tr("This computer had no time to open the file."),
                tr("Try again when it has less to do."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.WORKER_UNAVAILABLE:
            return (
                tr(
                    "This computer could start no process to read with: {reason}.", reason=info.fact("reason")
                ),
                tr("Close other programs and try again. Pages already read are safe."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.ENGINE_MISSING:
            return (
                tr("Text recognition is not available: {engine} was not found.", engine=info.fact("engine")),
                tr("Install Tesseract, or choose the built-in recognition in the settings."),
                Remedy.NONE,
            )
        case ErrorCode.ENGINE_FAILED:
            return (
                tr("Text recognition failed on page {page}.", page=info.fact("page")),
                tr("Try again; if it happens every time, the log tells more."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.LANGUAGE_MISSING:
            return (
                tr("The language “{language}” is not installed.", language=info.fact("language")),
                tr("Installed are: {installed}.", installed=info.fact("installed")),
                Remedy.NONE,
            )
        case ErrorCode.LANGUAGE_FILE_BAD:
            return (
                tr("“{name}” is not a language of Tesseract.", name=info.fact("name")),
                tr("Choose a file like spa.traineddata, made for Tesseract 4 or 5."),
                Remedy.NONE,
            )
        case ErrorCode.LANGUAGE_NOT_ADDED:
            return (
                tr(
                    "The language “{language}” could not be added: {reason}.",
                    language=info.fact("language"),
                    reason=info.fact("reason"),
                ),
                tr("Nothing was changed. A language can also be added from a file."),
                Remedy.NONE,
            )
        case _:
            return None
