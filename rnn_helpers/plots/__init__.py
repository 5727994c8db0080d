"""Pictures of what a network does, each with its description in words."""

from rnn_helpers.plots.hidden import HiddenStateView, plot_hidden
from rnn_helpers.plots.losses import plot_losses
from rnn_helpers.plots.view import View, show

__all__ = ["HiddenStateView", "View", "plot_hidden", "plot_losses", "show"]
