from __future__ import annotations

from dataclasses import replace

import pytest

from tests.ui.made_jobs import made_job
from transcritor_gui.model import JobStatus
from transcritor_gui.model.job_criteria import JobCriteria
from transcritor_gui.ui.job_list.job_groups import JobGroup
from transcritor_gui.ui.job_list.job_order import entry_of
from transcritor_gui.ui.job_list.row_filter import RowFilter, search_words

_DONE = replace(made_job(status=JobStatus.DONE), name="Acórdão 733.pdf", tags=("urgente",))
_FAILED = replace(made_job(status=JobStatus.FAILED), name="Balancete.pdf")
_QUEUED = replace(made_job(status=JobStatus.QUEUED), name="Balanço 733.pdf")
_ENTRIES = {job.id: entry_of(job) for job in (_DONE, _FAILED, _QUEUED)}


@pytest.mark.parametrize(
    ("row_filter", "names"),
    [
        (RowFilter(), {_DONE.name, _FAILED.name, _QUEUED.name}),
        (RowFilter(group=JobGroup.FAILED), {_FAILED.name}),
        (RowFilter(criteria=JobCriteria(tags=frozenset({"urgente"}))), {_DONE.name}),
        (RowFilter(words=search_words("acordao")), {_DONE.name}),
        (RowFilter(words=search_words("733 BALANÇO")), {_QUEUED.name}),
        (RowFilter(words=search_words("nada")), set()),
        (RowFilter(words=search_words("nada"), snippets={_FAILED.id: "... nada ..."}), {_FAILED.name}),
        (RowFilter(group=JobGroup.DONE, held=_FAILED.id), {_DONE.name, _FAILED.name}),
    ],
)
def test_many_are_filtered_as_each_is(row_filter: RowFilter, names: set[str]) -> None:
    assert {_ENTRIES[job_id].job.name for job_id in row_filter.passing(_ENTRIES)} == names
    assert {entry.job.name for entry in _ENTRIES.values() if row_filter.passes(entry)} == names
