"""Known answers to the exercises of 02: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="bag_of_words",
        name="says whether a word occurs instead of how often",
        body="""
            return torch.tensor([float(word in tokens) for word in vocabulary])
        """,
        fails={"bag_of_words_counts": "That is whether a word occurs"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="leaves the counts as whole numbers",
        body="""
            return torch.tensor([tokens.count(word) for word in vocabulary])
        """,
        fails={"bag_of_words_counts": "torch will not multiply them", "bag_of_words_unknown": "has dtype torch.int64"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="returns a list instead of a tensor",
        body="""
            return [float(tokens.count(word)) for word in vocabulary]
        """,
        fails={"bag_of_words_counts": "is of type list", "bag_of_words_unknown": "is of type list"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="returns an array of NumPy instead of a tensor",
        body="""
            import numpy as np

            return np.array([tokens.count(word) for word in vocabulary], dtype=np.float32)
        """,
        fails={"bag_of_words_counts": "is of type ndarray", "bag_of_words_unknown": "is of type ndarray"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="counts each token of the text",
        body="""
            return torch.tensor([float(tokens.count(token)) for token in tokens if token in vocabulary])
        """,
        fails={
            "bag_of_words_counts": "in the order of the text",
            "bag_of_words_unknown": "has shape (2,), expected (3,)",
        },
    ),
    Mistake(
        exercise="bag_of_words",
        name="makes its own vocabulary from the text",
        body="""
            words = sorted(set(tokens))
            return torch.tensor([float(tokens.count(word)) for word in words])
        """,
        fails={
            "bag_of_words_counts": "has shape (3,), expected (4,)",
            "bag_of_words_unknown": "has shape (5,), expected (3,)",
        },
    ),
    Mistake(
        exercise="bag_of_words",
        name="divides by the length of the text",
        body="""
            counts = [tokens.count(word) for word in vocabulary]
            return torch.tensor(counts, dtype=torch.float32) / max(len(tokens), 1)
        """,
        fails={"bag_of_words_counts": "These are shares of the text", "bag_of_words_unknown": "0.2 instead of 1"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="counts in the joined text, where 'dog' holds 'do'",
        body="""
            text = " ".join(tokens)
            return torch.tensor([float(text.count(word)) for word in vocabulary])
        """,
        fails={"bag_of_words_counts": "compare whole tokens", "bag_of_words_unknown": "Not in the vocabulary"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="looks up with index, which raises for an unknown token",
        body="""
            counts = torch.zeros(len(vocabulary))
            for token in tokens:
                counts[vocabulary.index(token)] += 1
            return counts
        """,
        fails={"bag_of_words_unknown": "ValueError"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="counts unknown tokens for the last word",
        body="""
            place = {word: i for i, word in enumerate(vocabulary)}
            counts = torch.zeros(len(vocabulary))
            for token in tokens:
                counts[place.get(token, -1)] += 1
            return counts
        """,
        fails={"bag_of_words_unknown": "counted for the last word"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="counts unknown tokens for the first word",
        body="""
            place = {word: i for i, word in enumerate(vocabulary)}
            counts = torch.zeros(len(vocabulary))
            for token in tokens:
                counts[place.get(token, 0)] += 1
            return counts
        """,
        fails={"bag_of_words_unknown": "counted for the first word"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="gives unknown tokens a place of their own",
        body="""
            counts = [tokens.count(word) for word in vocabulary]
            return torch.tensor([*counts, len(tokens) - sum(counts)], dtype=torch.float32)
        """,
        fails={
            "bag_of_words_counts": "has shape (5,), expected (4,)",
            "bag_of_words_unknown": "have no place in a bag",
        },
    ),
    Mistake(
        exercise="bag_of_words",
        name="adds unknown tokens to the vocabulary",
        body="""
            for token in tokens:
                if token not in vocabulary:
                    vocabulary.append(token)
            return torch.tensor([float(tokens.count(word)) for word in vocabulary])
        """,
        fails={"bag_of_words_unknown": "has shape (6,), expected (3,)"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="writes everything in small letters",
        body="""
            small = [token.lower() for token in tokens]
            return torch.tensor([float(small.count(word)) for word in vocabulary])
        """,
        fails={"bag_of_words_unknown": "'Dog' was counted as 'dog'"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="a row for each token",
        body="""
            rows = [[float(token == word) for word in vocabulary] for token in tokens]
            return torch.tensor(rows).reshape(len(tokens), len(vocabulary))
        """,
        fails={
            "bag_of_words_counts": "the bag is their sum",
            "bag_of_words_unknown": "has shape (5, 3), expected (3,)",
        },
    ),
    Mistake(
        exercise="bag_of_words",
        name="starts counting a word at 0",
        body="""
            counts = {}
            for token in tokens:
                counts[token] = counts[token] + 1 if token in counts else 0
            return torch.tensor([float(counts.get(word, 0)) for word in vocabulary])
        """,
        fails={"bag_of_words_counts": "each count begins at 0", "bag_of_words_unknown": "0 instead of 1"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="takes the tokens out of the list as it counts",
        body="""
            counts = torch.zeros(len(vocabulary))
            while tokens:
                token = tokens.pop()
                if token in vocabulary:
                    counts[vocabulary.index(token)] += 1
            return counts
        """,
        fails={"bag_of_words_counts": "Leave both lists as they are"},
    ),
    Mistake(
        exercise="bag_of_words",
        name="sorts the vocabulary",
        body="""
            return torch.tensor([float(tokens.count(word)) for word in sorted(vocabulary)])
        """,
        fails={
            "bag_of_words_counts": "The vocabulary was sorted",
            "bag_of_words_unknown": "instead of",
        },
    ),
    Mistake(
        exercise="bag_of_words",
        name="stops at the first unknown token",
        body="""
            counts = torch.zeros(len(vocabulary))
            for token in tokens:
                if token not in vocabulary:
                    break
                counts[vocabulary.index(token)] += 1
            return counts
        """,
        fails={
            "bag_of_words_unknown": "Counting stopped at the first token",
        },
    ),
    Mistake(
        exercise="bag_of_words",
        name="counts in float64",
        body="""
            return torch.tensor([tokens.count(word) for word in vocabulary], dtype=torch.float64)
        """,
        fails={
            "bag_of_words_counts": "has dtype torch.float64",
            "bag_of_words_unknown": "has dtype torch.float64",
        },
    ),
    Mistake(
        exercise="bag_of_words",
        name="returns a row of a matrix",
        body="""
            return torch.tensor([[float(tokens.count(word)) for word in vocabulary]])
        """,
        fails={
            "bag_of_words_counts": "has shape (1, 4), expected (4,)",
            "bag_of_words_unknown": "has shape (1, 3), expected (3,)",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="leaves out tanh",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = W_xh @ x + W_hh @ h + b_h
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_first": "That is the sum before tanh",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="leaves out the bias",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_first": "The bias is missing",
            "hidden_states_memory": "The bias is missing",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
            "hidden_states_causal": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="adds the bias after tanh",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h) + b_h
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_first": "The bias was added after tanh",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="applies tanh to each term",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x) + torch.tanh(W_hh @ h) + torch.tanh(b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_first": "tanh was applied to each term",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="adds the memory after tanh",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + b_h) + W_hh @ h
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_memory": "The memory was added after tanh",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="forgets the memory",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_memory": "Each token was read from zeros",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="reads W_hh the wrong way round",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + h @ W_hh + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_memory": "W_hh is the wrong way round",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="adds the state without W_hh",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + h + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_memory": "it goes through W_hh first",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="uses the logistic sigmoid",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.sigmoid(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_first": "That is the logistic sigmoid",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="starts from ones",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.ones(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_first": "The state before the first token was ones",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="keeps the zeros before the first token as a row",
        body="""
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            states = [h]
            for token in tokens:
                x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states.append(h)
            return torch.stack(states)
        """,
        fails={
            "hidden_states_first": "are not one of the T rows",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="keeps each state before its step",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                states[t] = h
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
            return states
        """,
        fails={
            "hidden_states_first": "keep the one after it",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="returns the last state alone",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return h
        """,
        fails={
            "hidden_states_first": "Each token has a row",
            "hidden_states_memory": "That is the last state alone",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="returns inside the loop",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
                return states[: t + 1]
        """,
        fails={
            "hidden_states_memory": "does `return` stand inside the loop",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="keeps one tensor, which every step overwrites",
        body="""
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            states = []
            for token in tokens:
                x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
                h[:] = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states.append(h)
            return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)
        """,
        fails={
            "hidden_states_memory": "Every row is the last state",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="takes the column by the place in the text",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[tokens.index(token) % len(vocabulary)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_first": "That is the column of 'dog'",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="takes a row of W_xh",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh[vocabulary.index(token)] + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_first": "IndexError",
            "hidden_states_memory": "IndexError",
            "hidden_states_causal": "RuntimeError",
            "hidden_states_unknown": "IndexError",
            "hidden_states_form": "IndexError",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="takes place 0 for no place",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                i = vocabulary.index(token) if token in vocabulary else None
                push = W_xh[:, i] if i else 0
                h = torch.tanh(push + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_first": "0 is a place like any other",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="multiplies W_hh entry by entry",
        body="""
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            states = []
            for token in tokens:
                x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
                h = torch.tanh(W_xh @ x + W_hh * h + b_h)
                states.append(h)
            return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)
        """,
        fails={
            "hidden_states_first": "multiplies entry by entry",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="stacks the states as columns",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states.T
        """,
        fails={
            "hidden_states_first": "That is (H, T), expected (T, H)",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="joins the states end to end",
        body="""
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            states = [torch.zeros(0, dtype=W_hh.dtype)]
            for token in tokens:
                x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states.append(h)
            return torch.cat(states)
        """,
        fails={
            "hidden_states_first": "Each token has a row",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="looks up with index, which raises for an unknown token",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={"hidden_states_unknown": "ValueError"},
    ),
    Mistake(
        exercise="hidden_states",
        name="leaves out unknown tokens",
        body="""
            tokens = [token for token in tokens if token in vocabulary]
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={"hidden_states_unknown": "it is a step, and needs a row"},
    ),
    Mistake(
        exercise="hidden_states",
        name="lets the state stand still at an unknown token",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                if token in vocabulary:
                    h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={"hidden_states_unknown": "The state stood still"},
    ),
    Mistake(
        exercise="hidden_states",
        name="wipes out the state at an unknown token",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                if token in vocabulary:
                    h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
                else:
                    h = torch.zeros_like(h)
                states[t] = h
            return states
        """,
        fails={"hidden_states_unknown": "wiped out the state"},
    ),
    Mistake(
        exercise="hidden_states",
        name="skips unknown tokens and leaves their rows at zero",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                if token not in vocabulary:
                    continue
                h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={"hidden_states_unknown": "memory and bias act at it"},
    ),
    Mistake(
        exercise="hidden_states",
        name="reads an unknown token as the last word",
        body="""
            place = {word: i for i, word in enumerate(vocabulary)}
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                h = torch.tanh(W_xh[:, place.get(token, -1)] + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={"hidden_states_unknown": "The unknown token pushed like 'man'"},
    ),
    Mistake(
        exercise="hidden_states",
        name="adds unknown tokens to the vocabulary, and a column of zeros to the weights",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                if token not in vocabulary:
                    vocabulary.append(token)
                    W_xh = torch.cat((W_xh, torch.zeros(len(b_h), 1, dtype=W_xh.dtype)), dim=1)
                h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={"hidden_states_unknown": "Leave both lists as they are"},
    ),
    Mistake(
        exercise="hidden_states",
        name="reads the whole bag at each step",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                for word in tokens:
                    if word in vocabulary:
                        x[vocabulary.index(word)] += 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_memory": "",
            "hidden_states_causal": "The whole bag went in at each step",
            "hidden_states_unknown": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="reads all tokens so far at each step",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
            for t, token in enumerate(tokens):
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_memory": "",
            "hidden_states_causal": "Step t read all tokens up to t at once",
            "hidden_states_unknown": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="reads the text from its end",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens[::-1]):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_memory": "",
            "hidden_states_causal": "The text was read from its end: the first token comes first",
            "hidden_states_unknown": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="reads the text from its end and turns the rows round",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens[::-1]):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states.flip(0)
        """,
        fails={
            "hidden_states_memory": "",
            "hidden_states_causal": "and the rows turned round",
            "hidden_states_unknown": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="forgets all at a full stop",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                push = W_xh[:, vocabulary.index(token)] if token in vocabulary else 0
                h = torch.tanh(push + W_hh @ h + b_h)
                states[t] = h
                if token == ".":
                    h = torch.zeros_like(h)
            return states
        """,
        fails={"hidden_states_causal": "memory goes on after a full stop, too"},
    ),
    Mistake(
        exercise="hidden_states",
        name="starts from float32 zeros, whatever the weights",
        body="""
            states = torch.zeros(len(tokens), len(b_h))
            h = torch.zeros(len(b_h))
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary))
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={"hidden_states_form": "RuntimeError"},
    ),
    Mistake(
        exercise="hidden_states",
        name="fills float32 rows",
        body="""
            states = torch.zeros(len(tokens), len(b_h))
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={"hidden_states_form": "has dtype torch.float32, expected torch.float64"},
    ),
    Mistake(
        exercise="hidden_states",
        name="fails without tokens",
        body="""
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            states = []
            for token in tokens:
                x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states.append(h)
            return torch.stack(states)
        """,
        fails={"hidden_states_form": "RuntimeError"},
    ),
    Mistake(
        exercise="hidden_states",
        name="forgets H where there are no tokens",
        body="""
            if not tokens:
                return torch.tensor([])
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            states = []
            for token in tokens:
                x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states.append(h)
            return torch.stack(states)
        """,
        fails={"hidden_states_form": "say what H is"},
    ),
    Mistake(
        exercise="hidden_states",
        name="writes the sum into the bias",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                b_h += W_xh @ x + W_hh @ h
                h = torch.tanh(b_h)
                states[t] = h
            return states
        """,
        fails={"hidden_states_memory": "", "hidden_states_causal": "", "hidden_states_unknown": ""},
    ),
    Mistake(
        exercise="hidden_states",
        name="returns a list of states",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1.0
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return list(states)
        """,
        fails={
            "hidden_states_first": "is of type list",
            "hidden_states_memory": "is of type list",
            "hidden_states_causal": "is of type list",
            "hidden_states_unknown": "is of type list",
            "hidden_states_form": "is of type list",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="adds the bias twice",
        body="""
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            states = []
            for token in tokens:
                x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
                h = torch.tanh(W_xh @ x + b_h + W_hh @ h + b_h)
                states.append(h)
            return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)
        """,
        fails={
            "hidden_states_first": "The bias was added twice",
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
            "hidden_states_form": "",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="stops at an unknown token",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                if token not in vocabulary:
                    break
                h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_unknown": "Reading stopped at the unknown token",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="forgets the memory at an unknown token",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                if token in vocabulary:
                    h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
                else:
                    h = torch.tanh(b_h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_unknown": "The memory is missing at the unknown token",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="forgets the bias at an unknown token",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                if token in vocabulary:
                    h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
                else:
                    h = torch.tanh(W_hh @ h)
                states[t] = h
            return states
        """,
        fails={
            "hidden_states_unknown": "The bias is missing at the unknown token",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="reads small letters for capitals",
        body="""
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            states = []
            for token in tokens:
                x = torch.tensor([float(token.lower() == word) for word in vocabulary], dtype=W_xh.dtype)
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states.append(h)
            return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)
        """,
        fails={
            "hidden_states_unknown": "letter for letter",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="finds a word inside a token",
        body="""
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            states = []
            for token in tokens:
                x = torch.tensor([float(word in token) for word in vocabulary], dtype=W_xh.dtype)
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states.append(h)
            return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)
        """,
        fails={
            "hidden_states_unknown": "letter for letter",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="takes the tokens out of the list as it reads",
        body="""
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            states = []
            while tokens:
                token = tokens.pop(0)
                x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states.append(h)
            return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)
        """,
        fails={
            "hidden_states_unknown": "Leave both lists as they are",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="computes in float32 and turns the digits that are left into float64",
        body="""
            dtype = W_hh.dtype
            W_xh, W_hh, b_h = W_xh.float(), W_hh.float(), b_h.float()
            states = torch.zeros(len(tokens), len(b_h))
            h = torch.zeros(len(b_h))
            for t, token in enumerate(tokens):
                x = torch.tensor([float(token == word) for word in vocabulary])
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states[t] = h
            return states.to(dtype)
        """,
        fails={
            "hidden_states_form": "digits that are lost stay lost",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="is always float64",
        body="""
            W_xh, W_hh, b_h = W_xh.double(), W_hh.double(), b_h.double()
            h = torch.zeros(len(b_h), dtype=W_hh.dtype)
            states = []
            for token in tokens:
                x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
                states.append(h)
            return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)
        """,
        fails={
            "hidden_states_first": "has dtype torch.float64",
            "hidden_states_memory": "has dtype torch.float64",
            "hidden_states_causal": "has dtype torch.float64",
            "hidden_states_unknown": "has dtype torch.float64",
            "hidden_states_form": "has dtype torch.float64",
        },
    ),
    Mistake(
        exercise="hidden_states",
        name="goes on from the first state at every step",
        body="""
            states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
                states[t] = torch.tanh(W_xh @ x + W_hh @ states[0] + b_h)
            return states
        """,
        fails={
            "hidden_states_memory": "",
            "hidden_states_causal": "",
            "hidden_states_unknown": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="counts rows from 1",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b), start=1):
                if (a - b).abs().max() > tol:
                    return t
            return None
        """,
        fails={
            "first_difference_place": "Rows are counted from 0",
            "first_difference_tolerance": "",
            "first_difference_lengths": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="returns the last row that differs",
        body="""
            found = None
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if (a - b).abs().max() > tol:
                    found = t
            return found
        """,
        fails={
            "first_difference_place": "That is the last row that differs",
            "first_difference_tolerance": "",
            "first_difference_lengths": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="takes row 0 for nothing",
        body="""
            found = [t for t, (a, b) in enumerate(zip(states_a, states_b)) if (a - b).abs().max() > tol]
            first = found[0] if found else None
            return first or None
        """,
        fails={
            "first_difference_place": "Is 0 taken for nothing?",
            "first_difference_tolerance": "",
            "first_difference_lengths": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="returns -1 where nothing differs",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if (a - b).abs().max() > tol:
                    return t
            return -1
        """,
        fails={
            "first_difference_tolerance": "is -1, expected None",
            "first_difference_lengths": "is -1, expected None",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="returns the length where nothing differs",
        body="""
            T = min(len(states_a), len(states_b))
            for t in range(T):
                if (states_a[t] - states_b[t]).abs().max() > tol:
                    return t
            return T
        """,
        fails={"first_difference_tolerance": "is 4, expected None", "first_difference_lengths": "is 2, expected None"},
    ),
    Mistake(
        exercise="first_difference",
        name="leaves out the absolute value",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if (a - b).max() > tol:
                    return t
            return None
        """,
        fails={
            "first_difference_place": "leave out its sign",
            "first_difference_tolerance": "",
            "first_difference_lengths": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="leaves out the signs of the states, not that of the difference",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if (a.abs() - b.abs()).abs().max() > tol:
                    return t
            return None
        """,
        fails={"first_difference_lengths": "unit 1 is 0.4 in one and -0.4 in the other"},
    ),
    Mistake(
        exercise="first_difference",
        name="adds up the differences, which cancel",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if abs((a - b).sum()) > tol:
                    return t
            return None
        """,
        fails={"first_difference_place": "they would hide each other", "first_difference_tolerance": ""},
    ),
    Mistake(
        exercise="first_difference",
        name="takes the length of the difference instead of the largest unit",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if torch.linalg.vector_norm(a - b) > tol:
                    return t
            return None
        """,
        fails={"first_difference_tolerance": "neither a sum nor a length"},
    ),
    Mistake(
        exercise="first_difference",
        name="adds up the absolute differences",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if (a - b).abs().sum() > tol:
                    return t
            return None
        """,
        fails={"first_difference_tolerance": "neither a sum nor a length"},
    ),
    Mistake(
        exercise="first_difference",
        name="takes the mean of the absolute differences",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if (a - b).abs().mean() > tol:
                    return t
            return None
        """,
        fails={"first_difference_tolerance": ""},
    ),
    Mistake(
        exercise="first_difference",
        name="wants all units to differ",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if ((a - b).abs() > tol).all():
                    return t
            return None
        """,
        fails={
            "first_difference_place": "the first row where all units differ",
            "first_difference_tolerance": "",
            "first_difference_lengths": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="looks at unit 0 alone",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if abs(a[0] - b[0]) > tol:
                    return t
            return None
        """,
        fails={
            "first_difference_place": "the first row where unit 0 differs",
            "first_difference_tolerance": "",
            "first_difference_lengths": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="forgets tol",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if not torch.equal(a, b):
                    return t
            return None
        """,
        fails={"first_difference_tolerance": "Rows that differ by less than tol"},
    ),
    Mistake(
        exercise="first_difference",
        name="always allows 1e-6",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if (a - b).abs().max() > 1e-6:
                    return t
            return None
        """,
        fails={"first_difference_tolerance": "Rows that differ by less than tol"},
    ),
    Mistake(
        exercise="first_difference",
        name="counts a difference of exactly tol",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if (a - b).abs().max() >= tol:
                    return t
            return None
        """,
        fails={"first_difference_tolerance": "which is not more than tol"},
    ),
    Mistake(
        exercise="first_difference",
        name="allows a share of the state as well, as allclose does",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if not torch.allclose(a, b, atol=tol):
                    return t
            return None
        """,
        fails={"first_difference_tolerance": "tol is no share of the state"},
    ),
    Mistake(
        exercise="first_difference",
        name="subtracts whole readings, whatever their lengths",
        body="""
            rows = ((states_a - states_b).abs() > tol).any(dim=1).nonzero()
            return rows[0].item() if len(rows) else None
        """,
        fails={"first_difference_lengths": "RuntimeError"},
    ),
    Mistake(
        exercise="first_difference",
        name="wants readings of one length",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b, strict=True)):
                if (a - b).abs().max() > tol:
                    return t
            return None
        """,
        fails={"first_difference_lengths": "ValueError"},
    ),
    Mistake(
        exercise="first_difference",
        name="calls a longer reading different",
        body="""
            T = min(len(states_a), len(states_b))
            for t in range(T):
                if (states_a[t] - states_b[t]).abs().max() > tol:
                    return t
            return None if len(states_a) == len(states_b) else T
        """,
        fails={"first_difference_lengths": "That one goes on is no difference"},
    ),
    Mistake(
        exercise="first_difference",
        name="goes as far as the first reading",
        body="""
            for t in range(len(states_a)):
                if (states_a[t] - states_b[t]).abs().max() > tol:
                    return t
            return None
        """,
        fails={"first_difference_lengths": "IndexError"},
    ),
    Mistake(
        exercise="first_difference",
        name="returns the place among all numbers",
        body="""
            T = min(len(states_a), len(states_b))
            places = ((states_a[:T] - states_b[:T]).abs() > tol).flatten().nonzero()
            return places[0].item() if len(places) else None
        """,
        fails={
            "first_difference_place": "a place among all numbers",
            "first_difference_tolerance": "",
            "first_difference_lengths": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="returns whether they differ",
        body="""
            T = min(len(states_a), len(states_b))
            return bool(((states_a[:T] - states_b[:T]).abs() > tol).any())
        """,
        fails={
            "first_difference_place": "of type bool",
            "first_difference_tolerance": "of type bool",
            "first_difference_lengths": "is False, expected None",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="looks at row 0 alone: else belongs to the if",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if (a - b).abs().max() > tol:
                    return t
                else:
                    return None
        """,
        fails={
            "first_difference_place": "is None, expected 1",
            "first_difference_tolerance": "is None, expected 3",
            "first_difference_lengths": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="takes the first place of nothing",
        body="""
            T = min(len(states_a), len(states_b))
            differs = (states_a[:T] - states_b[:T]).abs().amax(dim=1) > tol
            return differs.nonzero()[0].item()
        """,
        fails={"first_difference_tolerance": "IndexError", "first_difference_lengths": "IndexError"},
    ),
    Mistake(
        exercise="first_difference",
        name="asks argmax, which answers 0 where nothing differs",
        body="""
            T = min(len(states_a), len(states_b))
            differs = (states_a[:T] - states_b[:T]).abs().amax(dim=1) > tol
            return differs.int().argmax().item()
        """,
        fails={
            "first_difference_tolerance": "A number would name a row",
            "first_difference_lengths": "is 0, expected None",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="looks for rows that agree",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if (a - b).abs().max() < tol:
                    return t
            return None
        """,
        fails={
            "first_difference_place": "",
            "first_difference_tolerance": "",
            "first_difference_lengths": "is 0, expected None",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="counts the rows that differ",
        body="""
            T = min(len(states_a), len(states_b))
            rows = ((states_a[:T] - states_b[:T]).abs() > tol).any(dim=1)
            return int(rows.sum()) or None
        """,
        fails={
            "first_difference_place": "That is how many rows differ",
            "first_difference_tolerance": "",
            "first_difference_lengths": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="returns the row where they differ most",
        body="""
            T = min(len(states_a), len(states_b))
            apart = (states_a[:T] - states_b[:T]).abs().amax(dim=1)
            return apart.argmax().item() if T and apart.max() > tol else None
        """,
        fails={
            "first_difference_place": "for the first time",
            "first_difference_tolerance": "That is where they differ most",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="subtracts in place",
        body="""
            T = min(len(states_a), len(states_b))
            apart = states_a[:T]
            apart -= states_b[:T]
            for t in range(T):
                if apart[t].abs().max() > tol:
                    return t
            return None
        """,
        fails={
            "first_difference_place": "It was changed in place",
            "first_difference_tolerance": "",
            "first_difference_lengths": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="compares the largest unit of each",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if abs(a.max() - b.max()) > tol:
                    return t
            return None
        """,
        fails={
            "first_difference_place": "is None, expected",
            "first_difference_tolerance": "",
            "first_difference_lengths": "in row 1, unit 1 is 0.4",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="compares the lengths of the states",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if abs(a.norm() - b.norm()) > tol:
                    return t
            return None
        """,
        fails={
            "first_difference_tolerance": "neither a sum nor a length",
            "first_difference_lengths": "in row 1, unit 1 is 0.4",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="squares the difference",
        body="""
            for t, (a, b) in enumerate(zip(states_a, states_b)):
                if ((a - b) ** 2).max() > tol:
                    return t
            return None
        """,
        fails={
            "first_difference_tolerance": "is None, expected 3",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="leaves out row 0",
        body="""
            for t in range(1, min(len(states_a), len(states_b))):
                if (states_a[t] - states_b[t]).abs().max() > tol:
                    return t
            return None
        """,
        fails={
            "first_difference_place": "is 1, expected 0",
            "first_difference_tolerance": "",
            "first_difference_lengths": "",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="leaves out the last row",
        body="""
            for t in range(min(len(states_a), len(states_b)) - 1):
                if (states_a[t] - states_b[t]).abs().max() > tol:
                    return t
            return None
        """,
        fails={
            "first_difference_place": "is None, expected",
            "first_difference_tolerance": "is None, expected 3",
            "first_difference_lengths": "in row 1, unit 1 is 0.4",
        },
    ),
    Mistake(
        exercise="first_difference",
        name="returns the row in a tensor of one number",
        body="""
            T = min(len(states_a), len(states_b))
            rows = ((states_a[:T] - states_b[:T]).abs() > tol).any(dim=1).nonzero()
            return rows[0] if len(rows) else None
        """,
        fails={
            "first_difference_place": "of type Tensor, expected a number",
            "first_difference_tolerance": "of type Tensor, expected a number",
            "first_difference_lengths": "of type Tensor, expected a number",
        },
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="bag_of_words",
        name="adds up in a loop",
        body="""
            counts = torch.zeros(len(vocabulary))
            for token in tokens:
                if token in vocabulary:
                    counts[vocabulary.index(token)] += 1
            return counts
        """,
    ),
    RightAnswer(
        exercise="bag_of_words",
        name="with a Counter",
        body="""
            from collections import Counter

            counter = Counter(tokens)
            return torch.tensor([float(counter[word]) for word in vocabulary])
        """,
    ),
    RightAnswer(
        exercise="bag_of_words",
        name="with bincount",
        body="""
            place = {word: i for i, word in enumerate(vocabulary)}
            ids = torch.tensor([place[token] for token in tokens if token in place], dtype=torch.long)
            return torch.bincount(ids, minlength=len(vocabulary)).float()
        """,
    ),
    RightAnswer(
        exercise="bag_of_words",
        name="sums one-hot rows",
        body="""
            rows = [[token == word for word in vocabulary] for token in tokens]
            return torch.tensor(rows, dtype=torch.float32).reshape(-1, len(vocabulary)).sum(dim=0)
        """,
    ),
    RightAnswer(
        exercise="bag_of_words",
        name="tries each token",
        body="""
            counts = torch.zeros(len(vocabulary))
            for token in tokens:
                try:
                    counts[vocabulary.index(token)] += 1
                except ValueError:
                    pass
            return counts
        """,
    ),
    RightAnswer(
        exercise="bag_of_words",
        name="calls itself for the rest of the text",
        body="""
            def count(rest):
                if not rest:
                    return torch.zeros(len(vocabulary))
                return torch.Tensor([rest[0] == word for word in vocabulary]) + count(rest[1:])

            return count(tokens)
        """,
    ),
    RightAnswer(
        exercise="hidden_states",
        name="with the columns of W_xh, in a list",
        body="""
            h = torch.zeros_like(b_h)
            states = []
            for token in tokens:
                push = W_xh[:, vocabulary.index(token)] if token in vocabulary else 0
                h = (push + W_hh @ h + b_h).tanh()
                states.append(h)
            return torch.stack(states) if states else W_hh.new_zeros(0, len(b_h))
        """,
    ),
    RightAnswer(
        exercise="hidden_states",
        name="with rows for vectors, all pushes at once",
        body="""
            x = torch.tensor([[token == word for word in vocabulary] for token in tokens], dtype=W_xh.dtype)
            pushes = x.reshape(-1, len(vocabulary)) @ W_xh.T + b_h
            states = torch.zeros_like(pushes)
            for t in range(len(tokens)):
                before = states[t - 1] if t else torch.zeros_like(b_h)
                states[t] = torch.tanh(pushes[t] + before @ W_hh.T)
            return states
        """,
    ),
    RightAnswer(
        exercise="hidden_states",
        name="calls itself for the text without its last token",
        body="""
            if not tokens:
                return torch.zeros(0, len(b_h), dtype=W_hh.dtype)
            before = hidden_states(tokens[:-1], vocabulary, W_xh, W_hh, b_h)
            x = torch.tensor([word == tokens[-1] for word in vocabulary]).to(W_xh)
            memory = W_hh @ before[-1] if len(before) else 0
            return torch.cat((before, torch.tanh(W_xh @ x + memory + b_h)[None]))
        """,
    ),
    RightAnswer(
        exercise="hidden_states",
        name="with torch's own layer",
        body="""
            if not tokens:
                return torch.zeros((0, len(b_h)), dtype=b_h.dtype)
            H, V = W_xh.shape
            rnn = nn.RNN(V, H, dtype=W_xh.dtype)
            zeros = torch.zeros_like(b_h)
            rnn.load_state_dict({"weight_ih_l0": W_xh, "weight_hh_l0": W_hh, "bias_ih_l0": b_h, "bias_hh_l0": zeros})
            x = torch.tensor([[token == word for word in vocabulary] for token in tokens], dtype=W_xh.dtype)
            return rnn(x)[0]
        """,
    ),
    RightAnswer(
        exercise="hidden_states",
        name="one number at a time",
        body="""
            from math import tanh

            H = len(b_h)
            h, rows = [0.0] * H, []
            for token in tokens:
                new = []
                for i in range(H):
                    total = float(b_h[i]) + sum(float(W_hh[i, j]) * h[j] for j in range(H))
                    if token in vocabulary:
                        total += float(W_xh[i, vocabulary.index(token)])
                    new.append(tanh(total))
                h = new
                rows.append(h)
            return torch.tensor(rows, dtype=W_hh.dtype).reshape(len(tokens), H)
        """,
    ),
    RightAnswer(
        exercise="hidden_states",
        name="with torch's own cell",
        body="""
            cell = nn.RNNCell(len(vocabulary), len(b_h)).to(W_hh.dtype)
            cell.load_state_dict({"weight_ih": W_xh, "weight_hh": W_hh, "bias_ih": b_h, "bias_hh": 0 * b_h})
            h = torch.zeros(1, len(b_h), dtype=W_hh.dtype)
            states = [h[:0]]
            for token in tokens:
                h = cell(torch.tensor([[token == word for word in vocabulary]], dtype=W_hh.dtype), h)
                states.append(h)
            return torch.cat(states)
        """,
    ),
    RightAnswer(
        exercise="hidden_states",
        name="as columns, turned round at the end",
        body="""
            states = torch.zeros(len(b_h), len(tokens), dtype=W_hh.dtype)
            h = torch.zeros(len(b_h), 1, dtype=W_hh.dtype)
            for t, token in enumerate(tokens):
                x = torch.zeros(len(vocabulary), 1, dtype=W_xh.dtype)
                if token in vocabulary:
                    x[vocabulary.index(token)] = 1
                h = torch.tanh(W_xh @ x + W_hh @ h + b_h[:, None])
                states[:, t] = h[:, 0]
            return states.T
        """,
    ),
    RightAnswer(
        exercise="hidden_states",
        name="all weights in one matrix",
        body="""
            W = torch.cat((W_xh, W_hh, b_h[:, None]), dim=1)
            states = W.new_zeros(len(tokens) + 1, len(b_h))
            for t, token in enumerate(tokens):
                x = W.new_tensor([token == word for word in vocabulary])
                states[t + 1] = torch.tanh(W @ torch.cat((x, states[t], W.new_ones(1))))
            return states[1:]
        """,
    ),
    RightAnswer(
        exercise="hidden_states",
        name="an extra column of zeros for what is unknown, and tanh from the sigmoid",
        body="""
            place = {word: i for i, word in enumerate(vocabulary)}
            columns = torch.cat((W_xh, W_xh.new_zeros(len(b_h), 1)), dim=1)
            states, h = W_hh.new_empty(len(tokens), len(b_h)), 0 * b_h
            for t, token in enumerate(tokens):
                h = 2 * torch.sigmoid(2 * (columns[:, place.get(token, -1)] + W_hh.mv(h) + b_h)) - 1
                states[t] = h
            return states
        """,
    ),
    RightAnswer(
        exercise="first_difference",
        name="for all rows at once",
        body="""
            T = min(len(states_a), len(states_b))
            differs = ((states_a[:T] - states_b[:T]).abs() > tol).any(dim=1)
            return differs.nonzero()[0].item() if differs.any() else None
        """,
    ),
    RightAnswer(
        exercise="first_difference",
        name="with NumPy, whose whole numbers are no int",
        body="""
            import numpy as np

            T = min(len(states_a), len(states_b))
            differences = np.abs(states_a[:T].numpy() - states_b[:T].numpy())
            rows = np.flatnonzero((differences > tol).any(axis=1))
            return rows[0] if len(rows) else None
        """,
    ),
    RightAnswer(
        exercise="first_difference",
        name="with allclose and no share of the state",
        body="""
            for t in range(min(states_a.shape[0], states_b.shape[0])):
                if not torch.allclose(states_a[t], states_b[t], rtol=0, atol=tol):
                    return t
        """,
    ),
    RightAnswer(
        exercise="first_difference",
        name="in lists of Python's numbers",
        body="""
            pairs = enumerate(zip(states_a.tolist(), states_b.tolist()))
            return next((t for t, (a, b) in pairs if any(abs(x - y) > tol for x, y in zip(a, b))), None)
        """,
    ),
    RightAnswer(
        exercise="first_difference",
        name="the row as a tensor without dimensions",
        body="""
            T = min(len(states_a), len(states_b))
            differs = (states_a[:T] - states_b[:T]).abs().amax(dim=1) > tol
            return differs.int().argmax() if differs.any() else None
        """,
    ),
    RightAnswer(
        exercise="first_difference",
        name="calls itself for the next row",
        body="""
            def look(t):
                if t == len(states_a) or t == len(states_b):
                    return None
                return t if torch.dist(states_a[t], states_b[t], p=float("inf")) > tol else look(t + 1)

            return look(0)
        """,
    ),
    RightAnswer(
        exercise="first_difference",
        name="with numpy",
        body="""
            import numpy as np

            T = min(len(states_a), len(states_b))
            apart = np.abs(states_a[:T].numpy() - states_b[:T].numpy())
            rows = np.flatnonzero((apart > tol).any(axis=1))
            return rows[0] if rows.size else None
        """,
    ),
    RightAnswer(
        exercise="first_difference",
        name="from the end, keeping the earliest",
        body="""
            found = None
            for t in reversed(range(min(len(states_a), len(states_b)))):
                if (states_a[t] - states_b[t]).max() > tol or (states_b[t] - states_a[t]).max() > tol:
                    found = t
            return found
        """,
    ),
]
