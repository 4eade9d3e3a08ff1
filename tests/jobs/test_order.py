from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from transcritor_gui.jobs.order import moved_to_top, moved_up
from transcritor_gui.model import Job, JobStatus, TranscriptionOptions

NOW = datetime(2026, 1, 1, tzinfo=UTC)
QUEUE = [
    Job(uuid4(), name, name, JobStatus.QUEUED, TranscriptionOptions(), NOW, float(place))
    for place, name in enumerate("abcdef")
]
CHOICES = st.sets(st.sampled_from("abcdef"))


def order_after(moved: object, names: str) -> str:
    chosen = {job.id for job in QUEUE if job.name in names}
    positions = moved(QUEUE, chosen)  # type: ignore[operator]
    return "".join(job.name for job in sorted(QUEUE, key=lambda job: positions.get(job.id, job.position)))


def test_a_job_moves_before_the_one_ahead() -> None:
    assert order_after(moved_up, "c") == "acbdef"


def test_neighbours_move_together() -> None:
    assert order_after(moved_up, "cd") == "acdbef"


def test_the_first_stays_and_does_not_hold_up_the_others() -> None:
    assert order_after(moved_up, "ac") == "acbdef"


def test_to_the_top_keeps_the_order_of_the_chosen() -> None:
    assert order_after(moved_to_top, "eb") == "beacdf"


@given(CHOICES)
def test_nothing_is_lost_and_the_others_keep_their_order(names: set[str]) -> None:
    for moved in (moved_up, moved_to_top):
        after = order_after(moved, "".join(names))
        assert sorted(after) == list("abcdef")
        assert [name for name in after if name not in names] == [n for n in "abcdef" if n not in names]
