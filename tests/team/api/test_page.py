"""The page for people without the window, in a real browser, with a real server and a real worker."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.team.browser import Browser
from tests.team.documents import text_pdf
from tests.team.office import TeamOffice
from tests.workers.waiting import waited_for
from transcritor_gui.team.api.tokens import TokenFile

pytestmark = pytest.mark.integration

_ENTER, _TAB = "\ue007", "\ue004"
"""As the WebDriver standard writes the keys."""


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
    assert browser.text("#spoken") == "Done: Ofício nº 7.pdf"
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
    file = tmp_path / "recusado.pdf"
    file.write_bytes(b"This is no PDF.")
    browser.open(open_office.address)
    browser.type("#file", str(file))
    assert waited_for(lambda: "This is neither a PDF nor a picture" in browser.text("#tasks li .detail"))
    assert browser.text("#tasks li .state") == "Not sent"
    assert not browser.is_shown("#tasks li .fetch")
    browser.click("#tasks li .remove")
    assert waited_for(lambda: "recusado.pdf" not in browser.text("#tasks"))


def test_the_page_speaks_portuguese_and_lists_what_was_sent_before(
    open_office: TeamOffice, tmp_path: Path
) -> None:
    task = open_office.upload(text_pdf("Um oficio"), name="antes.pdf")
    open_office.wait_for_end(task)
    browser = Browser(tmp_path, language="pt-BR", dark=True)
    try:
        browser.open(open_office.address)
        assert waited_for(lambda: "Pronto" in browser.text("#tasks"))
        assert "Solte PDFs, imagens ou pastas aqui" in browser.text("#drop")
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


def test_the_sign_in_comes_before_any_word_of_failure(tmp_path: Path) -> None:
    token = TokenFile(tmp_path / "tokens.json").add("ana")
    office = TeamOffice(tmp_path / "office", TRANSCRITOR_TEAM_TOKENS=str(tmp_path / "tokens.json"))
    browser = Browser(tmp_path)
    try:
        office.redis.start()
        office.start_server()
        browser.open(office.address)
        assert waited_for(lambda: browser.is_shown("#access"))
        assert not browser.is_shown("#access-refused")
        assert not browser.is_shown("#desk")
        assert browser.run("return document.activeElement.id") == "token"

        browser.type("#token", f"wrong{_ENTER}")
        assert waited_for(lambda: browser.is_shown("#access-refused"))
        browser.type("#token", f"{token}{_ENTER}")
        assert waited_for(lambda: browser.is_shown("#empty"))
        assert not browser.is_shown("#access")

        browser.click("#leave")
        assert waited_for(lambda: browser.is_shown("#access"))
    finally:
        browser.close()
        office.close()


def test_more_documents_than_a_screen_are_listed_and_followed_over_one_connection(
    server_office: TeamOffice, browser: Browser
) -> None:
    for number in range(60):
        server_office.upload(text_pdf("Um oficio"), name=f"{number}.pdf")
    browser.open(server_office.address)
    assert waited_for(lambda: _rows(browser) == 50)
    assert browser.text("#tasks li .name") == "59.pdf"
    assert "No worker is there" in browser.text("#tasks li .detail")
    assert not browser.is_shown("#tasks li .fetch")
    assert browser.text("#more").startswith("Show ")
    browser.click("#more")
    assert waited_for(lambda: _rows(browser) >= 60)
    asked = browser.run("return performance.getEntriesByType('resource').map((each) => each.name)")
    assert [name for name in asked if "status" in name or "events/" in name[:-1]] == []

    server_office.upload(text_pdf("Um oficio"), name="from elsewhere.pdf")
    assert waited_for(lambda: browser.text("#tasks li .name") == "from elsewhere.pdf")
    task = server_office.client.get("/process-pdf/").json()["tasks"][0]["task_id"]
    server_office.client.delete(f"/process-pdf/{task}")
    assert waited_for(lambda: browser.text("#tasks li .name") == "59.pdf")


def test_of_a_folder_what_can_be_read_is_sent(
    server_office: TeamOffice, browser: Browser, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    (folder / "more").mkdir(parents=True)
    (folder / "one.pdf").write_bytes(text_pdf("Um"))
    (folder / "more" / "two.PDF").write_bytes(text_pdf("Dois"))
    (folder / "notes.txt").write_text("not to be sent")
    before = server_office.client.get("/process-pdf/").json()["total"]
    browser.open(server_office.address)
    browser.type("#folder", str(folder))
    assert waited_for(lambda: server_office.client.get("/process-pdf/").json()["total"] == before + 2)
    assert browser.text("#notice") == "1 file of another kind was left out."
    assert waited_for(lambda: not browser.is_shown("#sending"))
    names = {task["name"] for task in server_office.client.get("/process-pdf/").json()["tasks"][:2]}
    assert names == {"one.pdf", "two.PDF"}


def test_everything_can_be_reached_by_keyboard_and_has_a_name(
    server_office: TeamOffice, browser: Browser
) -> None:
    server_office.upload(text_pdf("Um oficio"), name="by keyboard.pdf")
    browser.open(server_office.address)
    assert waited_for(lambda: browser.text("#tasks li .name") == "by keyboard.pdf")
    nameless = """return [...document.querySelectorAll('button, input, select, progress')]
        .filter((each) => each.checkVisibility() && !each.labels?.length)
        .filter((each) => !each.ariaLabel && !each.innerText).map((each) => each.outerHTML)"""
    assert browser.run(nameless) == []
    browser.run("document.querySelector('#choose-folder').focus()")
    for _ in range(2):  # past the options, to the first row
        browser.press(_TAB)
    assert browser.run("return document.activeElement.ariaLabel") == "Cancel: by keyboard.pdf"
    browser.press(_ENTER)
    assert waited_for(lambda: browser.text("#tasks li .name") != "by keyboard.pdf")


def test_the_page_fits_a_phone(server_office: TeamOffice, browser: Browser) -> None:
    server_office.upload(text_pdf("Um oficio"), name=f"{'a-long-name' * 12}.pdf")
    browser.resize(360, 740)
    browser.open(server_office.address)
    assert waited_for(lambda: "a-long-name" in browser.text("#tasks li .name"))
    browser.run("document.querySelector('details').open = true")
    assert browser.run("return document.documentElement.scrollWidth <= innerWidth")


def _rows(browser: Browser) -> int:
    count: int = browser.run("return document.querySelectorAll('#tasks li').length")
    return count
