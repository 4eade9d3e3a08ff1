"""The files around the program: versions, commands, words, the sample, and what a package of it holds."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from scripts import translations
from scripts.sample_content import PAGES
from transcritor_gui import __version__

_ROOT = Path(__file__).resolve().parents[1]
_SAMPLE = _ROOT / "resources" / "sample" / "Exemplo - Transcritor.pdf"
_TEXT_SUFFIXES = {
    ".py", ".md", ".txt", ".toml", ".sh", ".sql", ".spec", ".desktop", ".xml", ".po", ".pot", ".svg", ".json",
}  # fmt: skip
_FOLDERS = (".ci", "benchmarks", "docs", "resources", "scripts", "tests", "transcritor_gui")
_TARGETS = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)


def _text_files() -> list[Path]:
    """Every text file that the project keeps."""
    kept = [path for path in _ROOT.iterdir() if path.is_file()]
    for folder in _FOLDERS:
        kept += [path for path in (_ROOT / folder).rglob("*") if path.is_file()]
    return [
        path for path in kept if path.suffix in _TEXT_SUFFIXES or path.name in ("Makefile", "run", "LICENSE")
    ]


def _asked_for() -> list[Requirement]:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lists = [
        project["project"]["dependencies"],
        *project["project"].get("optional-dependencies", {}).values(),
        *project["dependency-groups"].values(),
        project["build-system"]["requires"],
    ]
    return [Requirement(line) for requirements in lists for line in requirements]


def _pins() -> list[Requirement]:
    lines = (_ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def _makefile_targets() -> set[str]:
    return set(_TARGETS.findall((_ROOT / "Makefile").read_text(encoding="utf-8")))


def test_constraints_hold_exact_versions_and_nothing_else() -> None:
    lines = (_ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pin = re.compile(r"[a-z0-9.-]+==[0-9][0-9a-z.]*(; python_version (<|>=) '3\.\d+')?")
    assert [line for line in lines if not line.startswith("#") and not pin.fullmatch(line)] == []


def test_every_requirement_is_pinned_to_a_version_it_allows() -> None:
    pins = {
        canonicalize_name(pin.name): pin for pin in _pins() if pin.marker is None or pin.marker.evaluate()
    }
    for wanted in _asked_for():
        if wanted.marker is not None and not wanted.marker.evaluate():
            continue
        pin = pins.get(canonicalize_name(wanted.name))
        assert pin is not None, f"{wanted.name}: run make pin"
        version = next(iter(pin.specifier)).version
        assert wanted.specifier.contains(version), f"{wanted} and {pin}: run make pin"


def test_what_the_requirements_lead_to_is_pinned_too() -> None:
    pinned = {canonicalize_name(pin.name) for pin in _pins()}
    waiting = [(wanted.name, extra) for wanted in _asked_for() for extra in ("", *wanted.extras)]
    seen: set[tuple[str, str]] = set()
    while waiting:
        name, extra = waiting.pop()
        if (name, extra) in seen:
            continue
        seen.add((name, extra))
        assert canonicalize_name(name) in pinned, f"{name}: run make pin"
        try:
            lines = metadata.requires(name) or []
        except metadata.PackageNotFoundError:
            continue  # of a group that is not installed here
        needed = [Requirement(line) for line in lines]
        waiting += [
            (requirement.name, further)
            for requirement in needed
            if requirement.marker is None or requirement.marker.evaluate({"extra": extra})
            for further in ("", *requirement.extras)
        ]


def test_the_version_is_said_once_more_only() -> None:
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__


def test_no_file_names_a_package_index() -> None:
    index = re.compile(
        r"(--(extra-)?index-url|--find-links|--trusted-host)|(pypi|pythonhosted|npmjs)\.(org|com)"
    )
    this_file = Path(__file__)
    found = [
        path.name for path in _text_files() if path != this_file and index.search(path.read_text("utf-8"))
    ]
    assert found == []


def test_no_file_names_a_folder_of_one_machine() -> None:
    of_users = (rf"/{name}/" for name in ("root", r"home/\w+", r"tmp/\w", "work", r"Users/\w+"))
    folder = re.compile(r"(?<![\w.])(" + "|".join((*of_users, r"C:\\Users\\")) + ")")
    found = []
    for path in _text_files():
        if "tests" in path.relative_to(_ROOT).parts:
            continue  # tests make up paths
        found += [f"{path.name}: {match.group()}" for match in folder.finditer(path.read_text("utf-8"))]
    assert found == []


def test_make_help_lists_every_target() -> None:
    shown = subprocess.run(
        ["make", "--no-print-directory"], cwd=_ROOT, check=True, capture_output=True, text=True
    )
    listed = set(re.findall(r"^  make ([a-z-]+) ", shown.stdout, re.MULTILINE))
    assert listed == _makefile_targets()


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md"])
def test_documents_name_only_commands_of_make_that_exist(name: str) -> None:
    text = (_ROOT / name).read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^    |`)make ([a-z-]+)", text, re.MULTILINE))
    assert named
    assert named <= _makefile_targets()


def test_the_command_line_of_the_readme_exists() -> None:
    text = (_ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^    transcritor ([a-z]+)", text, re.MULTILINE))
    shown = subprocess.run(
        [sys.executable, "-m", "transcritor_gui", "--help"],
        cwd=_ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert named
    assert {name for name in named if name not in shown.stdout} == set()


def test_continuous_integration_runs_the_test_command_of_the_readme() -> None:
    readme = (_ROOT / "README.md").read_text(encoding="utf-8")
    section = readme.split("## Tests\n", 1)[1].split("\n## ", 1)[0]
    assert re.findall(r"^    (.+)$", section, re.MULTILINE) == ["make test"]


def test_links_of_the_documents_lead_somewhere() -> None:
    broken = []
    for path in [*_ROOT.glob("*.md"), *_ROOT.glob("docs/**/*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.name}: {target}")
    assert broken == []


def test_the_catalogues_are_complete() -> None:
    assert translations.problems() == []


def test_the_sample_has_a_page_of_every_kind() -> None:
    assert _SAMPLE.stat().st_size < 600_000
    with pdfium.PdfDocument(_SAMPLE) as document:
        texts = [page.get_textpage().get_text_bounded() for page in document]
    assert "CONTRATO DE PRESTAÇÃO DE SERVIÇOS" in texts[0]
    assert texts[1].strip() == ""
    assert "fls. 3" in texts[2]
    assert "Vistos" not in texts[2]
    assert "12.399,40" in texts[3]


def test_the_text_kept_beside_the_sample_is_what_was_put_in() -> None:
    kept = (_SAMPLE.parent / "sample.expected.txt").read_text(encoding="utf-8").split("\f")
    assert len(kept) == len(PAGES)
    for page, text in zip(PAGES, kept, strict=True):
        for block in page.blocks:
            cells = [cell for row in block.rows for cell in row] if hasattr(block, "rows") else [block.text]
            assert all(cell in text for cell in cells)


@pytest.mark.integration
def test_a_wheel_holds_resources_and_migrations(tmp_path: Path) -> None:
    builder = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    built = subprocess.run(
        [sys.executable, "-c", builder, str(tmp_path)], cwd=_ROOT, check=True, capture_output=True, text=True
    )
    with zipfile.ZipFile(tmp_path / built.stdout.split()[-1]) as wheel:
        names = set(wheel.namelist())
    resources = [path for path in (_ROOT / "resources").rglob("*") if path.is_file()]
    wanted = {
        f"transcritor_gui/resources/{path.relative_to(_ROOT / 'resources').as_posix()}" for path in resources
    }
    wanted |= {path.relative_to(_ROOT).as_posix() for path in (_ROOT / "transcritor_gui").rglob("*.sql")}
    assert wanted - names == set()
    assert any(path.endswith(".sql") for path in wanted)
