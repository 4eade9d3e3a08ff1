"""Names of parts sort as the parts do, and hold nothing that a portal refuses."""

from __future__ import annotations

from datetime import UTC, datetime

from transcritor_gui.export import ListedPart, NameFields, list_name, list_of_parts, part_names

_FIELDS = NameFields("contrato_a-b", datetime(2026, 3, 31, tzinfo=UTC), 9, 1, "por", "pdf", "x")


def test_parts_are_numbered_behind_the_name() -> None:
    names = part_names("{name}", _FIELDS, ".pdf", count=12, not_in_names="")
    assert names[0] == "contrato_a-b part 01 of 12.pdf"
    assert names == sorted(names)


def test_a_template_may_number_them_itself() -> None:
    names = part_names("{part:02} {name}", _FIELDS, ".pdf", count=2, not_in_names="")
    assert names == ["01 contrato_a-b.pdf", "02 contrato_a-b.pdf"]
    assert list_name("{part:02} {name}", _FIELDS) == "contrato_a-b - list of parts.txt"


def test_a_single_part_is_called_as_the_document() -> None:
    assert part_names("{name}", _FIELDS, ".pdf", count=1, not_in_names="") == ["contrato_a-b.pdf"]


def test_what_a_portal_refuses_is_left_out_of_names() -> None:
    names = part_names("{name}", _FIELDS, ".pdf", count=2, not_in_names="-_ ")
    assert names == ["contratoabpart1of2.pdf", "contratoabpart2of2.pdf"]


def test_a_name_of_refused_characters_alone_is_not_empty() -> None:
    assert part_names("-_-", _FIELDS, ".pdf", count=1, not_in_names="-_ ") == ["0.pdf"]


def test_the_list_can_be_checked_by_a_program() -> None:
    text = list_of_parts("contrato", [ListedPart("a.pdf", 1, 4, 12_345, "ab" * 32)], ["A note."])
    lines = text.splitlines()
    assert [line for line in lines if not line.startswith("#")] == [f"{'ab' * 32}  a.pdf"]
    assert "# a.pdf: pages 1 to 4, 13 kB" in lines
    assert "# A note." in lines
