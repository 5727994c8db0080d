"""What measurements have in common: a table of what was found and what is asked for, and build/bench.json."""

import json
from dataclasses import dataclass
from pathlib import Path

RESULTS = Path("build/bench.json")


@dataclass(frozen=True)
class Figure:
    """One line of the table.

    Attributes:
        what: what was measured.
        value: what was found.
        unit: of the value; "" for a ratio.
        least, most: the bounds, None where there is none.
        name: in build/bench.json; "" for a line that only explains another.
        digits: after the point.
    """

    what: str
    value: float
    unit: str = ""
    least: float | None = None
    most: float | None = None
    name: str = ""
    digits: int = 1

    @property
    def met(self) -> bool | None:
        """Whether the bound is met; None if there is none."""
        if self.least is None and self.most is None:
            return None
        return (self.least is None or self.value >= self.least) and (self.most is None or self.value <= self.most)

    def line(self) -> str:
        """The line."""
        found = f"{self.value:.{self.digits}f} {self.unit}"
        bound = f"≥ {self.least:g}" if self.least is not None else f"≤ {self.most:g}" if self.most is not None else ""
        bound = f"{bound} {self.unit}" if bound else ""
        met = "" if self.met is None else "met" if self.met else "NOT MET"
        return f"{self.what:<44}{found:>12}  {bound:<10}{met}".rstrip()


def report(figures: list[Figure]) -> int:
    """Print the table, add the figures to build/bench.json; 1 if a bound is not met, else 0."""
    for figure in figures:
        print(figure.line())
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results |= {figure.name: round(figure.value, 4) for figure in figures if figure.name}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    return int(any(figure.met is False for figure in figures))
