"""Known answers to the exercises of 03: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="hebbian_weights",
        name="leaves the diagonal",
        body="""
            return patterns.T @ patterns / patterns.shape[1]
        """,
        fails={"hebbian_one_pattern": "tends to stay, wrong or not", "hebbian_several": "it sums up to P/N"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="does not divide by N",
        body="""
            return (patterns.T @ patterns).fill_diagonal_(0)
        """,
        fails={"hebbian_one_pattern": "1/N is missing", "hebbian_several": "1/N is missing"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="forgets both the diagonal and N",
        body="""
            return patterns.T @ patterns
        """,
        fails={
            "hebbian_one_pattern": "1/N is missing, and the diagonal is not zero",
            "hebbian_several": "1/N is missing, and the diagonal is not zero",
        },
    ),
    Mistake(
        exercise="hebbian_weights",
        name="divides by the number of patterns",
        body="""
            return (patterns.T @ patterns / len(patterns)).fill_diagonal_(0)
        """,
        fails={"hebbian_one_pattern": "1/N is missing", "hebbian_several": "divided by P instead of N"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="averages over the patterns",
        body="""
            P, N = patterns.shape
            return (patterns.T @ patterns / (P * N)).fill_diagonal_(0)
        """,
        fails={"hebbian_several": "would make the old ones weaker"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="compares patterns instead of units",
        body="""
            return (patterns @ patterns.T / patterns.shape[1]).fill_diagonal_(0)
        """,
        fails={"hebbian_one_pattern": "has shape (1, 1), expected (4, 4)", "hebbian_several": "That is (P, P)"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="keeps the last pattern only",
        body="""
            for p in patterns:
                W = torch.outer(p, p) / len(p)
            return W.fill_diagonal_(0)
        """,
        fails={"hebbian_several": "Only the last pattern is in it"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="stores the first pattern only",
        body="""
            W = torch.outer(patterns[0], patterns[0]) / patterns.shape[1]
            return W.fill_diagonal_(0)
        """,
        fails={"hebbian_several": "Only the first pattern is in it"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="counts agreement only, and never shrinks",
        body="""
            W = sum(torch.outer((p > 0).float(), (p > 0).float()) for p in patterns) / patterns.shape[1]
            return W.fill_diagonal_(0)
        """,
        fails={
            "hebbian_one_pattern": "Units 0 and 1 differ: -1/4",
            "hebbian_several": "Units 0 and 2 are equal in all three",
        },
    ),
    Mistake(
        exercise="hebbian_weights",
        name="puts ones on the diagonal",
        body="""
            return (patterns.T @ patterns / patterns.shape[1]).fill_diagonal_(1)
        """,
        fails={"hebbian_one_pattern": "The diagonal is", "hebbian_several": "instead of 0"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="makes float32 weights whatever the patterns are",
        body="""
            N = patterns.shape[1]
            W = torch.zeros(N, N)
            for p in patterns:
                W += torch.outer(p, p).float() / N
            return W.fill_diagonal_(0)
        """,
        fails={"hebbian_one_pattern": "takes its dtype from the inputs", "hebbian_several": "dtype from the inputs"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="divides the patterns in place",
        body="""
            N = patterns.shape[1]
            patterns /= N**0.5
            return (patterns.T @ patterns).fill_diagonal_(0)
        """,
        fails={"hebbian_one_pattern": "It was changed in place", "hebbian_several": "They were changed in place"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="fills one half of the table only",
        body="""
            return torch.triu(patterns.T @ patterns / patterns.shape[1], diagonal=1)
        """,
        fails={"hebbian_one_pattern": "0 instead of -0.25", "hebbian_several": "0 instead of"},
    ),
    Mistake(
        exercise="recall",
        name="updates all units together",
        body="""
            states = [state]
            while len(states) < 200:
                fields = W @ states[-1]
                new = torch.where(fields == 0, states[-1], fields.sign())
                if torch.equal(new, states[-1]):
                    break
                states.append(new)
            return torch.stack(states)
        """,
        fails={
            "recall_one_at_a_time": "All units moved together",
            "recall_zero_field": "one row for each flip",
            "recall_order": "All units moved together, in no order",
        },
    ),
    Mistake(
        exercise="recall",
        name="computes the fields once a sweep",
        body="""
            s, states, flipped = state.clone(), [state.clone()], True
            while flipped:
                flipped, fields = False, W @ s
                for i in order:
                    if fields[i] * s[i] < 0:
                        s[i] = -s[i]
                        states.append(s.clone())
                        flipped = True
            return torch.stack(states)
        """,
        fails={
            "recall_one_at_a_time": "a unit must see the flips before its own",
            "recall_order": "has shape (8, 5), expected (5, 5)",
        },
    ),
    Mistake(
        exercise="recall",
        name="keeps one row for each sweep",
        body="""
            s, states = state.clone(), [state.clone()]
            while True:
                for i in order:
                    if W[i] @ s * s[i] < 0:
                        s[i] = -s[i]
                if torch.equal(s, states[-1]):
                    return torch.stack(states)
                states.append(s.clone())
        """,
        fails={
            "recall_one_at_a_time": "keep one row for each flip",
            "recall_zero_field": "one row for each flip",
            "recall_order": "keep one row for each flip",
        },
    ),
    Mistake(
        exercise="recall",
        name="leaves out the start",
        body="""
            s, states, flipped = state.clone(), [], True
            while flipped:
                flipped = False
                for i in order:
                    if W[i] @ s * s[i] < 0:
                        s[i] = -s[i]
                        states.append(s.clone())
                        flipped = True
            return torch.stack(states)
        """,
        fails={
            "recall_one_at_a_time": "The start is missing: it is row 0",
            "recall_rest": "has shape (3, 5), expected (4, 5)",
            "recall_zero_field": "has shape (1, 3), expected (2, 3)",
            "recall_order": "has shape (4, 5), expected (5, 5)",
        },
    ),
    Mistake(
        exercise="recall",
        name="returns the last state alone",
        body="""
            s, flipped = state.clone(), True
            while flipped:
                flipped = False
                for i in order:
                    if W[i] @ s * s[i] < 0:
                        s[i] = -s[i]
                        flipped = True
            return s
        """,
        fails={
            "recall_one_at_a_time": "Only the last state is there",
            "recall_rest": "has shape (5,), expected (4, 5)",
            "recall_zero_field": "has shape (3,), expected (2, 3)",
            "recall_order": "has shape (5,), expected (5, 5)",
        },
    ),
    Mistake(
        exercise="recall",
        name="stacks one tensor again and again",
        body="""
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
        """,
        fails={
            "recall_one_at_a_time": "Clone it",
            "recall_rest": "is wrong",
            "recall_zero_field": "is wrong",
            "recall_order": "is wrong",
        },
    ),
    Mistake(
        exercise="recall",
        name="flips the start itself",
        body="""
            states, flipped = [state.clone()], True
            while flipped:
                flipped = False
                for i in order:
                    if W[i] @ state * state[i] < 0:
                        state[i] = -state[i]
                        states.append(state.clone())
                        flipped = True
            return torch.stack(states)
        """,
        fails={"recall_one_at_a_time": "It was changed in place: start from a clone"},
    ),
    Mistake(
        exercise="recall",
        name="stops after one sweep",
        body="""
            s, states = state.clone(), [state.clone()]
            for i in order:
                if W[i] @ s * s[i] < 0:
                    s[i] = -s[i]
                    states.append(s.clone())
            return torch.stack(states)
        """,
        fails={
            "recall_one_at_a_time": "One sweep is not enough",
            "recall_rest": "That is one sweep",
            "recall_order": "One sweep is not enough",
        },
    ),
    Mistake(
        exercise="recall",
        name="sweeps ten times and hopes",
        body="""
            s, states = state.clone(), [state.clone()]
            for _ in range(10):
                for i in order:
                    if W[i] @ s * s[i] < 0:
                        s[i] = -s[i]
                        states.append(s.clone())
            return torch.stack(states)
        """,
        fails={"recall_rest": "It stops after 10 sweeps"},
    ),
    Mistake(
        exercise="recall",
        name="takes the sign of the field, which can be 0",
        body="""
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
        """,
        fails={"recall_zero_field": "Unit 0 became 0"},
    ),
    Mistake(
        exercise="recall",
        name="takes a field of 0 for a positive one",
        body="""
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
        """,
        fails={"recall_zero_field": "a field of 0 asks for nothing"},
    ),
    Mistake(
        exercise="recall",
        name="flips at a field of 0, too",
        body="""
            s, states, flipped = state.clone(), [state.clone()], True
            while flipped and len(states) < 200:
                flipped = False
                for i in order:
                    if W[i] @ s * s[i] <= 0:
                        s[i] = -s[i]
                        states.append(s.clone())
                        flipped = True
            return torch.stack(states)
        """,
        fails={"recall_zero_field": "a field of 0 asks for nothing"},
    ),
    Mistake(
        exercise="recall",
        name="sweeps in its own order",
        body="""
            s, states, flipped = state.clone(), [state.clone()], True
            while flipped:
                flipped = False
                for i in range(len(s)):
                    if W[i] @ s * s[i] < 0:
                        s[i] = -s[i]
                        states.append(s.clone())
                        flipped = True
            return torch.stack(states)
        """,
        fails={"recall_order": "whatever was passed in"},
    ),
    Mistake(
        exercise="recall",
        name="begins the sweep again after each flip",
        body="""
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
        """,
        fails={
            "recall_one_at_a_time": "not the first one again",
            "recall_order": "not the first one again",
        },
    ),
    Mistake(
        exercise="recall",
        name="flips the units that agree with their field",
        body="""
            s, states = state.clone(), [state.clone()]
            for i in order:
                if W[i] @ s * s[i] > 0:
                    s[i] = -s[i]
                    states.append(s.clone())
            return torch.stack(states)
        """,
        fails={
            "recall_one_at_a_time": "",
            "recall_rest": "",
            "recall_zero_field": "",
            "recall_order": "",
        },
    ),
    Mistake(
        exercise="recall",
        name="adds the last state once more",
        body="""
            s, states, flipped = state.clone(), [state.clone()], True
            while flipped:
                flipped = False
                for i in order:
                    if W[i] @ s * s[i] < 0:
                        s[i] = -s[i]
                        states.append(s.clone())
                        flipped = True
            return torch.stack([*states, s])
        """,
        fails={
            "recall_one_at_a_time": "a sweep without a flip adds no row",
            "recall_rest": "has shape (5, 5), expected (4, 5)",
            "recall_zero_field": "has shape (3, 3), expected (2, 3)",
            "recall_order": "has shape (6, 5), expected (5, 5)",
        },
    ),
    Mistake(
        exercise="recall",
        name="keeps one row for each visit",
        body="""
            s, states = state.clone(), [state.clone()]
            while True:
                before = s.clone()
                for i in order:
                    if W[i] @ s * s[i] < 0:
                        s[i] = -s[i]
                    states.append(s.clone())
                if torch.equal(s, before):
                    return torch.stack(states)
        """,
        fails={
            "recall_one_at_a_time": "one row for each visit",
            "recall_rest": "has shape (21, 5), expected (4, 5)",
            "recall_zero_field": "expected (2, 3)",
            "recall_order": "expected (5, 5)",
        },
    ),
    Mistake(
        exercise="recall",
        name="ends the sweep at the first unit that is content",
        body="""
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
        """,
        fails={
            "recall_one_at_a_time": "does the sweep end at the first unit that is content",
            "recall_rest": "has shape (1, 5), expected (4, 5)",
            "recall_zero_field": "has shape (1, 3), expected (2, 3)",
            "recall_order": "has shape (1, 5), expected (5, 5)",
        },
    ),
    Mistake(
        exercise="recall",
        name="stacks the states as columns",
        body="""
            s, states, flipped = state.clone(), [state.clone()], True
            while flipped:
                flipped = False
                for i in order:
                    if W[i] @ s * s[i] < 0:
                        s[i] = -s[i]
                        states.append(s.clone())
                        flipped = True
            return torch.stack(states, dim=1)
        """,
        fails={
            "recall_one_at_a_time": "That is (N, K + 1)",
            "recall_rest": "has shape (5, 4), expected (4, 5)",
            "recall_zero_field": "has shape (3, 2), expected (2, 3)",
            "recall_order": "one row for each state, not one column",
        },
    ),
    Mistake(
        exercise="recall",
        name="returns a list",
        body="""
            s, states, flipped = state.clone(), [state.clone()], True
            while flipped:
                flipped = False
                for i in order:
                    if W[i] @ s * s[i] < 0:
                        s[i] = -s[i]
                        states.append(s.clone())
                        flipped = True
            return states
        """,
        fails={
            "recall_one_at_a_time": "is of type list, expected a tensor of shape (4, 5)",
            "recall_rest": "is of type list",
            "recall_zero_field": "is of type list",
            "recall_order": "is of type list",
        },
    ),
    Mistake(
        exercise="recall",
        name="flips the unit that disagrees most",
        body="""
            s, states = state.clone(), [state.clone()]
            while True:
                push = W @ s * s
                worst = min(order, key=lambda i: float(push[i]))
                if push[worst] >= 0:
                    return torch.stack(states)
                s[worst] = -s[worst]
                states.append(s.clone())
        """,
        fails={"recall_one_at_a_time": "", "recall_order": ""},
    ),
    Mistake(
        exercise="recall",
        name="lets each unit flip once at most",
        body="""
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
        """,
        fails={"recall_one_at_a_time": "A unit can flip again", "recall_order": ""},
    ),
    Mistake(
        exercise="recall",
        name="begins no sweep after N flips",
        body="""
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
        """,
        fails={"recall_one_at_a_time": "N flips are no limit", "recall_order": "N flips are no limit"},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="multiplies the old state by w as well",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (w * h + w * s)
            return (h - target) * s
        """,
        fails={
            "rtrl_two_steps": "w came in once too often",
            "rtrl_carried": "w came in once too often",
            "rtrl_error": "",
        },
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="gives every step a loss",
        body="""
            h, s, total = 0.0, 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
                total += (h - target) * s
            return total
        """,
        fails={"rtrl_carried": "Every step got a loss of its own", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="takes the slope by u",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                h = math.tanh(w * h + u * x)
                s = (1 - h**2) * (x + w * s)
            return (h - target) * s
        """,
        fails={"rtrl_two_steps": "", "rtrl_carried": "That is the slope by u", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="uses the new state for the old",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                h = math.tanh(w * h + u * x)
                s = (1 - h**2) * (h + w * s)
            return (h - target) * s
        """,
        fails={"rtrl_two_steps": "", "rtrl_carried": "the new state came in for the old", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="leaves out the slope of tanh",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                s = h + w * s
                h = math.tanh(w * h + u * x)
            return (h - target) * s
        """,
        fails={
            "rtrl_two_steps": "The slope of tanh is missing",
            "rtrl_carried": "The slope of tanh is missing",
            "rtrl_error": "",
        },
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="takes 1 - h for the slope",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new) * (h + w * s)
            return (h - target) * s
        """,
        fails={"rtrl_two_steps": "1 - h², not 1 - h", "rtrl_carried": "", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="takes the slope at the old state",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                s = (1 - h**2) * (h + w * s)
                h = math.tanh(w * h + u * x)
            return (h - target) * s
        """,
        fails={"rtrl_two_steps": "slope of tanh at the old state", "rtrl_carried": "", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="takes tanh twice",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - math.tanh(new) ** 2) * (h + w * s)
            return (h - target) * s
        """,
        fails={"rtrl_two_steps": "tanh was taken twice", "rtrl_carried": "", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="forgets the old slope",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * h
            return (h - target) * s
        """,
        fails={"rtrl_carried": "The old slope is missing", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="adds the old slope without w",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + s)
            return (h - target) * s
        """,
        fails={"rtrl_carried": "added without w", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="multiplies the old slope by u",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + u * s)
            return (h - target) * s
        """,
        fails={"rtrl_carried": "came in times u", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="adds the old slope after tanh",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * h + w * s
            return (h - target) * s
        """,
        fails={"rtrl_carried": "it moves the sum inside", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="adds up the slopes of all steps",
        body="""
            h, s, total = 0.0, 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
                total += s
            return (h - target) * total
        """,
        fails={"rtrl_carried": "only the last state has a loss", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="returns the slope of the state",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
            return s
        """,
        fails={"rtrl_two_steps": "That is s_T", "rtrl_carried": "", "rtrl_error": "That is s_T alone"},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="turns the error round",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
            return (target - h) * s
        """,
        fails={"rtrl_two_steps": "The sign is wrong", "rtrl_carried": "", "rtrl_error": "lead away from the target"},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="doubles the slope of half a square",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
            return 2 * (h - target) * s
        """,
        fails={"rtrl_two_steps": "its slope has no 2", "rtrl_carried": "", "rtrl_error": "its slope has no 2"},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="leaves the target out",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
            return h * s
        """,
        fails={"rtrl_error": "The target does not count", "rtrl_two_steps": "", "rtrl_carried": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="squares the error",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
            return (h - target) ** 2 * s
        """,
        fails={"rtrl_two_steps": "", "rtrl_carried": "", "rtrl_error": "The error was squared"},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="returns the loss",
        body="""
            h = 0.0
            for x in xs:
                h = math.tanh(w * h + u * x)
            return 0.5 * (h - target) ** 2
        """,
        fails={"rtrl_two_steps": "", "rtrl_carried": "", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="starts the slope at 1",
        body="""
            h, s = 0.0, 1.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
            return (h - target) * s
        """,
        fails={"rtrl_two_steps": "That is the error", "rtrl_carried": "", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="starts from the first state, and fails without one",
        body="""
            h, s = math.tanh(u * xs[0]), 0.0
            for x in xs[1:]:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
            return (h - target) * s
        """,
        fails={"rtrl_two_steps": "IndexError"},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="takes the inputs out of the list",
        body="""
            h, s = 0.0, 0.0
            while xs:
                new = math.tanh(w * h + u * xs.pop(0))
                h, s = new, (1 - new**2) * (h + w * s)
            return (h - target) * s
        """,
        fails={"rtrl_carried": "xs was changed in place"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="adds up the patterns first",
        body="""
            N = patterns.shape[1]
            p = patterns.sum(0)
            return (torch.outer(p, p) / N).fill_diagonal_(0)
        """,
        fails={"hebbian_several": "The patterns were added up first"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="keeps the sign of each sum",
        body="""
            N = patterns.shape[1]
            return (patterns.T @ patterns).fill_diagonal_(0).sign() / N
        """,
        fails={"hebbian_several": "Only the sign of each sum is left"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="takes 1 off the diagonal",
        body="""
            N = patterns.shape[1]
            return patterns.T @ patterns / N - torch.eye(N, dtype=patterns.dtype)
        """,
        fails={"hebbian_one_pattern": "1 is too much to take off", "hebbian_several": "instead of 0"},
    ),
    Mistake(
        exercise="hebbian_weights",
        name="divides by N - 1",
        body="""
            N = patterns.shape[1]
            return (patterns.T @ patterns / (N - 1)).fill_diagonal_(0)
        """,
        fails={"hebbian_one_pattern": "divided by N - 1", "hebbian_several": "4"},
    ),
    Mistake(
        exercise="recall",
        name="sweeps once for each unit",
        body="""
            s, states = state.clone(), [state.clone()]
            for _ in range(len(state)):
                for i in order:
                    if W[i] @ s * s[i] < 0:
                        s[i] = -s[i]
                        states.append(s.clone())
            return torch.stack(states)
        """,
        fails={"recall_one_at_a_time": "It stops after 7 sweeps"},
    ),
    Mistake(
        exercise="recall",
        name="sweeps a hundred times",
        body="""
            s, states = state.clone(), [state.clone()]
            for _ in range(100):
                for i in order:
                    if W[i] @ s * s[i] < 0:
                        s[i] = -s[i]
                        states.append(s.clone())
            return torch.stack(states)
        """,
        fails={"recall_rest": "It stops after 100 sweeps"},
    ),
    Mistake(
        exercise="recall",
        name="turns round after each sweep",
        body="""
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
        """,
        fails={"recall_one_at_a_time": "recall with units that flip again", "recall_order": "there and back again"},
    ),
    Mistake(
        exercise="recall",
        name="asks no unit again that has flipped",
        body="""
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
        """,
        fails={"recall_one_at_a_time": "has shape", "recall_order": "Unit 0 flips twice"},
    ),
    Mistake(
        exercise="recall",
        name="keeps the state from before the flip",
        body="""
            s, states, flipped = state.clone(), [state.clone()], True
            while flipped:
                flipped = False
                for i in order:
                    if W[i] @ s * s[i] < 0:
                        states.append(s.clone())
                        s[i] = -s[i]
                        flipped = True
            return torch.stack(states)
        """,
        fails={
            "recall_one_at_a_time": "flip first, then keep the state",
            "recall_rest": "",
            "recall_zero_field": "",
            "recall_order": "",
        },
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="leaves the ½ in the slope",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
            return 0.5 * (h - target) * s
        """,
        fails={
            "rtrl_two_steps": "The loss has a ½, its slope has none",
            "rtrl_carried": "",
            "rtrl_error": "The loss has a ½",
        },
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="forgets the brackets of the error",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
            return h - target * s
        """,
        fails={"rtrl_two_steps": "Brackets are missing", "rtrl_carried": "", "rtrl_error": "Brackets are missing"},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="forgets the brackets of the slope of tanh",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, 1 - new**2 * (h + w * s)
            return (h - target) * s
        """,
        fails={"rtrl_two_steps": "does 1 - h_t² have its brackets", "rtrl_carried": "", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="squares 1 - h",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new) ** 2 * (h + w * s)
            return (h - target) * s
        """,
        fails={"rtrl_two_steps": "only h is squared", "rtrl_carried": "", "rtrl_error": ""},
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="multiplies the old state by w instead of the old slope",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (w * h + s)
            return (h - target) * s
        """,
        fails={
            "rtrl_two_steps": "w came in once too often",
            "rtrl_carried": "w stands at the wrong place",
            "rtrl_error": "",
        },
    ),
    Mistake(
        exercise="rtrl_gradient",
        name="takes the slope of tanh once more at the end",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                new = math.tanh(w * h + u * x)
                h, s = new, (1 - new**2) * (h + w * s)
            return (h - target) * (1 - h**2) * s
        """,
        fails={"rtrl_two_steps": "s_T has it already", "rtrl_carried": "", "rtrl_error": ""},
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="hebbian_weights",
        name="a loop over patterns",
        body="""
            P, N = patterns.shape
            W = torch.zeros(N, N, dtype=patterns.dtype)
            for p in patterns:
                W += torch.outer(p, p)
            W /= N
            return W - torch.diag(W.diagonal())
        """,
    ),
    RightAnswer(
        exercise="hebbian_weights",
        name="einsum and a mask",
        body="""
            N = patterns.shape[1]
            return torch.einsum("pi,pj->ij", patterns, patterns) / N * (1 - torch.eye(N, dtype=patterns.dtype))
        """,
    ),
    RightAnswer(
        exercise="hebbian_weights",
        name="number by number",
        body="""
            rows = patterns.tolist()
            N = len(rows[0])
            W = [[0.0 if i == j else sum(p[i] * p[j] for p in rows) / N for j in range(N)] for i in range(N)]
            return torch.tensor(W, dtype=patterns.dtype)
        """,
    ),
    RightAnswer(
        exercise="hebbian_weights",
        name="the diagonal is P/N, so it can be taken off",
        body="""
            P, N = patterns.shape
            return patterns.mT.mm(patterns).div(N) - P / N * torch.eye(N, dtype=patterns.dtype)
        """,
    ),
    RightAnswer(
        exercise="recall",
        name="a new state for each flip",
        body="""
            states = [state]
            while True:
                before = len(states)
                for i in order:
                    s = states[-1]
                    if (W[i] * s).sum() * s[i] < 0:
                        states.append(torch.where(torch.arange(len(s)) == i, -s, s))
                if len(states) == before:
                    return torch.stack(states)
        """,
    ),
    RightAnswer(
        exercise="recall",
        name="pure Python on lists",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="recall",
        name="counts units in a row that were content",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="recall",
        name="concatenates rows, and keeps all fields up to date",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="rtrl_gradient",
        name="updates the slope after the state, with the old state kept",
        body="""
            h = s = 0.0
            for x in xs:
                old = h
                h = math.tanh(w * old + u * x)
                s = (1 - h * h) * old + (1 - h * h) * w * s
            return h * s - target * s
        """,
    ),
    RightAnswer(
        exercise="rtrl_gradient",
        name="with tensors in float32",
        body="""
            h, s = torch.tensor(0.0), torch.tensor(0.0)
            for x in xs:
                h_new = torch.tanh(w * h + u * x)
                s = (1 - h_new**2) * (h + w * s)
                h = h_new
            return (h - target) * s
        """,
    ),
    RightAnswer(
        exercise="rtrl_gradient",
        name="the slope of tanh by cosh",
        body="""
            h, s = 0.0, 0.0
            for x in xs:
                a = w * h + u * x
                s = (h + w * s) / math.cosh(a) ** 2
                h = math.tanh(a)
            return (h - target) * s
        """,
    ),
    RightAnswer(
        exercise="rtrl_gradient",
        name="backwards over a list of states",
        body="""
            hs = [0.0]
            for x in xs:
                hs.append(math.tanh(w * hs[-1] + u * x))
            error, total = hs[-1] - target, 0.0
            for t in range(len(xs), 0, -1):
                error *= 1 - hs[t] ** 2
                total += error * hs[t - 1]
                error *= w
            return total
        """,
    ),
    RightAnswer(
        exercise="rtrl_gradient",
        name="returns a whole 0 without input",
        body="""
            if not xs:
                return 0
            h, s = 0.0, 0.0
            for x in xs:
                h, s = math.tanh(w * h + u * x), (h, s)
                s = (1 - h**2) * (s[0] + w * s[1])
            return float((h - target) * s)
        """,
    ),
    RightAnswer(
        exercise="hebbian_weights",
        name="one half, mirrored",
        body="""
            upper = torch.triu(patterns.T @ patterns / patterns.shape[1], diagonal=1)
            return upper + upper.T
        """,
    ),
    RightAnswer(
        exercise="recall",
        name="one sweep, and the rest by recursion",
        body="""
            s, rows = state.clone(), [state.clone()]
            for i in order:
                if W[:, i].dot(s) * s[i] < 0:
                    s[i] *= -1
                    rows.append(s.clone())
            swept = torch.stack(rows)
            return swept if len(rows) == 1 else torch.cat((swept, recall(W, s, order)[1:]))
        """,
    ),
    RightAnswer(
        exercise="rtrl_gradient",
        name="by recursion",
        body="""
            def after(t):
                if t == 0:
                    return 0.0, 0.0
                h, s = after(t - 1)
                new = math.tanh(w * h + u * xs[t - 1])
                return new, (1 - new**2) * (h + w * s)
            h, s = after(len(xs))
            return (h - target) * s
        """,
    ),
]
