"""Two readings of a piece of a line made one: the better in each place, and a doubt where that is not clear.

Pure. `alignment` lays the readings beside each other; what is chosen is what one of the engines has read, and
the other reading stays beside it as the alternative.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from enum import Enum
from itertools import accumulate, pairwise

from rapidfuzz.distance import Levenshtein

from transcritor_gui.pipeline.ocr.engine import OcrWord
from transcritor_gui.pipeline.recognition.alignment import Pairing, aligned
from transcritor_gui.pipeline.recognition.dictionary import Dictionary
from transcritor_gui.pipeline.recognition.doubts.doubt import DOUBT_BELOW, READ_AGAIN_BELOW, Grounds
from transcritor_gui.pipeline.recognition.marks import (
    LIKELY_ACCENT,
    differ_in_marks_alone,
    has_commoner_accent_of,
    has_surer_marks,
    is_far_commoner,
)
from transcritor_gui.pipeline.recognition.readings import JudgedWord, ReadTwice, Token, joined
from transcritor_gui.pipeline.recognition.signs import (
    DASHES,
    NO_CONTEXT,
    Context,
    SignChoice,
    chosen_sign,
    is_glued,
    is_roman,
    missed_sign,
)

__all__ = ["Leader", "fused"]


class Leader(Enum):
    """Whose reading stands where nothing speaks for either."""

    FIRST = "first"
    SECOND = "second"


_SURELY_READ = 0.90
"""Confidence of the second engine from which its reading, a known word, beats one that is not a word."""
_LIKELY_READ, _LONG_WORD = 0.7, 5
"""The same where it has so many letters: it is hardly a word by chance ("generally" for "gencrally")."""
_UNSURE_NUMBER, _SURE_NUMBER = 0.93, 0.98
"""Confidence of the first engine under which a number of the second is taken that is as sure as this; print
that is read well has 0.93 to 0.97."""
_SURE = 0.95
"""Confidence of a word on which both engines agree."""
_SURE_OF_SIGN = 0.5
"""The same, where the first reading is what no print would have: "81º" for "§ 1º", "I-a"."""
_ADDED_FROM = 0.85
"""Confidence of the second engine from which a word that the first one has not seen is taken in."""
_SHORTEST_KNOWN = 3
"""Letters from which being a word says something: word lists hold nearly every pair of letters."""
_WORD_IN_IT = re.compile(r"[^\W\d_]{3}")
_HARDLY_READ = 0.6
"""Confidence of the first engine's least sure word under which other gaps and letters, surely read by the
second where it leads, win without being words: "U.price" for "Usk price", "SR(6%)" for "ERE%)"."""
_CROSS = "×"
"""What the second engine now and then takes an "x" for."""
_IN_NUMBERS = frozenset("0123456789.,")
_BETWEEN_NUMBERS = frozenset("/:-")
_SIGNS = "+-−–—"
"""In front of a number."""
_AROUND = ".,;:()[]"


def fused(
    words: Sequence[OcrWord],
    tokens: Sequence[Token],
    grounds: Grounds,
    *,
    line: Context = NO_CONTEXT,
    leader: Leader = Leader.FIRST,
    placed: Callable[[Token], OcrWord] | None = None,
    asked: frozenset[OcrWord] | None = None,
) -> list[JudgedWord]:
    """The words of a piece in their order, each judged. `line` holds the words on both sides of the piece.

    `placed` makes a word of a token that the first engine has left out, where the whole line is the second
    engine's; without it such words are taken in only between others. `asked` are those of `words` that were
    in question, None for all: another reading of a known word beside them is no doubt.
    """
    pairings = aligned(words, tokens)
    judged: list[JudgedWord] = []
    for place, pairing in enumerate(pairings):
        following = pairings[place + 1] if place + 1 < len(pairings) else None
        before = judged[-1].word.text if judged else line.before
        context = Context(before, _first_text(following, line.after))
        items: Iterator[JudgedWord]
        if pairing.words and asked is not None and _stands(pairing, asked, grounds):
            items = (_read_once(word, grounds) for word in pairing.words)
        elif pairing.words:
            items = _judged(pairing, context, grounds, leader)
        elif placed is None:
            items = _added(pairing.tokens, words)
        else:
            items = (_read_once(placed(token), grounds) for token in pairing.tokens)
        readings = _read_twice(pairing)
        judged.extend(replace(item, readings=readings) for item in items)
    return judged


def _stands(pairing: Pairing, asked: frozenset[OcrWord], grounds: Grounds) -> bool:
    """Whether the first reading stands, whatever the second: of 348 words that were read only for what stood
    beside them none was mended, and seven right ones were marked.
    """
    texts = [word.text for word in pairing.words]
    return (
        asked.isdisjoint(pairing.words)
        and texts != [token.text for token in pairing.tokens]
        and all(
            grounds.dictionary.knows(text) is True and not is_roman(text.strip(_AROUND)) for text in texts
        )
    )


def _read_twice(pairing: Pairing) -> ReadTwice:
    first, second = ("".join(part.text for part in side) for side in (pairing.words, pairing.tokens))
    return ReadTwice(
        min((word.confidence for word in pairing.words), default=None),
        min((token.confidence for token in pairing.tokens), default=None),
        Levenshtein.normalized_distance(first, second),
        len(pairing.words) != len(pairing.tokens),
    )


def _read_once(word: OcrWord, grounds: Grounds) -> JudgedWord:
    return JudgedWord(word, grounds.is_doubtful(word))


def _first_text(pairing: Pairing | None, otherwise: str) -> str:
    """How a pairing most likely begins: as the second engine has it, which misses fewer signs."""
    if pairing is None:
        return otherwise
    return pairing.tokens[0].text if pairing.tokens else pairing.words[0].text


def _judged(pairing: Pairing, context: Context, grounds: Grounds, leader: Leader) -> Iterator[JudgedWord]:
    words, tokens = pairing.words, pairing.tokens
    if not tokens:
        # The second engine has seen nothing there: the first reading stands, as a doubt.
        yield from (JudgedWord(word, doubtful=True) for word in words)
    elif len(words) == len(tokens) == 1:
        yield _one(words[0], tokens[0], context, grounds, leader)
    elif "".join(word.text for word in words) == "".join(token.text for token in tokens):
        yield from _spaced(words, tokens, context, grounds, leader)
    else:
        yield from _better_piece(words, tokens, context, grounds, leader)


def _added(tokens: Sequence[Token], words: Sequence[OcrWord]) -> Iterator[JudgedWord]:
    """What the first engine has left out between two words of the piece; a doubt, as only one has seen it."""
    for token in tokens:
        middle = (token.x0 + token.x1) / 2
        is_between = words[0].x0 < middle < words[-1].x1
        is_covered = any(word.x0 <= middle <= word.x1 for word in words)
        is_written = any(letter.isalnum() or letter == "§" for letter in token.text)
        if is_between and not is_covered and is_written and token.confidence >= _ADDED_FROM:
            near = min(words, key=lambda word: abs((word.x0 + word.x1) / 2 - middle))
            x0, x1 = round(token.x0), max(round(token.x0) + 1, round(token.x1))
            added = replace(near, text=token.text, x0=x0, x1=x1, confidence=token.confidence)
            yield JudgedWord(added, doubtful=True)


def _one(word: OcrWord, token: Token, context: Context, grounds: Grounds, leader: Leader) -> JudgedWord:
    if word.text == token.text or word.text == token.text.replace(_CROSS, "x"):
        return _agreed(word, token, context, grounds)
    return _better(word, token, context, grounds, leader)


def _agreed(word: OcrWord, token: Token, context: Context, grounds: Grounds) -> JudgedWord:
    sign = missed_sign(word.text, context, confidence=token.confidence)
    if sign is not None:
        return _by_sign(word, token, sign)
    if grounds.settles(word.text) or is_roman(word.text.strip(_AROUND)):
        return JudgedWord(replace(word, confidence=max(word.confidence, _SURE)), doubtful=False)
    return JudgedWord(word, doubtful=True)


def _better(word: OcrWord, token: Token, context: Context, grounds: Grounds, leader: Leader) -> JudgedWord:
    """The first reading stands unless the second is surer and at least as much of a word, or a sign."""
    choice = chosen_sign(word.text, token.text, context, confidence=token.confidence)
    if choice is not None:
        return _by_sign(word, token, choice)
    dictionary = grounds.dictionary
    known, other_known = dictionary.knows(word.text), dictionary.knows(token.text)
    if _is_same_but_for_points(word.text, token.text):
        wins = token.confidence >= word.confidence
    elif leader is Leader.SECOND and differ_in_marks_alone(word.text, token.text):
        wins = has_surer_marks(word, token, dictionary)
    elif known is True and other_known is False:
        wins = _is_surely_short(word, token) and (
            leader is Leader.SECOND or word.confidence < READ_AGAIN_BELOW
        )
    elif leader is Leader.SECOND:
        wins = True
    elif word.confidence < READ_AGAIN_BELOW:
        alike = known == other_known or _is_number(token.text)
        wins = token.confidence > word.confidence if alike else other_known is True
    elif _is_number(word.text) and _is_number(token.text):
        wins = word.confidence < _UNSURE_NUMBER and token.confidence >= _SURE_NUMBER
    else:
        has_commoner_accent = has_commoner_accent_of(token.text, word.text, dictionary)
        more_of_a_word = known is False or has_commoner_accent
        if has_commoner_accent and is_far_commoner(token.text, word.text, dictionary):
            enough = LIKELY_ACCENT
        else:
            enough = _LIKELY_READ if known is False and len(token.text) >= _LONG_WORD else _SURELY_READ
        wins = more_of_a_word and other_known is True and token.confidence >= enough
    if wins:
        confidence = token.confidence
        return JudgedWord(
            replace(word, text=token.text, confidence=confidence),
            doubtful=(
                confidence < DOUBT_BELOW[grounds.condition]
                or other_known is False
                or not grounds.settles(token.text)
            ),
            alternative=word.text,
        )
    return JudgedWord(word, doubtful=True, alternative=token.text)


def _is_same_but_for_points(text: str, other: str) -> bool:
    """Whether two readings of a figure differ in points and commas alone: "1,08" and "1.08"."""
    return text != other and len(text) == len(other) and text.replace(",", ".") == other.replace(",", ".")


def _is_surely_short(word: OcrWord, token: Token) -> bool:
    """Whether `token` is read with certainty where `word` is so short that being a word says little: codes,
    units and abbreviations are as short ("SDN" for "SON", "UN" for "JUN").
    """
    letters = len(word.text.strip(_AROUND))
    return letters < _SHORTEST_KNOWN or (letters == _SHORTEST_KNOWN and token.confidence >= _SURE)


def _is_number(text: str) -> bool:
    return any(map(str.isdigit, text)) and not any(map(str.isalpha, text))


def _by_sign(word: OcrWord, token: Token, choice: SignChoice) -> JudgedWord:
    confidence = word.confidence if choice.text == word.text else token.confidence
    if not choice.doubtful:
        confidence = max(confidence, _SURE)
    chosen = replace(word, text=choice.text, confidence=confidence)
    others = [text for text in (choice.alternative, word.text, token.text) if text not in (None, choice.text)]
    return JudgedWord(chosen, choice.doubtful, others[0] if others else None, is_settled=True)


def _spaced(
    words: Sequence[OcrWord], tokens: Sequence[Token], context: Context, grounds: Grounds, leader: Leader
) -> Iterator[JudgedWord]:
    """The same letters with other gaps: those of the second engine where they make more words."""
    worth = _worth([word.text for word in words], context, grounds)
    other_worth = _worth([token.text for token in tokens], context, grounds)
    joins = leader is Leader.SECOND and len(tokens) == 1 and other_worth >= worth and _is_one(words, grounds)
    for word in _placed(words, tokens) if other_worth > worth or joins else words:
        if grounds.settles(word.text):
            yield JudgedWord(replace(word, confidence=max(word.confidence, _SURE)), doubtful=False)
        else:
            yield JudgedWord(word, grounds.is_doubtful(word))


def _is_one(words: Sequence[OcrWord], grounds: Grounds) -> bool:
    """Whether the gaps between `words` are mistakes: the first engine makes some in figures and words."""
    texts = [word.text for word in words]
    if all(_is_within_number(before, after) for before, after in pairwise(texts)):
        return True
    return grounds.dictionary.knows("".join(texts)) is True


def _is_within_number(before: str, after: str) -> bool:
    """Whether a gap between the two would stand within one number or time; a date and a time are two."""
    if before[-1:] == ":" and before[-2:-1].isdigit():
        return after[:1].isdigit()
    return (
        before[-1:] in _IN_NUMBERS
        and after[:1].isdigit()
        and not _BETWEEN_NUMBERS.intersection(before.lstrip(_SIGNS) + after)
    )


def _better_piece(
    words: Sequence[OcrWord], tokens: Sequence[Token], context: Context, grounds: Grounds, leader: Leader
) -> Iterator[JudgedWord]:
    """Other letters and other gaps: the second reading is taken where it is sure and makes more words."""
    first, second = " ".join(word.text for word in words), joined(tokens)
    regrouped = None if _is_torn_word(words, tokens, grounds) else _with_gaps_of(words, tokens)
    if regrouped is not None:
        for place, (word, token) in enumerate(zip(words, regrouped, strict=True)):
            after = regrouped[place + 1].text if place + 1 < len(words) else context.after
            yield _one(word, token, Context(context.before, after), grounds, leader)
            context = Context(token.text, context.after)
        return
    confidence = min((token.confidence for token in tokens if any(map(str.isalnum, token.text))), default=0.0)
    own = min(word.confidence for word in words)
    worth = _worth([word.text for word in words], context, grounds)
    other_worth = _worth([token.text for token in tokens], context, grounds)
    if leader is Leader.SECOND:
        wins = other_worth >= worth or (_is_hardly_read(words) and confidence >= _SURE)
    elif other_worth > worth:
        enough = own if own < READ_AGAIN_BELOW else _SURELY_READ
        wins = confidence >= (_SURE_OF_SIGN if any(is_glued(word.text) for word in words) else enough)
    else:
        wins = other_worth == worth and own < READ_AGAIN_BELOW and confidence >= _SURELY_READ
    if not wins:
        yield from (JudgedWord(word, doubtful=True, alternative=second) for word in words)
        return
    sure = other_worth >= 1.0 and confidence >= DOUBT_BELOW[grounds.condition]
    for word in _placed(words, tokens):
        yield JudgedWord(word, not (sure and grounds.settles(word.text)), alternative=first)


def _is_hardly_read(words: Sequence[OcrWord]) -> bool:
    return any(word.confidence < _HARDLY_READ and any(map(str.isalnum, word.text)) for word in words)


def _is_torn_word(words: Sequence[OcrWord], tokens: Sequence[Token], grounds: Grounds) -> bool:
    """Whether the second engine has a word whole that the first has in pieces, of which not all are words."""
    knows = grounds.dictionary.knows
    return (
        len(tokens) == 1
        and knows(tokens[0].text) is True
        and any(knows(word.text) is False for word in words)
    )


def _with_gaps_of(words: Sequence[OcrWord], tokens: Sequence[Token]) -> list[Token] | None:
    """The letters of `tokens` with the gaps of `words`; None where there are not as many letters, or they
    hardly agree. The second engine drops spaces more often than letters.
    """
    letters = "".join(token.text for token in tokens)
    own = "".join(word.text for word in words)
    alike = sum(one == other for one, other in zip(own, letters, strict=False))
    if len(letters) != len(own) or len(tokens) >= len(words) or 3 * alike < len(own):
        return None
    ends = [0, *accumulate(len(word.text) for word in words)]
    parts = [letters[start:end] for start, end in pairwise(ends)]
    if any(_is_within_number(before, after) for before, after in pairwise(parts)):
        return None
    confidences = [value for token in tokens for value in token.confidences]
    cut: list[Token] = []
    begin = 0
    for word in words:
        end = begin + len(word.text)
        cut.append(Token(letters[begin:end], tuple(confidences[begin:end]), word.x0, word.x1))
        begin = end
    return cut


def _worth(texts: Sequence[str], context: Context, grounds: Grounds) -> float:
    """The share of the letters, 0 to 1, that are in words, figures and signs of law."""
    good = total = 0
    for place, text in enumerate(texts):
        after = texts[place + 1] if place + 1 < len(texts) else context.after
        total += len(text)
        if _is_good(text, after, grounds.dictionary):
            good += len(text)
    return good / max(1, total)


def _is_good(text: str, after: str, dictionary: Dictionary) -> bool:
    known = dictionary.knows(text)
    if is_glued(text):
        return False
    if any(map(str.isdigit, text)):
        # A word with a number glued to it is none; "8" before an ordinal stands for a sign.
        return not (_WORD_IN_IT.search(text) or (text == "8" and after[-1:] in "º°"))
    if known is not None:
        return known or is_roman(text.strip(_AROUND))
    if text[:1] == "§":
        return text.strip("§") == "" and after[:1].isdigit()
    return DASHES.issuperset(text)


def _placed(words: Sequence[OcrWord], tokens: Sequence[Token]) -> Iterator[OcrWord]:
    """The tokens as words of the first engine, each in its part of the box around `words`."""
    left, right = words[0].x0, max(word.x1 for word in words)
    top, bottom = min(word.y0 for word in words), max(word.y1 for word in words)
    edges = [float(left)]
    edges += [(one.x1 + other.x0) / 2 for one, other in pairwise(tokens)]
    edges.append(float(right))
    for token, (start, end) in zip(tokens, pairwise(edges), strict=True):
        x0 = min(max(left, round(start)), right - 1)
        x1 = min(max(x0 + 1, round(end)), right)
        yield replace(words[0], text=token.text, x0=x0, y0=top, x1=x1, y1=bottom, confidence=token.confidence)
