from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.made_jobs import made_job
from transcritor_gui.model import Job, JobStatus
from transcritor_gui.ui.job_list.job_groups import JobGroup
from transcritor_gui.ui.job_list.job_model import FOLDER_ROLE, JobModel
from transcritor_gui.ui.job_list.job_order import Column


@pytest.fixture
def model(qtbot: QtBot) -> Iterator[JobModel]:
    """A model whose every signal Qt's own tester checks."""
    made = JobModel()
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal)
    yield made
    del tester


def names(model: JobModel) -> list[str]:
    return [model.job_at(row).name for row in range(model.rowCount())]


def test_the_newest_drop_is_on_top_and_its_files_are_in_the_order_of_the_queue(model: JobModel) -> None:
    old = made_job("old.pdf", minutes_ago=90, position=1)
    first = made_job("first.pdf", position=2)
    second = made_job("second.pdf", position=3)
    model.load((second, old, first))
    assert names(model) == ["first.pdf", "second.pdf", "old.pdf"]


def test_in_progress_is_in_the_order_of_the_work(model: JobModel) -> None:
    waiting = made_job("waiting.pdf", JobStatus.QUEUED, position=1)
    runs = made_job("runs.pdf", JobStatus.RUNNING, minutes_ago=60, position=5)
    model.load((waiting, runs))
    model.set_group(JobGroup.IN_PROGRESS)
    assert names(model) == ["runs.pdf", "waiting.pdf"]


def test_moving_up_in_the_queue_moves_the_row(model: JobModel) -> None:
    first, second = (made_job(f"{n}.pdf", JobStatus.QUEUED, position=n) for n in (1, 2))
    model.load((first, second))
    model.update((replace(second, position=0.5),))
    assert names(model) == ["2.pdf", "1.pdf"]


def test_a_click_on_a_heading_sorts_and_a_third_goes_back(model: JobModel) -> None:
    model.load((made_job("b.pdf", position=1), made_job("Á.pdf", position=2), made_job("c.pdf", position=3)))
    model.sort(Column.NAME, Qt.SortOrder.AscendingOrder)
    assert names(model) == ["Á.pdf", "b.pdf", "c.pdf"]
    model.sort(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert names(model) == ["c.pdf", "b.pdf", "Á.pdf"]
    model.sort(-1)
    assert names(model) == ["b.pdf", "Á.pdf", "c.pdf"]


def test_sorting_keeps_hold_of_the_same_jobs(model: JobModel) -> None:
    model.load(tuple(made_job(f"{n}.pdf", position=n) for n in range(50)))
    kept = QPersistentModelIndex(model.index(7, 0))
    model.sort(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert model.job_at(kept.row()).name == "7.pdf"


def test_counts_follow_every_change(model: JobModel) -> None:
    jobs = [made_job(f"{status}.pdf", status) for status in JobStatus]
    model.load(jobs)
    assert [model.count(group) for group in JobGroup] == [8, 3, 1, 1, 3]
    running = next(job for job in jobs if job.status is JobStatus.RUNNING)
    model.update((replace(running, status=JobStatus.DONE),))
    assert [model.count(group) for group in JobGroup] == [8, 2, 1, 2, 3]
    model.remove((running.id,))
    assert [model.count(group) for group in JobGroup] == [7, 2, 1, 1, 3]


def test_a_job_leaves_the_group_that_its_status_leaves(model: JobModel) -> None:
    job = made_job(status=JobStatus.RUNNING)
    model.load((job,))
    model.set_group(JobGroup.IN_PROGRESS)
    model.update((replace(job, status=JobStatus.DONE),))
    assert model.rowCount() == 0
    model.set_group(JobGroup.DONE)
    assert model.rowCount() == 1


def test_names_are_found_without_accents_and_in_any_case(model: JobModel) -> None:
    model.load((made_job("Acórdão 733.pdf"), made_job("contrato.pdf")))
    model.set_search("ACORDAO 73", {})
    assert names(model) == ["Acórdão 733.pdf"]


def test_what_the_text_search_found_is_listed_and_says_where(model: JobModel) -> None:
    found = made_job("contrato.pdf")
    model.load((found, made_job("outro.pdf")))
    model.set_search("rescisão", {found.id: "Page 3: a rescisão do contrato"})
    assert names(model) == ["contrato.pdf"]
    assert model.index(0, Column.PROGRESS).data() == "Page 3: a rescisão do contrato"


def test_scattered_rows_are_removed_together(model: JobModel) -> None:
    jobs = [made_job(f"{n:02}.pdf", position=n) for n in range(20)]
    model.load(jobs)
    model.remove(job.id for job in jobs[::3])
    assert names(model) == [f"{n:02}.pdf" for n in range(20) if n % 3]


def test_scattered_rows_are_inserted_at_their_places(model: JobModel) -> None:
    jobs = [made_job(f"{n:02}.pdf", position=n) for n in range(20)]
    model.load(jobs[::2])
    model.add(jobs[1::2])
    assert names(model) == [f"{n:02}.pdf" for n in range(20)]


def test_a_known_job_that_is_added_again_is_updated(model: JobModel) -> None:
    job = made_job(status=JobStatus.QUEUED)
    model.load((job,))
    model.add((replace(job, status=JobStatus.DONE),))
    assert (model.rowCount(), model.count(JobGroup.DONE)) == (1, 1)


def test_news_of_an_unknown_job_changes_nothing(model: JobModel) -> None:
    model.update((made_job(),))
    assert model.rowCount() == 0


def test_many_changes_are_told_in_few_ranges(model: JobModel) -> None:
    jobs = [made_job(f"{n:04}.pdf", JobStatus.RUNNING, position=n, pages_wanted=9) for n in range(1000)]
    model.load(jobs)
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: told.append((first.row(), last.row())))
    model.update(replace(job, pages_done=1) for job in jobs)
    assert told == [(0, 999)]


def test_selection_survives_what_happens_to_other_rows(model: JobModel) -> None:
    jobs = [made_job(f"{n}.pdf", JobStatus.RUNNING, position=n) for n in range(10)]
    model.load(jobs)
    selection = QItemSelectionModel(model)
    selection.select(model.index(6, 0), QItemSelectionModel.SelectionFlag.Select)
    model.remove((jobs[0].id, jobs[3].id))
    model.add((made_job("new.pdf", minutes_ago=-5),))
    assert [model.job_at(index.row()).id for index in selection.selectedIndexes()] == [jobs[6].id]


def shown_ids(model: JobModel) -> list[UUID]:
    return [model.job_at(row).id for row in range(model.rowCount())]


def test_ten_thousand_jobs_are_loaded_filtered_and_sorted(model: JobModel) -> None:
    statuses = (JobStatus.DONE, JobStatus.FAILED)
    jobs: list[Job] = [made_job(f"{n:05}.pdf", statuses[n % 2], position=n) for n in range(10_000)]
    model.load(jobs)
    model.set_group(JobGroup.FAILED)
    model.sort(Column.NAME, Qt.SortOrder.DescendingOrder)
    assert shown_ids(model) == [job.id for job in reversed(jobs[1::2])]


def test_a_name_that_is_there_twice_tells_its_folder(model: JobModel) -> None:
    first = made_job("nota.pdf", minutes_ago=1)
    second = replace(made_job("Nota.pdf"), path="/caso 2/Nota.pdf")
    model.load((first, made_job("other.pdf", minutes_ago=2)))
    assert model.index(0, Column.NAME).data(FOLDER_ROLE) == ""
    model.add((second,))
    folders = [model.index(row, Column.NAME).data(FOLDER_ROLE) for row in range(3)]
    assert folders == ["/caso 2", "/somewhere", ""]
    model.remove((second.id,))
    assert model.index(0, Column.NAME).data(FOLDER_ROLE) == ""


def test_one_file_that_was_added_twice_needs_no_folder(model: JobModel) -> None:
    model.load((made_job("nota.pdf"), made_job("nota.pdf", minutes_ago=1)))
    assert model.index(0, Column.NAME).data(FOLDER_ROLE) == ""


def test_a_hit_is_told_of_a_document_with_doubts_too(model: JobModel) -> None:
    job = made_job("a.pdf", doubts=3)
    model.load((job,))
    model.set_search("rescisão", {job.id: "Page 2: a rescisão"})
    assert model.index(0, Column.PROGRESS).data() == "Page 2: a rescisão"


def test_a_row_tells_no_more_time_than_all_together_need(model: JobModel) -> None:
    running = [made_job(f"{n}.pdf", JobStatus.RUNNING, pages_wanted=50, pages_done=5) for n in range(2)]
    model.load(running)
    model.set_seconds_left(running[0].id, 900.0)
    model.set_seconds_left_of_all(360.0)
    row = model.row_of(running[0].id)
    assert row is not None
    assert model.index(row, Column.PROGRESS).data() == "Page 6 of 50, about 6 minutes"


def test_a_document_that_is_worked_on_stays_in_its_group_until_it_is_left(model: JobModel) -> None:
    first, second = (
        replace(made_job(f"{n}.pdf", JobStatus.DONE, position=n), doubts=n, pages_done=3) for n in (2, 1)
    )
    model.load((first, second))
    model.set_group(JobGroup.TO_REVIEW)
    model.hold(first.id)
    model.update((replace(first, doubts=0),))
    assert names(model) == ["1.pdf", "2.pdf"]
    assert model.count(JobGroup.TO_REVIEW) == 1
    model.hold(second.id)
    assert names(model) == ["1.pdf"]


def test_the_next_document_with_doubts_is_looked_for_below_and_then_from_the_top(model: JobModel) -> None:
    jobs = [replace(made_job(f"{n}.pdf", JobStatus.DONE, position=n), doubts=n % 2) for n in (1, 2, 3)]
    model.load(jobs)
    following = [model.next_with_doubts(job.id) for job in jobs]
    assert [job.name if job is not None else None for job in following] == ["3.pdf", "3.pdf", "1.pdf"]
    model.load(jobs[1:2])
    assert model.next_with_doubts(jobs[1].id) is None
