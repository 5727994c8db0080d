"""What platforms hand over, as they hand it over, into `submitted/`; nothing that is there is lost."""

from __future__ import annotations

import json
import os
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from tiny_course import NAME
from typer.testing import CliRunner, Result

from autograder.cli import app
from autograder.course import notebook as nb
from autograder.course.folders import Course

# nbgrader adds to its own session in an order that SQLAlchemy warns of.
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")


@pytest.fixture
def enrolled(released: Course, monkeypatch: pytest.MonkeyPatch) -> Course:
    """A course whose gradebook knows three students, two of them of one name."""
    monkeypatch.chdir(released.root)
    with released.gradebook() as gradebook:
        gradebook.add_student("ada", first_name="Ada", last_name="Lovelace", lms_user_id="4711")
        gradebook.add_student("zoe", first_name="Zoë", last_name="van der Berg")
        gradebook.add_student("ada_2")
        gradebook.add_student("zo\u00e9_id")
        gradebook.add_student("max1", first_name="Max", last_name="Doe", lms_user_id="1")
        gradebook.add_student("max2", first_name="Max", last_name="Doe", lms_user_id="2")
    Path("in").mkdir()
    return released


@pytest.fixture
def answer(enrolled: Course) -> Callable[[str], bytes]:
    """A submission that says something."""

    def make(says: str) -> bytes:
        notebook = nb.read(enrolled.release / NAME / f"{NAME}.ipynb")
        notebook.cells[0].source = says
        return json.dumps(notebook).encode()

    return make


def archive(path: str, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as file:
        for number, (name, content) in enumerate(files.items()):
            file.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 10, number, 0)), content)


def run(*options: str) -> Result:
    result = CliRunner().invoke(app, ["collect-zip", "in", *options])
    assert result.exit_code == 0, result.output
    return result


def said(course: Course, student: str) -> str:
    """The first cell of what is in `submitted/`."""
    return nb.read(course.submitted / student / NAME / f"{NAME}.ipynb").cells[0].source


PLACES = {
    "Moodle, folders": ("Zoe van der Berg_123_assignsubmission_file_/my homework (1).ipynb", "zoe"),
    "Moodle, one name": ("Ada Lovelace_123_assignsubmission_file_x.ipynb", "ada"),
    "Canvas": ("lovelaceada_4711_99_01_tiny-2.ipynb", "ada"),
    "Canvas, late": ("lovelaceada_LATE_4711_99_final FINAL.ipynb", "ada"),
    "Canvas, by number alone": ("doemax_2_99_x.ipynb", "max2"),
    "Canvas, by name alone": ("vanderbergzoe_8_99_x.ipynb", "zoe"),
    "Brightspace": ("4711-815 - Ada Lovelace - Nov 24, 2026 1012 AM/x.ipynb", "ada"),
    "Brightspace, with a colon": ("4711-815 - Zoë van der Berg - Mar 1, 2026 10:12 PM/x.ipynb", "zoe"),
    "a folder each": ("ada/x.ipynb", "ada"),
    "the id first": ("ada_x.ipynb", "ada"),
    "an id that begins with another's": ("ada_2_x.ipynb", "ada_2"),
    "an accent as macOS writes it": ("zoe\u0301_id/x.ipynb", "zo\u00e9_id"),
    "an extension in capitals": ("ada_x.IPYNB", "ada"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("packed", ["in an archive", "unpacked"])
def test_a_platforms_way_to_name_files(
    enrolled: Course, answer: Callable[[str], bytes], place: str, packed: str
) -> None:
    name, student = PLACES[place]
    if packed == "unpacked":
        path = Path("in", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(answer("mine"))
    else:
        archive("in/Assignment 1 (download).zip", {name: answer("mine"), "index.html": b""})
    assert run().stdout == f"took 1 submissions into {enrolled.submitted}\n"
    assert [path.name for path in enrolled.submitted.iterdir()] == [student]
    assert said(enrolled, student) == "mine"


def test_the_time_is_the_platforms(enrolled: Course, answer: Callable[[str], bytes], monkeypatch) -> None:
    archive("in/a.zip", {"4711-815 - Ada Lovelace - Mar 1, 2026 1012 AM/x.ipynb": answer("mine")})
    run()
    stamp = (enrolled.submitted / "ada" / NAME / "timestamp.txt").read_text()
    assert stamp.endswith(" UTC") and stamp[:7] in ("2026-03", "2026-02")  # wherever this machine is


def test_the_platforms_clock_is_where_the_course_is(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    with (enrolled.root / "nbgrader_config.py").open("a") as config:
        config.write("c.Exchange.timezone = 'America/New_York'\n")
    archive("in/a.zip", {"4711-815 - Ada Lovelace - Mar 1, 2026 1012 AM/x.ipynb": answer("mine")})
    run()
    assert (enrolled.submitted / "ada" / NAME / "timestamp.txt").read_text() == "2026-03-01 15:12:00 UTC"


def test_the_last_of_several_is_taken(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    archive("in/a.zip", {"ada/x.ipynb": answer("first"), "ada/y.ipynb": answer("second")})
    told = f"• ada sent {NAME} more than once: a.zip/ada/y.ipynb was taken as the last, a.zip/ada/x.ipynb was left."
    assert told in run().stdout
    assert said(enrolled, "ada") == "second"


def test_an_archive_within_the_archive(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    archive("inner.zip", {"x.ipynb": answer("mine")})
    archive("in/a.zip", {"lovelaceada_4711_99_work.zip": Path("inner.zip").read_bytes()})
    run()
    assert said(enrolled, "ada") == "mine"


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("ada/essay.pdf", b"%PDF", "ada sent essay.pdf, which is no notebook: ask for the .ipynb file."),
        ("ada/x.ipynb", b"{", "ada sent x.ipynb, which holds no exercise of this course: ask for the right file."),
        ("eve/x.ipynb", b"{", "a.zip/eve/x.ipynb: no student of the gradebook is named in it, so it was left."),
        ("doemax_3_99_x.ipynb", b"{", "a.zip/doemax_3_99_x.ipynb: no student of the gradebook is named in it"),
        (
            "ada/x.ipynb",
            b" " * 25_000_001,
            "ada/x.ipynb was left: more than 25 MB are in it: ask for a smaller file.",
        ),
        ("ada/work.zip", b"PK", "a.zip/ada/work.zip was left: it is broken, or no archive: ask for it again."),
        ("ada/work.tar.gz", b"\x1f\x8b", "ada sent work.tar.gz, which is no notebook: ask for the .ipynb file."),
        ("ada/line\nbreak\x1b[2J.pdf", b"", "ada sent line\ufffdbreak\ufffd[2J.pdf, which is no notebook"),
    ],
)
def test_what_is_left_is_told(enrolled: Course, name: str, content: bytes, told: str) -> None:
    archive("in/a.zip", {name: content})
    result = run()
    assert result.stdout.startswith("took 0 submissions") and told in result.stdout
    assert not enrolled.submitted.exists()


def packed(files: dict[str, bytes]) -> bytes:
    archive("packed.zip", files)
    return Path("packed.zip").read_bytes()


ADA = "Ada Lovelace_123_assignsubmission_file_"
FOR_ZOE = ["zoe/x.ipynb", "/zoe/x.ipynb", "../../zoe/x.ipynb", "Zoe van der Berg_1_assignsubmission_file_x.ipynb"]


@pytest.mark.parametrize("name", [*FOR_ZOE, "vanderbergzoe_8_99_x.ipynb", "zoe_x.ipynb"])
@pytest.mark.parametrize("way", ["a file", "an archive"])
def test_nobody_hands_in_for_somebody_else(
    enrolled: Course, answer: Callable[[str], bytes], name: str, way: str
) -> None:
    """Whose a file is was written by the platform, outside; what is inside, a student chose."""
    inside = {name: answer("mine")}
    files = {f"{ADA}/{name}": answer("mine")} if way == "a file" else {f"{ADA}/w.zip": packed(inside)}
    archive("in/a.zip", files | {f"lovelaceeve_55_66_{way}.zip": packed(inside)})
    told = run().stdout
    assert [path.name for path in enrolled.submitted.iterdir()] == ["ada"]
    assert "lovelaceeve_55_66" in told and "no student of the gradebook is named in it, so it was left." in told


def unpacked(files: dict[str, bytes], mtime: float = 0) -> None:
    for name, content in files.items():
        path = Path("in", name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (mtime, mtime))


#: As packed by somebody who is not in the gradebook, or not only there; each holds Zoe's name.
UNKNOWN = {
    "Canvas": "lovelaceeve_999_2_work",
    "Canvas, late": "lovelaceeve_LATE_999_2_work",
    "Canvas, by a name of somebody who has a number": "lovelaceada_999_2_work",
    "Canvas, blind": "anon_Xy5zQ_2_work",
    "Canvas, and a line break": "lovelaceeve_999_2_\nwork",
    "Moodle, one name": "Eve Lovelace_999_assignsubmission_file_work",
    "Brightspace, one name": "9-2 - Eve Lovelace - Mar 1, 2026 1012 AM - work",
    "the id first": "eve_work",
}


@pytest.mark.parametrize("name", UNKNOWN.values(), ids=UNKNOWN)
@pytest.mark.parametrize("way", ["an archive", "its folder", "a folder within folders", "a class's archive"])
@pytest.mark.parametrize("inside", ["zoe/x.ipynb", FOR_ZOE[-1]])
def test_an_unknown_user_hands_in_for_nobody(
    enrolled: Course, answer: Callable[[str], bytes], name: str, way: str, inside: str
) -> None:
    """What a platform handed over, unpacked or not, where a name within is somebody's who handed in before.

    Names that no platform writes are known by what is called after a student beside them, a file or a folder.
    """
    of_one_kind = name == UNKNOWN["the id first"]
    own = {"zoe_own.ipynb" if (way == "an archive") == of_one_kind else "zoe/own.ipynb": answer("mine")}
    forged, year_2099 = answer("forged"), 4_070_908_800
    if way == "an archive":
        unpacked(own)
        unpacked({f"{name}.zip": packed({inside: forged})}, year_2099)
    elif way == "a class's archive":
        archive("in/a.zip", own | {f"{name}.zip": packed({inside: forged}), f"{name}/{inside}": forged})
    else:
        top = "" if way == "its folder" else "week 1/all/"
        unpacked({f"{top}{path}": content for path, content in own.items()})
        unpacked({f"{top}{name}/deeper/{inside}": forged}, year_2099)
    told = run().stdout
    assert [path.name for path in enrolled.submitted.iterdir()] == ["zoe"] and said(enrolled, "zoe") == "mine"
    assert f"{name.replace(chr(10), chr(0xFFFD))}" in told and "more than once" not in told
    assert "no student of the gradebook is named in it, so it was left." in told
    assert "An archive or a folder of these is a whole class's? Give it another name" in told


def test_a_folder_of_a_class_that_looks_like_a_students_is_collected_by_itself(
    enrolled: Course, answer: Callable[[str], bytes]
) -> None:
    unpacked({"week 1/zoe/x.ipynb": answer("mine"), "ada/x.ipynb": answer("mine")})
    assert "• week 1: no student of the gradebook is named in it, so it was left." in run().stdout
    Path("in/week 1").rename("alone")
    Path("in").rename("before")
    Path("alone").rename("in")
    run()
    assert said(enrolled, "zoe") == "mine"


@pytest.mark.parametrize("way", ["in an archive", "unpacked"])
def test_of_people_of_one_name_none_is_taken_until_somebody_says_which(
    enrolled: Course, answer: Callable[[str], bytes], way: str
) -> None:
    """In Moodle people may choose their names; its number tells them apart."""
    files = {
        "Ada Lovelace_123_assignsubmission_file_/x.ipynb": answer("mine"),
        "ADA Lovelace_999_assignsubmission_file_/x.ipynb": answer("forged"),
    }
    if way == "unpacked":
        unpacked(files)
    else:
        archive("in/a.zip", files)
    done = run()
    assert "were sent by several people of that name, and none was taken: put the right one" in done.stdout
    assert not enrolled.submitted.exists()
    unpacked({"ada/x.ipynb": answer("mine")})
    run()
    assert said(enrolled, "ada") == "mine"


EARLY = "4711-815 - Ada Lovelace - Jan 1, 2020 1012 AM"


@pytest.mark.parametrize("way", ["a class's archive", "a student's archive", "unpacked"])
def test_a_students_clock_does_not_say_when_it_was_handed_in(
    enrolled: Course, answer: Callable[[str], bytes], way: str
) -> None:
    """Neither do names nor files of a student's; of what came to us, the platform's time alone remains, if any."""
    files = {f"{EARLY}/x.ipynb": answer("mine"), "timestamp.txt": b"2020-01-01 00:00:00 UTC"}
    known = "4711-815 - Zo\u00eb van der Berg - Nov 24, 2026 1012 AM"
    if way == "unpacked":
        unpacked({f"{ADA}/{name}": content for name, content in files.items()})
        unpacked({f"{known}/{name}": content for name, content in files.items()})
    else:
        inside = {"w.zip": packed(files)} if way == "a student's archive" else files
        archive("in/a.zip", {f"{who}/{name}": content for who in (ADA, known) for name, content in inside.items()})
    run()
    assert not (enrolled.submitted / "ada" / NAME / "timestamp.txt").exists()
    assert (enrolled.submitted / "zoe" / NAME / "timestamp.txt").read_text().startswith("2026-11-2")


#: A folder of Ada's, and one of somebody who has changed a name into one that looks like all of that.
NAMED_LIKE_ALL = {
    "Brightspace, the name alone": (
        "4711-1 - Ada Lovelace - Mar 1, 2026 1012 AM",
        "9-2 - Ada Lovelace - Mar 2, 2026 1012 AM",
    ),
    "Brightspace": (
        "4711-1 - Ada Lovelace - Mar 1, 2026 1012 AM",
        "9-2 - Ada Lovelace - Jan 1, 2020 1012 AM - Mar 2, 2026 1012 AM",
    ),
    "Moodle": (
        "Ada Lovelace_123_assignsubmission_file_",
        "Ada Lovelace_123_assignsubmission_file_ y_7_assignsubmission_file_",
    ),
}


@pytest.mark.parametrize("way", ["packed", "unpacked"])
@pytest.mark.parametrize("platform", NAMED_LIKE_ALL)
def test_whoever_changes_a_name_hands_in_for_nobody(
    enrolled: Course, answer: Callable[[str], bytes], way: str, platform: str
) -> None:
    own, forged = NAMED_LIKE_ALL[platform]
    files = {f"{own}/x.ipynb": answer("mine"), f"{forged}/x.ipynb": answer("forged")}
    unpacked(files) if way == "unpacked" else archive("in/a.zip", files)
    run()
    if platform == "Brightspace, the name alone":
        assert not list(enrolled.submitted.glob("*")), "nothing says who of them is Ada"
    else:
        assert said(enrolled, "ada") == "mine"


def test_folders_however_deep_and_files_however_many_cost_nobody_else_anything(
    enrolled: Course, answer: Callable[[str], bytes]
) -> None:
    unpacked({"ada/x.ipynb": answer("mine")})
    unpacked({f"zoe/{number}.ipynb": answer(str(number)) for number in range(1001)})
    before = Path.cwd()
    os.chdir("in/zoe")
    for _ in range(1500):
        os.mkdir("a")
        os.chdir("a")
    os.chdir(before)
    try:
        told = run().stdout
    finally:
        subprocess.run(["rm", "-r", "in"], check=True)  # which pytest, later, could not
    assert said(enrolled, "ada") == "mine" and said(enrolled, "zoe") == "999"
    assert "zoe/1000.ipynb was left: it goes beyond the 1000 files" in told


def test_what_nothing_says_about_times_is_told_where_it_matters(
    enrolled: Course, answer: Callable[[str], bytes]
) -> None:
    with enrolled.gradebook() as gradebook:
        gradebook.update_or_create_assignment(NAME, duedate="2026-03-01 12:00 UTC")
    archive("in/a.zip", {"lovelaceada_LATE_4711_99_x.ipynb": answer("mine"), "doemax_2_99_x.ipynb": answer("mine")})
    told = run().stdout
    assert "nothing says when 2 of these were handed in, so none of them counts as late; if one is, write" in told
    assert f"• {NAME}: the platform calls late, and does not say by how much: ada." in told


def test_the_last_download_counts_and_no_clock_of_a_students(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    for name, says, year in (("b.zip", "old", 2026), ("a.zip", "new", 2027)):
        with zipfile.ZipFile(f"in/{name}", "w") as file:
            entry = zipfile.ZipInfo(f"{ADA}/w.zip", (year, 4, 9, 12, 0, 0))
            file.writestr(entry, packed({"later.ipynb" if says == "old" else "x.ipynb": answer(says)}))
    run()
    assert said(enrolled, "ada") == "new"


def test_of_a_students_archive_the_last_is_taken_and_no_copy_of_jupyters(
    enrolled: Course, answer: Callable[[str], bytes]
) -> None:
    files = {"x.ipynb": answer("new"), "z/.ipynb_checkpoints/x-checkpoint.ipynb": answer("checkpoint")}
    archive("in/a.zip", {"ada/w.zip": packed({"y.ipynb": answer("old"), **files})})
    assert "a.zip/ada/w.zip/x.ipynb was taken as the last, a.zip/ada/w.zip/y.ipynb was left." in run().stdout
    assert said(enrolled, "ada") == "new"


def broken(file: zipfile.ZipFile, name: str, how: str) -> None:
    """Write an entry that cannot be read as others can."""
    content = b"x" * 1000
    file.writestr(zipfile.ZipInfo(name, (2026, 3, 1, 10, 0, 0)), content)
    entry = file.getinfo(name)
    if how == "no date":
        entry._raw_time, entry.date_time = 0, (1980, 0, 0, 0, 0, 0)
    elif how == "a password":
        entry.flag_bits |= 1
    elif how == "a compression that nobody knows":
        entry.compress_type = 98
    else:
        entry.compress_type = {"deflated, and is not": 8, "bzip2, and is not": 12, "lzma, and is not": 14}[how]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("how", "told"),
    [
        ("no date", "ada sent x.ipynb, which holds no exercise of this course: ask for the right file."),
        ("a password", "it has a password: ask for it without."),
        ("a compression that nobody knows", "it is packed in a way that few programs know: ask for an ordinary .zip."),
        ("deflated, and is not", "it is broken and cannot be unpacked: ask for it again."),
        ("bzip2, and is not", "it is packed in a way that few programs know: ask for an ordinary .zip."),
        ("lzma, and is not", "it is packed in a way that few programs know: ask for an ordinary .zip."),
    ],
)
def test_one_broken_file_costs_nobody_else(
    enrolled: Course, answer: Callable[[str], bytes], how: str, told: str
) -> None:
    with zipfile.ZipFile("in/a.zip", "w") as file:
        broken(file, "ada/x.ipynb", how)
        file.writestr("zoe/x.ipynb", answer("mine"))
    done = run()
    assert done.stdout.startswith("took 1 submissions") and said(enrolled, "zoe") == "mine"
    assert done.stdout.count("•") == 1 and "ada" in done.stdout and told in done.stdout


def deflated(files: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile("deflated.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return Path("deflated.zip").read_bytes()


def overlapping(names: list[str], content: bytes) -> bytes:
    """An archive in which all files are the same piece of it."""
    one = deflated({names[0]: content})
    at = one.index(b"PK\1\2")
    head, length = one[at : at + 46], at
    listed = b"".join(
        head[:28] + len(name).to_bytes(2, "little") + head[30:42] + bytes(4) + name.encode() for name in names
    )
    count = (len(names) & 0xFFFF).to_bytes(2, "little")
    end = b"PK\5\6" + bytes(4) + 2 * count + len(listed).to_bytes(4, "little") + length.to_bytes(4, "little")
    return one[:at] + listed + end + bytes(2)


BEYOND = "it goes beyond the 1000 files or 100 MB, counted as unpacked, up to which a student's are read"
BOMBS: dict[str, Callable[[], tuple[bytes, str]]] = {
    "large": lambda: (deflated({f"{number}.ipynb": bytes(24_000_000) for number in range(5)}), BEYOND),
    "many": lambda: (deflated({f"{number}.ipynb": b"" for number in range(1001)}), BEYOND),
    "many that are empty": lambda: (overlapping([f"{number:x}" for number in range(200_000)], b""), BEYOND),
    "many in sum": lambda: (
        deflated({f"{at}.zip": deflated({f"{number}.pdf": b"" for number in range(90)}) for at in range(12)}),
        BEYOND,
    ),
    "large in sum": lambda: (
        deflated({f"{at}.zip": deflated({"x.ipynb": bytes(24_000_000 + at)}) for at in range(5)}),
        BEYOND,
    ),
    "large, within": lambda: (
        deflated({"1.zip": deflated({f"{number}.ipynb": bytes(24_000_000) for number in range(5)})}),
        BEYOND,
    ),
    "overlapping": lambda: (overlapping([f"{number}.ipynb" for number in range(900)], bytes(24_000_000)), BEYOND),
    "deep": lambda: (
        packed({"2.zip": packed({"3.zip": packed({"4.zip": b""})})}),
        "it is an archive within 2 others",
    ),
    "nothing": lambda: (packed({}), "there is nothing in it: ask for it again"),
    "no name": lambda: (packed({"x": b""}).replace(b"x", b"/"), "there is nothing in it: ask for it again"),
    "broken": lambda: (packed({"x.ipynb": b"{}"})[:-40], "it is broken, or no archive: ask for it again"),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS)
@pytest.mark.parametrize("where", ["in the platform's", "beside it"])
def test_an_archive_that_is_no_homework_costs_its_student_alone(
    enrolled: Course, answer: Callable[[str], bytes], bomb: Callable[[], tuple[bytes, str]], where: str
) -> None:
    """Nor does it cost that student the notebook that came otherwise; whoever comes later has a budget of their own."""
    content, told = bomb()
    files = {name: answer("mine") for name in ("ada_x.ipynb", "zoe_x.ipynb")}
    files |= {"ada_bomb.zip": content, "zoe_z.zip": deflated({"z.pdf": b""})}
    if where == "beside it":
        unpacked(files)
    else:
        archive("in/a.zip", files)
    done = run()
    assert done.stdout.startswith("took 2 submissions") and told in done.stdout and "zoe sent z.pdf" in done.stdout
    assert said(enrolled, "ada") == said(enrolled, "zoe") == "mine"
    assert len(done.stdout.splitlines()) < 10


def test_an_archive_of_a_class_that_lists_too_many_files(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    Path("in/a.zip").write_bytes(overlapping([f"{number:x}" for number in range(500_000)], b""))
    archive("in/b.zip", {"zoe/x.ipynb": answer("mine")})
    assert "a.zip was left: more than 100000 files are in it: put a class's archive there." in run().stdout
    assert said(enrolled, "zoe") == "mine"


def test_names_of_every_encoding(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    """UTF-8 that is not marked as such, as macOS packs it; bytes that are no text; numbers without end."""
    marked = "Zo\u00eb van der Berg_1_assignsubmission_file_/x.ipynb".encode()
    plain = b"Zo__ van der Berg_1_assignsubmission_file_/x.ipynb"
    archive("in/a.zip", {plain.decode(): answer("mine")})
    Path("in/a.zip").write_bytes(Path("in/a.zip").read_bytes().replace(plain, marked))
    Path("in/ada").mkdir()
    Path(os.fsdecode(b"in/ada/\xff\xfe.pdf")).touch()
    Path("in/ada/1\u00b22.pdf").touch()
    archive("in/b.zip", {f"ada/{'9' * 5000}.pdf": b"", "ada/1.pdf": b""})
    done = run()
    assert said(enrolled, "zoe") == "mine"
    assert done.stdout.count("which is no notebook") == 4 and max(map(len, done.stdout.splitlines())) < 400


def test_a_link_in_an_archive_is_a_text(enrolled: Course) -> None:
    link = zipfile.ZipInfo("ada/x.ipynb", (2026, 3, 1, 10, 0, 0))
    link.create_system, link.external_attr = 3, 0o120777 << 16
    with zipfile.ZipFile("in/a.zip", "w") as file:
        file.writestr(link, str(enrolled.notebook(NAME)))
    assert "ada sent x.ipynb, which holds no exercise of this course" in run().stdout
    assert not enrolled.submitted.exists()


def test_who_has_no_name_of_their_own_is_put_into_a_folder(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    name = "Max Doe_9_assignsubmission_file_"
    archive("in/a.zip", {f"{name}/x.ipynb": answer("whose?")})
    assert "Put it into a folder that is called by the student's id." in run().stdout
    Path(f"in/max2/{name}").mkdir(parents=True)
    Path(f"in/max2/{name}/x.ipynb").write_bytes(answer("the second's"))
    run()
    assert said(enrolled, "max2") == "the second's"


def test_a_name_that_leads_out_of_the_folder_leads_nowhere(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    archive("in/a.zip", {"../../ada/x.ipynb": answer("mine")})
    run()
    assert said(enrolled, "ada") == "mine"
    assert not (enrolled.root.parent / "ada").exists()


def test_what_is_there_stays_unless_told_and_is_kept(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    archive("in/a.zip", {"ada/x.ipynb": answer("first")})
    run()
    assert run().stdout == f"took 0 submissions into {enrolled.submitted}\n"  # the same again
    archive("in/a.zip", {"ada/x.ipynb": answer("second")})
    assert "• ada, 01_tiny: a.zip/ada/x.ipynb was left; it was submitted before and differs" in run().stdout
    assert said(enrolled, "ada") == "first"
    run("--update")
    assert said(enrolled, "ada") == "second"
    (kept,) = (enrolled.root / "downloaded" / NAME / "replaced").iterdir()
    assert nb.read(kept / f"{NAME}.ipynb").cells[0].source == "first"


def test_links_are_not_followed(enrolled: Course, answer: Callable[[str], bytes]) -> None:
    Path("elsewhere").mkdir()
    Path("elsewhere/secret.ipynb").write_bytes(answer("secret"))
    Path("in/zoe").mkdir()
    os.symlink(Path("elsewhere/secret.ipynb").resolve(), "in/zoe/x.ipynb")
    os.symlink(Path("elsewhere").resolve(), "in/ada")
    what = "was left: it is a link or no file, and is not followed: put a copy of the file there."
    assert run().stdout.splitlines()[1:] == [f"• {name} {what}" for name in ("ada", "zoe/x.ipynb")]
    assert not enrolled.submitted.exists()


def test_a_folder_that_is_none(enrolled: Course) -> None:
    result = CliRunner().invoke(app, ["collect-zip", "nowhere"])
    assert result.exit_code == 1
    assert result.stderr == "nowhere is not a folder: put there what the platform gave you, and name it.\n"
