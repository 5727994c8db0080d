"""Known answers to the exercises of 06: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="encode",
        name="gives the numbers of the letters instead of rows",
        body="""
            return torch.tensor([float(alphabet.index(letter)) for letter in text])
        """,
        fails={"encode_one_hot": "has shape (5,)", "encode_unknown_letter": "has shape (2,)"},
    ),
    Mistake(
        exercise="encode",
        name="a column for each letter of the text",
        body="""
            rows = torch.zeros(len(alphabet), len(text))
            for t, letter in enumerate(text):
                rows[alphabet.index(letter), t] = 1.0
            return rows
        """,
        fails={"encode_one_hot": "has shape (4, 5), expected (5, 4)", "encode_unknown_letter": "has shape (4, 2)"},
    ),
    Mistake(
        exercise="encode",
        name="leaves the rows as integers",
        body="""
            ids = torch.tensor([alphabet.index(letter) for letter in text], dtype=torch.long)
            return torch.nn.functional.one_hot(ids, len(alphabet))
        """,
        fails={"encode_one_hot": "multiply by float32 weights", "encode_unknown_letter": "dtype torch.int64"},
    ),
    Mistake(
        exercise="encode",
        name="leaves the row of an unknown letter at zero",
        body="""
            rows = torch.zeros(len(text), len(alphabet))
            for t, letter in enumerate(text):
                if letter in alphabet:
                    rows[t, alphabet.index(letter)] = 1.0
            return rows
        """,
        fails={"encode_unknown_letter": "nobody would notice"},
    ),
    Mistake(
        exercise="encode",
        name="leaves out unknown letters",
        body="""
            known = [letter for letter in text if letter in alphabet]
            rows = torch.zeros(len(known), len(alphabet))
            for t, letter in enumerate(known):
                rows[t, alphabet.index(letter)] = 1.0
            return rows
        """,
        fails={"encode_unknown_letter": "nobody would notice"},
    ),
    Mistake(
        exercise="encode",
        name="looks up with find, which answers -1: the last column",
        body="""
            rows = torch.zeros(len(text), len(alphabet))
            for t, letter in enumerate(text):
                rows[t, alphabet.find(letter)] = 1.0
            return rows
        """,
        fails={"encode_unknown_letter": "nobody would notice"},
    ),
    Mistake(
        exercise="encode",
        name="looks up in a dict, which raises a KeyError",
        body="""
            column = {letter: i for i, letter in enumerate(alphabet)}
            rows = torch.zeros(len(text), len(alphabet))
            for t, letter in enumerate(text):
                rows[t, column[letter]] = 1.0
            return rows
        """,
        fails={"encode_unknown_letter": "'KeyError', expected 'ValueError'"},
    ),
    Mistake(
        exercise="encode",
        name="makes its own alphabet from the letters of the text",
        body="""
            letters = sorted(set(text))
            rows = torch.zeros(len(text), len(letters))
            for t, letter in enumerate(text):
                rows[t, letters.index(letter)] = 1.0
            return rows
        """,
        fails={"encode_one_hot": "instead of", "encode_unknown_letter": "has shape (2, 2)"},
    ),
    Mistake(
        exercise="encode",
        name="knows only HELO",
        body="""
            return torch.eye(4)[["HELO".index(letter) for letter in text]]
        """,
        fails={"encode_one_hot": "ValueError", "encode_unknown_letter": "One letter of the text is not in"},
    ),
    Mistake(
        exercise="encode",
        name="fails on an empty text",
        body="""
            return torch.stack([torch.eye(len(alphabet))[alphabet.index(letter)] for letter in text])
        """,
        fails={"encode_one_hot": "RuntimeError"},
    ),
    Mistake(
        exercise="encode",
        name="returns the error instead of raising it",
        body="""
            if set(text) - set(alphabet):
                return ValueError("not in the alphabet")
            return torch.eye(len(alphabet))[[alphabet.index(letter) for letter in text]]
        """,
        fails={"encode_unknown_letter": "it is returned, not raised"},
    ),
    Mistake(
        exercise="encode",
        name="finds the row by index, so that the second L overwrites the first",
        body="""
            rows = torch.zeros(len(text), len(alphabet))
            for letter in text:
                rows[text.index(letter), alphabet.index(letter)] = 1.0
            return rows
        """,
        fails={"encode_one_hot": "text.index finds the first L"},
    ),
    Mistake(
        exercise="encode",
        name="writes the text in capitals first",
        body="""
            text = text.upper()
            return torch.eye(len(alphabet))[[alphabet.index(letter) for letter in text]]
        """,
        fails={"encode_one_hot": "ValueError", "encode_unknown_letter": "capitals and small letters differ"},
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="leaves out tanh",
        body="""
            combined = torch.cat((x, h), dim=1)
            return torch.log_softmax(self.i2o(combined), dim=1), self.i2h(combined)
        """,
        fails={
            "forward_hidden": "This is i2h without tanh",
            "forward_sequence": "0.4621 after step 1",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="puts h before x",
        body="""
            combined = torch.cat((h, x), dim=1)
            return torch.log_softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))
        """,
        fails={
            "forward_hidden": "This is [h, x]",
            "forward_output": "Is it [x, h], in this order?",
            "forward_sequence": "0.4621 after step 1",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="reads the output from the new state",
        body="""
            h_new = torch.tanh(self.i2h(torch.cat((x, h), dim=1)))
            return torch.log_softmax(self.i2o(torch.cat((x, h_new), dim=1)), dim=1), h_new
        """,
        fails={
            "forward_output": "This is read from [x, h_new]",
            "forward_sequence": "Step 2 reads the state that step 1 left",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="returns the scores without softmax",
        body="""
            combined = torch.cat((x, h), dim=1)
            return self.i2o(combined), torch.tanh(self.i2h(combined))
        """,
        fails={
            "forward_softmax": "These are the scores",
            "forward_output": "These are the scores",
            "forward_sequence": "log_softmax of 0.4621",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="returns probabilities instead of their logarithms",
        body="""
            combined = torch.cat((x, h), dim=1)
            return torch.softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))
        """,
        fails={
            "forward_softmax": "These are the probabilities",
            "forward_output": "These are the probabilities",
            "forward_sequence": "log_softmax of 0.4621",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="shares out 100 % among the texts instead of the letters",
        body="""
            combined = torch.cat((x, h), dim=1)
            return torch.log_softmax(self.i2o(combined), dim=0), torch.tanh(self.i2h(combined))
        """,
        fails={
            "forward_softmax": "must: dim=1",
            "forward_output": "log_softmax of 0.5 and -0.5",
            "forward_sequence": "log_softmax of 0.4621",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="starts from zeros at every step",
        body="""
            combined = torch.cat((x, torch.zeros_like(h)), dim=1)
            return torch.log_softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))
        """,
        fails={
            "forward_hidden": "This leaves out h",
            "forward_output": "This does not depend on h",
            "forward_sequence": "0.8904 after step 2",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="returns the two results in the other order",
        body="""
            combined = torch.cat((x, h), dim=1)
            return torch.tanh(self.i2h(combined)), torch.log_softmax(self.i2o(combined), dim=1)
        """,
        fails={
            "forward_hidden": "The second result, h_new, has shape (1, 3), expected (1, 1)",
            "forward_softmax": "The first result, log_probabilities, has shape (2, 1), expected (2, 3)",
            "forward_output": "The first result, log_probabilities, has shape (1, 1), expected (1, 2)",
            "forward_sequence": "The state after step 1 has shape (1, 2), expected (1, 1)",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="returns the log-probabilities alone",
        body="""
            combined = torch.cat((x, h), dim=1)
            h = torch.tanh(self.i2h(combined))
            return torch.log_softmax(self.i2o(combined), dim=1)
        """,
        fails={
            "forward_hidden": "expected a pair: `return log_probabilities, h_new`",
            "forward_softmax": "expected a pair: `return log_probabilities, h_new`",
            "forward_output": "expected a pair: `return log_probabilities, h_new`",
            "forward_sequence": "expected a pair: `return log_probabilities, h_new`",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="writes the new state into the old one",
        body="""
            combined = torch.cat((x, h), dim=1)
            h[:] = torch.tanh(self.i2h(combined)).detach()
            return torch.log_softmax(self.i2o(combined), dim=1), h
        """,
        fails={"forward_sequence": "forward changed the h that was passed in"},
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="reads the first text only",
        body="""
            combined = torch.cat((x[0], h[0]))
            return torch.log_softmax(self.i2o(combined), dim=0)[None], torch.tanh(self.i2h(combined))[None]
        """,
        fails={
            "forward_hidden": "has shape (1, 5), expected (4, 5)",
            "forward_softmax": "has shape (1, 3), expected (2, 3)",
            "forward_output": "has shape (1, 2), expected (4, 2)",
            "forward_sequence": "expected (5,",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="keeps its own state and reads that",
        body="""
            combined = torch.cat((x, getattr(self, "h", h)), dim=1)
            self.h = torch.tanh(self.i2h(combined))
            return torch.log_softmax(self.i2o(combined), dim=1), self.h
        """,
        fails={"forward_sequence": "keep nothing of the text before"},
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="keeps its own state until zeros come in",
        body="""
            if h.any():
                h = getattr(self, "h", h)
            combined = torch.cat((x, h), dim=1)
            self.h = torch.tanh(self.i2h(combined))
            return torch.log_softmax(self.i2o(combined), dim=1), self.h
        """,
        fails={"forward_sequence": "its own row of the h that is passed in"},
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="reads the state of the first text for all texts",
        body="""
            combined = torch.cat((x, h[:1].expand(len(x), -1)), dim=1)
            return torch.log_softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))
        """,
        fails={
            "forward_hidden": "All texts used the state of the first",
            "forward_output": "All texts used the state of the first",
            "forward_sequence": "its own row of the h that is passed in",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="reads the mean state of all texts",
        body="""
            combined = torch.cat((x, h.mean(0).expand_as(h)), dim=1)
            return torch.log_softmax(self.i2o(combined), dim=1), torch.tanh(self.i2h(combined))
        """,
        fails={
            "forward_hidden": "All texts used the mean state",
            "forward_output": "All texts used the mean state",
            "forward_sequence": "its own row of the h that is passed in",
        },
    ),
    Mistake(
        exercise="SimpleRNN.forward",
        name="takes softmax before log_softmax",
        body="""
            combined = torch.cat((x, h), dim=1)
            probabilities = torch.softmax(self.i2o(combined), dim=1)
            return torch.log_softmax(probabilities, dim=1), torch.tanh(self.i2h(combined))
        """,
        fails={
            "forward_softmax": "Softmax was taken twice",
            "forward_output": "Softmax was taken twice",
            "forward_sequence": "log_softmax of 0.4621",
        },
    ),
    Mistake(
        exercise="SimpleRNN.init_hidden",
        name="always one text",
        body="""
            return torch.zeros(1, self.hidden_size)
        """,
        fails={"init_hidden": "has shape (1, 8), expected (3, 8)"},
    ),
    Mistake(
        exercise="SimpleRNN.init_hidden",
        name="one row without a batch",
        body="""
            return torch.zeros(self.hidden_size)
        """,
        fails={"init_hidden": "has shape (8,), expected (1, 8)"},
    ),
    Mistake(
        exercise="SimpleRNN.init_hidden",
        name="always eight hidden units",
        body="""
            return torch.zeros(batch_size, 8)
        """,
        fails={"init_hidden": "8), expected ("},
    ),
    Mistake(
        exercise="SimpleRNN.init_hidden",
        name="three sizes, as torch.nn.RNN takes them",
        body="""
            return torch.zeros(1, batch_size, self.hidden_size)
        """,
        fails={"init_hidden": "has shape (1, 1, 8), expected (1, 8)"},
    ),
    Mistake(
        exercise="SimpleRNN.init_hidden",
        name="a random memory of nothing",
        body="""
            return torch.randn(batch_size, self.hidden_size)
        """,
        fails={"init_hidden": "there is nothing to remember"},
    ),
    Mistake(
        exercise="predict_next",
        name="returns the number of the letter",
        body="""
            best = int(log_probabilities.argmax())
            return best, log_probabilities[best].exp().item()
        """,
        fails={"predict_next_letter": "The letter is 1, expected 'E'", "predict_next_alphabet": "is 4, expected 'u'"},
    ),
    Mistake(
        exercise="predict_next",
        name="returns the log-probability",
        body="""
            best = int(log_probabilities.argmax())
            return alphabet[best], log_probabilities[best].item()
        """,
        fails={"predict_next_probability": "This is the log-probability: exponentiate it."},
    ),
    Mistake(
        exercise="predict_next",
        name="drops the minus sign instead of exponentiating",
        body="""
            best = int(log_probabilities.argmax())
            return alphabet[best], -log_probabilities[best].item()
        """,
        fails={"predict_next_probability": "without its sign"},
    ),
    Mistake(
        exercise="predict_next",
        name="takes the largest without its sign",
        body="""
            best = int(log_probabilities.abs().argmax())
            return alphabet[best], log_probabilities[best].exp().item()
        """,
        fails={
            "predict_next_letter": "The letter is 'O', expected 'E'",
            "predict_next_probability": "is 0.05, expected 0.7",
            "predict_next_alphabet": "expected 'u'",
        },
    ),
    Mistake(
        exercise="predict_next",
        name="returns all probabilities",
        body="""
            probabilities = log_probabilities.exp()
            return alphabet[int(probabilities.argmax())], probabilities
        """,
        fails={"predict_next_probability": "expected a number"},
    ),
    Mistake(
        exercise="predict_next",
        name="knows only HELO",
        body="""
            best = int(log_probabilities.argmax()) % 4
            return "HELO"[best], log_probabilities.max().exp().item()
        """,
        fails={"predict_next_alphabet": "expected 'u'"},
    ),
    Mistake(
        exercise="predict_next",
        name="takes the least likely letter",
        body="""
            worst = int(log_probabilities.argmin())
            return alphabet[worst], log_probabilities[worst].exp().item()
        """,
        fails={
            "predict_next_letter": "The letter is 'O', expected 'E'",
            "predict_next_probability": "expected 0.7",
            "predict_next_alphabet": "expected 'u'",
        },
    ),
    Mistake(
        exercise="predict_next",
        name="returns the letter alone",
        body="""
            return alphabet[int(log_probabilities.argmax())]
        """,
        fails={
            "predict_next_letter": "is a str, expected a pair",
            "predict_next_probability": "is a str, expected a pair",
            "predict_next_alphabet": "is a str, expected a pair",
        },
    ),
    Mistake(
        exercise="predict_next",
        name="exponentiates in place",
        body="""
            probabilities = log_probabilities.exp_()
            best = int(probabilities.argmax())
            return alphabet[best], probabilities[best].item()
        """,
        fails={"predict_next_probability": "use exp, not exp_"},
    ),
    Mistake(
        exercise="predict_next",
        name="draws a letter at random",
        body="""
            probabilities = log_probabilities.exp()
            drawn = int(torch.multinomial(probabilities, 1))
            return alphabet[drawn], probabilities[drawn].item()
        """,
        # Which call fails depends on the draw; that all succeed has a chance below 1 in a million.
        fails={
            "predict_next_letter": "The largest log-probability",
            "predict_next_probability": "expected 0.",
            "predict_next_alphabet": "The largest log-probability",
        },
    ),
    Mistake(
        exercise="predict_next",
        name="rounds the probability to two digits",
        body="""
            best = int(log_probabilities.argmax())
            return alphabet[best], round(log_probabilities[best].exp().item(), 2)
        """,
        fails={"predict_next_probability": "not rounded"},
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="encode",
        name="rows of the identity matrix",
        body="""
            return torch.eye(len(alphabet))[[alphabet.index(letter) for letter in text]]
        """,
    ),
    RightAnswer(
        exercise="encode",
        name="with one_hot",
        body="""
            ids = torch.tensor([alphabet.index(letter) for letter in text], dtype=torch.long)
            return torch.nn.functional.one_hot(ids, num_classes=len(alphabet)).float()
        """,
    ),
    RightAnswer(
        exercise="encode",
        name="compares every letter with every other, and checks by hand",
        body="""
            unknown = set(text) - set(alphabet)
            if unknown:
                raise ValueError(f"not in the alphabet: {sorted(unknown)}")
            rows = [[float(letter == other) for other in alphabet] for letter in text]
            return torch.tensor(rows).reshape(len(text), len(alphabet))
        """,
    ),
    RightAnswer(
        exercise="encode",
        name="raises a kind of ValueError of its own",
        body="""
            class UnknownLetter(ValueError):
                pass

            rows = torch.zeros(len(text), len(alphabet))
            for t, letter in enumerate(text):
                if letter not in alphabet:
                    raise UnknownLetter(letter)
                rows[t, alphabet.index(letter)] = 1.0
            return rows
        """,
    ),
    RightAnswer(
        exercise="SimpleRNN.forward",
        name="with two matrices for each layer",
        body="""
            D = x.shape[1]
            a = x @ self.i2h.weight[:, :D].T + h @ self.i2h.weight[:, D:].T + self.i2h.bias
            y = x @ self.i2o.weight[:, :D].T + h @ self.i2o.weight[:, D:].T + self.i2o.bias
            return y - y.logsumexp(dim=1, keepdim=True), a.tanh()
        """,
    ),
    RightAnswer(
        exercise="SimpleRNN.forward",
        name="with modules, over the last dimension",
        body="""
            combined = torch.cat([x, h], -1)
            h = nn.Tanh()(self.i2h(combined))
            return nn.LogSoftmax(dim=-1)(self.i2o(combined)), h
        """,
    ),
    RightAnswer(
        exercise="SimpleRNN.forward",
        name="text by text, the logarithm after softmax",
        body="""
            outputs, states = [], []
            for row in torch.hstack((x, h)):
                outputs.append(self.i2o(row).softmax(0).log())
                states.append(torch.tanh(self.i2h(row)))
            return torch.stack(outputs), torch.stack(states)
        """,
    ),
    RightAnswer(
        exercise="SimpleRNN.init_hidden",
        name="with the type of the weights",
        body="""
            return self.i2h.weight.new_zeros((batch_size, self.hidden_size))
        """,
    ),
    RightAnswer(
        exercise="SimpleRNN.init_hidden",
        name="from lists, with the size of a layer",
        body="""
            return torch.tensor([[0.0] * self.i2h.out_features for _ in range(batch_size)])
        """,
    ),
    RightAnswer(
        exercise="predict_next",
        name="with max",
        body="""
            value, place = torch.max(log_probabilities, dim=0)
            return alphabet[place], float(torch.exp(value))
        """,
    ),
    RightAnswer(
        exercise="predict_next",
        name="from a list of all probabilities",
        body="""
            probabilities = log_probabilities.exp().tolist()
            best = probabilities.index(max(probabilities))
            return alphabet[best], probabilities[best]
        """,
    ),
    RightAnswer(
        exercise="predict_next",
        name="softmax of logarithms, the probability as a tensor without dimensions",
        body="""
            probabilities = torch.softmax(log_probabilities, dim=0)
            letter, probability = max(zip(alphabet, probabilities, strict=True), key=lambda pair: pair[1])
            return letter, probability
        """,
    ),
]
