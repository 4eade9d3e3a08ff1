"""The spellings that were recognised, and which of them may be a word misread.

A list beside the index, filled as pages come in. Spellings with one or two wrong letters have their first,
middle or last three letters whole but for few: by these three pieces those worth comparing are fetched.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from itertools import islice
from typing import Final, Protocol

from transcritor_gui.model import PageSource
from transcritor_gui.model.misreadings import (
    a_letter_away,
    is_likeliest,
    misread_form,
    misreadings,
    most_wrong_letters,
    spellings_in,
)
from transcritor_gui.model.search_terms import search_terms
from transcritor_gui.store.database import Database
from transcritor_gui.store.search.expressions import similar_expression

__all__ = [
    "NoWordList",
    "WordList",
    "expression_of_similar",
    "forget_spellings",
    "keep_spellings",
    "refill_spellings",
    "similar_tokens",
]


class WordList(Protocol):
    """What tells words from misreadings; of lower-case spellings."""

    def frequency(self, word: str) -> int:
        """How often it occurs in its language; 0 for what is no word."""

    def near(self, word: str) -> Mapping[str, int]:
        """The words that are a letter away, with how often they occur."""


class NoWordList:
    """Nothing is known to be a word."""

    def frequency(self, _word: str) -> int:
        return 0

    def near(self, _word: str) -> Mapping[str, int]:
        return {}


_RECOGNISED: Final = (PageSource.OCR, PageSource.MIXED)
_PIECE: Final = 3
_LONGEST_SPELT_OUT: Final = 5
"""Letters of a form whose neighbours, some 400, are looked up one by one: within 2 ms."""
_CHECKED_AT_ONCE: Final = 2000
"""Spellings, in one transaction: some 20 ms."""
_MOST_SPELLINGS: Final = 200
"""Of one word, the nearest first."""


def keep_spellings(connection: sqlite3.Connection, source: str, text: str, other_readings: str) -> None:
    """Note the words of a page that was recognised, so that a search for what they may be finds them."""
    spellings = spellings_in(other_readings)
    if source in _RECOGNISED:
        spellings |= spellings_in(text)
    connection.executemany(
        "INSERT OR IGNORE INTO recognised_word (spelling, form) VALUES (?, ?)",
        ((spelling, misread_form(spelling)) for spelling in spellings),
    )


def refill_spellings(connection: sqlite3.Connection) -> None:
    """Make the list anew from all pages."""
    connection.execute("DELETE FROM recognised_word")
    spellings: set[str] = set()
    for row in connection.execute(
        "SELECT source, text, similar FROM page WHERE source IN ('ocr', 'mixed') OR similar <> ''"
    ):
        spellings |= spellings_in(row[2])
        if row[0] in _RECOGNISED:
            spellings |= spellings_in(row[1])
    connection.executemany(
        "INSERT INTO recognised_word (spelling, form) VALUES (?, ?)",
        ((spelling, misread_form(spelling)) for spelling in sorted(spellings)),
    )


def forget_spellings(database: Database, is_wanted: Callable[[], bool]) -> bool:
    """Take out what no page holds any more, in short steps; False when it is not wanted before the end."""
    last = ""
    while is_wanted():
        with database.transaction() as connection:
            rows = connection.execute(
                "SELECT spelling FROM recognised_word WHERE spelling > ? ORDER BY spelling LIMIT ?",
                (last, _CHECKED_AT_ONCE),
            ).fetchall()
            for (spelling,) in rows:
                held = connection.execute(
                    "SELECT 1 FROM page_text WHERE page_text MATCH ? LIMIT 1", (f'"{spelling}"',)
                ).fetchone()
                if held is None:
                    connection.execute("DELETE FROM recognised_word WHERE spelling = ?", (spelling,))
        if not rows:
            return True
        last = rows[-1][0]
    return False


def similar_tokens(
    database: Database, text: str, *, word_list: WordList
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The words of `text`, each with the spellings that may be it misread, the likeliest first."""
    tokens = [token for term in search_terms(text) for token in term.tokens]
    return tuple((token, _spellings_like(database, token, word_list)) for token in tokens)


def expression_of_similar(database: Database, text: str, *, word_list: WordList) -> str:
    """For pages on which the words of `text` may stand misread; '' where no spelling is like any of them."""
    return similar_expression(similar_tokens(database, text, word_list=word_list))


def _spellings_like(database: Database, token: str, word_list: WordList) -> tuple[str, ...]:
    form = misread_form(token)
    words: dict[str, int] = {}
    if word_list.frequency(token):
        words[form] = word_list.frequency(token)
    spellings: dict[str, list[str]] = {}
    for row in _candidates(database, form, most_wrong_letters(form)):
        count = word_list.frequency(row["spelling"])
        if count:
            words[row["form"]] = max(count, words.get(row["form"], 0))
        if row["spelling"] != token:
            spellings.setdefault(row["form"], []).append(row["spelling"])
    likely = misreadings(form, spellings, words=words)
    nearest = sorted(
        (cost, spelling, other) for other, cost in likely.items() for spelling in spellings[other]
    )
    found = (
        spelling
        for _, spelling, other in nearest
        if is_likeliest(form, other, words=words, rivals=_forms(word_list.near(spelling)))
    )
    return tuple(islice(found, _MOST_SPELLINGS))


def _forms(words: Mapping[str, int]) -> dict[str, int]:
    forms: dict[str, int] = {}
    for word, count in words.items():
        form = misread_form(word)
        forms[form] = max(count, forms.get(form, 0))
    return forms


def _candidates(database: Database, form: str, most: int) -> list[sqlite3.Row]:
    """Forms that share a piece with `form` and are about as long; of a short one all that are a letter away,
    for its pieces hold most of it; where no letter may be wrong, itself."""
    if not most:
        return database.read("SELECT spelling, form FROM recognised_word WHERE form = ?", (form,))
    if len(form) <= _LONGEST_SPELT_OUT:
        return database.read(
            "SELECT spelling, form FROM recognised_word WHERE form IN (SELECT value FROM json_each(:forms))",
            {"forms": json.dumps(sorted(a_letter_away(form)))},
        )
    middle = len(form) // 2
    starts = range(max(1, middle - 1), middle + 2)
    return database.read(
        "SELECT spelling, form FROM recognised_word WHERE form >= :start AND form < :after "
        "AND length(form) BETWEEN :least AND :longest "
        "UNION SELECT spelling, form FROM recognised_word WHERE substr(form, -3) = :end "
        "AND length(form) BETWEEN :least AND :longest "
        "UNION SELECT spelling, form FROM recognised_word WHERE substr(form, length(form) / 2, 3) IN "
        "(SELECT value FROM json_each(:middles)) AND length(form) BETWEEN :least AND :longest",
        {
            "start": form[:_PIECE],
            "after": form[: _PIECE - 1] + chr(ord(form[_PIECE - 1]) + 1),
            "end": form[-_PIECE:],
            # substr counts from 1
            "middles": json.dumps([form[start - 1 : start - 1 + _PIECE] for start in starts]),
            "least": len(form) - most,
            "longest": len(form) + most,
        },
    )
