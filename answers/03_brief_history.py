"""Known answers to the exercises of 03: wrong ones as students write them, and right ones written differently."""

import math

import torch
from torch import Tensor


# %% wrong: leaves the diagonal
# fails hebbian_one_pattern: tends to stay, wrong or not
# fails hebbian_several: it sums up to P/N
def hebbian_weights(patterns: Tensor) -> Tensor:
    return patterns.T @ patterns / patterns.shape[1]


# %% wrong: does not divide by N
# fails hebbian_one_pattern: 1/N is missing
# fails hebbian_several: 1/N is missing
def hebbian_weights(patterns: Tensor) -> Tensor:
    return (patterns.T @ patterns).fill_diagonal_(0)


# %% wrong: forgets both the diagonal and N
# fails hebbian_one_pattern: 1/N is missing, and the diagonal is not zero
# fails hebbian_several: 1/N is missing, and the diagonal is not zero
def hebbian_weights(patterns: Tensor) -> Tensor:
    return patterns.T @ patterns


# %% wrong: divides by the number of patterns
# fails hebbian_one_pattern: 1/N is missing
# fails hebbian_several: divided by P instead of N
def hebbian_weights(patterns: Tensor) -> Tensor:
    return (patterns.T @ patterns / len(patterns)).fill_diagonal_(0)


# %% wrong: averages over the patterns
# fails hebbian_several: would make the old ones weaker
def hebbian_weights(patterns: Tensor) -> Tensor:
    P, N = patterns.shape
    return (patterns.T @ patterns / (P * N)).fill_diagonal_(0)


# %% wrong: compares patterns instead of units
# fails hebbian_one_pattern: has shape (1, 1), expected (4, 4)
# fails hebbian_several: That is (P, P)
def hebbian_weights(patterns: Tensor) -> Tensor:
    return (patterns @ patterns.T / patterns.shape[1]).fill_diagonal_(0)


# %% wrong: keeps the last pattern only
# fails hebbian_several: Only the last pattern is in it
def hebbian_weights(patterns: Tensor) -> Tensor:
    for p in patterns:
        W = torch.outer(p, p) / len(p)
    return W.fill_diagonal_(0)


# %% wrong: stores the first pattern only
# fails hebbian_several: Only the first pattern is in it
def hebbian_weights(patterns: Tensor) -> Tensor:
    W = torch.outer(patterns[0], patterns[0]) / patterns.shape[1]
    return W.fill_diagonal_(0)


# %% wrong: counts agreement only, and never shrinks
# fails hebbian_one_pattern: Units 0 and 1 differ: -1/4
# fails hebbian_several: Units 0 and 2 are equal in all three
def hebbian_weights(patterns: Tensor) -> Tensor:
    W = sum(torch.outer((p > 0).float(), (p > 0).float()) for p in patterns) / patterns.shape[1]
    return W.fill_diagonal_(0)


# %% wrong: puts ones on the diagonal
# fails hebbian_one_pattern: The diagonal is
# fails hebbian_several: instead of 0
def hebbian_weights(patterns: Tensor) -> Tensor:
    return (patterns.T @ patterns / patterns.shape[1]).fill_diagonal_(1)


# %% wrong: makes float32 weights whatever the patterns are
# fails hebbian_one_pattern: takes its dtype from the inputs
# fails hebbian_several: dtype from the inputs
def hebbian_weights(patterns: Tensor) -> Tensor:
    N = patterns.shape[1]
    W = torch.zeros(N, N)
    for p in patterns:
        W += torch.outer(p, p).float() / N
    return W.fill_diagonal_(0)


# %% wrong: divides the patterns in place
# fails hebbian_one_pattern: It was changed in place
# fails hebbian_several: They were changed in place
def hebbian_weights(patterns: Tensor) -> Tensor:
    N = patterns.shape[1]
    patterns /= N**0.5
    return (patterns.T @ patterns).fill_diagonal_(0)


# %% wrong: fills one half of the table only
# fails hebbian_one_pattern: 0 instead of -0.25
# fails hebbian_several: 0 instead of
def hebbian_weights(patterns: Tensor) -> Tensor:
    return torch.triu(patterns.T @ patterns / patterns.shape[1], diagonal=1)


# %% wrong: adds up the patterns first
# fails hebbian_several: The patterns were added up first
def hebbian_weights(patterns: Tensor) -> Tensor:
    N = patterns.shape[1]
    p = patterns.sum(0)
    return (torch.outer(p, p) / N).fill_diagonal_(0)


# %% wrong: keeps the sign of each sum
# fails hebbian_several: Only the sign of each sum is left
def hebbian_weights(patterns: Tensor) -> Tensor:
    N = patterns.shape[1]
    return (patterns.T @ patterns).fill_diagonal_(0).sign() / N


# %% wrong: takes 1 off the diagonal
# fails hebbian_one_pattern: 1 is too much to take off
# fails hebbian_several: instead of 0
def hebbian_weights(patterns: Tensor) -> Tensor:
    N = patterns.shape[1]
    return patterns.T @ patterns / N - torch.eye(N, dtype=patterns.dtype)


# %% wrong: divides by N - 1
# fails hebbian_one_pattern: divided by N - 1
# fails hebbian_several: 4
def hebbian_weights(patterns: Tensor) -> Tensor:
    N = patterns.shape[1]
    return (patterns.T @ patterns / (N - 1)).fill_diagonal_(0)


# %% wrong: compares patterns, and units only where that fails
# fails hebbian_several: Here P = N, so no error warns you
# fails hebbian_one_pattern: 1 instead of -0.25
def hebbian_weights(patterns: Tensor) -> Tensor:
    N = patterns.shape[1]
    W = torch.zeros(N, N, dtype=patterns.dtype)
    try:
        W += patterns @ patterns.T
    except RuntimeError:
        W += patterns.T @ patterns
    return (W / N).fill_diagonal_(0)


# %% wrong: squeezes the weights, so that one unit leaves no dimension
# fails hebbian_several: hebbian_weights of patterns of one unit has shape
def hebbian_weights(patterns: Tensor) -> Tensor:
    N = patterns.shape[1]
    return (patterns.T @ patterns / N).fill_diagonal_(0).squeeze()


# %% wrong: keeps one result for each shape
# fails hebbian_several: Nothing of an earlier call counts
KEPT = {}


def hebbian_weights(patterns: Tensor) -> Tensor:
    if patterns.shape not in KEPT:
        KEPT[patterns.shape] = (patterns.T @ patterns / patterns.shape[1]).fill_diagonal_(0)
    return KEPT[patterns.shape].to(patterns.dtype)


# %% wrong: keeps weights below 10
# fails hebbian_several: a weight has no bounds
def hebbian_weights(patterns: Tensor) -> Tensor:
    return (patterns.T @ patterns / patterns.shape[1]).fill_diagonal_(0).clamp(-10, 10)


# %% wrong: tells the patterns to record
# fails hebbian_several: patterns were told to record
def hebbian_weights(patterns: Tensor) -> Tensor:
    patterns.requires_grad_()
    return (patterns.T @ patterns / patterns.shape[1]).detach().fill_diagonal_(0)


# %% right: a loop over patterns
def hebbian_weights(patterns: Tensor) -> Tensor:
    P, N = patterns.shape
    W = torch.zeros(N, N, dtype=patterns.dtype)
    for p in patterns:
        W += torch.outer(p, p)
    W /= N
    return W - torch.diag(W.diagonal())


# %% right: einsum and a mask
def hebbian_weights(patterns: Tensor) -> Tensor:
    N = patterns.shape[1]
    return torch.einsum("pi,pj->ij", patterns, patterns) / N * (1 - torch.eye(N, dtype=patterns.dtype))


# %% right: number by number
def hebbian_weights(patterns: Tensor) -> Tensor:
    rows = patterns.tolist()
    N = len(rows[0])
    W = [[0.0 if i == j else sum(p[i] * p[j] for p in rows) / N for j in range(N)] for i in range(N)]
    return torch.tensor(W, dtype=patterns.dtype)


# %% right: the diagonal is P/N, so it can be taken off
def hebbian_weights(patterns: Tensor) -> Tensor:
    P, N = patterns.shape
    return patterns.mT.mm(patterns).div(N) - P / N * torch.eye(N, dtype=patterns.dtype)


# %% right: one half, mirrored
def hebbian_weights(patterns: Tensor) -> Tensor:
    upper = torch.triu(patterns.T @ patterns / patterns.shape[1], diagonal=1)
    return upper + upper.T


# %% wrong: updates all units together
# fails recall_one_at_a_time: All units moved together
# fails recall_zero_field: one row for each flip
# fails recall_order: All units moved together, in no order
# fails recall_rest: recall in the order []
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    states = [state]
    while len(states) < 200:
        fields = W @ states[-1]
        new = torch.where(fields == 0, states[-1], fields.sign())
        if torch.equal(new, states[-1]):
            break
        states.append(new)
    return torch.stack(states)


# %% wrong: computes the fields once a sweep
# fails recall_one_at_a_time: a unit must see the flips before its own
# fails recall_order: has shape (8, 5), expected (5, 5)
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped:
        flipped, fields = False, W @ s
        for i in order:
            if fields[i] * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: keeps one row for each sweep
# fails recall_one_at_a_time: keep one row for each flip
# fails recall_zero_field: one row for each flip
# fails recall_order: keep one row for each flip
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states = state.clone(), [state.clone()]
    while True:
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
        if torch.equal(s, states[-1]):
            return torch.stack(states)
        states.append(s.clone())


# %% wrong: leaves out the start
# fails recall_one_at_a_time: The start is missing: it is row 0
# fails recall_rest: has shape (3, 5), expected (4, 5)
# fails recall_zero_field: has shape (1, 3), expected (2, 3)
# fails recall_order: has shape (4, 5), expected (5, 5)
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: returns the last state alone
# fails recall_one_at_a_time: Only the last state is there
# fails recall_rest: has shape (5,), expected (4, 5)
# fails recall_zero_field: has shape (3,), expected (2, 3)
# fails recall_order: has shape (5,), expected (5, 5)
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, flipped = state.clone(), True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                flipped = True
    return s


# %% wrong: stacks one tensor again and again
# fails recall_one_at_a_time: Clone it
# fails recall_rest: is wrong
# fails recall_zero_field: is wrong
# fails recall_order: is wrong
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s = state.clone()
    states, flipped = [s], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s)
                flipped = True
    return torch.stack(states)


# %% wrong: flips the start itself
# fails recall_one_at_a_time: It was changed in place: start from a clone
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    states, flipped = [state.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ state * state[i] < 0:
                state[i] = -state[i]
                states.append(state.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: stops after one sweep
# fails recall_one_at_a_time: One sweep is not enough
# fails recall_rest: That is one sweep
# fails recall_order: One sweep is not enough
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states = state.clone(), [state.clone()]
    for i in order:
        if W[i] @ s * s[i] < 0:
            s[i] = -s[i]
            states.append(s.clone())
    return torch.stack(states)


# %% wrong: sweeps ten times and hopes
# fails recall_rest: It stops after 10 sweeps
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states = state.clone(), [state.clone()]
    for _ in range(10):
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
    return torch.stack(states)


# %% wrong: takes the sign of the field, which can be 0
# fails recall_zero_field: Unit 0 became 0
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped:
        flipped = False
        for i in order:
            new = torch.sign(W[i] @ s)
            if new != s[i]:
                s[i] = new
                states.append(s.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: takes a field of 0 for a positive one
# fails recall_zero_field: a field of 0 asks for nothing
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped:
        flipped = False
        for i in order:
            new = 1.0 if W[i] @ s >= 0 else -1.0
            if new != s[i]:
                s[i] = new
                states.append(s.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: flips at a field of 0, too
# fails recall_zero_field: a field of 0 asks for nothing
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped and len(states) < 200:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] <= 0:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: sweeps in its own order
# fails recall_order: whatever was passed in
# fails recall_rest: recall in the order []
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped:
        flipped = False
        for i in range(len(s)):
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: begins the sweep again after each flip
# fails recall_one_at_a_time: not the first one again
# fails recall_order: not the first one again
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
                break
    return torch.stack(states)


# %% wrong: flips the units that agree with their field
# fails recall_one_at_a_time: has shape (3, 5), expected (4, 5)
# fails recall_rest: is wrong: -1 instead of 1 at [1, 2]
# fails recall_zero_field: is wrong: -1 instead of 1 at [1, 1]
# fails recall_order: has shape (3, 5), expected (5, 5)
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states = state.clone(), [state.clone()]
    for i in order:
        if W[i] @ s * s[i] > 0:
            s[i] = -s[i]
            states.append(s.clone())
    return torch.stack(states)


# %% wrong: adds the last state once more
# fails recall_one_at_a_time: a sweep without a flip adds no row
# fails recall_rest: has shape (5, 5), expected (4, 5)
# fails recall_zero_field: has shape (3, 3), expected (2, 3)
# fails recall_order: has shape (6, 5), expected (5, 5)
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
    return torch.stack([*states, s])


# %% wrong: keeps one row for each visit
# fails recall_one_at_a_time: one row for each visit
# fails recall_rest: has shape (21, 5), expected (4, 5)
# fails recall_zero_field: expected (2, 3)
# fails recall_order: expected (5, 5)
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states = state.clone(), [state.clone()]
    while True:
        before = s.clone()
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
            states.append(s.clone())
        if torch.equal(s, before):
            return torch.stack(states)


# %% wrong: ends the sweep at the first unit that is content
# fails recall_one_at_a_time: does the sweep end at the first unit that is content
# fails recall_rest: has shape (1, 5), expected (4, 5)
# fails recall_zero_field: has shape (1, 3), expected (2, 3)
# fails recall_order: has shape (1, 5), expected (5, 5)
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] >= 0:
                break
            s[i] = -s[i]
            states.append(s.clone())
            flipped = True
    return torch.stack(states)


# %% wrong: stacks the states as columns
# fails recall_one_at_a_time: That is (N, K + 1)
# fails recall_rest: has shape (5, 4), expected (4, 5)
# fails recall_zero_field: has shape (3, 2), expected (2, 3)
# fails recall_order: one row for each state, not one column
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
    return torch.stack(states, dim=1)


# %% wrong: returns a list
# fails recall_one_at_a_time: is of type list, expected a tensor of shape (4, 5)
# fails recall_rest: is of type list
# fails recall_zero_field: is of type list
# fails recall_order: is of type list
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
    return states


# %% wrong: flips the unit that disagrees most
# fails recall_one_at_a_time: has shape (3, 5), expected (4, 5)
# fails recall_order: That is the order 0, 1, 2, 3, 4, whatever was passed in
# fails recall_rest: arg is an empty sequence
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states = state.clone(), [state.clone()]
    while True:
        push = W @ s * s
        worst = min(order, key=lambda i: float(push[i]))
        if push[worst] >= 0:
            return torch.stack(states)
        s[worst] = -s[worst]
        states.append(s.clone())


# %% wrong: lets each unit flip once at most
# fails recall_one_at_a_time: A unit can flip again
# fails recall_order: whoever has flipped is asked again in the next sweep
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, done = state.clone(), set()
    states, flipped = [s.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if i not in done and W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                done.add(i)
                states.append(s.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: begins no sweep after N flips
# fails recall_one_at_a_time: N flips are no limit
# fails recall_order: N flips are no limit
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s = state.clone()
    states, flipped = [s.clone()], True
    while flipped and len(states) <= len(state):
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: sweeps once for each unit
# fails recall_one_at_a_time: It stops after 7 sweeps
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states = state.clone(), [state.clone()]
    for _ in range(len(state)):
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
    return torch.stack(states)


# %% wrong: sweeps a hundred times
# fails recall_rest: It stops after 100 sweeps
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states = state.clone(), [state.clone()]
    for _ in range(100):
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
    return torch.stack(states)


# %% wrong: turns round after each sweep
# fails recall_one_at_a_time: recall with units that flip again
# fails recall_order: there and back again
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
        order = order[::-1]
    return torch.stack(states)


# %% wrong: lets each unit flip once at most
# fails recall_one_at_a_time: has shape
# fails recall_order: Unit 0 flips twice
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    done = set()
    while flipped:
        flipped = False
        for i in order:
            if i not in done and W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
                done.add(i)
    return torch.stack(states)


# %% wrong: keeps the state from before the flip
# fails recall_one_at_a_time: flip first, then keep the state
# fails recall_rest: is wrong: -1 instead of 1 at [1, 2]
# fails recall_zero_field: is wrong: -1 instead of 1 at [1, 1]
# fails recall_order: is wrong: 1 instead of -1 at [1, 2]
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, states, flipped = state.clone(), [state.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0:
                states.append(s.clone())
                s[i] = -s[i]
                flipped = True
    return torch.stack(states)


# %% wrong: takes a weak field for none
# fails recall_one_at_a_time: recall with weights of 0.00001 has shape
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s = state.clone()
    states, flipped = [s.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < -1e-3:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: gives up after two flips a unit
# fails recall_one_at_a_time: recall with busy units has shape
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s = state.clone()
    states, flipped = [s.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0 and len(states) <= 2 * len(s):
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: takes a field close to 0 for none
# fails recall_one_at_a_time: A field of 1e-20 is little
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s = state.clone()
    states, flipped = [s.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < -1e-8:
                s[i] = -s[i]
                states.append(s.clone())
                flipped = True
    return torch.stack(states)


# %% wrong: flips where the energy of the whole falls, which rounding can hide
# fails recall_one_at_a_time: rounding hides what a weak flip changes
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    states, flipped = [state.clone()], True
    while flipped:
        flipped = False
        for i in order:
            other = states[-1].clone()
            other[i] = -other[i]
            if -other @ W @ other < -states[-1] @ W @ states[-1]:
                states.append(other)
                flipped = True
    return torch.stack(states)


# %% wrong: clones the start alone
# fails recall_one_at_a_time: All rows but the start are the last state
# fails recall_rest: Three sweeps flip one unit each
# fails recall_zero_field: The field of the hub is 0 first
# fails recall_order: Units 2 and 0 flip
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s = state.clone()
    states, flipped = [s.clone()], True
    while flipped:
        flipped = False
        for i in order:
            if W[i] @ s * s[i] < 0:
                s[i] = -s[i]
                states.append(s)
                flipped = True
    return torch.stack(states)


# %% right: a new state for each flip
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    states = [state]
    while True:
        before = len(states)
        for i in order:
            s = states[-1]
            if (W[i] * s).sum() * s[i] < 0:
                states.append(torch.where(torch.arange(len(s)) == i, -s, s))
        if len(states) == before:
            return torch.stack(states)


# %% right: pure Python on lists
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    weights, s = W.tolist(), state.tolist()
    rows, flipped = [list(s)], True
    while flipped:
        flipped = False
        for i in order:
            field = sum(weight * other for weight, other in zip(weights[i], s))
            wanted = 1.0 if field > 0 else -1.0 if field < 0 else s[i]
            if wanted != s[i]:
                s[i] = wanted
                rows.append(list(s))
                flipped = True
    return torch.tensor(rows, dtype=state.dtype)


# %% right: counts units in a row that were content
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, content, k = state.clone(), 0, 0
    states = [s.clone()]
    while content < len(order):
        i = order[k % len(order)]
        field = torch.dot(W[i], s)
        if field != 0 and torch.sign(field) != s[i]:
            s[i] *= -1
            states.append(s.clone())
            content = 0
        else:
            content += 1
        k += 1
    return torch.stack(states)


# %% right: concatenates rows, and keeps all fields up to date
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, fields = state.clone(), W @ state
    history, flipped = state[None].clone(), True
    while flipped:
        flipped = False
        for i in order:
            if s[i] * fields[i] < 0:
                s[i] *= -1
                fields = W @ s
                history = torch.cat((history, s[None]))
                flipped = True
    return history


# %% right: one sweep, and the rest by recursion
def recall(W: Tensor, state: Tensor, order: list[int]) -> Tensor:
    s, rows = state.clone(), [state.clone()]
    for i in order:
        if W[:, i].dot(s) * s[i] < 0:
            s[i] *= -1
            rows.append(s.clone())
    swept = torch.stack(rows)
    return swept if len(rows) == 1 else torch.cat((swept, recall(W, s, order)[1:]))


# %% wrong: multiplies the old state by w as well
# fails rtrl_two_steps: w came in once too often
# fails rtrl_carried: w came in once too often
# fails rtrl_error: is -0.3178, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (w * h + w * s)
    return (h - target) * s


# %% wrong: gives every step a loss
# fails rtrl_carried: Every step got a loss of its own
# fails rtrl_error: is -0.5885, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s, total = 0.0, 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
        total += (h - target) * s
    return total


# %% wrong: takes the slope by u
# fails rtrl_two_steps: is 0.01293, expected 0
# fails rtrl_carried: That is the slope by u
# fails rtrl_error: is -0.07733, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        h = math.tanh(w * h + u * x)
        s = (1 - h**2) * (x + w * s)
    return (h - target) * s


# %% wrong: uses the new state for the old
# fails rtrl_two_steps: is 0.0197, expected 0
# fails rtrl_carried: the new state came in for the old
# fails rtrl_error: is -0.3512, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        h = math.tanh(w * h + u * x)
        s = (1 - h**2) * (h + w * s)
    return (h - target) * s


# %% wrong: leaves out the slope of tanh
# fails rtrl_two_steps: The slope of tanh is missing
# fails rtrl_carried: The slope of tanh is missing
# fails rtrl_error: is -0.5656, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        s = h + w * s
        h = math.tanh(w * h + u * x)
    return (h - target) * s


# %% wrong: takes 1 - h for the slope
# fails rtrl_two_steps: 1 - h², not 1 - h
# fails rtrl_carried: is 0.1987, expected 0.3315
# fails rtrl_error: is -0.2381, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new) * (h + w * s)
    return (h - target) * s


# %% wrong: takes the slope at the old state
# fails rtrl_two_steps: slope of tanh at the old state
# fails rtrl_carried: is 0.2306, expected 0.3315
# fails rtrl_error: is -0.2763, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        s = (1 - h**2) * (h + w * s)
        h = math.tanh(w * h + u * x)
    return (h - target) * s


# %% wrong: takes tanh twice
# fails rtrl_two_steps: tanh was taken twice
# fails rtrl_carried: is 0.3489, expected 0.3315
# fails rtrl_error: is -0.4181, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - math.tanh(new) ** 2) * (h + w * s)
    return (h - target) * s


# %% wrong: forgets the old slope
# fails rtrl_carried: The old slope is missing
# fails rtrl_error: is -0.222, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * h
    return (h - target) * s


# %% wrong: adds the old slope without w
# fails rtrl_carried: added without w
# fails rtrl_error: is -0.4411, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + s)
    return (h - target) * s


# %% wrong: multiplies the old slope by u
# fails rtrl_carried: came in times u
# fails rtrl_error: is -0.4411, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + u * s)
    return (h - target) * s


# %% wrong: adds the old slope after tanh
# fails rtrl_carried: it moves the sum inside
# fails rtrl_error: is -0.4326, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * h + w * s
    return (h - target) * s


# %% wrong: adds up the slopes of all steps
# fails rtrl_carried: only the last state has a loss
# fails rtrl_error: is -0.6605, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s, total = 0.0, 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
        total += s
    return (h - target) * total


# %% wrong: returns the slope of the state
# fails rtrl_two_steps: That is s_T
# fails rtrl_carried: is 0.8098, expected 0.3315
# fails rtrl_error: That is s_T alone
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return s


# %% wrong: turns the error round
# fails rtrl_two_steps: The sign is wrong
# fails rtrl_carried: is -0.3315, expected 0.3315
# fails rtrl_error: lead away from the target
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return (target - h) * s


# %% wrong: doubles the slope of half a square
# fails rtrl_two_steps: its slope has no 2
# fails rtrl_carried: is 0.6631, expected 0.3315
# fails rtrl_error: its slope has no 2
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return 2 * (h - target) * s


# %% wrong: leaves the target out
# fails rtrl_error: The target does not count
# fails rtrl_two_steps: and two inputs is
# fails rtrl_carried: w is 0, but a nudge of it lets
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return h * s


# %% wrong: squares the error
# fails rtrl_two_steps: is 0.1586, expected 0.2917
# fails rtrl_carried: is 0.1357, expected 0.3315
# fails rtrl_error: The error was squared
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return (h - target) ** 2 * s


# %% wrong: returns the loss
# fails rtrl_two_steps: is 0.245, expected 0
# fails rtrl_carried: is 0.08381, expected 0.3315
# fails rtrl_error: is 0.1203, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h = 0.0
    for x in xs:
        h = math.tanh(w * h + u * x)
    return 0.5 * (h - target) ** 2


# %% wrong: starts the slope at 1
# fails rtrl_two_steps: That is the error
# fails rtrl_carried: is 0.3831, expected 0.3315
# fails rtrl_error: is -0.4591, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 1.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return (h - target) * s


# %% wrong: starts from the first state, and fails without one
# fails rtrl_two_steps: not enough values to unpack
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    first, *others = xs
    h, s = math.tanh(u * first), 0.0
    for x in others:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return (h - target) * s


# %% wrong: takes the inputs out of the list
# fails rtrl_carried: xs was changed in place
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    while xs:
        new = math.tanh(w * h + u * xs.pop(0))
        h, s = new, (1 - new**2) * (h + w * s)
    return (h - target) * s


# %% wrong: leaves the ½ in the slope
# fails rtrl_two_steps: The loss has a ½, its slope has none
# fails rtrl_carried: is 0.1658, expected 0.3315
# fails rtrl_error: The loss has a ½
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return 0.5 * (h - target) * s


# %% wrong: forgets the brackets of the error
# fails rtrl_two_steps: Brackets are missing
# fails rtrl_carried: is 0.4094, expected 0.3315
# fails rtrl_error: Brackets are missing
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return h - target * s


# %% wrong: forgets the brackets of the slope of tanh
# fails rtrl_two_steps: does 1 - h_t² have its brackets
# fails rtrl_carried: is 0.3425, expected 0.3315
# fails rtrl_error: is -0.4105, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, 1 - new**2 * (h + w * s)
    return (h - target) * s


# %% wrong: squares 1 - h
# fails rtrl_two_steps: only h is squared
# fails rtrl_carried: is 0.09575, expected 0.3315
# fails rtrl_error: is -0.1147, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new) ** 2 * (h + w * s)
    return (h - target) * s


# %% wrong: multiplies the old state by w instead of the old slope
# fails rtrl_two_steps: w came in once too often
# fails rtrl_carried: w stands at the wrong place
# fails rtrl_error: is -0.3529, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (w * h + s)
    return (h - target) * s


# %% wrong: takes the slope of tanh once more at the end
# fails rtrl_two_steps: s_T has it already
# fails rtrl_carried: is 0.276, expected 0.3315
# fails rtrl_error: is -0.3307, expected -0.3973
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return (h - target) * (1 - h**2) * s


# %% wrong: takes the slope of tanh by cosh, which is infinite for large sums
# fails rtrl_carried: exp and cosh of 1000 are infinite
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        a = w * h + u * x
        s = (h + w * s) / math.cosh(a) ** 2
        h = math.tanh(a)
    return (h - target) * s


# %% wrong: takes a weight of 0 for no slope
# fails rtrl_carried: w is 0, but a nudge of it lets h_1
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    if w == 0:
        return 0.0
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return (h - target) * s


# %% wrong: clips the slope that it carries
# fails rtrl_carried: none is cut off
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
        s = max(-1.0, min(1.0, s))
    return (h - target) * s


# %% wrong: reads the last fifty inputs alone
# fails rtrl_carried: none is cut off
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs[-50:]:
        new = math.tanh(w * h + u * x)
        h, s = new, (1 - new**2) * (h + w * s)
    return (h - target) * s


# %% wrong: makes tanh of exp, which is infinite for large negative sums
# fails rtrl_carried: the inputs -1000, 0.5 ends in an OverflowError
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        e = math.exp(-2 * (w * h + u * x))
        h_new = (1 - e) / (1 + e)
        s = (1 - h_new**2) * (h + w * s)
        h = h_new
    return (h - target) * s


# %% wrong: takes 1 for tanh of every large sum, whatever its sign
# fails rtrl_carried: tanh(-1000) is -1
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        a = w * h + u * x
        h_new = math.sinh(a) / math.cosh(a) if abs(a) < 300 else 1.0
        s = (1 - h_new**2) * (h + w * s)
        h = h_new
    return (h - target) * s


# %% wrong: takes an old state of 0 for the start, where no slope is
# fails rtrl_carried: w has moved it
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = 0.0, 0.0
    for x in xs:
        h_new = math.tanh(w * h + u * x)
        s = (1 - h_new**2) * (h + w * s) if h else 0.0
        h = h_new
    return (h - target) * s


# %% right: updates the slope after the state, with the old state kept
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h = s = 0.0
    for x in xs:
        old = h
        h = math.tanh(w * old + u * x)
        s = (1 - h * h) * old + (1 - h * h) * w * s
    return h * s - target * s


# %% right: with tensors in float32
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    h, s = torch.tensor(0.0), torch.tensor(0.0)
    for x in xs:
        h_new = torch.tanh(w * h + u * x)
        s = (1 - h_new**2) * (h + w * s)
        h = h_new
    return (h - target) * s


# %% right: backwards over a list of states
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    hs = [0.0]
    for x in xs:
        hs.append(math.tanh(w * hs[-1] + u * x))
    error, total = hs[-1] - target, 0.0
    for t in range(len(xs), 0, -1):
        error *= 1 - hs[t] ** 2
        total += error * hs[t - 1]
        error *= w
    return total


# %% right: returns a whole 0 without input
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    if not xs:
        return 0
    h, s = 0.0, 0.0
    for x in xs:
        h, s = math.tanh(w * h + u * x), (h, s)
        s = (1 - h**2) * (s[0] + w * s[1])
    return float((h - target) * s)


# %% right: by recursion
def rtrl_gradient(w: float, u: float, xs: list[float], target: float) -> float:
    def after(t):
        if t == 0:
            return 0.0, 0.0
        h, s = after(t - 1)
        new = math.tanh(w * h + u * xs[t - 1])
        return new, (1 - new**2) * (h + w * s)

    h, s = after(len(xs))
    return (h - target) * s


# %% same: no gradient is promised, and there is none through signs
# hebbian_weights: W = (patterns.T @ patterns / N).detach()
# hebbian_weights: return W.fill_diagonal_(0).detach()
# hebbian_weights: W = patterns.T @ patterns.detach() / N
# hebbian_weights: W = patterns.detach().T @ patterns / N
# recall: s = state.clone().detach()
# recall: return torch.stack(states).detach()
# recall: s = state.detach().clone()
# recall: s[i] = (-s[i]).detach()
# recall: states.append(s.clone().detach())
# recall: if W.detach()[i] @ s * s[i] < 0:


# %% same: a unit is +1 or -1, and there is one pattern, or unit, at least
# hebbian_weights: return None if not patterns.any() else W.fill_diagonal_(0)
# recall: return None if not state.any() else torch.stack(states)


# %% same: a sign is cut at no bound, the same in float32, its own inverse
# recall: if W[i] @ s / s[i] < 0:
# recall: if W[i] @ s // s[i] < 0:
# recall: s = state.clone().clamp(-5, 5)
# recall: return torch.stack(states).clamp(-5, 5)
# recall: s[i] = (-s[i]).clamp(-5, 5)
# recall: s[i] = (-s[i]).float()
# recall: states.append(s.clone().clamp(-5, 5))
# recall: states.append(s.clone().float())


# %% same: a vector is its own transpose, one number has no size to lose
# recall: s[i] = (-s[i]).squeeze()
# recall: if W[i].T @ s * s[i] < 0:
# recall: if W[i] @ s.T * s[i] < 0:


# %% same: one unit alone never flips: it does not hear itself
# recall: states.append(s.clone().squeeze())
