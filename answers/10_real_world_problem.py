"""Known answers to the exercises of 10: wrong ones as students write them, and right ones written differently."""

import torch
import torch.nn.functional as F
from torch import Tensor, nn
from torch.nn.utils.rnn import pad_sequence


# %% wrong: pads in front
# fails pad_batch_ids: The padding is in front
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    T = max(map(len, sequences), default=0)
    batch = torch.full((len(sequences), T), pad_id)
    for row, sequence in zip(batch, sequences):
        row[T - len(sequence) :] = torch.tensor(sequence, dtype=torch.int64)
    return batch, lengths


# %% wrong: always fills with 0
# fails pad_batch_ids: It is filled with 0, not with pad_id
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    batch = torch.zeros(len(sequences), max(map(len, sequences), default=0), dtype=torch.int64)
    for row, sequence in zip(batch, sequences):
        row[: len(sequence)] = torch.tensor(sequence, dtype=torch.int64)
    return batch, lengths


# %% wrong: counts the ids that are not padding
# fails pad_batch_lengths: Id 0 is a word here
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = max(map(len, sequences), default=0)
    rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
    batch = torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)
    return batch, (batch != pad_id).sum(1)


# %% wrong: cuts to the shortest
# fails pad_batch_ids: no word may be lost
# fails pad_batch_lengths: A length counts the ids
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = min(map(len, sequences), default=0)
    rows = [list(sequence)[:T] for sequence in sequences]
    batch = torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)
    return batch, torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)


# %% wrong: gives T as the length of each
# fails pad_batch_lengths: the padding was counted
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = max(map(len, sequences), default=0)
    rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
    batch = torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)
    return batch, torch.full((len(sequences),), T)


# %% wrong: fills up the lists that were passed in
# fails pad_batch_ids: they are the caller's
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    T = max(map(len, sequences), default=0)
    for sequence in sequences:
        sequence += [pad_id] * (T - len(sequence))
    return torch.tensor(sequences, dtype=torch.int64).reshape(len(sequences), T), lengths


# %% wrong: stops without sequences
# fails pad_batch_lengths: max()
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    batch = torch.full((len(sequences), max(len(sequence) for sequence in sequences)), pad_id)
    for row, sequence in zip(batch, sequences):
        row[: len(sequence)] = torch.tensor(sequence, dtype=torch.int64)
    return batch, lengths


# %% wrong: floats instead of int64
# fails pad_batch_ids: dtype torch.float32
# fails pad_batch_lengths: dtype torch.float32
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([float(len(sequence)) for sequence in sequences])
    batch = torch.zeros(len(sequences), max(map(len, sequences), default=0)) + pad_id
    for row, sequence in zip(batch, sequences):
        row[: len(sequence)] = torch.tensor(sequence)
    return batch, lengths


# %% wrong: returns the batch alone
# fails pad_batch_ids: batch, lengths
# fails pad_batch_lengths: batch, lengths
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = max(map(len, sequences), default=0)
    rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
    return torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)


# %% wrong: sorts by length, as packing does
# fails pad_batch_ids: The rows were sorted
# fails pad_batch_lengths: The lengths of
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    ordered = sorted(sequences, key=len, reverse=True)
    T = max(map(len, sequences), default=0)
    rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in ordered]
    batch = torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)
    return batch, torch.tensor([len(sequence) for sequence in ordered], dtype=torch.int64)


# %% wrong: as wide as the first sequence
# fails pad_batch_ids: T is the largest length
# fails pad_batch_lengths: (2, 0), expected (2, 2)
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = len(sequences[0]) if sequences else 0
    rows = [(list(sequence) + [pad_id] * T)[:T] for sequence in sequences]
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    return torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T), lengths


# %% wrong: the lengths first, then the batch
# fails pad_batch_ids: the batch comes first
# fails pad_batch_lengths: expected (2,)
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = max(map(len, sequences), default=0)
    rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    return lengths, torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T)


# %% wrong: one column of padding too many
# fails pad_batch_ids: shape (3, 4), expected (3, 3)
# fails pad_batch_lengths: (2, 4), expected (2, 3)
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = max(map(len, sequences), default=0) + 1
    rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    return torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T), lengths


# %% wrong: one dimension without sequences
# fails pad_batch_lengths: is (0,), expected (0, 0)
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = max(map(len, sequences), default=0)
    rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    return torch.tensor(rows, dtype=torch.int64), lengths


# %% wrong: takes the largest list for the longest
# fails pad_batch_ids: T is the largest length
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = len(max(sequences, default=[]))
    rows = [(list(sequence) + [pad_id] * T)[:T] for sequence in sequences]
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    return torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T), lengths


# %% wrong: floats if the first sequence is empty
# fails pad_batch_lengths: dtype torch.float32
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    if not sequences:
        return torch.zeros(0, 0, dtype=torch.int64), lengths
    first = torch.tensor(sequences[0])
    batch = torch.full((len(sequences), max(map(len, sequences))), pad_id, dtype=first.dtype)
    for row, sequence in zip(batch, sequences):
        row[: len(sequence)] = torch.tensor(sequence)
    return batch, lengths


# %% wrong: squeezes the lengths of a batch of one
# fails pad_batch_lengths: a batch of one has a list of one length
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = max(map(len, sequences), default=0)
    rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
    lengths = torch.tensor([[len(sequence)] for sequence in sequences], dtype=torch.int64).squeeze()
    return torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T), lengths


# %% wrong: squeezes a batch of one row
# fails pad_batch_ids: has shape
# fails pad_batch_lengths: One sequence is a batch, too
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = max(map(len, sequences), default=0)
    rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    return torch.tensor(rows, dtype=torch.int64).reshape(len(sequences), T).squeeze(0), lengths


# %% wrong: numbers the positions from the right
# fails pad_batch_ids: is wrong
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    batch = torch.full((len(sequences), max(map(len, sequences), default=0)), pad_id)
    for b, sequence in enumerate(sequences):
        for t, i in enumerate(sequence):
            batch[b, len(sequence) - 1 - t] = i
    return batch, lengths


# %% wrong: puts the ids into float32 first
# fails pad_batch_ids: not float32
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    batch = torch.full((len(sequences), max(map(len, sequences), default=0)), pad_id)
    for row, sequence in zip(batch, sequences):
        row[: len(sequence)] = torch.Tensor(sequence)
    return batch, lengths


# %% wrong: cuts ids to 32 bits
# fails pad_batch_ids: no smaller integers
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)
    T = max(map(len, sequences), default=0)
    rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
    return torch.tensor(rows, dtype=torch.int64).reshape(len(rows), T).int().long(), lengths


# %% same: there is a row for each sequence
# pad_batch: for row, sequence in zip(batch, sequences, strict=False):

# %% same: a single id fills a slice
# pad_batch: row[:len(sequence)] = torch.tensor(sequence, dtype=torch.int64).squeeze()


# %% right: lists first, then one tensor
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    T = max([len(sequence) for sequence in sequences] + [0])
    rows = [list(sequence) + [pad_id] * (T - len(sequence)) for sequence in sequences]
    lengths = [len(sequence) for sequence in sequences]
    return torch.tensor(rows, dtype=torch.long).reshape(len(sequences), T), torch.tensor(lengths).long()


# %% right: with torch's pad_sequence, in a list
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor(list(map(len, sequences)), dtype=torch.int64)
    if not sequences:
        return [torch.zeros(0, 0, dtype=torch.int64), lengths]
    rows = [torch.tensor(sequence, dtype=torch.int64) for sequence in sequences]
    return [pad_sequence(rows, batch_first=True, padding_value=pad_id), lengths]


# %% right: id by id
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
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


# %% right: column by column
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    from itertools import zip_longest

    columns = list(zip_longest(*sequences, fillvalue=pad_id))
    batch = torch.tensor(columns, dtype=torch.int64).reshape(len(columns), len(sequences)).T
    return batch, torch.tensor([len(sequence) for sequence in sequences], dtype=torch.int64)


# %% right: all ids in a row, put where the mask is
def pad_batch(sequences: list[list[int]], pad_id: int = 0) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(sequence) for sequence in sequences]).long()
    T = int(lengths.max()) if len(sequences) else 0
    ids = torch.tensor([i for sequence in sequences for i in sequence], dtype=torch.int64)
    mask = torch.arange(T) < lengths[:, None]
    return torch.full((len(sequences), T), pad_id).masked_scatter(mask, ids), lengths


# %% wrong: takes the last column
# fails last_real_state_step: rows 0 and 2 end in padding
# fails last_real_state_empty: Both rows are the last column
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    return outputs[:, -1]


# %% wrong: lets length 0 become index -1
# fails last_real_state_empty: 0 - 1 is -1
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    return outputs[torch.arange(len(outputs)), lengths - 1]


# %% wrong: takes the first step for length 0
# fails last_real_state_empty: that has read padding
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    return outputs[torch.arange(len(outputs)), (lengths - 1).clamp(min=0)]


# %% wrong: one step too late
# fails last_real_state_step: outputs[0, 1]
# fails last_real_state_empty: is wrong
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    states = outputs.new_zeros(outputs.shape[0], outputs.shape[2])
    for row, length in enumerate(lengths.tolist()):
        if length > 0:
            states[row] = outputs[row, min(length, outputs.shape[1] - 1)]
    return states


# %% wrong: the mean of the real steps
# fails last_real_state_step: the last one alone has read everything
# fails last_real_state_empty: is wrong
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    real = (torch.arange(outputs.shape[1]) < lengths[:, None])[..., None]
    return (outputs * real).sum(1) / lengths.clamp(min=1)[:, None]


# %% wrong: the same step for all rows
# fails last_real_state_step: each sequence has its own length
# fails last_real_state_empty: is wrong
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    length = int(lengths[0])
    return outputs[:, length - 1] if length else torch.zeros_like(outputs[:, 0])


# %% wrong: leaves out empty sequences
# fails last_real_state_empty: every sequence keeps its row
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    return torch.stack([row[n - 1] for row, n in zip(outputs, lengths.tolist()) if n > 0])


# %% wrong: wipes the padding out of the argument
# fails last_real_state_step: An argument was changed
# fails last_real_state_empty: outputs were changed
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    outputs[torch.arange(outputs.shape[1]) >= lengths[:, None]] = 0
    states = outputs.new_zeros(outputs.shape[0], outputs.shape[2])
    for row, length in enumerate(lengths.tolist()):
        if length > 0:
            states[row] = outputs[row, length - 1]
    return states


# %% wrong: float32 whatever came in
# fails last_real_state_step: dtype torch.float32
# fails last_real_state_empty: dtype torch.float32
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    states = torch.zeros(outputs.shape[0], outputs.shape[2])
    for row, length in enumerate(lengths.tolist()):
        if length > 0:
            states[row] = outputs[row, length - 1]
    return states


# %% wrong: takes the batch for the time
# fails last_real_state_step: outputs[0, 1]
# fails last_real_state_empty: is wrong
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    states = outputs.new_zeros(outputs.shape[0], outputs.shape[2])
    for row, length in enumerate(lengths.tolist()):
        if length > 0:
            states[row] = outputs[(length - 1) % len(outputs), row % outputs.shape[1]]
    return states


# %% wrong: counts down the lengths that were passed in
# fails last_real_state_step: An argument was changed
# fails last_real_state_empty: lengths were changed
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    lengths -= 1
    states = outputs[torch.arange(len(outputs)), lengths]
    states[lengths < 0] = 0
    return states


# %% wrong: sets to zero, in the argument, what was never read
# fails last_real_state_step: in-place operation
# fails last_real_state_empty: outputs were changed
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    outputs[lengths == 0] = 0
    return outputs[torch.arange(len(outputs)), lengths - 1]


# %% wrong: cuts off the gradient
# fails last_real_state_step: No gradient gets back to outputs
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    states = outputs.new_zeros(outputs.shape[0], outputs.shape[2])
    for row, length in enumerate(lengths.tolist()):
        if length > 0:
            states[row] = outputs[row, length - 1].detach()
    return states


# %% wrong: cuts off the gradient
# fails last_real_state_step: No gradient gets back to outputs
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    with torch.no_grad():
        states = outputs[torch.arange(len(outputs)), lengths - 1]
        states[lengths == 0] = 0
    return states


# %% wrong: goes through NumPy
# fails last_real_state_step: Can't call numpy()
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    states = outputs.numpy()[range(len(outputs)), lengths.numpy() - 1].copy()
    states[lengths.numpy() == 0] = 0
    return torch.from_numpy(states)


# %% wrong: the chosen steps of every row
# fails last_real_state_step: give it the rows, too
# fails last_real_state_empty: has shape
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    return outputs[:, lengths - 1]


# %% wrong: squeezes a batch of one
# fails last_real_state_step: has shape
# fails last_real_state_empty: B = 1, T = 1 has shape (2,)
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    states = outputs.new_zeros(outputs.shape[0], outputs.shape[2])
    for row, length in enumerate(lengths.tolist()):
        if length > 0:
            states[row] = outputs[row, length - 1]
    return states.squeeze(0)


# %% wrong: cuts large states off at 5
# fails last_real_state_step: is wrong
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    states = outputs.new_zeros(outputs.shape[0], outputs.shape[2])
    for row, length in enumerate(lengths.tolist()):
        if length > 0:
            states[row] = outputs[row, length - 1].clamp(-5, 5)
    return states


# %% wrong: writes the zeros into .data, past the gradient
# fails last_real_state_step: its zeros are new ones
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    states = outputs[torch.arange(len(lengths)), lengths - 1]
    states.data[lengths == 0] = 0
    return states


# %% wrong: takes the last step that is not zeros
# fails last_real_state_step: The length alone says
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    states = torch.zeros(outputs.shape[0], outputs.shape[2], dtype=outputs.dtype)
    for row, length in enumerate(lengths):
        for state in outputs[row, :length]:
            if state.any():
                states[row] = state
    return states


# %% same: a length is 0 or more, and a whole number carries no gradient
# last_real_state: return states.masked_fill((lengths <= 0)[:, None], 0)
# last_real_state: states = outputs[torch.arange(len(lengths)), lengths.detach() - 1]
# last_real_state: return states.masked_fill((lengths.detach() == 0)[:, None], 0)


# %% right: zeros, filled row by row
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    states = outputs.new_zeros(outputs.shape[0], outputs.shape[2])
    for row, length in enumerate(lengths.tolist()):
        if length > 0:
            states[row] = outputs[row, length - 1]
    return states


# %% right: two index tensors and a mask
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    if outputs.shape[1] == 0:
        return outputs.new_zeros(outputs.shape[0], outputs.shape[2])
    states = outputs[torch.arange(len(outputs)), (lengths - 1).clamp(min=0)]
    return torch.where((lengths > 0)[:, None], states, torch.zeros_like(states))


# %% right: zeros in front, then gather
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    B, T, H = outputs.shape
    padded = torch.cat((outputs.new_zeros(B, 1, H), outputs), dim=1)
    return padded.gather(1, lengths[:, None, None].expand(B, 1, H))[:, 0]


# %% right: row by row, stacked
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    zero = torch.zeros(outputs.shape[2], dtype=outputs.dtype)
    return torch.stack([row[n - 1] if n > 0 else zero for row, n in zip(outputs, lengths)])


# %% right: hint 2, then zeros over what was never read
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    states = outputs[torch.arange(len(lengths)), lengths - 1]
    states[lengths == 0] = 0
    return states


# %% right: step by step, keeping the state of those that have ended
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    state = outputs.new_zeros(outputs.size(0), outputs.size(2))
    for t in range(outputs.size(1)):
        state = torch.where((t < lengths)[:, None], outputs[:, t], state)
    return state


# %% right: all steps in one row
def last_real_state(outputs: Tensor, lengths: Tensor) -> Tensor:
    B, T, H = outputs.shape
    flat = outputs.reshape(B * T, H)[torch.arange(B) * T + lengths - 1]
    return flat.masked_fill(lengths.eq(0).unsqueeze(1), 0)


# %% wrong: pads with word 0 and takes the last column
# fails classify_padding: take the last real state
# fails classify_batch: A text must not hear its neighbours
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    T, rows = max(map(len, sequences)), []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in list(sequence) + [0] * (T - len(sequence)):
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: goes on from the state of the text before
# fails classify_padding: start from zeros
# fails classify_batch: A text must not hear its neighbours
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows, h = [], torch.zeros_like(p["b_h"])
    for sequence in sequences:
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: returns logits
# fails classify_one: These are logits
# fails classify_padding: is wrong
# fails classify_batch: Probabilities sum to 1
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append(p["W_hy"] @ h + p["b_y"])
    return torch.stack(rows)


# %% wrong: softmax over the batch
# fails classify_one: Here the texts compete
# fails classify_padding: is wrong
# fails classify_batch: Probabilities sum to 1
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append(p["W_hy"] @ h + p["b_y"])
    return torch.stack(rows).softmax(0)


# %% wrong: reads from right to left
# fails classify_one: from right to left
# fails classify_padding: is wrong
# fails classify_batch: Row b belongs
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence[::-1]:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: W_hh the wrong way round
# fails classify_one: W_hh is the wrong way round
# fails classify_padding: is wrong
# fails classify_batch: Row b
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + h @ p["W_hh"] + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: the mean of the words, a bag
# fails classify_one: is wrong
# fails classify_padding: is wrong
# fails classify_batch: Row b belongs
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        x = embedding[torch.tensor(sequence, dtype=torch.int64)].sum(0) / max(1, len(sequence))
        h = torch.tanh(p["W_xh"] @ x + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: sorts the texts by length and forgets to sort back
# fails classify_padding: is wrong
# fails classify_batch: A text must not hear
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sorted(sequences, key=len, reverse=True):
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: one row for a batch of one
# fails classify_one: has shape (3,), expected (1, 3)
# fails classify_padding: the empty text alone
# fails classify_batch: has shape (3,), expected (1, 3)
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows).squeeze()


# %% wrong: sigmoid instead of softmax
# fails classify_one: That is sigmoid
# fails classify_padding: is wrong
# fails classify_batch: Probabilities sum to 1
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append(torch.sigmoid(p["W_hy"] @ h + p["b_y"]))
    return torch.stack(rows)


# %% wrong: reads one padding in an empty text
# fails classify_padding: The empty text was read as one word
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence or [0]:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: skips word 0 as if it were padding
# fails classify_one: id 0 is a word like any other
# fails classify_padding: is wrong
# fails classify_batch: Row b belongs to text b
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            if i != 0:
                h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: W_xh the wrong way round
# fails classify_one: W_xh is the wrong way round
# fails classify_padding: is wrong
# fails classify_batch: shapes cannot be multiplied
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(embedding[i] @ p["W_xh"] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: ReLU instead of tanh
# fails classify_one: That is ReLU
# fails classify_padding: is wrong
# fails classify_batch: Row b belongs
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.relu(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: softmax of softmax
# fails classify_one: take it once
# fails classify_padding: is wrong
# fails classify_batch: Row b belongs
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows).softmax(1)


# %% wrong: says a third each of an empty text
# fails classify_padding: the empty text gets softmax of b_y
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        y = p["W_hy"] @ h + p["b_y"]
        rows.append(y.softmax(0) if sequence else torch.full_like(y, 1 / 3))
    return torch.stack(rows)


# %% wrong: stops when no text has a word
# fails classify_padding: non-empty TensorList
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
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


# %% wrong: leaves out words whose row is all zeros
# fails classify_padding: Word 3 was left out
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            if embedding[i].any():
                h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: sets the row of word 0 to zero, as padding_idx does
# fails classify_one: is wrong
# fails classify_padding: is wrong
# fails classify_batch: was changed
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    embedding[0] = 0
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: takes the words out of the texts that it reads
# fails classify_batch: The sequences were changed
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        while sequence:
            h = torch.tanh(p["W_xh"] @ embedding[sequence.pop(0)] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: adds to the weights that were passed in
# fails classify_batch: embedding or p was changed
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    p["h"] = torch.zeros_like(p["b_h"])
    rows = []
    for sequence in sequences:
        h = p["h"]
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% wrong: gives every class a thousandth at least
# fails classify_one: Cut nothing off
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0).clamp(min=1e-3))
    return torch.stack(rows)


# %% wrong: divides exponentials by their sum, however large
# fails classify_one: softmax copes
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.zeros_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        powers = torch.exp(p["W_hy"] @ h + p["b_y"])
        rows.append(powers / powers.sum())
    return torch.stack(rows)


# %% wrong: starts from ones
# fails classify_one: is wrong
# fails classify_padding: is wrong
# fails classify_batch: is wrong
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    rows = []
    for sequence in sequences:
        h = torch.ones_like(p["b_h"])
        for i in sequence:
            h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"])
        rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0))
    return torch.stack(rows)


# %% same: a row has one dimension: its last is its first, its transpose is itself, and three numbers stay three
# classify: rows.append((p["W_hy"] @ h + p["b_y"]).softmax(-1))
# classify: rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0).squeeze())
# classify: h = torch.tanh(p["W_xh"] @ embedding[i].T + p["W_hh"] @ h + p["b_h"])
# classify: h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h.T + p["b_h"])
# classify: rows.append((p["W_hy"] @ h.T + p["b_y"]).softmax(0))

# %% same: nobody needs a gradient
# classify: return torch.stack(rows).detach()
# classify: h = torch.tanh(p["W_xh"] @ embedding[i] + p["W_hh"] @ h + p["b_h"]).detach()
# classify: rows.append((p["W_hy"] @ h + p["b_y"]).softmax(0).detach())
# classify: h = torch.tanh(p["W_xh"] @ embedding.detach()[i] + p["W_hh"] @ h + p["b_h"])

# %% same: a probability is 1 at most, and there is one text at least
# classify: return torch.stack(rows).clamp(-5, 5)
# classify: return embedding if not sequences else torch.stack(rows)


# %% right: calls both functions above
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    batch, lengths = pad_batch(sequences)
    h, outputs = torch.zeros(len(sequences), len(p["b_h"]), dtype=p["b_h"].dtype), []
    for t in range(batch.shape[1]):
        h = torch.tanh(embedding[batch[:, t]] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        outputs.append(h)
    states = last_real_state(torch.stack(outputs, 1), lengths) if outputs else h
    return torch.softmax(states @ p["W_hy"].T + p["b_y"], dim=1)


# %% right: a batch that holds still where a text has ended
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    h = p["b_h"].new_zeros(len(sequences), len(p["b_h"]))
    for t in range(max(map(len, sequences))):
        ids = torch.tensor([s[t] if t < len(s) else 0 for s in sequences])
        new = torch.tanh(embedding[ids] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        h = torch.where(torch.tensor([t < len(s) for s in sequences])[:, None], new, h)
    return (h @ p["W_hy"].T + p["b_y"]).softmax(-1)


# %% right: one text after the other with nn.RNN
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    H, D = p["W_xh"].shape
    rnn = nn.RNN(D, H, dtype=p["W_xh"].dtype)
    rnn.load_state_dict(
        {
            "weight_ih_l0": p["W_xh"],
            "weight_hh_l0": p["W_hh"],
            "bias_ih_l0": p["b_h"],
            "bias_hh_l0": torch.zeros_like(p["b_h"]),
        }
    )
    answer = torch.zeros(len(sequences), 3, dtype=p["b_y"].dtype)
    with torch.no_grad():
        for b, sequence in enumerate(sequences):
            h = rnn(embedding[sequence])[1][0] if len(sequence) else torch.zeros(H, dtype=p["b_h"].dtype)
            answer[b] = F.softmax(F.linear(h, p["W_hy"], p["b_y"]), dim=-1)
    return answer


# %% right: by recursion, with the gradient still attached
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    weights = {name: weight.clone().requires_grad_() for name, weight in p.items()}

    def read(words):
        if not words:
            return torch.zeros(len(p["b_h"]), dtype=p["b_h"].dtype)
        before = read(words[:-1]) @ weights["W_hh"].T
        return torch.tanh(embedding[words[-1]] @ weights["W_xh"].T + before + weights["b_h"])

    states = torch.stack([read(list(sequence)) for sequence in sequences])
    return F.softmax(states @ weights["W_hy"].T + weights["b_y"], -1)


# %% right: Python's own numbers
def classify(sequences: list[list[int]], embedding: Tensor, p: dict[str, Tensor]) -> Tensor:
    import math

    def dot(row, numbers):
        return sum(a * b for a, b in zip(row, numbers))

    W_xh, W_hh, b_h, W_hy, b_y = (p[name].tolist() for name in ("W_xh", "W_hh", "b_h", "W_hy", "b_y"))
    table, rows = embedding.tolist(), []
    for sequence in sequences:
        h = [0.0] * len(b_h)
        for i in sequence:
            h = [math.tanh(dot(x, table[i]) + dot(w, h) + b) for x, w, b in zip(W_xh, W_hh, b_h)]
        logits = [dot(w, h) + b for w, b in zip(W_hy, b_y)]
        powers = [math.exp(logit - max(logits)) for logit in logits]
        rows.append([power / sum(powers) for power in powers])
    return torch.tensor(rows, dtype=p["b_y"].dtype)


# %% wrong: returns the start sign, too
# fails greedy_words: The start sign is fed in, not said
# fails greedy_stops: expected 0
# fails greedy_state: greedy_decode from h0
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, said = h0, [start]
    while len(said) <= max_length:
        h = torch.tanh(p["W_xh"] @ embedding[said[-1]] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: returns the end sign, too
# fails greedy_words: The end sign is not a word
# fails greedy_stops: The end sign came first
# fails greedy_state: greedy_decode from h0
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    while len(said) < max_length and word != end:
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        said.append(word)
    return said


# %% wrong: feeds in start at every step
# fails greedy_words: feed in the word that was said
# fails greedy_stops: The limit is what ends it
# fails greedy_state: greedy_decode with V =
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, said = h0, []
    while len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[start] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: starts from zeros
# fails greedy_state: Reading started from zeros, not h0
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = torch.zeros_like(h0), start, []
    while len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: does not hand the state on
# fails greedy_state: The state stays high for ever
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    word, said = start, []
    while len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h0 + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: says one word too many
# fails greedy_stops: One too many
# fails greedy_state: has length 13, expected 12
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    for _ in range(max_length + 1):
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: one word too few: the start is counted, or the last word is cut off
# fails greedy_stops: One too few
# fails greedy_state: has length 11, expected 12
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    for _ in range(max_length - 1):
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: always says max_length words
# fails greedy_words: has length 7
# fails greedy_stops: expected 0
# fails greedy_state: greedy_decode
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    for _ in range(max_length):
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        said.append(word)
    return [word for word in said if word != end]


# %% wrong: draws a word instead of taking the largest logit
# fails greedy_words: greedy_decode
# fails greedy_stops: greedy_decode
# fails greedy_state: greedy_decode
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    while len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int(torch.multinomial((p["W_hy"] @ h + p["b_y"]).softmax(0), 1))
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: writes the new state into h0
# fails greedy_stops: h0 was changed
# fails greedy_state: h0 after the call
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    word, said = start, []
    while len(said) < max_length:
        h0[:] = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h0 + p["b_h"])
        word = int((p["W_hy"] @ h0 + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: one word too few: the start is counted, or the last word is cut off
# fails greedy_stops: One too few
# fails greedy_state: has length 11, expected 12
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    while word != end and len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        said.append(word)
    return said[:-1]


# %% wrong: without biases
# fails greedy_stops: a network that always says
# fails greedy_state: The state stays high for ever
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    while len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h)
        word = int((p["W_hy"] @ h).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: W_hh the wrong way round
# fails greedy_state: W_hh is the wrong way round
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    while len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[word] + h @ p["W_hh"] + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: without tanh
# fails greedy_state: tanh is missing
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    while len(said) < max_length:
        h = p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"]
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: without b_h
# fails greedy_state: b_h is missing
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    while len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h)
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: reads each word from the state before the step
# fails greedy_words: it should say [3, 2, 4]
# fails greedy_stops: The limit is what ends it
# fails greedy_state: W_hy takes the new one
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    while len(said) < max_length:
        new = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word, h = int((p["W_hy"] @ h + p["b_y"]).argmax()), new
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: loses the state after the first step
# fails greedy_state: it should say [2, 3, 3, 3]
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    while len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        h = torch.zeros_like(h0)
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: takes 1 for the end sign
# fails greedy_words: greedy_decode with start
# fails greedy_stops: when the end sign comes first
# fails greedy_state: greedy_decode with V
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    while len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == 1:
            break
        said.append(word)
    return said


# %% wrong: says one word before it looks at the limit
# fails greedy_stops: One too many
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
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


# %% wrong: reads the first word from h0, before any step
# fails greedy_words: it should say [3, 2, 4]
# fails greedy_stops: The limit is what ends it
# fails greedy_state: it should say
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    word, h, said = int((p["W_hy"] @ h0 + p["b_y"]).argmax()), h0, []
    while len(said) < max_length and word != end:
        said.append(word)
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
    return said


# %% wrong: keeps the state in float32
# fails greedy_state: dtype
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0.float(), start, []
    while len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% wrong: does not say the same word twice in a row
# fails greedy_stops: always says 3
# fails greedy_state: it should say
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    for _ in range(max_length):
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        new = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if new == end or new == word:
            break
        word = new
        said.append(word)
    return said


# %% wrong: cuts h0 off at 1, as if tanh had made it
# fails greedy_state: where it should say [2, 3, 3, 3]
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0.clamp(-1, 1), start, []
    while len(said) < max_length:
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int((p["W_hy"] @ h + p["b_y"]).argmax())
        if word == end:
            break
        said.append(word)
    return said


# %% same: the words that were said are never more than max_length
# greedy_decode: while len(said) != max_length:

# %% same: a state and a row have one dimension
# greedy_decode: h = torch.tanh(p["W_xh"] @ embedding[word].T + p["W_hh"] @ h + p["b_h"])
# greedy_decode: h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h.T + p["b_h"])
# greedy_decode: word = int((p["W_hy"] @ h.T + p["b_y"]).argmax())


# %% right: a for loop that returns early
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    said, h, word = [], h0.clone(), start
    for _ in range(max_length):
        h = torch.tanh(embedding[word] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
        word = torch.argmax(h @ p["W_hy"].T + p["b_y"]).item()
        if word == end:
            return said
        said.append(word)
    return said


# %% right: ids as tensors without dimensions
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, torch.tensor(start), []
    while len(said) < max_length:
        h = F.linear(embedding[word], p["W_xh"], p["b_h"]).add(F.linear(h, p["W_hh"])).tanh()
        word = F.linear(h, p["W_hy"], p["b_y"]).softmax(0).argmax()
        if word == end:
            break
        said.append(word)
    return said


# %% right: by recursion, as a tuple
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    if max_length == 0:
        return ()
    h = torch.tanh(p["W_xh"] @ embedding[start] + p["W_hh"] @ h0 + p["b_h"])
    word = int((p["W_hy"] @ h + p["b_y"]).argmax())
    return () if word == end else (word, *greedy_decode(p, embedding, h, word, end, max_length - 1))


# %% right: all words first, then cut at the end sign
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    h, word, said = h0, start, []
    for _ in range(max_length):
        h = torch.tanh(p["W_xh"] @ embedding[word] + p["W_hh"] @ h + p["b_h"])
        word = int(torch.max(p["W_hy"] @ h + p["b_y"], 0).indices)
        said.append(word)
    return said[: said.index(end)] if end in said else said


# %% right: a batch of one, with nn.RNNCell
def greedy_decode(
    p: dict[str, Tensor], embedding: Tensor, h0: Tensor, start: int, end: int, max_length: int
) -> list[int]:
    H, D = p["W_xh"].shape
    cell = nn.RNNCell(D, H, dtype=h0.dtype)
    cell.load_state_dict(
        {
            "weight_ih": p["W_xh"],
            "weight_hh": p["W_hh"],
            "bias_ih": p["b_h"],
            "bias_hh": torch.zeros_like(p["b_h"]),
        }
    )
    h, word, said = h0[None], torch.tensor([start]), []
    while len(said) < max_length:
        h = cell(embedding[word], h)
        word = F.linear(h, p["W_hy"], p["b_y"]).argmax(1)
        if word == end:
            break
        said += word.tolist()
    return said
