"""Words for the team server, at either end of the line."""

from __future__ import annotations

from transcritor_gui.errors.values import ErrorCode, ErrorInfo, Remedy, Words
from transcritor_gui.i18n import tr

__all__ = ["team_words"]


def team_words(info: ErrorInfo) -> Words | None:  # noqa: PLR0911, PLR0912 - one branch a code
    match info.code:
        case ErrorCode.TEAM_NOT_SET_UP:
            return (
                tr("The address of the team server is not set."),
                tr("Enter it in the settings, or choose this computer there, then try again."),
                Remedy.OPEN_SETTINGS,
            )
        case ErrorCode.TEAM_AWAY:
            return (
                tr("The team server cannot be reached."),
                tr("Check its address, and that this computer is connected to its network."),
                Remedy.OPEN_SETTINGS,
            )
        case ErrorCode.TEAM_UNKNOWN_SERVER:
            return (
                tr("There is no team server of Transcritor at this address."),
                tr("Ask whoever runs the server for its address, and enter it in the settings."),
                Remedy.OPEN_SETTINGS,
            )
        case ErrorCode.TEAM_REFUSED:
            return (
                tr("The team server could not do it: {reason}", reason=info.fact("reason")),
                tr("Try again, or choose this computer in the settings."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.TEAM_OTHER_FILE:
            return (
                tr("What came back from the team server belongs to another file."),
                tr("Nothing of it was kept. Try again."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.TASK_UNKNOWN:
            return (
                tr("The team server has no task “{id}”.", id=info.fact("id")),
                tr("It was deleted, or its time was over. Send the file again."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.TASK_NOT_FINISHED:
            return (
                tr("The document is not ready yet."),
                tr("Ask again when its task has ended."),
                Remedy.NONE,
            )
        case ErrorCode.RESULT_WAITS:
            return (
                tr("No worker of the team server has had time to make the file."),
                tr("Ask again in a moment, and check that workers are running there."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.CORRECTIONS_CHANGED:
            return (
                tr("Somebody else has corrected the document meanwhile."),
                tr("Fetch the corrections again, and add yours to them."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.TASK_CANCELLED:
            return (tr("The task was cancelled."), tr("Send the file again."), Remedy.TRY_AGAIN)
        case ErrorCode.TASK_OVERDUE:
            return (
                tr("The team server did not finish within {hours} hours.", hours=info.fact("hours")),
                tr("Check that workers are running there, then send the file again."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.WORK_LOST:
            return (
                tr("A worker was lost in the middle of this document; the rest is given out again."),
                tr("Nothing has to be done: pages already read are kept."),
                Remedy.NONE,
            )
        case ErrorCode.TOKEN_REFUSED:
            return (
                tr("The team server asks for a token, and this one is not known there."),
                tr("Ask whoever runs the server for a token, and enter it in the settings."),
                Remedy.OPEN_SETTINGS,
            )
        case ErrorCode.TOKEN_NAME_BAD:
            return (
                tr("“{name}” cannot be the name of a token here.", name=info.fact("name")),
                tr("Use 1 to 64 letters without accents, digits, hyphens or dots, and no name twice."),
                Remedy.NONE,
            )
        case ErrorCode.TOO_MANY_UPLOADS:
            return (
                tr("Too many files at once; the limit is {limit} a minute.", limit=info.fact("limit")),
                tr("Wait {seconds} s, then send it again.", seconds=info.fact("seconds")),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.TOO_MANY_TASKS:
            return (
                tr("{limit} documents of yours are still being transcribed.", limit=info.fact("limit")),
                tr("Wait until some of them are done, or cancel some."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.UPLOAD_TOO_LARGE:
            return (
                tr("The file is larger than {limit} MB, the limit of this server.", limit=info.fact("limit")),
                tr("Split it, or ask whoever runs the server for a higher limit."),
                Remedy.NONE,
            )
        case ErrorCode.REQUEST_INVALID:
            return (
                tr("The server does not understand the request: {reason}.", reason=info.fact("reason")),
                tr("The page /docs of the server tells what it understands."),
                Remedy.NONE,
            )
        case ErrorCode.QUEUE_AWAY:
            return (
                tr("The queue of the team server does not answer."),
                tr("Try again in a minute. Documents already accepted are safe."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.SPOOL_AWAY:
            return (
                tr("The storage of the team server does not answer: {reason}.", reason=info.fact("reason")),
                tr("Try again in a minute. Documents already accepted are safe."),
                Remedy.TRY_AGAIN,
            )
        case ErrorCode.TEAM_NOT_INSTALLED:
            return (
                tr("The team server is not part of this installation."),
                tr("Install it with: pip install 'transcritor[team]'"),
                Remedy.NONE,
            )
        case ErrorCode.TEAM_ADDRESS_OPEN:
            return (
                tr(
                    "Without a token the server only listens on this computer, not on {host}.",
                    host=info.fact("host"),
                ),
                tr("Add a token first: transcritor serve token add NAME"),
                Remedy.NONE,
            )
        case ErrorCode.TEAM_ADDRESS_TAKEN:
            return (
                tr(
                    "The server cannot listen on {host}, port {port}: {reason}.",
                    host=info.fact("host"),
                    port=info.fact("port"),
                    reason=info.fact("reason"),
                ),
                tr("Choose another with --host and --port."),
                Remedy.NONE,
            )
        case _:
            return None
