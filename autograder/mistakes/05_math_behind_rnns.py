"""Known answers to the exercises of 05: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="rnn_step",
        name="leaves out the bias",
        body="""
            return torch.tanh(x @ W_xh.T + h @ W_hh.T)
        """,
        fails={"rnn_step_bias": "b_h is missing", "rnn_step_batch": "Row 0 is the example by hand"},
    ),
    Mistake(
        exercise="rnn_step",
        name="forgets to transpose W_hh, which is square",
        body="""
            return torch.tanh(x @ W_xh.T + h @ W_hh + b_h)
        """,
        fails={
            "rnn_step_weights": "went through W_hh untransposed",
            "rnn_step_bias": "The sum of the three terms is (1.0, 0.3)",
            "rnn_step_batch": "Row 0 is the example by hand",
        },
    ),
    Mistake(
        exercise="rnn_step",
        name="leaves out tanh",
        body="""
            return x @ W_xh.T + h @ W_hh.T + b_h
        """,
        fails={
            "rnn_step_weights": "the sum before tanh",
            "rnn_step_bias": "1 instead of 0.7616",
            "rnn_step_batch": "rnn_step with two rows is wrong",
        },
    ),
    Mistake(
        exercise="rnn_step",
        name="applies tanh to each term",
        body="""
            return torch.tanh(x @ W_xh.T) + torch.tanh(h @ W_hh.T) + torch.tanh(b_h)
        """,
        fails={
            "rnn_step_weights": "tanh was applied to each term by itself",
            "rnn_step_bias": "tanh was applied to each term by itself",
            "rnn_step_batch": "rnn_step with two rows is wrong",
        },
    ),
    Mistake(
        exercise="rnn_step",
        name="adds the bias after tanh",
        body="""
            return torch.tanh(x @ W_xh.T + h @ W_hh.T) + b_h
        """,
        fails={"rnn_step_bias": "b_h was added after tanh", "rnn_step_batch": "rnn_step with two rows is wrong"},
    ),
    Mistake(
        exercise="rnn_step",
        name="writes W x for a batch, as for one vector",
        body="""
            return torch.tanh(W_xh @ x + W_hh @ h + b_h)
        """,
        fails={
            "rnn_step_weights": "mat1 and mat2 shapes cannot be multiplied",
            "rnn_step_bias": "mat1 and mat2 shapes cannot be multiplied",
            "rnn_step_batch": "mat1 and mat2 shapes cannot be multiplied",
        },
    ),
    Mistake(
        exercise="rnn_step",
        name="turns the batch into columns and leaves it so",
        body="""
            return torch.tanh(W_xh @ x.T + W_hh @ h.T + b_h[:, None])
        """,
        fails={
            "rnn_step_weights": "That is (H, B), expected (B, H).",
            "rnn_step_bias": "has shape (2, 1), expected (1, 2)",
            "rnn_step_batch": "That is (H, B), expected (B, H).",
        },
    ),
    Mistake(
        exercise="rnn_step",
        name="gives every row the memory of the first",
        body="""
            return torch.tanh(x @ W_xh.T + h[0] @ W_hh.T + b_h)
        """,
        fails={"rnn_step_batch": "Row 1 used the memory of row 0"},
    ),
    Mistake(
        exercise="rnn_step",
        name="forgets the memory",
        body="""
            return torch.tanh(x @ W_xh.T + b_h)
        """,
        fails={
            "rnn_step_weights": "without W_hh there is no memory",
            "rnn_step_bias": "The sum of the three terms is (1.0, 0.3)",
            "rnn_step_batch": "rnn_step with two rows is wrong",
        },
    ),
    Mistake(
        exercise="rnn_step",
        name="writes the new state into the old one",
        body="""
            h.copy_(torch.tanh(x @ W_xh.T + h @ W_hh.T + b_h))
            return h
        """,
        fails={
            "rnn_step_batch": "It was changed in place",
        },
    ),
    Mistake(
        exercise="rnn_step",
        name="adds the bias twice",
        body="""
            return torch.tanh(x @ W_xh.T + b_h + h @ W_hh.T + b_h)
        """,
        fails={
            "rnn_step_bias": "b_h was added twice",
            "rnn_step_batch": "Row 0 is the example by hand",
        },
    ),
    Mistake(
        exercise="rnn_step",
        name="reshapes W_xh instead of transposing it",
        body="""
            return torch.tanh(x @ W_xh.reshape(x.shape[1], -1) + h @ W_hh.T + b_h)
        """,
        fails={
            "rnn_step_weights": "A W was reshaped",
            "rnn_step_bias": "The sum of the three terms is (1.0, 0.3)",
            "rnn_step_batch": "Row 0 is the example by hand",
        },
    ),
    Mistake(
        exercise="rnn_step",
        name="squeezes a batch of one away",
        body="""
            return torch.tanh(x @ W_xh.T + h @ W_hh.T + b_h).squeeze()
        """,
        fails={
            "rnn_step_weights": "The batch dimension is gone",
            "rnn_step_bias": "The batch dimension is gone",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="starts from zeros whatever h0 is",
        body="""
            h, states = torch.zeros_like(h0), []
            for t in range(x.shape[1]):
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
                states.append(h)
            return torch.stack(states, dim=1), h
        """,
        fails={"rnn_forward_start": "Reading started from zeros"},
    ),
    Mistake(
        exercise="rnn_forward",
        name="starts every step from h0",
        body="""
            states = [torch.tanh(x[:, t] @ W_xh.T + h0 @ W_hh.T + b_h) for t in range(x.shape[1])]
            return torch.stack(states, dim=1), states[-1]
        """,
        fails={
            "rnn_forward_steps": "Each step started anew from h0",
            "rnn_forward_start": "h0 is not zero here",
            "rnn_forward_last": "the second value (last) is wrong",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="overwrites one tensor, h0 itself, at every step",
        body="""
            h, states = h0, []
            for t in range(x.shape[1]):
                h[:] = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
                states.append(h)
            return torch.stack(states, dim=1), h
        """,
        fails={
            "rnn_forward_steps": "was one tensor overwritten at each step",
            "rnn_forward_start": "the first value (states) is wrong",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="uses h0 as its working memory",
        body="""
            states = []
            for t in range(x.shape[1]):
                h0.copy_(torch.tanh(x[:, t] @ W_xh.T + h0 @ W_hh.T + b_h))
                states.append(h0.clone())
            return torch.stack(states, dim=1), h0
        """,
        fails={"rnn_forward_start": "It was changed in place"},
    ),
    Mistake(
        exercise="rnn_forward",
        name="stacks time first",
        body="""
            h, states = h0, []
            for t in range(x.shape[1]):
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
                states.append(h)
            return torch.stack(states), h
        """,
        fails={
            "rnn_forward_steps": "Time must be dimension 1",
            "rnn_forward_start": "Time must be dimension 1",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="joins the steps with torch.cat",
        body="""
            h, states = h0, []
            for t in range(x.shape[1]):
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
                states.append(h)
            return torch.cat(states, dim=1), h
        """,
        fails={
            "rnn_forward_steps": "torch.stack makes a new dimension",
            "rnn_forward_start": "has shape (2, 4), expected (2, 2, 2)",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="takes the first dimension for time",
        body="""
            h, states = h0, []
            for t in range(x.shape[0]):
                h = torch.tanh(x[t] @ W_xh.T + h @ W_hh.T + b_h)
                states.append(h)
            return torch.stack(states), h
        """,
        fails={
            "rnn_forward_steps": "Each step started anew from h0",
            "rnn_forward_start": "h0 is not zero here",
            "rnn_forward_last": "the second value (last) is wrong",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="gives the last row of the batch instead of the last step",
        body="""
            h, states = h0, []
            for t in range(x.shape[1]):
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
                states.append(h)
            states = torch.stack(states, dim=1)
            return states, states[-1]
        """,
        fails={"rnn_forward_last": "the last row of the batch"},
    ),
    Mistake(
        exercise="rnn_forward",
        name="keeps a dimension for layers in the last state, as nn.RNN does",
        body="""
            h, states = h0, []
            for t in range(x.shape[1]):
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
                states.append(h)
            return torch.stack(states, dim=1), h[None]
        """,
        fails={"rnn_forward_last": "one dimension more"},
    ),
    Mistake(
        exercise="rnn_forward",
        name="collects the states in float32 whatever the inputs are",
        body="""
            B, T, _ = x.shape
            h, states = h0, torch.zeros(B, T, len(b_h))
            for t in range(T):
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
                states[:, t] = h
            return states, h
        """,
        fails={"rnn_forward_start": "has dtype torch.float32, expected torch.float64"},
    ),
    Mistake(
        exercise="rnn_forward",
        name="keeps h0 as the first state",
        body="""
            states = [h0]
            for t in range(x.shape[1]):
                states.append(torch.tanh(x[:, t] @ W_xh.T + states[-1] @ W_hh.T + b_h))
            return torch.stack(states, dim=1), states[-1]
        """,
        fails={
            "rnn_forward_steps": "h0 is not one of the T states",
            "rnn_forward_start": "has shape (2, 3, 2), expected (2, 2, 2)",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="returns the states alone",
        body="""
            h, states = h0, []
            for t in range(x.shape[1]):
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
                states.append(h)
            return torch.stack(states, dim=1)
        """,
        fails={
            "rnn_forward_steps": "expected a pair",
            "rnn_forward_start": "expected a pair",
            "rnn_forward_last": "expected a pair",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="forgets to transpose W_hh, which is square",
        body="""
            h, states = h0, []
            for t in range(x.shape[1]):
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh + b_h)
                states.append(h)
            return torch.stack(states, dim=1), h
        """,
        fails={
            "rnn_forward_steps": "went through W_hh untransposed",
            "rnn_forward_start": "h0 is not zero here",
            "rnn_forward_last": "the second value (last) is wrong",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="keeps each state before its step",
        body="""
            h, states = h0, []
            for t in range(x.shape[1]):
                states.append(h)
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
            return torch.stack(states, dim=1), h
        """,
        fails={
            "rnn_forward_steps": "Each state was kept before its step",
            "rnn_forward_start": "Each state was kept before its step",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="stops one step early",
        body="""
            h, states = h0, []
            for t in range(x.shape[1] - 1):
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
                states.append(h)
            return torch.stack(states, dim=1), h
        """,
        fails={
            "rnn_forward_steps": "The last step is missing",
            "rnn_forward_start": "has shape (2, 1, 2), expected (2, 2, 2)",
            "rnn_forward_last": "the state after the first step",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="returns inside the loop",
        body="""
            h, states = h0, []
            for t in range(x.shape[1]):
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
                states.append(h)
                return torch.stack(states, dim=1), h
        """,
        fails={
            "rnn_forward_steps": "Only the first step is there",
            "rnn_forward_start": "has shape (2, 1, 2), expected (2, 2, 2)",
            "rnn_forward_last": "the state after the first step",
        },
    ),
    Mistake(
        exercise="rnn_forward",
        name="views states that are time first as (B, T, H)",
        body="""
            h, states = h0, []
            for t in range(x.shape[1]):
                h = torch.tanh(x[:, t] @ W_xh.T + h @ W_hh.T + b_h)
                states.append(h)
            return torch.stack(states).view(len(x), x.shape[1], -1), h
        """,
        fails={
            "rnn_forward_steps": "The rows are mixed up",
            "rnn_forward_start": "Time must be dimension 1",
        },
    ),
    Mistake(
        exercise="output_layer",
        name="leaves out the bias",
        body="""
            return h @ W_hy.T
        """,
        fails={"output_layer_logits": "b_y is missing"},
    ),
    Mistake(
        exercise="output_layer",
        name="returns probabilities",
        body="""
            return torch.softmax(h @ W_hy.T + b_y, dim=-1)
        """,
        fails={"output_layer_logits": "Those are probabilities"},
    ),
    Mistake(
        exercise="output_layer",
        name="returns log-probabilities",
        body="""
            return torch.log_softmax(h @ W_hy.T + b_y, dim=-1)
        """,
        fails={"output_layer_logits": "Those are log-probabilities"},
    ),
    Mistake(
        exercise="output_layer",
        name="applies tanh",
        body="""
            return torch.tanh(h @ W_hy.T + b_y)
        """,
        fails={"output_layer_logits": "tanh does not belong here"},
    ),
    Mistake(
        exercise="output_layer",
        name="writes W h, which is right for one state only",
        body="""
            return W_hy @ h + b_y
        """,
        fails={"output_layer_logits": "must match the size of tensor"},
    ),
    Mistake(
        exercise="output_layer",
        name="forgets to transpose W_hy",
        body="""
            return h @ W_hy + b_y
        """,
        fails={"output_layer_logits": "mat1 and mat2 shapes cannot be multiplied"},
    ),
    Mistake(
        exercise="output_layer",
        name="reshapes W_hy instead of transposing it",
        body="""
            return h @ W_hy.reshape(h.shape[-1], -1) + b_y
        """,
        fails={
            "output_layer_logits": "A W was reshaped",
        },
    ),
    Mistake(
        exercise="step_jacobian",
        name="leaves out the slope",
        body="""
            return W_hh.clone()
        """,
        fails={
            "step_jacobian_slope": "The slopes are missing",
            "step_jacobian_autograd": "Compare with autograd's matrix",
        },
    ),
    Mistake(
        exercise="step_jacobian",
        name="scales the columns",
        body="""
            return (1 - h_t**2) * W_hh
        """,
        fails={
            "step_jacobian_slope": "The slopes scaled the columns",
            "step_jacobian_autograd": "Compare with autograd's matrix",
        },
    ),
    Mistake(
        exercise="step_jacobian",
        name="transposes W_hh, as the forward pass does",
        body="""
            return torch.diag(1 - h_t**2) @ W_hh.T
        """,
        fails={
            "step_jacobian_orientation": "It is transposed",
            "step_jacobian_autograd": "Compare with autograd's matrix",
        },
    ),
    Mistake(
        exercise="step_jacobian",
        name="returns the whole transposed",
        body="""
            return (torch.diag(1 - h_t**2) @ W_hh).T
        """,
        fails={
            "step_jacobian_orientation": "It is transposed",
            "step_jacobian_slope": "The slopes scaled the columns",
            "step_jacobian_autograd": "Compare with autograd's matrix",
        },
    ),
    Mistake(
        exercise="step_jacobian",
        name="applies tanh to a state that has been through it",
        body="""
            return torch.diag(1 - torch.tanh(h_t) ** 2) @ W_hh
        """,
        fails={
            "step_jacobian_slope": "tanh was applied again",
            "step_jacobian_autograd": "Compare with autograd's matrix",
        },
    ),
    Mistake(
        exercise="step_jacobian",
        name="forgets the square",
        body="""
            return torch.diag(1 - h_t) @ W_hh
        """,
        fails={
            "step_jacobian_slope": "The slope is 1 - h_t², not 1 - h_t",
            "step_jacobian_autograd": "Compare with autograd's matrix",
        },
    ),
    Mistake(
        exercise="step_jacobian",
        name="scales W_hh itself, in place",
        body="""
            W_hh *= (1 - h_t**2).unsqueeze(1)
            return W_hh
        """,
        fails={"step_jacobian_slope": "It was changed in place"},
    ),
    Mistake(
        exercise="step_jacobian",
        name="multiplies entry by entry with the diagonal matrix",
        body="""
            return torch.diag(1 - h_t**2) * W_hh
        """,
        fails={
            "step_jacobian_orientation": "`*` multiplies entry by entry",
            "step_jacobian_slope": "Only the diagonal is there",
            "step_jacobian_autograd": "Compare with autograd's matrix",
        },
    ),
    Mistake(
        exercise="step_jacobian",
        name="squares the state in place",
        body="""
            h_t *= h_t
            return torch.diag(1 - h_t) @ W_hh
        """,
        fails={
            "step_jacobian_slope": "the next step starts from it",
        },
    ),
    Mistake(
        exercise="step_jacobian",
        name="gives every unit the mean slope",
        body="""
            return (1 - h_t**2).mean() * W_hh
        """,
        fails={
            "step_jacobian_slope": "Every row has the mean slope",
            "step_jacobian_autograd": "Compare with autograd's matrix",
        },
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="rnn_step",
        name="with torch.nn.functional.linear",
        body="""
            linear = torch.nn.functional.linear
            return linear(x, W_xh, b_h).add(linear(h, W_hh)).tanh()
        """,
    ),
    RightAnswer(
        exercise="rnn_step",
        name="on columns, and back",
        body="""
            return (W_xh @ x.T + W_hh @ h.T + b_h[:, None]).tanh().T
        """,
    ),
    RightAnswer(
        exercise="rnn_step",
        name="row by row",
        body="""
            new = torch.empty_like(h)
            for row in range(len(x)):
                new[row] = torch.tanh(W_xh @ x[row] + W_hh @ h[row] + b_h)
            return new
        """,
    ),
    RightAnswer(
        exercise="rnn_step",
        name="with einsum, and tanh written out",
        body="""
            a = torch.einsum("bd,hd->bh", x, W_xh) + torch.einsum("bj,hj->bh", h, W_hh) + b_h
            return 2 / (1 + torch.exp(-2 * a)) - 1
        """,
    ),
    RightAnswer(
        exercise="rnn_step",
        name="one product of concatenated matrices",
        body="""
            return torch.tanh(torch.cat([x, h], dim=1) @ torch.cat([W_xh, W_hh], dim=1).T + b_h)
        """,
    ),
    RightAnswer(
        exercise="rnn_forward",
        name="by calling rnn_step",
        body="""
            states = []
            for x_t in x.unbind(dim=1):
                h0 = rnn_step(x_t, h0, W_xh, W_hh, b_h)
                states.append(h0)
            return torch.stack(states, dim=1), states[-1]
        """,
    ),
    RightAnswer(
        exercise="rnn_forward",
        name="into a tensor made beforehand, all inputs multiplied at once",
        body="""
            B, T, _ = x.shape
            states = x.new_zeros(B, T, h0.shape[1])
            from_inputs = x @ W_xh.T + b_h
            before = h0
            for t in range(T):
                before = states[:, t] = torch.tanh(from_inputs[:, t] + before @ W_hh.T)
            return states, states[:, -1]
        """,
    ),
    RightAnswer(
        exercise="rnn_forward",
        name="with nn.RNN and copied weights, as a list",
        body="""
            rnn = nn.RNN(x.shape[2], h0.shape[1], batch_first=True, dtype=x.dtype)
            with torch.no_grad():
                for parameter, value in zip(rnn.parameters(), (W_xh, W_hh, b_h, 0 * b_h)):
                    parameter.copy_(value)
            states, last = rnn(x, h0[None])
            return [states, last[0]]
        """,
    ),
    RightAnswer(
        exercise="output_layer",
        name="with torch.nn.functional.linear",
        body="""
            return torch.nn.functional.linear(h, W_hy, b_y)
        """,
    ),
    RightAnswer(
        exercise="output_layer",
        name="with einsum",
        body="""
            return torch.einsum("...h,vh->...v", h, W_hy) + b_y
        """,
    ),
    RightAnswer(
        exercise="output_layer",
        name="as a product with columns",
        body="""
            return (W_hy @ h.unsqueeze(-1)).squeeze(-1) + b_y
        """,
    ),
    RightAnswer(
        exercise="step_jacobian",
        name="by broadcasting over rows",
        body="""
            return (1 - h_t * h_t).unsqueeze(1) * W_hh
        """,
    ),
    RightAnswer(
        exercise="step_jacobian",
        name="entry by entry",
        body="""
            jacobian = torch.zeros_like(W_hh)
            for i in range(len(h_t)):
                for j in range(len(h_t)):
                    jacobian[i, j] = (1 - h_t[i] ** 2) * W_hh[i, j]
            return jacobian
        """,
    ),
    RightAnswer(
        exercise="step_jacobian",
        name="with autograd, round the pre-activation",
        body="""
            a = torch.atanh(h_t)
            return torch.autograd.functional.jacobian(lambda nudge: torch.tanh(a + W_hh @ nudge), torch.zeros_like(h_t))
        """,
    ),
]
