"""What a job's row says: icon, words, bar, and the one action that helps. Pure; the delegate paints it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from transcritor_gui.errors import Message, Remedy, message_for
from transcritor_gui.i18n import ntr, tr
from transcritor_gui.job_words import day_words, status_words
from transcritor_gui.jobs.events import Stage, StageChanged
from transcritor_gui.jobs.remote.backend import UnavailableReason
from transcritor_gui.model import Job, JobStatus, WorkPlace
from transcritor_gui.ui.job_list.durations import duration_words
from transcritor_gui.ui.team_words import away_words

__all__ = [
    "RowAction",
    "Story",
    "Tone",
    "action_words",
    "added_words",
    "doubt_words",
    "name_words",
    "place_of",
    "story_of",
]


class Tone(StrEnum):
    """How an icon is coloured; the words say the same."""

    PLAIN = "plain"
    MUTED = "muted"
    ACCENT = "accent"
    OK = "ok"
    WARN = "warn"
    BAD = "bad"


class RowAction(StrEnum):
    ENTER_PASSWORD = "enter_password"  # noqa: S105 - an action, not a password
    TRY_AGAIN = "try_again"
    SHOW_FILE = "show_file"
    SHOW_LOG = "show_log"
    OPEN_SETTINGS = "open_settings"
    LOOK = "look"
    CARRY_ON = "carry_on"


@dataclass(frozen=True, slots=True)
class Story:
    icon: str
    tone: Tone
    text: str
    action: RowAction | None = None
    action_text: str = ""
    fraction: float | None = None
    """0 to 1 of the pages, for a bar; None for no bar."""
    detail: str = ""
    """The rest, shown while the mouse rests on the row."""
    brief: str = ""
    """Stands in the place of `text` where there is no room for that; '' for no other words."""

    @property
    def spoken(self) -> str:
        """For screen readers."""
        return f"{self.text.rstrip('.')}. {self.action_text}" if self.action is not None else self.text


_ACTION_OF_REMEDY = {
    Remedy.ENTER_PASSWORD: RowAction.ENTER_PASSWORD,
    Remedy.TRY_AGAIN: RowAction.TRY_AGAIN,
    Remedy.SHOW_FILE: RowAction.SHOW_FILE,
    Remedy.SHOW_LOG: RowAction.SHOW_LOG,
    Remedy.OPEN_SETTINGS: RowAction.OPEN_SETTINGS,
}


def story_of(  # noqa: PLR0911 - one branch a status
    job: Job, *, seconds_left: float | None = None, stage: StageChanged | None = None
) -> Story:
    """What the row of `job` says; `seconds_left` and `stage` are of a running document."""
    fraction = _fraction(job)
    match job.status:
        case JobStatus.QUEUED:
            text = status_words(job.status)
            if job.pages_done:
                text = tr("Queued, {progress}", progress=_pages_words(job))
            return Story("clock", Tone.MUTED, text, fraction=fraction if job.pages_done else None)
        case JobStatus.RUNNING:
            if stage is not None and stage.stage is not Stage.READING:
                return _story_of_stage(stage, fraction)
            words, brief = _running_words(job, seconds_left)
            return Story("play", Tone.ACCENT, words, fraction=fraction or 0.0, brief=brief)
        case JobStatus.PAUSED:
            return _acting(_paused(job, fraction), RowAction.CARRY_ON)
        case JobStatus.DONE:
            if job.doubts:
                done = tr("Done, {doubts}", doubts=doubt_words(job.doubts))
                return _acting(Story("check", Tone.OK, done), RowAction.LOOK, tr("Look at them"))
            return Story("check", Tone.OK, tr("Done"))
        case JobStatus.DONE_WITH_ISSUES:
            story = Story("alert", Tone.WARN, tr("Done"), detail=status_words(job.status))
            count = max(1, job.pages_to_check)
            words = ntr("{count} page to look at", "{count} pages to look at", count)
            return _acting(story, RowAction.LOOK, words)
        case JobStatus.CANCELLED:
            return _acting(_stopped(job, tr("Cancelled")), RowAction.TRY_AGAIN)
        case JobStatus.INTERRUPTED:
            return _acting(_stopped(job, tr("Interrupted")), RowAction.CARRY_ON)
        case JobStatus.FAILED:
            return _failed(job)


def doubt_words(count: int) -> str:
    return ntr("{count} doubt", "{count} doubts", count)


def place_of(job: Job) -> str:
    """'At the team server' for a job that is not read here; '' for all others."""
    return tr("At the team server") if job.place is WorkPlace.TEAM else ""


def name_words(job: Job) -> str:
    """The name of the file, for screen readers, with what the mark beside it says."""
    place = place_of(job)
    return f"{job.name}, {place}" if place else job.name


def action_words(action: RowAction) -> str:  # noqa: PLR0911 - one branch an action
    match action:
        case RowAction.ENTER_PASSWORD:
            return tr("Enter password…")
        case RowAction.TRY_AGAIN:
            return tr("Try again")
        case RowAction.SHOW_FILE:
            return tr("Show file")
        case RowAction.SHOW_LOG:
            return tr("Show log")
        case RowAction.OPEN_SETTINGS:
            return tr("Open settings")
        case RowAction.LOOK:
            return tr("Look at pages")
        case RowAction.CARRY_ON:
            return tr("Carry on")


def added_words(added_at: datetime, now: datetime) -> str:
    """The hour for today, else the day. `added_at` and `now` are aware; shown in the time zone of `now`."""
    local = added_at.astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"{local:%H:%M}"
    return day_words(local.date())


def _story_of_stage(stage: StageChanged, fraction: float | None) -> Story:
    """Of a job at the team server, while no page of it is being read there."""
    match stage.stage:
        case Stage.SENDING:
            text = tr("Sending to the team server, {percent} %", percent=int(100 * stage.sent))
            return Story("upload", Tone.ACCENT, text, fraction=stage.sent)
        case Stage.FETCHING:
            return Story("play", Tone.ACCENT, tr("Fetching the text from the team server"), fraction=fraction)
        case Stage.AWAY if stage.since is not None:
            since = f"{stage.since.astimezone():%H:%M}"
            text = tr("Waiting for the server since {time}", time=since)
            why = away_words(stage.reason)
            detail = f"{why}\n{tr('Everything goes on by itself when it can be reached.')}"
            story = Story("clock", Tone.WARN, text, fraction=fraction, detail=detail)
            is_of_settings = stage.reason in (UnavailableReason.NAME_UNKNOWN, UnavailableReason.NOT_TRUSTED)
            return _acting(story, RowAction.OPEN_SETTINGS) if is_of_settings else story
        case _:
            return Story("clock", Tone.ACCENT, tr("Waiting its turn at the team server"), fraction=fraction)


def _running_words(job: Job, seconds_left: float | None) -> tuple[str, str]:
    """And what stands there where there is less room."""
    if job.pages_wanted is None:
        return tr("Opening"), ""
    page = min(job.pages_done + 1, job.pages_wanted)  # the one being read
    if seconds_left is None or job.pages_done == 0:
        return tr("Page {page} of {pages}", page=page, pages=job.pages_wanted), ""
    facts = {"page": page, "pages": job.pages_wanted, "time_left": duration_words(seconds_left)}
    return (
        tr("Page {page} of {pages}, {time_left}", **facts),
        tr("{page} of {pages}, {time_left}", **facts),
    )


def _pages_words(job: Job) -> str:
    if job.pages_wanted is None:
        return ""
    return tr("page {page} of {pages}", page=job.pages_done, pages=job.pages_wanted)


def _fraction(job: Job) -> float | None:
    if not job.pages_wanted:
        return None
    return min(1.0, job.pages_done / job.pages_wanted)


def _paused(job: Job, fraction: float | None) -> Story:
    if not fraction:
        return Story("pause", Tone.MUTED, tr("Paused"), fraction=fraction)
    brief = tr("{state}, {done} of {pages}", state=tr("Paused"), done=job.pages_done, pages=job.pages_wanted)
    text = tr("Paused, {progress}", progress=_pages_words(job))
    return Story("pause", Tone.MUTED, text, fraction=fraction, brief=brief)


def _stopped(job: Job, words: str) -> Story:
    if not (job.pages_done and job.pages_wanted):
        return Story("stop", Tone.MUTED, words)
    done, pages = job.pages_done, job.pages_wanted
    return Story(
        "stop",
        Tone.MUTED,
        tr("{state}, {done} of {pages} pages kept", state=words, done=done, pages=pages),
        brief=tr("{state}, {done} of {pages}", state=words, done=done, pages=pages),
    )


def _failed(job: Job) -> Story:
    if job.error is None:
        return _acting(Story("x", Tone.BAD, tr("Failed")), RowAction.TRY_AGAIN)
    message = message_for(job.error)
    if message.remedy is Remedy.ENTER_PASSWORD:
        return _acting(
            Story("lock", Tone.WARN, message.what, detail=_whole(message)), RowAction.ENTER_PASSWORD
        )
    story = Story("x", Tone.BAD, message.what, detail=_whole(message))
    action = _ACTION_OF_REMEDY.get(message.remedy)
    return story if action is None else _acting(story, action)


def _whole(message: Message) -> str:
    return f"{message.what}\n{message.advice}" if message.advice else message.what


def _acting(story: Story, action: RowAction, words: str = "") -> Story:
    return replace(story, action=action, action_text=words if words else action_words(action))
