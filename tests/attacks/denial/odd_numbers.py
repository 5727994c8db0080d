"""Returns infinities, not-a-numbers, booleans and keys that do not equal themselves; the other answers are right."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": "def double(x):\n    return [float('nan'), float('inf'), True, 6 + 0j][int(x) % 4]",
    "count": "def count(words):\n    return {float('nan'): 1, float('nan'): float('inf'), True: 1, -0.0: None}",
}
DESERVES = FULL | {"double_value": 0.0, "count_words": 0.0}
