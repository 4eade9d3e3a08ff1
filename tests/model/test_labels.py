from __future__ import annotations

from transcritor_gui.model.labels import has_tag, retagged, tags_in


def test_tags_are_parted_by_commas_and_tidied() -> None:
    assert tags_in(" urgente,  cliente   Silva ;Urgente,,\n2026 ") == ("2026", "cliente Silva", "urgente")


def test_tags_come_and_go_whatever_their_case() -> None:
    assert retagged(("a", "Réu"), add=["b", "A"], remove=["réu"]) == ("a", "b")
    assert has_tag(("Réu",), "RÉU")
