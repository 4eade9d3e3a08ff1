"""The files for containers: right by Compose's own schema, and as careful as docs/team-server.md says."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.image_steps import instructions_of

_ROOT = Path(__file__).resolve().parents[2]
_COMPOSE = _ROOT / "docker-compose.yml"
_DOCS = _ROOT / "docs" / "team-server.md"


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(_COMPOSE.read_text(encoding="utf-8"))
    return found


def _checked(path: Path) -> subprocess.CompletedProcess[str]:
    """What the schema that comes with check-jsonschema says of a Compose file."""
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "compose-spec", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_the_compose_file_follows_the_schema() -> None:
    checked = _checked(_COMPOSE)
    assert checked.returncode == 0, checked.stdout


def test_the_schema_would_find_a_mistake(tmp_path: Path) -> None:
    text = _COMPOSE.read_text(encoding="utf-8")
    wrong = tmp_path / "compose.yml"
    wrong.write_text(text.replace('command: ["transcritor", "worker"]', "comand: x"), encoding="utf-8")
    checked = _checked(wrong)
    assert checked.returncode == 1
    assert "comand" in checked.stdout


def test_the_compose_file_with_an_object_store_follows_the_schema() -> None:
    checked = _checked(_ROOT / "docker-compose.s3.yml")
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("name", ["docker-compose.yml", "docker-compose.s3.yml"])
def test_no_service_may_take_all_memory(name: str) -> None:
    services = yaml.safe_load((_ROOT / name).read_text(encoding="utf-8"))["services"]
    assert [each for each, service in services.items() if "mem_limit" not in service] in ([], ["bucket"])


def test_the_image_installs_a_pip_that_knows_its_options_before_it_uses_them() -> None:
    steps = [each.words for each in instructions_of((_ROOT / "Dockerfile").read_text(encoding="utf-8"))]
    step = next(words for words in steps if "--build-constraint" in words)
    assert step.index("--upgrade pip") < step.index("--build-constraint")


def test_a_folder_of_the_proxy_is_named_by_the_page() -> None:
    for path in (_ROOT / "docs" / "team-server").iterdir():
        assert f"team-server/{path.name}" in _DOCS.read_text(encoding="utf-8")


def test_nginx_understands_its_configuration(tmp_path: Path) -> None:
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if nginx is None:
        pytest.skip("there is no nginx on this machine (Debian: nginx-light)")
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subprocess.run(
        [
            *("openssl", "req", "-x509", "-nodes", "-newkey", "rsa:2048", "-subj", "/CN=localhost"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    text = (_ROOT / "docs" / "team-server" / "nginx.conf").read_text(encoding="utf-8")
    text = text.replace("/etc/ssl/transcritor/fullchain.pem", str(certificate))
    text = text.replace("/etc/ssl/transcritor/privkey.pem", str(key))
    whole = tmp_path / "nginx.conf"
    folder = f"pid {tmp_path}/pid; error_log {tmp_path}/error.log;"
    whole.write_text(f"{folder} events {{}} http {{ access_log off; {text} }}", encoding="utf-8")
    checked = subprocess.run([nginx, "-t", "-c", str(whole)], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize("name", ["server", "worker", "redis"])
def test_every_service_is_looked_after_and_has_no_rights(compose: dict[str, Any], name: str) -> None:
    service = compose["services"][name]
    assert service["healthcheck"]["test"]
    assert service["restart"] == "unless-stopped"
    assert service["cap_drop"] == ["ALL"]
    assert service["read_only"] is True


def test_the_image_does_not_run_as_root() -> None:
    lines = (_ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    last_stage = lines[max(number for number, line in enumerate(lines) if line.startswith("FROM")) :]
    assert "USER transcritor" in last_stage


def test_the_image_has_what_every_format_needs() -> None:
    assert "ghostscript" in (_ROOT / "Dockerfile").read_text(encoding="utf-8")  # for PDF/A


def test_volumes_that_are_mounted_are_declared(compose: dict[str, Any]) -> None:
    mounted = {
        volume.partition(":")[0] for service in compose["services"].values() for volume in service["volumes"]
    }
    assert mounted == set(compose["volumes"])


def test_the_worker_can_be_scaled(compose: dict[str, Any]) -> None:
    worker = compose["services"]["worker"]
    assert "container_name" not in worker
    assert "ports" not in worker


def test_every_variable_of_the_team_is_documented() -> None:
    source = (_ROOT / "transcritor_gui" / "team" / "config.py").read_text(encoding="utf-8")
    names = set(re.findall(r'"((?:TRANSCRITOR|CELERY)_[A-Z_]+)"', source))
    documented = _DOCS.read_text(encoding="utf-8")
    assert len(names) >= 12
    assert [name for name in sorted(names) if f"`{name}`" not in documented] == []
