"""Real text as courts and offices put it over a scan; each function gives the stamps of the page with a
number.
"""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.pdf_writing import Stamp

__all__ = ["STAMPS", "pasted"]


def court_header(number: int) -> list[Stamp]:
    case = f"{1004321 + 817 * number:07d}-{11 + number}.2023.8.26.{100 + number:04d}"
    return [
        Stamp(f"TRIBUNAL DE JUSTIÇA DO ESTADO — Processo nº {case}", 80, 30, 9, "Helvetica"),
        Stamp(f"fls. {812 + number}", 500, 30, 9, "Helvetica-Bold"),
    ]


def right_edge(number: int) -> list[Stamp]:
    return [
        Stamp(
            "Este documento é cópia do original assinado digitalmente por MARIA APARECIDA GONÇALVES, "
            f"em 1{number % 10}/03/2024.",
            572, 760, 7.5, "Helvetica", upwards=True,
        ),
        Stamp(
            f"Para conferir o original, informe o processo 08{number:02d}774-31.2022 "
            f"e o código 4F7B{number:02d}C.",
            583, 760, 7.5, "Helvetica", upwards=True,
        ),
    ]  # fmt: skip


def page_number(number: int) -> list[Stamp]:
    return [Stamp(f"Página {17 + number} de 340", 260, 815, 10, "Times-Roman")]


def pasted(number: int) -> list[Stamp]:
    """A digital page whose upper part is a picture of text."""
    return [
        Stamp(
            f"Conforme o documento {number + 3} acima, transcrito pelo cartório:", 80, 560, 11, "Times-Roman"
        ),
        Stamp(
            "a autora juntou recibos, fotografias e declaração de testemunhas.", 80, 578, 11, "Times-Roman"
        ),
        Stamp(
            "Requer-se, portanto, a intimação do réu para audiência de conciliação.",
            80,
            596,
            11,
            "Times-Roman",
        ),
    ]


STAMPS: tuple[Callable[[int], list[Stamp]], ...] = (court_header, right_edge, page_number, pasted)
