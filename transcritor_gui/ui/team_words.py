"""What the window says of the team server: why it is away, what a test found, where the token is. Pure."""

from __future__ import annotations

from transcritor_gui.errors import ErrorCode, message_for
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.jobs.remote.access import TeamReport, TokenPlace
from transcritor_gui.jobs.remote.backend import UnavailableReason
from transcritor_gui.model import WorkPlace
from transcritor_gui.settings import Settings
from transcritor_gui.team_address import is_open_to_others, server_name

__all__ = [
    "address_warning",
    "away_words",
    "place_words",
    "promise_words",
    "report_fault",
    "report_words",
    "token_words",
]


def away_words(reason: str) -> str:
    """Why the server does not do what it is asked for, in a sentence."""
    match reason:
        case UnavailableReason.NAME_UNKNOWN:
            return tr("No computer of the name in the address was found.")
        case UnavailableReason.NOT_TRUSTED:
            return tr("This computer does not trust the certificate of the team server.")
        case UnavailableReason.BUSY:
            return tr("The team server is busy, or is being started.")
        case _:
            return tr("The team server does not answer.")


def report_fault(report: TeamReport) -> str:
    """What keeps documents from being sent; '' where nothing does."""
    if report.error is None:
        return ""
    if report.error.code is ErrorCode.TEAM_AWAY:
        return away_words(report.error.fact("reason"))
    message = message_for(report.error)
    if report.error.code is ErrorCode.TOKEN_REFUSED:
        return tr("The server answers, but does not accept the token.")
    return message.what


def report_words(report: TeamReport) -> str:
    """What a test found where documents can be sent."""
    version = tr("version {version}", version=report.version) if report.version else ""
    if not report.workers:
        said = tr("The server answers and accepts the token, but no worker is there yet: documents wait.")
        return f"{said} ({version})" if version else said
    workers = ntr("{count} worker", "{count} workers", report.workers)
    pages = ntr("{count} page at a time", "{count} pages at a time", max(1, report.pages_at_once))
    facts = ", ".join(part for part in (workers, pages, version) if part)
    return tr("All is well: {facts}.", facts=facts)


def token_words(place: TokenPlace) -> str:
    """Where the token is that is kept for an address."""
    match place:
        case TokenPlace.KEYRING:
            return tr("Kept in the keyring of this system.")
        case TokenPlace.SESSION:
            return tr("This system has no keyring: the token is kept until Transcritor is closed.")
        case TokenPlace.VARIABLE:
            return tr("The token comes from the variable TRANSCRITOR_TEAM_TOKEN.")
        case TokenPlace.NOWHERE:
            return tr("It will be kept in the keyring of this system, where there is one.")


def address_warning(address: str) -> str:
    """What is wrong with sending documents to `address`; '' where nothing is."""
    if is_open_to_others(address):
        return tr("Others could read documents and token on the way to this address. Use https.")
    return ""


def place_words(settings: Settings) -> str:
    """Where documents are read now."""
    if settings.work_place is WorkPlace.TEAM:
        return tr("Team server {name}", name=server_name(settings.team_address))
    return tr("This computer")


def promise_words(settings: Settings) -> str:
    """What becomes of documents that are dropped."""
    if settings.work_place is WorkPlace.TEAM:
        return tr(
            "Documents are sent to the team server {name} and read there.",
            name=server_name(settings.team_address),
        )
    return tr("Everything is done on this computer. Nothing is sent.")
