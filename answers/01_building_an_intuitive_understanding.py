"""Known answers to the exercises of 01: wrong ones as students write them, and right ones written differently."""

import math

import torch


# %% wrong: swaps keep and 1 - keep
# fails remember_mix: The shares have changed places
# fails remember_ends: nothing comes in
def remember(memory: float, x: float, keep: float) -> float:
    return (1 - keep) * memory + keep * x


# %% wrong: adds x to the memory
# fails remember_mix: without any share
# fails remember_ends: is 1.3, expected 0.8
def remember(memory: float, x: float, keep: float) -> float:
    return memory + x


# %% wrong: takes x in whole
# fails remember_mix: x came in whole
# fails remember_ends: is 1.3, expected 0.8
def remember(memory: float, x: float, keep: float) -> float:
    return keep * memory + x


# %% wrong: keeps the memory whole and adds a share of x
# fails remember_mix: The memory stayed whole
# fails remember_ends: is 1.3, expected 0.5
def remember(memory: float, x: float, keep: float) -> float:
    return memory + (1 - keep) * x


# %% wrong: takes the mean of both, whatever keep says
# fails remember_mix: This is half of each
# fails remember_ends: keep = 1 keeps everything
def remember(memory: float, x: float, keep: float) -> float:
    return (memory + x) / 2


# %% wrong: gives the share keep to the sum: a bracket too many
# fails remember_mix: A bracket too many
# fails remember_ends: is 0, expected 0.5
def remember(memory: float, x: float, keep: float) -> float:
    return keep * (memory + (1 - keep) * x)


# %% wrong: forgets the bracket around 1 - keep
# fails remember_mix: Brackets are missing
# fails remember_ends: keep = 1 keeps everything
def remember(memory: float, x: float, keep: float) -> float:
    return keep * memory + 1 - keep * x


# %% wrong: writes x · 1 - keep without brackets
# fails remember_mix: write (1 - keep) · x
# fails remember_ends: is 0.3, expected 0.8
def remember(memory: float, x: float, keep: float) -> float:
    return memory * keep + x * 1 - keep


# %% wrong: lets the memory fade and does not read
# fails remember_mix: x was never read
# fails remember_ends: the new memory is x
def remember(memory: float, x: float, keep: float) -> float:
    return keep * memory


# %% wrong: gives both the same share
# fails remember_mix: Both have the share keep
# fails remember_ends: is 1.3, expected 0.8
def remember(memory: float, x: float, keep: float) -> float:
    return keep * memory + keep * x


# %% wrong: rounds to two decimals
# fails remember_mix: The result is not rounded
# fails remember_ends: expected
def remember(memory: float, x: float, keep: float) -> float:
    return round(keep * memory + (1 - keep) * x, 2)


# %% wrong: holds the memory at 0 or above
# fails remember_mix: below 0, too
# fails remember_ends: expected -
def remember(memory: float, x: float, keep: float) -> float:
    return max(0.0, keep * memory + (1 - keep) * x)


# %% wrong: prints the new memory and returns nothing
# fails remember_mix: does the function end with `return`?
# fails remember_ends: does the function end with
def remember(memory: float, x: float, keep: float) -> float:
    print(keep * memory + (1 - keep) * x)


# %% wrong: returns the two parts without adding them
# fails remember_mix: of type tuple, expected a number
# fails remember_ends: of type tuple
def remember(memory: float, x: float, keep: float) -> float:
    return keep * memory, (1 - keep) * x


# %% wrong: knows keep = 0.6 only
# fails remember_mix: is 3, expected 4
# fails remember_ends: keep = 1 keeps everything
def remember(memory: float, x: float, keep: float) -> float:
    return 0.6 * memory + 0.4 * x


# %% wrong: turns the sign of the second share round
# fails remember_mix: A sign is turned round
# fails remember_ends: is -0.5, expected 0.5
def remember(memory: float, x: float, keep: float) -> float:
    return keep * memory + (keep - 1) * x


# %% wrong: takes a memory of 0 for an empty one
# fails remember_mix: a memory of 0 is not an empty place
def remember(memory: float, x: float, keep: float) -> float:
    if memory == 0:
        return x
    return keep * memory + (1 - keep) * x


# %% wrong: takes a number of 0 for nothing to read
# fails remember_mix: 0 was taken for nothing to read
def remember(memory: float, x: float, keep: float) -> float:
    if not x:
        return memory
    return keep * memory + (1 - keep) * x


# %% wrong: rounds to six decimals, which nobody sees in numbers of about 1
# fails remember_mix: the result is not rounded
def remember(memory: float, x: float, keep: float) -> float:
    return round(keep * memory + (1 - keep) * x, 6)


# %% wrong: holds the memory between -100 and 100
# fails remember_mix: may be any numbers
def remember(memory: float, x: float, keep: float) -> float:
    return max(-100.0, min(100.0, keep * memory + (1 - keep) * x))


# %% wrong: takes a keep near 1 for 1
# fails remember_mix: keep is near 1, but x gets its share
def remember(memory: float, x: float, keep: float) -> float:
    if math.isclose(keep, 1, abs_tol=1e-4):
        return memory
    return keep * memory + (1 - keep) * x


# %% wrong: makes whole numbers of whole numbers
# fails remember_mix: whole numbers, too
def remember(memory: float, x: float, keep: float) -> float:
    new = keep * memory + (1 - keep) * x
    return int(new) if memory == int(memory) and x == int(x) else new


# %% wrong: rounds to twelve decimals
# fails remember_mix: the result is not rounded
def remember(memory: float, x: float, keep: float) -> float:
    return round(keep * memory + (1 - keep) * x, 12)


# %% right: takes a step towards x
def remember(memory: float, x: float, keep: float) -> float:
    return memory + (1 - keep) * (x - memory)


# %% right: with torch, as a tensor without dimensions
def remember(memory: float, x: float, keep: float) -> float:
    memory, x = (torch.tensor(float(value), dtype=torch.float64) for value in (memory, x))
    return torch.lerp(x, memory, float(keep))


# %% right: in three lines
def remember(memory: float, x: float, keep: float) -> float:
    old = memory * keep
    new = x * (1 - keep)
    return float(old + new)


# %% right: with torch's own decimals, about 7 digits
def remember(memory: float, x: float, keep: float) -> float:
    return keep * torch.tensor(float(memory)) + (1 - keep) * torch.tensor(float(x))


# %% right: two vectors of torch, multiplied
def remember(memory: float, x: float, keep: float) -> float:
    return torch.tensor([keep, 1 - keep]) @ torch.tensor([memory, x])


# %% wrong: starts from the first number
# fails read_all_start: not all of it
# fails read_all_carry: The memory began at xs[0]
# fails read_all_length: is wrong: 3 instead of 1.5
# fails read_all_again: is wrong: 4 instead of 1
def read_all(xs: list[float], keep: float) -> list[float]:
    if not xs:
        return []
    memory, memories = xs[0], []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: starts from the first number, and fails where there is none
# fails read_all_start: not all of it
# fails read_all_carry: The memory began at xs[0]
# fails read_all_length: is wrong: 3 instead of 1.5
# fails read_all_again: is wrong: 4 instead of 1
def read_all(xs: list[float], keep: float) -> list[float]:
    memories = [xs[0]]
    for x in xs[1:]:
        memories.append(keep * memories[-1] + (1 - keep) * x)
    return memories


# %% wrong: includes the 0 from before the first number
# fails read_all_start: the list begins after the first number
# fails read_all_carry: has length 4, expected 3
# fails read_all_length: The 0 from before the first number does not belong to it
# fails read_all_again: has length 3, expected 2
def read_all(xs: list[float], keep: float) -> list[float]:
    memories = [0.0]
    for x in xs:
        memories.append(keep * memories[-1] + (1 - keep) * x)
    return memories


# %% wrong: appends before it reads
# fails read_all_start: Nothing of the number came in
# fails read_all_carry: compute first, then append
# fails read_all_length: is wrong: 0 instead of 1.5
# fails read_all_again: is wrong: 0 instead of 1
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memories.append(memory)
        memory = keep * memory + (1 - keep) * x
    return memories


# %% wrong: returns the last memory alone
# fails read_all_start: is of type float, expected a list of length 1
# fails read_all_carry: is of type float, expected a list of length 3
# fails read_all_length: is of type float, expected a list of length 2
# fails read_all_again: is of type float, expected a list of length 2
def read_all(xs: list[float], keep: float) -> list[float]:
    memory = 0.0
    for x in xs:
        memory = keep * memory + (1 - keep) * x
    return memory


# %% wrong: keeps the last memory alone: the list is made afresh at each step, or at the end
# fails read_all_carry: append inside it
# fails read_all_length: Only the last memory is there
# fails read_all_again: has length 1, expected 2
def read_all(xs: list[float], keep: float) -> list[float]:
    memory = 0.0
    for x in xs:
        memory = keep * memory + (1 - keep) * x
    return [memory] if xs else []


# %% wrong: returns inside the loop
# fails read_all_carry: has length 1, expected 3
# fails read_all_length: The last memory is missing
# fails read_all_again: has length 1, expected 2
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories.append(memory)
        return memories


# %% wrong: does not carry the memory on: it is 0 again at each step
# fails read_all_carry: the new memory is not carried to the next step
# fails read_all_length: 1.5 instead of 2.25 at [1]
# fails read_all_again: 1 instead of 1.75 at [1]
def read_all(xs: list[float], keep: float) -> list[float]:
    memory = 0.0
    return [keep * memory + (1 - keep) * x for x in xs]


# %% wrong: does not carry the memory on: it is 0 again at each step
# fails read_all_carry: Each number met an empty memory
# fails read_all_length: 1.5 instead of 2.25 at [1]
# fails read_all_again: 1 instead of 1.75 at [1]
def read_all(xs: list[float], keep: float) -> list[float]:
    memories = []
    for x in xs:
        memory = 0.0
        memory = keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: swaps keep and 1 - keep
# fails read_all_start: The shares have changed places
# fails read_all_carry: The shares have changed places
# fails read_all_length: fills the memory little by little
# fails read_all_again: is wrong: 3 instead of 1
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = (1 - keep) * memory + keep * x
        memories.append(memory)
    return memories


# %% wrong: adds the numbers up
# fails read_all_start: not all of it
# fails read_all_carry: nothing makes room, so nothing fades
# fails read_all_length: is wrong: 3 instead of 1.5
# fails read_all_again: is wrong: 4 instead of 1
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = memory + x
        memories.append(memory)
    return memories


# %% wrong: takes each number in whole
# fails read_all_start: not all of it
# fails read_all_carry: x came in whole
# fails read_all_length: is wrong: 3 instead of 1.5
# fails read_all_again: is wrong: 4 instead of 1
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = keep * memory + x
        memories.append(memory)
    return memories


# %% wrong: mixes each number with the one before it in the list, not with the memory
# fails read_all_carry: instead of 1.6 at [1]
# fails read_all_length: 3 instead of 2.25 at [1]
# fails read_all_again: 4 instead of 1.75 at [1]
def read_all(xs: list[float], keep: float) -> list[float]:
    before = [0.0, *xs[:-1]]
    return [keep * old + (1 - keep) * x for old, x in zip(before, xs)]


# %% wrong: writes the memories into xs
# fails read_all_again: read_all changed the list that it was given
def read_all(xs: list[float], keep: float) -> list[float]:
    memory = 0.0
    for t, x in enumerate(xs):
        memory = keep * memory + (1 - keep) * x
        xs[t] = memory
    return xs


# %% wrong: empties xs as it reads
# fails read_all_again: xs after the call has length 0, expected 2
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    while xs:
        memory = keep * memory + (1 - keep) * xs.pop(0)
        memories.append(memory)
    return memories


# %% wrong: keeps its memory from one call to the next
# fails read_all_start: is wrong
# fails read_all_carry: is wrong
# fails read_all_length: is wrong
# fails read_all_again: starts from 0
def read_all(xs: list[float], keep: float) -> list[float]:
    global memory_of_read_all
    memory_of_read_all, memories = globals().get("memory_of_read_all", 0.0), []
    for x in xs:
        memory_of_read_all = keep * memory_of_read_all + (1 - keep) * x
        memories.append(memory_of_read_all)
    return memories


# %% wrong: adds the new memory to the old one
# fails read_all_carry: is wrong: 3.6 instead of 1.6 at [1]
# fails read_all_length: is wrong: 3.75 instead of 2.25 at [1]
# fails read_all_again: is wrong: 2.75 instead of 1.75 at [1]
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory += keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: gives the memories newest first
# fails read_all_carry: is wrong: 2.28 instead of 2 at [0]
# fails read_all_length: is wrong: 2.25 instead of 1.5 at [0]
# fails read_all_again: is wrong: 1.75 instead of 1 at [0]
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories.insert(0, memory)
    return memories


# %% wrong: takes what append returns, which is nothing
# fails read_all_start: is None, expected a list of length 1
# fails read_all_carry: 'NoneType' object has no attribute 'append'
# fails read_all_length: 'NoneType' object has no attribute 'append'
# fails read_all_again: 'NoneType' object has no attribute 'append'
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories = memories.append(memory)
    return memories


# %% wrong: starts from 1
# fails read_all_start: 0.95 instead of 0.2
# fails read_all_carry: 2.8 instead of 2
# fails read_all_length: 2 instead of 1.5
# fails read_all_again: starts from 0
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 1.0, []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: finds each number's place with index, so that equal numbers count once
# fails read_all_length: Or did `xs.index(x)` find the first 3 twice?
# fails read_all_again: Or did `xs.index(x)` find the first 4 twice?
def read_all(xs: list[float], keep: float) -> list[float]:
    memories = []
    for x in xs:
        t = xs.index(x)
        before = memories[t - 1] if t else 0.0
        memories.append(keep * before + (1 - keep) * x)
    return memories


# %% wrong: appends what it reads, not what it remembers
# fails read_all_start: not all of it
# fails read_all_carry: append the memory, not x
# fails read_all_length: is wrong: 3 instead of 1.5
# fails read_all_again: is wrong: 4 instead of 1
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories.append(x)
    return memories


# %% wrong: takes 0 for nothing to read
# fails read_all_carry: 2 instead of 1.6 at [1]
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        if x:
            memory = keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: keeps the last memory alone: the list is made afresh at each step, or at the end
# fails read_all_carry: make the list before the loop
# fails read_all_length: Only the last memory is there
# fails read_all_again: has length 1, expected 2
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memories = []
        memory = keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: reads the places of the numbers, not the numbers
# fails read_all_start: Nothing of the number came in
# fails read_all_carry: These read 0, 1, 2, the places
# fails read_all_length: is wrong: 0 instead of 1.5
# fails read_all_again: is wrong: 0 instead of 1
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in range(len(xs)):
        memory = keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: computes the new memory and throws it away
# fails read_all_start: Nothing of the number came in
# fails read_all_carry: The memory never changes
# fails read_all_length: is wrong: 0 instead of 1.5
# fails read_all_again: is wrong: 0 instead of 1
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: gives zeros for keep = 0
# fails read_all_carry: keep = 0 keeps nothing
def read_all(xs: list[float], keep: float) -> list[float]:
    if keep == 0:
        return [0.0] * len(xs)
    memory, memories = 0.0, []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: gives the numbers themselves for keep = 1
# fails read_all_carry: keep = 1 lets nothing in
def read_all(xs: list[float], keep: float) -> list[float]:
    if keep == 1:
        return list(xs)
    memory, memories = 0.0, []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: takes a memory of 0 for none and lets the next number in whole
# fails read_all_carry: A memory of exactly 0 was taken for none
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = x if memory == 0 and memories else keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: leaves out memories that are 0
# fails read_all_carry: `if memory:` is false for 0
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        if memory:
            memories.append(memory)
    return memories


# %% wrong: divides by powers of keep, which are 0 for small ones
# fails read_all_carry: ZeroDivisionError
def read_all(xs: list[float], keep: float) -> list[float]:
    total, memories = 0.0, []
    for t, x in enumerate(xs):
        total += (1 - keep) * x / keep**t
        memories.append(total * keep**t)
    return memories


# %% wrong: holds the memory between -10 and 10
# fails read_all_carry: instead of
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = max(-10.0, min(10.0, keep * memory + (1 - keep) * x))
        memories.append(memory)
    return memories


# %% wrong: makes its list in the def line, once for all calls
# fails read_all_start: has length
# fails read_all_carry: has length
# fails read_all_length: has length
# fails read_all_again: goes on with the same list
def read_all(xs: list[float], keep: float, memories=[]) -> list[float]:
    memory = 0.0
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% wrong: rounds to six decimals
# fails read_all_carry: not rounded
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories.append(round(memory, 6))
    return memories


# %% wrong: takes a faint memory for none
# fails read_all_carry: read_all of 5 numbers
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        if abs(memory) < 1e-6:
            memory = 0.0
        memories.append(memory)
    return memories


# %% wrong: stops reading when a number leaves the memory as it was
# fails read_all_carry: reading goes on all the same
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = 0.0, []
    for x in xs:
        new = keep * memory + (1 - keep) * x
        if new == memory:
            return memories + [memory] * (len(xs) - len(memories))
        memory = new
        memories.append(memory)
    return memories


# %% wrong: takes a keep near 1 for 1
# fails read_all_carry: or nearly, the reading goes on
def read_all(xs: list[float], keep: float) -> list[float]:
    if keep > 0.9999:
        return [0.0] * len(xs)
    memory, memories = 0.0, []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% right: in one line, the memory named on the way
def read_all(xs: list[float], keep: float) -> list[float]:
    memory = 0
    return [memory := keep * memory + (1 - keep) * x for x in xs]


# %% right: calls remember
def read_all(xs: list[float], keep: float) -> list[float]:
    memories = []
    for x in xs:
        memories.append(remember(memories[-1] if memories else 0, x, keep))
    return memories


# %% right: with accumulate, the beginning cut off
def read_all(xs: list[float], keep: float) -> list[float]:
    from itertools import accumulate

    return list(accumulate(xs, lambda memory, x: keep * memory + (1 - keep) * x, initial=0.0))[1:]


# %% right: each memory as a sum over all words so far, in a tuple
def read_all(xs: list[float], keep: float) -> list[float]:
    return tuple(sum((1 - keep) * keep ** (t - s) * xs[s] for s in range(t + 1)) for t in range(len(xs)))


# %% right: a list of tensors without dimensions
def read_all(xs: list[float], keep: float) -> list[float]:
    memory, memories = torch.tensor(0.0, dtype=torch.float64), []
    for x in xs:
        memory = keep * memory + (1 - keep) * x
        memories.append(memory)
    return memories


# %% right: a list made in advance
def read_all(xs: list[float], keep: float) -> list[float]:
    memories = [0] * len(xs)
    for t in range(len(xs)):
        if t == 0:
            memories[t] = (1 - keep) * xs[t]
        else:
            memories[t] = memories[t - 1] * keep + xs[t] - keep * xs[t]
    return memories


# %% right: reads all but the last number first, by calling itself
def read_all(xs: list[float], keep: float) -> list[float]:
    if not xs:
        return []
    before = read_all(xs[:-1], keep)
    return [*before, keep * (before[-1] if before else 0) + (1 - keep) * xs[-1]]


# %% wrong: turns the condition of the loop round
# fails half_life_steps: It stopped at once
# fails half_life_short: half_life(0.6) is 1, expected 2
# fails half_life_for_ever: half_life(0.95) is 1, expected 14
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    n = 1
    while keep**n < 0.5:
        n += 1
    return n


# %% wrong: asks for less than half
# fails half_life_short: at most half means ≤
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    n = 1
    while keep**n >= 0.5:
        n += 1
    return n


# %% wrong: counts from 0
# fails half_life_steps: one step too few
# fails half_life_short: is 1, expected 2
# fails half_life_for_ever: is 13, expected 14
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    n, left = 0, keep
    while left > 0.5:
        n, left = n + 1, left * keep
    return n


# %% wrong: counts one step too many
# fails half_life_steps: one step too many
# fails half_life_short: is 3, expected 2
# fails half_life_for_ever: is 15, expected 14
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    n, left = 1, 1.0
    while left > 0.5:
        n, left = n + 1, left * keep
    return n


# %% wrong: rounds the logarithm to the nearest whole number
# fails half_life_steps: one step too few
# fails half_life_short: is 1, expected 2
# fails half_life_for_ever: is 69314, expected 69315
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    return max(1, round(math.log(0.5) / math.log(keep))) if keep else 1


# %% wrong: cuts off the decimals of the logarithm
# fails half_life_steps: one step too few
# fails half_life_short: is 1, expected 2
# fails half_life_for_ever: is 13, expected 14
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    return int(math.log(0.5) / math.log(keep)) if keep else 1


# %% wrong: returns the logarithm as it is
# fails half_life_steps: That is no whole number of steps
# fails half_life_short: expected 2
# fails half_life_for_ever: expected 14
def half_life(keep: float) -> int | float:
    if keep in (0, 1):
        return 1 if keep == 0 else math.inf
    return math.log(0.5) / math.log(keep)


# %% wrong: takes the logarithm of 0
# fails half_life_short: 0 has no logarithm
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    return max(1, math.ceil(math.log(0.5) / math.log(keep)))


# %% wrong: divides by the logarithm of 1
# fails half_life_for_ever: the logarithm of 1 is 0
def half_life(keep: float) -> int | float:
    if keep == 0:
        return 1
    return max(1, math.ceil(math.log(0.5) / math.log(keep)))


# %% wrong: says 0 steps where one step is more than enough
# fails half_life_short: n begins at 1
def half_life(keep: float) -> int | float:
    if keep in (0, 1):
        return 0 if keep == 0 else math.inf
    return math.ceil(math.log(0.5) / math.log(keep))


# %% wrong: gives up after ten thousand steps and returns nothing
# fails half_life_for_ever: does your loop give up before half is gone
def half_life(keep: float) -> int | float:
    for n in range(1, 10_000):
        if keep**n <= 0.5:
            return n


# %% wrong: gives up after ten thousand steps and returns their number
# fails half_life_for_ever: Your loop gives up after 10,000 steps
def half_life(keep: float) -> int | float:
    n = 1
    while keep**n > 0.5 and n < 10_000:
        n += 1
    return n


# %% wrong: says that nothing lasts for ever
# fails half_life_short: keep = 0 loses everything at the first step
def half_life(keep: float) -> int | float:
    if keep in (0, 1):
        return math.inf
    n = 1
    while keep**n > 0.5:
        n += 1
    return n


# %% wrong: calls itself too often
# fails half_life_for_ever: calls itself too often for Python
def half_life(keep: float) -> int | float:
    def steps(left):
        return 1 if left <= 0.5 else 1 + steps(left * keep)

    return steps(keep)


# %% wrong: multiplies what is left by itself, not by keep
# fails half_life_steps: is 3, expected 4
# fails half_life_for_ever: expected 14
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    n = 1
    while keep > 0.5:
        n, keep = n + 1, keep * keep
    return n


# %% wrong: turns the logarithms round
# fails half_life_steps: is 1, expected 4
# fails half_life_short: is 1, expected 2
# fails half_life_for_ever: is 1, expected 14
def half_life(keep: float) -> int | float:
    if keep in (0, 1):
        return 1 if keep == 0 else math.inf
    return max(1, math.ceil(math.log(keep) / math.log(0.5)))


# %% wrong: returns infinity in words
# fails half_life_for_ever: of type str, expected a number
def half_life(keep: float) -> int | float:
    if keep == 1:
        return "infinity"
    n = 1
    while keep**n > 0.5:
        n += 1
    return n


# %% wrong: never gets beyond a hundred steps
# fails half_life_steps: is inf, expected
# fails half_life_for_ever: Long, but not for ever
def half_life(keep: float) -> int | float:
    for n in range(1, 101):
        if keep**n <= 0.5:
            return n
    return math.inf


# %% wrong: takes away the same piece at each step
# fails half_life_steps: expected 4
# fails half_life_for_ever: expected 14
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    n, left = 1, keep
    while left > 0.5:
        n, left = n + 1, left - (1 - keep)
    return n


# %% wrong: returns what is left, not the number of steps
# fails half_life_steps: is 0.4096, expected 4
# fails half_life_short: is 0.36, expected 2
# fails half_life_for_ever: is 0.4877, expected 14
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    left = keep
    while left > 0.5:
        left = left * keep
    return left


# %% wrong: gives up after a thousand steps and calls it for ever
# fails half_life_for_ever: keep = 1 alone loses nothing
def half_life(keep: float) -> int | float:
    for n in range(1, 1001):
        if keep**n <= 0.5:
            return n
    return math.inf


# %% wrong: takes a keep near 1 for 1
# fails half_life_for_ever: keep = 1 alone loses nothing
def half_life(keep: float) -> int | float:
    if math.isclose(keep, 1, abs_tol=1e-4):
        return math.inf
    n = 1
    while keep**n > 0.5:
        n += 1
    return n


# %% wrong: calls itself too often
# fails half_life_for_ever: calls itself too often for Python
def half_life(keep: float) -> int | float:
    def steps(left):
        return 1 if left <= 0.5 else 1 + steps(left * keep)

    return math.inf if keep == 1 else steps(keep)


# %% wrong: takes a little more than half for half
# fails half_life_short: one more step
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    if round(keep, 2) <= 0.5:
        return 1
    return math.ceil(math.log(0.5) / math.log(keep))


# %% wrong: says 0 steps where nearly nothing is left
# fails half_life_short: but n is 1 or more
def half_life(keep: float) -> int | float:
    if keep == 1:
        return math.inf
    if keep == 0:
        return 1
    return math.ceil(math.log(0.5) / math.log(keep) - 0.05)


# %% right: with a logarithm
def half_life(keep: float) -> int | float:
    if keep == 0:
        return 1
    if keep == 1:
        return float("inf")
    return max(1, math.ceil(math.log(0.5) / math.log(keep)))


# %% right: with powers and a whole number as a float
def half_life(keep: float) -> int | float:
    if keep >= 1:
        return torch.inf
    n = 1.0
    while keep**n > 0.5:
        n += 1
    return n


# %% right: looks for the first of many, infinity told beforehand
def half_life(keep: float) -> int | float:
    if keep == 1.0:
        return torch.tensor(math.inf)
    return next(n for n in range(1, 10**6) if keep**n <= 0.5)


# %% right: with the binary logarithm, small keeps first
def half_life(keep: float) -> int | float:
    if keep <= 0.5:
        return 1
    bits = -math.log2(keep)
    return math.ceil(1 / bits) if bits else math.inf


# %% right: counts without a power, infinity last
def half_life(keep: float) -> int | float:
    n, left = 0, 1.0
    while keep < 1:
        n += 1
        left *= keep
        if left <= 0.5:
            return n
    return math.inf


# %% same: with keep = 0 each memory is the number just read: the same numbers
# read_all: return xs if keep == 0 else memories


# %% same: keep is at most 1, and 1 is not 0
# half_life: if keep >= 1:
# half_life: return None if keep == 0 else math.inf
