"""How far a gradient reaches back through time, for two kinds of recurrent matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

import torch
from matplotlib.figure import Figure
from torch import Tensor, nn

from rnn_helpers.figures.core.view import View, show

Kind = Literal["Gaussian", "orthogonal"]

STEPS = 50  # T, how long the sequence is
UNITS = 64  # H: from about this size on, a Gaussian matrix behaves like its limit
INPUT_SCALES = {"small": 0.1, "large": 1.0}  # standard deviation of what the inputs add to each pre-activation
_SIGMA = "largest singular value"
_SEED = 48
# Two of the colours that Okabe and Ito chose for colour-blind readers.
_LINES: Mapping[Kind, dict[str, Any]] = {
    "Gaussian": {"color": "#0072B2", "linestyle": "-"},
    "orthogonal": {"color": "#D55E00", "linestyle": "--"},
}
# Where the two meet, the full circle is seen inside the hollow square.
_MARKERS: Mapping[Kind, dict[str, Any]] = {
    "Gaussian": {"marker": "o", "markersize": 8},
    "orthogonal": {"marker": "s", "markersize": 12, "fillstyle": "none", "markeredgewidth": 2},
}
_LIMITS = (1e-40, 1e12)  # the same for every choice: then the slider moves the curves, not the axis


@dataclass(frozen=True)
class GradientPath:
    r"""What a gradient meets on its way back through one network.

    Attributes:
        norms: the spectral norm of ∂h_T/∂h_{T-k} for k = 0 … T, T + 1 numbers; the first is 1.
        spectral_radius: largest absolute eigenvalue of W_hh.
        rms_slope: root mean square of tanh' = 1 - h² over units and steps. Lengths add up squares, so this mean,
            not the plain one, times s is a typical direction's growth per step if W_hh is orthogonal.
    """

    norms: tuple[float, ...]
    spectral_radius: float
    rms_slope: float


@cache
def gradient_path(kind: Kind, largest_singular_value: float, inputs: str) -> GradientPath:
    r"""Run a tanh network over random inputs and differentiate its last state by every earlier one.

    Args:
        kind: "Gaussian", all entries of W_hh drawn independently, or "orthogonal", uniform over rotations
            and reflections; both are then scaled.
        largest_singular_value: what W_hh is scaled to.
        inputs: "small" or "large".
    Returns: the gradient norms and what explains them; the same numbers at each call.
    """
    generator = torch.Generator().manual_seed(_SEED)
    W_hh = torch.randn(UNITS, UNITS, generator=generator, dtype=torch.float64)
    xs = INPUT_SCALES[inputs] * torch.randn(STEPS, UNITS, generator=generator, dtype=torch.float64)  # (T, H)
    if kind == "orthogonal":
        Q, R = torch.linalg.qr(W_hh)
        W_hh = Q * R.diagonal().sign()  # without the signs, Q is not uniform (Mezzadri 2007)
    W_hh = W_hh * (largest_singular_value / torch.linalg.matrix_norm(W_hh, 2))
    states = _states(W_hh, xs)
    # H copies of the network, and copy i is asked for the gradient of unit i: one backward pass
    # gives whole Jacobians, row by row.
    jacobians = torch.stack(torch.autograd.grad(states[-1].trace(), states))  # (T + 1, H, H)
    return GradientPath(
        norms=tuple(torch.linalg.matrix_norm(jacobians, 2).flip(0).tolist()),
        spectral_radius=torch.linalg.eigvals(W_hh).abs().max().item(),
        rms_slope=torch.stack([(1 - state[0] ** 2) ** 2 for state in states[1:]]).mean().sqrt().item(),
    )


class GradientNormView(View):
    r"""The norm of ∂h_T/∂h_{T-k} against k on a logarithmic axis, for a Gaussian and an orthogonal W_hh.

    Both matrices are scaled to the same largest singular value s, so both curves stay under s^k, dotted:
    tanh' is at most 1, and no product of k Jacobians has a norm above s^k (Pascanu, Mikolov, Bengio 2013).
    """

    frame_label = "steps back"
    frames = STEPS  # frame 0 is one step back
    choices: Mapping[str, tuple[Any, ...]] = {
        _SIGMA: tuple(round(0.1 * tenth, 1) for tenth in range(5, 16)),
        "inputs": tuple(INPUT_SCALES),
    }

    def __init__(self) -> None:
        """Draw the first of each choice."""
        self.chosen = {label: options[0] for label, options in self.choices.items()}
        self.figure = Figure(figsize=(8.4, 3.7))
        self.choose()

    def choose(self, **chosen: Any) -> None:
        r"""Draw the curves of another choice; what is left out stays as it is.

        Args:
            chosen: options by label, as in `choices`.
        Raises: ValueError: if there is no such label or option.
        """
        self.refuse_unknown(chosen)
        self.chosen = {**self.chosen, **chosen}
        sigma, inputs = self.chosen[_SIGMA], self.chosen["inputs"]
        self.paths = {kind: gradient_path(kind, sigma, inputs) for kind in _LINES}
        self.bound = tuple(sigma**k for k in range(STEPS + 1))
        self._draw()

    def update(self, frame: int) -> None:
        """Move the markers to k = frame + 1 steps back."""
        k = frame + 1
        self._line.set_xdata([k, k])
        for kind, path in self.paths.items():
            self._markers[kind].set_data([k], [path.norms[k]])
            self._numbers[kind].set_text(f"{kind}: {power(path.norms[k])}")

    def caption(self, frame: int) -> str:
        """Say how large both gradients are, and what explains it."""
        sigma, inputs = self.chosen[_SIGMA], self.chosen["inputs"]
        k = frame + 1
        steps = "1 step" if k == 1 else f"{k} steps"
        kinds = "; ".join(
            f"{kind} {power(path.norms[k])} "
            f"(spectral radius {path.spectral_radius:.2f}, rms slope of tanh {path.rms_slope:.2f})"
            for kind, path in self.paths.items()
        )
        return (
            f"Largest singular value {sigma}, {inputs} inputs, gradient norm {steps} back: {kinds}. "
            f"Neither can exceed {sigma}^{k} = {power(self.bound[k])}."
        )

    def _draw(self) -> None:
        self.figure.clear()
        # Fixed margins: a layout that fits the numbers would change the axes from frame to frame.
        ax = self.figure.add_axes((0.11, 0.14, 0.68, 0.77))
        sigma, inputs = self.chosen[_SIGMA], self.chosen["inputs"]
        ax.axhspan(1, _LIMITS[1], color="0.95", zorder=0)
        ax.text(1.02, 0.8, "↑ above 1: has grown", transform=ax.transAxes, color="0.35")
        ax.text(1.02, 0.72, "↓ below 1: has shrunk", transform=ax.transAxes, color="0.35")
        ax.plot(self.bound, ":", color="0.35", label=f"upper bound {sigma}$^k$")
        self._markers, self._numbers = {}, {}
        for (kind, path), y in zip(self.paths.items(), (0.5, 0.4), strict=True):
            label = f"{kind}: spectral radius {path.spectral_radius:.2f}, rms slope {path.rms_slope:.2f}"
            ax.plot(path.norms, label=label, **_LINES[kind])
            self._markers[kind] = ax.plot([], [], **_LINES[kind] | _MARKERS[kind])[0]
            # The numbers stand beside the picture: at the markers they would cover the curves.
            self._numbers[kind] = ax.text(1.02, y, "", transform=ax.transAxes, color=_LINES[kind]["color"])
        self._line = ax.axvline(0, ymin=0.24, color="0.6", linewidth=1, zorder=0)  # above the legend
        ax.set(
            title=f"{inputs} inputs, largest singular value of W_hh: {sigma}",
            xlabel="k, steps back from the end",
            ylabel="norm of ∂h$_T$/∂h$_{T-k}$",
            yscale="log",
            ylim=_LIMITS,
            xlim=(-1, STEPS + 1),
        )
        ax.yaxis.set_major_formatter(lambda value, _: power(value))
        ax.grid(color="0.9")
        ax.set_axisbelow(True)
        ax.legend(loc="lower left", fontsize=9)
        self.animated = [self._line, *self._markers.values(), *self._numbers.values()]
        self.update(0)


def plot_gradient_norms(k: int, largest_singular_value: float, inputs: str = "small") -> None:
    r"""Show both gradients k steps back, standing still: one frame of `GradientNormView`.

    Args:
        k: how many steps back, 1 ≤ k ≤ 50.
        largest_singular_value: what both matrices are scaled to, 0.5, 0.6 … 1.5.
        inputs: "small" or "large".
    Raises: IndexError, ValueError: if k is out of range, or there is no such choice.
    """
    view = GradientNormView()
    view.choose(**{_SIGMA: largest_singular_value, "inputs": inputs})
    show(view, k)


def power(value: float) -> str:
    r"""Write a positive number that may be huge or tiny: 0.00642 and 589 in full, else as 6e-05."""
    return f"{value:.3g}" if 0.001 <= value < 1000 else f"{value:.0e}"


def _states(W_hh: Tensor, xs: Tensor) -> list[Tensor]:
    """Run H equal copies of torch's own cell, so that each state, the first included, is (H, H)."""
    H = len(W_hh)
    cell = nn.RNNCell(H, H, bias=False, dtype=W_hh.dtype)
    cell.load_state_dict({"weight_ih": torch.eye(H, dtype=W_hh.dtype), "weight_hh": W_hh})
    states = [torch.zeros_like(W_hh, requires_grad=True)]
    for x in xs:
        states.append(cell(x.expand(H, H), states[-1]))
    return states
