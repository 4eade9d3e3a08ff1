"""Words for people are literals: a translator's tool reads them, and never runs the program."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import transcritor_gui

_PACKAGE = Path(transcritor_gui.__file__).parent


def _calls() -> Iterator[tuple[str, ast.Call]]:
    for path in sorted(_PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in ("tr", "ntr")
            ):
                yield f"{path.relative_to(_PACKAGE)}:{node.lineno}", node


def test_every_message_is_a_literal_and_never_an_f_string() -> None:
    wrong = [
        place
        for place, call in _calls()
        for argument in call.args[: 2 if isinstance(call.func, ast.Name) and call.func.id == "ntr" else 1]
        if not (isinstance(argument, ast.Constant) and isinstance(argument.value, str))
    ]
    assert wrong == []


def test_there_are_messages_to_check() -> None:
    assert sum(1 for _ in _calls()) > 100
