"""Sentences, figures and reasons of the evidence report, in the language in force."""

from __future__ import annotations

from transcritor_gui.errors import message_for
from transcritor_gui.export.report.facts import ReportedPage
from transcritor_gui.i18n import current_language, ntr, tr
from transcritor_gui.job_words import source_words
from transcritor_gui.language_names import languages_words
from transcritor_gui.model import Option, OptionKind, OptionValue, PageStatus, PageWarning, WarningCode
from transcritor_gui.page_reasons import refusal_words
from transcritor_gui.page_warnings import warning_text

__all__ = [
    "asked_words",
    "page_source_words",
    "remarks",
    "seconds_words",
    "yes_or_no",
]


def page_source_words(page: ReportedPage) -> str:
    return tr("failed") if page.status is PageStatus.FAILED else source_words(page.source)


def remarks(page: ReportedPage) -> tuple[str, ...]:
    """What a reader should know of a page: why it failed, what was refused, how it was turned."""
    found: list[str] = []
    if page.status is PageStatus.FAILED:
        if page.error is None:
            found.append(tr("Page {page} could not be read.", page=page.number))
        else:
            message = message_for(page.error)
            found.append(f"{message.what} {message.advice}".strip())
    found += [_warning_words(warning) for warning in page.warnings]
    if abs(page.skew_degrees) >= 0.05:
        found.append(tr("Tilted by {degrees}°, straightened.", degrees=_decimal(page.skew_degrees, 1)))
    return tuple(found)


def _warning_words(warning: PageWarning) -> str:
    sentence = warning_text(warning)
    match warning.code:
        case WarningCode.TEXT_LAYER_REFUSED if warning.refusal is not None:
            return tr(
                "{sentence} Reason: {reason}.", sentence=sentence, reason=refusal_words(warning.refusal)
            )
        case WarningCode.TURNED if warning.detail:
            return tr("{sentence} Turned by {degrees}°.", sentence=sentence, degrees=warning.detail)
        case WarningCode.RENDERED_SMALLER if warning.detail:
            return f"{sentence} ({warning.detail})"
        case _:
            return sentence


def asked_words(option: Option, value: OptionValue) -> str:
    """What was asked for; an engine by its label, or by its name where this program does not have it."""
    if option.kind is OptionKind.LANGUAGES:
        return languages_words(str(value))
    if option.kind is not OptionKind.ENGINE:
        return option.words(value)
    # Exports work without the pipeline, whose libraries take their time to load; only this asks it.
    from transcritor_gui.pipeline.ocr.registry import engines

    return next((kind.label() for kind in engines() if kind.name == value), str(value))


def yes_or_no(*, is_so: bool) -> str:
    return tr("yes") if is_so else tr("no")


def seconds_words(seconds: float) -> str:
    if seconds < 600:
        return tr("{seconds} s", seconds=_decimal(seconds, 1))
    return ntr("{count} minute", "{count} minutes", round(seconds / 60))


def _decimal(value: float, digits: int) -> str:
    text = f"{value:.{digits}f}"
    return text.replace(".", ",") if current_language() == "pt_BR" else text
