"""What came of running a cell or a test, on its way from the process that ran it to whoever counts it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class CellReply:
    """What a student's process says of a cell that it ran; nothing of it need be true.

    Attributes:
        outputs: as nbformat spells them, or anything else that can stand in a list.
        error: what ended the cell, as "Name: message"; None if nothing did.
    """

    outputs: list[Any]
    error: str | None

    @classmethod
    def read(cls, message: object) -> CellReply:
        """The reply that arrived; what is none ended with an error."""
        if not isinstance(message, dict):
            return cls([], "the reply cannot be read")
        error = message.get("error")
        said = error if isinstance(error, str) else "the error cannot be read"
        outputs = message.get("outputs")
        return cls(outputs if isinstance(outputs, list) else [], said if error else None)


@dataclass(frozen=True)
class TestResult:
    """What came of running one test.

    Attributes:
        score: the points that it gives.
        ename: the name of what failed; None if nothing did.
        evalue: the message of what failed; None if nothing did.
        printed: what the test itself printed.
        value: the number in its last line, as text; None if there is none.
        failed_by_line: the last line of the statement that failed; None if none did, or nobody knows.
        by_student: whether the message came from the student's code, which could put a hidden input into it.
        gone: whether the student's process is gone.
        began: whether it was there when the test began.
        behaviour: of a test that failed, a digest of all that was seen of the answer, to compare it with known
            mistakes; None where nothing was recorded.
    """

    score: float
    ename: str | None = None
    evalue: str | None = None
    printed: str = ""
    value: str | None = None
    failed_by_line: int | None = None
    by_student: bool = False
    gone: bool = False
    began: bool = True
    behaviour: str | None = None

    @property
    def error(self) -> str | None:
        """What failed, as "Name: message"; None if nothing did."""
        return f"{self.ename}: {self.evalue}" if self.ename else None

    @property
    def unheard(self) -> bool:
        """Whether something failed of which the behaviour is not known yet."""
        return self.error is not None and self.behaviour is None

    def packed(self) -> dict[str, Any]:
        """The result as plain data, for the wire."""
        return asdict(self)

    @classmethod
    def failed(cls, ename: str, evalue: str, *, gone: bool = False) -> TestResult:
        """A test that earns nothing, for this reason."""
        return cls(0.0, ename, evalue, gone=gone)
