"""The course's total: how much each assignment counts, and what of a student's results does not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from autograder import AutograderError

#: What the total is called in a file of marks, and what it is worth: it is a share of all that could be reached.
NAME, WORTH = "Course total", 100.0


@dataclass(frozen=True)
class Rule:
    r"""What the instructor said.

    Attributes:
        weights: of assignments, where that is not 1.
        drop_worst: how many results of each student do not count.
    """

    weights: Mapping[str, float] = field(default_factory=dict)
    drop_worst: int = 0

    def weight(self, assignment: str) -> float:
        """How much an assignment counts."""
        return self.weights.get(assignment, 1.0)

    def fits(self, assignments: list[str]) -> bool:
        r"""Whether there is something to say of a total of these: without weights, each counts as any other.

        Raises: AutograderError: if nothing would be left of them.
        """
        if not self.drop_worst and all(self.weight(name) == 1 for name in assignments):
            return False
        counting = [name for name in assignments if self.weight(name)]
        if not counting:
            raise AutograderError("None of the assignments counts: give one of them a weight, or name others.")
        if self.drop_worst >= len(counting):
            told = (
                f"The {self.drop_worst} worst results are to be dropped, and {len(counting)} of the assignments count"
            )
            raise AutograderError(f"{told}: name more of them, or run `autograder assignment drop-worst` once more.")
        return True

    def sentence(self, assignments: list[str]) -> str:
        """What the total is made of."""
        weighted = [f"{name} × {self.weight(name):g}" for name in assignments if self.weight(name) != 1]
        parts = [f"{', '.join(weighted)}, all else × 1"] if weighted else []
        if self.drop_worst:
            worst = "worst result" if self.drop_worst == 1 else f"{self.drop_worst} worst results"
            parts.append(f"each student's {worst} dropped")
        return f"{NAME}, of {WORTH:g}, is the mean share of the points: {'; '.join(parts)}"

    def dropped(self, shares: Mapping[str, float]) -> list[str]:
        r"""The assignments that do not count for a student.

        Args:
            shares: of its points, what the student reached of each assignment; 0 where nothing was handed in.
        Returns: of equal ones those that count most, for the student's good; none that counts nothing anyhow.
        """
        counting = [name for name in shares if self.weight(name)]
        return sorted(counting, key=lambda name: (shares[name], -self.weight(name), name))[: self.drop_worst]

    def total(self, shares: Mapping[str, float]) -> float:
        """What a student reached in all, of `WORTH`."""
        dropped = self.dropped(shares)
        weights = {name: self.weight(name) for name in shares if name not in dropped}
        return WORTH * sum(weights[name] * shares[name] for name in weights) / sum(weights.values())
