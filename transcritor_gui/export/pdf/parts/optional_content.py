"""Layers that can be switched on and off: a part has those it shows, on or off as in the whole.

Without that, what the document hides would be seen in its parts.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

import pikepdf

from transcritor_gui.export.pdf.entries import array_of, dictionary_of

__all__ = ["put_layers"]


def put_layers(part: Any, whole: Any, reached: Collection[tuple[int, int]]) -> None:
    """Give `part` the layers of `whole` that are among the objects `reached` from its pages."""
    properties = dictionary_of(whole.Root.get("/OCProperties"))
    layers = {each.objgen: each for each in array_of(properties.get("/OCGs")) if each.objgen in reached}
    if not layers:
        return
    copies = {number: part.copy_foreign(each) for number, each in layers.items()}
    usual = dictionary_of(properties.get("/D"))
    state = pikepdf.Dictionary(Order=pikepdf.Array(copies.values()))
    for key in ("/BaseState", "/Intent", "/Name"):
        value = usual.get(key)
        if isinstance(value, pikepdf.Name | pikepdf.String):
            state[key] = value
    for key in ("/ON", "/OFF", "/Locked"):
        chosen = _copied(usual.get(key), copies)
        if chosen:
            state[key] = pikepdf.Array(chosen)
    rules = []
    for rule in array_of(usual.get("/AS")):
        chosen = _copied(dictionary_of(rule).get("/OCGs"), copies)
        if chosen:
            made = {key: rule[key] for key in ("/Event", "/Category") if key in rule}
            rules.append(pikepdf.Dictionary(made | {"/OCGs": pikepdf.Array(chosen)}))
    if rules:
        state["/AS"] = pikepdf.Array(rules)
    part.Root["/OCProperties"] = pikepdf.Dictionary(OCGs=pikepdf.Array(copies.values()), D=state)


def _copied(layers: Any, copies: dict[tuple[int, int], Any]) -> list[Any]:
    return [
        copies[each.objgen]
        for each in array_of(layers)
        if isinstance(each, pikepdf.Object) and each.objgen in copies
    ]
