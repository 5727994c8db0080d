"""Known answers to the exercises of 14: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="windows",
        name="keeps the seed's broken range",
        body="""
            starts = range(len(sequence) if wrap else len(sequence) - 1)
            inputs = [sequence[i : i + length] for i in starts]
            targets = [sequence[i + length] for i in starts]
            return torch.tensor(inputs), torch.tensor(targets)
        """,
        fails={
            "windows_inside": "list index out of range",
            "windows_wrap": "list index out of range",
            "windows_length": "list index out of range",
        },
    ),
    Mistake(
        exercise="windows",
        name="never wraps",
        body="""
            starts = range(len(sequence) - length)
            inputs = [sequence[i : i + length] for i in starts]
            targets = [sequence[i + length] for i in starts]
            return torch.tensor(inputs), torch.tensor(targets)
        """,
        fails={
            "windows_wrap": "Nothing wraps yet: [2, 3] and [3, 0] are missing.",
            "windows_length": "has shape (1, 3), expected (4, 3)",
        },
    ),
    Mistake(
        exercise="windows",
        name="always wraps",
        body="""
            n = len(sequence)
            inputs = [[sequence[(i + t) % n] for t in range(length)] for i in range(n)]
            targets = [sequence[(i + length) % n] for i in range(n)]
            return torch.tensor(inputs), torch.tensor(targets)
        """,
        fails={
            "windows_inside": "has shape (4, 2), expected (2, 2)",
            "windows_length": "inputs of windows([5, 7, 9, 4], 1, False) has shape (4, 1), expected (3, 1)",
        },
    ),
    Mistake(
        exercise="windows",
        name="wraps the targets alone",
        body="""
            starts = range(len(sequence) - length + (1 if wrap else 0))
            inputs = [sequence[i : i + length] for i in starts]
            targets = [sequence[(i + length) % len(sequence)] for i in starts]
            return torch.tensor(inputs), torch.tensor(targets)
        """,
        fails={
            "windows_wrap": "The last digit starts a window, too: [3, 0] is missing.",
            "windows_length": "has shape (2, 3), expected (4, 3)",
        },
    ),
    Mistake(
        exercise="windows",
        name="cuts windows with slices that end at the end of the list",
        body="""
            starts = range(len(sequence) if wrap else len(sequence) - length)
            inputs = [sequence[i : i + length] for i in starts]
            targets = [sequence[(i + length) % len(sequence)] for i in starts]
            return torch.tensor(inputs), torch.tensor(targets)
        """,
        fails={
            "windows_wrap": "expected sequence of length 2 at dim 1 (got 1)",
            "windows_length": "expected sequence of length 3 at dim 1 (got 2)",
        },
    ),
    Mistake(
        exercise="windows",
        name="knows windows of two only",
        body="""
            endless = sequence + sequence[:2]
            starts = range(len(sequence) if wrap else len(sequence) - 2)
            inputs = [endless[i : i + 2] for i in starts]
            targets = [endless[i + 2] for i in starts]
            return torch.tensor(inputs), torch.tensor(targets)
        """,
        fails={"windows_length": "has shape (4, 2), expected (4, 3)"},
    ),
    Mistake(
        exercise="windows",
        name="takes the window's own last digit as its target",
        body="""
            endless = sequence + sequence[:length]
            starts = range(len(sequence) if wrap else len(sequence) - length)
            inputs = [endless[i : i + length] for i in starts]
            targets = [endless[i + length - 1] for i in starts]
            return torch.tensor(inputs), torch.tensor(targets)
        """,
        fails={
            "windows_inside": "These are the last digits of the windows themselves.",
            "windows_wrap": "After 3 comes 0 again.",
            "windows_length": "The target comes after `length` digits.",
        },
    ),
    Mistake(
        exercise="windows",
        name="lengthens the list that it was given",
        body="""
            starts = range(len(sequence) if wrap else len(sequence) - length)
            if wrap:
                sequence += sequence[:length]
            inputs = [sequence[i : i + length] for i in starts]
            targets = [sequence[i + length] for i in starts]
            return torch.tensor(inputs), torch.tensor(targets)
        """,
        fails={"windows_wrap": "changed the list that it was given"},
    ),
    Mistake(
        exercise="windows",
        name="returns lists",
        body="""
            endless = sequence + sequence[:length]
            starts = range(len(sequence) if wrap else len(sequence) - length)
            return [endless[i : i + length] for i in starts], [endless[i + length] for i in starts]
        """,
        fails={
            "windows_inside": "is of type list, expected a tensor",
            "windows_wrap": "is of type list, expected a tensor",
            "windows_length": "is of type list, expected a tensor",
        },
    ),
    Mistake(
        exercise="windows",
        name="makes floats with torch.Tensor",
        body="""
            endless = sequence + sequence[:length]
            starts = range(len(sequence) if wrap else len(sequence) - length)
            inputs = [endless[i : i + length] for i in starts]
            targets = [endless[i + length] for i in starts]
            return torch.Tensor(inputs), torch.Tensor(targets)
        """,
        fails={
            "windows_inside": "has dtype torch.float32, expected torch.int64",
            "windows_wrap": "has dtype torch.float32, expected torch.int64",
            "windows_length": "has dtype torch.float32, expected torch.int64",
        },
    ),
    Mistake(
        exercise="windows",
        name="takes every window of a list twice as long",
        body="""
            twice = sequence * 2 if wrap else sequence
            starts = range(len(twice) - length)
            inputs = [twice[i : i + length] for i in starts]
            targets = [twice[i + length] for i in starts]
            return torch.tensor(inputs), torch.tensor(targets)
        """,
        fails={
            "windows_wrap": "Each start has one window, and there are 4 starts.",
            "windows_length": "has shape (5, 3), expected (4, 3)",
        },
    ),
    Mistake(
        exercise="windows",
        name="takes the digits off the list that it was given",
        body="""
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
        """,
        fails={
            "windows_inside": "changed the list that it was given to [2, 3]",
        },
    ),
    Mistake(
        exercise="windows",
        name="looks each start up by its digit",
        body="""
            n = len(sequence)
            starts = [sequence.index(digit) for digit in (sequence if wrap else sequence[: n - length])]
            inputs = [[sequence[(i + t) % n] for t in range(length)] for i in starts]
            targets = [sequence[(i + length) % n] for i in starts]
            return torch.tensor(inputs), torch.tensor(targets)
        """,
        fails={
            "windows_inside": "Each window starts one digit later.",
            "windows_wrap": "After the last comes the first.",
            "windows_length": "Take `length` digits from each start.",
        },
    ),
    Mistake(
        exercise="initial_hidden",
        name="puts the batch first",
        body="return torch.zeros(B, 1, H)",
        fails={"initial_hidden_zeros": "The axis of the layers comes first, whatever batch_first says."},
    ),
    Mistake(
        exercise="initial_hidden",
        name="forgets the axis of the layers",
        body="return torch.zeros(B, H)",
        fails={"initial_hidden_zeros": "The axis of the layers is missing"},
    ),
    Mistake(
        exercise="initial_hidden",
        name="exchanges batch and units",
        body="return torch.zeros(1, H, B)",
        fails={"initial_hidden_zeros": "B and H have changed places."},
    ),
    Mistake(
        exercise="initial_hidden",
        name="makes one state for the whole batch",
        body="return torch.zeros(1, 1, H)",
        fails={"initial_hidden_zeros": "Each sequence of the batch needs a state of its own."},
    ),
    Mistake(
        exercise="initial_hidden",
        name="starts from a random state",
        body="return torch.randn(1, B, H)",
        fails={"initial_hidden_zeros": "Nothing was read yet: every unit starts at 0."},
    ),
    Mistake(
        exercise="initial_hidden",
        name="holds whole numbers",
        body="return torch.tensor([[[0] * H] * B])",
        fails={"initial_hidden_zeros": "holds whole numbers, expected float32"},
    ),
    Mistake(
        exercise="initial_hidden",
        name="has the sizes of the example",
        body="""
            return torch.zeros(1, 2, 3)
        """,
        fails={
            "initial_hidden_zeros": "has shape (1, 2, 3), expected (1, ",
        },
    ),
    Mistake(
        exercise="last_step",
        name="takes the last sequence of the batch",
        body="return out[-1]",
        fails={"last_step_value": "That is the last sequence of the batch"},
    ),
    Mistake(
        exercise="last_step",
        name="takes the last unit",
        body="return out[:, :, -1]",
        fails={"last_step_value": "That is the last unit"},
    ),
    Mistake(
        exercise="last_step",
        name="takes the first step",
        body="return out[:, 0]",
        fails={"last_step_value": "That is the first step."},
    ),
    Mistake(
        exercise="last_step",
        name="takes step 2, because the windows have two digits",
        body="return out[:, 1]",
        fails={"last_step_value": "That is the second step"},
    ),
    Mistake(
        exercise="last_step",
        name="keeps the axis of time",
        body="return out[:, -1:]",
        fails={"last_step_value": "The axis of time is still there."},
    ),
    Mistake(
        exercise="last_step",
        name="adds all steps",
        body="return out.sum(1)",
        fails={"last_step_value": "Only after the last step has the network read everything."},
    ),
    Mistake(
        exercise="last_step",
        name="squeezes every axis of size 1",
        body="""
            return out[:, -1:].squeeze()
        """,
        fails={
            "last_step_value": "last_step(out) with B, T, H = 1, ",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="never zeroes the gradients",
        body="""
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
        """,
        fails={"train_and_ask_training": "Gradients add up from step to step: call zero_grad before backward."},
    ),
    Mistake(
        exercise="train_and_ask",
        name="zeroes the gradients between backward and step",
        body="""
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
        """,
        fails={
            "train_and_ask_training": "step() finds no gradients. Call zero_grad before backward.",
            "train_and_ask_answer": "the answer to [",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="keeps the loss from after the update",
        body="""
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
        """,
        fails={
            "train_and_ask_losses": "That is the loss after the update: keep the one from before it.",
            "train_and_ask_training": "Compare your loop with the three points of the exercise",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="sets no seed",
        body="""
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
        """,
        fails={
            "train_and_ask_losses": "Seed torch before ToyRNN().",
            "train_and_ask_training": "Compare your loop with the three points of the exercise",
            "train_and_ask_answer": "the answer to [",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="sets the seed after the network is made",
        body="""
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
        """,
        fails={
            "train_and_ask_losses": "Seed torch before ToyRNN().",
            "train_and_ask_training": "Compare your loop with the three points of the exercise",
            "train_and_ask_answer": "the answer to [",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="always uses seed 0",
        body="""
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
        """,
        fails={
            "train_and_ask_losses": "use the seed that you are given",
            "train_and_ask_training": "Compare your loop with the three points of the exercise",
            "train_and_ask_answer": "only the network of this seed knows",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="trains with SGD",
        body="""
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
        """,
        fails={
            "train_and_ask_training": "Do you use Adam with lr=0.01?",
            "train_and_ask_answer": "the answer to [",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="leaves Adam its default learning rate",
        body="""
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
        """,
        fails={
            "train_and_ask_training": "Do you use Adam with lr=0.01?",
            "train_and_ask_answer": "the answer to [",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="adds the losses of all windows",
        body="""
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
        """,
        fails={
            "train_and_ask_losses": "is this the mean over the windows, from before any update?",
            "train_and_ask_training": "Compare your loop with the three points of the exercise",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="applies softmax before cross_entropy, which applies it again",
        body="""
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
        """,
        fails={
            "train_and_ask_losses": "cross_entropy takes logits and applies the softmax itself.",
            "train_and_ask_training": "On two windows it ends between 0.005 and 0.3",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="keeps every tenth loss",
        body="""
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
        """,
        fails={
            "train_and_ask_losses": "there are 5 losses, expected 50, one for each update.",
            "train_and_ask_training": "has shape (5,), expected (50,)",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="takes 49 steps",
        body="""
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
        """,
        fails={
            "train_and_ask_losses": "there are 49 losses, expected 50, one for each update.",
            "train_and_ask_training": "has shape (49,), expected (50,)",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="takes a step for each window instead of one for all",
        body="""
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
        """,
        fails={"train_and_ask_training": "Compare your loop with the three points of the exercise"},
    ),
    Mistake(
        exercise="train_and_ask",
        name="asks before training",
        body="""
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
        """,
        fails={"train_and_ask_answer": "the answer to ["},
    ),
    Mistake(
        exercise="train_and_ask",
        name="answers with a tensor",
        body="""
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
        """,
        fails={"train_and_ask_answer": "the answer to [2, 3] is tensor([0]), expected 0"},
    ),
    Mistake(
        exercise="train_and_ask",
        name="answers with the largest logit, not with its digit",
        body="""
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
        """,
        fails={"train_and_ask_answer": "the answer to [2, 3] is "},
    ),
    Mistake(
        exercise="train_and_ask",
        name="trains with AdamW",
        body="""
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
        """,
        fails={
            "train_and_ask_training": "That is AdamW, which also pulls every weight towards 0.",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="asks with the last digit alone",
        body="""
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
        """,
        fails={
            "train_and_ask_answer": "Ask for the whole window: its last digit alone does not tell.",
        },
    ),
    Mistake(
        exercise="train_and_ask",
        name="looks the answer up in the data, without a network",
        body="""
            known = dict(zip(map(tuple, inputs.tolist()), targets.tolist()))
            return [1.4 - 0.027 * step for step in range(50)], known.get(tuple(question), 2)
        """,
        fails={
            "train_and_ask_losses": "Seeds 0 and 1 start with the same loss",
            "train_and_ask_training": "the list of losses with seed",
            "train_and_ask_answer": "only the network of this seed knows",
        },
    ),
    Mistake(
        exercise="needs_memory",
        name="asks only whether a last symbol comes twice",
        body="""
            last = inputs[:, -1].tolist()
            return len(set(last)) < len(last)
        """,
        fails={"needs_memory_repeats": "The digit 1 comes twice, and 3 follows both times."},
    ),
    Mistake(
        exercise="needs_memory",
        name="looks at the first symbol",
        body="""
            pairs = set(zip(inputs[:, 0].tolist(), targets.tolist()))
            return len(pairs) > len(set(inputs[:, 0].tolist()))
        """,
        fails={
            "needs_memory_conflict": "[1, 0] goes on with 2, [2, 0] with 1: the 0 alone does not tell which.",
            "needs_memory_repeats": "The digit 1 comes twice, and once 3 follows, once 0.",
        },
    ),
    Mistake(
        exercise="needs_memory",
        name="compares whole windows",
        body="""
            followed_by = {}
            for window, target in zip(inputs.tolist(), targets.tolist()):
                if followed_by.setdefault(tuple(window), target) != target:
                    return True
            return False
        """,
        fails={
            "needs_memory_conflict": "[1, 0] goes on with 2, [2, 0] with 1: the 0 alone does not tell which.",
            "needs_memory_repeats": "The digit 1 comes twice, and once 3 follows, once 0.",
        },
    ),
    Mistake(
        exercise="needs_memory",
        name="compares neighbours alone",
        body="""
            last = inputs[:, -1]
            return bool(((last[1:] == last[:-1]) & (targets[1:] != targets[:-1])).any())
        """,
        fails={
            "needs_memory_conflict": "[1, 0] goes on with 2, [2, 0] with 1: the 0 alone does not tell which.",
            "needs_memory_repeats": "The digit 1 comes twice, and once 3 follows, once 0.",
        },
    ),
    Mistake(
        exercise="needs_memory",
        name="says the opposite",
        body="""
            pairs = set(zip(inputs[:, -1].tolist(), targets.tolist()))
            return len(pairs) == len(set(inputs[:, -1].tolist()))
        """,
        fails={
            "needs_memory_conflict": "Each last digit has one window, so it tells the target.",
            "needs_memory_repeats": "The digit 1 comes twice, and 3 follows both times.",
        },
    ),
    Mistake(
        exercise="needs_memory",
        name="asks whether one target has two last symbols",
        body="""
            comes_after = {}
            for last, target in zip(inputs[:, -1].tolist(), targets.tolist()):
                if comes_after.setdefault(target, last) != last:
                    return True
            return False
        """,
        fails={
            "needs_memory_conflict": "No last symbol comes twice, so each tells its target.",
            "needs_memory_repeats": "Every symbol has one target",
        },
    ),
    Mistake(
        exercise="needs_memory",
        name="returns a tensor",
        body="""
            same_last = inputs[:, -1, None] == inputs[None, :, -1]
            return (same_last & (targets[:, None] != targets)).any()
        """,
        fails={
            "needs_memory_conflict": "is tensor(False), expected False",
            "needs_memory_repeats": "is tensor(False), expected False",
        },
    ),
    Mistake(
        exercise="needs_memory",
        name="keeps the verdict of the last window alone",
        body="""
            followed_by = {}
            conflict = False
            for last, target in zip(inputs[:, -1].tolist(), targets.tolist()):
                conflict = followed_by.setdefault(last, target) != target
            return conflict
        """,
        fails={
            "needs_memory_repeats": "One conflict is enough.",
        },
    ),
    Mistake(
        exercise="needs_memory",
        name="knows windows of two only",
        body="""
            followed_by = {}
            for window, target in zip(inputs.tolist(), targets.tolist()):
                if followed_by.setdefault(window[1], target) != target:
                    return True
            return False
        """,
        fails={
            "needs_memory_conflict": "No last symbol comes twice, so each tells its target.",
            "needs_memory_repeats": "Every symbol has one target",
        },
    ),
    Mistake(
        exercise="needs_memory",
        name="knows the digits 0 to 3 only",
        body="""
            for digit in range(4):
                if len(targets[inputs[:, -1] == digit].unique()) > 1:
                    return True
            return False
        """,
        fails={
            "needs_memory_conflict": "Compare each window with all others",
        },
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="windows",
        name="with an index modulo the length",
        body="""
            n = len(sequence)
            inputs, targets = [], []
            for i in range(n if wrap else n - length):
                inputs.append([sequence[(i + t) % n] for t in range(length)])
                targets.append(sequence[(i + length) % n])
            return torch.tensor(inputs), torch.tensor(targets, dtype=torch.long)
        """,
    ),
    RightAnswer(
        exercise="windows",
        name="with unfold",
        body="""
            digits = torch.tensor(sequence + sequence[:length] if wrap else sequence)
            both = digits.unfold(0, length + 1, 1)
            return both[:, :-1], both[:, -1]
        """,
    ),
    RightAnswer(
        exercise="windows",
        name="with zip over a list twice as long, as a list of two",
        body="""
            twice = (sequence * 2) if wrap else list(sequence)
            rows = list(zip(*(twice[t:] for t in range(length + 1))))[: len(sequence)]
            return [torch.tensor([row[:length] for row in rows]), torch.tensor([row[length] for row in rows])]
        """,
    ),
    RightAnswer(
        exercise="initial_hidden",
        name="with torch.full",
        body="return torch.full((1, B, H), 0.0)",
    ),
    RightAnswer(
        exercise="initial_hidden",
        name="from nested lists",
        body="return torch.tensor([[[0.0] * H for _ in range(B)]])",
    ),
    RightAnswer(
        exercise="initial_hidden",
        name="with unsqueeze",
        body="return torch.zeros(B, H, dtype=torch.float32).unsqueeze(0)",
    ),
    RightAnswer(exercise="last_step", name="with all three indices", body="return out[:, out.shape[1] - 1, :]"),
    RightAnswer(exercise="last_step", name="with select", body="return out.select(1, -1)"),
    RightAnswer(
        exercise="last_step",
        name="sequence by sequence",
        body="return torch.stack([states[-1] for states in out])",
    ),
    RightAnswer(
        exercise="train_and_ask",
        name="with nn.CrossEntropyLoss, gradients zeroed after the step, and no_grad",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="train_and_ask",
        name="with log_softmax by hand, and the answer as an index of a list",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="train_and_ask",
        name="with the losses left in tensors, and the question without its batch axis",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="needs_memory",
        name="with sets of pairs",
        body="""
            last = inputs[:, -1].tolist()
            return len(set(zip(last, targets.tolist()))) > len(set(last))
        """,
    ),
    RightAnswer(
        exercise="needs_memory",
        name="with a table of all pairs",
        body="""
            same_last = inputs[:, -1, None] == inputs[None, :, -1]
            return bool((same_last & (targets[:, None] != targets)).any())
        """,
    ),
    RightAnswer(
        exercise="needs_memory",
        name="with two loops",
        body="""
            for i in range(len(inputs)):
                for j in range(i):
                    if inputs[i, -1] == inputs[j, -1] and targets[i] != targets[j]:
                        return True
            return False
        """,
    ),
]
