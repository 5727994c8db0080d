"""Hands in settings that a program that starts in this folder might read."""

LOUD = "open('@mark@.txt', 'w').write('settings were read')\n"


def write(folder):
    """Add files that programs look for."""
    for name in ("nbgrader_config.py", "ipython_config.py", "sitecustomize.py", "usercustomize.py", "conftest.py"):
        (folder / name).write_text(LOUD.replace("@mark@", "left_by_attack"))
    (folder / "jupyter_config.json").write_text('{"ExecutePreprocessor": {"enabled": false}}')
    (folder / "encodings").mkdir()
    (folder / "encodings" / "__init__.py").write_text("raise SystemExit(0)\n")
