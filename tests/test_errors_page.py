"""docs/errors.md says what the program says."""

from __future__ import annotations

from scripts.errors_page import PAGE, errors_page


def test_the_page_and_the_code_are_alike() -> None:
    assert PAGE.read_text(encoding="utf-8") == errors_page(), "run python -m scripts.errors_page"


def test_no_fact_is_left_empty() -> None:
    assert "“”" not in errors_page()
