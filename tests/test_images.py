"""The image of hub and grader: all that its files name is there; images/try-in-a-fresh-root runs its steps."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
IMAGES = ROOT / "images"
COMPOSE = yaml.safe_load((IMAGES / "compose.yaml").read_text())
CI = (ROOT / ".ci/run").read_text()
INSTALL = (IMAGES / "install").read_text()
SERVICES = sorted(COMPOSE["services"])


def in_the_image() -> list[str]:
    """The files and folders of the project that the image has."""
    lines = (IMAGES / "Dockerfile.dockerignore").read_text().splitlines()
    everything, *kept = [line for line in lines if not line.startswith("#")]
    assert everything == "*"
    return [line.removeprefix("!") for line in kept]


def made() -> set[str]:
    """The folders that the image has beside Debian's."""
    (line,) = re.findall(r"^mkdir -p (/.+)$", INSTALL, re.MULTILINE)
    return {*line.split(), *re.findall(r"^mkdir (/\S+)$", INSTALL, re.MULTILINE), "/home"}


def test_what_goes_into_the_image_is_there_and_all_that_its_steps_copy_does() -> None:
    assert all((ROOT / name).exists() for name in in_the_image())
    (copied,) = re.findall(r"^cp -r (.+) /srv/unrolled$", INSTALL, re.MULTILINE)
    assert set(copied.split()) <= set(in_the_image())
    packages = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert set(packages["packages"]) <= set(in_the_image())


def test_the_image_is_made_by_the_steps_that_are_tried_in_a_fresh_root() -> None:
    (run,) = re.findall(r"^RUN (?:\w+=\w+ )*(\S+)$", (IMAGES / "Dockerfile").read_text(), re.MULTILINE)
    assert run == "/usr/local/src/unrolled/images/install"
    assert "$course/images/install" in (IMAGES / "try-in-a-fresh-root").read_text()


def test_the_hub_s_proxy_is_the_one_that_the_tests_of_a_hub_have() -> None:
    named = [re.findall(r"configurable-http-proxy@(\S+)", text) for text in (INSTALL, CI)]
    assert named[0] == named[1] and len(named[0]) == 1


def test_homes_are_made_after_the_texts_that_come_with_each() -> None:
    texts = INSTALL.index("UNROLLED_DATA=/etc/skel/.cache/unrolled /usr/local/bin/python -m rnn_helpers.texts.data\n")
    assert INSTALL.index("pip install --constraint") < texts < INSTALL.index("useradd --create-home")


def test_ci_runs_the_steps_and_what_they_take_is_there() -> None:
    assert re.search(r"^timeout \d+ images/try-in-a-fresh-root ", CI, re.MULTILINE)
    installed = " ".join(re.findall(r"apt-get install (.+)", CI)).split()
    assert {"bubblewrap", "debootstrap"} <= set(installed)


@pytest.mark.parametrize("name", SERVICES)
def test_all_that_a_service_names_is_there(name: str) -> None:
    service = COMPOSE["services"][name]
    context = (IMAGES / service["build"]["context"]).resolve()
    assert context == ROOT and (context / service["build"]["dockerfile"]).is_file()
    assert service["working_dir"] in made()
    mounted = dict(volume.split(":") for volume in service["volumes"])
    assert set(mounted) <= set(COMPOSE["volumes"]) and set(mounted.values()) <= made()
    assert shutil.which(service["command"][0], path=Path(sys.executable).parent)


def test_the_hub_has_the_settings_of_the_administrators_page() -> None:
    page = (ROOT / "docs/administrators.md").read_text()
    for written in re.findall(r"^written (\S+) >", INSTALL, re.MULTILINE):
        assert page.count(f"```python\n# {written}\n") == 1
    (config,) = [word for word in COMPOSE["services"]["hub"]["command"] if word.startswith("--config=")]
    assert f"written jupyterhub_config.py >{config.removeprefix('--config=')}\n" in INSTALL


def test_where_the_steps_cannot_run_that_is_said_and_a_failure_only_where_they_are_required(tmp_path: Path) -> None:
    unprivileged = tmp_path / "id"
    unprivileged.write_text("#!/bin/sh\necho 1000\n")
    unprivileged.chmod(0o755)
    for asked, code in (("", 0), ("required", 1)):
        environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "UNROLLED_IMAGES": asked}
        run = subprocess.run([IMAGES / "try-in-a-fresh-root"], env=environment, capture_output=True, text=True)
        assert (run.returncode, run.stdout, run.stderr) == (code, "images: not tried, since that takes root\n", "")


def test_no_container_is_given_rights() -> None:
    for service in COMPOSE["services"].values():
        assert not {"privileged", "cap_add", "network_mode", "pid"} & set(service)
    assert "security_opt" not in COMPOSE["services"]["hub"], "students work there"
    assert COMPOSE["services"]["grader"]["cap_drop"] == ["ALL"]
