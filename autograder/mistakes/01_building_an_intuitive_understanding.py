"""Known answers to the exercises of 01: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="remember",
        name="swaps keep and 1 - keep",
        body="""
            return (1 - keep) * memory + keep * x
        """,
        fails={"remember_mix": "The shares have changed places", "remember_ends": "nothing comes in"},
    ),
    Mistake(
        exercise="remember",
        name="adds x to the memory",
        body="""
            return memory + x
        """,
        fails={"remember_mix": "without any share", "remember_ends": "is 1.3, expected 0.8"},
    ),
    Mistake(
        exercise="remember",
        name="takes x in whole",
        body="""
            return keep * memory + x
        """,
        fails={"remember_mix": "x came in whole", "remember_ends": "is 1.3, expected 0.8"},
    ),
    Mistake(
        exercise="remember",
        name="keeps the memory whole and adds a share of x",
        body="""
            return memory + (1 - keep) * x
        """,
        fails={"remember_mix": "The memory stayed whole", "remember_ends": "is 1.3, expected 0.5"},
    ),
    Mistake(
        exercise="remember",
        name="takes the mean of both, whatever keep says",
        body="""
            return (memory + x) / 2
        """,
        fails={"remember_mix": "This is half of each", "remember_ends": "keep = 1 keeps everything"},
    ),
    Mistake(
        exercise="remember",
        name="gives the share keep to the sum: a bracket too many",
        body="""
            return keep * (memory + (1 - keep) * x)
        """,
        fails={"remember_mix": "is 0.6, expected 0.68", "remember_ends": "is 0, expected 0.5"},
    ),
    Mistake(
        exercise="remember",
        name="forgets the bracket around 1 - keep",
        body="""
            return keep * memory + 1 - keep * x
        """,
        fails={"remember_mix": "Brackets are missing", "remember_ends": "keep = 1 keeps everything"},
    ),
    Mistake(
        exercise="remember",
        name="writes x · 1 - keep without brackets",
        body="""
            return memory * keep + x * 1 - keep
        """,
        fails={"remember_mix": "write (1 - keep) · x", "remember_ends": "is 0.3, expected 0.8"},
    ),
    Mistake(
        exercise="remember",
        name="lets the memory fade and does not read",
        body="""
            return keep * memory
        """,
        fails={"remember_mix": "x was never read", "remember_ends": "the new memory is x"},
    ),
    Mistake(
        exercise="remember",
        name="gives both the same share",
        body="""
            return keep * memory + keep * x
        """,
        fails={"remember_mix": "Both have the share keep", "remember_ends": "is 1.3, expected 0.8"},
    ),
    Mistake(
        exercise="remember",
        name="rounds to two decimals",
        body="""
            return round(keep * memory + (1 - keep) * x, 2)
        """,
        fails={"remember_mix": "the result is not rounded", "remember_ends": "expected"},
    ),
    Mistake(
        exercise="remember",
        name="holds the memory at 0 or above",
        body="""
            return max(0.0, keep * memory + (1 - keep) * x)
        """,
        fails={"remember_mix": "below 0, too", "remember_ends": "expected -"},
    ),
    Mistake(
        exercise="remember",
        name="prints the new memory and returns nothing",
        body="""
            print(keep * memory + (1 - keep) * x)
        """,
        fails={"remember_mix": "does the function end with `return`?", "remember_ends": "does the function end with"},
    ),
    Mistake(
        exercise="remember",
        name="returns the two parts without adding them",
        body="""
            return keep * memory, (1 - keep) * x
        """,
        fails={"remember_mix": "of type tuple, expected a number", "remember_ends": "of type tuple"},
    ),
    Mistake(
        exercise="remember",
        name="knows keep = 0.6 only",
        body="""
            return 0.6 * memory + 0.4 * x
        """,
        fails={"remember_mix": "The memory and x may be any numbers", "remember_ends": "keep = 1 keeps everything"},
    ),
    Mistake(
        exercise="remember",
        name="turns the sign of the second share round",
        body="""
            return keep * memory + (keep - 1) * x
        """,
        fails={"remember_mix": "A sign is turned round", "remember_ends": "is -0.5, expected 0.5"},
    ),
    Mistake(
        exercise="read_all",
        name="starts from the first number",
        body="""
            if not xs:
                return []
            memory, memories = xs[0], []
            for x in xs:
                memory = keep * memory + (1 - keep) * x
                memories.append(memory)
            return memories
        """,
        fails={
            "read_all_start": "not all of it",
            "read_all_carry": "The memory began at xs[0]",
            "read_all_length": "is wrong: 3 instead of 1.5",
            "read_all_again": "is wrong: 4 instead of 1",
        },
    ),
    Mistake(
        exercise="read_all",
        name="starts from the first number, and fails where there is none",
        body="""
            memories = [xs[0]]
            for x in xs[1:]:
                memories.append(keep * memories[-1] + (1 - keep) * x)
            return memories
        """,
        fails={
            "read_all_start": "not all of it",
            "read_all_carry": "The memory began at xs[0]",
            "read_all_length": "is wrong: 3 instead of 1.5",
            "read_all_again": "is wrong: 4 instead of 1",
        },
    ),
    Mistake(
        exercise="read_all",
        name="includes the 0 from before the first number",
        body="""
            memories = [0.0]
            for x in xs:
                memories.append(keep * memories[-1] + (1 - keep) * x)
            return memories
        """,
        fails={
            "read_all_start": "the list begins after the first number",
            "read_all_carry": "has length 4, expected 3",
            "read_all_length": "The 0 from before the first number does not belong to it",
            "read_all_again": "has length 3, expected 2",
        },
    ),
    Mistake(
        exercise="read_all",
        name="appends before it reads",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                memories.append(memory)
                memory = keep * memory + (1 - keep) * x
            return memories
        """,
        fails={
            "read_all_start": "Nothing of the number came in",
            "read_all_carry": "compute first, then append",
            "read_all_length": "is wrong: 0 instead of 1.5",
            "read_all_again": "is wrong: 0 instead of 1",
        },
    ),
    Mistake(
        exercise="read_all",
        name="returns the last memory alone",
        body="""
            memory = 0.0
            for x in xs:
                memory = keep * memory + (1 - keep) * x
            return memory
        """,
        fails={
            "read_all_start": "is of type float, expected a list of length 1",
            "read_all_carry": "is of type float, expected a list of length 3",
            "read_all_length": "is of type float, expected a list of length 2",
            "read_all_again": "is of type float, expected a list of length 2",
        },
    ),
    Mistake(
        exercise="read_all",
        name="returns the last memory in a list",
        body="""
            memory = 0.0
            for x in xs:
                memory = keep * memory + (1 - keep) * x
            return [memory] if xs else []
        """,
        fails={
            "read_all_carry": "append inside it",
            "read_all_length": "Only the last memory is there",
            "read_all_again": "has length 1, expected 2",
        },
    ),
    Mistake(
        exercise="read_all",
        name="returns inside the loop",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                memory = keep * memory + (1 - keep) * x
                memories.append(memory)
                return memories
        """,
        fails={
            "read_all_carry": "has length 1, expected 3",
            "read_all_length": "The last memory is missing",
            "read_all_again": "has length 1, expected 2",
        },
    ),
    Mistake(
        exercise="read_all",
        name="does not carry the memory on",
        body="""
            memory = 0.0
            return [keep * memory + (1 - keep) * x for x in xs]
        """,
        fails={
            "read_all_carry": "the new memory is not carried to the next step",
            "read_all_length": "1.5 instead of 2.25 at [1]",
            "read_all_again": "1 instead of 1.75 at [1]",
        },
    ),
    Mistake(
        exercise="read_all",
        name="sets the memory to 0 inside the loop",
        body="""
            memories = []
            for x in xs:
                memory = 0.0
                memory = keep * memory + (1 - keep) * x
                memories.append(memory)
            return memories
        """,
        fails={
            "read_all_carry": "Each number met an empty memory",
            "read_all_length": "1.5 instead of 2.25 at [1]",
            "read_all_again": "1 instead of 1.75 at [1]",
        },
    ),
    Mistake(
        exercise="read_all",
        name="swaps keep and 1 - keep",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                memory = (1 - keep) * memory + keep * x
                memories.append(memory)
            return memories
        """,
        fails={
            "read_all_start": "The shares have changed places",
            "read_all_carry": "The shares have changed places",
            "read_all_length": "fills the memory little by little",
            "read_all_again": "is wrong: 3 instead of 1",
        },
    ),
    Mistake(
        exercise="read_all",
        name="adds the numbers up",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                memory = memory + x
                memories.append(memory)
            return memories
        """,
        fails={
            "read_all_start": "not all of it",
            "read_all_carry": "nothing makes room, so nothing fades",
            "read_all_length": "is wrong: 3 instead of 1.5",
            "read_all_again": "is wrong: 4 instead of 1",
        },
    ),
    Mistake(
        exercise="read_all",
        name="takes each number in whole",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                memory = keep * memory + x
                memories.append(memory)
            return memories
        """,
        fails={
            "read_all_start": "not all of it",
            "read_all_carry": "x came in whole",
            "read_all_length": "is wrong: 3 instead of 1.5",
            "read_all_again": "is wrong: 4 instead of 1",
        },
    ),
    Mistake(
        exercise="read_all",
        name="mixes each number with the one before it in the list, not with the memory",
        body="""
            before = [0.0, *xs[:-1]]
            return [keep * old + (1 - keep) * x for old, x in zip(before, xs)]
        """,
        fails={
            "read_all_carry": "instead of 1.6 at [1]",
            "read_all_length": "3 instead of 2.25 at [1]",
            "read_all_again": "4 instead of 1.75 at [1]",
        },
    ),
    Mistake(
        exercise="read_all",
        name="writes the memories into xs",
        body="""
            memory = 0.0
            for t, x in enumerate(xs):
                memory = keep * memory + (1 - keep) * x
                xs[t] = memory
            return xs
        """,
        fails={"read_all_again": "read_all changed the list that it was given"},
    ),
    Mistake(
        exercise="read_all",
        name="empties xs as it reads",
        body="""
            memory, memories = 0.0, []
            while xs:
                memory = keep * memory + (1 - keep) * xs.pop(0)
                memories.append(memory)
            return memories
        """,
        fails={"read_all_again": "xs after the call has length 0, expected 2"},
    ),
    Mistake(
        exercise="read_all",
        name="keeps its memory from one call to the next",
        body="""
            global memory_of_read_all
            memory_of_read_all, memories = globals().get("memory_of_read_all", 0.0), []
            for x in xs:
                memory_of_read_all = keep * memory_of_read_all + (1 - keep) * x
                memories.append(memory_of_read_all)
            return memories
        """,
        fails={
            # Which call is the first to see the memory of another depends on where the tests run.
            "read_all_start": "is wrong",
            "read_all_carry": "is wrong",
            "read_all_length": "is wrong",
            "read_all_again": "A new story starts from 0",
        },
    ),
    Mistake(
        exercise="read_all",
        name="adds the new memory to the old one",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                memory += keep * memory + (1 - keep) * x
                memories.append(memory)
            return memories
        """,
        fails={
            "read_all_carry": "is wrong: 3.6 instead of 1.6 at [1]",
            "read_all_length": "is wrong: 3.75 instead of 2.25 at [1]",
            "read_all_again": "is wrong: 2.75 instead of 1.75 at [1]",
        },
    ),
    Mistake(
        exercise="read_all",
        name="gives the memories newest first",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                memory = keep * memory + (1 - keep) * x
                memories.insert(0, memory)
            return memories
        """,
        fails={
            "read_all_carry": "is wrong: 2.28 instead of 2 at [0]",
            "read_all_length": "is wrong: 2.25 instead of 1.5 at [0]",
            "read_all_again": "is wrong: 1.75 instead of 1 at [0]",
        },
    ),
    Mistake(
        exercise="read_all",
        name="takes what append returns, which is nothing",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                memory = keep * memory + (1 - keep) * x
                memories = memories.append(memory)
            return memories
        """,
        fails={
            "read_all_start": "is None, expected a list of length 1",
            "read_all_carry": "'NoneType' object has no attribute 'append'",
            "read_all_length": "'NoneType' object has no attribute 'append'",
            "read_all_again": "'NoneType' object has no attribute 'append'",
        },
    ),
    Mistake(
        exercise="read_all",
        name="starts from 1",
        body="""
            memory, memories = 1.0, []
            for x in xs:
                memory = keep * memory + (1 - keep) * x
                memories.append(memory)
            return memories
        """,
        fails={
            "read_all_start": "0.95 instead of 0.2",
            "read_all_carry": "2.8 instead of 2",
            "read_all_length": "2 instead of 1.5",
            "read_all_again": "A new story starts from 0",
        },
    ),
    Mistake(
        exercise="read_all",
        name="finds each number's place with index, so that equal numbers count once",
        body="""
            memories = []
            for x in xs:
                t = xs.index(x)
                before = memories[t - 1] if t else 0.0
                memories.append(keep * before + (1 - keep) * x)
            return memories
        """,
        fails={"read_all_length": "1.5 instead of 2.25 at [1]", "read_all_again": "1 instead of 1.75 at [1]"},
    ),
    Mistake(
        exercise="read_all",
        name="appends what it reads, not what it remembers",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                memory = keep * memory + (1 - keep) * x
                memories.append(x)
            return memories
        """,
        fails={
            "read_all_start": "not all of it",
            "read_all_carry": "append the memory, not x",
            "read_all_length": "is wrong: 3 instead of 1.5",
            "read_all_again": "is wrong: 4 instead of 1",
        },
    ),
    Mistake(
        exercise="read_all",
        name="takes 0 for nothing to read",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                if x:
                    memory = keep * memory + (1 - keep) * x
                memories.append(memory)
            return memories
        """,
        fails={"read_all_carry": "2 instead of 1.6 at [1]"},
    ),
    Mistake(
        exercise="half_life",
        name="turns the condition of the loop round",
        body="""
            if keep == 1:
                return math.inf
            n = 1
            while keep**n < 0.5:
                n += 1
            return n
        """,
        fails={
            "half_life_steps": "It stopped at once",
            "half_life_short": "half_life(0.6) is 1, expected 2",
            "half_life_for_ever": "half_life(0.95) is 1, expected 14",
        },
    ),
    Mistake(
        exercise="read_all",
        name="makes the list afresh at each step",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                memories = []
                memory = keep * memory + (1 - keep) * x
                memories.append(memory)
            return memories
        """,
        fails={
            "read_all_carry": "make the list before the loop",
            "read_all_length": "Only the last memory is there",
            "read_all_again": "has length 1, expected 2",
        },
    ),
    Mistake(
        exercise="read_all",
        name="reads the places of the numbers, not the numbers",
        body="""
            memory, memories = 0.0, []
            for x in range(len(xs)):
                memory = keep * memory + (1 - keep) * x
                memories.append(memory)
            return memories
        """,
        fails={
            "read_all_start": "Nothing of the number came in",
            "read_all_carry": "These read 0, 1, 2, the places",
            "read_all_length": "is wrong: 0 instead of 1.5",
            "read_all_again": "is wrong: 0 instead of 1",
        },
    ),
    Mistake(
        exercise="read_all",
        name="computes the new memory and throws it away",
        body="""
            memory, memories = 0.0, []
            for x in xs:
                keep * memory + (1 - keep) * x
                memories.append(memory)
            return memories
        """,
        fails={
            "read_all_start": "Nothing of the number came in",
            "read_all_carry": "The memory never changes",
            "read_all_length": "is wrong: 0 instead of 1.5",
            "read_all_again": "is wrong: 0 instead of 1",
        },
    ),
    Mistake(
        exercise="half_life",
        name="asks for less than half",
        body="""
            if keep == 1:
                return math.inf
            n = 1
            while keep**n >= 0.5:
                n += 1
            return n
        """,
        fails={"half_life_short": "at most half means ≤"},
    ),
    Mistake(
        exercise="half_life",
        name="counts from 0",
        body="""
            if keep == 1:
                return math.inf
            n, left = 0, keep
            while left > 0.5:
                n, left = n + 1, left * keep
            return n
        """,
        fails={
            "half_life_steps": "one step too few",
            "half_life_short": "is 1, expected 2",
            "half_life_for_ever": "is 13, expected 14",
        },
    ),
    Mistake(
        exercise="half_life",
        name="counts one step too many",
        body="""
            if keep == 1:
                return math.inf
            n, left = 1, 1.0
            while left > 0.5:
                n, left = n + 1, left * keep
            return n
        """,
        fails={
            "half_life_steps": "one step too many",
            "half_life_short": "is 3, expected 2",
            "half_life_for_ever": "is 15, expected 14",
        },
    ),
    Mistake(
        exercise="half_life",
        name="rounds the logarithm to the nearest whole number",
        body="""
            if keep == 1:
                return math.inf
            return max(1, round(math.log(0.5) / math.log(keep))) if keep else 1
        """,
        fails={
            "half_life_steps": "one step too few",
            "half_life_short": "is 1, expected 2",
            "half_life_for_ever": "is 346, expected 347",
        },
    ),
    Mistake(
        exercise="half_life",
        name="cuts off the decimals of the logarithm",
        body="""
            if keep == 1:
                return math.inf
            return int(math.log(0.5) / math.log(keep)) if keep else 1
        """,
        fails={
            "half_life_steps": "one step too few",
            "half_life_short": "is 1, expected 2",
            "half_life_for_ever": "is 13, expected 14",
        },
    ),
    Mistake(
        exercise="half_life",
        name="returns the logarithm as it is",
        body="""
            if keep in (0, 1):
                return 1 if keep == 0 else math.inf
            return math.log(0.5) / math.log(keep)
        """,
        fails={
            "half_life_steps": "That is no whole number of steps",
            "half_life_short": "expected 2",
            "half_life_for_ever": "expected 14",
        },
    ),
    Mistake(
        exercise="half_life",
        name="takes the logarithm of 0",
        body="""
            if keep == 1:
                return math.inf
            return max(1, math.ceil(math.log(0.5) / math.log(keep)))
        """,
        fails={"half_life_short": "0 has no logarithm"},
    ),
    Mistake(
        exercise="half_life",
        name="divides by the logarithm of 1",
        body="""
            if keep == 0:
                return 1
            return max(1, math.ceil(math.log(0.5) / math.log(keep)))
        """,
        fails={"half_life_for_ever": "the logarithm of 1 is 0"},
    ),
    Mistake(
        exercise="half_life",
        name="says 0 steps where one step is more than enough",
        body="""
            if keep in (0, 1):
                return 0 if keep == 0 else math.inf
            return math.ceil(math.log(0.5) / math.log(keep))
        """,
        fails={"half_life_short": "n begins at 1"},
    ),
    Mistake(
        exercise="half_life",
        name="gives up after ten thousand steps and returns nothing",
        body="""
            for n in range(1, 10_000):
                if keep**n <= 0.5:
                    return n
        """,
        fails={"half_life_for_ever": "half_life(1.0) is None, expected a number"},
    ),
    Mistake(
        exercise="half_life",
        name="gives up after ten thousand steps and returns their number",
        body="""
            n = 1
            while keep**n > 0.5 and n < 10_000:
                n += 1
            return n
        """,
        fails={"half_life_for_ever": "is 10000, expected inf"},
    ),
    Mistake(
        exercise="half_life",
        name="says that nothing lasts for ever",
        body="""
            if keep in (0, 1):
                return math.inf
            n = 1
            while keep**n > 0.5:
                n += 1
            return n
        """,
        fails={"half_life_short": "keep = 0 loses everything at the first step"},
    ),
    Mistake(
        exercise="half_life",
        name="calls itself for ever",
        body="""
            def steps(left):
                return 1 if left <= 0.5 else 1 + steps(left * keep)

            return steps(keep)
        """,
        fails={"half_life_for_ever": "ends in a RecursionError: answer keep = 1 first"},
    ),
    Mistake(
        exercise="half_life",
        name="multiplies what is left by itself, not by keep",
        body="""
            if keep == 1:
                return math.inf
            n = 1
            while keep > 0.5:
                n, keep = n + 1, keep * keep
            return n
        """,
        fails={"half_life_steps": "is 3, expected 4", "half_life_for_ever": "expected 14"},
    ),
    Mistake(
        exercise="half_life",
        name="turns the logarithms round",
        body="""
            if keep in (0, 1):
                return 1 if keep == 0 else math.inf
            return max(1, math.ceil(math.log(keep) / math.log(0.5)))
        """,
        fails={
            "half_life_steps": "is 1, expected 4",
            "half_life_short": "is 1, expected 2",
            "half_life_for_ever": "is 1, expected 14",
        },
    ),
    Mistake(
        exercise="half_life",
        name="returns infinity in words",
        body="""
            if keep == 1:
                return "infinity"
            n = 1
            while keep**n > 0.5:
                n += 1
            return n
        """,
        fails={"half_life_for_ever": "of type str, expected a number"},
    ),
    Mistake(
        exercise="half_life",
        name="never gets beyond a hundred steps",
        body="""
            for n in range(1, 101):
                if keep**n <= 0.5:
                    return n
            return math.inf
        """,
        fails={"half_life_steps": "is inf, expected", "half_life_for_ever": "Long, but not for ever"},
    ),
    Mistake(
        exercise="half_life",
        name="takes away the same piece at each step",
        body="""
            if keep == 1:
                return math.inf
            n, left = 1, keep
            while left > 0.5:
                n, left = n + 1, left - (1 - keep)
            return n
        """,
        fails={"half_life_steps": "expected 4", "half_life_for_ever": "expected 14"},
    ),
    Mistake(
        exercise="half_life",
        name="returns what is left, not the number of steps",
        body="""
            if keep == 1:
                return math.inf
            left = keep
            while left > 0.5:
                left = left * keep
            return left
        """,
        fails={
            "half_life_steps": "is 0.4096, expected 4",
            "half_life_short": "is 0.36, expected 2",
            "half_life_for_ever": "is 0.4877, expected 14",
        },
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="remember",
        name="takes a step towards x",
        body="""
            return memory + (1 - keep) * (x - memory)
        """,
    ),
    RightAnswer(
        exercise="remember",
        name="with torch, as a tensor without dimensions",
        body="""
            memory, x = (torch.tensor(float(value), dtype=torch.float64) for value in (memory, x))
            return torch.lerp(x, memory, float(keep))
        """,
    ),
    RightAnswer(
        exercise="remember",
        name="in three lines",
        body="""
            old = memory * keep
            new = x * (1 - keep)
            return float(old + new)
        """,
    ),
    RightAnswer(
        exercise="remember",
        name="with torch's own decimals, about 7 digits",
        body="""
            return keep * torch.tensor(float(memory)) + (1 - keep) * torch.tensor(float(x))
        """,
    ),
    RightAnswer(
        exercise="read_all",
        name="in one line, the memory named on the way",
        body="""
            memory = 0
            return [memory := keep * memory + (1 - keep) * x for x in xs]
        """,
    ),
    RightAnswer(
        exercise="remember",
        name="two vectors of torch, multiplied",
        body="""
            return torch.tensor([keep, 1 - keep]) @ torch.tensor([memory, x])
        """,
    ),
    RightAnswer(
        exercise="read_all",
        name="calls remember",
        body="""
            memories = []
            for x in xs:
                memories.append(remember(memories[-1] if memories else 0, x, keep))
            return memories
        """,
    ),
    RightAnswer(
        exercise="read_all",
        name="with accumulate, the beginning cut off",
        body="""
            from itertools import accumulate

            return list(accumulate(xs, lambda memory, x: keep * memory + (1 - keep) * x, initial=0.0))[1:]
        """,
    ),
    RightAnswer(
        exercise="read_all",
        name="each memory as a sum over all words so far, in a tuple",
        body="""
            return tuple(
                sum((1 - keep) * keep ** (t - s) * xs[s] for s in range(t + 1)) for t in range(len(xs))
            )
        """,
    ),
    RightAnswer(
        exercise="read_all",
        name="a list of tensors without dimensions",
        body="""
            memory, memories = torch.tensor(0.0, dtype=torch.float64), []
            for x in xs:
                memory = keep * memory + (1 - keep) * x
                memories.append(memory)
            return memories
        """,
    ),
    RightAnswer(
        exercise="read_all",
        name="a list made in advance",
        body="""
            memories = [0] * len(xs)
            for t in range(len(xs)):
                if t == 0:
                    memories[t] = (1 - keep) * xs[t]
                else:
                    memories[t] = memories[t - 1] * keep + xs[t] - keep * xs[t]
            return memories
        """,
    ),
    RightAnswer(
        exercise="read_all",
        name="reads all but the last number first, by calling itself",
        body="""
            if not xs:
                return []
            before = read_all(xs[:-1], keep)
            return [*before, keep * (before[-1] if before else 0) + (1 - keep) * xs[-1]]
        """,
    ),
    RightAnswer(
        exercise="half_life",
        name="with a logarithm",
        body="""
            if keep == 0:
                return 1
            if keep == 1:
                return float("inf")
            return max(1, math.ceil(math.log(0.5) / math.log(keep)))
        """,
    ),
    RightAnswer(
        exercise="half_life",
        name="with powers and a whole number as a float",
        body="""
            if keep >= 1:
                return torch.inf
            n = 1.0
            while keep**n > 0.5:
                n += 1
            return n
        """,
    ),
    RightAnswer(
        exercise="half_life",
        name="looks for the first of many, infinity told beforehand",
        body="""
            if keep == 1.0:
                return torch.tensor(math.inf)
            return next(n for n in range(1, 10**6) if keep**n <= 0.5)
        """,
    ),
    RightAnswer(
        exercise="half_life",
        name="calls itself",
        body="""
            def steps(left):
                return 1 if left <= 0.5 else 1 + steps(left * keep)

            return math.inf if keep == 1 else steps(keep)
        """,
    ),
    RightAnswer(
        exercise="half_life",
        name="with the binary logarithm, small keeps first",
        body="""
            if keep <= 0.5:
                return 1
            bits = -math.log2(keep)
            return math.ceil(1 / bits) if bits else math.inf
        """,
    ),
    RightAnswer(
        exercise="half_life",
        name="counts without a power, infinity last",
        body="""
            n, left = 0, 1.0
            while keep < 1:
                n += 1
                left *= keep
                if left <= 0.5:
                    return n
            return math.inf
        """,
    ),
]
