"""Carry out the steps of the Dockerfile without Docker, in roots of Debian below a folder; needs root.

    python -m scripts.image_steps FOLDER [--share PATH ...] [-- COMMAND ...]

Each stage begins with what `debootstrap` makes of Debian 12. RUN, COPY, ENV, WORKDIR and USER are done as
they stand; an instruction that is not known ends the program, so that nothing is passed over in silence. Then
COMMAND runs in the last stage as its USER does, `transcritor --version` where none is given. PATHs of this
computer (a file of certificates, a folder of packages) are seen in the roots under the same names, to be read
alone; variables that begin with PIP_ and SSL_ are passed on.

It is no container: network and processes are those of this computer, and no layer is kept.
"""

from __future__ import annotations

import argparse
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

__all__ = ["Instruction", "instructions_of", "main"]

_ROOT = Path(__file__).resolve().parents[1]
_SUITE = "bookworm"
_BASE = "debian:12-slim"
_PASSED_ON = ("PIP_", "SSL_")
_ONLY_SAID = frozenset({"VOLUME", "EXPOSE", "CMD", "HEALTHCHECK"})
_OWN_MOUNTS = ("unshare", "--mount", "--propagation", "private")
_INSIDE = "TRANSCRITOR_IMAGE_STEPS_INSIDE"


@dataclass(frozen=True, slots=True)
class Instruction:
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class _Stage:
    root: Path
    folder: str = "/"
    user: str = "root"
    environ: dict[str, str] = field(default_factory=dict)


def instructions_of(dockerfile: str) -> list[Instruction]:
    """In order; lines that end in a backslash are joined, comments and empty lines left out."""
    lines = [line for line in dockerfile.splitlines() if not line.lstrip().startswith("#")]
    joined = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    found = (line.strip().partition(" ") for line in joined.splitlines() if line.strip())
    return [Instruction(name.upper(), words.strip()) for name, _, words in found]


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--share", type=Path, action="append", default=[])
    ours, dashes, command = _parted(arguments)
    options = parser.parse_args(ours)
    shown = shlex.join(command) if dashes else "transcritor --version"
    if _INSIDE not in os.environ:  # mounts that end with this program
        again = [
            "unshare",
            "--mount",
            "--propagation",
            "private",
            sys.executable,
            "-m",
            "scripts.image_steps",
        ]
        environ = {**os.environ, _INSIDE: "1"}
        return subprocess.run([*again, *arguments], cwd=_ROOT, env=environ, check=False).returncode
    stage = _build(instructions_of((_ROOT / "Dockerfile").read_text("utf-8")), options.folder, options.share)
    _say("in the image", shown)
    _run(stage, shown)
    return 0


def _parted(arguments: Sequence[str]) -> tuple[list[str], bool, list[str]]:
    """What stands before '--', whether there is one, and what stands behind it."""
    words = list(arguments)
    if "--" not in words:
        return words, False, []
    place = words.index("--")
    return words[:place], True, words[place + 1 :]


def _build(instructions: Sequence[Instruction], folder: Path, shared: Sequence[Path]) -> _Stage:
    stages: dict[str, _Stage] = {}
    stage: _Stage | None = None
    for instruction in instructions:
        _say(instruction.name, instruction.words)
        if instruction.name == "FROM":
            image, _, name = re.sub(r"\s+as\s+", " AS ", instruction.words, flags=re.IGNORECASE).partition(
                " AS "
            )
            if image != _BASE:
                raise SystemExit(f"only {_BASE} can be made here, not {image}")
            stage = _Stage(_base_root(folder / f"stage-{len(stages)}", folder / "base", shared))
            stages[name if name else str(len(stages))] = stage
        elif stage is None:
            raise SystemExit(f"{instruction.name} before FROM")
        else:
            stage = _done(instruction, stage, stages)
    if stage is None:
        raise SystemExit("no FROM")
    return stage


def _done(instruction: Instruction, stage: _Stage, stages: dict[str, _Stage]) -> _Stage:
    """The stage after `instruction`."""
    match instruction.name:
        case "RUN":
            _run(stage, instruction.words)
        case "COPY":
            _copy(stage, shlex.split(instruction.words), stages)
        case "WORKDIR":
            (stage.root / instruction.words.lstrip("/")).mkdir(parents=True, exist_ok=True)
            return replace(stage, folder=instruction.words)
        case "USER":
            return replace(stage, user=instruction.words)
        case "ENV":
            pairs = (word.partition("=") for word in shlex.split(instruction.words))
            values = {name: value.replace("$PATH", _path(stage)) for name, _, value in pairs}
            return replace(stage, environ={**stage.environ, **values})
        case name if name not in _ONLY_SAID:
            raise SystemExit(f"{name} is not understood")
    return stage


def _base_root(root: Path, base: Path, shared: Sequence[Path]) -> Path:
    if not base.exists():
        subprocess.run(
            ["debootstrap", "--variant=minbase", _SUITE, str(base)], check=True, stdout=subprocess.DEVNULL
        )
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(["cp", "-a", str(base), str(root)], check=True)
    shutil.copy("/etc/resolv.conf", root / "etc" / "resolv.conf")
    for path in (Path("/proc"), Path("/dev"), *shared):
        inside = root / str(path).lstrip("/")
        if path.is_dir():
            inside.mkdir(parents=True, exist_ok=True)
        else:
            inside.parent.mkdir(parents=True, exist_ok=True)
            inside.touch()
        subprocess.run(["mount", "--rbind", str(path), str(inside)], check=True)
        if path in shared:  # a step must not change this computer: installing certificates would
            subprocess.run(["mount", "-o", "remount,bind,ro", str(inside)], check=True)
    return root


def _copy(stage: _Stage, words: list[str], stages: dict[str, _Stage]) -> None:
    context = _ROOT
    if words[0].startswith("--from="):
        context = stages[words.pop(0).partition("=")[2]].root
    *sources, target = words
    inside = stage.root / os.path.join(stage.folder, target).lstrip("/")  # noqa: PTH118 - joins as COPY does
    for source in sources:
        path = context / source.lstrip("/")
        if path.is_dir():
            shutil.copytree(path, inside, symlinks=True, dirs_exist_ok=True)
        else:
            inside.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, inside)


def _run(stage: _Stage, command: str) -> None:
    passed_on = {name: value for name, value in os.environ.items() if name.startswith(_PASSED_ON)}
    environ = {"PATH": _path(stage), "DEBIAN_FRONTEND": "noninteractive", **passed_on, **stage.environ}
    words = f"cd {shlex.quote(stage.folder)} && {command}"
    arguments = ["chroot", f"--userspec={stage.user}", str(stage.root), "/bin/sh", "-c", words]
    done = subprocess.run(arguments, env=environ, check=False)
    if done.returncode != 0:
        raise SystemExit(f"this step ended with {done.returncode}")


def _path(stage: _Stage) -> str:
    return stage.environ.get("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")


def _say(name: str, words: str) -> None:
    sys.stdout.write(f"== {name} {words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
