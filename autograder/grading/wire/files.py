"""Files that a test and an answer write in their working folders, so that each finds what the other wrote."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import suppress
from importlib.machinery import all_suffixes
from itertools import islice
from pathlib import Path

#: How many files are looked at, and how many bytes of them cross at one time.
_MOST_FILES, _MOST_BYTES = 100, 8 << 20
#: How many bytes of the other side's lie in a folder, and how many folders deep: what comes need not be true.
_MOST_IN_SUM, _DEEPEST = 64 << 20, 20
#: What Python would run if a test imported a module of that name.
_RUN = (*all_suffixes(), ".pth")

#: What becomes of files, by relative path; None for one that is gone.
Changes = Mapping[str, bytes | None]


class WorkFiles:
    """The files of the folder that is the current one, as they were when one looked last."""

    def __init__(self) -> None:
        r"""Look."""
        self._root = Path.cwd()
        self._seen = dict(self._found())
        #: Files of the other side's, and their length.
        self._taken: dict[str, int] = {}

    def changed(self) -> dict[str, bytes | None]:
        r"""What has changed since then, as far as there is room for it."""
        now, room = dict(self._found()), _MOST_BYTES
        changes: dict[str, bytes | None] = dict.fromkeys(self._seen.keys() - now.keys())
        for name, state in now.items():
            if self._seen.get(name) != state and state[1] <= room:
                with suppress(OSError):
                    content = (self._root / name).read_bytes()
                    changes[name], room = content, room - len(content)
        self._seen = now
        return changes

    def take(self, changes: Changes) -> None:
        r"""Do to this folder what was done to the other one; nothing outside it, and nothing that Python would run."""
        for name, content in changes.items():
            if not leads_nowhere_else(name) or name.endswith(_RUN) or name.count("/") > _DEEPEST:
                continue
            path = self._root / name
            with suppress(OSError, ValueError):
                if content is None:
                    path.unlink(missing_ok=True)
                elif self._has_room(name, len(content)):
                    put(path, content)
        self._seen = dict(self._found())

    def _has_room(self, name: str, size: int) -> bool:
        """Whether one more of the other side's may lie here; from then on it counts."""
        taken = self._taken | {name: size}
        if len(taken) > _MOST_FILES or sum(taken.values()) > _MOST_IN_SUM:
            return False
        self._taken = taken
        return True

    def _found(self) -> Iterator[tuple[str, tuple[int, int]]]:
        """Regular files, by relative path, with the time of their last change and their length."""
        paths = (os.path.join(folder, name) for folder, _, names in os.walk(self._root) for name in names)
        for path in islice(paths, _MOST_FILES):
            with suppress(OSError):
                told = os.lstat(path)
                if stat.S_ISREG(told.st_mode):
                    yield os.path.relpath(path, self._root), (told.st_mtime_ns, told.st_size)


def leads_nowhere_else(name: str) -> bool:
    r"""Whether a name stays within the folder that it is in."""
    return not Path(name).is_absolute() and ".." not in Path(name).parts


def put(path: Path, content: bytes) -> None:
    r"""Write a file, and the folders that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
