"""A tested function walks up the stack and keeps names, constants and code of whoever calls."""

FIRST = """
import sys

kept = []
"""
ANSWERS = {
    "double": """
def double(x):
    frame = sys._getframe(1)
    while frame:
        kept.append((str(frame.f_code.co_consts), str(frame.f_locals)[:2000], str(frame.f_globals.get("canary"))))
        frame = frame.f_back
    return 2 * x
"""
}
LAST = "print(kept)\nopen('kept.txt', 'w').write(str(kept))"
DESERVES = {"double_value": 1.0}
