"""Known answers to the exercises of 10: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="pad_batch",
        name="pads in front",
        body="""
            lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
            T = max(map(len, sequences), default=0)
            batch = torch.full((len(sequences), T), pad_id)
            for row, sequence in zip(batch, sequences):
                row[T - len(sequence) :] = torch.tensor(sequence, dtype=torch.int64)
            return batch, lengths
        """,
        fails={"pad_batch_ids": "The padding is in front"},
    ),
    Mistake(
        exercise="pad_batch",
        name="always fills with 0",
        body="""
            lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
            batch = torch.zeros(len(sequences), max(map(len, sequences), default=0), dtype=torch.int64)
            for row, sequence in zip(batch, sequences):
                row[: len(sequence)] = torch.tensor(sequence, dtype=torch.int64)
            return batch, lengths
        """,
        fails={"pad_batch_ids": "It is filled with 0, not with pad_id"},
    ),
    Mistake(
        exercise="pad_batch",
        name="counts the ids that are not padding",
        body="""
            T = max(map(len, sequences), default=0)
            rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
            batch = torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)
            return batch, (batch != pad_id).sum(1)
        """,
        fails={"pad_batch_lengths": "Id 0 is a word here"},
    ),
    Mistake(
        exercise="pad_batch",
        name="cuts to the shortest",
        body="""
            T = min(map(len, sequences), default=0)
            rows = [list(sequence)[:T] for sequence in sequences]
            batch = torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)
            return batch, torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
        """,
        fails={"pad_batch_ids": "no word may be lost", "pad_batch_lengths": "A length counts the ids"},
    ),
    Mistake(
        exercise="pad_batch",
        name="gives T as the length of each",
        body="""
            T = max(map(len, sequences), default=0)
            rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
            batch = torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)
            return batch, torch.full((len(sequences),), T)
        """,
        fails={"pad_batch_lengths": "the padding was counted"},
    ),
    Mistake(
        exercise="pad_batch",
        name="fills up the lists that were passed in",
        body="""
            lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
            T = max(map(len, sequences), default=0)
            for sequence in sequences:
                sequence += [pad_id] * (T - len(sequence))
            return torch.tensor(sequences, dtype=torch.int64).reshape(len(sequences), T), lengths
        """,
        fails={"pad_batch_ids": "they are the caller's"},
    ),
    Mistake(
        exercise="pad_batch",
        name="stops without sequences",
        body="""
            lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
            batch = torch.full((len(sequences), max(len(sequence) for sequence in sequences)), pad_id)
            for row, sequence in zip(batch, sequences):
                row[: len(sequence)] = torch.tensor(sequence, dtype=torch.int64)
            return batch, lengths
        """,
        fails={"pad_batch_lengths": "max()"},
    ),
    Mistake(
        exercise="pad_batch",
        name="floats instead of int64",
        body="""
            lengths = torch.tensor([float(len(sequence)) for sequence in sequences])
            batch = torch.zeros(len(sequences), max(map(len, sequences), default=0)) + pad_id
            for row, sequence in zip(batch, sequences):
                row[: len(sequence)] = torch.tensor(sequence)
            return batch, lengths
        """,
        fails={"pad_batch_ids": "dtype torch.float32", "pad_batch_lengths": "dtype torch.float32"},
    ),
    Mistake(
        exercise="pad_batch",
        name="returns the batch alone",
        body="""
            T = max(map(len, sequences), default=0)
            rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
            return torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)
        """,
        fails={"pad_batch_ids": "batch, lengths", "pad_batch_lengths": "batch, lengths"},
    ),
    Mistake(
        exercise="pad_batch",
        name="sorts by length, as packing does",
        body="""
            ordered = sorted(sequences, key=len, reverse=True)
            T = max(map(len, sequences), default=0)
            rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in ordered]
            batch = torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)
            return batch, torch.tensor([len(sequence) for sequence in ordered], dtype=torch.int64)
        """,
        fails={"pad_batch_ids": "The rows were sorted", "pad_batch_lengths": "The lengths of"},
    ),
    Mistake(
        exercise="last_real_state",
        name="takes the last column",
        body="""
            return outputs[:, -1]
        """,
        fails={
            "last_real_state_step": "rows 0 and 2 end in padding",
            "last_real_state_empty": "Both rows are the last column",
        },
    ),
    Mistake(
        exercise="last_real_state",
        name="lets length 0 become index -1",
        body="""
            return outputs[torch.arange(len(outputs)), lengths - 1]
        """,
        fails={"last_real_state_empty": "0 - 1 is -1"},
    ),
    Mistake(
        exercise="last_real_state",
        name="takes the first step for length 0",
        body="""
            return outputs[torch.arange(len(outputs)), (lengths - 1).clamp(min=0)]
        """,
        fails={"last_real_state_empty": "that has read padding"},
    ),
    Mistake(
        exercise="last_real_state",
        name="one step too late",
        body="""
            states = outputs.new_zeros(outputs.shape[0], outputs.shape[2])
            for row, length in enumerate(lengths.tolist()):
                if length > 0:
                    states[row] = outputs[row, min(length, outputs.shape[1] - 1)]
            return states
        """,
        fails={"last_real_state_step": "outputs[0, 1]", "last_real_state_empty": "is wrong"},
    ),
    Mistake(
        exercise="last_real_state",
        name="the mean of the real steps",
        body="""
            real = (torch.arange(outputs.shape[1]) < lengths[:, None])[..., None]
            return (outputs * real).sum(1) / lengths.clamp(min=1)[:, None]
        """,
        fails={"last_real_state_step": "the last one alone has read everything", "last_real_state_empty": "is wrong"},
    ),
    Mistake(
        exercise="last_real_state",
        name="the same step for all rows",
        body="""
            length = int(lengths[0])
            return outputs[:, length - 1] if length else torch.zeros_like(outputs[:, 0])
        """,
        fails={
            "last_real_state_step": "each sequence has its own length",
            "last_real_state_empty": "is wrong",
        },
    ),
    Mistake(
        exercise="last_real_state",
        name="leaves out empty sequences",
        body="""
            return torch.stack([row[n - 1] for row, n in zip(outputs, lengths.tolist()) if n > 0])
        """,
        fails={"last_real_state_empty": "every sequence keeps its row"},
    ),
    Mistake(
        exercise="last_real_state",
        name="wipes the padding out of the argument",
        body="""
            outputs[torch.arange(outputs.shape[1]) >= lengths[:, None]] = 0
            states = outputs.new_zeros(outputs.shape[0], outputs.shape[2])
            for row, length in enumerate(lengths.tolist()):
                if length > 0:
                    states[row] = outputs[row, length - 1]
            return states
        """,
        fails={"last_real_state_step": "outputs after the call"},
    ),
    Mistake(
        exercise="last_real_state",
        name="float32 whatever came in",
        body="""
            states = torch.zeros(outputs.shape[0], outputs.shape[2])
            for row, length in enumerate(lengths.tolist()):
                if length > 0:
                    states[row] = outputs[row, length - 1]
            return states
        """,
        fails={"last_real_state_step": "dtype torch.float32", "last_real_state_empty": "dtype torch.float32"},
    ),
    Mistake(
        exercise="classify",
        name="pads with word 0 and takes the last column",
        body="""
            T, rows = max(map(len, sequences)), []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in list(sequence) + [0] * (T - len(sequence)):
                    h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows)
        """,
        fails={"classify_padding": "take the last real state", "classify_batch": "A text must not hear its neighbours"},
    ),
    Mistake(
        exercise="classify",
        name="goes on from the state of the text before",
        body="""
            rows, h = [], torch.zeros_like(p["b_h"])
            for sequence in sequences:
                for i in sequence:
                    h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows)
        """,
        fails={"classify_padding": "start from zeros", "classify_batch": "A text must not hear its neighbours"},
    ),
    Mistake(
        exercise="classify",
        name="returns logits",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append(p["W_hy"] @ h + p["b_y"])
            return torch.stack(rows)
        """,
        fails={
            "classify_one": "These are logits",
            "classify_padding": "is wrong",
            "classify_batch": "Probabilities sum to 1",
        },
    ),
    Mistake(
        exercise="classify",
        name="softmax over the batch",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append(p["W_hy"] @ h + p["b_y"])
            return torch.stack(rows).softmax(0)
        """,
        fails={
            "classify_one": "Here the texts compete",
            "classify_padding": "is wrong",
            "classify_batch": "Probabilities sum to 1",
        },
    ),
    Mistake(
        exercise="classify",
        name="reads from right to left",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence[::-1]:
                    h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows)
        """,
        fails={"classify_one": "from right to left", "classify_padding": "is wrong", "classify_batch": "Row b belongs"},
    ),
    Mistake(
        exercise="classify",
        name="W_hh the wrong way round",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    h = torch.tanh(p["W_xh"] @ embedding[i] + h @ p["W_hh"] + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows)
        """,
        fails={
            "classify_one": "W_hh is the wrong way round",
            "classify_padding": "is wrong",
            "classify_batch": "Row b",
        },
    ),
    Mistake(
        exercise="classify",
        name="the mean of the words, a bag",
        body="""
            rows = []
            for sequence in sequences:
                x = embedding[torch.tensor(sequence, dtype=torch.int64)].sum(0) / max(1, len(sequence))
                h = torch.tanh(p["W_xh"] @ x + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows)
        """,
        fails={"classify_one": "is wrong", "classify_padding": "is wrong", "classify_batch": "Row b belongs"},
    ),
    Mistake(
        exercise="classify",
        name="sorts the texts by length and forgets to sort back",
        body="""
            rows = []
            for sequence in sorted(sequences, key=len, reverse=True):
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows)
        """,
        fails={"classify_padding": "is wrong", "classify_batch": "A text must not hear"},
    ),
    Mistake(
        exercise="classify",
        name="skips word 0 as if it were padding",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    if i != 0:
                        h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows)
        """,
        fails={"classify_one": "The last word is missing", "classify_padding": "is wrong", "classify_batch": "Row b"},
    ),
    Mistake(
        exercise="classify",
        name="one row for a batch of one",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows).squeeze()
        """,
        fails={
            "classify_one": "has shape (3,), expected (1, 3)",
            "classify_padding": "the empty text alone",
            "classify_batch": "has shape (3,), expected (1, 3)",
        },
    ),
    Mistake(
        exercise="greedy_decode",
        name="returns the start sign, too",
        body="""
            h, said = h0, [start]
            while len(said) <= max_length:
                h = torch.tanh(p["W_xh"] @ embedding[said[-1]] + p["W_hh"] @ h + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={
            "greedy_words": "The start sign is fed in, not said",
            "greedy_stops": "expected 0",
            "greedy_state": "greedy_decode from h0",
        },
    ),
    Mistake(
        exercise="greedy_decode",
        name="returns the end sign, too",
        body="""
            h, word, said = h0, start, []
            while len(said) < max_length and word != end:
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                said.append(word)
            return said
        """,
        fails={
            "greedy_words": "The end sign is not a word",
            "greedy_stops": "The end sign came first",
            "greedy_state": "greedy_decode from h0",
        },
    ),
    Mistake(
        exercise="greedy_decode",
        name="feeds in start at every step",
        body="""
            h, said = h0, []
            while len(said) < max_length:
                h = torch.tanh(p["W_xh"] @ embedding[start] + p["W_hh"] @ h + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={
            "greedy_words": "feed in the word that was said",
            "greedy_stops": "The limit is what ends it",
            "greedy_state": "Compared with nn.RNNCell",
        },
    ),
    Mistake(
        exercise="greedy_decode",
        name="starts from zeros",
        body="""
            h, word, said = torch.zeros_like(h0), start, []
            while len(said) < max_length:
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={"greedy_state": "Reading started from zeros, not h0"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="does not hand the state on",
        body="""
            word, said = start, []
            while len(said) < max_length:
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h0 + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={"greedy_state": "The state stays high for ever"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="says one word too many",
        body="""
            h, word, said = h0, start, []
            for _ in range(max_length + 1):
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={"greedy_stops": "One too many", "greedy_state": "has length 13, expected 12"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="counts start as a word",
        body="""
            h, word, said = h0, start, []
            for _ in range(max_length - 1):
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={"greedy_stops": "One too few", "greedy_state": "has length 11, expected 12"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="always says max_length words",
        body="""
            h, word, said = h0, start, []
            for _ in range(max_length):
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                said.append(word)
            return [word for word in said if word != end]
        """,
        fails={"greedy_words": "has length 7", "greedy_stops": "expected 0", "greedy_state": "greedy_decode"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="draws a word instead of taking the largest logit",
        body="""
            h, word, said = h0, start, []
            while len(said) < max_length:
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word = int(torch.multinomial((p["W_hy"] @ h + p["b_y"]).softmax(0), 1))
                if word == end:
                    break
                said.append(word)
            return said
        """,
        # Which word is the first wrong one depends on the draw; that there is none has a chance below 1 in a thousand.
        fails={"greedy_words": "greedy_decode", "greedy_stops": "greedy_decode", "greedy_state": "greedy_decode"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="writes the new state into h0",
        body="""
            word, said = start, []
            while len(said) < max_length:
                h0[:] = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h0 + p["b_h"])
                word = int((p["W_hy"] @ h0 + p["b_y"]).argmax())
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={"greedy_state": "h0 after the call"},
    ),
    Mistake(
        exercise="classify",
        name="sigmoid instead of softmax",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append(torch.sigmoid(p["W_hy"] @ h + p["b_y"]))
            return torch.stack(rows)
        """,
        fails={
            "classify_one": "That is sigmoid",
            "classify_padding": "is wrong",
            "classify_batch": "Probabilities sum to 1",
        },
    ),
    Mistake(
        exercise="classify",
        name="reads one padding in an empty text",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence or [0]:
                    h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows)
        """,
        fails={"classify_padding": "The empty text was read as one word"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="cuts off the last word, end or not",
        body="""
            h, word, said = h0, start, []
            while word != end and len(said) < max_length:
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                said.append(word)
            return said[:-1]
        """,
        fails={"greedy_stops": "One too few", "greedy_state": "has length 11, expected 12"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="without biases",
        body="""
            h, word, said = h0, start, []
            while len(said) < max_length:
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h)
                word = int((p["W_hy"] @ h).argmax())
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={"greedy_stops": "a network that always says", "greedy_state": "The state stays high for ever"},
    ),
    Mistake(
        exercise="pad_batch",
        name="as wide as the first sequence",
        body="""
            T = len(sequences[0]) if sequences else 0
            rows = [(list(sequence) + [pad_id] * T)[:T] for sequence in sequences]
            lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
            return torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T), lengths
        """,
        fails={"pad_batch_ids": "T is the largest length"},
    ),
    Mistake(
        exercise="pad_batch",
        name="the lengths first, then the batch",
        body="""
            T = max(map(len, sequences), default=0)
            rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
            lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
            return lengths, torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)
        """,
        fails={"pad_batch_ids": "the batch comes first", "pad_batch_lengths": "expected (2,)"},
    ),
    Mistake(
        exercise="pad_batch",
        name="one column of padding too many",
        body="""
            T = max(map(len, sequences), default=0) + 1
            rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
            lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
            return torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T), lengths
        """,
        fails={"pad_batch_ids": "shape (3, 4), expected (3, 3)", "pad_batch_lengths": "(2, 4), expected (2, 3)"},
    ),
    Mistake(
        exercise="pad_batch",
        name="one dimension without sequences",
        body="""
            T = max(map(len, sequences), default=0)
            rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
            lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
            return torch.tensor(rows, dtype=torch.int64), lengths
        """,
        fails={"pad_batch_lengths": "is (0,), expected (0, 0)"},
    ),
    Mistake(
        exercise="last_real_state",
        name="takes the batch for the time",
        body="""
            states = outputs.new_zeros(outputs.shape[0], outputs.shape[2])
            for row, length in enumerate(lengths.tolist()):
                if length > 0:
                    states[row] = outputs[(length - 1) % len(outputs), row % outputs.shape[1]]
            return states
        """,
        fails={"last_real_state_step": "outputs[0, 1]", "last_real_state_empty": "is wrong"},
    ),
    Mistake(
        exercise="last_real_state",
        name="counts down the lengths that were passed in",
        body="""
            lengths -= 1
            states = outputs[torch.arange(len(outputs)), lengths]
            states[lengths < 0] = 0
            return states
        """,
        fails={"last_real_state_step": "lengths after the call"},
    ),
    Mistake(
        exercise="classify",
        name="skips word 0, as if it were padding",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    if i != 0:
                        h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows)
        """,
        fails={
            "classify_one": "id 0 is a word like any other",
            "classify_padding": "is wrong",
            "classify_batch": "Row b belongs to text b",
        },
    ),
    Mistake(
        exercise="classify",
        name="W_xh the wrong way round",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    h = torch.tanh(embedding[i] @ p["W_xh"] + p["W_hh"] @ h + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows)
        """,
        fails={
            "classify_one": "W_xh is the wrong way round",
            "classify_padding": "is wrong",
            "classify_batch": "shapes cannot be multiplied",
        },
    ),
    Mistake(
        exercise="classify",
        name="ReLU instead of tanh",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    h = torch.relu(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows)
        """,
        fails={"classify_one": "That is ReLU", "classify_padding": "is wrong", "classify_batch": "Row b belongs"},
    ),
    Mistake(
        exercise="classify",
        name="softmax of softmax",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
            return torch.stack(rows).softmax(1)
        """,
        fails={"classify_one": "take it once", "classify_padding": "is wrong", "classify_batch": "Row b belongs"},
    ),
    Mistake(
        exercise="classify",
        name="says a third each of an empty text",
        body="""
            rows = []
            for sequence in sequences:
                h = torch.zeros_like(p["b_h"])
                for i in sequence:
                    h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
                y = p["W_hy"] @ h + p["b_y"]
                rows.append(y.softmax(0) if sequence else torch.full_like(y, 1 / 3))
            return torch.stack(rows)
        """,
        fails={"classify_padding": "the empty text gets softmax of b_y"},
    ),
    Mistake(
        exercise="classify",
        name="stops when no text has a word",
        body="""
            h, outputs = p["b_h"].new_zeros(len(sequences), len(p["b_h"])), []
            for t in range(max(map(len, sequences))):
                ids = torch.tensor([s[t] if t < len(s) else 0 for s in sequences])
                h = torch.tanh(embedding[ids] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
                outputs.append(h)
            outputs = torch.stack(outputs, 1)
            states = torch.zeros_like(outputs[:, 0])
            for b, sequence in enumerate(sequences):
                if sequence:
                    states[b] = outputs[b, len(sequence) - 1]
            return (states @ p["W_hy"].T + p["b_y"]).softmax(1)
        """,
        fails={"classify_padding": "non-empty TensorList"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="W_hh the wrong way round",
        body="""
            h, word, said = h0, start, []
            while len(said) < max_length:
                h = torch.tanh(p["W_xh"] @ embedding[word] + h @ p["W_hh"] + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={"greedy_state": "W_hh is the wrong way round"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="without tanh",
        body="""
            h, word, said = h0, start, []
            while len(said) < max_length:
                h = p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"]
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={"greedy_state": "tanh is missing"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="without b_h",
        body="""
            h, word, said = h0, start, []
            while len(said) < max_length:
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h)
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={"greedy_state": "b_h is missing"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="reads each word from the state before the step",
        body="""
            h, word, said = h0, start, []
            while len(said) < max_length:
                new = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word, h = int((p["W_hy"] @ h + p["b_y"]).argmax()), new
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={
            "greedy_words": "it should say [3, 2, 4]",
            "greedy_stops": "The limit is what ends it",
            "greedy_state": "W_hy takes the new one",
        },
    ),
    Mistake(
        exercise="greedy_decode",
        name="loses the state after the first step",
        body="""
            h, word, said = h0, start, []
            while len(said) < max_length:
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                h = torch.zeros_like(h0)
                if word == end:
                    break
                said.append(word)
            return said
        """,
        fails={"greedy_state": "it should say [2, 3, 3, 3]"},
    ),
    Mistake(
        exercise="greedy_decode",
        name="takes 1 for the end sign",
        body="""
            h, word, said = h0, start, []
            while len(said) < max_length:
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                if word == 1:
                    break
                said.append(word)
            return said
        """,
        fails={
            "greedy_words": "greedy_decode with start",
            "greedy_stops": "when the end sign comes first",
            "greedy_state": "greedy_decode with V",
        },
    ),
    Mistake(
        exercise="greedy_decode",
        name="says one word before it looks at the limit",
        body="""
            h, word, said = h0, start, []
            while True:
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word = int((p["W_hy"] @ h + p["b_y"]).argmax())
                if word == end:
                    break
                said.append(word)
                if len(said) >= max_length:
                    break
            return said
        """,
        fails={"greedy_stops": "One too many"},
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="pad_batch",
        name="lists first, then one tensor",
        body="""
            T = max([len(sequence) for sequence in sequences] + [0])
            rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
            lengths = [len(sequence) for sequence in sequences]
            return torch.tensor(rows, dtype=torch.long).reshape(len(sequences), T), torch.tensor(lengths).long()
        """,
    ),
    RightAnswer(
        exercise="pad_batch",
        name="with torch's pad_sequence, in a list",
        body="""
            lengths = torch.tensor(list(map(len, sequences)), dtype=torch.int64)
            if not sequences:
                return [torch.zeros(0, 0, dtype=torch.int64), lengths]
            rows = [torch.tensor(sequence, dtype=torch.int64) for sequence in sequences]
            return [pad_sequence(rows, batch_first=True, padding_value=pad_id), lengths]
        """,
    ),
    RightAnswer(
        exercise="pad_batch",
        name="id by id",
        body="""
            T = 0
            for sequence in sequences:
                T = max(T, len(sequence))
            batch = torch.zeros(len(sequences), T, dtype=torch.int64) + pad_id
            lengths = torch.zeros(len(sequences), dtype=torch.int64)
            for b in range(len(sequences)):
                for t in range(len(sequences[b])):
                    batch[b, t] = sequences[b][t]
                    lengths[b] += 1
            return batch, lengths
        """,
    ),
    RightAnswer(
        exercise="last_real_state",
        name="two index tensors and a mask",
        body="""
            if outputs.shape[1] == 0:
                return outputs.new_zeros(outputs.shape[0], outputs.shape[2])
            states = outputs[torch.arange(len(outputs)), (lengths - 1).clamp(min=0)]
            return torch.where((lengths > 0)[:, None], states, torch.zeros_like(states))
        """,
    ),
    RightAnswer(
        exercise="last_real_state",
        name="zeros in front, then gather",
        body="""
            B, T, H = outputs.shape
            padded = torch.cat((outputs.new_zeros(B, 1, H), outputs), dim=1)
            return padded.gather(1, lengths[:, None, None].expand(B, 1, H))[:, 0]
        """,
    ),
    RightAnswer(
        exercise="last_real_state",
        name="row by row, stacked",
        body="""
            zero = torch.zeros(outputs.shape[2], dtype=outputs.dtype)
            return torch.stack([row[n - 1] if n > 0 else zero for row, n in zip(outputs, lengths)])
        """,
    ),
    RightAnswer(
        exercise="classify",
        name="calls both functions above",
        body="""
            batch, lengths = pad_batch(sequences)
            h, outputs = torch.zeros(len(sequences), len(p["b_h"]), dtype=p["b_h"].dtype), []
            for t in range(batch.shape[1]):
                h = torch.tanh(embedding[batch[:, t]] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
                outputs.append(h)
            states = last_real_state(torch.stack(outputs, 1), lengths) if outputs else h
            return torch.softmax(states @ p["W_hy"].T + p["b_y"], dim=1)
        """,
    ),
    RightAnswer(
        exercise="classify",
        name="a batch that holds still where a text has ended",
        body="""
            h = p["b_h"].new_zeros(len(sequences), len(p["b_h"]))
            for t in range(max(map(len, sequences))):
                ids = torch.tensor([s[t] if t < len(s) else 0 for s in sequences])
                new = torch.tanh(embedding[ids] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
                h = torch.where(torch.tensor([t < len(s) for s in sequences])[:, None], new, h)
            return (h @ p["W_hy"].T + p["b_y"]).softmax(-1)
        """,
    ),
    RightAnswer(
        exercise="classify",
        name="one text after the other with nn.RNN",
        body="""
            H, D = p["W_xh"].shape
            rnn = nn.RNN(D, H, dtype=p["W_xh"].dtype)
            rnn.load_state_dict({
                "weight_ih_l0": p["W_xh"], "weight_hh_l0": p["W_hh"],
                "bias_ih_l0": p["b_h"], "bias_hh_l0": torch.zeros_like(p["b_h"]),
            })
            answer = torch.zeros(len(sequences), 3, dtype=p["b_y"].dtype)
            with torch.no_grad():
                for b, sequence in enumerate(sequences):
                    h = rnn(embedding[sequence])[1][0] if len(sequence) else torch.zeros(H, dtype=p["b_h"].dtype)
                    answer[b] = F.softmax(F.linear(h, p["W_hy"], p["b_y"]), dim=-1)
            return answer
        """,
    ),
    RightAnswer(
        exercise="greedy_decode",
        name="a for loop that returns early",
        body="""
            said, h, word = [], h0.clone(), start
            for _ in range(max_length):
                h = torch.tanh(embedding[word] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
                word = torch.argmax(h @ p["W_hy"].T + p["b_y"]).item()
                if word == end:
                    return said
                said.append(word)
            return said
        """,
    ),
    RightAnswer(
        exercise="greedy_decode",
        name="ids as tensors without dimensions",
        body="""
            h, word, said = h0, torch.tensor(start), []
            while len(said) < max_length:
                h = F.linear(embedding[word], p["W_xh"], p["b_h"]).add(F.linear(h, p["W_hh"])).tanh()
                word = F.linear(h, p["W_hy"], p["b_y"]).softmax(0).argmax()
                if word == end:
                    break
                said.append(word)
            return said
        """,
    ),
    RightAnswer(
        exercise="greedy_decode",
        name="by recursion, as a tuple",
        body="""
            if max_length == 0:
                return ()
            h = torch.tanh(p["W_xh"] @ embedding[start] + p["W_hh"] @ h0 + p["b_h"])
            word = int((p["W_hy"] @ h + p["b_y"]).argmax())
            return () if word == end else (word, *greedy_decode(p, embedding, h, word, end, max_length - 1))
        """,
    ),
    RightAnswer(
        exercise="pad_batch",
        name="column by column",
        body="""
            from itertools import zip_longest

            columns = list(zip_longest(*sequences, fillvalue=pad_id))
            batch = torch.tensor(columns, dtype=torch.int64).reshape(len(columns), len(sequences)).T
            return batch, torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
        """,
    ),
    RightAnswer(
        exercise="pad_batch",
        name="all ids in a row, put where the mask is",
        body="""
            lengths = torch.tensor([len(sequence) for sequence in sequences]).long()
            T = int(lengths.max()) if len(sequences) else 0
            ids = torch.tensor([i for sequence in sequences for i in sequence], dtype=torch.int64)
            mask = torch.arange(T) < lengths[:, None]
            return torch.full((len(sequences), T), pad_id).masked_scatter(mask, ids), lengths
        """,
    ),
    RightAnswer(
        exercise="last_real_state",
        name="hint 2, then zeros over what was never read",
        body="""
            states = outputs[torch.arange(len(lengths)), lengths - 1]
            states[lengths == 0] = 0
            return states
        """,
    ),
    RightAnswer(
        exercise="last_real_state",
        name="step by step, keeping the state of those that have ended",
        body="""
            state = outputs.new_zeros(outputs.size(0), outputs.size(2))
            for t in range(outputs.size(1)):
                state = torch.where((t < lengths)[:, None], outputs[:, t], state)
            return state
        """,
    ),
    RightAnswer(
        exercise="last_real_state",
        name="all steps in one row",
        body="""
            B, T, H = outputs.shape
            flat = outputs.reshape(B * T, H)[torch.arange(B) * T + lengths - 1]
            return flat.masked_fill(lengths.eq(0).unsqueeze(1), 0)
        """,
    ),
    RightAnswer(
        exercise="classify",
        name="by recursion, with the gradient still attached",
        body="""
            weights = {name: weight.clone().requires_grad_() for name, weight in p.items()}

            def read(words):
                if not words:
                    return torch.zeros(len(p["b_h"]), dtype=p["b_h"].dtype)
                before = read(words[:-1]) @ weights["W_hh"].T
                return torch.tanh(embedding[words[-1]] @ weights["W_xh"].T + before + weights["b_h"])

            states = torch.stack([read(list(sequence)) for sequence in sequences])
            return F.softmax(states @ weights["W_hy"].T + weights["b_y"], -1)
        """,
    ),
    RightAnswer(
        exercise="classify",
        name="Python's own numbers",
        body="""
            import math

            def dot(row, numbers):
                return sum(a * b for a, b in zip(row, numbers))

            W_xh, W_hh, b_h, W_hy, b_y = (p[name].tolist() for name in ("W_xh", "W_hh", "b_h", "W_hy", "b_y"))
            table, rows = embedding.tolist(), []
            for sequence in sequences:
                h = [0.0] * len(b_h)
                for i in sequence:
                    h = [math.tanh(dot(x, table[i]) + dot(w, h) + b) for x, w, b in zip(W_xh, W_hh, b_h)]
                powers = [math.exp(dot(w, h) + b) for w, b in zip(W_hy, b_y)]
                rows.append([power / sum(powers) for power in powers])
            return torch.tensor(rows, dtype=p["b_y"].dtype)
        """,
    ),
    RightAnswer(
        exercise="greedy_decode",
        name="all words first, then cut at the end sign",
        body="""
            h, word, said = h0, start, []
            for _ in range(max_length):
                h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
                word = int(torch.max(p["W_hy"] @ h + p["b_y"], 0).indices)
                said.append(word)
            return said[: said.index(end)] if end in said else said
        """,
    ),
    RightAnswer(
        exercise="greedy_decode",
        name="a batch of one, with nn.RNNCell",
        body="""
            H, D = p["W_xh"].shape
            cell = nn.RNNCell(D, H, dtype=h0.dtype)
            cell.load_state_dict({
                "weight_ih": p["W_xh"], "weight_hh": p["W_hh"],
                "bias_ih": p["b_h"], "bias_hh": torch.zeros_like(p["b_h"]),
            })
            h, word, said = h0[None], torch.tensor([start]), []
            while len(said) < max_length:
                h = cell(embedding[word], h)
                word = F.linear(h, p["W_hy"], p["b_y"]).argmax(1)
                if word == end:
                    break
                said += word.tolist()
            return said
        """,
    ),
]
