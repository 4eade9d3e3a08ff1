"""Reading that gives way: the page at hand is kept, and no other is begun."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

from tests.jobs.fakes import page_of
from tests.workers.waiting import waited_for
from transcritor_gui.jobs.running.page_reader import PageReader
from transcritor_gui.model.packed import PackedPage, pack_page


def test_who_gives_way_keeps_the_page_at_hand_and_begins_no_other() -> None:
    submitted: list[Future[PackedPage]] = []  # one process does them in this order
    kept: list[int] = []

    def submit(_page_index: int) -> Future[PackedPage]:
        submitted.append(Future())
        return submitted[-1]

    def keep(page: PackedPage) -> bool:
        kept.append(page.page_index)
        return True

    reader = PageReader(submit=submit, keep=keep, most_in_flight=2)
    with ThreadPoolExecutor(1) as thread:
        is_whole = thread.submit(reader.read, [0, 1, 2])
        assert waited_for(lambda: len(submitted) == 2)
        reader.give_way()
        submitted[0].set_result(pack_page(page_of(0, "ok")))
        assert not is_whole.result(timeout=60)
    assert kept == [0]
    assert submitted[1].cancelled()
    assert len(submitted) == 2
