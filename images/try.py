"""In a root that images/install made: hub and grader do what they should, by the commands of compose.yaml."""

import shlex
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import yaml

SERVICES = yaml.safe_load(Path(__file__).with_name("compose.yaml").read_text())["services"]
NAME = "05_math_behind_rnns"


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


@contextmanager
def started(service, address):
    """What a service starts, once it answers at an address; until the end of `with`."""
    process = subprocess.Popen(words(service, SERVICES[service]["command"]), cwd=SERVICES[service]["working_dir"])
    try:
        while True:
            try:
                with urlopen(address) as answer:
                    yield answer.read().decode()
                    return
            except URLError:
                assert process.poll() is None, f"{service} ended, and should answer at {address}"
                time.sleep(0.2)
    finally:
        process.terminate()
        process.wait()


assert "The sandbox can be made" in run("grader", "python -m autograder.grading.trusted.bubblewrap")
run("grader", "autograder --help")
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
with started("hub", "http://127.0.0.1:8000/hub/login") as page:
    assert "Username" in page, f"the hub answers {page}, and should ask who you are"
    print("hub: answers")
