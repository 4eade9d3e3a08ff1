from __future__ import annotations

from transcritor_gui.team.client.events import event_data


def test_the_data_of_events_comes_whole_and_the_rest_is_passed_over() -> None:
    lines = [
        b": a comment\n", b"\n", b"event: status\r\n", b"data: one\r\n", b"\r\n",
        b"data:two\n", b"data: lines\n", b"id: 7\n", b"\n", b"data: never ended\n",
    ]  # fmt: skip
    assert list(event_data(lines)) == [b"one", b"two\nlines"]
