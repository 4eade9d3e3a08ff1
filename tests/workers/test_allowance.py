"""How long a call may go on, decided from what it has used; and real processes that use it or not."""

from __future__ import annotations

import pytest

from transcritor_gui.workers.allowance import Verdict, longest_s, verdict


@pytest.mark.parametrize(
    ("used_s", "idle_s", "elapsed_s", "is_held", "expected"),
    [
        (80.0, 0.0, 900.0, False, Verdict.GO_ON),  # a dense page on a busy computer
        (180.0, 0.0, 181.0, False, Verdict.USED_UP),
        (5.0, 179.0, 190.0, False, Verdict.GO_ON),
        (5.0, 180.0, 190.0, False, Verdict.USED_UP),  # it hangs
        (5.0, 180.0, 190.0, True, Verdict.HELD_UP),  # somebody has stopped it
        (80.0, 0.0, longest_s(180.0), False, Verdict.HELD_UP),
    ],
)
def test_a_call_ends_by_its_work_and_only_generously_by_the_clock(
    used_s: float, idle_s: float, elapsed_s: float, is_held: bool, expected: Verdict
) -> None:
    assert (
        verdict(limit_s=180.0, used_s=used_s, idle_s=idle_s, elapsed_s=elapsed_s, is_held=is_held) is expected
    )
