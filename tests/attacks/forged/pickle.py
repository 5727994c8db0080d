"""Values that run code when they are pickled or unpickled."""

FIRST = """
import os


class Payload(dict):
    def __reduce_ex__(self, protocol):
        return os.system, ("touch ~/@mark@ /tmp/@mark@ @course@/@mark@; echo CANARY unpickled",)

    __reduce__ = lambda self: self.__reduce_ex__(2)
    __getstate__ = __deepcopy__ = lambda self, *args: os.system("true")
"""
ANSWERS = {
    "count": "def count(words):\n    return Payload()",
    "double": "def double(x):\n    return Payload()",
    "cell": "Cell = lambda size: Payload()",
}
