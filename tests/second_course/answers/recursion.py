"""Known answers to the exercises of recursion."""

# ruff: noqa: F811 - each answer defines the same function again


# %% wrong: looks into the first list alone
# fails depth_deepest: is 3 deep, and not 2
def depth(nested: list) -> int:
    for item in nested:
        if isinstance(item, list):
            return 1 + depth(item)
    return 1


# %% wrong: adds the lists instead of taking the deepest
# fails depth_deepest: is 3 deep, and not 4
def depth(nested: list) -> int:
    return 1 + sum(depth(item) for item in nested if isinstance(item, list))


# %% wrong: takes max of nothing in an empty list
# fails depth_empty: ValueError
def depth(nested: list) -> int:
    return 1 + max(depth(item) if isinstance(item, list) else 0 for item in nested)


# %% right: with a number as the deepest so far
def depth(nested: list) -> int:
    deepest = 0
    for item in nested:
        if isinstance(item, list):
            deepest = max(deepest, depth(item))
    return deepest + 1


# %% wrong: opens one level alone
# fails flatten_order: becomes [1, 2, [3], 4]
def flatten(nested: list) -> list:
    flat = []
    for item in nested:
        flat += item if isinstance(item, list) else [item]
    return flat


# %% wrong: takes 0 for nothing
# fails flatten_order: [[], 0] becomes []
def flatten(nested: list) -> list:
    flat = []
    for item in nested:
        if item:
            flat += flatten(item) if isinstance(item, list) else [item]
    return flat


# %% wrong: puts lists into the list
# fails flatten_order: becomes [1, [2, [3]], 4]
def flatten(nested: list) -> list:
    flat = []
    for item in nested:
        flat.append(flatten(item) if isinstance(item, list) else item)
    return flat


# %% right: one item after the other, without a loop
def flatten(nested: list) -> list:
    if not nested:
        return []
    first, *rest = nested
    return (flatten(first) if isinstance(first, list) else [first]) + flatten(rest)


# %% wrong: knows no way to climb no steps
# fails ways_few: no steps, and not 0
def ways(steps: int) -> int:
    if steps < 3:
        return steps
    return ways(steps - 1) + ways(steps - 2)


# %% wrong: does not know when to stop
# fails ways_few: RecursionError
def ways(steps: int) -> int:
    return ways(steps - 1) + ways(steps - 2)


# %% wrong: takes 1+2 and 2+1 for one way
# fails ways_few: 3 ways, and not 2
def ways(steps: int) -> int:
    return steps // 2 + 1


# %% right: from the bottom up
def ways(steps: int) -> int:
    now, following = 1, 1
    for _ in range(steps):
        now, following = following, now + following
    return now
