"""A machine with a JupyterHub, as the administrators' page sets it up, with users of its own.

It has name spaces for what is mounted: users, homes and settings are there alone, and gone with it.
"""

from __future__ import annotations

import re
import secrets
import shlex
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from lab import RUN_MS, Lab, wait_for
from people import new_course
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tiny_course import ROOT

PAGE = ROOT / "docs" / "administrators.md"
PROXY = ROOT / "build" / "node_modules" / ".bin" / "configurable-http-proxy"
GRADER, INSTRUCTOR, STUDENTS = "grader", "turing", ("ann", "ben", "cleo")
COURSE, EXCHANGE, HUB = Path("/srv/unrolled"), Path("/srv/nbgrader/exchange"), Path("/srv/hub")


def written(kind: str, name: str) -> str:
    """A file as the page shows it: a block of that kind, its name in the first line."""
    (found,) = re.findall(rf"^```{kind}\n# {re.escape(name)}\n(.*?)^```$", PAGE.read_text(), re.MULTILINE | re.DOTALL)
    return str(found)


@dataclass
class AtHub(Lab):
    """Somebody's JupyterLab on the hub, or formgrader: a window that is logged in."""

    context: BrowserContext = field(kw_only=True)

    def visit(self, place: str, width: int = 1400, height: int = 1000) -> Page:
        """A new page at a place of the server's."""
        page = self.context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{self.url}/{place}")
        return page


@dataclass
class Machine:
    """The machine: a shell that holds its name spaces, and the hub in them."""

    shell: subprocess.Popen[str]
    url: str
    scratch: Path
    running: ExitStack

    def words(self, user: str, *words: str, where: Path | None = None) -> list[str]:
        """A command of a user's, as it is typed into a new terminal."""
        place = shlex.quote(str(where or f"/home/{user}"))
        typed = (
            f"export PATH={shlex.quote(str(Path(sys.executable).parent))}:$PATH; cd {place}; exec {shlex.join(words)}"
        )
        inside = ["nsenter", f"--mount=/proc/{self.shell.pid}/ns/mnt", "runuser", "--login", user, "--command", typed]
        return inside

    def run(self, user: str, *words: str, where: Path | None = None) -> str:
        """What a command says that works."""
        done = subprocess.run(self.words(user, *words, where=where), capture_output=True, text=True)
        assert done.returncode == 0, f"{user}: {shlex.join(words)}\n{done.stdout}\n{done.stderr}"
        return done.stdout + done.stderr

    def as_grader(self, *words: str) -> str:
        """The same in the course folder."""
        return self.run(GRADER, *words, where=COURSE)

    def start(self, user: str, *words: str, where: Path) -> Path:
        """Start a command that goes on until the machine is gone; returns its log."""
        log = self.scratch / f"{user}-{len(list(self.scratch.iterdir()))}.log"
        with log.open("w") as output:
            started = subprocess.Popen(self.words(user, *words, where=where), stdout=output, stderr=output)
        self.running.callback(_end, started)
        return log

    def serve(self) -> Path:
        """Start what the unit of systemd starts, as the user and where it says."""
        unit = ConfigParser()
        unit.read_string(written("ini", "/etc/systemd/system/unrolled.service"))
        service = unit["Service"]
        return self.start(service["User"], *shlex.split(service["ExecStart"]), where=Path(service["WorkingDirectory"]))

    def log_in(self, user: str, browser: Browser, to: str = "") -> AtHub:
        """Log in as somebody does, and wait for JupyterLab, or for a service."""
        context = browser.new_context()
        self.running.callback(context.close)
        page = context.new_page()
        page.goto(f"{self.url}/hub/login")
        page.get_by_label("Username").click()
        page.keyboard.type(user)
        page.get_by_label("Password").click()
        page.keyboard.type("theirs")
        page.get_by_role("button", name="Sign in").click()
        if not to:
            expect(page.get_by_role("menuitem", name="File", exact=True)).to_be_visible(timeout=RUN_MS)
        else:
            expect(page).to_have_url(re.compile(f"/user/{user}/|/hub/"), timeout=RUN_MS)
        home = f"{self.url}/{to or f'user/{user}'}"
        return AtHub(home, "", self.home(user), browser, context=context)

    def home(self, user: str) -> Path:
        """A user's, as it is seen from here: by way of a process for which it is mounted."""
        return Path("/proc", str(self.shell.pid), "root", "home", user)


@contextmanager
def machine(scratch: Path) -> Iterator[Machine]:
    """The machine, with the course in its place, until the end of `with`."""
    ports = _free_ports(4)
    settings = f'c.CourseDirectory.root = "{COURSE}"\n'
    course = new_course(scratch / "course", f"\nc = get_config()\n{settings}").root
    (scratch / "jupyterhub_config.py").write_text(_hub_config(ports))
    (scratch / "nbgrader_config.py").write_text(written("python", "/etc/jupyter/nbgrader_config.py"))
    setup = scratch / "setup.sh"
    setup.write_text(
        "\n".join([*_namespace(), *_users(), *_files(course, scratch), "echo ready", "exec sleep infinity"])
    )
    logs = scratch / "logs"
    logs.mkdir()
    with (
        ExitStack() as running,
        subprocess.Popen(["unshare", "--mount", "sh", "-eu", str(setup)], stdout=subprocess.PIPE, text=True) as shell,
    ):
        running.callback(shell.kill)
        assert shell.stdout is not None
        assert shell.stdout.readline() == "ready\n", "the machine could not be set up"
        made = Machine(shell, f"http://127.0.0.1:{ports[0]}", logs, running)
        log = made.start("root", "jupyterhub", "--config", str(HUB / "jupyterhub_config.py"), where=HUB)
        wait_for(f"{made.url}/hub/login", shell, log)
        try:
            yield made
        except BaseException:
            for each in sorted(logs.iterdir()):
                print(f"{each.name}:\n{each.read_text()[-2000:]}")
            raise
        finally:
            running.close()


def _hub_config(ports: list[int]) -> str:
    """The page's, on ports that are free here, and with a password that all share."""
    public, service, api, hub = ports
    config = written("python", "jupyterhub_config.py").replace(":8000", f":{public}").replace(":9999", f":{service}")
    return config + "\n".join(
        [
            'c.JupyterHub.authenticator_class = "dummy"',
            'c.DummyAuthenticator.password = "theirs"',
            f'c.JupyterHub.hub_bind_url = "http://127.0.0.1:{hub}"',
            f'c.ConfigurableHTTPProxy.api_url = "http://127.0.0.1:{api}"',
            f"c.ConfigurableHTTPProxy.command = [{str(PROXY)!r}]",
            f"c.ConfigurableHTTPProxy.auth_token = {secrets.token_hex()!r}",
        ]
    )


def _namespace() -> list[str]:
    """Folders of its own in place of those that it writes to; of root's home, only the Python that this is."""
    home = Path.home()
    hidden = sorted({path for path in (sys.base_prefix, sys.prefix, str(ROOT)) if Path(path).is_relative_to(home)})
    lines = ["mount -t tmpfs none /mnt", "mkdir /mnt/upper /mnt/work"]
    lines.append("mount -t overlay -o lowerdir=/etc,upperdir=/mnt/upper,workdir=/mnt/work overlay /etc")
    for number, path in enumerate(hidden):
        lines += [f"mkdir /mnt/{number}", f"mount --bind {shlex.quote(path)} /mnt/{number}"]
    if hidden:
        lines.append(f"mount -t tmpfs -o mode=755 none {home}")
    for number, path in enumerate(hidden):
        lines += [f"mkdir -p {shlex.quote(path)}", f"mount --bind /mnt/{number} {shlex.quote(path)}"]
    return [*lines, "mount -t tmpfs -o mode=755 none /home", "mount -t tmpfs -o mode=755 none /srv"]


def _users() -> list[str]:
    return [f"useradd --create-home --shell /bin/sh {name}" for name in (GRADER, INSTRUCTOR, *STUDENTS)]


def _files(course: Path, scratch: Path) -> list[str]:
    """The course, which is the grader's alone, the exchange, which is everybody's, and the settings."""
    return [
        f"cp -r {shlex.quote(str(course))} {COURSE}",
        f"chown -R {GRADER}: {COURSE}",
        f"chmod 700 {COURSE}",
        f"mkdir -p {EXCHANGE} {HUB} /etc/jupyter",
        f"chmod ugo+rwx {EXCHANGE}",
        f"cp {shlex.quote(str(scratch / 'jupyterhub_config.py'))} {HUB}",
        f"cp {shlex.quote(str(scratch / 'nbgrader_config.py'))} /etc/jupyter",
    ]


def _free_ports(count: int) -> list[int]:
    with ExitStack() as bound:
        sockets = [bound.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    process.wait(timeout=60)


def refusal() -> str:
    """Why there can be no such machine here; "" if there can."""
    if missing := [name for name in ("unshare", "nsenter", "runuser", "useradd") if not shutil.which(name)]:
        return f"a hub with users needs {', '.join(missing)}"
    if not PROXY.exists():
        return "a hub needs its proxy: npm install --no-save --prefix build configurable-http-proxy"
    tried = subprocess.run(
        ["unshare", "--mount", "mount", "-t", "tmpfs", "none", "/srv"], capture_output=True, text=True
    )
    return f"a hub with users needs root ({tried.stderr.strip()})" if tried.returncode else ""
