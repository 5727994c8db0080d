"""What the notebooks import: data, models, training, traces, pictures and steppers."""

from rnn_helpers import former_names as _former_names  # noqa: F401 - importing it is what it takes
