"""The loss as training goes on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from matplotlib.figure import Figure

from rnn_helpers.figures.core.view import show_figure

_STYLES = ("-", "--", ":", "-.")


def plot_losses(losses: Mapping[str, Sequence[float]], title: str = "Loss during training") -> None:
    r"""Draw one or more loss curves and say in words where each starts and ends.

    Args:
        losses: name of the run to its losses in nats, one a step.
        title: what the figure is called.
    Raises: ValueError: if there is no run, or a run without losses.
    """
    if not losses or not all(len(run) for run in losses.values()):
        raise ValueError("losses has an empty run, expected at least one number for each name.")
    figure = Figure(figsize=(7, 3), layout="constrained")
    ax = figure.subplots()
    for (name, run), style in zip(losses.items(), _STYLES * len(losses), strict=False):
        ax.plot(range(1, len(run) + 1), run, style, label=name)
    ax.set(title=title, xlabel="training step", ylabel="cross-entropy (nats)", ylim=(0, None))
    ax.legend()
    runs = (f"{name} from {run[0]:.2f} to {run[-1]:.2f}" for name, run in losses.items())
    show_figure(figure, f"Loss over {max(map(len, losses.values()))} steps: {'; '.join(runs)}.")
