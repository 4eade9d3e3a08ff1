"""Why the program did with a page what it did, in plain words: its language, and a text layer refused.

The pipeline leaves them in the page as values (`model.reasons`); `page_warnings` has the sentences on what to
look at.
"""

from __future__ import annotations

from transcritor_gui.i18n import tr
from transcritor_gui.language_names import language_name, languages_words
from transcritor_gui.model import EvidenceKind, PageResult, RefusalReason

__all__ = ["language_reason", "language_words", "refusal_words"]


def language_words(page: PageResult) -> str:
    """'Portuguese', or 'Portuguese and English'; '' where nothing is known of the page's language."""
    return languages_words(page.language)


def language_reason(page: PageResult) -> str:
    """How the language was told, as a sentence; '' for a page without one."""
    if not page.language:
        return ""
    evidence = page.language_evidence
    if evidence is None or evidence.kind is EvidenceKind.TOO_FEW_WORDS:
        return tr("Too few words to tell by: these are the languages in which the page was read.")
    if evidence.kind is EvidenceKind.SCRIPT:
        return tr("Told by the letters that it is written in.")
    first, *others = evidence.shares
    if first.code != page.language.split("+", 1)[0]:
        return tr("Its words did not tell: these are the languages in which the page was read.")
    if not others:
        return tr(
            "{percent} % of its words are such as {language} is full of.",
            percent=round(100 * first.share),
            language=language_name(first.code),
        )
    other = others[0]
    return tr(
        "{percent} % of its words are such as {language} is full of (in English: the, of, and);"
        " {other_percent} % are such words of {other}.",
        percent=round(100 * first.share),
        language=language_name(first.code),
        other_percent=round(100 * other.share),
        other=language_name(other.code),
    )


def refusal_words(reason: RefusalReason) -> str:
    """Why a text layer was refused."""
    return {
        RefusalReason.REPLACEMENT_CHARACTERS: tr("characters without a meaning"),
        RefusalReason.PRIVATE_USE_CHARACTERS: tr("characters that only its own font knows"),
        RefusalReason.CONTROL_CHARACTERS: tr("control characters among the letters"),
        RefusalReason.MISREAD_ENCODING: tr("accented letters come out as pairs of other signs"),
        RefusalReason.LOST_LETTERS: tr("letters are missing"),
        RefusalReason.ONE_CHARACTER: tr("one character over and over"),
        RefusalReason.SIGNS_AMONG_LETTERS: tr("signs in the place of letters"),
        RefusalReason.SHIFTED_CHARACTERS: tr("every letter stands for another"),
        RefusalReason.DIGITS_FOR_LETTERS: tr("digits in the place of letters"),
        RefusalReason.LETTERS_WITHOUT_WORDS: tr("letters that make no words"),
        RefusalReason.MIXED_SCRIPTS: tr("letters of several scripts within words"),
        RefusalReason.SIGNS_WITHOUT_WORDS: tr("signs that make no words"),
        RefusalReason.UNLIKE_PAGE: tr("the page shows other words"),
    }[reason]
