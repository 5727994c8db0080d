"""Hands in links to the source, and reads them in a cell."""

LAST = """
import glob

for file in glob.glob("linked/**", recursive=True):
    print(file)
print(open("tests.csv").read())
"""


def write(folder):
    """Add the links."""
    (folder / "linked").symlink_to(folder.parents[2])
    (folder / "tests.csv").symlink_to(f"../../../source/{folder.name}/{folder.name}.ipynb")
