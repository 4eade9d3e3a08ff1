from __future__ import annotations

import pytest

from transcritor_gui.team_address import is_open_to_others, normal_address, server_name


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("http://Arquivo:8000/", "http://arquivo:8000"),
        (" https://ocr.example.org/team/ ", "https://ocr.example.org/team"),
        ("arquivo:8000", "http://arquivo:8000"),
        ("192.168.0.7:8000", "http://192.168.0.7:8000"),
        ("[::1]:8000", "http://[::1]:8000"),
        ("arquivo.local", "http://arquivo.local"),
        ("ocr.example.org", "https://ocr.example.org"),
    ],
)
def test_an_address_is_put_into_form(written: str, meant: str) -> None:
    assert normal_address(written) == meant
    assert normal_address(meant) == meant


@pytest.mark.parametrize(
    "written",
    [
        "",
        "  ",
        "ftp://arquivo",
        "http://",
        "http://a b",
        "http://me:secret@arquivo",
        "http://a:99999",
        "http://a/?b=1",
    ],
)
def test_what_is_no_address_is_refused(written: str) -> None:
    assert normal_address(written) == ""


@pytest.mark.parametrize(
    ("address", "is_open"),
    [
        ("http://ocr.example.org", True),
        ("http://8.8.8.8:8000", True),
        ("https://ocr.example.org", False),
        ("http://127.0.0.1:8000", False),
        ("http://10.0.0.4", False),
        ("http://localhost:8000", False),
        ("http://arquivo:8000", False),
        ("http://arquivo.lan", False),
    ],
)
def test_plain_http_beyond_the_own_network_is_open_to_others(address: str, *, is_open: bool) -> None:
    assert is_open_to_others(address) is is_open


def test_the_host_is_the_name_of_a_server() -> None:
    assert server_name("https://ocr.example.org:8443/team") == "ocr.example.org"
    assert server_name("") == ""
