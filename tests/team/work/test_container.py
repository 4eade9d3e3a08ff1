"""What a worker takes of a computer that it has only a part of."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcritor_gui.team.work.container import Share, fitted, share_here


@pytest.fixture
def groups(tmp_path: Path) -> Path:
    folder = tmp_path / "cgroup"
    (folder / "system.slice" / "worker.service").mkdir(parents=True)
    (tmp_path / "membership").write_text("0::/system.slice/worker.service\n")
    return folder


def test_the_narrowest_group_holds(groups: Path) -> None:
    (groups / "system.slice" / "memory.max").write_text(f"{4 * 1024**3}\n")
    (groups / "system.slice" / "worker.service" / "memory.max").write_text("max\n")
    (groups / "system.slice" / "worker.service" / "cpu.max").write_text("100000 100000\n")
    assert share_here(groups, groups.parent / "membership") == Share(1, 4096)


def test_in_a_container_its_own_group_is_the_top(groups: Path) -> None:
    (groups.parent / "membership").write_text("0::/\n")
    (groups / "memory.max").write_text(f"{1536 * 1024**2}\n")
    (groups / "cpu.max").write_text("50000 100000\n")
    assert share_here(groups, groups.parent / "membership") == Share(1, 1536)


def test_without_limits_there_are_none(tmp_path: Path) -> None:
    share = share_here(tmp_path / "none", tmp_path / "nothing")
    assert share.memory_mb is None
    assert share.cores >= 1


@pytest.mark.parametrize(
    ("share", "slots", "expected"),
    [
        (Share(8, None), None, (8, 2048)),
        (Share(8, 4096), None, (3, 1205)),
        (Share(2, 16384), None, (2, 2048)),
        (Share(8, 900), None, (1, 1024)),
        (Share(8, 4096), 2, (2, 1868)),
        (Share(8, None), 3, (3, 2048)),
    ],
)
def test_pages_fit_into_the_memory_that_there_is(
    share: Share, slots: int | None, expected: tuple[int, int]
) -> None:
    assert fitted(share, slots=slots, page_memory_mb=2048) == expected
