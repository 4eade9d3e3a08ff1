"""The page for people without the window, in a real browser, with a real server and a real worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.team.browser import Browser
from tests.team.documents import text_pdf
from tests.team.office import TeamOffice
from tests.workers.waiting import waited_for

pytestmark = pytest.mark.integration


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Browser]:
    browser = Browser(tmp_path)
    yield browser
    browser.close()


def test_a_pdf_is_sent_watched_and_fetched(open_office: TeamOffice, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "Ofício nº 7.pdf"
    file.write_bytes(text_pdf("Um oficio", "A segunda folha"))
    browser.open(open_office.address)

    browser.type("#file", str(file))
    assert waited_for(lambda: "Done" in browser.text("#tasks li .state")), browser.text("#tasks")
    assert browser.text("#tasks li .name") == "Ofício nº 7.pdf"
    assert "2 of 2 pages" in browser.text("#tasks li .detail")

    browser.run("document.querySelector('#tasks li .format').value = 'txt'")
    browser.click("#tasks li .fetch")
    saved = browser.downloads / "Ofício nº 7.txt"
    assert waited_for(saved.exists)
    assert "A segunda folha" in saved.read_text(encoding="utf-8")

    before = len(open_office.client.get("/process-pdf/").json()["tasks"])
    browser.click("#tasks li .remove")
    assert waited_for(lambda: len(open_office.client.get("/process-pdf/").json()["tasks"]) == before - 1)
    assert browser.complaints() == []


def test_what_the_server_refuses_is_said(open_office: TeamOffice, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_bytes(b"This is no PDF.")
    browser.open(open_office.address)
    browser.type("#file", str(file))
    assert waited_for(lambda: "This is neither a PDF nor a picture" in browser.text("#notice"))


def test_the_page_speaks_portuguese_and_lists_what_was_sent_before(
    open_office: TeamOffice, tmp_path: Path
) -> None:
    task = open_office.upload(text_pdf("Um oficio"), name="antes.pdf")
    open_office.wait_for_end(task)
    browser = Browser(tmp_path, language="pt-BR", dark=True)
    try:
        browser.open(open_office.address)
        assert waited_for(lambda: "Pronto" in browser.text("#tasks"))
        assert "Solte PDFs ou imagens aqui" in browser.text("#drop")
        assert "antes.pdf" in browser.text("#tasks")
        assert browser.run("return getComputedStyle(document.body).backgroundColor") == "rgb(23, 26, 32)"
        assert browser.run("return document.documentElement.lang") == "pt-BR"
    finally:
        browser.close()


def test_the_page_about_the_api_names_every_address(open_office: TeamOffice, browser: Browser) -> None:
    browser.open(f"{open_office.address}/docs")
    paths = open_office.client.get("/openapi.json").json()["paths"]
    assert waited_for(lambda: all(path in browser.text("#operations") for path in paths))
    assert browser.complaints() == []
