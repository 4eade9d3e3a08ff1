from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.made_jobs import made_job
from transcritor_gui.model import JobStatus
from transcritor_gui.ui.job_list.job_groups import JobGroup, group_of

DONE = replace(made_job(status=JobStatus.DONE), pages_done=3, page_count=3)


@pytest.mark.parametrize(
    ("doubts", "conferred", "group"),
    [
        (0, 0, JobGroup.DONE),
        (4, 0, JobGroup.TO_REVIEW),
        (4, 2, JobGroup.TO_REVIEW),
        (4, 3, JobGroup.DONE),
    ],
)
def test_what_has_doubts_is_to_be_reviewed_until_it_is_compared(
    doubts: int, conferred: int, group: JobGroup
) -> None:
    assert group_of(replace(DONE, doubts=doubts, pages_conferred=conferred)) is group
