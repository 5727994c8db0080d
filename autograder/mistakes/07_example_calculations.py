"""Known answers to the exercises of 07: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="pre_activation",
        name="leaves out the bias",
        body="""
            return W_xh @ x + W_hh @ h
        """,
        fails={"pre_activation_input": "The bias is missing", "pre_activation_memory": "The bias is missing"},
    ),
    Mistake(
        exercise="pre_activation",
        name="leaves out the memory",
        body="""
            return W_xh @ x + b_h
        """,
        fails={"pre_activation_memory": "The memory is missing"},
    ),
    Mistake(
        exercise="pre_activation",
        name="takes W_hh the wrong way round, which is square",
        body="""
            return W_xh @ x + h @ W_hh + b_h
        """,
        fails={"pre_activation_memory": "so no error warns you"},
    ),
    Mistake(
        exercise="pre_activation",
        name="adds the memory without W_hh",
        body="""
            return W_xh @ x + h + b_h
        """,
        fails={"pre_activation_memory": "it goes through W_hh first"},
    ),
    Mistake(
        exercise="pre_activation",
        name="goes on to tanh",
        body="""
            return torch.tanh(W_xh @ x + W_hh @ h + b_h)
        """,
        fails={
            "pre_activation_input": "tanh comes in the next line",
            "pre_activation_memory": "leave tanh to the next line",
        },
    ),
    Mistake(
        exercise="pre_activation",
        name="multiplies W_hh by h entry by entry",
        body="""
            return W_xh @ x + W_hh * h + b_h
        """,
        fails={"pre_activation_input": "has shape (2, 2), expected (2,)", "pre_activation_memory": "has shape (2, 2)"},
    ),
    Mistake(
        exercise="pre_activation",
        name="picks the column of the first 1 in x, as if it were always one-hot",
        body="""
            return W_xh[:, int(x.argmax())] + W_hh @ h + b_h
        """,
        fails={
            "pre_activation_input": "x need not be a one-hot vector",
            "pre_activation_memory": "pre_activation with D = 5, H = 3 is wrong",
        },
    ),
    Mistake(
        exercise="pre_activation",
        name="prints the answer and returns nothing",
        body="""
            print(W_xh @ x + W_hh @ h + b_h)
        """,
        fails={"pre_activation_input": "end with `return`?", "pre_activation_memory": "end with `return`?"},
    ),
    Mistake(
        exercise="pre_activation",
        name="writes the answer over the bias",
        body="""
            b_h += W_xh @ x + W_hh @ h
            return b_h
        """,
        fails={"pre_activation_memory": "b_h was changed in place"},
    ),
    Mistake(
        exercise="pre_activation",
        name="writes the answer over the previous state",
        body="""
            h.copy_(W_xh @ x + W_hh @ h + b_h)
            return h
        """,
        fails={"pre_activation_memory": "h was changed in place"},
    ),
    Mistake(
        exercise="softmax_loss",
        name="takes powers of the logits as they are",
        body="""
            probs = y.exp() / y.exp().sum()
            return probs, -probs[target].log().item()
        """,
        fails={"softmax_loss_large": "shift the logits before you take powers"},
    ),
    Mistake(
        exercise="softmax_loss",
        name="takes the logarithm of a probability that is stored as 0",
        body="""
            probs = torch.softmax(y, 0)
            return probs, -torch.log(probs[target]).item()
        """,
        fails={"softmax_loss_large": "the logarithm must come from the logits"},
    ),
    Mistake(
        exercise="softmax_loss",
        name="keeps the probability away from 0 with a small constant",
        body="""
            probs = torch.softmax(y, 0)
            return probs, -torch.log(probs[target] + 1e-12).item()
        """,
        fails={"softmax_loss_large": "the logarithm must come from the logits"},
    ),
    Mistake(
        exercise="softmax_loss",
        name="takes the loss of the most likely class",
        body="""
            logs = torch.log_softmax(y, 0)
            return logs.exp(), -logs.max().item()
        """,
        fails={
            "softmax_loss_values": "That is the loss of the most likely letter",
            "softmax_loss_large": "for target 1 is 0.1269, expected 2.127",
        },
    ),
    Mistake(
        exercise="softmax_loss",
        name="forgets the minus sign",
        body="""
            logs = torch.log_softmax(y, 0)
            return logs.exp(), logs[target].item()
        """,
        fails={"softmax_loss_values": "The sign is wrong", "softmax_loss_large": "is -0.1269, expected 0.1269"},
    ),
    Mistake(
        exercise="softmax_loss",
        name="takes the logarithm to base 2",
        body="""
            logs = torch.log_softmax(y, 0)
            return logs.exp(), -logs[target].item() / torch.log(torch.tensor(2.0)).item()
        """,
        fails={"softmax_loss_values": "to base 2", "softmax_loss_large": "expected 0.1269"},
    ),
    Mistake(
        exercise="softmax_loss",
        name="averages the loss over the classes",
        body="""
            logs = torch.log_softmax(y, 0)
            return logs.exp(), -logs[target].item() / len(y)
        """,
        fails={
            "softmax_loss_values": "divided by the number of letters",
            "softmax_loss_large": "for target 0 is 0.04231",
        },
    ),
    Mistake(
        exercise="softmax_loss",
        name="returns logarithms for probabilities",
        body="""
            logs = torch.log_softmax(y, 0)
            return logs, -logs[target].item()
        """,
        fails={"softmax_loss_values": "These are logarithms", "softmax_loss_large": "probs of logits 1000"},
    ),
    Mistake(
        exercise="softmax_loss",
        name="returns the loss alone",
        body="""
            return -torch.log_softmax(y, 0)[target].item()
        """,
        fails={"softmax_loss_values": "return probs, loss", "softmax_loss_large": "return probs, loss"},
    ),
    Mistake(
        exercise="softmax_loss",
        name="shifts by the largest size, whatever its sign",
        body="""
            shifted = y - y.abs().max()
            powers = shifted.exp()
            return powers / powers.sum(), (powers.sum().log() - shifted[target]).item()
        """,
        fails={"softmax_loss_large": "e^-1000 is 0 to the computer"},
    ),
    Mistake(
        exercise="softmax_loss",
        name="shifts only when a logit is large",
        body="""
            shifted = y - y.max() if y.max() > 80 else y
            powers = shifted.exp()
            return powers / powers.sum(), (powers.sum().log() - shifted[target]).item()
        """,
        fails={"softmax_loss_large": "e^-1000 is 0 to the computer"},
    ),
    Mistake(
        exercise="softmax_loss",
        name="shifts one term of the loss and not the other",
        body="""
            powers = (y - y.max()).exp()
            return powers / powers.sum(), (powers.sum().log() - y[target]).item()
        """,
        fails={
            "softmax_loss_values": "The two terms have different shifts",
            "softmax_loss_large": "Take both terms of the loss from the same logits",
        },
    ),
    Mistake(
        exercise="softmax_loss",
        name="shifts the logits in place",
        body="""
            y -= y.max()
            powers = y.exp()
            return powers / powers.sum(), (powers.sum().log() - y[target]).item()
        """,
        fails={"softmax_loss_values": "y was changed in place"},
    ),
    Mistake(
        exercise="output_gradients",
        name="changes probs in place",
        body="""
            dy = probs
            dy[target] -= 1
            return dy, torch.outer(dy, h)
        """,
        fails={"output_gradients_inputs": "It has become dy"},
    ),
    Mistake(
        exercise="output_gradients",
        name="has the sign wrong",
        body="""
            dy = -probs.clone()
            dy[target] += 1
            return dy, torch.outer(dy, h)
        """,
        fails={
            "output_gradients_logits": "would make the right letter less likely",
            "output_gradients_weights": "The sign is wrong",
            "output_gradients_inputs": "dy is wrong",
        },
    ),
    Mistake(
        exercise="output_gradients",
        name="forgets to subtract the one-hot vector",
        body="""
            return probs, torch.outer(probs, h)
        """,
        fails={
            "output_gradients_logits": "nothing says yet which letter is right",
            "output_gradients_weights": "Made from probs instead of dy",
            "output_gradients_inputs": "dy is wrong",
        },
    ),
    Mistake(
        exercise="output_gradients",
        name="makes dW_hy from probs",
        body="""
            dy = probs.clone()
            dy[target] -= 1
            return dy, torch.outer(probs, h)
        """,
        fails={"output_gradients_weights": "Made from probs instead of dy"},
    ),
    Mistake(
        exercise="output_gradients",
        name="transposes dW_hy",
        body="""
            dy = probs.clone()
            dy[target] -= 1
            return dy, torch.outer(h, dy)
        """,
        fails={"output_gradients_weights": "That is (H, V)"},
    ),
    Mistake(
        exercise="output_gradients",
        name="gives a gradient to the right letter only",
        body="""
            dy = torch.zeros_like(probs)
            dy[target] = probs[target] - 1
            return dy, torch.outer(dy, h)
        """,
        fails={
            "output_gradients_logits": "Only the right letter has a gradient here",
            "output_gradients_weights": "Entry [k, j]",
            "output_gradients_inputs": "dy is wrong",
        },
    ),
    Mistake(
        exercise="output_gradients",
        name="stops at the probability: -1/p",
        body="""
            dy = torch.zeros_like(probs)
            dy[target] = -1 / probs[target]
            return dy, torch.outer(dy, h)
        """,
        fails={
            "output_gradients_logits": "softmax lies between",
            "output_gradients_weights": "Entry [k, j]",
            "output_gradients_inputs": "dy is wrong",
        },
    ),
    Mistake(
        exercise="output_gradients",
        name="returns the pair the other way round",
        body="""
            dy = probs.clone()
            dy[target] -= 1
            return torch.outer(dy, h), dy
        """,
        fails={
            "output_gradients_logits": "dy has shape (4, 2), expected (4,)",
            "output_gradients_weights": "dW_hy has shape (4,), expected (4, 2)",
            "output_gradients_inputs": "dy has shape (4, 2)",
        },
    ),
    Mistake(
        exercise="updated",
        name="goes uphill",
        body="""
            return W + lr * gradient
        """,
        fails={"updated_step": "a step uphill"},
    ),
    Mistake(
        exercise="updated",
        name="leaves out the learning rate",
        body="""
            return W - gradient
        """,
        fails={"updated_step": "The learning rate is missing"},
    ),
    Mistake(
        exercise="updated",
        name="returns the step alone",
        body="""
            return -lr * gradient
        """,
        fails={"updated_step": "That is the step alone"},
    ),
    Mistake(
        exercise="updated",
        name="changes the weights in place",
        body="""
            W -= lr * gradient
            return W
        """,
        fails={"updated_step": "The old weights are needed for step 2"},
    ),
    Mistake(
        exercise="updated",
        name="scales the gradient in place",
        body="""
            gradient *= lr
            return W - gradient
        """,
        fails={"updated_step": "the gradient after the call"},
    ),
    Mistake(
        exercise="updated",
        name="ignores lr and always takes 0.5",
        body="""
            return W - 0.5 * gradient
        """,
        fails={"updated_step": "updated with lr = 0.1"},
    ),
    Mistake(
        exercise="through_time",
        name="takes W_hh the wrong way round",
        body="""
            return (1 - h1**2) * (W_hh @ ((1 - h2**2) * dL_dh2))
        """,
        fails={"through_time_units": "W_hh is the wrong way round"},
    ),
    Mistake(
        exercise="through_time",
        name="swaps the two states",
        body="""
            return (1 - h2**2) * (W_hh.T @ ((1 - h1**2) * dL_dh2))
        """,
        fails={"through_time_units": "h_1 and h_2 are swapped"},
    ),
    Mistake(
        exercise="through_time",
        name="applies both slopes before the matrix",
        body="""
            return W_hh.T @ ((1 - h1**2) * (1 - h2**2) * dL_dh2)
        """,
        fails={"through_time_units": "The slope of step 1 came before W_hh"},
    ),
    Mistake(
        exercise="through_time",
        name="forgets the slope of step 1",
        body="""
            return W_hh.T @ ((1 - h2**2) * dL_dh2)
        """,
        fails={
            "through_time_slopes": "The slope of step 1 is missing",
            "through_time_units": "The slope of step 1 is missing",
        },
    ),
    Mistake(
        exercise="through_time",
        name="forgets the slope of step 2",
        body="""
            return (1 - h1**2) * (W_hh.T @ dL_dh2)
        """,
        fails={
            "through_time_slopes": "The slope of step 2 is missing",
            "through_time_units": "The slope of step 2 is missing",
        },
    ),
    Mistake(
        exercise="through_time",
        name="forgets the square in the slope",
        body="""
            return (1 - h1) * (W_hh.T @ ((1 - h2) * dL_dh2))
        """,
        fails={"through_time_slopes": "not 1 - h:", "through_time_units": "On paper: (-0.634, 0.275) at a_2"},
    ),
    Mistake(
        exercise="through_time",
        name="takes tanh of what is already tanh",
        body="""
            return (1 - torch.tanh(h1) ** 2) * (W_hh.T @ ((1 - torch.tanh(h2) ** 2) * dL_dh2))
        """,
        fails={"through_time_slopes": "tanh was taken twice", "through_time_units": "On paper: (-0.634, 0.275) at a_2"},
    ),
    Mistake(
        exercise="through_time",
        name="leaves out W_hh",
        body="""
            return (1 - h1**2) * (1 - h2**2) * dL_dh2
        """,
        fails={"through_time_slopes": "W_hh is missing", "through_time_units": "On paper: (-0.634, 0.275) at a_2"},
    ),
    Mistake(
        exercise="through_time",
        name="stops at the pre-activation of step 2",
        body="""
            return (1 - h2**2) * dL_dh2
        """,
        fails={
            "through_time_slopes": "go one step further back",
            "through_time_units": "go one step further back",
        },
    ),
    Mistake(
        exercise="through_time",
        name="multiplies the gradient in place",
        body="""
            dL_dh2 *= 1 - h2**2
            return (1 - h1**2) * (W_hh.T @ dL_dh2)
        """,
        fails={"through_time_units": "dL_dh2 was changed in place"},
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="pre_activation",
        name="with torch.nn.functional.linear",
        body="""
            return F.linear(x, W_xh) + F.linear(h, W_hh, b_h)
        """,
    ),
    RightAnswer(
        exercise="pre_activation",
        name="from the left, with transposes",
        body="""
            return x @ W_xh.T + h @ W_hh.T + b_h
        """,
    ),
    RightAnswer(
        exercise="pre_activation",
        name="number by number, as on paper",
        body="""
            a = b_h.clone()
            for i in range(len(b_h)):
                for d in range(len(x)):
                    a[i] += W_xh[i, d] * x[d]
                for j in range(len(h)):
                    a[i] += W_hh[i, j] * h[j]
            return a
        """,
    ),
    RightAnswer(
        exercise="pre_activation",
        name="one matrix for input and memory",
        body="""
            return torch.cat([W_xh, W_hh], dim=1) @ torch.cat([x, h]) + b_h
        """,
    ),
    RightAnswer(
        exercise="softmax_loss",
        name="with torch's softmax and cross-entropy, the loss as a tensor",
        body="""
            return torch.softmax(y, 0), F.cross_entropy(y, torch.tensor(target))
        """,
    ),
    RightAnswer(
        exercise="softmax_loss",
        name="from log-softmax",
        body="""
            logs = torch.log_softmax(y, dim=-1)
            return logs.exp(), -logs[target].item()
        """,
    ),
    RightAnswer(
        exercise="softmax_loss",
        name="from logsumexp, which rounds large logits coarsely",
        body="""
            total = torch.logsumexp(y, 0)
            return torch.exp(y - total), float(total - y[target])
        """,
    ),
    RightAnswer(
        exercise="softmax_loss",
        name="in plain Python",
        body="""
            from math import exp, log

            largest = max(y.tolist())
            powers = [exp(v - largest) for v in y.tolist()]
            probs = torch.tensor([power / sum(powers) for power in powers], dtype=y.dtype)
            return probs, log(sum(powers)) + largest - y[target].item()
        """,
    ),
    RightAnswer(
        exercise="output_gradients",
        name="with a one-hot vector and broadcasting",
        body="""
            dy = probs - F.one_hot(torch.tensor(target), len(probs))
            return dy, dy[:, None] * h[None, :]
        """,
    ),
    RightAnswer(
        exercise="output_gradients",
        name="row by row",
        body="""
            dy = torch.stack([p - 1 if k == target else p for k, p in enumerate(probs)])
            return dy, torch.stack([d * h for d in dy])
        """,
    ),
    RightAnswer(
        exercise="output_gradients",
        name="with autograd",
        body="""
            y = probs.log().requires_grad_()
            (dy,) = torch.autograd.grad(F.cross_entropy(y, torch.tensor(target)), y)
            return dy, torch.einsum("k,j->kj", dy, h)
        """,
    ),
    RightAnswer(
        exercise="updated",
        name="in place on a copy",
        body="""
            new = W.clone()
            new -= lr * gradient
            return new
        """,
    ),
    RightAnswer(
        exercise="updated",
        name="with alpha",
        body="""
            return torch.sub(W, gradient, alpha=lr)
        """,
    ),
    RightAnswer(
        exercise="through_time",
        name="as one product of three matrices",
        body="""
            return torch.diag(1 - h1**2) @ W_hh.T @ torch.diag(1 - h2**2) @ dL_dh2
        """,
    ),
    RightAnswer(
        exercise="through_time",
        name="number by number, as on paper",
        body="""
            da2 = [(1 - h2[i] ** 2) * dL_dh2[i] for i in range(len(h2))]
            dh1 = [sum(W_hh[i, j] * da2[i] for i in range(len(h2))) for j in range(len(h1))]
            return torch.stack([(1 - h1[j] ** 2) * dh1[j] for j in range(len(h1))])
        """,
    ),
    RightAnswer(
        exercise="through_time",
        name="a row vector from the left",
        body="""
            return (dL_dh2 * (1 - h2 * h2)) @ W_hh * (1 - h1 * h1)
        """,
    ),
    RightAnswer(
        exercise="through_time",
        name="with autograd, from the states",
        body="""
            a1 = torch.atanh(h1.double()).requires_grad_()
            a2 = W_hh.double() @ torch.tanh(a1)
            h2_again = torch.tanh(a2 + (torch.atanh(h2.double()) - a2).detach())
            (gradient,) = torch.autograd.grad(h2_again, a1, dL_dh2.double())
            return gradient.to(h1.dtype)
        """,
    ),
]
