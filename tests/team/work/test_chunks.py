from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transcritor_gui.team.work.chunks import split_into_chunks


@given(pages=st.integers(0, 700), slots=st.integers(1, 50), most=st.integers(1, 8))
def test_every_page_is_in_one_chunk_in_order(pages: int, slots: int, most: int) -> None:
    chunks = split_into_chunks(pages, slots=slots, most_pages=most)
    assert [page for first, end in chunks for page in range(first, end)] == list(range(pages))


@given(pages=st.integers(1, 700), slots=st.integers(1, 50), most=st.integers(1, 8))
def test_chunks_never_grow_and_are_never_empty(pages: int, slots: int, most: int) -> None:
    sizes = [end - first for first, end in split_into_chunks(pages, slots=slots, most_pages=most)]
    assert sizes == sorted(sizes, reverse=True)
    assert 1 <= sizes[-1] <= sizes[0] <= most


def test_a_short_document_is_shared_among_all_slots() -> None:
    assert len(split_into_chunks(4, slots=4, most_pages=4)) == 4
