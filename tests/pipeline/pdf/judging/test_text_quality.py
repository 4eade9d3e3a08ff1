"""Bad text layers are refused with their reason; good ones of every kind are not."""

from __future__ import annotations

import pypdfium2
import pytest

from tests.corpus import corpus_dir, corpus_file
from tests.pipeline.bad_layers import GOOD_TEXTS, bad_layers, layer_of
from transcritor_gui.model import Box, RefusalReason, Word
from transcritor_gui.pipeline.pdf.frame import PageFrame
from transcritor_gui.pipeline.pdf.judging.text_quality import FontFacts, LayerVerdict, judge_text_layer
from transcritor_gui.pipeline.pdf.page_objects import read_objects
from transcritor_gui.pipeline.pdf.text_layer import TextLayer, read_text_layer

_BAD = {
    "digital/cid-font-no-tounicode.pdf",
    "digital/ocrmypdf-truetype_font_nomapping.pdf",
    "digital/pdfminer-issue-791-non-unicode-cmap.pdf",
}

_GOOD = {
    "formulas": "1 𝑝 ← pass (k𝐴, 𝑒, 𝐼, 𝑠) ← Secret Key 𝑠 ← HKDF(𝑠, version𝐴, 𝑒, 32) xor𝑝 key𝑠 x𝑦z",
    "emoji": "🌴🐢🐐🍄⚽🍻👑📸😬 👀🚨🏡🕊 🏆 😻🌟🧿🍀🎨🍜 abcdef 🌴🐢🐐🍄⚽🍻👑📸😬",
    "table of numbers": "2015 1.234,56 -12,00 45% 2016 1.310,90 8,25 47% 2017 R$ 450,00 (3.400,00) 0,7 " * 8,
    "code": """def read(path: str, *, limit_px: int = 4096) -> bytes: with open(path, "rb") as fp: return fp
        for i in range(len(xs)): if xs[i] != ys[-1 - i]: raise ValueError(i) struct _cfg { uint8_t *ptr; };
        git rebase -i HEAD~3 && ./configure --prefix=/usr/local CFLAGS="-O2 -g" || exit 1""",
    "checksums": " ".join(f"{n * 2654435761 % 2**64:016x} v{n}.{n % 7}.tar.gz" for n in range(60)),
    "product codes": " ".join(f"AB{n:03d}-X{n % 9}K qtd {n} un" for n in range(60)),
    "abbreviations": "CNPJ CPF ICMS PIS COFINS NCM CFOP CST UN QTD VL BC ALIQ IPI DANFE NF-e SSP/BA CEP UF "
    * 4,
    "greek": "Το σύστημα διαχείρισης πακέτων εγκαθιστά, αναβαθμίζει και αφαιρεί λογισμικό με έναν απλό τρόπο "
    * 3,
    "arabic": "تحسين الإنتاجية وحل المشكلات من خلال البرمجة بلغة R وPython في المؤسسات الحديثة " * 3,
    "japanese": "みんなのおのおののなかのすべてですから 宇宙塵をたべ、または空気や塩水を呼吸しながら " * 3,
    "russian": "Комитет рассмотрел представленные доказательства и принял решение отложить слушание дела "
    * 3,
    "polish": "Wnioskodawca złożył odpis aktu urodzenia oraz oświadczenie o wysokości dochodów za trzy lata "
    * 3,
    "finnish": "Toimikunta kuuli keväällä varaston omistajia, satamapäällikköä ja kahta tarkastajaa " * 3,
    "vietnamese": "Ủy ban đã họp ba lần trong mùa xuân và nghe lời khai của chủ kho hàng và thuyền trưởng "
    * 3,
    "latin": "Quisque ullamcorper placerat ipsum. Cras nibh. Morbi vel justo vitae lacus tincidunt ultrices "
    * 3,
    "sample of type": "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 !?#$%& " * 3,
    "bullets of a symbol font": "\uf0b7 primeiro item da lista \uf0b7 segundo item da lista \uf0b7 terceiro "
    * 5,
    "leaders": "Introdução ........................................ 1 Método ............................. 7 "
    * 6,
    "questions": "Quem? Quando? Onde? O quê? Como assim? Why? Who?? Really?! /busca?q=1&pagina=2 " * 4,
    "one word": "Página",
    "a formula": "∀x∈ℝ: ∃y ≥ 0 ⇒ f(x) = ∑ aᵢxᵢ ± ∫ g(t)dt ≠ ∅ com a, b e c positivos e n par " * 2,
    "ordinals and units": "1º 2ª n.º 3 µm 25 °C 10 kΩ ½ ¼ § 4º art. 5º, inciso XXXV, alínea b " * 4,
}


def _verdict(words: list[Word], facts: FontFacts | None = None) -> LayerVerdict:
    return judge_text_layer(words, languages="por+eng", font_facts=facts)


@pytest.mark.parametrize(
    ("name", "words"), list(bad_layers()), ids=lambda value: value if isinstance(value, str) else ""
)
def test_refuses_a_layer_gone_wrong(name: str, words: list[Word]) -> None:
    verdict = _verdict(words)
    assert not verdict.good
    assert verdict.refusal is not None


def test_the_made_set_is_large_enough_to_mean_something() -> None:
    assert len(list(bad_layers())) >= 50


@pytest.mark.parametrize("name", [*GOOD_TEXTS, *_GOOD])
def test_accepts_good_text_of_any_kind(name: str) -> None:
    text = GOOD_TEXTS.get(name, _GOOD.get(name, ""))
    assert _verdict(layer_of(text)) == LayerVerdict(None)


def test_fonts_without_a_map_alone_do_not_make_good_text_bad() -> None:
    facts = FontFacts(characters=600, unmapped=500)
    assert _verdict(layer_of(GOOD_TEXTS["portuguese"]), facts).good


def test_fonts_without_a_map_let_a_short_garbled_line_be_refused() -> None:
    words = layer_of("3HQČåQt SURVWĜHGN QD~þWHFK")
    assert _verdict(words, FontFacts(characters=25, unmapped=25)).refusal is RefusalReason.SHIFTED_CHARACTERS


def test_says_what_is_wrong() -> None:
    reasons = {
        name.split(": ", 1)[1]: _verdict(words).refusal for name, words in bad_layers() if name[0] == "p"
    }
    assert reasons["shifted by -29"] in ("shifted_characters", "control_characters")
    assert reasons["alphabet out of order, 1"] == "letters_without_words"
    assert reasons["private use"] == "private_use_characters"
    assert reasons["UTF-8 taken for Windows"] == "misread_encoding"
    assert reasons["figures for letters"] == "digits_for_letters"


def test_a_page_without_words_has_nothing_to_refuse() -> None:
    assert _verdict([]) == LayerVerdict(None)


@pytest.mark.parametrize("name", sorted(_BAD))
def test_refuses_the_bad_layers_of_the_corpus(name: str) -> None:
    document = pypdfium2.PdfDocument(corpus_file(name))
    layer = _layer(document[0])
    assert not _verdict([*layer.visible, *layer.invisible], layer.fonts).good
    document.close()


@pytest.mark.integration
def test_refuses_no_good_layer_of_the_corpus() -> None:
    folder = corpus_dir()
    refused = []
    for path in sorted([*folder.glob("digital/*.pdf"), *folder.glob("gt/*.pdf")]):
        if f"{path.parent.name}/{path.name}" in _BAD:
            continue
        document = pypdfium2.PdfDocument(path)
        for index in range(min(len(document), 20)):
            layer = _layer(document[index])
            verdict = _verdict([*layer.visible, *layer.invisible], layer.fonts)
            if not verdict.good:
                refused.append((path.name, index, verdict.refusal))
        document.close()
    assert refused == []


def _layer(page: pypdfium2.PdfPage) -> TextLayer:
    left, bottom, right, top = page.get_cropbox()
    frame = PageFrame(left, bottom, right, top, page.get_rotation())
    return read_text_layer(page, frame, read_objects(page, frame))


def test_names_with_daggers_are_no_misread_text() -> None:
    names = ["Łukasz†", "Müller‡", "Garção†", "Sørensen§", "Núñez†", "Weiß‡", "Çelik¶", "Dvořák†"]
    text = "the patients were seen by all authors of this paper and treated at the clinic of the city " * 2
    assert _verdict([Word(text_of, Box(0, 0, 10, 10)) for text_of in [*names, *text.split()]]).good


def test_a_few_lost_ligatures_among_good_words_are_no_reason_to_refuse() -> None:
    text = "the condi\ufffdons of the policy are those that you have signed when it was given out to you "
    assert _verdict([Word(text_of, Box(0, 0, 10, 10)) for text_of in (text * 4).split()]).good


def test_leaders_of_a_table_of_contents_are_no_reason_to_refuse() -> None:
    words = [text for item in range(40) for text in ("Item", f"{item}.1", "." * 60, str(item))]
    assert _verdict([Word(text, Box(0, 0, 10, 10)) for text in words]).good
