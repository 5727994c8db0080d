"""In a root that images/install made: hub and grader do what they should, by the commands of compose.yaml."""

import shlex
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import yaml

SERVICES = yaml.safe_load(Path(__file__).with_name("compose.yaml").read_text())["services"]
NAME = "05_math_behind_rnns"
PATIENCE_S = 120


def words(service, command):
    """A command as a service runs it: as its user, with its rights."""
    told = SERVICES[service]
    if "user" not in told:
        return command
    rights = ["--bounding-set=-all", "--inh-caps=-all"] if told["cap_drop"] == ["ALL"] else []
    rights += ["--no-new-privs"] if "no-new-privileges=true" in told["security_opt"] else []
    user = told["user"]
    return ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups", *rights, "--reset-env", *command]


def run(service, command):
    """What it says that a command does that works."""
    where = SERVICES[service]["working_dir"]
    done = subprocess.run(
        words(service, shlex.split(command)), cwd=where, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    print(f"{service}: {command}\n{done.stdout[-600:]}", flush=True)
    assert done.returncode == 0, f"{service}: {command} ended with {done.returncode}, and should end with 0"
    return done.stdout


def page(service, process, address):
    """What a service says at an address, once it does."""
    until = time.monotonic() + PATIENCE_S
    while True:
        try:
            with urlopen(address, timeout=PATIENCE_S) as answer:
                return answer.read().decode()
        except OSError as why:  # it does not listen yet
            assert process.poll() is None, f"{service} ended, and should answer at {address}"
            assert time.monotonic() < until, f"{service} should answer at {address} within {PATIENCE_S} s, and: {why}"
            time.sleep(0.2)


@contextmanager
def started(service, address):
    """What a service starts, once it answers at an address; until the end of `with`."""
    process = subprocess.Popen(words(service, SERVICES[service]["command"]), cwd=SERVICES[service]["working_dir"])
    try:
        yield page(service, process, address)
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE_S)


assert "The sandbox can be made" in run("grader", "python -m autograder.grading.trusted.bubblewrap")
run("grader", "autograder --help")
# There is no network: they say where the texts are, and bring none.
run("grader", "python -m rnn_helpers.texts.data")
run("hub", "runuser --login ann --command 'python -m rnn_helpers.texts.data'")
run("grader", f"autograder release {NAME}")
run("grader", f"autograder simulate {NAME} --students 2 --seed 1 --into .")
run("grader", f"autograder grade {NAME}")
run(
    "grader",
    """python -c "
import csv
from pathlib import Path
from autograder.course.folders import Course
from autograder.grade.class_run import scores
for row in csv.DictReader(open('expected.csv')):
    assert scores(Course.at(Path.cwd()), row['assignment'], row['student'])[row['test']] == float(row['points']), row
print('Each test gave what its answer deserves.')" """,
)
with started("grader", "http://127.0.0.1:8470"):
    print("grader: answers")
with started("hub", "http://127.0.0.1:8000/hub/login") as login:
    assert "Username" in login, f"the hub answers {login}, and should ask who you are"
    print("hub: answers")
