"""Folders that are replaced as a whole: at any moment there is the old one, the new one, or none."""

from __future__ import annotations

import shutil
from pathlib import Path

from autograder import Unavailable


def replace(folder: Path, files: dict[str, bytes], mode: int, *, shared: bool = False) -> None:
    r"""Put a folder with these files where there may be one already.

    Args:
        folder: what is replaced.
        files: content by name.
        mode: permissions of the files.
        shared: whether the folder is open to the group, as nbgrader's `groupshared` has it.
    Raises: Unavailable: if the disk refuses.
    """
    # Hidden from nbgrader, which looks for <step>/*/<assignment>.
    new, old = (folder.with_name(f".{folder.name}.{which}") for which in ("new", "old"))
    try:
        for left_over in (new, old):
            _delete(left_over)
        new.mkdir(parents=True)
        for name, content in files.items():
            (new / name).write_bytes(content)
            (new / name).chmod(mode)
        if shared:
            new.chmod(0o2770 | new.stat().st_mode & 0o777)
            folder.parent.chmod(0o2770 | folder.parent.stat().st_mode & 0o777)
        if folder.exists():
            folder.rename(old)
        new.rename(folder)
        _delete(old)
    except OSError as error:
        raise Unavailable(f"{folder} cannot be written ({error.strerror}): mend that and run this again.") from None


def _delete(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)
