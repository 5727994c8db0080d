"""Pictures of what a network does, each with its description in words."""

from rnn_helpers.figures.core.view import View, show
from rnn_helpers.figures.glossary.concept_map import ConceptMap
from rnn_helpers.figures.glossary.recording import RecordingView
from rnn_helpers.figures.gradient.activations import plot_activations
from rnn_helpers.figures.gradient.error_flow import plot_error_flow
from rnn_helpers.figures.gradient.loops import plot_loops
from rnn_helpers.figures.gradient.norms import GradientNormView, plot_gradient_norms
from rnn_helpers.figures.history.recall import RecallView
from rnn_helpers.figures.history.resting_states import plot_capacity, plot_endings
from rnn_helpers.figures.history.timeline import TimelineView
from rnn_helpers.figures.language.confusion import plot_confusions
from rnn_helpers.figures.language.next_words import NextWordsView, Reader
from rnn_helpers.figures.language.pair import PairView
from rnn_helpers.figures.language.pipeline import Passage, PipelineView
from rnn_helpers.figures.language.reading import ReadingView
from rnn_helpers.figures.memory.distractors import DistractorView
from rnn_helpers.figures.memory.gates import GateView
from rnn_helpers.figures.memory.hidden import HiddenStateView, plot_hidden
from rnn_helpers.figures.memory.one_number import MemoryView
from rnn_helpers.figures.training.learning import LearningView
from rnn_helpers.figures.training.losses import plot_losses
from rnn_helpers.figures.training.many_answers import plot_answers
from rnn_helpers.figures.unrolling.calculation import CalculationView
from rnn_helpers.figures.unrolling.unrolled import UnrolledView

__all__ = [
    "CalculationView",
    "ConceptMap",
    "DistractorView",
    "GateView",
    "GradientNormView",
    "HiddenStateView",
    "LearningView",
    "MemoryView",
    "NextWordsView",
    "PairView",
    "Passage",
    "PipelineView",
    "Reader",
    "ReadingView",
    "RecallView",
    "RecordingView",
    "TimelineView",
    "UnrolledView",
    "View",
    "plot_activations",
    "plot_answers",
    "plot_capacity",
    "plot_confusions",
    "plot_endings",
    "plot_error_flow",
    "plot_gradient_norms",
    "plot_hidden",
    "plot_loops",
    "plot_losses",
    "show",
]
