"""The pictures that the review keeps: a few, within a budget, the sharper one of each page."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtGui import QImage

from transcritor_gui.ui.review.picture.pictures import PictureCache, picture_width_px

_JOB = UUID(int=1)


def _picture(width_px: int, height_px: int = 10) -> QImage:
    return QImage(width_px, height_px, QImage.Format.Format_RGB32)


def test_the_pictures_used_last_are_kept() -> None:
    cache = PictureCache()
    for page_index in range(6):
        cache.put(_JOB, page_index, _picture(10))
    assert cache.get(_JOB, 0) is not None
    cache.put(_JOB, 6, _picture(10))
    assert cache.get(_JOB, 0) is not None
    assert cache.get(_JOB, 1) is None


def test_a_sharper_picture_is_not_given_up_for_a_coarser_one() -> None:
    cache = PictureCache()
    cache.put(_JOB, 0, _picture(200))
    cache.put(_JOB, 0, _picture(100))
    kept = cache.get(_JOB, 0)
    assert kept is not None
    assert kept.width() == 200


def test_large_pictures_stay_within_the_budget_and_the_last_always_stays() -> None:
    cache = PictureCache()
    for page_index in range(3):
        cache.put(_JOB, page_index, _picture(4000, 3000))  # 48 MB each
    assert [cache.get(_JOB, page_index) is not None for page_index in range(3)] == [False, True, True]
    cache.put(_JOB, 3, _picture(6000, 6000))
    assert [cache.get(_JOB, page_index) is not None for page_index in range(4)] == [False, False, False, True]


def test_widths_go_in_few_steps_between_two_ends() -> None:
    assert picture_width_px(100) == picture_width_px(700) == 768
    assert picture_width_px(1000) == picture_width_px(1020) == 1024
    assert picture_width_px(9000) == 3072
