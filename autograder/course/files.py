"""Files and folders that are whole or not there: folders replace what was there, files never do."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

from autograder import AutograderError, Unavailable


def write_new(path: Path, content: bytes, option: str) -> None:
    r"""Write a file, readable for nobody else on this machine.

    Args:
        path: where there is no file yet.
        content: all of it.
        option: the command's option that names another file.
    Raises: AutograderError: if there is such a file, or the disk refuses.
    """
    if path.exists():
        raise AutograderError(f"{path} is there already: move it away, or name another file with {option}.")
    try:
        # tempfile sees to it that nobody else can read it.
        with TemporaryDirectory(dir=path.parent) as scratch:
            made = Path(scratch, path.name)
            made.write_bytes(content)
            made.chmod(0o600)
            made.rename(path)
    except OSError as error:
        why = error.strerror
        raise AutograderError(f"{path} cannot be written ({why}): name another file with {option}.") from None


def replace_folder(folder: Path, files: dict[str, bytes], mode: int, *, shared: bool = False) -> None:
    r"""Put a folder with these files where there may be one already.

    Args:
        folder: what is replaced.
        files: content by relative path.
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
            (new / name).parent.mkdir(parents=True, exist_ok=True)
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
