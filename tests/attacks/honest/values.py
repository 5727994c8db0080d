"""Right values in unusual types: numpy's float, a parameter, a Counter."""

from course import FULL, HONEST

ANSWERS = HONEST | {
    "double": "def double(x):\n    return np.float64(x) * 2",
    "cell": HONEST["cell"].replace("torch.tanh(self.layer(x) + h)", "nn.Parameter(torch.tanh(self.layer(x) + h))"),
    "count": "from collections import Counter\n\n\ndef count(words):\n    return Counter(words)",
    "clip": "def clip_(x, limit):\n    x[:] = x.clip(-limit, limit)",
}
DESERVES = FULL
