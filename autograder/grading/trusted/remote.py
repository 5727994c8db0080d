"""Asking the student's process: what a test sends it, and what comes of what it answers."""

from __future__ import annotations

import functools
import socket
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import TYPE_CHECKING, Any

from autograder.grading import wire
from autograder.grading.trusted import changes
from autograder.grading.trusted.handle import Exhausted, Handle
from autograder.grading.trusted.patience import Patience
from autograder.grading.trusted.surroundings import Surroundings
from autograder.grading.wire import generators

if TYPE_CHECKING:
    from autograder.grading.trusted.gradients import Gradients

#: Exceptions that a test may catch by name. Not among them: what ends loops or programs, and AssertionError, which
#: is for tests to raise.
_KNOWN = {
    error.__name__: error
    for error in (
        ArithmeticError, AttributeError, BufferError, EOFError, FloatingPointError, IndexError, KeyError, LookupError,
        MemoryError, NameError, NotImplementedError, OSError, OverflowError, PermissionError, RecursionError,
        RuntimeError, TypeError, UnicodeError, ValueError, ZeroDivisionError,
    )
}  # fmt: skip


#: A test can ask a million times, and what came back stays in memory until it ends.
MOST_HEARD = 100
#: How many classes a student's class of exceptions may derive from.
_MOST_BASES = 20
#: How often an answer may call functions of the test's before it returns.
_MOST_CALLBACKS = 100_000


class StudentError(Exception):
    """An exception of the student's code that has no known type, or an answer that cannot be read."""


class Gone(BaseException):
    """The student's process ended or took too long; nothing more can be asked of it."""


class Remote:
    """The other end: asks one question at a time."""

    def __init__(self, connection: socket.socket, process: int, call_s: float, moment: int | None = None) -> None:
        r"""Ask over a connection.

        Args:
            connection: to the student's process.
            process: the id of that process, or of the one that it comes from.
            call_s: how long each answer may take, in seconds.
            moment: which of the moments that the process kept names are looked up at; None for now.
        """
        self._connection, self._process = connection, process
        self._moment = moment
        self._call_s = call_s
        #: Whether the last exception that left this class came from the student's code.
        self.raised: Exception | None = None
        #: Why nothing more can be asked, once that is so.
        self.gone: Gone | None = None
        #: What came back, the first replies of it: what was asked for, and the value or the exception.
        self.heard: list[tuple[str, Any]] = []
        self._surroundings: Surroundings
        #: None as long as no tensor requires a gradient.
        self._gradients: Gradients | None
        #: Whether the student's process is still to hear that the test begins.
        self._is_new: bool
        #: Functions of the test's that the student's code may call.
        self._functions: list[Callable[..., Any]] = []
        #: The student's classes of exceptions that the test knows, by number; by name those that both sides have.
        self._exceptions: dict[int | str, type[Exception]] = {}

    def begin(self, files: bool) -> None:
        r"""Let a test begin: nothing that was set up before it counts as its own.

        Args:
            files: whether the test may look at files.
        """
        self._surroundings = Surroundings(files)
        self._gradients, self._is_new = None, True

    def know(self, kinds: Iterable[type]) -> None:
        r"""From now on, let those of these classes that are exceptions of the notebook's be caught."""
        for kind in kinds:
            if issubclass(kind, Exception) and kind.__module__ == "__main__":
                self._exceptions[kind.__name__] = kind

    def name(self, name: str) -> Any:
        r"""What the student bound to a name.

        Raises: NameError: if it is not bound.
        """
        try:
            return self._ask("name", name, [self._moment], {})
        except KeyError:
            raise NameError(f"name {name!r} is not defined") from None

    def start_over(self) -> None:
        r"""Go back to the moment of the test, with random numbers that do not depend on what was drawn before it."""
        self._ask("start over", None, [self._moment], {})
        self.heard.clear()

    def hurry(self, call_s: float) -> None:
        r"""From now on, let an answer take no longer than this, in seconds."""
        self._call_s = min(self._call_s, call_s)

    def use(self, operation: str, number: int, *args: Any, **kwargs: Any) -> Any:
        r"""Do something with an object of the student's; arguments that it changes in place change here."""
        return self._ask(operation, number, args, kwargs)

    def _ask(self, operation: str, target: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        if self.gone:
            raise self.gone
        news = self._news()
        packed = [wire.pack(part, self._special, place=self._place) for part in (list(args), dict(kwargs))]
        try:
            patience = Patience(self._call_s, self._process)
            wire.send(self._connection, [operation, target, *packed, news], patience.to_send_s)
            reply = wire.receive(self._connection, patience)
            for _ in range(_MOST_CALLBACKS):
                match reply:
                    case ["callback", number, given, named]:
                        wire.send(self._connection, self._called_back(number, given, named), patience.to_send_s)
                        reply = wire.receive(self._connection, patience)
                    case _:
                        break
        except wire.Late:
            self.gone = Gone(
                f"your code was still running after {self._call_s:g} s, the limit of a tested call (call_s)"
            )
            raise self.gone from None
        except wire.Closed:
            self.gone = Gone("your code ended the process that it ran in")
            raise self.gone from None
        except wire.WireError as error:
            raise self._blame(StudentError(f"the result cannot be read: {error}")) from None
        match reply:
            case ["value", value, list(changed), dict(aside)]:
                try:
                    if self._gradients or "graph" in aside:
                        self._known_gradients().hear(aside.get("graph", []))
                    found = wire.unpack(value, self._specials)
                    if operation != "gradients":  # the test's own, which no function of an answer's was given
                        changes.apply(changed, [*args, *kwargs.values()], {wire.GRAPH: self._placed})
                    if self._gradients:
                        self._gradients.take(aside.get("accumulated", []))
                    found = self._given_back(found, value, [*args, *kwargs.values()], aside.get("given back"))
                except wire.WireError as error:
                    raise self._blame(StudentError(f"the result cannot be read: {error}")) from None
                self._hear(operation, found)
                self._listen(operation, aside)
                return found
            case ["error", list(names), str(name), str(message), list(own), dict(aside)]:
                self._listen(operation, aside)
                raise self._blame(self._exception(operation, names, name, message, own)) from None
        raise self._blame(StudentError("the result cannot be read"))

    def _news(self) -> dict[str, Any]:
        """What the student's process is to know before it does as it is asked."""
        news = self._surroundings.changed(self._callback)
        if self._is_new:
            news["graphs"], self._is_new = None, False
        elif self._gradients and (of_graphs := self._gradients.news()):
            news["graphs"] = of_graphs
        return news

    def _place(self, tensor: Any) -> list[int | str]:
        return self._known_gradients().argument(tensor)

    def _known_gradients(self) -> Gradients:
        if self._gradients is None:
            from autograder.grading.trusted.gradients import Gradients

            self._gradients = Gradients(
                lambda number, gradient: self._ask("gradients", number, [gradient], {}),
                lambda why: self._blame(StudentError(why)),
            )
        return self._gradients

    def _placed(self, tensor: Any, kind: str, number: int) -> Any:
        return self._known_gradients().placed(tensor, kind, number)

    def _returned(self, tensor: Any, kind: str, number: int) -> Any:
        return self._known_gradients().returned(tensor, kind, number)

    def _given_back(self, found: Any, packed: Any, given: Sequence[Any], number: Any) -> Any:
        """The test's own object, where the answer returns that one and no other: `is` shall say so."""
        if type(number) is not int or not 0 <= number < len(given):
            return found
        own = given[number]
        if type(own).__name__ not in ("Handle", "list", "dict", "set", "ndarray"):
            return found
        same = type(own) is type(found) is Handle or wire.pack(own, self._special) == packed
        return own if same else found

    @property
    def _specials(self) -> wire.Specials:
        """What comes of that which is not data: a handle, or a class of exceptions; and of what a graph leads to."""
        return {wire.REFERENCE: self._referred, wire.GRAPH: self._returned}

    def _referred(self, number: int, name: str, *bases: int | str) -> Any:
        if type(number) is not int or type(name) is not str:
            raise wire.WireError("a broken reference")
        if not bases:
            return Handle(self, number, name[:80])
        if number not in self._exceptions:
            of_python = next((_KNOWN[each] for each in bases if isinstance(each, str) and each in _KNOWN), Exception)
            content = {"_remote": self, "__getattr__": _attribute_of_exception}
            above = [each for each in bases[:_MOST_BASES] if isinstance(each, int)]
            for each in above:  # the test has not asked for it yet
                self._exceptions.setdefault(each, type("StudentError", (of_python,), content))
            plain = name if name.isidentifier() and len(name) <= 80 else "StudentError"
            self._exceptions[number] = _class(plain, [*(self._exceptions[each] for each in above), of_python], content)
        return self._exceptions[number]

    def _exception(
        self, operation: str, names: Sequence[Any], name: str, message: str, own: Sequence[Any]
    ) -> Exception:
        """What is raised here for what was raised there: `own` are the exception's number and those of its classes."""
        if operation == "next" and names[:1] == ["StopIteration"]:
            return Exhausted()
        number, *classes = own or [None]
        known = [each for each in classes if type(each) in (int, str) and each in self._exceptions]
        if kinds := [self._exceptions[each] for each in known]:
            content = {"_remote": self, "__getattr__": _attribute_of_exception}
            # As the student's process made it and tells it, whatever the class does.
            content |= {"__init__": Exception.__init__, "__str__": Exception.__str__}
            error = _class(kinds[0].__name__, kinds, content)(message)
            vars(error)["_number"] = number
            return error
        of_python = next((_KNOWN[each] for each in names if isinstance(each, str) and each in _KNOWN), None)
        return StudentError(f"{name[:80]}: {message}") if of_python is None else of_python(message)

    def _listen(self, operation: str, aside: Mapping[Any, Any]) -> None:
        """Take what came beside the reply."""
        if operation == "name":
            self._surroundings.take_dtype(aside.get("dtype", "float32"))
        try:
            self._surroundings.hear(aside.get("printed"), aside.get("warned"), aside.get("files"))
        except Warning as warning:  # where the test has them raised
            raise self._blame(warning) from None

    def _callback(self, function: Callable[..., Any]) -> wire.Special:
        self._functions.append(function)
        return wire.Special(wire.CALLBACK, len(self._functions) - 1, getattr(function, "__name__", "callback"))

    def _called_back(self, number: Any, args: Any, kwargs: Any) -> list[Any]:
        """Call a function of the test's for the student's code, with data alone."""
        try:
            function = self._functions[number]
            value = function(*wire.unpack(args, self._specials), **wire.unpack(kwargs, self._specials))
            return ["returned", wire.pack(value, self._special)]
        except Exception as error:
            return ["raised", [kind.__name__ for kind in type(error).__mro__], str(error)[:500]]

    def _special(self, value: Any) -> Any:
        """What crosses in place of something that is not plain data."""
        if type(value) is Handle:
            _, number, name = object.__getattribute__(value, "_handle")
            return wire.Special(wire.REFERENCE, number, name)
        for number, kind in self._exceptions.items():
            if value is kind:
                return wire.Special(wire.REFERENCE, number, kind.__name__)
        torch = sys.modules.get("torch")
        if torch and isinstance(value, torch.Tensor):  # a Parameter of the test's own
            return value.detach().as_subclass(torch.Tensor).requires_grad_(value.requires_grad)
        if generator := generators.to_text(value):
            return wire.Special(wire.GENERATOR, *generator)
        if importable := _importable(value):
            return wire.Special(wire.IMPORTED, *importable)
        if isinstance(value, FunctionType | BuiltinFunctionType | MethodType | functools.partial):
            return self._callback(value)
        raise TypeError(
            f"a test passes a {type(value).__name__} to the student's code, which runs in a process of its own; "
            "pass plain data, tensors, arrays or functions, or grade with --tests-in-student-process"
        )

    def _blame(self, error: Exception) -> Exception:
        self.raised = error
        self._hear("raised", error)
        return error

    def _hear(self, operation: str, value: Any) -> None:
        if len(self.heard) < MOST_HEARD:
            self.heard.append((operation, value))


def _importable(value: Any) -> tuple[str, str] | None:
    """Module and name by which both sides can import a function or a class; None if there are none."""
    name = getattr(value, "__name__", None)
    if not callable(value) or type(name) is not str:
        return None
    for module in (getattr(value, "__module__", None), "torch", "torch.nn.functional", "numpy"):
        if module != "__main__" and getattr(sys.modules.get(str(module)), name, None) is value:
            return str(module), name
    return None


def _class(name: str, bases: Sequence[type[Exception]], content: dict[str, Any]) -> type[Exception]:
    """A class that derives from all of these; from the first alone where Python cannot make one."""
    try:
        return type(name, tuple(dict.fromkeys(bases)), content)
    except TypeError:
        return type(name, tuple(bases[:1]), content)


def _attribute_of_exception(error: Any, name: str) -> Any:
    """What a student's exception knows beside its message."""
    if name.startswith("_") or "_number" not in vars(error):
        raise AttributeError(name)
    return error._remote.use("get", error._number, name)
