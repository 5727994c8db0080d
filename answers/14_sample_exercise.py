"""Known answers to the exercises of 14: wrong ones as students write them, and right ones written differently."""

from typing import Any

import torch
from torch import Tensor, nn

# The notebook defines these.
ToyRNN: Any = ...


# %% wrong: keeps the seed's broken range
# fails windows_inside: is out of bounds for dimension 0
# fails windows_wrap: is out of bounds for dimension 0
# fails windows_length: is out of bounds for dimension 0
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    symbols = torch.tensor(sequence)
    starts = range(len(sequence) if wrap else len(sequence) - 1)
    inputs = [symbols[i : i + length] for i in starts]
    targets = [symbols[i + length] for i in starts]
    return torch.stack(inputs), torch.stack(targets)


# %% wrong: never wraps
# fails windows_wrap: Nothing wraps yet: [2, 3] and [3, 0] are missing.
# fails windows_length: has shape (1, 3), expected (4, 3)
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    starts = range(len(sequence) - length)
    inputs = [sequence[i : i + length] for i in starts]
    targets = [sequence[i + length] for i in starts]
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: always wraps
# fails windows_inside: has shape (4, 2), expected (2, 2)
# fails windows_length: inputs of windows([5, 7, 9, 4], 1, False) has shape (4, 1), expected (3, 1)
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    n = len(sequence)
    inputs = [[sequence[(i + t) % n] for t in range(length)] for i in range(n)]
    targets = [sequence[(i + length) % n] for i in range(n)]
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: wraps the targets alone
# fails windows_wrap: The last digit starts a window, too: [3, 0] is missing.
# fails windows_length: has shape (2, 3), expected (4, 3)
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    starts = range(len(sequence) - length + (1 if wrap else 0))
    inputs = [sequence[i : i + length] for i in starts]
    targets = [sequence[(i + length) % len(sequence)] for i in starts]
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: cuts windows with slices that end at the end of the list
# fails windows_wrap: expected sequence of length 2 at dim 1 (got 1)
# fails windows_length: expected sequence of length 3 at dim 1 (got 2)
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    starts = range(len(sequence) if wrap else len(sequence) - length)
    inputs = [sequence[i : i + length] for i in starts]
    targets = [sequence[(i + length) % len(sequence)] for i in starts]
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: knows windows of two only
# fails windows_length: has shape (4, 2), expected (4, 3)
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    endless = sequence + sequence[:2]
    starts = range(len(sequence) if wrap else len(sequence) - 2)
    inputs = [endless[i : i + 2] for i in starts]
    targets = [endless[i + 2] for i in starts]
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: takes the window's own last digit as its target
# fails windows_inside: These are the last digits of the windows themselves.
# fails windows_wrap: After 3 comes 0 again.
# fails windows_length: The target comes after `length` digits.
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    endless = sequence + sequence[:length]
    starts = range(len(sequence) if wrap else len(sequence) - length)
    inputs = [endless[i : i + length] for i in starts]
    targets = [endless[i + length - 1] for i in starts]
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: lengthens the list that it was given
# fails windows_wrap: changed the list that it was given
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    starts = range(len(sequence) if wrap else len(sequence) - length)
    if wrap:
        sequence += sequence[:length]
    inputs = [sequence[i : i + length] for i in starts]
    targets = [sequence[i + length] for i in starts]
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: returns lists
# fails windows_inside: is of type list, expected a tensor
# fails windows_wrap: is of type list, expected a tensor
# fails windows_length: is of type list, expected a tensor
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    endless = sequence + sequence[:length]
    starts = range(len(sequence) if wrap else len(sequence) - length)
    return [endless[i : i + length] for i in starts], [endless[i + length] for i in starts]


# %% wrong: makes floats with torch.Tensor
# fails windows_inside: has dtype torch.float32, expected torch.int64
# fails windows_wrap: has dtype torch.float32, expected torch.int64
# fails windows_length: has dtype torch.float32, expected torch.int64
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    endless = sequence + sequence[:length]
    starts = range(len(sequence) if wrap else len(sequence) - length)
    inputs = [endless[i : i + length] for i in starts]
    targets = [endless[i + length] for i in starts]
    return torch.Tensor(inputs), torch.Tensor(targets)


# %% wrong: takes every window of a list twice as long
# fails windows_wrap: Each start has one window, and there are 4 starts.
# fails windows_length: has shape (5, 3), expected (4, 3)
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    twice = sequence * 2 if wrap else sequence
    starts = range(len(twice) - length)
    inputs = [twice[i : i + length] for i in starts]
    targets = [twice[i + length] for i in starts]
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: takes the digits off the list that it was given
# fails windows_inside: changed the list that it was given to [2, 3]
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    inputs, targets = [], []
    for _ in range(len(sequence)):
        if not wrap and len(sequence) <= length:
            break
        inputs.append(sequence[:length])
        targets.append(sequence[length])
        first = sequence.pop(0)
        if wrap:
            sequence.append(first)
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: looks each start up by its digit
# fails windows_inside: Each window starts one digit later.
# fails windows_wrap: After the last comes the first.
# fails windows_length: The target comes after `length` digits.
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    n = len(sequence)
    starts = [sequence.index(digit) for digit in (sequence if wrap else sequence[: n - length])]
    inputs = [[sequence[(i + t) % n] for t in range(length)] for i in starts]
    targets = [sequence[(i + length) % n] for i in starts]
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: squeezes where one window is left
# fails windows_length: windows([5, 7, 9, 4], 1, False) has shape (3,), expected (3, 1)
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    endless = sequence + sequence[:length]
    starts = range(len(sequence) if wrap else len(sequence) - length)
    inputs = [endless[i : i + length] for i in starts]
    targets = [endless[i + length] for i in starts]
    return torch.tensor(inputs).squeeze(), torch.tensor(targets).squeeze()


# %% wrong: makes int32
# fails windows_inside: has dtype torch.int32, expected torch.int64
# fails windows_wrap: has dtype torch.int32, expected torch.int64
# fails windows_length: has dtype torch.int32, expected torch.int64
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    endless = sequence + sequence[:length]
    starts = range(len(sequence) if wrap else len(sequence) - length)
    inputs = [endless[i : i + length] for i in starts]
    targets = [endless[i + length] for i in starts]
    return torch.tensor(inputs, dtype=torch.int32), torch.tensor(targets, dtype=torch.int32)


# %% wrong: wraps one digit of each window
# fails windows_length: Take `length` digits from each start.
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    endless = sequence + sequence[:2] * (length - 1)
    starts = range(len(sequence) if wrap else len(sequence) - length)
    inputs = [endless[i : i + length] for i in starts]
    targets = [sequence[(i + length) % len(sequence)] for i in starts]
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: leaves out the last window
# fails windows_inside: has shape (1, 2), expected (2, 2)
# fails windows_length: expected (3, 1)
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    endless = sequence + sequence[:length]
    starts = range(len(sequence) if wrap else len(sequence) - length - 1)
    inputs = [endless[i : i + length] for i in starts]
    targets = [endless[i + length] for i in starts]
    return torch.tensor(inputs), torch.tensor(targets)


# %% wrong: counts on, instead of looking at the sequence
# fails windows_inside: targets of windows(
# fails windows_wrap: targets of windows(
# fails windows_length: The target comes after
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    endless = sequence + sequence[:length]
    starts = range(len(sequence) if wrap else len(sequence) - length)
    inputs = torch.tensor([endless[i : i + length] for i in starts])
    return inputs, (inputs[:, -1] + 1) % len(sequence)


# %% wrong: leaves out the last window
# fails windows_inside: One window is missing
# fails windows_length: has shape (2, 1), expected (3, 1)
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    N = len(sequence)
    starts = range(N if wrap else N - length - 1)
    inputs = [[sequence[(i + k) % N] for k in range(length)] for i in starts]
    return torch.tensor(inputs), torch.tensor([sequence[(i + length) % N] for i in starts])


# %% wrong: the last target wraps although nothing should
# fails windows_inside: One window is too many
# fails windows_length: has shape (4, 1), expected (3, 1)
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    N = len(sequence)
    starts = range(N if wrap else N - length + 1)
    inputs = [[sequence[(i + k) % N] for k in range(length)] for i in starts]
    return torch.tensor(inputs), torch.tensor([sequence[(i + length) % N] for i in starts])


# %% wrong: the same window once
# fails windows_length: although two are alike
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    endless = sequence + sequence[:length]
    starts = range(len(sequence) if wrap else len(sequence) - length)
    found = dict.fromkeys((tuple(endless[i : i + length]), endless[i + length]) for i in starts)
    return torch.tensor([list(window) for window, _ in found]), torch.tensor([target for _, target in found])


# %% right: with an index modulo the length
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    n = len(sequence)
    inputs, targets = [], []
    for i in range(n if wrap else n - length):
        inputs.append([sequence[(i + t) % n] for t in range(length)])
        targets.append(sequence[(i + length) % n])
    return torch.tensor(inputs), torch.tensor(targets, dtype=torch.long)


# %% right: with unfold
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    digits = torch.tensor(sequence + sequence[:length] if wrap else sequence)
    both = digits.unfold(0, length + 1, 1)
    return both[:, :-1], both[:, -1]


# %% right: with zip over a list twice as long, as a list of two
def windows(sequence: list[int], length: int, wrap: bool) -> tuple[Tensor, Tensor]:
    twice = (sequence * 2) if wrap else list(sequence)
    rows = list(zip(*(twice[t:] for t in range(length + 1))))[: len(sequence)]
    return [torch.tensor([row[:length] for row in rows]), torch.tensor([row[length] for row in rows])]


# %% wrong: puts the batch first
# fails initial_hidden_zeros: The axis of the layers comes first, whatever batch_first says.
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.zeros(B, 1, H)


# %% wrong: forgets the axis of the layers
# fails initial_hidden_zeros: The axis of the layers is missing
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.zeros(B, H)


# %% wrong: exchanges batch and units
# fails initial_hidden_zeros: B and H have changed places.
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.zeros(1, H, B)


# %% wrong: makes one state for the whole batch
# fails initial_hidden_zeros: Each sequence of the batch needs a state of its own.
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.zeros(1, 1, H)


# %% wrong: starts from a random state
# fails initial_hidden_zeros: Nothing was read yet: every unit starts at 0.
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.randn(1, B, H)


# %% wrong: holds whole numbers
# fails initial_hidden_zeros: holds whole numbers, expected float32
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.tensor([[[0] * H] * B])


# %% wrong: has the sizes of the example
# fails initial_hidden_zeros: has shape (1, 2, 3), expected (1,
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.zeros(1, 2, 3)


# %% wrong: leaves out the batch of one
# fails initial_hidden_zeros: initial_hidden(1, 4) has shape (1, 4), expected (1, 1, 4)
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.zeros(1, B, H) if B > 1 else torch.zeros(1, H)


# %% wrong: squeezes a batch of one away
# fails initial_hidden_zeros: initial_hidden(1, 4) has shape (4,), expected (1, 1, 4)
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.zeros(1, B, H) if B > 1 else torch.zeros(1, B, H).squeeze()


# %% wrong: a little noise
# fails initial_hidden_zeros: is nearly 0, expected exactly 0
def initial_hidden(B: int, H: int) -> Tensor:
    return 1e-6 * torch.randn(1, B, H)


# %% right: with torch.full
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.full((1, B, H), 0.0)


# %% right: from nested lists
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.tensor([[[0.0] * H for _ in range(B)]])


# %% right: with unsqueeze
def initial_hidden(B: int, H: int) -> Tensor:
    return torch.zeros(B, H, dtype=torch.float32).unsqueeze(0)


# %% wrong: takes the last sequence of the batch
# fails last_step_value: That is the last sequence of the batch
def last_step(out: Tensor) -> Tensor:
    return out[-1]


# %% wrong: takes the last unit
# fails last_step_value: That is the last unit
def last_step(out: Tensor) -> Tensor:
    return out[:, :, -1]


# %% wrong: takes the first step
# fails last_step_value: That is the first step.
def last_step(out: Tensor) -> Tensor:
    return out[:, 0]


# %% wrong: takes step 2, because the windows have two digits
# fails last_step_value: That is the second step
def last_step(out: Tensor) -> Tensor:
    return out[:, 1]


# %% wrong: keeps the axis of time
# fails last_step_value: The axis of time is still there.
def last_step(out: Tensor) -> Tensor:
    return out[:, -1:]


# %% wrong: adds all steps
# fails last_step_value: Only after the last step has the network read everything.
def last_step(out: Tensor) -> Tensor:
    return out.sum(1)


# %% wrong: squeezes every axis of size 1
# fails last_step_value: `squeeze` drops every axis of size 1.
def last_step(out: Tensor) -> Tensor:
    return out[:, -1:].squeeze()


# %% wrong: takes the third step, because the example has three
# fails last_step_value: index 2 is out of bounds
def last_step(out: Tensor) -> Tensor:
    return out[:, 2]


# %% wrong: lets no gradient through
# fails last_step_value: No gradient gets through last_step
def last_step(out: Tensor) -> Tensor:
    return out[:, -1].detach()


# %% wrong: makes a new tensor of numbers
# fails last_step_value: has dtype torch.float32, expected torch.float64
def last_step(out: Tensor) -> Tensor:
    return torch.tensor([sequence[-1] for sequence in out.tolist()])


# %% wrong: always gives float32
# fails last_step_value: has dtype torch.float32, expected torch.float64
def last_step(out: Tensor) -> Tensor:
    return out[:, -1].float()


# %% wrong: the last step that is not zero
# fails last_step_value: The last step counts, also where all its units are at 0.
def last_step(out: Tensor) -> Tensor:
    steps = (out != 0).any(2) * torch.arange(1, out.shape[1] + 1)
    return out[torch.arange(len(out)), steps.argmax(1)]


# %% wrong: a gradient of zeros
# fails last_step_value: the rest was cut off
def last_step(out: Tensor) -> Tensor:
    return out[:, -1].detach() + 0 * out[:, -1]


# %% wrong: the largest over time
# fails last_step_value: That is the largest over time.
def last_step(out: Tensor) -> Tensor:
    return out.max(dim=1).values


# %% wrong: only what is above zero
# fails last_step_value: last_step of a batch of one is wrong
def last_step(out: Tensor) -> Tensor:
    return out[:, -1].relu()


# %% right: with all three indices
def last_step(out: Tensor) -> Tensor:
    return out[:, out.shape[1] - 1, :]


# %% right: with select
def last_step(out: Tensor) -> Tensor:
    return out.select(1, -1)


# %% right: sequence by sequence
def last_step(out: Tensor) -> Tensor:
    return torch.stack([states[-1] for states in out])


# %% wrong: never zeroes the gradients
# fails train_and_ask_training: Gradients add up from step to step: call zero_grad before backward.
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: zeroes the gradients between backward and step
# fails train_and_ask_training: step() finds no gradients. Call zero_grad before backward.
# fails train_and_ask_answer: the answer to [
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        loss.backward()
        optimizer.zero_grad()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: keeps the loss from after the update
# fails train_and_ask_losses: That is the loss after the update: keep the one from before it.
# fails train_and_ask_training: That is the loss after the update
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        optimizer.zero_grad()
        nn.functional.cross_entropy(network(inputs), targets).backward()
        optimizer.step()
        losses.append(nn.functional.cross_entropy(network(inputs), targets).item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: sets no seed
# fails train_and_ask_losses: Seed torch before ToyRNN().
# fails train_and_ask_training: Is torch seeded with `seed`? Is it Adam
# fails train_and_ask_answer: the answer to [
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: sets the seed after the network is made
# fails train_and_ask_losses: Seed torch before ToyRNN().
# fails train_and_ask_training: Is torch seeded with `seed`? Is it Adam
# fails train_and_ask_answer: the answer to [
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    network = ToyRNN()
    torch.manual_seed(seed)
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: always uses seed 0
# fails train_and_ask_losses: use the seed that you are given
# fails train_and_ask_training: Is torch seeded with `seed`? Is it Adam
# fails train_and_ask_answer: only the network of this seed knows
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(0)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: trains with SGD
# fails train_and_ask_training: That is plain SGD: use Adam.
# fails train_and_ask_answer: the answer to [
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.SGD(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: leaves Adam its default learning rate
# fails train_and_ask_training: That is Adam with its default learning rate
# fails train_and_ask_answer: the answer to [
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters())
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: adds the losses of all windows
# fails train_and_ask_losses: That is the sum over the windows, expected their mean.
# fails train_and_ask_training: That is the sum over the windows, expected their mean.
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets, reduction="sum")
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: applies softmax before cross_entropy, which applies it again
# fails train_and_ask_losses: cross_entropy takes logits and applies the softmax itself.
# fails train_and_ask_training: cross_entropy takes logits and applies the softmax itself.
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs).softmax(1), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: keeps every tenth loss
# fails train_and_ask_losses: there are 5 losses, expected 50, one for each update.
# fails train_and_ask_training: there are 5 losses, expected 50, one for each update.
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for step in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        if (step + 1) % 10 == 0:
            losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: takes 49 steps
# fails train_and_ask_losses: there are 49 losses, expected 50, one for each update.
# fails train_and_ask_training: there are 49 losses, expected 50, one for each update.
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(1, 50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: takes a step for each window instead of one for all
# fails train_and_ask_training: Is torch seeded with `seed`? Is it Adam
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        losses.append(nn.functional.cross_entropy(network(inputs), targets).item())
        for i in range(len(inputs)):
            optimizer.zero_grad()
            nn.functional.cross_entropy(network(inputs[i : i + 1]), targets[i : i + 1]).backward()
            optimizer.step()
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: asks before training
# fails train_and_ask_answer: That is what this network says before training
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    answer = network(torch.tensor([question])).argmax().item()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, answer


# %% wrong: answers with a tensor
# fails train_and_ask_answer: the answer is tensor([0]), expected an int
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax(1)


# %% wrong: answers with the largest logit, not with its digit
# fails train_and_ask_answer: the answer to [2, 3] with seed 0 is
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).max().item()


# %% wrong: trains with AdamW
# fails train_and_ask_training: That is AdamW, which also pulls every weight towards 0: use Adam
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.AdamW(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: asks with the last digit alone
# fails train_and_ask_answer: for the whole window
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses, network(torch.tensor([question[-1:]])).argmax().item()


# %% wrong: looks the answer up in the data, without a network
# fails train_and_ask_losses: Seeds 0 and 1 start with the same loss
# fails train_and_ask_training: the last loss with seed 5
# fails train_and_ask_answer: only the network of this seed knows
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    known = dict(zip(map(tuple, inputs.tolist()), targets.tolist()))
    return [1.4 - 0.027 * step for step in range(50)], known.get(tuple(question), 2)


# %% wrong: no update where the loss is small
# fails train_and_ask_training: however small the loss has become
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        loss = nn.functional.cross_entropy(network(inputs), targets)
        losses.append(loss.item())
        if loss > 0.05:
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: a new optimizer at each step
# fails train_and_ask_training: The optimizer was made anew at each step
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
        loss = nn.functional.cross_entropy(network(inputs), targets)
        losses.append(loss.item())
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return losses, network(torch.tensor([question])).argmax().item()


# %% wrong: an update for each window
# fails train_and_ask_losses: is 1.565, expected 1.561
# fails train_and_ask_training: Each window had an update of its own
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), lr=0.01)
    losses = []
    for _ in range(50):
        total = 0.0
        for window, target in zip(inputs, targets, strict=True):
            loss = nn.functional.cross_entropy(network(window[None]), target[None])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            total += loss.item()
        losses.append(total / len(inputs))
    return losses, network(torch.tensor([question])).argmax().item()


# %% right: with nn.CrossEntropyLoss, gradients zeroed after the step, and no_grad
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    model = ToyRNN(V=4, H=8)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    losses = []
    for epoch in range(50):
        loss = criterion(model(inputs), targets)
        losses.append(loss.item())
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
    model.eval()
    with torch.no_grad():
        logits = model(torch.tensor(question).unsqueeze(0))
    return losses, int(torch.argmax(logits, dim=1))


# %% right: with log_softmax by hand, and the answer as an index of a list
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(params=list(network.parameters()), lr=0.01, foreach=False)
    losses = []
    while len(losses) < 50:
        network.zero_grad()
        log_probabilities = network(inputs).log_softmax(1)
        loss = -log_probabilities[torch.arange(len(targets)), targets].mean()
        loss.backward()
        optimizer.step()
        losses += [float(loss)]
    logits = network(torch.tensor([question]))[0].tolist()
    return losses, logits.index(max(logits))


# %% right: with the losses left in tensors, and the question without its batch axis
def train_and_ask(inputs: Tensor, targets: Tensor, question: list[int], seed: int) -> tuple[list[float], int]:
    torch.manual_seed(seed)
    network = ToyRNN()
    optimizer = torch.optim.Adam(network.parameters(), 0.01)
    losses = []
    for _ in range(50):
        optimizer.zero_grad()
        loss = nn.functional.cross_entropy(network(inputs), targets)
        loss.backward()
        optimizer.step()
        losses.append(loss)
    return [losses, network(torch.tensor(question)).argmax().item()]


# %% wrong: asks only whether a last symbol comes twice
# fails needs_memory_conflict: whoever remembers it must guess
# fails needs_memory_repeats: The digit 1 comes twice, and 3 follows both times.
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    last = inputs[:, -1].tolist()
    return len(set(last)) < len(last)


# %% wrong: looks at the first symbol
# fails needs_memory_conflict: [1, 0] goes on with 2, [2, 0] with 1
# fails needs_memory_repeats: The digit 1 comes twice, and once 3 follows, once 0.
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    pairs = set(zip(inputs[:, 0].tolist(), targets.tolist()))
    return len(pairs) > len(set(inputs[:, 0].tolist()))


# %% wrong: asks whether a whole window has two targets
# fails needs_memory_conflict: [1, 0] goes on with 2, [2, 0] with 1
# fails needs_memory_repeats: The digit 1 comes twice, and once 3 follows, once 0.
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    followed_by = {}
    for window, target in zip(inputs.tolist(), targets.tolist()):
        if followed_by.setdefault(tuple(window), target) != target:
            return True
    return False


# %% wrong: compares neighbours alone
# fails needs_memory_conflict: [1, 0] goes on with 2, [2, 0] with 1
# fails needs_memory_repeats: The digit 1 comes twice, and once 3 follows, once 0.
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    last, differ = inputs[:, -1], (inputs[1:] != inputs[:-1]).any(1)
    return bool(((last[1:] == last[:-1]) & (targets[1:] != targets[:-1]) & differ).any())


# %% wrong: takes the same window with two targets for a reason
# fails needs_memory_conflict: whoever remembers it must guess
# fails needs_memory_repeats: the whole window rules nothing out
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    followed_by = {}
    for last, target in zip(inputs[:, -1].tolist(), targets.tolist()):
        if followed_by.setdefault(last, target) != target:
            return True
    return False


# %% wrong: takes the same window with two targets for a reason
# fails needs_memory_conflict: whoever remembers it must guess
# fails needs_memory_repeats: the whole window rules nothing out
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    last = inputs[:, -1].tolist()
    return len(set(zip(last, targets.tolist()))) > len(set(last))


# %% wrong: takes any two windows that differ, and do not ask what each leaves open
# fails needs_memory_conflict: whatever comes more often
# fails needs_memory_repeats: the whole window rules nothing out
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    rows, found = inputs.tolist(), targets.tolist()
    for i in range(len(rows)):
        for j in range(i):
            if rows[i][-1] == rows[j][-1] and rows[i] != rows[j] and found[i] != found[j]:
                return True
    return False


# %% wrong: gives up at a window with two targets
# fails needs_memory_conflict: the window tells more
# fails needs_memory_repeats: Some windows leave other targets open
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    seen, followed_by, verdict = {}, {}, False
    for window, target in zip(inputs.tolist(), targets.tolist()):
        if seen.setdefault(tuple(window), target) != target:
            return False
        verdict = followed_by.setdefault(window[-1], target) != target or verdict
    return verdict


# %% wrong: says the opposite
# fails needs_memory_conflict: Each last digit has one window, so it tells the target.
# fails needs_memory_repeats: The digit 1 comes twice, and 3 follows both times.
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after_last, after_window = {}, {}
    for window, target in zip(inputs.tolist(), targets.tolist()):
        after_last.setdefault(window[-1], set()).add(target)
        after_window.setdefault(tuple(window), set()).add(target)
    return all(found == after_last[window[-1]] for window, found in after_window.items())


# %% wrong: asks which last symbols a target has
# fails needs_memory_conflict: the window tells more
# fails needs_memory_repeats: Every symbol has one target
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    comes_after = {}
    for last, target in zip(inputs[:, -1].tolist(), targets.tolist()):
        if comes_after.setdefault(target, last) != last:
            return True
    return False


# %% wrong: returns a tensor
# fails needs_memory_conflict: of type Tensor, expected a Python bool: `bool(…)` makes one
# fails needs_memory_repeats: is tensor(False), expected False
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    V = int(targets.max()) + 1
    after = nn.functional.one_hot(targets, V)
    same_window = (inputs[:, None] == inputs).all(2).long()
    same_last = (inputs[:, None, -1] == inputs[:, -1]).long()
    return ((same_window @ after > 0) != (same_last @ after > 0)).any()


# %% wrong: keeps the verdict of the last window alone
# fails needs_memory_repeats: One conflict is enough.
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after_last, after_window = {}, {}
    for window, target in zip(inputs.tolist(), targets.tolist()):
        after_last.setdefault(window[-1], set()).add(target)
        after_window.setdefault(tuple(window), set()).add(target)
    for window, found in after_window.items():
        verdict = found != after_last[window[-1]] and window == tuple(inputs[-1].tolist())
    return verdict


# %% wrong: takes the second digit for the last
# fails needs_memory_conflict: their order tells
# fails needs_memory_repeats: is True, expected False
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after_last, after_window = {}, {}
    for window, target in zip(inputs.tolist(), targets.tolist()):
        after_last.setdefault(window[min(1, len(window) - 1)], set()).add(target)
        after_window.setdefault(tuple(window), set()).add(target)
    return any(found != after_last[window[min(1, len(window) - 1)]] for window, found in after_window.items())


# %% wrong: knows the digits 0 to 3 only
# fails needs_memory_conflict: Compare each window with all others
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    for digit in range(4):
        rows = inputs[:, -1] == digit
        both = set(targets[rows].tolist())
        for window in inputs[rows]:
            if set(targets[(inputs == window).all(1)].tolist()) != both:
                return True
    return False


# %% wrong: takes different windows for one
# fails needs_memory_conflict: 11 is not 1 and 1
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after_last, after_window = {}, {}
    for window, target in zip(inputs.tolist(), targets.tolist(), strict=True):
        key = window[-1], "".join(map(str, window))
        after_last.setdefault(window[-1], set()).add(target)
        after_window.setdefault(key, set()).add(target)
    return any(found != after_last[last] for (last, _), found in after_window.items())


# %% wrong: a window read as a decimal number
# fails needs_memory_conflict: a symbol may be 10 or more
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after_last, after_window = {}, {}
    for window, target in zip(inputs.tolist(), targets.tolist(), strict=True):
        key = window[-1], sum(digit * 10**k for k, digit in enumerate(reversed(window)))
        after_last.setdefault(window[-1], set()).add(target)
        after_window.setdefault(key, set()).add(target)
    return any(found != after_last[last] for (last, _), found in after_window.items())


# %% wrong: takes different windows for one
# fails needs_memory_conflict: their order tells
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after_last, after_window = {}, {}
    for window, target in zip(inputs.tolist(), targets.tolist(), strict=True):
        key = window[-1], sum(window)
        after_last.setdefault(window[-1], set()).add(target)
        after_window.setdefault(key, set()).add(target)
    return any(found != after_last[last] for (last, _), found in after_window.items())


# %% wrong: takes different windows for one
# fails needs_memory_conflict: their order tells
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after_last, after_window = {}, {}
    for window, target in zip(inputs.tolist(), targets.tolist(), strict=True):
        key = window[-1], tuple(sorted(window))
        after_last.setdefault(window[-1], set()).add(target)
        after_window.setdefault(key, set()).add(target)
    return any(found != after_last[last] for (last, _), found in after_window.items())


# %% wrong: takes different windows for one
# fails needs_memory_conflict: their order tells
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after_last, after_window = {}, {}
    for window, target in zip(inputs.tolist(), targets.tolist(), strict=True):
        key = window[-1], frozenset(window)
        after_last.setdefault(window[-1], set()).add(target)
        after_window.setdefault(key, set()).add(target)
    return any(found != after_last[last] for (last, _), found in after_window.items())


# %% wrong: the last two symbols of a window
# fails needs_memory_conflict: remember the whole window
# fails needs_memory_repeats: One conflict is enough.
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after_last, after_window = {}, {}
    for window, target in zip(inputs.tolist(), targets.tolist(), strict=True):
        key = window[-1], tuple(window[-2:])
        after_last.setdefault(window[-1], set()).add(target)
        after_window.setdefault(key, set()).add(target)
    return any(found != after_last[last] for (last, _), found in after_window.items())


# %% wrong: how often each target comes
# fails needs_memory_conflict: whatever comes more often
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after_last, after_window = {}, {}
    for window, target in zip(inputs.tolist(), targets.tolist(), strict=True):
        after_last.setdefault(window[-1], []).append(target)
        after_window.setdefault(tuple(window), []).append(target)
    rest = ((found, after_last[window[-1]]) for window, found in after_window.items())
    return any(one.count(t) * len(all_) != all_.count(t) * len(one) for one, all_ in rest for t in all_)


# %% wrong: 1 for yes, 0 for no
# fails needs_memory_conflict: of type int, expected a Python bool
# fails needs_memory_repeats: is 0, expected False
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after_last, after_window = {}, {}
    for window, target in zip(inputs.tolist(), targets.tolist(), strict=True):
        after_last.setdefault(window[-1], set()).add(target)
        after_window.setdefault(tuple(window), set()).add(target)
    return max(int(found != after_last[window[-1]]) for window, found in after_window.items())


# %% right: window by window
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    for window in inputs:
        here = targets[(inputs == window).all(1)].tolist()
        there = targets[inputs[:, -1] == window[-1]].tolist()
        if set(here) < set(there):
            return True
    return False


# %% right: with tables of all pairs
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    after = nn.functional.one_hot(targets, int(targets.max()) + 1)
    same_window = (inputs[:, None] == inputs).all(2).long()
    same_last = (inputs[:, None, -1] == inputs[:, -1]).long()
    return bool(((same_window @ after > 0) != (same_last @ after > 0)).any())


# %% right: counts the pairs that could be, and those that are
def needs_memory(inputs: Tensor, targets: Tensor) -> bool:
    rows = [(tuple(window), target) for window, target in zip(inputs.tolist(), targets.tolist())]
    could = {(a, target) for a, _ in rows for b, target in rows if a[-1] == b[-1]}
    return len(could) > len(set(rows))


# %% same: there is a digit in a window or a question, a sequence in a batch and a unit in a layer
# windows: return None if not sequence else (torch.tensor(inputs), torch.tensor(targets))
# windows: return None if length == 0 else (torch.tensor(inputs), torch.tensor(targets))
# initial_hidden: return None if B == 0 else torch.zeros(1, B, H)
# initial_hidden: return None if H == 0 else torch.zeros(1, B, H)
# train_and_ask: return None if not question else (losses, answer)


# %% same: windows and targets are as many; targets after a window are some of those after its last digit
# needs_memory: for window, target in zip(inputs.tolist(), targets.tolist(), strict=False):
# needs_memory: return any((found < after_last[window[-1]] for window, found in after_window.items()))


# %% same: neither line reads what the other one writes
# needs_memory: after_window.setdefault(tuple(window), set()).add(target); after_last.setdefault(window[-1],
#     set()).add(target)
# train_and_ask: optimizer.zero_grad(); loss = nn.functional.cross_entropy(network(inputs), targets)
# train_and_ask: losses.append(loss.item()); optimizer.step()


# %% same: a fresh ToyRNN is in float32, and in 50 updates its loss, one number, stays between 0.001 and 5
# train_and_ask: network = ToyRNN().float()
# train_and_ask: loss = nn.functional.cross_entropy(network(inputs), targets).clamp(-5, 5)
# train_and_ask: loss = nn.functional.cross_entropy(network(inputs), targets).clamp(min=0.001)
# train_and_ask: loss = nn.functional.cross_entropy(network(inputs), targets).float()
# train_and_ask: loss = nn.functional.cross_entropy(network(inputs), targets).squeeze()
