"""What a file states of itself, and one that is too damaged to be asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from transcritor_gui.pipeline.pdf.stated import has_hidden_layers, needs_rendering, user_units


def _pdf(path: Path, *, kids: str, count: object, root: str = "") -> Path:
    path.write_text(
        "%PDF-1.7\n"
        f"1 0 obj << /Type /Catalog /Pages 2 0 R {root} >> endobj\n"
        f"2 0 obj << /Type /Pages /Kids [{kids}] /Count {count} >> endobj\n"
        "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 400 300] /UserUnit 2 >> endobj\n"
        "trailer << /Root 1 0 R >>\n",
        encoding="ascii",
    )
    return path


def test_user_units_hidden_layers_and_forms_are_told(tmp_path: Path) -> None:
    root = "/NeedsRendering true /OCProperties << /OCGs [] /D << /BaseState /OFF >> >>"
    path = str(_pdf(tmp_path / "a.pdf", kids="3 0 R", count=1, root=root))
    assert user_units(path, None) == {0: 2.0}
    assert has_hidden_layers(path, None)
    assert needs_rendering(path, None)


@pytest.mark.parametrize("count", ["(x)", "/N", "9 0 R"])
def test_a_page_tree_that_qpdf_gives_up_on_states_nothing(tmp_path: Path, count: str) -> None:
    path = str(_pdf(tmp_path / "a.pdf", kids="3 0 R 9 0 R", count=count, root="/NeedsRendering true"))
    assert user_units(path, None) == {}
    assert not has_hidden_layers(path, None)
    assert not needs_rendering(path, None)


@pytest.mark.parametrize("entry", ["3", "[]", "<< /D 3 >>", "<< /OCGs 3 >>", "<< /OCGs [3] >>", "9 0 R"])
def test_layers_of_the_wrong_kind_are_none(tmp_path: Path, entry: str) -> None:
    path = str(_pdf(tmp_path / "a.pdf", kids="3 0 R", count=1, root=f"/OCProperties {entry}"))
    assert not has_hidden_layers(path, None)
