"""Why the program did with a page what it did, in plain words: its language, and a text layer refused.

The pipeline leaves short codes and figures in the page; `page_warnings` has the sentences on what to look at.
"""

from __future__ import annotations

import re

from transcritor_gui.i18n import tr
from transcritor_gui.language_names import language_name
from transcritor_gui.model import PageResult

__all__ = ["language_reason", "language_words", "refusal_words"]

_SHARE = re.compile(r"(\w+) (\d+)%")


def language_words(page: PageResult) -> str:
    """'Portuguese', or 'Portuguese and English'; '' where nothing is known of the page's language."""
    names = [language_name(code) for code in page.language.split("+") if code]
    if len(names) < 2:
        return "".join(names)
    return tr("{languages} and {last}", languages=", ".join(names[:-1]), last=names[-1])


def language_reason(page: PageResult) -> str:
    """How the language was told, as a sentence; '' for a page without one."""
    if not page.language:
        return ""
    if page.language_reason == "script":
        return tr("Told by the letters that it is written in.")
    shares = _SHARE.findall(page.language_reason)
    if not shares:
        return tr("Too few words to tell by: these are the languages in which the page was read.")
    (code, percent), *others = shares
    if code != page.language.split("+", 1)[0]:
        return tr("Its words did not tell: these are the languages in which the page was read.")
    if not others:
        return tr(
            "{percent} % of its words are such as {language} is full of.",
            percent=percent,
            language=language_name(code),
        )
    other, other_percent = others[0]
    return tr(
        "{percent} % of its words are such as {language} is full of (in English: the, of, and);"
        " {other_percent} % are such words of {other}.",
        percent=percent,
        language=language_name(code),
        other_percent=other_percent,
        other=language_name(other),
    )


def refusal_words(reason: str) -> str:
    """Why a text layer was refused, from the code that `pipeline.text_quality` gives it."""
    known = {
        "replacement_characters": tr("characters without a meaning"),
        "private_use_characters": tr("characters that only its own font knows"),
        "control_characters": tr("control characters among the letters"),
        "misread_encoding": tr("accented letters come out as pairs of other signs"),
        "lost_letters": tr("letters are missing"),
        "one_character": tr("one character over and over"),
        "signs_among_letters": tr("signs in the place of letters"),
        "shifted_characters": tr("every letter stands for another"),
        "digits_for_letters": tr("digits in the place of letters"),
        "letters_without_words": tr("letters that make no words"),
        "mixed_scripts": tr("letters of several scripts within words"),
        "signs_without_words": tr("signs that make no words"),
    }
    return known.get(reason, reason.replace("_", " "))
