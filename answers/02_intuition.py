"""Known answers to the exercises of 02: wrong ones as students write them, and right ones written differently."""

import torch
from torch import Tensor, nn


# %% wrong: says whether a word occurs instead of how often
# fails bag_of_words_counts: That is whether a word occurs
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    return torch.tensor([float(word in tokens) for word in vocabulary])


# %% wrong: leaves the counts as whole numbers
# fails bag_of_words_counts: torch will not multiply them
# fails bag_of_words_unknown: has dtype torch.int64
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    return torch.tensor([tokens.count(word) for word in vocabulary])


# %% wrong: returns a list instead of a tensor
# fails bag_of_words_counts: is of type list
# fails bag_of_words_unknown: is of type list
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    return [float(tokens.count(word)) for word in vocabulary]


# %% wrong: returns an array of NumPy instead of a tensor
# fails bag_of_words_counts: is of type ndarray
# fails bag_of_words_unknown: is of type ndarray
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    import numpy as np

    return np.array([tokens.count(word) for word in vocabulary], dtype=np.float32)


# %% wrong: counts each token of the text
# fails bag_of_words_counts: in the order of the text
# fails bag_of_words_unknown: has shape (2,), expected (3,)
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    return torch.tensor([float(tokens.count(token)) for token in tokens if token in vocabulary])


# %% wrong: makes its own vocabulary from the text
# fails bag_of_words_counts: has shape (3,), expected (4,)
# fails bag_of_words_unknown: has shape (6,), expected (3,)
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    words = sorted(set(tokens))
    return torch.tensor([float(tokens.count(word)) for word in words])


# %% wrong: divides by the length of the text
# fails bag_of_words_counts: These are shares of the text
# fails bag_of_words_unknown: 0.1667 instead of 1
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    counts = [tokens.count(word) for word in vocabulary]
    return torch.tensor(counts, dtype=torch.float32) / max(len(tokens), 1)


# %% wrong: counts in the joined text, where 'dog' holds 'do'
# fails bag_of_words_counts: compare whole tokens
# fails bag_of_words_unknown: compare whole tokens
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    text = " ".join(tokens)
    return torch.tensor([float(text.count(word)) for word in vocabulary])


# %% wrong: looks up with index, which raises for an unknown token
# fails bag_of_words_unknown: ValueError
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    counts = torch.zeros(len(vocabulary))
    for token in tokens:
        counts[vocabulary.index(token)] += 1
    return counts


# %% wrong: counts unknown tokens for the last word
# fails bag_of_words_unknown: counted for the last word
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    place = {word: i for i, word in enumerate(vocabulary)}
    counts = torch.zeros(len(vocabulary))
    for token in tokens:
        counts[place.get(token, -1)] += 1
    return counts


# %% wrong: counts unknown tokens for the first word
# fails bag_of_words_unknown: counted for the first word
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    place = {word: i for i, word in enumerate(vocabulary)}
    counts = torch.zeros(len(vocabulary))
    for token in tokens:
        counts[place.get(token, 0)] += 1
    return counts


# %% wrong: gives unknown tokens a place of their own
# fails bag_of_words_counts: has shape (5,), expected (4,)
# fails bag_of_words_unknown: have no place in a bag
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    counts = [tokens.count(word) for word in vocabulary]
    return torch.tensor([*counts, len(tokens) - sum(counts)], dtype=torch.float32)


# %% wrong: adds unknown tokens to the vocabulary
# fails bag_of_words_unknown: has shape (7,), expected (3,)
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    for token in tokens:
        if token not in vocabulary:
            vocabulary.append(token)
    return torch.tensor([float(tokens.count(word)) for word in vocabulary])


# %% wrong: writes everything in small letters
# fails bag_of_words_unknown: 'Dog' was counted as 'dog'
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    small = [token.lower() for token in tokens]
    return torch.tensor([float(small.count(word)) for word in vocabulary])


# %% wrong: a row for each token
# fails bag_of_words_counts: the bag is their sum
# fails bag_of_words_unknown: has shape (6, 3), expected (3,)
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    rows = [[float(token == word) for word in vocabulary] for token in tokens]
    return torch.tensor(rows).reshape(len(tokens), len(vocabulary))


# %% wrong: starts counting a word at 0
# fails bag_of_words_counts: each count begins at 0
# fails bag_of_words_unknown: 0 instead of 1
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    counts = {}
    for token in tokens:
        counts[token] = counts[token] + 1 if token in counts else 0
    return torch.tensor([float(counts.get(word, 0)) for word in vocabulary])


# %% wrong: takes the tokens out of the list as it counts
# fails bag_of_words_counts: Leave both lists as they are
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    counts = torch.zeros(len(vocabulary))
    while tokens:
        token = tokens.pop()
        if token in vocabulary:
            counts[vocabulary.index(token)] += 1
    return counts


# %% wrong: sorts the vocabulary
# fails bag_of_words_counts: The vocabulary was sorted
# fails bag_of_words_unknown: instead of
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    return torch.tensor([float(tokens.count(word)) for word in sorted(vocabulary)])


# %% wrong: stops at the first unknown token
# fails bag_of_words_unknown: Counting stopped at the first token
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    counts = torch.zeros(len(vocabulary))
    for token in tokens:
        if token not in vocabulary:
            break
        counts[vocabulary.index(token)] += 1
    return counts


# %% wrong: counts in float64
# fails bag_of_words_counts: has dtype torch.float64
# fails bag_of_words_unknown: has dtype torch.float64
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    return torch.tensor([tokens.count(word) for word in vocabulary], dtype=torch.float64)


# %% wrong: returns a row of a matrix
# fails bag_of_words_counts: has shape (1, 4), expected (4,)
# fails bag_of_words_unknown: has shape (1, 3), expected (3,)
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    return torch.tensor([[float(tokens.count(word)) for word in vocabulary]])


# %% wrong: takes marks off the tokens
# fails bag_of_words_counts: 0 instead of 1 at [3]
# fails bag_of_words_unknown: compare whole tokens
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    tokens = [token.strip(".,!?") for token in tokens]
    return torch.tensor([tokens.count(word) for word in vocabulary], dtype=torch.float32)


# %% wrong: leaves only letters of the tokens that are more than a mark
# fails bag_of_words_counts: Place i has the count of word i
# fails bag_of_words_unknown: compare whole tokens
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    tokens = ["".join(letter for letter in token if letter.isalpha()) or token for token in tokens]
    return torch.tensor([tokens.count(word) for word in vocabulary], dtype=torch.float32)


# %% wrong: counts in eight bits, up to 255
# fails bag_of_words_counts: Place i has the count of word i
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    counts = torch.zeros(len(vocabulary), dtype=torch.uint8)
    for token in tokens:
        if token in vocabulary:
            counts[vocabulary.index(token)] += 1
    return counts.float()


# %% wrong: writes the vocabulary in small letters
# fails bag_of_words_unknown: if it equals it, letter for letter
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    return torch.tensor([tokens.count(word.lower()) for word in vocabulary], dtype=torch.float32)


# %% wrong: takes commas, quotes and dashes off the tokens
# fails bag_of_words_unknown: if it equals it, letter for letter
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    tokens = [token.strip("'\",;-") or token for token in tokens]
    return torch.tensor([tokens.count(word) for word in vocabulary], dtype=torch.float32)


# %% wrong: takes unknown tokens out of the list
# fails bag_of_words_counts: Leave the list as it is
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    for token in list(tokens):
        if token not in vocabulary:
            tokens.remove(token)
    return torch.tensor([tokens.count(word) for word in vocabulary], dtype=torch.float32)


# %% right: adds up in a loop
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    counts = torch.zeros(len(vocabulary))
    for token in tokens:
        if token in vocabulary:
            counts[vocabulary.index(token)] += 1
    return counts


# %% right: with a Counter
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    from collections import Counter

    counter = Counter(tokens)
    return torch.tensor([float(counter[word]) for word in vocabulary])


# %% right: with bincount
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    place = {word: i for i, word in enumerate(vocabulary)}
    ids = torch.tensor([place[token] for token in tokens if token in place], dtype=torch.long)
    return torch.bincount(ids, minlength=len(vocabulary)).float()


# %% right: sums one-hot rows
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    rows = [[token == word for word in vocabulary] for token in tokens]
    return torch.tensor(rows, dtype=torch.float32).reshape(-1, len(vocabulary)).sum(dim=0)


# %% right: tries each token
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    counts = torch.zeros(len(vocabulary))
    for token in tokens:
        try:
            counts[vocabulary.index(token)] += 1
        except ValueError:
            pass
    return counts


# %% right: calls itself for the rest of the text
def bag_of_words(tokens: list[str], vocabulary: list[str]) -> Tensor:
    def count(rest):
        if not rest:
            return torch.zeros(len(vocabulary))
        return torch.Tensor([rest[0] == word for word in vocabulary]) + count(rest[1:])

    return count(tokens)


# %% wrong: leaves out tanh
# fails hidden_states_first: That is the sum before tanh
# fails hidden_states_memory: is wrong: -1.375 instead of -0.7095 at [2, 1]
# fails hidden_states_causal: is wrong: 6 instead of 0.8737 at [3, 0]
# fails hidden_states_unknown: is wrong: -1.25 instead of -0.5623 at [1, 0]
# fails hidden_states_form: is wrong: 1.5 instead of 0.9051 at [0, 1]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = W_xh @ x + W_hh @ h + b_h
        states[t] = h
    return states


# %% wrong: leaves out the bias
# fails hidden_states_first: The bias is missing
# fails hidden_states_memory: The bias is missing
# fails hidden_states_unknown: is wrong: -0.8223 instead of -0.3019 at [2, 0]
# fails hidden_states_form: is wrong: -0.7616 instead of -0.4621 at [0, 0]
# fails hidden_states_causal: It must be what nn.RNN makes of these tokens
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h)
        states[t] = h
    return states


# %% wrong: adds the bias after tanh
# fails hidden_states_first: The bias was added after tanh
# fails hidden_states_memory: is wrong: 0.8844 instead of 0.3486 at [1, 0]
# fails hidden_states_causal: It must be what nn.RNN makes of these tokens
# fails hidden_states_unknown: is wrong: -0.03336 instead of -0.5623 at [1, 0]
# fails hidden_states_form: is wrong: 0.464 instead of 0.9051 at [0, 1]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h) + b_h
        states[t] = h
    return states


# %% wrong: applies tanh to each term
# fails hidden_states_first: tanh was applied to each term
# fails hidden_states_memory: is wrong: 1.608 instead of 0.928 at [2, 0]
# fails hidden_states_causal: is wrong: -0.3312 instead of -0.8494 at [2, 1]
# fails hidden_states_unknown: is wrong: 0.1515 instead of 0.6062 at [2, 1]
# fails hidden_states_form: is wrong: 0.5019 instead of 0.9051 at [0, 1]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x) + torch.tanh(W_hh @ h) + torch.tanh(b_h)
        states[t] = h
    return states


# %% wrong: adds the memory after tanh
# fails hidden_states_memory: The memory was added after tanh
# fails hidden_states_causal: is wrong: 4.57 instead of 0.8737 at [3, 0]
# fails hidden_states_unknown: is wrong: -0.004771 instead of 0.6062 at [2, 1]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + b_h) + W_hh @ h
        states[t] = h
    return states


# %% wrong: forgets the memory
# fails hidden_states_memory: Each token was read from zeros
# fails hidden_states_causal: is wrong: -0.7616 instead of 0.6743 at [2, 0]
# fails hidden_states_unknown: is wrong: 0.4621 instead of -0.5623 at [1, 0]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + b_h)
        states[t] = h
    return states


# %% wrong: reads W_hh the wrong way round
# fails hidden_states_memory: W_hh is the wrong way round
# fails hidden_states_causal: It must be what nn.RNN makes of these tokens
# fails hidden_states_unknown: is wrong: 0.8256 instead of -0.5623 at [1, 0]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + h @ W_hh + b_h)
        states[t] = h
    return states


# %% wrong: adds the state without W_hh
# fails hidden_states_memory: it goes through W_hh first
# fails hidden_states_causal: is wrong: -0.3305 instead of 0.8737 at [3, 0]
# fails hidden_states_unknown: is wrong: 0.3843 instead of -0.4696 at [1, 1]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + h + b_h)
        states[t] = h
    return states


# %% wrong: uses the logistic sigmoid
# fails hidden_states_first: That is the logistic sigmoid
# fails hidden_states_memory: is wrong: 0.4976 instead of -0.7095 at [2, 1]
# fails hidden_states_causal: is wrong: 0.5536 instead of -0.6907 at [3, 1]
# fails hidden_states_unknown: is wrong: 0.5711 instead of -0.4696 at [1, 1]
# fails hidden_states_form: is wrong: 0.3775 instead of -0.4621 at [0, 0]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.sigmoid(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: starts from ones
# fails hidden_states_first: The state before the first token was ones
# fails hidden_states_memory: is wrong: -0.7616 instead of -0.4621 at [0, 0]
# fails hidden_states_causal: is wrong: 0.9951 instead of 0.7616 at [0, 0]
# fails hidden_states_unknown: is wrong: -0.7616 instead of -0.4621 at [0, 0]
# fails hidden_states_form: is wrong: -0.7616 instead of -0.4621 at [0, 0]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.ones(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: keeps the zeros before the first token as a row
# fails hidden_states_first: are not one of the T rows
# fails hidden_states_memory: has shape (4, 2), expected (3, 2)
# fails hidden_states_causal: has shape (5, 2), expected (4, 2)
# fails hidden_states_unknown: has shape (4, 2), expected (3, 2)
# fails hidden_states_form: has shape (2, 2), expected (1, 2)
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    states = [h]
    for token in tokens:
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states.append(h)
    return torch.stack(states)


# %% wrong: keeps each state before its step
# fails hidden_states_first: keep the one after it
# fails hidden_states_memory: is wrong: 0.9051 instead of -0.4696 at [1, 1]
# fails hidden_states_causal: is wrong: 0.7461 instead of -0.8494 at [2, 1]
# fails hidden_states_unknown: is wrong: 0.9051 instead of -0.4696 at [1, 1]
# fails hidden_states_form: is wrong: 0 instead of 0.9051 at [0, 1]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        states[t] = h
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
    return states


# %% wrong: returns the last state alone
# fails hidden_states_first: Each token has a row
# fails hidden_states_memory: That is the last state alone
# fails hidden_states_causal: has shape (2,), expected (4, 2)
# fails hidden_states_unknown: has shape (2,), expected (3, 2)
# fails hidden_states_form: has shape (2,), expected (1, 2)
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return h


# %% wrong: returns inside the loop
# fails hidden_states_memory: does `return` stand inside the loop
# fails hidden_states_causal: has shape (1, 2), expected (4, 2)
# fails hidden_states_unknown: has shape (1, 2), expected (3, 2)
# fails hidden_states_form: is None, expected a tensor of shape (0, 2)
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
        return states[: t + 1]


# %% wrong: keeps one tensor, which every step overwrites
# fails hidden_states_memory: Every row is the last state
# fails hidden_states_causal: is wrong: -0.6907 instead of 0.964 at [0, 1]
# fails hidden_states_unknown: is wrong: 0.6062 instead of -0.4696 at [1, 1]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    states = []
    for token in tokens:
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        h[:] = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states.append(h)
    return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)


# %% wrong: takes the column by the place in the text
# fails hidden_states_first: That is the column of 'dog'
# fails hidden_states_memory: is wrong: 0.9801 instead of -0.7095 at [2, 1]
# fails hidden_states_causal: is wrong: 0.964 instead of -0.964 at [0, 1]
# fails hidden_states_unknown: is wrong: 0.8885 instead of -0.5623 at [1, 0]
# fails hidden_states_form: is wrong: -0.4621 instead of 0.9051 at [0, 1]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[tokens.index(token) % len(vocabulary)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: takes a row of W_xh
# fails hidden_states_first: is out of bounds for dimension 0 with size 2
# fails hidden_states_memory: is out of bounds for dimension 0 with size 2
# fails hidden_states_causal: RuntimeError
# fails hidden_states_unknown: is out of bounds for dimension 0 with size 2
# fails hidden_states_form: is out of bounds for dimension 0 with size 2
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh[vocabulary.index(token)] + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: takes place 0 for no place
# fails hidden_states_first: 0 is a place like any other
# fails hidden_states_memory: is wrong: -0.5623 instead of 0.3486 at [1, 0]
# fails hidden_states_causal: is wrong: -0.9093 instead of 0.8737 at [3, 0]
# fails hidden_states_unknown: a token is known if it equals a word, letter for letter
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        i = vocabulary.index(token) if token in vocabulary else None
        push = W_xh[:, i] if i else 0
        h = torch.tanh(push + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: multiplies W_hh entry by entry
# fails hidden_states_first: multiplies entry by entry
# fails hidden_states_memory: has shape (3, 2, 2), expected (3, 2)
# fails hidden_states_causal: has shape (4, 2, 2), expected (4, 2)
# fails hidden_states_unknown: has shape (3, 2, 2), expected (3, 2)
# fails hidden_states_form: has shape (1, 2, 2), expected (1, 2)
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    states = []
    for token in tokens:
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + W_hh * h + b_h)
        states.append(h)
    return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)


# %% wrong: stacks the states as columns
# fails hidden_states_first: That is (H, T), expected (T, H)
# fails hidden_states_memory: has shape (2, 3), expected (3, 2)
# fails hidden_states_causal: has shape (2, 4), expected (4, 2)
# fails hidden_states_unknown: has shape (2, 3), expected (3, 2)
# fails hidden_states_form: has shape (2, 1), expected (1, 2)
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states.T


# %% wrong: joins the states end to end
# fails hidden_states_first: Each token has a row
# fails hidden_states_memory: has shape (6,), expected (3, 2)
# fails hidden_states_causal: has shape (8,), expected (4, 2)
# fails hidden_states_unknown: has shape (6,), expected (3, 2)
# fails hidden_states_form: has shape (2,), expected (1, 2)
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    states = [torch.zeros(0, dtype=W_hh.dtype)]
    for token in tokens:
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states.append(h)
    return torch.cat(states)


# %% wrong: looks up with index, which raises for an unknown token
# fails hidden_states_unknown: ValueError
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: leaves out unknown tokens
# fails hidden_states_unknown: it is a step, and needs a row
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
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


# %% wrong: lets the state stand still at an unknown token
# fails hidden_states_unknown: The state stood still
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        if token in vocabulary:
            h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: wipes out the state at an unknown token
# fails hidden_states_unknown: wiped out the state
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        if token in vocabulary:
            h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
        else:
            h = torch.zeros_like(h)
        states[t] = h
    return states


# %% wrong: skips unknown tokens and leaves their rows at zero
# fails hidden_states_unknown: memory and bias act at it
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        if token not in vocabulary:
            continue
        h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: reads an unknown token as the last word
# fails hidden_states_unknown: The unknown token pushed like 'man'
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    place = {word: i for i, word in enumerate(vocabulary)}
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        h = torch.tanh(W_xh[:, place.get(token, -1)] + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: adds unknown tokens to the vocabulary, and a column of zeros to the weights
# fails hidden_states_unknown: Leave both lists as they are
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        if token not in vocabulary:
            vocabulary.append(token)
            W_xh = torch.cat((W_xh, torch.zeros(len(b_h), 1, dtype=W_xh.dtype)), dim=1)
        h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: reads the whole bag at each step
# fails hidden_states_memory: is wrong: 0.9665 instead of -0.7095 at [2, 1]
# fails hidden_states_causal: The whole bag went in at each step
# fails hidden_states_unknown: is wrong: 0.9959 instead of -0.4696 at [1, 1]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
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


# %% wrong: reads all tokens so far at each step
# fails hidden_states_memory: is wrong: 0.7111 instead of -0.7095 at [2, 1]
# fails hidden_states_causal: Step t read all tokens up to t at once
# fails hidden_states_unknown: is wrong: 0.9034 instead of -0.4696 at [1, 1]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
    for t, token in enumerate(tokens):
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: reads the text from its end
# fails hidden_states_memory: is wrong: 0.9846 instead of -0.7095 at [2, 1]
# fails hidden_states_causal: The text was read from its end: the first token comes first
# fails hidden_states_unknown: a token is known if it equals a word, letter for letter
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens[::-1]):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: reads the text from its end and turns the rows round
# fails hidden_states_memory: is wrong: 0.9899 instead of 0.3486 at [1, 0]
# fails hidden_states_causal: and the rows turned round
# fails hidden_states_unknown: is wrong: 0.6062 instead of 0.9051 at [0, 1]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens[::-1]):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states.flip(0)


# %% wrong: forgets all at a full stop
# fails hidden_states_causal: memory goes on after a full stop, too
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        push = W_xh[:, vocabulary.index(token)] if token in vocabulary else 0
        h = torch.tanh(push + W_hh @ h + b_h)
        states[t] = h
        if token == ".":
            h = torch.zeros_like(h)
    return states


# %% wrong: starts from float32 zeros, whatever the weights
# fails hidden_states_form: RuntimeError
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h))
    h = torch.zeros(len(b_h))
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary))
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: fills float32 rows
# fails hidden_states_form: has dtype torch.float32, expected torch.float64
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h))
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: fails without tokens
# fails hidden_states_form: RuntimeError
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    states = []
    for token in tokens:
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states.append(h)
    return torch.stack(states)


# %% wrong: forgets H where there are no tokens
# fails hidden_states_form: say what H is
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    if not tokens:
        return torch.tensor([])
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    states = []
    for token in tokens:
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states.append(h)
    return torch.stack(states)


# %% wrong: writes the sum into the bias
# fails hidden_states_memory: is wrong: -0.867 instead of 0.928 at [2, 0]
# fails hidden_states_causal: is wrong: 0.961 instead of -0.8494 at [2, 1]
# fails hidden_states_unknown: wrote into the bias itself
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
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


# %% wrong: returns a list of states
# fails hidden_states_first: is of type list
# fails hidden_states_memory: is of type list
# fails hidden_states_causal: is of type list
# fails hidden_states_unknown: is of type list
# fails hidden_states_form: is of type list
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1.0
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return list(states)


# %% wrong: adds the bias twice
# fails hidden_states_first: The bias was added twice
# fails hidden_states_memory: is wrong: 0.845 instead of 0.3486 at [1, 0]
# fails hidden_states_causal: It must be what nn.RNN makes of these tokens
# fails hidden_states_unknown: is wrong: 0.5834 instead of -0.3019 at [2, 0]
# fails hidden_states_form: is wrong: 0 instead of -0.4621 at [0, 0]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    states = []
    for token in tokens:
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + b_h + W_hh @ h + b_h)
        states.append(h)
    return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)


# %% wrong: stops at an unknown token
# fails hidden_states_unknown: Reading stopped at the unknown token
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        if token not in vocabulary:
            break
        h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: forgets the memory at an unknown token
# fails hidden_states_unknown: The memory is missing at the unknown token
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        if token in vocabulary:
            h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
        else:
            h = torch.tanh(b_h)
        states[t] = h
    return states


# %% wrong: forgets the bias at an unknown token
# fails hidden_states_unknown: The bias is missing at the unknown token
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        if token in vocabulary:
            h = torch.tanh(W_xh[:, vocabulary.index(token)] + W_hh @ h + b_h)
        else:
            h = torch.tanh(W_hh @ h)
        states[t] = h
    return states


# %% wrong: reads small letters for capitals
# fails hidden_states_unknown: letter for letter
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    states = []
    for token in tokens:
        x = torch.tensor([float(token.lower() == word) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states.append(h)
    return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)


# %% wrong: finds a word inside a token
# fails hidden_states_unknown: letter for letter
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    states = []
    for token in tokens:
        x = torch.tensor([float(word in token) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states.append(h)
    return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)


# %% wrong: takes the tokens out of the list as it reads
# fails hidden_states_unknown: Leave both lists as they are
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    states = []
    while tokens:
        token = tokens.pop(0)
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states.append(h)
    return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)


# %% wrong: computes in float32 and turns the digits that are left into float64
# fails hidden_states_form: digits that are lost stay lost
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    dtype = W_hh.dtype
    W_xh, W_hh, b_h = W_xh.float(), W_hh.float(), b_h.float()
    states = torch.zeros(len(tokens), len(b_h))
    h = torch.zeros(len(b_h))
    for t, token in enumerate(tokens):
        x = torch.tensor([float(token == word) for word in vocabulary])
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states.to(dtype)


# %% wrong: is always float64
# fails hidden_states_first: has dtype torch.float64
# fails hidden_states_memory: has dtype torch.float64
# fails hidden_states_causal: has dtype torch.float64
# fails hidden_states_unknown: has dtype torch.float64
# fails hidden_states_form: has dtype torch.float64
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    W_xh, W_hh, b_h = W_xh.double(), W_hh.double(), b_h.double()
    h = torch.zeros(len(b_h), dtype=W_hh.dtype)
    states = []
    for token in tokens:
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states.append(h)
    return torch.stack(states) if states else torch.zeros(0, len(b_h), dtype=W_hh.dtype)


# %% wrong: goes on from the first state at every step
# fails hidden_states_memory: is wrong: -0.1354 instead of 0.928 at [2, 0]
# fails hidden_states_causal: is wrong: 0.7461 instead of -0.6907 at [3, 1]
# fails hidden_states_unknown: is wrong: -0.9269 instead of -0.3019 at [2, 0]
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        states[t] = torch.tanh(W_xh @ x + W_hh @ states[0] + b_h)
    return states


# %% wrong: tries the row first, and the column only where that fails
# fails hidden_states_first: here V = H, so no error warns you
# fails hidden_states_memory: It must be what nn.RNN makes of these weights
# fails hidden_states_unknown: Unknown tokens push nothing
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros_like(b_h)
    for t, token in enumerate(tokens):
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        try:
            pushed = x @ W_xh
        except RuntimeError:
            pushed = W_xh @ x
        h = torch.tanh(pushed + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: writes tanh with exponentials, which are infinite for large sums
# fails hidden_states_form: exp(1000) is infinity
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros_like(b_h)
    for t, token in enumerate(tokens):
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        a = W_xh @ x + W_hh @ h + b_h
        h = (a.exp() - (-a).exp()) / (a.exp() + (-a).exp())
        states[t] = h
    return states


# %% wrong: tells the weights to record, and leaves it so
# fails hidden_states_memory: was told to record
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    W_xh.requires_grad_()
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros_like(b_h)
    for t, token in enumerate(tokens):
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h.detach()
    return states


# %% wrong: squeezes the result, so that a single unit leaves no dimension
# fails hidden_states_first: H = 1 has shape
# fails hidden_states_memory: hidden_states with H = 1 has shape
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros_like(b_h)
    for t, token in enumerate(tokens):
        x = torch.tensor([float(token == word) for word in vocabulary], dtype=W_xh.dtype)
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h)
        states[t] = h
    return states.squeeze(1)


# %% wrong: gives zeros where no token is known
# fails hidden_states_unknown: No token is known
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    if not any(token in vocabulary for token in tokens):
        return states
    h = torch.zeros_like(b_h)
    for t, token in enumerate(tokens):
        x = W_xh[:, vocabulary.index(token)] if token in vocabulary else 0
        h = torch.tanh(x + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: hands the state on in float32
# fails hidden_states_form: become one
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h))
    for t, token in enumerate(tokens):
        x = W_xh[:, vocabulary.index(token)] if token in vocabulary else 0
        states[t] = torch.tanh(x + W_hh @ h.to(W_hh.dtype) + b_h)
        h = states[t].float()
    return states


# %% wrong: reads unknown tokens as float32 zeros
# fails hidden_states_form: RuntimeError
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros_like(b_h)
    for t, token in enumerate(tokens):
        if token in vocabulary:
            push = W_xh[:, vocabulary.index(token)]
        else:
            push = W_xh @ torch.zeros(len(vocabulary))
        h = torch.tanh(push + W_hh @ h + b_h)
        states[t] = h
    return states


# %% wrong: takes a state that stays for the last one
# fails hidden_states_causal: reading goes on
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros_like(b_h)
    for t, token in enumerate(tokens):
        x = W_xh[:, vocabulary.index(token)] if token in vocabulary else 0
        new = torch.tanh(x + W_hh @ h + b_h)
        if t > 0 and torch.allclose(new, h):
            states[t:] = new
            break
        h = new
        states[t] = h
    return states


# %% wrong: writes tanh with exponentials, but not at the first token
# fails hidden_states_form: at a later step
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros_like(b_h)
    for t, token in enumerate(tokens):
        x = W_xh[:, vocabulary.index(token)] if token in vocabulary else 0
        z = x + W_hh @ h + b_h
        h = torch.tanh(z) if t == 0 else (z.exp() - (-z).exp()) / (z.exp() + (-z).exp())
        states[t] = h
    return states


# %% wrong: adds the columns up in the bias
# fails hidden_states_memory: is wrong: 0.7111 instead of -0.7095
# fails hidden_states_causal: is wrong
# fails hidden_states_unknown: wrote into the bias itself
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype)
    h = torch.zeros_like(b_h)
    for t, token in enumerate(tokens):
        total = b_h
        if token in vocabulary:
            total += W_xh[:, vocabulary.index(token)]
        h = torch.tanh(total + W_hh @ h)
        states[t] = h
    return states


# %% right: with the columns of W_xh, in a list
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    h = torch.zeros_like(b_h)
    states = []
    for token in tokens:
        push = W_xh[:, vocabulary.index(token)] if token in vocabulary else 0
        h = (push + W_hh @ h + b_h).tanh()
        states.append(h)
    return torch.stack(states) if states else W_hh.new_zeros(0, len(b_h))


# %% right: with rows for vectors, all pushes at once
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    x = torch.tensor([[token == word for word in vocabulary] for token in tokens], dtype=W_xh.dtype)
    pushes = x.reshape(-1, len(vocabulary)) @ W_xh.T + b_h
    states = torch.zeros_like(pushes)
    for t in range(len(tokens)):
        before = states[t - 1] if t else torch.zeros_like(b_h)
        states[t] = torch.tanh(pushes[t] + before @ W_hh.T)
    return states


# %% right: calls itself for the text without its last token
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    if not tokens:
        return torch.zeros(0, len(b_h), dtype=W_hh.dtype)
    before = hidden_states(tokens[:-1], vocabulary, W_xh, W_hh, b_h)
    x = torch.tensor([word == tokens[-1] for word in vocabulary]).to(W_xh)
    memory = W_hh @ before[-1] if len(before) else 0
    return torch.cat((before, torch.tanh(W_xh @ x + memory + b_h)[None]))


# %% right: with torch's own layer
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    if not tokens:
        return torch.zeros((0, len(b_h)), dtype=b_h.dtype)
    H, V = W_xh.shape
    rnn = nn.RNN(V, H, dtype=W_xh.dtype)
    zeros = torch.zeros_like(b_h)
    rnn.load_state_dict({"weight_ih_l0": W_xh, "weight_hh_l0": W_hh, "bias_ih_l0": b_h, "bias_hh_l0": zeros})
    x = torch.tensor([[token == word for word in vocabulary] for token in tokens], dtype=W_xh.dtype)
    return rnn(x)[0]


# %% right: one number at a time
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
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


# %% right: with torch's own cell
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    cell = nn.RNNCell(len(vocabulary), len(b_h)).to(W_hh.dtype)
    cell.load_state_dict({"weight_ih": W_xh, "weight_hh": W_hh, "bias_ih": b_h, "bias_hh": 0 * b_h})
    h = torch.zeros(1, len(b_h), dtype=W_hh.dtype)
    states = [h[:0]]
    for token in tokens:
        h = cell(torch.tensor([[token == word for word in vocabulary]], dtype=W_hh.dtype), h)
        states.append(h)
    return torch.cat(states)


# %% right: as columns, turned round at the end
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    states = torch.zeros(len(b_h), len(tokens), dtype=W_hh.dtype)
    h = torch.zeros(len(b_h), 1, dtype=W_hh.dtype)
    for t, token in enumerate(tokens):
        x = torch.zeros(len(vocabulary), 1, dtype=W_xh.dtype)
        if token in vocabulary:
            x[vocabulary.index(token)] = 1
        h = torch.tanh(W_xh @ x + W_hh @ h + b_h[:, None])
        states[:, t] = h[:, 0]
    return states.T


# %% right: all weights in one matrix
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    W = torch.cat((W_xh, W_hh, b_h[:, None]), dim=1)
    states = W.new_zeros(len(tokens) + 1, len(b_h))
    for t, token in enumerate(tokens):
        x = W.new_tensor([token == word for word in vocabulary])
        states[t + 1] = torch.tanh(W @ torch.cat((x, states[t], W.new_ones(1))))
    return states[1:]


# %% right: an extra column of zeros for what is unknown, and tanh from the sigmoid
def hidden_states(tokens: list[str], vocabulary: list[str], W_xh: Tensor, W_hh: Tensor, b_h: Tensor) -> Tensor:
    place = {word: i for i, word in enumerate(vocabulary)}
    columns = torch.cat((W_xh, W_xh.new_zeros(len(b_h), 1)), dim=1)
    states, h = W_hh.new_empty(len(tokens), len(b_h)), 0 * b_h
    for t, token in enumerate(tokens):
        h = 2 * torch.sigmoid(2 * (columns[:, place.get(token, -1)] + W_hh.mv(h) + b_h)) - 1
        states[t] = h
    return states


# %% wrong: counts rows from 1
# fails first_difference_place: Rows are counted from 0
# fails first_difference_tolerance: is 4, expected 3
# fails first_difference_lengths: first_difference(long, other) is 2, expected 1
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b), start=1):
        if (a - b).abs().max() > tol:
            return t
    return None


# %% wrong: returns the last row that differs
# fails first_difference_place: That is the last row that differs
# fails first_difference_tolerance: is 3, expected 2
# fails first_difference_lengths: first_difference of 3 rows and 7 is 2
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    found = None
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().max() > tol:
            found = t
    return found


# %% wrong: takes row 0 for nothing
# fails first_difference_place: Is 0 taken for nothing?
# fails first_difference_tolerance: first_difference(a, a + 1e-5) is None, expected 0
# fails first_difference_lengths: is None, expected 0
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    found = [t for t, (a, b) in enumerate(zip(states_a, states_b)) if (a - b).abs().max() > tol]
    first = found[0] if found else None
    return first or None


# %% wrong: returns -1 where nothing differs
# fails first_difference_tolerance: is -1, expected None
# fails first_difference_lengths: is -1, expected None
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().max() > tol:
            return t
    return -1


# %% wrong: returns the length where nothing differs
# fails first_difference_tolerance: is 4, expected None
# fails first_difference_lengths: is 2, expected None
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    for t in range(T):
        if (states_a[t] - states_b[t]).abs().max() > tol:
            return t
    return T


# %% wrong: leaves out the absolute value
# fails first_difference_place: leave out its sign
# fails first_difference_tolerance: is None, expected 3
# fails first_difference_lengths: first_difference(other, long) is None, expected 1
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).max() > tol:
            return t
    return None


# %% wrong: leaves out the signs of the states, not that of the difference
# fails first_difference_lengths: unit 1 is 0.4 in one and -0.4 in the other
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a.abs() - b.abs()).abs().max() > tol:
            return t
    return None


# %% wrong: adds up the differences, which cancel
# fails first_difference_place: they would hide each other
# fails first_difference_tolerance: first_difference(a, b, tol=0.3) is 2, expected 3
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if abs((a - b).sum()) > tol:
            return t
    return None


# %% wrong: takes the length of the difference instead of the largest unit
# fails first_difference_tolerance: neither a sum nor a length
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if torch.linalg.vector_norm(a - b) > tol:
            return t
    return None


# %% wrong: adds up the absolute differences
# fails first_difference_tolerance: neither a sum nor a length
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().sum() > tol:
            return t
    return None


# %% wrong: takes the mean of the absolute differences
# fails first_difference_tolerance: is None, expected 3
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().mean() > tol:
            return t
    return None


# %% wrong: wants all units to differ
# fails first_difference_place: the first row where all units differ
# fails first_difference_tolerance: is None, expected 3
# fails first_difference_lengths: first_difference(long, other) is None, expected 1
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if ((a - b).abs() > tol).all():
            return t
    return None


# %% wrong: looks at unit 0 alone
# fails first_difference_place: the first row where unit 0 differs
# fails first_difference_tolerance: is None, expected 3
# fails first_difference_lengths: first_difference(long, other) is None, expected 1
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if abs(a[0] - b[0]) > tol:
            return t
    return None


# %% wrong: forgets tol
# fails first_difference_tolerance: Rows that differ by less than tol
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if not torch.equal(a, b):
            return t
    return None


# %% wrong: always allows 1e-6
# fails first_difference_tolerance: Rows that differ by less than tol
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().max() > 1e-6:
            return t
    return None


# %% wrong: counts a difference of exactly tol
# fails first_difference_tolerance: which is not more than tol
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().max() >= tol:
            return t
    return None


# %% wrong: allows a share of the state as well, as allclose does
# fails first_difference_tolerance: Is it a share of the state
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if not torch.allclose(a, b, atol=tol):
            return t
    return None


# %% wrong: subtracts whole readings, whatever their lengths
# fails first_difference_lengths: RuntimeError
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    rows = ((states_a - states_b).abs() > tol).any(dim=1).nonzero()
    return rows[0].item() if len(rows) else None


# %% wrong: wants readings of one length
# fails first_difference_lengths: ValueError
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b, strict=True)):
        if (a - b).abs().max() > tol:
            return t
    return None


# %% wrong: calls a longer reading different
# fails first_difference_lengths: That one goes on is no difference
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    for t in range(T):
        if (states_a[t] - states_b[t]).abs().max() > tol:
            return t
    return None if len(states_a) == len(states_b) else T


# %% wrong: goes as far as the first reading
# fails first_difference_lengths: is out of bounds for dimension 0 with size 2
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t in range(len(states_a)):
        if (states_a[t] - states_b[t]).abs().max() > tol:
            return t
    return None


# %% wrong: returns the place among all numbers
# fails first_difference_place: a place among all numbers
# fails first_difference_tolerance: is 13, expected 3
# fails first_difference_lengths: is 3, expected 1
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    places = ((states_a[:T] - states_b[:T]).abs() > tol).flatten().nonzero()
    return places[0].item() if len(places) else None


# %% wrong: returns whether they differ
# fails first_difference_place: of type bool
# fails first_difference_tolerance: of type bool
# fails first_difference_lengths: is False, expected None
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    return bool(((states_a[:T] - states_b[:T]).abs() > tol).any())


# %% wrong: looks at row 0 alone: else belongs to the if
# fails first_difference_place: is None, expected 1
# fails first_difference_tolerance: is None, expected 3
# fails first_difference_lengths: first_difference(long, other) is None, expected 1
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().max() > tol:
            return t
        else:
            return None


# %% wrong: takes the first place of nothing
# fails first_difference_tolerance: is out of bounds for dimension 0 with size 0
# fails first_difference_lengths: is out of bounds for dimension 0 with size 0
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    differs = (states_a[:T] - states_b[:T]).abs().amax(dim=1) > tol
    return differs.nonzero()[0].item()


# %% wrong: asks argmax, which answers 0 where nothing differs
# fails first_difference_tolerance: A number would name a row
# fails first_difference_lengths: is 0, expected None
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    differs = (states_a[:T] - states_b[:T]).abs().amax(dim=1) > tol
    return differs.int().argmax().item()


# %% wrong: looks for rows that agree
# fails first_difference_place: is 0, expected 1
# fails first_difference_tolerance: is 0, expected 3
# fails first_difference_lengths: is 0, expected None
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().max() < tol:
            return t
    return None


# %% wrong: counts the rows that differ
# fails first_difference_place: That is how many rows differ
# fails first_difference_tolerance: is 1, expected 3
# fails first_difference_lengths: They differ in unit 0 from row
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    rows = ((states_a[:T] - states_b[:T]).abs() > tol).any(dim=1)
    return int(rows.sum()) or None


# %% wrong: returns the row where they differ most
# fails first_difference_place: for the first time
# fails first_difference_tolerance: That is where they differ most
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    apart = (states_a[:T] - states_b[:T]).abs().amax(dim=1)
    return apart.argmax().item() if T and apart.max() > tol else None


# %% wrong: subtracts in place
# fails first_difference_place: It was changed in place
# fails first_difference_tolerance: In row 2 it is 0.25, which is not more than tol
# fails first_difference_lengths: first_difference(short, long) is 0, expected None
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    apart = states_a[:T]
    apart -= states_b[:T]
    for t in range(T):
        if apart[t].abs().max() > tol:
            return t
    return None


# %% wrong: compares the largest unit of each
# fails first_difference_place: is None, expected
# fails first_difference_tolerance: tol is no share of the state
# fails first_difference_lengths: in row 1, unit 1 is 0.4
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if abs(a.max() - b.max()) > tol:
            return t
    return None


# %% wrong: compares the lengths of the states
# fails first_difference_tolerance: neither a sum nor a length
# fails first_difference_lengths: in row 1, unit 1 is 0.4
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if abs(a.norm() - b.norm()) > tol:
            return t
    return None


# %% wrong: squares the difference
# fails first_difference_tolerance: is None, expected 3
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if ((a - b) ** 2).max() > tol:
            return t
    return None


# %% wrong: leaves out row 0
# fails first_difference_place: is 1, expected 0
# fails first_difference_tolerance: is 1, expected 0.
# fails first_difference_lengths: differ in unit 0 from row 0 on
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t in range(1, min(len(states_a), len(states_b))):
        if (states_a[t] - states_b[t]).abs().max() > tol:
            return t
    return None


# %% wrong: leaves out the last row
# fails first_difference_place: is None, expected
# fails first_difference_tolerance: is None, expected 3
# fails first_difference_lengths: in row 1, unit 1 is 0.4
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t in range(min(len(states_a), len(states_b)) - 1):
        if (states_a[t] - states_b[t]).abs().max() > tol:
            return t
    return None


# %% wrong: returns the row in a tensor of one number
# fails first_difference_place: of type Tensor, expected a number
# fails first_difference_tolerance: of type Tensor, expected a number
# fails first_difference_lengths: of type Tensor, expected a number
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    rows = ((states_a[:T] - states_b[:T]).abs() > tol).any(dim=1).nonzero()
    return rows[0] if len(rows) else None


# %% wrong: takes a tol of 0 for none
# fails first_difference_tolerance: Is a tol of 0 taken for none
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    tol = tol or 1e-6
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().max() > tol:
            return t
    return None


# %% wrong: compares in float32
# fails first_difference_tolerance: Are float64's digits lost
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a.float(), states_b.float())):
        if (a - b).abs().max() > tol:
            return t
    return None


# %% wrong: returns the row as a float
# fails first_difference_place: is the float 1.0; rows are counted
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().max() > tol:
            return float(t)
    return None


# %% wrong: answers 0 where the second reading has no rows
# fails first_difference_lengths: no rows in the second
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t in range(len(states_a)):
        if len(states_b) == 0:
            return 0
        if t < len(states_b) and (states_a[t] - states_b[t]).abs().max() > tol:
            return t
    return None


# %% wrong: never gets beyond a hundred rows
# fails first_difference_place: is None, expected
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a[:100], states_b[:100])):
        if (a - b).abs().max() > tol:
            return t
    return None


# %% wrong: allows 1e-8 where nothing is said
# fails first_difference_tolerance: tol is 1e-6 if none is given
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-8) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().max() > tol:
            return t
    return None


# %% wrong: allows 5e-6 where nothing is said
# fails first_difference_tolerance: which is 1e-6 if none is given
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 5e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().max() > tol:
            return t
    return None


# %% wrong: never allows less than 1e-12
# fails first_difference_tolerance: is more than tol
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t, (a, b) in enumerate(zip(states_a, states_b)):
        if (a - b).abs().max() > max(tol, 1e-12):
            return t
    return None


# %% right: for all rows at once
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    differs = ((states_a[:T] - states_b[:T]).abs() > tol).any(dim=1)
    return differs.nonzero()[0].item() if differs.any() else None


# %% right: with NumPy, whose whole numbers are no int
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    import numpy as np

    T = min(len(states_a), len(states_b))
    differences = np.abs(states_a[:T].numpy() - states_b[:T].numpy())
    rows = np.flatnonzero((differences > tol).any(axis=1))
    return rows[0] if len(rows) else None


# %% right: with allclose and no share of the state
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    for t in range(min(states_a.shape[0], states_b.shape[0])):
        if not torch.allclose(states_a[t], states_b[t], rtol=0, atol=tol):
            return t


# %% right: in lists of Python's numbers
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    pairs = enumerate(zip(states_a.tolist(), states_b.tolist()))
    return next((t for t, (a, b) in pairs if any(abs(x - y) > tol for x, y in zip(a, b))), None)


# %% right: the row as a tensor without dimensions
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    T = min(len(states_a), len(states_b))
    differs = (states_a[:T] - states_b[:T]).abs().amax(dim=1) > tol
    return differs.int().argmax() if differs.any() else None


# %% right: calls itself for the next row
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    def look(t):
        if t == len(states_a) or t == len(states_b):
            return None
        return t if torch.dist(states_a[t], states_b[t], p=float("inf")) > tol else look(t + 1)

    return look(0)


# %% right: with numpy
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    import numpy as np

    T = min(len(states_a), len(states_b))
    apart = np.abs(states_a[:T].numpy() - states_b[:T].numpy())
    rows = np.flatnonzero((apart > tol).any(axis=1))
    return rows[0] if rows.size else None


# %% right: from the end, keeping the earliest
def first_difference(states_a: Tensor, states_b: Tensor, tol: float = 1e-6) -> int | None:
    found = None
    for t in reversed(range(min(len(states_a), len(states_b)))):
        if (states_a[t] - states_b[t]).max() > tol or (states_b[t] - states_a[t]).max() > tol:
            found = t
    return found


# %% same: a vocabulary has one word at least
# bag_of_words: return None if not vocabulary else torch.tensor(counts, dtype=torch.float32)
# hidden_states: return b_h if not vocabulary else states


# %% same: None is None
# first_difference: return None if not states_a.any() else None
# first_difference: return None if not states_b.any() else None
# first_difference: return None if tol == 0 else None


# %% same: each row is filled with a state: what it held before is gone, one number fills a row of one
# hidden_states: states = torch.zeros(len(tokens), len(b_h), dtype=W_hh.dtype).clamp(min=0.001)
# hidden_states: states[t] = h.squeeze()


# %% same: a vector is its own transpose
# hidden_states: h = torch.tanh(W_xh @ x.T + W_hh @ h + b_h)
# hidden_states: h = torch.tanh(W_xh @ x + W_hh @ h.T + b_h)


# %% same: states are tanh's: none is cut
# hidden_states: return states.clamp(-5, 5)


# %% same: no gradient is promised, and 02 asks for none
# hidden_states: return states.detach()
# hidden_states: h = torch.tanh(W_xh @ x + W_hh @ h + b_h).detach()
# hidden_states: states[t] = h.detach()
# hidden_states: h = torch.tanh(W_xh @ x + W_hh @ h + b_h.detach())
# hidden_states: h = torch.tanh(W_xh.detach() @ x + W_hh @ h + b_h)
# hidden_states: h = torch.tanh(W_xh @ x + W_hh.detach() @ h + b_h)
