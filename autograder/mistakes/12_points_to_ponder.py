"""Known answers to the automatic exercises of 12: mistakes of students, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

NORMS, COUNT = "gradient_norms_product", "layer_parameters_count"
CLIPPED, COSINES = "clip_cosines_direction", "cosine_matrix_rows"

MISTAKES = [
    Mistake(
        exercise="gradient_norms",
        name="takes the slopes of the earlier state",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [torch.linalg.matrix_norm(product, 2)]
            for h in states[:-1].flip(0):
                product = product @ torch.diag(1 - h**2) @ W_hh
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "slopes are those of the earlier state"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="leaves out the slopes",
        body="""
            T = len(states)
            powers = [torch.linalg.matrix_power(W_hh, T - 1 - t) for t in range(T)]
            return torch.stack([torch.linalg.matrix_norm(power, 2) for power in powers])
        """,
        fails={NORMS: "The slopes are missing"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="takes the Frobenius norm",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [product.norm()]
            for h in states[1:].flip(0):
                product = product @ torch.diag(1 - h**2) @ W_hh
                norms.append(product.norm())
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "That is the Frobenius norm"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="takes the largest eigenvalue",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [torch.ones((), dtype=states.dtype)]
            for h in states[1:].flip(0):
                product = product @ torch.diag(1 - h**2) @ W_hh
                norms.append(torch.linalg.eigvals(product).abs().max())
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "That is the largest eigenvalue"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="puts the later Jacobian on the right",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [torch.linalg.matrix_norm(product, 2)]
            for h in states[1:].flip(0):
                product = torch.diag(1 - h**2) @ W_hh @ product
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "J_3 is the later one and stands on the left"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="multiplies norms instead of matrices",
        body="""
            norms = [torch.ones((), dtype=states.dtype)]
            for h in states[1:].flip(0):
                norms.append(norms[-1] * torch.linalg.matrix_norm(torch.diag(1 - h**2) @ W_hh, 2))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "That is a product of norms, a bound only"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="gives the size of each step by itself",
        body="""
            jacobians = (1 - states[1:, :, None] ** 2) * W_hh
            ones = torch.ones(1, dtype=states.dtype)
            return torch.cat((torch.linalg.matrix_norm(jacobians, 2), ones))
        """,
        fails={NORMS: "a nudge to h_1 passes both steps"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="scales columns by the slopes",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [torch.linalg.matrix_norm(product, 2)]
            for h in states[1:].flip(0):
                product = product @ ((1 - h**2) * W_hh)
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "The slopes scaled the columns"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="walks forward from the first state",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [torch.linalg.matrix_norm(product, 2)]
            for h in states[1:]:
                product = torch.diag(1 - h**2) @ W_hh @ product
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms)
        """,
        fails={NORMS: "how far a nudge to h_1 gets by each step"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="takes 1 - h for the slope",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [torch.linalg.matrix_norm(product, 2)]
            for h in states[1:].flip(0):
                product = product @ torch.diag(1 - h) @ W_hh
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "The slope of tanh is 1 - h², not 1 - h"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="takes the largest sum of a row",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [torch.linalg.matrix_norm(product, torch.inf)]
            for h in states[1:].flip(0):
                product = product @ torch.diag(1 - h**2) @ W_hh
                norms.append(torch.linalg.matrix_norm(product, torch.inf))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "gradient_norms is wrong: 1.8 instead of 1.301"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="transposes W_hh",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [torch.linalg.matrix_norm(product, 2)]
            for h in states[1:].flip(0):
                product = product @ torch.diag(1 - h**2) @ W_hh.T
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "W_hh went in transposed"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="goes one Jacobian too far",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = []
            for h in states.flip(0):
                product = product @ torch.diag(1 - h**2) @ W_hh
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "That is one Jacobian too many"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="returns the norms from the end to the start",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [torch.linalg.matrix_norm(product, 2)]
            for h in states[1:].flip(0):
                product = product @ torch.diag(1 - h**2) @ W_hh
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms)
        """,
        fails={NORMS: "Time is turned round"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="applies tanh to states that have been through it",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [torch.linalg.matrix_norm(product, 2)]
            for h in states[1:].flip(0):
                product = product @ torch.diag(1 - torch.tanh(h) ** 2) @ W_hh
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "tanh was applied again"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="leaves out the 1 at the end",
        body="""
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = []
            for h in states[1:].flip(0):
                product = product @ torch.diag(1 - h**2) @ W_hh
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "has shape (2,), expected (3,)"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="starts from an identity of float32",
        body="""
            product = torch.eye(states.shape[1])
            norms = [torch.linalg.matrix_norm(product, 2)]
            for h in states[1:].flip(0):
                product = product @ (torch.diag(1 - h**2) @ W_hh).float()
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "has dtype torch.float32, expected torch.float64"},
    ),
    Mistake(
        exercise="gradient_norms",
        name="squares the states in place",
        body="""
            slopes = 1 - states.pow_(2)
            product = torch.eye(states.shape[1], dtype=states.dtype)
            norms = [torch.linalg.matrix_norm(product, 2)]
            for slope in slopes[1:].flip(0):
                product = product @ torch.diag(slope) @ W_hh
                norms.append(torch.linalg.matrix_norm(product, 2))
            return torch.stack(norms[::-1])
        """,
        fails={NORMS: "They were changed in place"},
    ),
    Mistake(
        exercise="layer_parameters",
        name="counts one bias a sum, as the equations of 05 have it",
        body="""
            one_sum = H * D + H * H + H
            return {"rnn": one_sum, "lstm": 4 * one_sum, "gru": 3 * one_sum}
        """,
        fails={COUNT: "One bias is missing"},
    ),
    Mistake(
        exercise="layer_parameters",
        name="leaves out the biases",
        body="""
            one_sum = H * (D + H)
            return {"rnn": one_sum, "lstm": 4 * one_sum, "gru": 3 * one_sum}
        """,
        fails={COUNT: "Both biases are missing"},
    ),
    Mistake(
        exercise="layer_parameters",
        name="swaps LSTM and GRU",
        body="""
            one_sum = H * D + H * H + 2 * H
            return {"rnn": one_sum, "lstm": 3 * one_sum, "gru": 4 * one_sum}
        """,
        fails={COUNT: "That is an LSTM's: a GRU has two gates and what is new"},
    ),
    Mistake(
        exercise="layer_parameters",
        name="counts an LSTM's gates and forgets what is new",
        body="""
            one_sum = H * D + H * H + 2 * H
            return {"rnn": one_sum, "lstm": 3 * one_sum, "gru": 3 * one_sum}
        """,
        fails={COUNT: "an LSTM has three gates and what is new"},
    ),
    Mistake(
        exercise="layer_parameters",
        name="counts a GRU's gates and forgets what is new",
        body="""
            one_sum = H * D + H * H + 2 * H
            return {"rnn": one_sum, "lstm": 4 * one_sum, "gru": 2 * one_sum}
        """,
        fails={COUNT: "What is new needs a sum, too"},
    ),
    Mistake(
        exercise="layer_parameters",
        name="swaps D and H in the recurrent matrix",
        body="""
            one_sum = H * D + D * D + 2 * H
            return {"rnn": one_sum, "lstm": 4 * one_sum, "gru": 3 * one_sum}
        """,
        fails={COUNT: "layer_parameters(3, 2)['rnn'] is 19, expected 14"},
    ),
    Mistake(
        exercise="layer_parameters",
        name="adds a readout",
        body="""
            one_sum = H * D + H * H + 2 * H
            return {"rnn": one_sum + H, "lstm": 4 * one_sum + H, "gru": 3 * one_sum + H}
        """,
        fails={COUNT: "layer_parameters(3, 2)['rnn'] is 16, expected 14"},
    ),
    Mistake(
        exercise="layer_parameters",
        name="names the keys as torch names the layers",
        body="""
            one_sum = H * D + H * H + 2 * H
            return {"RNN": one_sum, "LSTM": 4 * one_sum, "GRU": 3 * one_sum}
        """,
        fails={COUNT: "expected a dict with the keys rnn, lstm and gru"},
    ),
    Mistake(
        exercise="layer_parameters",
        name="returns a tuple",
        body="""
            one_sum = H * D + H * H + 2 * H
            return one_sum, 4 * one_sum, 3 * one_sum
        """,
        fails={COUNT: "expected a dict with the keys rnn, lstm and gru"},
    ),
    Mistake(
        exercise="layer_parameters",
        name="has the numbers of one example in it",
        body="""
            return {"rnn": 14, "lstm": 56, "gru": 42}
        """,
        fails={COUNT: "torch counts"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="returns the two in the wrong order",
        body="""
            by_norm = g * min(1.0, limit / g.norm().item())
            by_value = g.clamp(-limit, limit)
            return F.cosine_similarity(g, by_value, dim=0).item(), F.cosine_similarity(g, by_norm, dim=0).item()
        """,
        fails={CLIPPED: "That is the cosine by value: by norm comes first"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="clips the upper end alone",
        body="""
            by_norm = g * min(1.0, limit / g.norm().item())
            by_value = g.clamp(max=limit)
            return F.cosine_similarity(g, by_norm, dim=0).item(), F.cosine_similarity(g, by_value, dim=0).item()
        """,
        fails={CLIPPED: "-4 was not clipped by itself: the lower end counts, too"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="returns inner products",
        body="""
            by_norm = g * min(1.0, limit / g.norm().item())
            by_value = g.clamp(-limit, limit)
            return (g @ by_norm).item(), (g @ by_value).item()
        """,
        fails={CLIPPED: "That is an inner product: divide it by both lengths"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="divides the second by the length of g twice",
        body="""
            by_value = g.clamp(-limit, limit)
            return 1.0, (g @ by_value / g.norm() ** 2).item()
        """,
        fails={CLIPPED: "By value, clip_cosines(g, 0.5) is 0.1"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="sets every entry to the limit with its sign",
        body="""
            by_value = limit * g.sign()
            return 1.0, F.cosine_similarity(g, by_value, dim=0).item()
        """,
        fails={CLIPPED: "Every entry became ±limit"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="sets entries beyond the limit to 0",
        body="""
            by_value = torch.where(g.abs() > limit, 0, g)
            return 1.0, F.cosine_similarity(g, by_value, dim=0).item()
        """,
        fails={CLIPPED: "-4 became 0: an entry beyond the limit goes to the nearer end"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="clips to 0 … limit",
        body="""
            by_value = g.clamp(0, limit)
            return 1.0, F.cosine_similarity(g, by_value, dim=0).item()
        """,
        fails={CLIPPED: "-4 became 0: an entry beyond the limit goes to the nearer end"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="clips sizes and loses the signs",
        body="""
            by_value = g.abs().clamp(max=limit)
            return 1.0, F.cosine_similarity(g, by_value, dim=0).item()
        """,
        fails={CLIPPED: "-4 became +0.5: an entry beyond the limit keeps its sign"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="gives angles instead of cosines",
        body="""
            by_value = F.cosine_similarity(g, g.clamp(-limit, limit), dim=0)
            return 0.0, torch.arccos(by_value).item()
        """,
        fails={CLIPPED: "By norm, clip_cosines(g, 0.5) is 0"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="clips by value what was clipped by norm",
        body="""
            by_norm = g * min(1.0, limit / g.norm().item())
            by_value = by_norm.clamp(-limit, limit)
            return F.cosine_similarity(g, by_norm, dim=0).item(), F.cosine_similarity(g, by_value, dim=0).item()
        """,
        fails={CLIPPED: "scaling all is not by value"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="believes that value clipping keeps the direction, too",
        body="""
            return 1.0, 1.0
        """,
        fails={CLIPPED: "By value, clip_cosines(g, 0.5) is 1"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="clips g in place, and compares it with itself",
        body="""
            by_norm = F.cosine_similarity(g, g * min(1.0, limit / g.norm().item()), dim=0).item()
            return by_norm, F.cosine_similarity(g, g.clamp_(-limit, limit), dim=0).item()
        """,
        fails={CLIPPED: "By value, clip_cosines(g, 0.5) is 1"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="returns the clipped gradients",
        body="""
            return g * min(1.0, limit / g.norm().item()), g.clamp(-limit, limit)
        """,
        fails={CLIPPED: "of type Tensor, expected a number"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="returns one number",
        body="""
            return F.cosine_similarity(g, g.clamp(-limit, limit), dim=0).item()
        """,
        fails={CLIPPED: "expected a pair: `return by_norm, by_value`"},
    ),
    Mistake(
        exercise="clip_cosines",
        name="clips g by norm in place",
        body="""
            before = g.clone()
            by_value = g.clamp(-limit, limit)
            g *= min(1.0, limit / g.norm().item())
            return F.cosine_similarity(before, g, dim=0).item(), F.cosine_similarity(before, by_value, dim=0).item()
        """,
        fails={CLIPPED: "It was changed in place"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="returns inner products",
        body="""
            return X @ X.T
        """,
        fails={COSINES: "Those are inner products: long rows win"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="divides by one length",
        body="""
            lengths = X.norm(dim=1, keepdim=True)
            return X / torch.where(lengths == 0, 1, lengths) @ X.T
        """,
        fails={COSINES: "divided by one length only"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="divides by the length of the other row alone",
        body="""
            lengths = X.norm(dim=1)
            return X @ X.T / torch.where(lengths == 0, 1, lengths)
        """,
        fails={COSINES: "divided by one length only"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="divides 0 by 0",
        body="""
            directions = X / X.norm(dim=1, keepdim=True)
            return directions @ directions.T
        """,
        fails={COSINES: "it holds NaN or infinity"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="takes the length over everything",
        body="""
            directions = X / X.norm()
            return directions @ directions.T
        """,
        fails={COSINES: "Rows 0 and 1 point the same way"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="compares columns",
        body="""
            lengths = X.norm(dim=0, keepdim=True)
            directions = X / torch.where(lengths == 0, 1, lengths)
            return directions.T @ directions
        """,
        fails={COSINES: "Columns were compared"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="sets the whole diagonal to 1",
        body="""
            lengths = X.norm(dim=1, keepdim=True)
            directions = X / torch.where(lengths == 0, 1, lengths)
            return (directions @ directions.T).fill_diagonal_(1)
        """,
        fails={COSINES: "its cosine with itself is 0, too"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="adds a little to every length, against NaN",
        body="""
            directions = X / (X.norm(dim=1, keepdim=True) + 1e-3)
            return directions @ directions.T
        """,
        fails={COSINES: "Rows 0 and 1 point the same way"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="drops the sign",
        body="""
            lengths = X.norm(dim=1, keepdim=True)
            directions = X / torch.where(lengths == 0, 1, lengths)
            return (directions @ directions.T).abs()
        """,
        fails={COSINES: "opposite rows have -1"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="subtracts the mean of each row first: a correlation",
        body="""
            centred = X - X.mean(dim=1, keepdim=True)
            lengths = centred.norm(dim=1, keepdim=True)
            directions = centred / torch.where(lengths == 0, 1, lengths)
            return directions @ directions.T
        """,
        fails={COSINES: "Rows 0 and 1 point the same way"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="shortens only rows longer than 1",
        body="""
            directions = X / X.norm(dim=1, keepdim=True).clamp(min=1)
            return directions @ directions.T
        """,
        fails={COSINES: "Cosines do not depend on lengths"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="divides X in place",
        body="""
            lengths = X.norm(dim=1, keepdim=True)
            X /= torch.where(lengths == 0, 1, lengths)
            return X @ X.T
        """,
        fails={COSINES: "It was changed in place"},
    ),
    Mistake(
        exercise="cosine_matrix",
        name="leaves float64 behind",
        body="""
            X = X.float()
            lengths = X.norm(dim=1, keepdim=True)
            directions = X / torch.where(lengths == 0, 1, lengths)
            return directions @ directions.T
        """,
        fails={COSINES: "has dtype torch.float32, expected torch.float64"},
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="gradient_norms",
        name="fills a tensor from the end, with singular values",
        body="""
            T, H = states.shape
            norms, product = torch.ones(T, dtype=states.dtype), torch.eye(H, dtype=states.dtype)
            for t in range(T - 1, 0, -1):
                product = product @ ((1 - states[t] ** 2)[:, None] * W_hh)
                norms[t - 1] = torch.linalg.svdvals(product)[0]
            return norms
        """,
    ),
    RightAnswer(
        exercise="gradient_norms",
        name="a product for each state anew",
        body="""
            J = [torch.diag(1 - h * h) @ W_hh for h in states]
            norms = []
            for t in range(len(states)):
                product = torch.eye(len(W_hh), dtype=W_hh.dtype)
                for later in J[t + 1 :]:
                    product = later @ product
                norms.append(torch.linalg.norm(product, ord=2).item())
            return torch.tensor(norms, dtype=states.dtype)
        """,
    ),
    RightAnswer(
        exercise="gradient_norms",
        name="square root of the largest eigenvalue of J J^T",
        body="""
            product, norms = torch.eye(len(W_hh), dtype=W_hh.dtype), []
            for h in states.flip(0):
                norms.insert(0, torch.linalg.eigvalsh(product @ product.T)[-1].sqrt())
                product = product @ torch.diag(1 - h.square()) @ W_hh
            return torch.stack(norms)
        """,
    ),
    RightAnswer(
        exercise="gradient_norms",
        name="in NumPy",
        body="""
            import numpy as np

            h, W = states.numpy(), W_hh.numpy()
            product, norms = np.eye(len(W), dtype=W.dtype), [1.0]
            for t in range(len(h) - 1, 0, -1):
                product = product @ np.diag(1 - h[t] ** 2) @ W
                norms.append(float(np.linalg.norm(product, 2)))
            return torch.tensor(norms[::-1], dtype=states.dtype)
        """,
    ),
    RightAnswer(
        exercise="layer_parameters",
        name="asks torch",
        body="""
            layers = {"rnn": nn.RNN(D, H), "lstm": nn.LSTM(D, H), "gru": nn.GRU(D, H)}
            return {name: sum(p.numel() for p in layer.parameters()) for name, layer in layers.items()}
        """,
    ),
    RightAnswer(
        exercise="layer_parameters",
        name="in a comprehension, keys in another order",
        body="""
            return {name: sums * H * (D + H + 2) for name, sums in (("gru", 3), ("lstm", 4), ("rnn", 1))}
        """,
    ),
    RightAnswer(
        exercise="layer_parameters",
        name="gate by gate, in a loop",
        body="""
            counts = {}
            for name, sums in zip(["rnn", "lstm", "gru"], [["h"], ["i", "f", "g", "o"], ["r", "z", "n"]]):
                counts[name] = 0
                for _ in sums:
                    counts[name] += H * D + H
                    counts[name] += H * H + H
            return counts
        """,
    ),
    RightAnswer(
        exercise="clip_cosines",
        name="with torch's own cosine",
        body="""
            by_norm = g * limit / g.norm() if g.norm() > limit else g
            by_value = torch.clamp(g, min=-limit, max=limit)
            return F.cosine_similarity(g, by_norm, dim=0).item(), F.cosine_similarity(g, by_value, dim=0).item()
        """,
    ),
    RightAnswer(
        exercise="clip_cosines",
        name="with torch's own clipping, as 0-d tensors in a list",
        body="""
            cosines = []
            for clip in (nn.utils.clip_grad_norm_, nn.utils.clip_grad_value_):
                weight = nn.Parameter(torch.zeros_like(g))
                weight.grad = g.clone()
                clip([weight], limit)
                cosines.append(torch.cosine_similarity(g, weight.grad, dim=0))
            return cosines
        """,
    ),
    RightAnswer(
        exercise="clip_cosines",
        name="in plain Python, and by norm by thinking",
        body="""
            entries = g.tolist()
            clipped = [max(-limit, min(limit, entry)) for entry in entries]
            inner = sum(a * b for a, b in zip(entries, clipped))
            lengths = sum(a * a for a in entries) ** 0.5 * sum(b * b for b in clipped) ** 0.5
            return 1.0, inner / lengths
        """,
    ),
    RightAnswer(
        exercise="clip_cosines",
        name="with minimum and maximum",
        body="""
            top = torch.full_like(g, limit)
            by_value = torch.maximum(torch.minimum(g, top), -top)
            scale = torch.clamp(limit / torch.linalg.vector_norm(g), max=1)

            def cosine(a, b):
                return float((a * b).sum() / torch.sqrt((a * a).sum() * (b * b).sum()))

            return cosine(g, scale * g), cosine(g, by_value)
        """,
    ),
    RightAnswer(
        exercise="cosine_matrix",
        name="with normalize",
        body="""
            directions = F.normalize(X, dim=1)
            return directions @ directions.T
        """,
    ),
    RightAnswer(
        exercise="cosine_matrix",
        name="with torch's own cosine of all pairs",
        body="""
            return F.cosine_similarity(X.unsqueeze(1), X.unsqueeze(0), dim=-1)
        """,
    ),
    RightAnswer(
        exercise="cosine_matrix",
        name="pair by pair",
        body="""
            N = len(X)
            result = torch.zeros(N, N, dtype=X.dtype)
            for i in range(N):
                for j in range(N):
                    lengths = X[i].norm() * X[j].norm()
                    if lengths > 0:
                        result[i, j] = X[i] @ X[j] / lengths
            return result
        """,
    ),
    RightAnswer(
        exercise="cosine_matrix",
        name="adds 1e-8 to every length, as many do",
        body="""
            directions = X / (X.norm(dim=1, keepdim=True) + 1e-8)
            return torch.einsum("id,jd->ij", directions, directions)
        """,
    ),
    RightAnswer(
        exercise="cosine_matrix",
        name="NaN replaced at the end",
        body="""
            lengths = torch.sqrt((X * X).sum(dim=1))
            return torch.nan_to_num((X @ X.T) / torch.outer(lengths, lengths), nan=0.0)
        """,
    ),
]
