"""Known answers to the exercises of 13: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="lstm_step",
        name="the blocks in the order i, f, o, g",
        body="""
            i, f, o, g = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "The candidate came from the fourth block",
            "lstm_step_hidden": "The output gate came from the third block",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="the blocks in the order f, i, g, o",
        body="""
            f, i, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "Forget and input gate have changed places",
            "lstm_step_hidden": "Forget and input gate have changed places",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="forget gate on the candidate, input gate on the old cell",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(i) * c + torch.sigmoid(f) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "f belongs to the old cell, i to the candidate",
            "lstm_step_hidden": "Forget and input gate have changed places",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="no tanh on the way out",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * c_new
            return h_new, c_new
        """,
        fails={"lstm_step_hidden": "a cell has no bounds", "lstm_step_sequence": "The first result, h"},
    ),
    Mistake(
        exercise="lstm_step",
        name="shows the old cell",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c)
            return h_new, c_new
        """,
        fails={"lstm_step_hidden": "It shows the old cell", "lstm_step_sequence": "The first result, h"},
    ),
    Mistake(
        exercise="lstm_step",
        name="no output gate",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={"lstm_step_hidden": "The output gate is missing", "lstm_step_sequence": "The first result, h"},
    ),
    Mistake(
        exercise="lstm_step",
        name="squashes after the output gate",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.tanh(torch.sigmoid(o) * c_new)
            return h_new, c_new
        """,
        fails={"lstm_step_hidden": "tanh stands outside", "lstm_step_sequence": "The first result, h"},
    ),
    Mistake(
        exercise="lstm_step",
        name="an output gate without sigmoid",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = o * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={"lstm_step_hidden": "went through no sigmoid", "lstm_step_sequence": "The first result, h"},
    ),
    Mistake(
        exercise="lstm_step",
        name="an output gate with tanh",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.tanh(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={"lstm_step_hidden": "The output gate went through tanh", "lstm_step_sequence": "The first result, h"},
    ),
    Mistake(
        exercise="lstm_step",
        name="sigmoid of the new cell on the way out",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.sigmoid(c_new)
            return h_new, c_new
        """,
        fails={"lstm_step_hidden": "The new cell went through sigmoid", "lstm_step_sequence": "The first result, h"},
    ),
    Mistake(
        exercise="lstm_step",
        name="sigmoid for the candidate",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.sigmoid(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "nothing below zero could ever come in",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="a candidate that is not squashed",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * g
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "The candidate is not squashed",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="no forget gate, as in 1997",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={"lstm_step_cell": "the LSTM of 1997", "lstm_step_hidden": "is wrong", "lstm_step_sequence": "is wrong"},
    ),
    Mistake(
        exercise="lstm_step",
        name="no input gate",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "The input gate is missing",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="the forget gate round the whole sum",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * (c + torch.sigmoid(i) * torch.tanh(g))
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "took part of the new as well",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="a forget gate that forgets when it is open",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = (1 - torch.sigmoid(f)) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "an open forget gate keeps",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="1 - f for the input gate",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + (1 - torch.sigmoid(f)) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "an LSTM has a gate for each",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="one bias only",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "b_hh is missing",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "h after step 1",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="no biases",
        body="""
            i, f, g, o = (x @ W_ih.T + h @ W_hh.T).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "Both biases are missing",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "h after step 1",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="gates that read the input alone",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={"lstm_step_cell": "W_hh h is missing", "lstm_step_hidden": "is wrong", "lstm_step_sequence": "is wrong"},
    ),
    Mistake(
        exercise="lstm_step",
        name="returns the cell first",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return c_new, h_new
        """,
        fails={
            "lstm_step_cell": "`return h, c`, in this order",
            "lstm_step_hidden": "`return h, c`, in this order",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="returns the state alone",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new
        """,
        fails={
            "lstm_step_cell": "expected a pair",
            "lstm_step_hidden": "expected a pair",
            "lstm_step_sequence": "expected a pair",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="returns the old cell",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c
        """,
        fails={"lstm_step_cell": "2 instead of 1.39", "lstm_step_sequence": "The second result, c"},
    ),
    Mistake(
        exercise="lstm_step",
        name="cuts the sum into every fourth column",
        body="""
            a = x @ W_ih.T + b_ih + h @ W_hh.T + b_hh
            i, f, g, o = a.view(len(x), -1, 4).unbind(2)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "The blocks are mixed up",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "The blocks are mixed up",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="cuts the batch instead of the units",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={"lstm_step_cell": "ValueError", "lstm_step_hidden": "ValueError", "lstm_step_sequence": "ValueError"},
    ),
    Mistake(
        exercise="lstm_step",
        name="all rows read the memory of the first",
        body="""
            h, c = h[:1].expand_as(h), c[:1].expand_as(c)
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "is wrong",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "then one text reads on from another",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="writes the new cell into the old one",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c *= torch.sigmoid(f)
            c += torch.sigmoid(i) * torch.tanh(g)
            return torch.sigmoid(o) * torch.tanh(c), c
        """,
        fails={"lstm_step_sequence": "c after the call is wrong"},
    ),
    Mistake(
        exercise="lstm_step",
        name="forgets the transpose",
        body="""
            i, f, g, o = (x @ W_ih + b_ih + h @ W_hh + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={"lstm_step_cell": "", "lstm_step_hidden": "", "lstm_step_sequence": ""},
    ),
    Mistake(
        exercise="lstm_step",
        name="keeps the squashed cell",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.tanh(torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g))
            h_new = torch.sigmoid(o) * c_new
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "The new cell was squashed before it was kept",
            "lstm_step_sequence": "The second result, c",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="shows the candidate",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(g)
            return h_new, c_new
        """,
        fails={"lstm_step_hidden": "0.562 · tanh(1.390)", "lstm_step_sequence": "The first result, h"},
    ),
    Mistake(
        exercise="lstm_step",
        name="gates that share out 100 %",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            i, f, o = torch.stack([i, f, o]).softmax(0)
            c_new = f * c + i * torch.tanh(g)
            h_new = o * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={"lstm_step_cell": "By hand: i = 0.679", "lstm_step_hidden": "By hand", "lstm_step_sequence": "is wrong"},
    ),
    Mistake(
        exercise="lstm_step",
        name="the forget gate on the state",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * h + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "The forget gate acted on h",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="1 - i for the forget gate",
        body="""
            i, f, g, o = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = (1 - torch.sigmoid(i)) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "1 - i stands for the forget gate",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="lstm_step",
        name="the blocks in the order o, f, g, i",
        body="""
            o, f, g, i = (x @ W_ih.T + b_ih + h @ W_hh.T + b_hh).chunk(4, dim=1)
            c_new = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h_new = torch.sigmoid(o) * torch.tanh(c_new)
            return h_new, c_new
        """,
        fails={
            "lstm_step_cell": "The input gate came from the fourth block",
            "lstm_step_hidden": "is wrong",
            "lstm_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="z turned round, as in Chung et al. (2014)",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * h + z * n
        """,
        fails={
            "gru_step_candidate": "That is the old state",
            "gru_step_mix": "z is turned round",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="the reset gate before the product",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            H = h.shape[1]
            n = torch.tanh(x_n + (r * h) @ W_hh[2 * H :].T + b_hh[2 * H :])
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "The reset gate acted on h before the product",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="b_hn outside the bracket",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            b_n = b_hh[2 * h.shape[1] :]
            n = torch.tanh(x_n + r * (h_n - b_n) + b_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "b_hn stands outside the bracket",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "The state after step 1",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="a reset gate turned round",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + (1 - r) * h_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "By hand: r = (0.731, 0.378)",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="a reset gate that reads the input alone",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n + z * h
        """,
        fails={"gru_step_candidate": "Is n = tanh", "gru_step_mix": "By hand", "gru_step_sequence": "is wrong"},
    ),
    Mistake(
        exercise="gru_step",
        name="no reset gate",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + h_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "The reset gate is missing",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="the reset gate on the whole sum",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(r * (x_n + h_n))
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "acted on the whole sum",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="the reset gate on the input",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(r * x_n + h_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "acted on what x says",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="the blocks in the order z, r, n",
        body="""
            x_z, x_r, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_z, h_r, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "is wrong",
            "gru_step_mix": "torch's order is r, z, n",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="keeps the old state as a whole beside the candidate",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n + h
        """,
        fails={"gru_step_candidate": "is wrong", "gru_step_mix": "is wrong", "gru_step_sequence": "is wrong"},
    ),
    Mistake(
        exercise="gru_step",
        name="lets the candidate in as a whole",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return n + z * h
        """,
        fails={"gru_step_mix": "The candidate comes in whole", "gru_step_sequence": "is wrong"},
    ),
    Mistake(
        exercise="gru_step",
        name="no old state in the end",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n
        """,
        fails={"gru_step_mix": "The old state is missing", "gru_step_sequence": "is wrong"},
    ),
    Mistake(
        exercise="gru_step",
        name="the candidate alone",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return n
        """,
        fails={"gru_step_mix": "the update gate is missing", "gru_step_sequence": "is wrong"},
    ),
    Mistake(
        exercise="gru_step",
        name="sigmoid for the candidate",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.sigmoid(x_n + r * h_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "The candidate went through sigmoid",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="a candidate that is not squashed",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = x_n + r * h_n
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "The candidate is not squashed",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="one bias only",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "b_hn is missing",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "The state after step 1",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="tanh round the result",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return torch.tanh((1 - z) * n + z * h)
        """,
        fails={"gru_step_candidate": "is wrong", "gru_step_mix": "is wrong", "gru_step_sequence": "is wrong"},
    ),
    Mistake(
        exercise="gru_step",
        name="returns the state twice, as an LSTM does",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            h_new = (1 - z) * n + z * h
            return h_new, h_new
        """,
        fails={"gru_step_candidate": "type tuple", "gru_step_mix": "type tuple", "gru_step_sequence": "type tuple"},
    ),
    Mistake(
        exercise="gru_step",
        name="cuts the sums into every third column",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).view(len(x), -1, 3).unbind(2)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).view(len(h), -1, 3).unbind(2)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "is wrong",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "The blocks are mixed up",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="all rows read the state of the first",
        body="""
            h = h[:1].expand_as(h)
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "is wrong",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "then one text reads on from another",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="writes the new state into the old one",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            h *= z
            h += (1 - z) * n
            return h
        """,
        fails={"gru_step_sequence": "h after the call is wrong"},
    ),
    Mistake(
        exercise="gru_step",
        name="a reset gate without sigmoid",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = x_r + h_r, torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "The reset gate went through no sigmoid",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="the reset gate on the state itself",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "The reset gate acted on h itself",
            "gru_step_mix": "is wrong",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="an update gate that reads the input alone",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n + z * h
        """,
        fails={"gru_step_mix": "The update gate reads x alone", "gru_step_sequence": "is wrong"},
    ),
    Mistake(
        exercise="gru_step",
        name="an update gate that reads the state alone",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "is wrong",
            "gru_step_mix": "The update gate reads h alone",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="an update gate with tanh",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.tanh(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n + z * h
        """,
        fails={
            "gru_step_candidate": "is wrong",
            "gru_step_mix": "The update gate went through tanh",
            "gru_step_sequence": "is wrong",
        },
    ),
    Mistake(
        exercise="gru_step",
        name="the reset gate on what is kept, too",
        body="""
            x_r, x_z, x_n = (x @ W_ih.T + b_ih).chunk(3, dim=1)
            h_r, h_z, h_n = (h @ W_hh.T + b_hh).chunk(3, dim=1)
            r, z = torch.sigmoid(x_r + h_r), torch.sigmoid(x_z + h_z)
            n = torch.tanh(x_n + r * h_n)
            return (1 - z) * n + z * r * h
        """,
        fails={"gru_step_mix": "The reset gate took from the old state", "gru_step_sequence": "is wrong"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="clips each tensor by itself",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            clipped = []
            for gradient in gradients:
                length = gradient.norm().item()
                clipped.append(gradient * (max_norm / length) if length > max_norm else gradient)
            return clipped, norm
        """,
        fails={"clip_global": "That was clipped for itself", "clip_arguments": "Every number is halved"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="clips by value",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            return [gradient.clamp(-max_norm, max_norm) for gradient in gradients], norm
        """,
        fails={"clip_global": "That was clipped for itself", "clip_arguments": "Every number is halved"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="lengthens short gradients, too",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm
            return [factor * gradient for gradient in gradients], norm
        """,
        fails={"clip_below": "never short ones longer"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="lengthens short gradients, and keeps zeros",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm > 0 else 1.0
            return [factor * gradient for gradient in gradients], norm
        """,
        fails={"clip_below": "never short ones longer"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="shortens what is short, lets long ones pass",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm < max_norm and norm > 0 else 1.0
            return [factor * gradient for gradient in gradients], norm
        """,
        fails={"clip_global": "is wrong", "clip_below": "is wrong", "clip_arguments": "Every number is halved"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="returns the norm after clipping",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm > max_norm else 1.0
            return [factor * gradient for gradient in gradients], min(norm, max_norm)
        """,
        fails={"clip_global": "return the one before", "clip_arguments": "expected"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="no root",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients)
            factor = max_norm / norm if norm > max_norm else 1.0
            return [factor * gradient for gradient in gradients], norm
        """,
        fails={
            "clip_global": "the root is missing",
            "clip_below": "is 1.69, expected 1.3",
            "clip_arguments": "is wrong",
        },
    ),
    Mistake(
        exercise="clip_gradients",
        name="adds up the norms of the tensors",
        body="""
            norm = sum(gradient.norm().item() for gradient in gradients)
            factor = max_norm / norm if norm > max_norm else 1.0
            return [factor * gradient for gradient in gradients], norm
        """,
        fails={
            "clip_global": "the sum of the tensors' norms",
            "clip_below": "expected 1.3",
            "clip_arguments": "is wrong",
        },
    ),
    Mistake(
        exercise="clip_gradients",
        name="adds up sizes instead of squares",
        body="""
            norm = sum(gradient.abs().sum().item() for gradient in gradients)
            factor = max_norm / norm if norm > max_norm else 1.0
            return [factor * gradient for gradient in gradients], norm
        """,
        fails={
            "clip_global": "a length is the root of a sum of squares",
            "clip_below": "expected 1.3",
            "clip_arguments": "is wrong",
        },
    ),
    Mistake(
        exercise="clip_gradients",
        name="takes the greatest of the norms",
        body="""
            norm = max((gradient.norm().item() for gradient in gradients), default=0.0)
            factor = max_norm / norm if norm > max_norm else 1.0
            return [factor * gradient for gradient in gradients], norm
        """,
        fails={"clip_global": "the norm is global", "clip_below": "expected 1.3", "clip_arguments": "is wrong"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="scales to length 1",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = 1 / norm if norm > max_norm else 1.0
            return [factor * gradient for gradient in gradients], norm
        """,
        fails={"clip_global": "The whole has length 1", "clip_arguments": "Every number is halved"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="the factor upside down",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = norm / max_norm if norm > max_norm else 1.0
            return [factor * gradient for gradient in gradients], norm
        """,
        fails={"clip_global": "the factor is max_norm / norm", "clip_arguments": "Every number is halved"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="shortens in place",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            if norm > max_norm:
                for gradient in gradients:
                    gradient *= max_norm / norm
            return gradients, norm
        """,
        fails={"clip_arguments": "Make new tensors, in a new list"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="puts the clipped ones into the list that came in",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            for k in range(len(gradients)):
                gradients[k] = gradients[k] * min(1.0, max_norm / max(norm, max_norm))
            return gradients, norm
        """,
        fails={"clip_arguments": "Make new tensors, in a new list"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="takes the gradients out of the list that came in",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor, clipped = (max_norm / norm if norm > max_norm else 1.0), []
            while gradients:
                clipped.append(factor * gradients.pop(0))
            return clipped, norm
        """,
        fails={"clip_arguments": "The list that came in has 0 gradients"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="fails without a gradient",
        body="""
            norm = torch.cat([gradient.flatten() for gradient in gradients]).norm()
            factor = min(1.0, max_norm / norm)
            return [factor * gradient for gradient in gradients], norm.item()
        """,
        fails={"clip_below": ""},
    ),
    Mistake(
        exercise="clip_gradients",
        name="zeros become NaN",
        body="""
            norm = torch.tensor([gradient.norm().item() for gradient in gradients]).norm()
            scale = torch.minimum(norm, torch.tensor(max_norm)) / norm
            return [(scale * gradient).to(gradient.dtype) for gradient in gradients], norm.item()
        """,
        fails={"clip_below": "dividing by it gives NaN"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="returns the gradients alone",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm > max_norm else 1.0
            return [factor * gradient for gradient in gradients]
        """,
        fails={"clip_global": "expected a pair", "clip_below": "expected a pair", "clip_arguments": "expected a pair"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="returns one row of all gradients",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm > max_norm else 1.0
            return torch.cat([factor * gradient.flatten() for gradient in gradients]), norm
        """,
        fails={"clip_global": "must be a list", "clip_below": "", "clip_arguments": "must be a list"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="returns the norm first",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm > max_norm else 1.0
            return norm, [factor * gradient for gradient in gradients]
        """,
        fails={
            "clip_global": "expected a number",
            "clip_below": "expected a number",
            "clip_arguments": "must be a list of three gradients",
        },
    ),
    Mistake(
        exercise="clip_gradients",
        name="takes means of squares",
        body="""
            norm = sum(gradient.square().mean().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm > max_norm else 1.0
            return [factor * gradient for gradient in gradients], norm
        """,
        fails={"clip_global": "expected 85", "clip_below": "expected 1.3", "clip_arguments": "is wrong"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="leaves out what is zero",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm > max_norm else 1.0
            return [factor * gradient for gradient in gradients if gradient.any()], norm
        """,
        fails={"clip_below": "must be a list of three gradients"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="subtracts what is too much",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm > max_norm else 1.0
            return [gradient - max(0.0, norm - max_norm) for gradient in gradients], norm
        """,
        fails={"clip_global": "every number is halved", "clip_arguments": "Every number is halved"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="measures, and never clips",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            return [gradient.clone() for gradient in gradients], norm
        """,
        fails={
            "clip_global": "It was not shortened: 85 is above the limit",
            "clip_below": "it is above the limit of 2.5",
            "clip_arguments": "Every number is halved",
        },
    ),
    Mistake(
        exercise="clip_gradients",
        name="clips the last one only",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm > max_norm else 1.0
            return gradients[:-1] + [factor * gradient for gradient in gradients[-1:]], norm
        """,
        fails={"clip_global": "all share one factor", "clip_arguments": "Every number is halved"},
    ),
    Mistake(
        exercise="clip_gradients",
        name="takes sizes without their signs",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm > max_norm else 1.0
            return [factor * gradient.abs() for gradient in gradients], norm
        """,
        fails={
            "clip_global": "2 instead of -2",
            "clip_below": "0.4 instead of -0.4",
            "clip_arguments": "2 instead of -2",
        },
    ),
    Mistake(
        exercise="clip_gradients",
        name="flattens what it clips",
        body="""
            norm = sum(gradient.square().sum().item() for gradient in gradients) ** 0.5
            factor = max_norm / norm if norm > max_norm else 1.0
            return [factor * gradient.flatten() for gradient in gradients], norm
        """,
        fails={
            "clip_global": "has shape (2,), expected (1, 2)",
            "clip_below": "has shape (1,), expected (1, 1)",
            "clip_arguments": "has shape (2,), expected (1, 2)",
        },
    ),
    Mistake(
        exercise="embed",
        name="one-hot rows alone",
        body="""
            return F.one_hot(indices, len(table)).to(table.dtype)
        """,
        fails={"embed_rows": "Those are the one-hot rows"},
    ),
    Mistake(
        exercise="embed",
        name="columns of the table",
        body="""
            return table.T[indices]
        """,
        fails={"embed_rows": "Those are columns"},
    ),
    Mistake(
        exercise="embed",
        name="one-hot rows times the turned table",
        body="""
            return F.one_hot(indices, len(table)).to(table.dtype) @ table.T
        """,
        fails={"embed_rows": "Those are columns"},
    ),
    Mistake(
        exercise="embed",
        name="time first",
        body="""
            return table[indices.T]
        """,
        fails={"embed_rows": "has shape (3, 2, 4), expected (2, 3, 4). Batch and time have changed places"},
    ),
    Mistake(
        exercise="embed",
        name="all words in one dimension",
        body="""
            return table[indices.flatten()]
        """,
        fails={"embed_rows": "Batch and time are one dimension"},
    ),
    Mistake(
        exercise="embed",
        name="one row a text, the sum of its words",
        body="""
            return table[indices].sum(1)
        """,
        fails={"embed_rows": "Each text has become one row"},
    ),
    Mistake(
        exercise="embed",
        name="one row a text, the mean of its words",
        body="""
            return table[indices].mean(1)
        """,
        fails={"embed_rows": "Each text has become one row"},
    ),
    Mistake(
        exercise="embed",
        name="a random table of its own",
        body="""
            return nn.Embedding(len(table), table.shape[1])(indices)
        """,
        fails={"embed_rows": "Word 2 is row 2"},
    ),
    Mistake(
        exercise="embed",
        name="the first text only",
        body="""
            return table[indices[0]][None]
        """,
        fails={"embed_rows": "has shape (1, 3, 4), expected (2, 3, 4)"},
    ),
    Mistake(
        exercise="embed",
        name="counts words from 1",
        body="""
            return table[indices - 1]
        """,
        fails={"embed_rows": "Word 2 is row 2"},
    ),
    Mistake(
        exercise="embed",
        name="turns float32",
        body="""
            return table[indices].float()
        """,
        fails={"embed_rows": "has dtype torch.float32"},
    ),
    Mistake(
        exercise="embed",
        name="one-hot rows as long as the greatest index asks",
        body="""
            return F.one_hot(indices).to(table.dtype) @ table
        """,
        fails={"embed_rows": "shapes cannot be multiplied"},
    ),
    Mistake(
        exercise="embed",
        name="zeros for word 0, as if it were padding",
        body="""
            rows = table.clone()
            rows[0] = 0
            return rows[indices]
        """,
        fails={"embed_rows": "0 instead of 0.4"},
    ),
    Mistake(
        exercise="embed",
        name="batch and time by reshape",
        body="""
            B, T = indices.shape
            return table[indices].reshape(T, B, -1)
        """,
        fails={"embed_rows": "has shape (3, 2, 4), expected (2, 3, 4)"},
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="lstm_step",
        name="with torch's own cell and copied weights",
        body="""
            cell = nn.LSTMCell(x.shape[1], h.shape[1], dtype=x.dtype)
            cell.load_state_dict({"weight_ih": W_ih, "weight_hh": W_hh, "bias_ih": b_ih, "bias_hh": b_hh})
            return cell(x, (h, c))
        """,
    ),
    RightAnswer(
        exercise="lstm_step",
        name="with F.linear and slices, in place on tensors of its own",
        body="""
            H = h.shape[1]
            a = F.linear(x, W_ih, b_ih) + F.linear(h, W_hh, b_hh)
            gates = a.sigmoid()
            c_new = c.clone()
            c_new *= gates[:, H : 2 * H]
            c_new += gates[:, :H] * a[:, 2 * H : 3 * H].tanh()
            return [gates[:, 3 * H :] * c_new.tanh(), c_new]
        """,
    ),
    RightAnswer(
        exercise="lstm_step",
        name="unit by unit, row by row",
        body="""
            B, H = h.shape
            h_new, c_new = torch.zeros_like(h), torch.zeros_like(c)
            for b in range(B):
                for k in range(H):
                    rows = (k, H + k, 2 * H + k, 3 * H + k)
                    a = [W_ih[row] @ x[b] + W_hh[row] @ h[b] + b_ih[row] + b_hh[row] for row in rows]
                    c_new[b, k] = a[1].sigmoid() * c[b, k] + a[0].sigmoid() * a[2].tanh()
                    h_new[b, k] = a[3].sigmoid() * c_new[b, k].tanh()
            return h_new, c_new
        """,
    ),
    RightAnswer(
        exercise="lstm_step",
        name="one product of [x, h, 1] with one matrix, in numpy",
        body="""
            import numpy as np

            rows = np.concatenate([x.numpy(), h.numpy()], axis=1)
            W = np.concatenate([W_ih.numpy(), W_hh.numpy()], axis=1)
            i, f, g, o = np.split(rows @ W.T + b_ih.numpy() + b_hh.numpy(), 4, axis=1)
            c_new = c.numpy() / (1 + np.exp(-f)) + np.tanh(g) / (1 + np.exp(-i))
            return torch.from_numpy(np.tanh(c_new) / (1 + np.exp(-o))), torch.from_numpy(c_new)
        """,
    ),
    RightAnswer(
        exercise="lstm_step",
        name="sigmoid written with tanh, the blocks by reshape",
        body="""
            a = (x @ W_ih.T + h @ W_hh.T + b_ih + b_hh).reshape(len(x), 4, -1)
            i, f, o = (0.5 * (1 + torch.tanh(a[:, k] / 2)) for k in (0, 1, 3))
            c_new = torch.addcmul(f * c, i, a[:, 2].tanh())
            return o * c_new.tanh(), c_new
        """,
    ),
    RightAnswer(
        exercise="gru_step",
        name="with torch's own cell and copied weights",
        body="""
            cell = nn.GRUCell(x.shape[1], h.shape[1], dtype=x.dtype)
            cell.load_state_dict({"weight_ih": W_ih, "weight_hh": W_hh, "bias_ih": b_ih, "bias_hh": b_hh})
            return cell(x, h)
        """,
    ),
    RightAnswer(
        exercise="gru_step",
        name="three pairs of weights, the mixture as n + z (h - n)",
        body="""
            W_r, W_z, W_n = W_ih.split(h.shape[1])
            U_r, U_z, U_n = W_hh.split(h.shape[1])
            b_r, b_z, b_n = b_ih.split(h.shape[1])
            d_r, d_z, d_n = b_hh.split(h.shape[1])
            r = torch.sigmoid(x @ W_r.T + b_r + h @ U_r.T + d_r)
            z = torch.sigmoid(x @ W_z.T + b_z + h @ U_z.T + d_z)
            n = torch.tanh(x @ W_n.T + b_n + r * (h @ U_n.T + d_n))
            return n + z * (h - n)
        """,
    ),
    RightAnswer(
        exercise="gru_step",
        name="with F.linear and lerp",
        body="""
            a, b = F.linear(x, W_ih, b_ih).chunk(3, -1), F.linear(h, W_hh, b_hh).chunk(3, -1)
            r, z = (a[0] + b[0]).sigmoid(), (a[1] + b[1]).sigmoid()
            return torch.lerp((a[2] + r * b[2]).tanh(), h, z)
        """,
    ),
    RightAnswer(
        exercise="gru_step",
        name="text by text",
        body="""
            H, new = h.shape[1], []
            for x_b, h_b in zip(x, h, strict=True):
                a, b = W_ih @ x_b + b_ih, W_hh @ h_b + b_hh
                gates = torch.sigmoid(a[: 2 * H] + b[: 2 * H])
                n = torch.tanh(a[2 * H :] + gates[:H] * b[2 * H :])
                new.append((1 - gates[H:]) * n + gates[H:] * h_b)
            return torch.stack(new)
        """,
    ),
    RightAnswer(
        exercise="clip_gradients",
        name="all in one row, with torch's norm, a 0-d tensor for the norm",
        body="""
            if not gradients:
                return [], 0
            norm = torch.cat([gradient.flatten() for gradient in gradients]).norm()
            factor = torch.clamp(max_norm / norm, max=1.0) if norm else 1.0
            return [gradient * factor for gradient in gradients], norm
        """,
    ),
    RightAnswer(
        exercise="clip_gradients",
        name="torch's own clipping, on copies",
        body="""
            copies = [nn.Parameter(torch.zeros_like(gradient)) for gradient in gradients]
            for copy, gradient in zip(copies, gradients, strict=True):
                copy.grad = gradient.clone()
            norm = nn.utils.clip_grad_norm_(copies, max_norm).item()
            return [copy.grad for copy in copies], norm
        """,
    ),
    RightAnswer(
        exercise="clip_gradients",
        name="a small number in the denominator, as torch has it",
        body="""
            norm = float(sum(torch.sum(gradient**2) for gradient in gradients)) ** 0.5
            return [gradient * min(1.0, max_norm / (norm + 1e-6)) for gradient in gradients], norm
        """,
    ),
    RightAnswer(
        exercise="clip_gradients",
        name="the very tensors below the limit, a tuple above",
        body="""
            total = 0.0
            for gradient in gradients:
                for number in gradient.flatten().tolist():
                    total += number * number
            if total <= max_norm**2:
                return list(gradients), total**0.5
            return tuple(gradient / (total**0.5 / max_norm) for gradient in gradients), total**0.5
        """,
    ),
    RightAnswer(
        exercise="clip_gradients",
        name="the norm of norms, with math.hypot",
        body="""
            import math

            norm = math.hypot(*(gradient.norm().item() for gradient in gradients))
            return [gradient * (max_norm / max(norm, max_norm)) for gradient in gradients], norm
        """,
    ),
    RightAnswer(
        exercise="embed",
        name="one-hot times table",
        body="""
            return F.one_hot(indices, len(table)).to(table.dtype) @ table
        """,
    ),
    RightAnswer(
        exercise="embed",
        name="torch's own",
        body="""
            return F.embedding(indices, table)
        """,
    ),
    RightAnswer(
        exercise="embed",
        name="nn.Embedding with copied weights",
        body="""
            return nn.Embedding.from_pretrained(table)(indices)
        """,
    ),
    RightAnswer(
        exercise="embed",
        name="index_select, then put into shape",
        body="""
            B, T = indices.shape
            return table.index_select(0, indices.flatten()).view(B, T, -1)
        """,
    ),
    RightAnswer(
        exercise="embed",
        name="word by word",
        body="""
            return torch.stack([torch.stack([table[word] for word in text]) for text in indices.tolist()])
        """,
    ),
    RightAnswer(
        exercise="lstm_step",
        name="turned round: a column for each text",
        body="""
            a = W_ih @ x.T + W_hh @ h.T + (b_ih + b_hh)[:, None]  # (4H, B)
            i, f, g, o = a.chunk(4)
            c_new = f.sigmoid() * c.T + i.sigmoid() * g.tanh()
            return (o.sigmoid() * c_new.tanh()).T, c_new.T
        """,
    ),
    RightAnswer(
        exercise="gru_step",
        name="nn.GRU for a sequence of one step",
        body="""
            gru = nn.GRU(x.shape[1], h.shape[1], dtype=x.dtype)
            gru.load_state_dict({"weight_ih_l0": W_ih, "weight_hh_l0": W_hh, "bias_ih_l0": b_ih, "bias_hh_l0": b_hh})
            return gru(x[None], h[None])[1][0]
        """,
    ),
    RightAnswer(
        exercise="clip_gradients",
        name="by recursion, divided by how many times too long",
        body="""
            def squares(rest):
                return float((rest[0] * rest[0]).sum()) + squares(rest[1:]) if rest else 0

            norm = squares(gradients) ** 0.5
            return tuple(gradient / max(1, norm / max_norm) for gradient in gradients), norm
        """,
    ),
    RightAnswer(
        exercise="clip_gradients",
        name="in place, on a deep copy, in numpy's numbers",
        body="""
            import numpy as np

            own = deepcopy(gradients)
            norm = np.sqrt(sum((gradient.numpy() ** 2).sum() for gradient in own))
            if norm > max_norm:
                for gradient in own:
                    gradient.mul_(float(max_norm / norm))
            return own, norm
        """,
    ),
    RightAnswer(
        exercise="embed",
        name="a question to each row of the table: is it you?",
        body="""
            return (indices[..., None] == torch.arange(len(table))).to(table.dtype) @ table
        """,
    ),
    RightAnswer(
        exercise="embed",
        name="in numpy",
        body="""
            return torch.from_numpy(table.numpy()[indices.numpy()])
        """,
    ),
]
