"""Every document of the shared corpus read to its end: text with its key phrases, or the right error."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.corpus import corpus_file
from transcritor_gui.errors import TranscritorError
from transcritor_gui.model import TranscriptionOptions
from transcritor_gui.pipeline import PageTask, bundled_packs, inspect_document, transcribe_page
from transcritor_gui.pipeline.state import worker_state

pytestmark = pytest.mark.integration

_MOST_PAGES = 10
"""Of one document, from its beginning: the key phrases stand there."""

_OPTIONS = TranscriptionOptions(show_hidden_text=True)
"""A phrase of the corpus is drawn without ink."""

_KNOWN = {
    "pdfjs-prefilled_f1040.pdf": "the phrase runs across the fields of a form",
}


def _rows() -> Iterator[tuple[str, str, str]]:
    """(folder/file, key phrases, password) of every PDF of the corpus; none where there is no corpus."""
    for folder in ("digital", "broken"):
        try:
            manifest = corpus_file(f"{folder}/MANIFEST.tsv")
        except pytest.skip.Exception:
            return
        with manifest.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield f"{folder}/{row['file']}", row["key_phrase"] or "", row["password"] or ""


def _folded(text: str) -> str:
    """Without white space, case, dashes and the kind of quotes; words broken at line ends joined."""
    text = unicodedata.normalize("NFKC", text)
    text = re.sub("[‘’‚‛′´`]", "'", text)
    text = re.sub("[“”„‟″«»]|''", '"', text)
    text = re.sub("[\u2010-\u2015\u2212\u00ad-]", "", text)
    return re.sub(r"\s+", "", text).casefold()


def _texts(path: Path, password: str | None) -> Iterator[str]:
    try:
        facts = inspect_document(str(path), password=password)
    except TranscritorError:
        return
    for page_index in range(min(facts.page_count, _MOST_PAGES)):
        task = PageTask(str(path), page_index, _OPTIONS, password, bundled_packs())
        try:
            yield transcribe_page(task).text
        except TranscritorError:
            yield ""


@pytest.fixture(autouse=True, scope="module")
def warm_engines() -> Iterator[None]:
    """One state for all documents, as in a worker."""
    yield
    worker_state().close()


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("name", "phrases", "password"), [pytest.param(*row, id=row[0]) for row in _rows()])
def test_the_key_phrases_are_read(name: str, phrases: str, password: str) -> None:
    missing = [_folded(phrase) for phrase in phrases.split(" | ") if phrase]
    for text in _texts(corpus_file(name), password or None):
        whole = _folded(text)
        missing = [phrase for phrase in missing if phrase not in whole]
        if phrases and not missing:
            break
    if missing and Path(name).name in _KNOWN:
        pytest.xfail(_KNOWN[Path(name).name])
    assert missing == []
