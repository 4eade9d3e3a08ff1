"""The real program under strace: it talks to nobody beyond this computer, and keeps to its own folders."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from PIL import Image

from tests.pipeline.scans import as_photographed, drawn_page
from transcritor_gui.export import exporters

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(shutil.which("strace") is None, reason="needs strace"),
    pytest.mark.timeout(600),
]

_WATCHED = "connect,sendto,sendmsg,sendmmsg"
_FAMILY = re.compile(r"sa_family=(AF_\w+)")
_LOOPBACK = re.compile(r'inet_addr\("127\.|"::1"|"::ffff:127\.')
_OF_FONTS = ".cache/fontconfig"
"""The system's own list of its fonts, which Qt asks for: fontconfig's, not ours."""


@dataclass(frozen=True)
class Watched:
    code: int
    out: str
    err: str
    beyond: tuple[str, ...]
    """The calls that named an address beyond this computer."""
    has_loaded_the_second_engine: bool


@dataclass(frozen=True)
class Computer:
    """A fresh home, and a fresh folder for temporary files."""

    home: Path
    temporary: Path

    def environment(self) -> dict[str, str]:
        left_out = ("TRANSCRITOR_", "XDG_", "ORT_", "DISPLAY", "WAYLAND", "DBUS_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
        return {
            **kept,
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "QT_QPA_PLATFORM": "offscreen",
            "TRANSCRITOR_INTERFACE_LANGUAGE": "en",
        }

    def run(
        self, *arguments: object, meanwhile: Callable[[subprocess.Popen[str]], None] | None = None
    ) -> Watched:
        """The program with these arguments, and all its processes, to their end."""
        trace = self.home.parent / "trace"
        command = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", f"trace={_WATCHED},openat", "-o", str(trace)]
        program = [sys.executable, "-m", "transcritor_gui", *map(str, arguments)]
        with subprocess.Popen(
            [*command, *program],
            env=self.environment(),
            cwd=Path(__file__).parents[2],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as process:
            if meanwhile is not None:
                meanwhile(process)
            out, err = process.communicate()
        lines = trace.read_text(errors="replace").splitlines()
        calls = [line for line in lines if re.search(rf"\b({_WATCHED.replace(',', '|')})\(", line)]
        loaded = any("onnxruntime_pybind" in line for line in lines)
        return Watched(process.returncode, out, err, tuple(filter(is_beyond, calls)), loaded)

    def files(self) -> list[str]:
        """What lies below the home and among the temporary files, but for what is this program's own."""
        found = [path.relative_to(self.home) for path in self.home.rglob("*") if not path.is_dir()]
        strange = [str(path) for path in found if "transcritor" not in path.parts]
        return [name for name in strange if not name.startswith(_OF_FONTS)] + [
            str(path) for path in self.temporary.rglob("*")
        ]


def is_beyond(call: str) -> bool:
    """Whether a line of strace names an address that is not of this computer itself."""
    family = _FAMILY.search(call)
    if family is None or family.group(1) in ("AF_UNIX", "AF_NETLINK", "AF_UNSPEC"):
        return False
    return _LOOPBACK.search(call) is None


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    here = Computer(tmp_path / "home", tmp_path / "temporary")
    here.home.mkdir()
    here.temporary.mkdir()
    return here


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    """A page so bad that the second engine is asked."""
    path = tmp_path / "scan.pdf"
    Image.fromarray(as_photographed(drawn_page(lines=6))).save(path, "PDF", resolution=150)
    return path


@pytest.mark.parametrize(
    ("call", "beyond"),
    [
        (
            '7 connect(3, {sa_family=AF_INET, sin_port=htons(443), sin_addr=inet_addr("20.1.2.3")}, 16) = 0',
            True,
        ),
        (
            '7 connect(3, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr("127.0.0.53")}, 16) = 0',
            False,
        ),
        ('7 connect(3, {sa_family=AF_INET6, inet_pton(AF_INET6, "2001:db8::1", &sin6_addr)}, 28) = 0', True),
        ('7 connect(3, {sa_family=AF_UNIX, sun_path="/run/x"}, 110) = 0', False),
        ("7 sendto(3, [{nlmsg_len=20}], 20, 0, {sa_family=AF_NETLINK, nl_pid=0}, 12) = 20", False),
        ('7 sendto(3, "x", 1, 0, {sa_family=AF_INET, sin_addr=inet_addr("8.8.8.8")}, 16) = 1', True),
    ],
)
def test_an_address_beyond_this_computer_is_told_from_others(call: str, beyond: bool) -> None:
    assert is_beyond(call) is beyond


def test_a_scan_read_with_both_engines_and_every_export_of_it_stay_here(
    computer: Computer, scan: Path
) -> None:
    read = computer.run("transcribe", scan, "--json", "-o", scan.with_suffix(".txt"))
    assert read.beyond == ()
    assert read.has_loaded_the_second_engine, read.err
    job_id = json.loads(read.out)[0]["id"]
    for exporter in exporters():
        target = scan.parent / f"export{exporter.suffix}"
        written = computer.run(
            "history", "export", job_id, "--format", exporter.format, "--replace", "-o", target
        )
        assert written.beyond == (), exporter.format
    assert computer.run("history", "delete", job_id).beyond == ()
    assert computer.files() == []


def test_the_doctor_stays_here(computer: Computer) -> None:
    examined = computer.run("doctor")
    assert "Self-test" in examined.out
    assert examined.beyond == ()
    assert computer.files() == []


def test_the_window_stays_here(computer: Computer) -> None:
    def close_when_open(strace: subprocess.Popen[str]) -> None:
        log = computer.home / ".local/state/transcritor/log/transcritor.log"
        database = computer.home / ".local/share/transcritor/transcritor.db-wal"
        while strace.poll() is None and not (log.exists() and database.exists()):
            time.sleep(0.05)
        for child in psutil.Process(strace.pid).children():
            child.terminate()

    opened = computer.run(meanwhile=close_when_open)
    assert opened.code in (143, -15), opened.err
    assert opened.beyond == ()
    assert computer.files() == []
