"""A headless Chromium, spoken to through its WebDriver (W3C) over HTTP. Skips where there is none."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import httpx2 as httpx
import pytest

from tests.team.redis_server import free_port
from tests.workers.waiting import BOUND_S, waited_for

__all__ = ["Browser"]

_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key that the WebDriver standard gives to references."""


class Browser:
    """One window in `language` that saves into `folder`; everything is gone after `close`."""

    def __init__(self, folder: Path, *, language: str = "en", dark: bool = False) -> None:
        chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
        if chromium is None or driver is None:
            pytest.skip("there is no Chromium with its driver on this machine (Debian: chromium-driver)")
        self.downloads = folder / "downloads"
        self.downloads.mkdir(parents=True)
        port = free_port()
        self._driver = subprocess.Popen(
            [driver, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=BOUND_S)
        assert waited_for(self._is_ready)
        arguments = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            f"--user-data-dir={folder / 'profile'}", f"--lang={language}", f"--accept-lang={language}",
            *(["--force-dark-mode"] if dark else []),
        ]  # fmt: skip
        wanted = {
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": chromium,
                "args": arguments,
                "prefs": {
                    "download.default_directory": str(self.downloads),
                    "intl.accept_languages": language,
                },
            },
            "goog:loggingPrefs": {"browser": "ALL"},
        }
        answer = self._http.post("/session", json={"capabilities": {"alwaysMatch": wanted}})
        assert answer.status_code == 200, answer.text
        self._session = f"/session/{answer.json()['value']['sessionId']}"

    def close(self) -> None:
        self._http.delete(self._session)
        self._http.close()
        self._driver.terminate()
        self._driver.wait(BOUND_S)

    def open(self, address: str) -> None:
        self._do("url", {"url": address})

    def run(self, script: str) -> Any:
        """What `script` returns in the page."""
        return self._do("execute/sync", {"script": script, "args": []})

    def text(self, selector: str) -> str:
        """What a person reads there; '' where there is nothing."""
        found: str = self.run(f"return document.querySelector({selector!r})?.innerText ?? ''")
        return found

    def is_shown(self, selector: str) -> bool:
        found: bool = self.run(f"return document.querySelector({selector!r})?.checkVisibility() ?? false")
        return found

    def type(self, selector: str, text: str) -> None:
        """Type into a field, or give a file to one that takes files."""
        element = self._do("element", {"using": "css selector", "value": selector})[_ELEMENT]
        self._do(f"element/{element}/value", {"text": text})

    def press(self, key: str) -> None:
        """Press a key where the focus is, and let it go."""
        keys = [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]
        self._do("actions", {"actions": [{"type": "key", "id": "keyboard", "actions": keys}]})

    def resize(self, width_px: int, height_px: int) -> None:
        self._do("window/rect", {"width": width_px, "height": height_px})

    def click(self, selector: str) -> None:
        element = self._do("element", {"using": "css selector", "value": selector})[_ELEMENT]
        self._do(f"element/{element}/click", {})

    def complaints(self) -> list[str]:
        """What the console has been told, such as breaches of the content security policy."""
        return [entry["message"] for entry in self._do("se/log", {"type": "browser"})]

    def _do(self, command: str, body: dict[str, Any]) -> Any:
        answer = self._http.post(f"{self._session}/{command}", json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    def _is_ready(self) -> bool:
        try:
            return bool(self._http.get("/status").json()["value"]["ready"])
        except httpx.TransportError:
            return False
