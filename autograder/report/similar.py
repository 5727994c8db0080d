"""Answers that are alike beyond what many write alike: a hint where to look, and never a verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from io import StringIO
from itertools import combinations

import numpy as np
from copydetect import CodeFingerprint, compare_files
from copydetect.utils import get_token_coverage

#: Compared are pieces of this many characters, once names are V, functions F and strings S.
_PIECE = 25
#: The least number of rare pieces that a pair must share to be compared: about two lines.
_LEAST_SHARED = 40
#: A pair is told if this much of what is rare in each answer stands in the other one.
_LEAST_SHARE = 0.5
#: The most pairs that are compared: those that share most.
MOST_PAIRS = 2000


@dataclass(frozen=True)
class Pair:
    """Two students, how many characters they share, and what share of each one's rare code that is, 0 to 1."""

    first: str
    second: str
    characters: int
    share_of_first: float
    share_of_second: float


@dataclass(frozen=True)
class Similar:
    """What was found.

    Attributes:
        pairs: those that share most first.
        common: what more students than this write alike was left out.
        left_out: how many pairs share something and were not compared.
    """

    pairs: list[Pair]
    common: int
    left_out: int


def similar(answers: Mapping[str, str], template: str, most_pairs: int = MOST_PAIRS) -> Similar:
    r"""Pairs of students whose answers are alike, by copydetect's fingerprints.

    No pair is looked at that shares only what is common: with thousands of students, few are left to compare.

    Args:
        answers: each student's code, template and all.
        template: the code that everyone was given; it is left out.
        most_pairs: how many pairs are compared.
    """
    given = _fingerprint(template).hashes
    students = sorted(answers)
    common = max(3, min(10, len(students) // 4))
    pieces = [_pieces(answers[student], given) for student in students]
    rare, shared = _rare(pieces, common)
    candidates = sorted((-number, pair) for pair, number in shared.items() if number >= _LEAST_SHARED)

    @cache
    def prepared(index: int) -> CodeFingerprint:
        return _keep(_fingerprint(answers[students[index]]), rare)

    pairs = []
    for _, (one, other) in candidates[:most_pairs]:
        characters, shares, _ = compare_files(prepared(one), prepared(other))
        if min(shares) >= _LEAST_SHARE:
            # What overlaps is counted with its surroundings, which can be more than what is rare.
            first, second = (min(1.0, float(share)) for share in shares)
            pairs.append(Pair(students[one], students[other], int(characters), first, second))
    pairs.sort(key=lambda pair: (-pair.characters, pair.first, pair.second))
    return Similar(pairs, common, max(0, len(candidates) - most_pairs))


def _fingerprint(code: str) -> CodeFingerprint:
    # A window of 1 keeps every piece: which ones a longer window keeps changes from run to run.
    return CodeFingerprint("answer.py", _PIECE, 1, language="python", fp=StringIO(code))


def _pieces(code: str, given: set[int]) -> np.ndarray:
    return np.array(sorted(_fingerprint(code).hashes - given), dtype=np.int64)


def _rare(pieces: list[np.ndarray], common: int) -> tuple[frozenset[int], Counter[tuple[int, int]]]:
    """The pieces that at most so many students have, and how many of them each pair shares."""
    owners = np.repeat(np.arange(len(pieces)), [len(each) for each in pieces])
    everything = np.concatenate([*pieces, np.array([], dtype=np.int64)])
    order = np.argsort(everything, kind="stable")
    values, counts = np.unique(everything, return_counts=True)
    shared: Counter[tuple[int, int]] = Counter()
    for holders in _groups(owners[order], counts):
        if 2 <= len(holders) <= common:
            shared.update(combinations(holders, 2))
    return frozenset(values[counts <= common].tolist()), shared


def _groups(owners: np.ndarray, counts: np.ndarray) -> Iterator[list[int]]:
    end = 0
    for count in counts.tolist():
        start, end = end, end + count
        yield owners[start:end].tolist()


def _keep(fingerprint: CodeFingerprint, rare: frozenset[int]) -> CodeFingerprint:
    """The same without what is common or was given."""
    fingerprint.hashes &= rare
    fingerprint.hash_idx = {piece: places for piece, places in fingerprint.hash_idx.items() if piece in rare}
    length = len(fingerprint.filtered_code)
    fingerprint.token_coverage = get_token_coverage(fingerprint.hash_idx, _PIECE, length)
    return fingerprint
