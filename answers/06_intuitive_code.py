"""Known answers to the exercises of 06: wrong ones as students write them, and right ones written differently."""

import torch
from torch import Tensor, nn


# %% wrong: gives the numbers of the letters instead of rows
# fails encode_one_hot: has shape (5,)
# fails encode_unknown_letter: has shape (2,)
def encode(text: str, alphabet: str) -> Tensor:
    return torch.tensor([float(alphabet.index(letter)) for letter in text])


# %% wrong: a column for each letter of the text
# fails encode_one_hot: has shape (4, 5), expected (5, 4)
# fails encode_unknown_letter: has shape (4, 2)
def encode(text: str, alphabet: str) -> Tensor:
    rows = torch.zeros(len(alphabet), len(text))
    for t, letter in enumerate(text):
        rows[alphabet.index(letter), t] = 1.0
    return rows


# %% wrong: leaves the rows as integers
# fails encode_one_hot: multiply by float32 weights
# fails encode_unknown_letter: dtype torch.int64
def encode(text: str, alphabet: str) -> Tensor:
    ids = torch.tensor([alphabet.index(letter) for letter in text], dtype=torch.long)
    return torch.nn.functional.one_hot(ids, len(alphabet))


# %% wrong: leaves the row of an unknown letter at zero
# fails encode_unknown_letter: nobody would notice
def encode(text: str, alphabet: str) -> Tensor:
    rows = torch.zeros(len(text), len(alphabet))
    for t, letter in enumerate(text):
        if letter in alphabet:
            rows[t, alphabet.index(letter)] = 1.0
    return rows


# %% wrong: leaves out unknown letters
# fails encode_unknown_letter: nobody would notice
def encode(text: str, alphabet: str) -> Tensor:
    known = [letter for letter in text if letter in alphabet]
    rows = torch.zeros(len(known), len(alphabet))
    for t, letter in enumerate(known):
        rows[t, alphabet.index(letter)] = 1.0
    return rows


# %% wrong: looks up with find, which answers -1: the last column
# fails encode_unknown_letter: nobody would notice
def encode(text: str, alphabet: str) -> Tensor:
    rows = torch.zeros(len(text), len(alphabet))
    for t, letter in enumerate(text):
        rows[t, alphabet.find(letter)] = 1.0
    return rows


# %% wrong: looks up in a dict, which raises a KeyError
# fails encode_unknown_letter: 'KeyError', expected 'ValueError'
def encode(text: str, alphabet: str) -> Tensor:
    column = {letter: i for i, letter in enumerate(alphabet)}
    rows = torch.zeros(len(text), len(alphabet))
    for t, letter in enumerate(text):
        rows[t, column[letter]] = 1.0
    return rows


# %% wrong: makes its own alphabet from the letters of the text
# fails encode_one_hot: instead of
# fails encode_unknown_letter: has shape (2, 2)
def encode(text: str, alphabet: str) -> Tensor:
    letters = sorted(set(text))
    rows = torch.zeros(len(text), len(letters))
    for t, letter in enumerate(text):
        rows[t, letters.index(letter)] = 1.0
    return rows


# %% wrong: knows only HELO
# fails encode_one_hot: has shape (1, 4), expected (1, 1)
# fails encode_unknown_letter: One letter of the text is not in
def encode(text: str, alphabet: str) -> Tensor:
    return torch.eye(4)[["HELO".index(letter) for letter in text]]


# %% wrong: fails on an empty text
# fails encode_one_hot: RuntimeError
def encode(text: str, alphabet: str) -> Tensor:
    return torch.stack([torch.eye(len(alphabet))[alphabet.index(letter)] for letter in text])


# %% wrong: returns the error instead of raising it
# fails encode_unknown_letter: it is returned, not raised
def encode(text: str, alphabet: str) -> Tensor:
    if set(text) - set(alphabet):
        return ValueError("not in the alphabet")
    return torch.eye(len(alphabet))[[alphabet.index(letter) for letter in text]]


# %% wrong: finds the row by index, so that the second L overwrites the first
# fails encode_one_hot: text.index finds the first L
def encode(text: str, alphabet: str) -> Tensor:
    rows = torch.zeros(len(text), len(alphabet))
    for letter in text:
        rows[text.index(letter), alphabet.index(letter)] = 1.0
    return rows


# %% wrong: writes the text in capitals first
# fails encode_one_hot: small letters are letters as they are
# fails encode_unknown_letter: capitals and small letters differ
def encode(text: str, alphabet: str) -> Tensor:
    text = text.upper()
    return torch.eye(len(alphabet))[[alphabet.index(letter) for letter in text]]


# %% wrong: strips spaces off
# fails encode_one_hot: Spaces are letters, too
def encode(text: str, alphabet: str) -> Tensor:
    text = text.strip()
    return torch.eye(len(alphabet))[[alphabet.index(letter) for letter in text]]


# %% wrong: squeezes, which takes the row of a single letter away
# fails encode_one_hot: One letter has a row, too
def encode(text: str, alphabet: str) -> Tensor:
    return torch.eye(len(alphabet))[[alphabet.index(letter) for letter in text]].squeeze(0)


# %% wrong: takes line ends out
# fails encode_one_hot: So are line ends
def encode(text: str, alphabet: str) -> Tensor:
    text = text.replace("\n", "").replace("\t", "")
    ids = [alphabet.index(c) for c in text]
    return torch.eye(len(alphabet))[ids]


# %% right: rows of the identity matrix
def encode(text: str, alphabet: str) -> Tensor:
    return torch.eye(len(alphabet))[[alphabet.index(letter) for letter in text]]


# %% right: with one_hot
def encode(text: str, alphabet: str) -> Tensor:
    ids = torch.tensor([alphabet.index(letter) for letter in text], dtype=torch.long)
    return torch.nn.functional.one_hot(ids, num_classes=len(alphabet)).float()


# %% right: compares every letter with every other, and checks by hand
def encode(text: str, alphabet: str) -> Tensor:
    unknown = set(text) - set(alphabet)
    if unknown:
        raise ValueError(f"not in the alphabet: {sorted(unknown)}")
    rows = [[float(letter == other) for other in alphabet] for letter in text]
    return torch.tensor(rows).reshape(len(text), len(alphabet))


# %% right: raises a kind of ValueError of its own
def encode(text: str, alphabet: str) -> Tensor:
    class UnknownLetter(ValueError):
        pass

    rows = torch.zeros(len(text), len(alphabet))
    for t, letter in enumerate(text):
        if letter not in alphabet:
            raise UnknownLetter(letter)
        rows[t, alphabet.index(letter)] = 1.0
    return rows


# %% wrong: leaves out tanh
# fails forward_hidden: This is i2h without tanh
# fails forward_sequence: 0.4621 after step 1
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        return torch.log_softmax(self.i2o(combined), dim=1), self.i2h(combined)


# %% wrong: puts h before x
# fails forward_hidden: This is [h, x]
# fails forward_output: Is it [x, h], in this order?
# fails forward_sequence: 0.4621 after step 1
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((h, x), dim=1)
        return torch.log_softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))


# %% wrong: reads the output from the new state
# fails forward_output: This is read from [x, h_new]
# fails forward_sequence: Step 2 reads the state that step 1 left
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        h_new = torch.tanh(self.i2h(torch.cat((x, h), dim=1)))
        return torch.log_softmax(self.i2o(torch.cat((x, h_new), dim=1)), dim=1), h_new


# %% wrong: returns the scores without softmax
# fails forward_softmax: These are the scores
# fails forward_output: These are the scores
# fails forward_sequence: log_softmax of 0.4621
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        return self.i2o(combined), torch.tanh(self.i2h(combined))


# %% wrong: returns probabilities instead of their logarithms
# fails forward_softmax: These are the probabilities
# fails forward_output: These are the probabilities
# fails forward_sequence: log_softmax of 0.4621
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        return torch.softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))


# %% wrong: shares out 100 % among the texts instead of the letters
# fails forward_softmax: must: dim=1
# fails forward_output: log_softmax of 0.5 and -0.5
# fails forward_sequence: log_softmax of 0.4621
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        return torch.log_softmax(self.i2o(combined), dim=0), torch.tanh(self.i2h(combined))


# %% wrong: starts from zeros at every step
# fails forward_hidden: This leaves out h
# fails forward_output: This does not depend on h
# fails forward_sequence: 0.8904 after step 2
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, torch.zeros_like(h)), dim=1)
        return torch.log_softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))


# %% wrong: returns the two results in the other order
# fails forward_hidden: The two results are swapped
# fails forward_softmax: The two results are swapped
# fails forward_output: The two results are swapped
# fails forward_sequence: The state after step 1 has shape (1, 2), expected (1, 1)
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        return torch.tanh(self.i2h(combined)), torch.log_softmax(self.i2o(combined), dim=1)


# %% wrong: returns the log-probabilities alone
# fails forward_hidden: expected a pair: `return log_probabilities, h_new`
# fails forward_softmax: expected a pair: `return log_probabilities, h_new`
# fails forward_output: expected a pair: `return log_probabilities, h_new`
# fails forward_sequence: expected a pair: `return log_probabilities, h_new`
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        h = torch.tanh(self.i2h(combined))
        return torch.log_softmax(self.i2o(combined), dim=1)


# %% wrong: writes the new state into the old one
# fails forward_hidden: make a new tensor for h_new
# fails forward_sequence: forward changed the h that was passed in
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        h[:] = torch.tanh(self.i2h(combined)).detach()
        return torch.log_softmax(self.i2o(combined), dim=1), h


# %% wrong: reads the first text only
# fails forward_hidden: has shape (1, 1), expected (2, 1)
# fails forward_softmax: has shape (1, 3), expected (2, 3)
# fails forward_output: has shape (1, 2), expected (4, 2)
# fails forward_sequence: expected (5,
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x[0], h[0]))
        return torch.log_softmax(self.i2o(combined), dim=0)[None], torch.tanh(self.i2h(combined))[None]


# %% wrong: keeps its own state and reads that
# fails forward_sequence: keep nothing of the text before
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, getattr(self, "h", h)), dim=1)
        self.h = torch.tanh(self.i2h(combined))
        return torch.log_softmax(self.i2o(combined), dim=1), self.h


# %% wrong: keeps its own state until zeros come in
# fails forward_sequence: its own row of the h that is passed in
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        if h.any():
            h = getattr(self, "h", h)
        combined = torch.cat((x, h), dim=1)
        self.h = torch.tanh(self.i2h(combined))
        return torch.log_softmax(self.i2o(combined), dim=1), self.h


# %% wrong: reads the state of the first text for all texts
# fails forward_hidden: All texts used the state of the first
# fails forward_output: All texts used the state of the first
# fails forward_sequence: its own row of the h that is passed in
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h[:1].expand(len(x), -1)), dim=1)
        return torch.log_softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))


# %% wrong: reads the mean state of all texts
# fails forward_hidden: All texts used the mean state
# fails forward_output: All texts used the mean state
# fails forward_sequence: its own row of the h that is passed in
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h.mean(0).expand_as(h)), dim=1)
        return torch.log_softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))


# %% wrong: takes softmax before log_softmax
# fails forward_softmax: Softmax was taken twice
# fails forward_output: Softmax was taken twice
# fails forward_sequence: log_softmax of 0.4621
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        probabilities = torch.softmax(self.i2o(combined), dim=1)
        return torch.log_softmax(probabilities, dim=1), torch.tanh(self.i2h(combined))


# %% wrong: detaches the new state
# fails forward_sequence: the memory would not form
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        h_new = torch.tanh(self.i2h(combined))
        return torch.log_softmax(self.i2o(combined), dim=1), h_new.detach()


# %% wrong: detaches the new state
# fails forward_sequence: the memory would not form
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        with torch.no_grad():
            h_new = torch.tanh(self.i2h(combined))
        return torch.log_softmax(self.i2o(combined), dim=1), h_new


# %% wrong: detaches the state that comes in
# fails forward_sequence: the memory would not form
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h.detach()), dim=1)
        return torch.log_softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))


# %% wrong: detaches the new state
# fails forward_sequence: the memory would not form
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        h_new = torch.tanh(self.i2h(combined))
        return torch.log_softmax(self.i2o(combined), dim=1), torch.tensor(h_new.tolist(), dtype=h_new.dtype)


# %% wrong: cuts small probabilities off before the logarithm
# fails forward_softmax: Cut nothing off
# fails forward_output: log_probabilities for D =
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        probabilities = torch.softmax(self.i2o(combined), dim=1)
        return probabilities.clamp(min=1e-9).log(), torch.tanh(self.i2h(combined))


# %% wrong: writes tanh out with exponentials, which overflow
# fails forward_hidden: NaN or infinity
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        up, down = self.i2h(combined).exp(), (-self.i2h(combined)).exp()
        return torch.log_softmax(self.i2o(combined), dim=1), (up - down) / (up + down)


# %% wrong: writes the letter's part into x
# fails forward_hidden: x after the call
# fails forward_sequence: 0.8904 after step 2
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        outputs = torch.log_softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))
        with torch.no_grad():
            x.zero_()
        return outputs


# %% wrong: takes the logarithm of softmax, which is the logarithm of 0
# fails forward_softmax: take no logarithm of softmax
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        h_new = torch.tanh(self.i2h(combined))
        log_probabilities = torch.log(torch.softmax(self.i2o(combined), dim=1))
        return log_probabilities, h_new


# %% right: text by text, layers written out as sums
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat((x, h), dim=1)
        scores = torch.einsum("bi,vi->bv", combined, self.i2o.weight) + self.i2o.bias
        a = torch.einsum("bi,hi->bh", combined, self.i2h.weight) + self.i2h.bias
        return scores - torch.logsumexp(scores, 1, keepdim=True), 2 * torch.sigmoid(2 * a) - 1


# %% right: with two matrices for each layer
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        D = x.shape[1]
        a = x @ self.i2h.weight[:, :D].T + h @ self.i2h.weight[:, D:].T + self.i2h.bias
        y = x @ self.i2o.weight[:, :D].T + h @ self.i2o.weight[:, D:].T + self.i2o.bias
        return y - y.logsumexp(dim=1, keepdim=True), a.tanh()


# %% right: with modules, over the last dimension
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        combined = torch.cat([x, h], -1)
        h = nn.Tanh()(self.i2h(combined))
        return nn.LogSoftmax(dim=-1)(self.i2o(combined)), h


# %% right: text by text
class SimpleRNN(nn.Module):
    def forward(self, x: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
        outputs, states = [], []
        for row in torch.hstack((x, h)):
            outputs.append(self.i2o(row).log_softmax(0))
            states.append(torch.tanh(self.i2h(row)))
        return torch.stack(outputs), torch.stack(states)


# %% wrong: always one text
# fails init_hidden: has shape (1, 8), expected (3, 8)
class SimpleRNN(nn.Module):
    def init_hidden(self, batch_size: int = 1) -> Tensor:
        return torch.zeros(1, self.hidden_size)


# %% wrong: one row without a batch
# fails init_hidden: has shape (8,), expected (1, 8)
class SimpleRNN(nn.Module):
    def init_hidden(self, batch_size: int = 1) -> Tensor:
        return torch.zeros(self.hidden_size)


# %% wrong: always eight hidden units
# fails init_hidden: 8), expected (
class SimpleRNN(nn.Module):
    def init_hidden(self, batch_size: int = 1) -> Tensor:
        return torch.zeros(batch_size, 8)


# %% wrong: three sizes, as torch.nn.RNN takes them
# fails init_hidden: has shape (1, 1, 8), expected (1, 8)
class SimpleRNN(nn.Module):
    def init_hidden(self, batch_size: int = 1) -> Tensor:
        return torch.zeros(1, batch_size, self.hidden_size)


# %% wrong: a random memory of nothing
# fails init_hidden: there is nothing to remember
class SimpleRNN(nn.Module):
    def init_hidden(self, batch_size: int = 1) -> Tensor:
        return torch.randn(batch_size, self.hidden_size)


# %% wrong: makes zeros once, for whatever comes later
# fails init_hidden: zeros of the call before
class SimpleRNN(nn.Module):
    def init_hidden(self, batch_size: int = 1) -> Tensor:
        if not hasattr(self, "h0"):
            self.h0 = torch.zeros(batch_size, self.hidden_size)
        return self.h0


# %% wrong: makes a weight of the first state
# fails init_hidden: init_hidden made a weight
class SimpleRNN(nn.Module):
    def init_hidden(self, batch_size: int = 1) -> Tensor:
        self.h0 = nn.Parameter(torch.zeros(batch_size, self.hidden_size))
        return self.h0


# %% right: with the type of the weights
class SimpleRNN(nn.Module):
    def init_hidden(self, batch_size: int = 1) -> Tensor:
        return self.i2h.weight.new_zeros((batch_size, self.hidden_size))


# %% right: from lists, with the size of a layer
class SimpleRNN(nn.Module):
    def init_hidden(self, batch_size: int = 1) -> Tensor:
        return torch.tensor([[0.0] * self.i2h.out_features for _ in range(batch_size)])


# %% wrong: returns the number of the letter
# fails predict_next_letter: The letter is 1, expected 'E'
# fails predict_next_alphabet: is 4, expected 'u'
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    best = int(log_probabilities.argmax())
    return best, log_probabilities[best].exp().item()


# %% wrong: returns the log-probability
# fails predict_next_probability: This is the log-probability: exponentiate it.
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    best = int(log_probabilities.argmax())
    return alphabet[best], log_probabilities[best].item()


# %% wrong: drops the minus sign instead of exponentiating
# fails predict_next_probability: without its sign
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    best = int(log_probabilities.argmax())
    return alphabet[best], -log_probabilities[best].item()


# %% wrong: takes the least likely letter, the largest without its sign
# fails predict_next_letter: The letter is 'O', expected 'E'
# fails predict_next_probability: is 0.05, expected 0.7
# fails predict_next_alphabet: expected 'u'
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    best = int(log_probabilities.abs().argmax())
    return alphabet[best], log_probabilities[best].exp().item()


# %% wrong: returns all probabilities
# fails predict_next_probability: expected a number
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    probabilities = log_probabilities.exp()
    return alphabet[int(probabilities.argmax())], probabilities


# %% wrong: knows only HELO
# fails predict_next_alphabet: expected 'u'
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    best = int(log_probabilities.argmax()) % 4
    return "HELO"[best], log_probabilities.max().exp().item()


# %% wrong: takes the least likely letter, the largest without its sign
# fails predict_next_letter: The letter is 'O', expected 'E'
# fails predict_next_probability: expected 0.7
# fails predict_next_alphabet: expected 'u'
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    worst = int(log_probabilities.argmin())
    return alphabet[worst], log_probabilities[worst].exp().item()


# %% wrong: returns the letter alone
# fails predict_next_letter: is a str, expected a pair
# fails predict_next_probability: is a str, expected a pair
# fails predict_next_alphabet: is a str, expected a pair
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    return alphabet[int(log_probabilities.argmax())]


# %% wrong: exponentiates in place
# fails predict_next_probability: use exp, not exp_
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    probabilities = log_probabilities.exp_()
    best = int(probabilities.argmax())
    return alphabet[best], probabilities[best].item()


# %% wrong: draws a letter at random
# fails predict_next_letter: The largest log-probability
# fails predict_next_probability: expected 0.
# fails predict_next_alphabet: The largest log-probability
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    probabilities = log_probabilities.exp()
    drawn = int(torch.multinomial(probabilities, 1))
    return alphabet[drawn], probabilities[drawn].item()


# %% wrong: rounds the probability to two digits
# fails predict_next_probability: round nothing
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    best = int(log_probabilities.argmax())
    return alphabet[best], round(log_probabilities[best].exp().item(), 2)


# %% wrong: rounds before it compares
# fails predict_next_letter: The largest log-probability
# fails predict_next_probability: round nothing
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    probabilities = [round(p, 2) for p in log_probabilities.exp().tolist()]
    best = probabilities.index(max(probabilities))
    return alphabet[best], probabilities[best]


# %% wrong: lets the log-probabilities record gradients
# fails predict_next_probability: record gradients now
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    log_probabilities.requires_grad_()
    best = int(log_probabilities.argmax())
    return alphabet[best], log_probabilities[best].exp().item()


# %% wrong: goes to numpy, which a recorded tensor does not
# fails predict_next_probability: Can't call numpy()
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    import numpy as np

    p = np.exp(log_probabilities.numpy())
    return alphabet[int(p.argmax())], float(p.max())


# %% wrong: names no letter below 20 %
# fails predict_next_alphabet: though small
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    best = int(log_probabilities.argmax())
    p = log_probabilities[best].exp().item()
    return (alphabet[best], p) if p > 0.2 else ("?", p)


# %% right: with max
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    value, place = torch.max(log_probabilities, dim=0)
    return alphabet[place], float(torch.exp(value))


# %% right: from a list of all probabilities
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    probabilities = log_probabilities.exp().tolist()
    best = probabilities.index(max(probabilities))
    return alphabet[best], probabilities[best]


# %% right: softmax of logarithms, the probability as a tensor without dimensions
def predict_next(log_probabilities: Tensor, alphabet: str) -> tuple[str, float]:
    probabilities = torch.softmax(log_probabilities, dim=0)
    letter, probability = max(zip(alphabet, probabilities, strict=True), key=lambda pair: pair[1])
    return letter, probability


# %% same: an alphabet has one letter at least, and a batch one text
# encode: return None if not alphabet else rows
# SimpleRNN.init_hidden: return None if batch_size == 0 else torch.zeros(batch_size, self.hidden_size)
# predict_next: return None if not alphabet else (alphabet[best], log_probabilities[best].exp().item())
