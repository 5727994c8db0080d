"""Known answers to the exercises of 08: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer


def _forward(name: str, step: str, out: str, fails: dict[str, str], start: str = "h0") -> Mistake:
    """A wrong forward pass: the step inside the loop, and what is returned."""
    body = f"""
            h, states = {start}, []
            for t in range(x.shape[1]):
                {step}
                states.append(h)
            hs = torch.stack(states, dim=1)
            return {out}
        """
    return Mistake(exercise="forward", name=name, body=body, fails=fails)


_STEP = 'h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])'
_OUT = 'hs, hs @ p["W_hy"].T + p["b_y"]'


def _bptt(name: str, fails: dict[str, str], **parts: str) -> Mistake:
    """A wrong backward pass: right but for the parts that are given."""
    right = {
        "dy": "(logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)",
        "steps": "reversed(range(T))",
        "before": "hs[:, t - 1] if t > 0 else h0",
        "dh": 'dy[:, t] @ p["W_hy"] + from_future',
        "da": "dh * (1 - hs[:, t] ** 2)",
        "W_xh": "da.T @ x[:, t]",
        "W_hh": "da.T @ before",
        "b_h": "da.sum(0)",
        "W_hy": "dy[:, t].T @ hs[:, t]",
        "b_y": "dy[:, t].sum(0)",
        "add": "+=",
        "future": 'da @ p["W_hh"]',
        "result": "grads",
    } | parts
    body = f"""
            B, T, V = logits.shape
            dy = {right["dy"]}
            grads = {{name: torch.zeros_like(weight) for name, weight in p.items()}}
            from_future = torch.zeros_like(h0)
            for t in {right["steps"]}:
                before = {right["before"]}
                dh = {right["dh"]}
                da = {right["da"]}
                grads["W_xh"] {right["add"]} {right["W_xh"]}
                grads["W_hh"] {right["add"]} {right["W_hh"]}
                grads["b_h"] {right["add"]} {right["b_h"]}
                grads["W_hy"] {right["add"]} {right["W_hy"]}
                grads["b_y"] {right["add"]} {right["b_y"]}
                from_future = {right["future"]}
            return {right["result"]}
        """
    return Mistake(exercise="bptt", name=name, body=body, fails=fails)


_SUM = "not of the mean"

MISTAKES = [
    _forward(
        "takes W_hh untransposed, which is square",
        'h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"] + p["b_h"])',
        _OUT,
        {"forward_states": "so no error warns you", "forward_logits": "Each state has its own row"},
    ),
    _forward(
        "starts from zeros instead of h0",
        _STEP,
        _OUT,
        {"forward_states": "Reading started from zeros", "forward_logits": "Each state has its own row"},
        start="torch.zeros_like(h0)",
    ),
    _forward(
        "leaves out b_h",
        'h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T)',
        _OUT,
        {"forward_states": "b_h is missing", "forward_logits": "Each state has its own row"},
    ),
    _forward(
        "starts each step anew from h0",
        'h = torch.tanh(x[:, t] @ p["W_xh"].T + h0 @ p["W_hh"].T + p["b_h"])',
        _OUT,
        {"forward_states": "hand the new state on", "forward_logits": "Each state has its own row"},
    ),
    _forward(
        "lets all rows remember row 0",
        'h = torch.tanh(x[:, t] @ p["W_xh"].T + h[:1] @ p["W_hh"].T + p["b_h"])',
        _OUT,
        {"forward_states": "Both rows remember row 0", "forward_logits": "Each state has its own row"},
    ),
    _forward(
        "takes tanh of each term by itself",
        'h = torch.tanh(x[:, t] @ p["W_xh"].T) + torch.tanh(h @ p["W_hh"].T) + torch.tanh(p["b_h"])',
        _OUT,
        {"forward_states": "row 0 begins with", "forward_logits": "Each state has its own row"},
    ),
    _forward(
        "adds b_h after tanh",
        'h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T) + p["b_h"]',
        _OUT,
        {"forward_states": "b_h belongs inside tanh", "forward_logits": "mend hs first"},
    ),
    _forward(
        "forgets tanh",
        'h = x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"]',
        _OUT,
        {"forward_states": "tanh is missing", "forward_logits": "mend hs first"},
    ),
    _forward(
        "takes a sequence for a step",
        'h = torch.tanh(x[t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])',
        _OUT,
        {"forward_states": "x[t] is all of sequence t", "forward_logits": "mend hs first"},
    ),
    Mistake(
        exercise="forward",
        name="makes a step for each sequence",
        body="""
            h, states = h0, []
            for t in range(len(x)):
                h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
                states.append(h)
            hs = torch.stack(states, dim=1)
            return hs, hs @ p["W_hy"].T + p["b_y"]
        """,
        fails={
            "forward_states": "hs with B = 1 has shape (1, 1, 2), expected (1, 2, 2)",
            "forward_logits": "has shape",
        },
    ),
    _forward("leaves out b_y", _STEP, 'hs, hs @ p["W_hy"].T', {"forward_logits": "b_y is missing"}),
    _forward(
        "applies softmax to the logits",
        _STEP,
        'hs, (hs @ p["W_hy"].T + p["b_y"]).softmax(-1)',
        {"forward_logits": "the loss applies softmax, and wants logits"},
    ),
    _forward(
        "returns the logits of the last step alone",
        _STEP,
        'hs, h @ p["W_hy"].T + p["b_y"]',
        {"forward_logits": "the last step alone"},
    ),
    _forward(
        "returns logits first",
        _STEP,
        'hs @ p["W_hy"].T + p["b_y"], hs',
        {
            "forward_states": "hs has shape (2, 2, 3), expected (2, 2, 2)",
            "forward_logits": "logits has shape (2, 2, 2), expected (2, 2, 3)",
        },
    ),
    _forward(
        "returns the states alone",
        _STEP,
        "hs",
        {"forward_states": "expected a pair: `return hs, logits`", "forward_logits": "expected a pair"},
    ),
    _forward(
        "makes time the first dimension",
        _STEP,
        '*(each.transpose(0, 1) for each in (hs, hs @ p["W_hy"].T + p["b_y"])),',
        {"forward_states": "Time must be dimension 1", "forward_logits": "Time must be dimension 1"},
    ),
    Mistake(
        exercise="forward",
        name="keeps each state before its step, and reads the output from it",
        body="""
            h, states = h0, []
            for t in range(x.shape[1]):
                states.append(h)
                h = torch.tanh(x[:, t] @ p["W_xh"].T + h @ p["W_hh"].T + p["b_h"])
            hs = torch.stack(states, dim=1)
            return hs, hs @ p["W_hy"].T + p["b_y"]
        """,
        fails={"forward_states": "Each state was kept before its step", "forward_logits": "y_t is read from the new"},
    ),
    Mistake(
        exercise="forward",
        name="writes each state into h0",
        body="""
            states = []
            for t in range(x.shape[1]):
                h0[:] = torch.tanh(x[:, t] @ p["W_xh"].T + h0 @ p["W_hh"].T + p["b_h"])
                states.append(h0.clone())
            hs = torch.stack(states, dim=1)
            return hs, hs @ p["W_hy"].T + p["b_y"]
        """,
        fails={"forward_states": "h0 after the call"},
    ),
    Mistake(
        exercise="loss",
        name="sums over all letters",
        body="""
            return -logits.log_softmax(-1).gather(-1, targets[..., None]).sum()
        """,
        fails={"loss_mean": "That is the sum: divide by B·T"},
    ),
    Mistake(
        exercise="loss",
        name="divides by the batch alone",
        body="""
            return -logits.log_softmax(-1).gather(-1, targets[..., None]).sum() / len(logits)
        """,
        fails={"loss_mean": "divide by T, too"},
    ),
    Mistake(
        exercise="loss",
        name="divides by the time alone",
        body="""
            return -logits.log_softmax(-1).gather(-1, targets[..., None]).sum() / logits.shape[1]
        """,
        fails={"loss_mean": "divide by B, too"},
    ),
    Mistake(
        exercise="loss",
        name="forgets the minus sign",
        body="""
            return logits.log_softmax(-1).gather(-1, targets[..., None]).mean()
        """,
        fails={"loss_mean": "The sign is wrong"},
    ),
    Mistake(
        exercise="loss",
        name="shifts all steps by one largest logit",
        body="""
            shifted = logits - logits.max()
            right = shifted.gather(-1, targets[..., None])[..., 0]
            return (shifted.exp().sum(-1).log() - right).mean()
        """,
        fails={"loss_mean": "Each step needs its own shift"},
    ),
    Mistake(
        exercise="loss",
        name="takes powers of large logits",
        body="""
            powers = logits.exp()
            right = powers.gather(-1, targets[..., None])[..., 0]
            return -(right / powers.sum(-1)).log().mean()
        """,
        fails={"loss_mean": "e^1000 is infinity to the computer"},
    ),
    Mistake(
        exercise="loss",
        name="takes the logarithm of a probability that is stored as 0",
        body="""
            return -logits.softmax(-1).gather(-1, targets[..., None]).log().mean()
        """,
        fails={"loss_mean": "and the logarithm of 0 is, too"},
    ),
    Mistake(
        exercise="loss",
        name="lets the steps compete instead of the classes",
        body="""
            return -logits.log_softmax(1).gather(-1, targets[..., None]).mean()
        """,
        fails={"loss_mean": "Here the steps compete"},
    ),
    Mistake(
        exercise="loss",
        name="returns a float",
        body="""
            return -logits.log_softmax(-1).gather(-1, targets[..., None]).mean().item()
        """,
        fails={"loss_mean": "is of type float, expected a tensor of shape ()"},
    ),
    Mistake(
        exercise="loss",
        name="returns a loss for each letter",
        body="""
            return -logits.log_softmax(-1).gather(-1, targets[..., None])[..., 0]
        """,
        fails={"loss_mean": "has shape (2, 3), expected ()"},
    ),
    Mistake(
        exercise="loss",
        name="takes the right logit alone",
        body="""
            return -logits.gather(-1, targets[..., None]).mean()
        """,
        fails={"loss_mean": "ln Σ e^y is missing"},
    ),
    Mistake(
        exercise="loss",
        name="takes the mean over the classes, too",
        body="""
            return -(logits.log_softmax(-1) * F.one_hot(targets, logits.shape[-1])).mean()
        """,
        fails={"loss_mean": "That is the mean over V, too"},
    ),
    Mistake(
        exercise="loss",
        name="takes softmax twice",
        body="""
            return F.cross_entropy(logits.softmax(-1).flatten(0, 1), targets.flatten())
        """,
        fails={"loss_mean": "That is softmax of softmax"},
    ),
    Mistake(
        exercise="loss",
        name="shifts the logits in place",
        body="""
            logits -= logits.max(-1, keepdim=True).values
            return (logits.exp().sum(-1).log() - logits.gather(-1, targets[..., None])[..., 0]).mean()
        """,
        fails={"loss_mean": "logits after the call"},
    ),
    _bptt(
        "multiplies one of the two gradients by the slope",
        {"bptt_time": "The slope of step t belongs to both", "bptt_batch": "Do the three tests before pass?"},
        dh='dy[:, t] @ p["W_hy"]',
        da="dh * (1 - hs[:, t] ** 2) + from_future",
    ),
    _bptt(
        "never reaches the first step",
        {
            "bptt_output": "does the loop reach t = 0",
            "bptt_step": "does the loop reach t = 0",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        steps="range(T - 1, 0, -1)",
    ),
    _bptt(
        "takes the slope of the state before",
        {
            "bptt_step": "That is the slope of the state before",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        da="dh * (1 - before**2)",
    ),
    _bptt(
        "makes the gradients of W_xh and W_hh from dh",
        {
            "bptt_step": "That was made with dh, before the slope",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        W_xh="dh.T @ x[:, t]",
        W_hh="dh.T @ before",
    ),
    _bptt(
        "takes h0 for the state before every step",
        {"bptt_time": "here it was h0 at every step", "bptt_batch": "Do the three tests before pass?"},
        before="h0",
    ),
    _bptt(
        "makes W_hy's gradient from the last state alone",
        {"bptt_time": "Do both tests with one letter pass?", "bptt_batch": "Compared with autograd"},
        W_hy="dy[:, t].T @ hs[:, -1]",
    ),
    _bptt(
        "adds up the rows on the way back",
        {"bptt_batch": "The rows were mixed on the way back"},
        future='(da @ p["W_hh"]).sum(0, keepdim=True)',
    ),
    _bptt(
        "forgets what comes back from the future",
        {"bptt_time": "Nothing comes back from the future", "bptt_batch": "Nothing comes back from the future"},
        dh='dy[:, t] @ p["W_hy"]',
    ),
    _bptt(
        "looks one step into the future and no further",
        {"bptt_time": "Only the next step comes back", "bptt_batch": "Do the three tests before pass?"},
        future='(dy[:, t] @ p["W_hy"] * (1 - hs[:, t] ** 2)) @ p["W_hh"]',
    ),
    _bptt(
        "goes from the first step to the last",
        {"bptt_time": "The loop runs forwards", "bptt_batch": "Do the three tests before pass?"},
        steps="range(T)",
    ),
    _bptt(
        "takes W_hh transposed on the way back",
        {"bptt_time": "the wrong way round on the way back", "bptt_batch": "Do the three tests before pass?"},
        future='da @ p["W_hh"].T',
    ),
    _bptt(
        "sends dh instead of da back",
        {"bptt_time": "da, not dh, goes through W_hh", "bptt_batch": "Do the three tests before pass?"},
        future='dh @ p["W_hh"]',
    ),
    _bptt(
        "sends da back without W_hh",
        {"bptt_time": "Do both tests with one letter pass?", "bptt_batch": "Do the three tests before pass?"},
        future="da",
    ),
    _bptt(
        "adds up what comes back instead of replacing it",
        {"bptt_time": "What comes back is replaced in each turn", "bptt_batch": "Do the three tests before pass?"},
        future='from_future + da @ p["W_hh"]',
    ),
    _bptt(
        "subtracts the future",
        {"bptt_time": "Do both tests with one letter pass?", "bptt_batch": "Do the three tests before pass?"},
        future='-da @ p["W_hh"]',
    ),
    _bptt(
        "leaves out the slope of tanh",
        {
            "bptt_step": "The slope of tanh is missing",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        da="dh",
    ),
    _bptt(
        "takes tanh of a state again for the slope",
        {
            "bptt_step": "tanh was taken twice",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        da="dh * (1 - torch.tanh(hs[:, t]) ** 2)",
    ),
    _bptt(
        "takes 1 - h for the slope",
        {
            "bptt_step": "The slope is 1 - h², not 1 - h",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        da="dh * (1 - hs[:, t])",
    ),
    _bptt(
        "multiplies W_hh's gradient by h_t",
        {
            "bptt_step": "this was made with h_t",
            "bptt_time": "here it was h_t",
            "bptt_batch": "Do the three tests before pass?",
        },
        W_hh="da.T @ hs[:, t]",
    ),
    _bptt(
        "takes zeros for the state before the first step",
        {
            "bptt_step": "The state before the first letter is h0",
            "bptt_time": "here it was zero",
            "bptt_batch": "Do the three tests before pass?",
        },
        before="hs[:, t - 1] if t > 0 else torch.zeros_like(h0)",
    ),
    _bptt(
        "takes hs[:, -1] for the state before the first step",
        {
            "bptt_step": "this was made with h_t",
            "bptt_time": "hs[:, -1] is the last",
            "bptt_batch": "Do the three tests before pass?",
        },
        before="hs[:, t - 1]",
    ),
    _bptt(
        "takes the gradient of the sum",
        {"bptt_time": "divide dy by B·T", "bptt_batch": _SUM},
        dy="logits.softmax(-1) - F.one_hot(targets, V)",
    ),
    _bptt(
        "divides by T alone",
        {"bptt_batch": "Divide by B, too"},
        dy="(logits.softmax(-1) - F.one_hot(targets, V)) / T",
    ),
    _bptt(
        "divides by B alone",
        {"bptt_time": "divide dy by B·T", "bptt_batch": "Divide by T, too"},
        dy="(logits.softmax(-1) - F.one_hot(targets, V)) / B",
    ),
    _bptt(
        "takes the mean over the batch once more",
        {"bptt_batch": "Divide by B·T once, not twice"},
        b_h="da.mean(0)",
    ),
    _bptt(
        "reads row 0 alone",
        {"bptt_batch": "Only row 0 is here"},
        W_xh="da[:1].T @ x[:1, t]",
        W_hh="da[:1].T @ before[:1]",
        b_h="da[0]",
    ),
    _bptt(
        "keeps one step's gradient instead of the sum over time",
        {"bptt_time": "Only step 0 is here", "bptt_batch": "Do the three tests before pass?"},
        add="=",
    ),
    _bptt(
        "counts the last letter's loss alone",
        {"bptt_time": "Only the last letter's loss is here", "bptt_batch": "Do the three tests before pass?"},
        dh='dy[:, t] @ p["W_hy"] * (t == T - 1) + from_future',
    ),
    _bptt(
        "has the sign of dy wrong",
        {
            "bptt_output": "The sign is wrong",
            "bptt_step": "By hand",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        dy="(F.one_hot(targets, V) - logits.softmax(-1)) / (B * T)",
    ),
    _bptt(
        "forgets the right letter in dy",
        {
            "bptt_output": "These are the probabilities",
            "bptt_step": "dh was made from the probabilities",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        dy="logits.softmax(-1) / (B * T)",
    ),
    _bptt(
        "forgets softmax in dy",
        {
            "bptt_output": "take softmax first",
            "bptt_step": "By hand",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        dy="(logits - F.one_hot(targets, V)) / (B * T)",
    ),
    _bptt(
        "moves the right letter alone",
        {
            "bptt_output": "but the others must fall, too",
            "bptt_step": "By hand",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        dy="(logits.softmax(-1) - 1) * F.one_hot(targets, V) / (B * T)",
    ),
    _bptt(
        "makes W_hy's gradient from the state before",
        {
            "bptt_output": "W_hy multiplies the new state",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Compared with autograd",
        },
        W_hy="dy[:, t].T @ before",
    ),
    _bptt(
        "leaves out the output layer",
        {
            "bptt_output": "has the keys",
            "bptt_step": "has the keys",
            "bptt_time": "has the keys",
            "bptt_batch": "has the keys",
        },
        result='{name: grads[name] for name in ("W_xh", "W_hh", "b_h")}',
    ),
    _bptt(
        "returns the gradients without their names",
        {
            "bptt_output": "is of type tuple, expected a dict",
            "bptt_step": "is of type tuple, expected a dict",
            "bptt_time": "is of type tuple, expected a dict",
            "bptt_batch": "is of type tuple, expected a dict",
        },
        result="tuple(grads.values())",
    ),
    _bptt(
        "takes softmax over time",
        {
            "bptt_output": "Softmax was taken over the wrong dimension",
            "bptt_step": "By hand",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        dy="(logits.softmax(1) - F.one_hot(targets, V)) / (B * T)",
    ),
    _bptt(
        "makes W_hh's gradient transposed, which is square",
        {
            "bptt_step": "It is transposed: entry [i, j] is da[i]",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
        W_hh="before.T @ da",
    ),
    Mistake(
        exercise="bptt",
        name="collects in float32, whatever comes in",
        body="""
            B, T, V = logits.shape
            dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
            grads = {name: torch.zeros(weight.shape) for name, weight in p.items()}
            back = 0
            for t in reversed(range(T)):
                da = (dy[:, t] @ p["W_hy"] + back) * (1 - hs[:, t] ** 2)
                grads["W_xh"] += da.T @ x[:, t]
                grads["W_hh"] += da.T @ (hs[:, t - 1] if t else h0)
                grads["b_h"] += da.sum(0)
                grads["W_hy"] += dy[:, t].T @ hs[:, t]
                grads["b_y"] += dy[:, t].sum(0)
                back = da @ p["W_hh"]
            return grads
        """,
        fails=dict.fromkeys(
            ("bptt_output", "bptt_step", "bptt_time", "bptt_batch"), "the output takes its dtype from the inputs"
        ),
    ),
    Mistake(
        exercise="bptt",
        name="collects the gradients in the weights themselves",
        body="""
            B, T, V = logits.shape
            W_hh, W_hy = p["W_hh"].clone(), p["W_hy"].clone()
            dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
            for weight in p.values():
                weight.zero_()
            from_future = torch.zeros_like(h0)
            for t in reversed(range(T)):
                before = hs[:, t - 1] if t > 0 else h0
                da = (dy[:, t] @ W_hy + from_future) * (1 - hs[:, t] ** 2)
                p["W_xh"] += da.T @ x[:, t]
                p["W_hh"] += da.T @ before
                p["b_h"] += da.sum(0)
                p["W_hy"] += dy[:, t].T @ hs[:, t]
                p["b_y"] += dy[:, t].sum(0)
                from_future = da @ W_hh
            return p
        """,
        fails={"bptt_batch": "p after the call"},
    ),
    Mistake(
        exercise="bptt",
        name="asks the given autograd, which starts from zeros",
        body="""
            return gradients_of(p, x, targets)[1]
        """,
        fails={
            "bptt_output": "dy is (0.5, -0.7, 0.2)",
            "bptt_step": "By hand",
            "bptt_time": "Do both tests with one letter pass?",
            "bptt_batch": "Do the three tests before pass?",
        },
    ),
    Mistake(
        exercise="sgd_step",
        name="goes uphill",
        body="""
            return {name: weight + lr * grads[name] for name, weight in p.items()}
        """,
        fails={"sgd_step_new": "That is uphill"},
    ),
    Mistake(
        exercise="sgd_step",
        name="forgets the learning rate",
        body="""
            return {name: weight - grads[name] for name, weight in p.items()}
        """,
        fails={"sgd_step_new": "The learning rate is missing"},
    ),
    Mistake(
        exercise="sgd_step",
        name="returns the step alone",
        body="""
            return {name: -lr * grads[name] for name in p}
        """,
        fails={"sgd_step_new": "That is the step alone"},
    ),
    Mistake(
        exercise="sgd_step",
        name="changes the old weights in place",
        body="""
            for name, weight in p.items():
                weight -= lr * grads[name]
            return p
        """,
        fails={"sgd_step_new": "p after the call"},
    ),
    Mistake(
        exercise="sgd_step",
        name="puts the new weights into the old dict",
        body="""
            for name in p:
                p[name] = p[name] - lr * grads[name]
            return p
        """,
        fails={"sgd_step_new": "p after the call"},
    ),
    Mistake(
        exercise="sgd_step",
        name="pairs weights and gradients by their order",
        body="""
            pairs = zip(p.items(), grads.values(), strict=True)
            return {name: weight - lr * gradient for (name, weight), gradient in pairs}
        """,
        fails={"sgd_step_new": "W_xh of sgd_step(p, grads, 0.1) has shape"},
    ),
    Mistake(
        exercise="sgd_step",
        name="leaves the biases as they are",
        body="""
            return {n: weight - lr * grads[n] if n.startswith("W") else weight for n, weight in p.items()}
        """,
        fails={"sgd_step_new": "Nothing has moved"},
    ),
    Mistake(
        exercise="sgd_step",
        name="multiplies the gradients by the learning rate in place",
        body="""
            for gradient in grads.values():
                gradient *= lr
            return {name: weight - grads[name] for name, weight in p.items()}
        """,
        fails={"sgd_step_new": "grads after the call"},
    ),
    Mistake(
        exercise="sgd_step",
        name="returns a list",
        body="""
            return [weight - lr * grads[name] for name, weight in p.items()]
        """,
        fails={"sgd_step_new": "is of type list, expected a dict"},
    ),
    Mistake(
        exercise="train",
        name="takes the loss after each update",
        body="""
            losses = []
            for _ in range(steps):
                grads = gradients_of(p, x, targets)[1]
                p = {name: weight - lr * grads[name] for name, weight in p.items()}
                losses.append(gradients_of(p, x, targets)[0])
            return p, losses
        """,
        fails={"train_losses": "These are the losses after each update"},
    ),
    Mistake(
        exercise="train",
        name="adds the loss after the last update",
        body="""
            losses = []
            for step in range(steps + 1):
                value, grads = gradients_of(p, x, targets)
                losses.append(value)
                if step < steps:
                    p = {name: weight - lr * grads[name] for name, weight in p.items()}
            return p, losses
        """,
        fails={"train_losses": "losses has 5 numbers, expected 4", "train_weights": "With 0 steps, losses has 1"},
    ),
    Mistake(
        exercise="train",
        name="computes the gradient once",
        body="""
            losses, grads = [], gradients_of(p, x, targets)[1]
            for _ in range(steps):
                losses.append(gradients_of(p, x, targets)[0])
                p = {name: weight - lr * grads[name] for name, weight in p.items()}
            return p, losses
        """,
        fails={"train_losses": "The gradient was computed once", "train_weights": "The gradient was computed once"},
    ),
    Mistake(
        exercise="train",
        name="returns the weights that came in",
        body="""
            losses, new = [], p
            for _ in range(steps):
                value, grads = gradients_of(new, x, targets)
                losses.append(value)
                new = {name: weight - lr * grads[name] for name, weight in new.items()}
            return p, losses
        """,
        fails={"train_weights": "These are the weights that came in"},
    ),
    Mistake(
        exercise="train",
        name="starts each update from the weights that came in",
        body="""
            losses, new = [], p
            for _ in range(steps):
                value, grads = gradients_of(p, x, targets)
                losses.append(value)
                new = {name: weight - lr * grads[name] for name, weight in p.items()}
            return new, losses
        """,
        fails={"train_losses": "hand the new weights on", "train_weights": "Four updates, each with a new gradient"},
    ),
    Mistake(
        exercise="train",
        name="goes uphill",
        body="""
            losses = []
            for _ in range(steps):
                value, grads = gradients_of(p, x, targets)
                losses.append(value)
                p = {name: weight + lr * grads[name] for name, weight in p.items()}
            return p, losses
        """,
        fails={"train_losses": "The loss grows", "train_weights": "That is uphill"},
    ),
    Mistake(
        exercise="train",
        name="forgets the learning rate",
        body="""
            losses = []
            for _ in range(steps):
                value, grads = gradients_of(p, x, targets)
                losses.append(value)
                p = {name: weight - grads[name] for name, weight in p.items()}
            return p, losses
        """,
        fails={"train_losses": "The learning rate is missing", "train_weights": "The learning rate is missing"},
    ),
    Mistake(
        exercise="train",
        name="returns inside the loop",
        body="""
            losses = []
            for _ in range(steps):
                value, grads = gradients_of(p, x, targets)
                losses.append(value)
                p = {name: weight - lr * grads[name] for name, weight in p.items()}
                return p, losses
        """,
        fails={"train_losses": "losses has 1 numbers, expected 4", "train_weights": "Four updates"},
    ),
    Mistake(
        exercise="train",
        name="changes the weights that came in",
        body="""
            losses = []
            for _ in range(steps):
                value, grads = gradients_of(p, x, targets)
                losses.append(value)
                for name, weight in p.items():
                    weight -= lr * grads[name]
            return p, losses
        """,
        fails={"train_weights": "They were changed: make new weights in a new dict"},
    ),
    Mistake(
        exercise="train",
        name="returns the last loss alone",
        body="""
            for _ in range(steps):
                value, grads = gradients_of(p, x, targets)
                p = {name: weight - lr * grads[name] for name, weight in p.items()}
            return p, value
        """,
        fails={"train_losses": "losses is a float, expected a list", "train_weights": "cannot access local variable"},
    ),
    Mistake(
        exercise="train",
        name="returns the losses alone",
        body="""
            losses = []
            for _ in range(steps):
                value, grads = gradients_of(p, x, targets)
                losses.append(value)
                p = {name: weight - lr * grads[name] for name, weight in p.items()}
            return losses
        """,
        fails={"train_losses": "expected a pair: `return p, losses`", "train_weights": "expected a pair"},
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="forward",
        name="all inputs through W_xh first, states in a prepared tensor",
        body="""
            a = x @ p["W_xh"].mT + p["b_h"]
            hs = torch.empty_like(a)
            for t in range(a.shape[1]):
                hs[:, t] = (a[:, t] + (hs[:, t - 1] if t else h0) @ p["W_hh"].mT).tanh()
            return hs, torch.einsum("bth,vh->btv", hs, p["W_hy"]) + p["b_y"]
        """,
    ),
    RightAnswer(
        exercise="forward",
        name="with linear, and the logits one by one, as a list of both",
        body="""
            states, scores = [h0], []
            for each in x.unbind(1):
                a = F.linear(each, p["W_xh"], p["b_h"]) + F.linear(states[-1], p["W_hh"])
                states.append(torch.tanh(a))
                scores.append(F.linear(states[-1], p["W_hy"], p["b_y"]))
            return [torch.stack(states[1:], 1), torch.stack(scores, 1)]
        """,
    ),
    RightAnswer(
        exercise="forward",
        name="row by row",
        body="""
            rows = []
            for sequence, h in zip(x, h0, strict=True):
                states = []
                for each in sequence:
                    h = torch.tanh(p["W_xh"] @ each + p["W_hh"] @ h + p["b_h"])
                    states.append(h)
                rows.append(torch.stack(states))
            hs = torch.stack(rows)
            return hs, hs @ p["W_hy"].T + p["b_y"]
        """,
    ),
    RightAnswer(
        exercise="loss",
        name="with cross_entropy",
        body="""
            return F.cross_entropy(logits.reshape(-1, logits.shape[-1]), targets.reshape(-1))
        """,
    ),
    RightAnswer(
        exercise="loss",
        name="letter by letter, shifted by hand",
        body="""
            total = 0
            for row, wanted in zip(logits.flatten(0, 1), targets.flatten(), strict=True):
                shifted = row - row.max()
                total = total + shifted.exp().sum().log() - shifted[wanted]
            return total / targets.numel()
        """,
    ),
    RightAnswer(
        exercise="loss",
        name="with log_softmax and a one-hot product",
        body="""
            V = logits.shape[-1]
            return -(logits.log_softmax(-1) * F.one_hot(targets, V)).sum(-1).mean()
        """,
    ),
    RightAnswer(
        exercise="bptt",
        name="all da first, then the sums in one go",
        body="""
            B, T, V = logits.shape
            dy = logits.softmax(-1)
            dy[torch.arange(B)[:, None], torch.arange(T), targets] -= 1
            dy = dy / (B * T)
            da = dy @ p["W_hy"]
            for t in range(T - 1, -1, -1):
                if t < T - 1:
                    da[:, t] += da[:, t + 1] @ p["W_hh"]
                da[:, t] *= 1 - hs[:, t] ** 2
            before = torch.cat([h0[:, None], hs[:, :-1]], 1)
            return {
                "b_y": dy.sum((0, 1)),
                "W_hy": torch.einsum("btv,bth->vh", dy, hs),
                "b_h": da.sum((0, 1)),
                "W_hh": torch.einsum("bti,btj->ij", da, before),
                "W_xh": torch.einsum("bth,btd->hd", da, x),
            }
        """,
    ),
    RightAnswer(
        exercise="bptt",
        name="row by row with outer products",
        body="""
            B, T, V = logits.shape
            grads = {name: torch.zeros_like(weight) for name, weight in p.items()}
            for b in range(B):
                back = torch.zeros_like(h0[b])
                for t in range(T - 1, -1, -1):
                    dy = logits[b, t].softmax(0)
                    dy[targets[b, t]] -= 1
                    da = (1 - hs[b, t].square()) * (p["W_hy"].T @ dy + back)
                    grads["W_hy"] += torch.outer(dy, hs[b, t])
                    grads["b_y"] += dy
                    grads["W_xh"] += torch.outer(da, x[b, t])
                    grads["W_hh"] += torch.outer(da, hs[b, t - 1] if t else h0[b])
                    grads["b_h"] += da
                    back = p["W_hh"].T @ da
            return {name: gradient / (B * T) for name, gradient in grads.items()}
        """,
    ),
    RightAnswer(
        exercise="bptt",
        name="forwards in time, with the whole Jacobian carried along (RTRL)",
        body="""
            B, T, V = logits.shape
            H, D = p["W_xh"].shape
            dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
            dh = dy @ p["W_hy"]
            every, eye, before = 0, torch.eye(H, dtype=x.dtype), h0
            carried = torch.zeros(B, H, H * (D + H + 1), dtype=x.dtype)
            for t in range(T):
                inputs = torch.cat([x[:, t], before, torch.ones_like(h0[:, :1])], 1)
                direct = torch.einsum("ik,bj->bikj", eye, inputs).flatten(2)
                carried = (1 - hs[:, t] ** 2)[:, :, None] * (p["W_hh"] @ carried + direct)
                every = every + torch.einsum("bi,bik->k", dh[:, t], carried)
                before = hs[:, t]
            W_xh, W_hh, b_h = every.view(H, D + H + 1).split([D, H, 1], 1)
            W_hy = torch.einsum("btv,bth->vh", dy, hs)
            return {"W_xh": W_xh, "W_hh": W_hh, "b_h": b_h[:, 0], "W_hy": W_hy, "b_y": dy.sum((0, 1))}
        """,
    ),
    RightAnswer(
        exercise="sgd_step",
        name="name by name, with torch.sub",
        body="""
            new = {}
            for name in ("W_xh", "W_hh", "b_h", "W_hy", "b_y"):
                new[name] = torch.sub(p[name], grads[name], alpha=lr)
            return new
        """,
    ),
    RightAnswer(
        exercise="sgd_step",
        name="in place, on copies",
        body="""
            new = {name: weight.clone() for name, weight in p.items()}
            for name in grads:
                new[name] -= lr * grads[name]
            return new
        """,
    ),
    RightAnswer(
        exercise="train",
        name="with a progress bar, a step of its own and a tensor of losses",
        body="""
            weights = {name: weight.clone() for name, weight in p.items()}
            losses = torch.zeros(steps, dtype=torch.float64)
            for step in tqdm(range(steps), leave=False, disable=True):
                losses[step], grads = gradients_of(weights, x, targets)
                for name, weight in weights.items():
                    weight.sub_(grads[name], alpha=lr)
            return weights, losses
        """,
    ),
    RightAnswer(
        exercise="train",
        name="by recursion, losses as a tuple",
        body="""
            if steps == 0:
                return p, ()
            value, grads = gradients_of(p, x, targets)
            after, rest = train({name: p[name] - lr * grads[name] for name in p}, x, targets, lr, steps - 1)
            return after, (value, *rest)
        """,
    ),
    RightAnswer(
        exercise="train",
        name="with torch's optimizer",
        body="""
            new = {name: weight.clone() for name, weight in p.items()}
            sgd, losses = torch.optim.SGD(list(new.values()), lr=lr), []
            while len(losses) < steps:
                value, grads = gradients_of(new, x, targets)
                losses.append(torch.tensor(value, dtype=torch.float64))
                for name in new:
                    new[name].grad = grads[name]
                sgd.step()
            return new, losses
        """,
    ),
    RightAnswer(
        exercise="forward",
        name="a column for each sequence, turned round at the end",
        body="""
            h, states = h0.T, []
            for each in x.transpose(0, 1):
                h = torch.tanh(p["W_xh"] @ each.T + p["W_hh"] @ h + p["b_h"][:, None])
                states.append(h)
            hs = torch.stack(states).permute(2, 0, 1)
            return hs, (p["W_hy"] @ hs.mT).mT + p["b_y"]
        """,
    ),
    RightAnswer(
        exercise="loss",
        name="class by class with logaddexp",
        body="""
            total = logits[..., 0]
            for k in range(1, logits.shape[-1]):
                total = torch.logaddexp(total, logits[..., k])
            return (total - torch.take_along_dim(logits, targets.unsqueeze(-1), -1).squeeze(-1)).mean()
        """,
    ),
    RightAnswer(
        exercise="bptt",
        name="all da at once, from one system of linear equations",
        body="""
            B, T, V = logits.shape
            H = h0.shape[1]
            dy = (logits.softmax(-1) - F.one_hot(targets, V)) / (B * T)
            slope = 1 - hs**2
            system = torch.eye(T * H, dtype=hs.dtype).repeat(B, 1, 1)
            for t in range(T - 1):
                now, then = slice(t * H, (t + 1) * H), slice((t + 1) * H, (t + 2) * H)
                system[:, now, then] = -slope[:, t, :, None] * p["W_hh"].T
            da = torch.linalg.solve(system, (slope * (dy @ p["W_hy"])).reshape(B, T * H, 1)).view(B, T, H)
            before = torch.cat([h0[:, None], hs[:, :-1]], 1)
            grads = {"W_xh": (da.mT @ x).sum(0), "W_hh": (da.mT @ before).sum(0), "b_h": da.sum((0, 1))}
            return grads | {"W_hy": (dy.mT @ hs).sum(0), "b_y": dy.sum((0, 1))}
        """,
    ),
    RightAnswer(
        exercise="train",
        name="with an autograd of its own, which returns weights that require gradients",
        body="""
            q, losses = {name: weight.clone().requires_grad_() for name, weight in p.items()}, []
            h0 = torch.zeros(len(x), len(p["b_h"]), dtype=x.dtype)
            for _ in range(steps):
                value = torch_loss(torch_forward(q, x, h0)[1], targets)
                losses.append(value)
                value.backward()
                with torch.no_grad():
                    for weight in q.values():
                        weight -= lr * weight.grad
                        weight.grad = None
            return q, losses
        """,
    ),
]
