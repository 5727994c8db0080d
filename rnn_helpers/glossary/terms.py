"""The terms of the course as data: what each means, and which notebook explains it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Term:
    r"""One term of the course.

    Attributes:
        name: the term as a heading, e.g. "Hidden state".
        sentence: what it is, in one sentence.
        notebook: number of the notebook that explains it.
        also: other names, plurals and forms under which it is found.
        symbol: how formulas write it, as Markdown; empty if they do not.
        source: a paper that brought it or made it known, not always the first; empty if none is certain.
        leads: to which other terms, each with the words between the two: {"Loss": "is a"}.
    """

    name: str
    sentence: str
    notebook: int
    also: tuple[str, ...] = ()
    symbol: str = ""
    source: str = ""
    leads: tuple[tuple[str, str], ...] = ()


def _term(
    name: str,
    notebook: int,
    sentence: str,
    also: str = "",
    *,
    symbol: str = "",
    source: str = "",
    leads: Mapping[str, str] = {},
) -> Term:
    """Write a term in few lines: other names as one text, relations as a dict."""
    others = tuple(also.split(", ")) if also else ()
    return Term(name, sentence, notebook, others, symbol, source, tuple(leads.items()))


#: Groups of terms by their title, in the order of a page.
GROUPS: dict[str, tuple[Term, ...]] = {
    "Words as numbers": (
        _term("Token", 2, "A word, a mark or a letter: what a network reads in one step.", "tokens",
              leads={"One-hot vector": "becomes a"}),
        _term("Vocabulary", 2, "All tokens that a network knows, each with a number.",
              "vocabularies, alphabet, id, ids", symbol="$V$", leads={"Token": "numbers each"}),
        _term("One-hot vector", 2, "A single 1 at the place of the token, and 0 elsewhere.",
              "one-hot, one-hot vectors, one-hot encoding", symbol="$x_t$", leads={"Embedding": "looks up an"}),
        _term("Bag of words", 2, "How often each token occurs; the order is lost.", "bag, bags of words",
              leads={"Token": "counts each", "One-hot vector": "adds up each"}),
        _term("Embedding", 9, "A learned vector for each token, usually far shorter than a one-hot vector.",
              "embeddings, embedding table", source="Bengio et al. 2003",
              leads={"Recurrent neural network": "is read by a"}),
        _term("Cosine", 12, "How much two vectors point the same way: 1 the same, 0 at a right angle, −1 opposite.",
              "cosines, cosine similarity", leads={"Embedding": "compares one with another"}),
        _term("Padding", 10, "Fills short sequences up with a token that says nothing.", "pad, padded",
              symbol="`<pad>`", leads={"Token": "adds an empty"}),
    ),
    "The network": (
        _term("Neural network", 1, "A function with numbers inside, which training fits to examples.",
              "neural networks", source="Rosenblatt 1958"),
        _term("Recurrent neural network", 5, "Reads step by step, and hands a state from each step to the next.",
              "RNN, RNNs, recurrent, recurrent network, recurrent networks, Elman network, vanilla, vanilla RNN",
              source="Elman 1990", leads={"Neural network": "is a", "Hidden state": "hands on its"}),
        _term("Hidden state", 2, "The vector that is handed on; in a plain network, all that is remembered.",
              "state, states, hidden states, memory", symbol="$h_t$", source="Elman 1990",
              leads={"Output layer": "is read by the"}),
        _term("Hidden unit", 2, "One number of the hidden state.", "unit, units, hidden units", symbol="$h_t[i]$",
              leads={"Hidden state": "is one number of the"}),
        _term("Weight matrix", 4, "Numbers that training changes; all steps share them.",
              "weight matrices, weights, weight, shared, shared weights", symbol="$W_{xh}, W_{hh}, W_{hy}$",
              leads={"Hidden state": "makes the"}),
        _term("Bias", 2, "A push that comes at every step, whatever the input.", "biases", symbol="$b_h, b_y$",
              leads={"Hidden state": "shifts the"}),
        _term("Feed-forward network", 4, "Has no loop: nothing is carried from one input to the next.",
              "feed-forward, feed-forward networks", leads={"Neural network": "is a"}),
    ),
    "From sum to score": (
        _term("Pre-activation", 7, "The sum before the activation function.", "pre-activations", symbol="$a_t$",
              leads={"Activation function": "goes through the"}),
        _term("Activation function", 4,
              "The curve round the sum, such as tanh, sigmoid or ReLU; without one, all is a weighted sum.",
              "activation, activations, activation functions, tanh, sigmoid, ReLU", symbol="$\\sigma$",
              leads={"Hidden state": "shapes the", "Jacobian": "has its slope in the"}),
        _term("Saturation", 4, "A unit stands where the curve is flat: nudges hardly move it.", "saturated, saturates",
              leads={"Activation function": "is on a flat part of the", "Vanishing gradient": "favours a"}),
        _term("Output layer", 5, "Reads a state, and gives a score for each class.", "readout, output",
              symbol="$y_t$", leads={"Logit": "gives each"}),
        _term("Logit", 4, "A class's score before softmax, of any size and sign.", "logits, scores", symbol="$y_t[k]$",
              leads={"Softmax": "goes into the"}),
        _term("Softmax", 7, "Turns logits into positive shares that sum to 1.", symbol="$p_t$", source="Bridle 1990",
              leads={"Cross-entropy": "is judged by the"}),
        _term("Log-probability", 6, "A probability's logarithm, never above 0; over a text, they add up.",
              "log-probabilities", symbol="$\\ln p$", leads={"Softmax": "is the logarithm of the"}),
    ),
    "Learning": (
        _term("Loss", 4, "One number that says how wrong the answers are.", "losses", symbol="$L$",
              leads={"Gradient": "has a"}),
        _term("Cross-entropy", 4, "The mean surprise: minus the logarithm of what the right class got.",
              symbol="$-\\ln p$", leads={"Loss": "is a"}),
        _term("Target", 14, "The right answer to an input.", "targets", leads={"Loss": "enters the"}),
        _term("Gradient", 4, "All slopes of the loss: how much it grows as each number grows.",
              "gradients, slope, slopes", symbol="$\\partial L / \\partial W$"),
        _term("Gradient descent", 8, "Moves each weight against its gradient.",
              "SGD, stochastic gradient descent", source="Cauchy 1847",
              leads={"Gradient": "goes against the", "Weight matrix": "changes each"}),
        _term("Learning rate", 7, "The factor between a gradient and the step that a weight takes.",
              "lr, learning rates", symbol="`lr`", leads={"Gradient descent": "scales"}),
        _term("Dropout", 9, "Sets random units to 0 in training, so that none is relied on.",
              source="Srivastava et al. 2014", leads={"Hidden unit": "switches off a random"}),
        _term("Adam", 8, "Divides a running mean of each gradient by the root of a running mean of its square.",
              source="Kingma, Ba 2015", leads={"Gradient descent": "is a kind of"}),
    ),
    "Back through time": (
        _term("Unrolling", 5, "A loop as a row of copies, one a step, all with the same weights.",
              "unrolled, unroll", leads={"Recurrent neural network": "lays out the"}),
        _term("Backpropagation through time", 4,
              "Carries the gradient back through all steps, and adds up their shares.",
              "BPTT, backpropagation", source="Rumelhart, Hinton, Williams 1986",
              leads={"Gradient": "finds the", "Unrolling": "needs", "Jacobian": "multiplies each"}),
        _term("Truncation", 4, "Cuts the way back: inputs before the cut get a gradient of exactly 0.",
              "truncated, truncated BPTT", source="Williams, Peng 1990",
              leads={"Backpropagation through time": "shortens"}),
        _term("Real-time recurrent learning", 3, "Carries slopes forward with the state, and never looks back.", "RTRL",
              source="Williams, Zipser 1989", leads={"Gradient": "finds the"}),
        _term("Autograd", 4, "Torch's record of a computation, walked back for gradients.",
              leads={"Gradient": "finds the"}),
        _term("Gradient check", 8, "Compares a gradient with finite differences: a nudge, and what it does.",
              "finite differences, finite difference, nudge, gradient checks", leads={"Gradient": "tests the"}),
    ),
    "Vanish or explode": (
        _term("Jacobian", 5, "All slopes of one step: how each unit moves each unit.", "Jacobians",
              symbol="$\\partial h_t / \\partial h_{t-1}$",
              leads={"Vanishing gradient": "may make a", "Exploding gradient": "may make an"}),
        _term("Largest singular value", 5, "The most that a matrix stretches a vector in one step.", "spectral norm",
              symbol="$s$", leads={"Jacobian": "bounds the"}),
        _term("Eigenvalue", 5,
              "The factor by which a matrix stretches a vector that it does not turn; it may be complex.",
              "eigenvalues, eigenvector, eigenvectors", symbol="$\\lambda$",
              leads={"Spectral radius": "if largest, gives the"}),
        _term("Spectral radius", 5, "The largest absolute eigenvalue: the stretch per step, over many.",
              symbol="$\\rho$", leads={"Largest singular value": "is at most the"}),
        _term("Vanishing gradient", 5, "Shrinks step by step on its way back; early inputs hardly teach.",
              "vanishing gradients, vanishing, vanish, vanishes", source="Hochreiter 1991"),
        _term("Exploding gradient", 5, "Grows step by step on its way back; updates overshoot.",
              "exploding gradients, exploding, explode, explodes, explosion", source="Hochreiter 1991"),
        _term("Gradient clipping", 12, "Shortens a gradient that is too long; by norm, its direction stays.",
              "clipping, clipped, global norm", source="Pascanu, Mikolov, Bengio 2013",
              leads={"Exploding gradient": "shortens an"}),
    ),
    "Gates": (
        _term("Gate", 1, "A number between 0 and 1, computed at each step: how much passes.", "gates",
              source="Hochreiter, Schmidhuber 1997", leads={"Cell state": "may guard a"}),
        _term("Forget gate", 1, "How much of each cell is kept; the first LSTM had none.", "forget gates",
              symbol="$f_t$", source="Gers, Schmidhuber, Cummins 2000", leads={"Gate": "is a"}),
        _term("Input gate", 1, "How much of what is new gets into the cell.", "input gates", symbol="$i_t$",
              source="Hochreiter, Schmidhuber 1997", leads={"Gate": "is a"}),
        _term("Output gate", 1, "How much of the cell shows in the state.", "output gates", symbol="$o_t$",
              source="Hochreiter, Schmidhuber 1997", leads={"Gate": "is a"}),
        _term("Update gate", 13, "In a GRU, the share of the old state that stays; the rest is new.", "update gates",
              symbol="$z_t$", source="Cho et al. 2014", leads={"Gate": "is a"}),
        _term("Reset gate", 13, "How much of the old state the GRU's candidate hears.", "reset gates", symbol="$r_t$",
              source="Cho et al. 2014", leads={"Gate": "is a"}),
    ),
    "Memories": (
        _term("Keep", 1, "The share of a memory that stays at each step; over many steps, shares multiply.",
              "leak, leaky memory", leads={"Forget gate": "is set by the"}),
        _term("LSTM", 13, "A cell behind gates: mitigates vanishing, and can still explode.",
              "LSTMs, long short-term memory", source="Hochreiter, Schmidhuber 1997",
              leads={"Recurrent neural network": "is a", "Cell state": "has a", "Vanishing gradient": "mitigates the"}),
        _term("Cell state", 13, "An LSTM's memory: what is kept, plus what comes in.", "cell, cells, cell states",
              symbol="$c_t$"),
        _term("Candidate", 13, "What could come in, before a gate says how much.", "candidates",
              symbol="$g_t, n_t$", leads={"Gate": "waits for a"}),
        _term("Constant error carousel", 3, "A loop of weight 1 without tanh: errors pass unchanged.",
              source="Hochreiter, Schmidhuber 1997", leads={"LSTM": "is the heart of the"}),
        _term("GRU", 13, "Gates without a cell of their own: one divides between old state and new.",
              "GRUs, gated recurrent unit, gated recurrent units", source="Cho et al. 2014",
              leads={"Recurrent neural network": "is a", "Gate": "has a"}),
        _term("Hopfield network", 3,
              "Two-valued units that flip downhill in energy, and rest at low points such as stored patterns.",
              "Hopfield networks, Hopfield net, energy", symbol="$E$", source="Hopfield 1982",
              leads={"Neural network": "is a"}),
    ),
    "Prediction": (
        _term("Bigram model", 8, "Predicts from the last token alone, by counting.", "bigram, bigrams",
              source="Shannon 1948", leads={"Token": "counts each", "Baseline": "is often the"}),
        _term("Trigram model", 9, "Predicts from the last two tokens, by counting.", "trigram, trigrams",
              leads={"Bigram model": "reads one token more than the"}),
        _term("Perplexity", 9, "Among how many equally likely tokens a model hesitates: $e$ to the cross-entropy.",
              symbol="$e^L$", source="Jelinek et al. 1977", leads={"Cross-entropy": "is e to the"}),
        _term("Temperature", 9, "Divides logits: below 1 the favourite gains, above 1 it loses.", "temperatures",
              leads={"Logit": "divides each"}),
        _term("Greedy decoding", 10, "Writes the most likely token, reads it, and goes on.", "greedy",
              leads={"Softmax": "takes the top of the"}),
        _term("Encoder-decoder", 10, "One network reads a sequence into a state; another writes from it.",
              "encoder, decoder, encoder–decoder, sequence to sequence, seq2seq", source="Cho et al. 2014",
              leads={"Hidden state": "hands over a"}),
        _term("Transformer", 3, "Has no loop: by attention, each position looks at others directly.",
              "Transformers, attention", source="Vaswani et al. 2017", leads={"Neural network": "is a"}),
    ),
    "Judgement": (
        _term("Batch", 5, "Sequences that are read side by side, one a row.", "batches", symbol="$B$",
              leads={"Hidden state": "gives each row a"}),
        _term("Window", 14, "A piece of fixed length from a longer sequence.", "windows",
              leads={"Target": "has a"}),
        _term("Baseline", 10, "A simple method that a network must beat.", "baselines, rivals"),
        _term("Held-out text", 9, "Kept from training: a part to choose settings on, and one to judge by, once.",
              "report, choose, validation, test, train", leads={"Baseline": "judges a network and its"}),
        _term("Accuracy", 10, "The share of right answers.", leads={"Target": "compares answers with each"}),
        _term("Confusion matrix", 11, "How often each class was taken for each class, itself included.",
              "confusion matrices",
              leads={"Target": "counts answers for each"}),
        _term("Macro-F1", 11,
              "F1, which falls with misses and false alarms, averaged over classes: rare ones count as much.",
              "macro F1, F1",
              leads={"Confusion matrix": "is computed from a"}),
        _term("Epoch", 11, "One pass through all that is learned from.", "epochs",
              leads={"Gradient descent": "is one round of"}),
        _term("Early stopping", 11, "Stops when the loss on data set aside no longer falls.",
              leads={"Gradient descent": "ends", "Held-out text": "watches"}),
    ),
}  # fmt: skip

TERMS: tuple[Term, ...] = tuple(term for terms in GROUPS.values() for term in terms)
