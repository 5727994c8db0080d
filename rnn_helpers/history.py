"""The history of recurrent networks as data: who brought what, and the paper or book in which it can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

Thread = Literal["first ideas", "memory at rest", "learning through time", "gates", "sequences at work", "revival"]
THREADS: tuple[Thread, ...] = get_args(Thread)


@dataclass(frozen=True)
class Event:
    r"""One step in the history of recurrent networks, with its primary source.

    Attributes:
        year: when the source came out.
        title: a few words that name the event.
        people: authors of the source; "et al." stands for all after those named.
        new: what the source brought, one sentence; others may have found it, too, or earlier.
        paper: the source's own title.
        source: where it came out: venue, volume and pages, or publisher.
        thread: which of the stories it belongs to.
        arxiv: its arXiv number, where it has one; the first version may be a year older than the event.
    """

    year: int
    title: str
    people: str
    new: str
    paper: str
    source: str
    thread: Thread
    arxiv: str = ""

    @property
    def citation(self) -> str:
        """The source in one line."""
        number = f", arXiv:{self.arxiv}" if self.arxiv else ""
        return f"{self.people} ({self.year}), “{self.paper}”, {self.source}{number}"


EVENTS: tuple[Event, ...] = (
    Event(
        1943, "Nets with circles", "McCulloch, Pitts",
        "Describes nerve cells as units with a threshold, and treats nets with circles, where activity can go round.",
        "A logical calculus of the ideas immanent in nervous activity",
        "Bulletin of Mathematical Biophysics 5:115–133", "first ideas",
    ),
    Event(
        1949, "Hebb's rule", "Hebb",
        "Proposes that a connection grows stronger when one cell repeatedly takes part in firing the other.",
        "The Organization of Behavior", "New York: Wiley", "first ideas",
    ),
    Event(
        1956, "What nets with loops can tell", "Kleene",
        "Shows what nets of such units can represent: exactly what a machine with finitely many states can.",
        "Representation of events in nerve nets and finite automata",
        "Automata Studies, Princeton University Press, 3–41", "first ideas",
    ),
    Event(
        1958, "Perceptron", "Rosenblatt",
        "Describes a model whose connections change with experience, so that it learns to tell patterns apart.",
        "The perceptron: a probabilistic model for information storage and organization in the brain",
        "Psychological Review 65:386–408", "first ideas",
    ),
    Event(
        1972, "Patterns as stable states", "Amari",
        "Analyses nets of threshold units that learn patterns as stable states, and sequences that they run through.",
        "Learning patterns and pattern sequences by self-organizing nets of threshold elements",
        "IEEE Transactions on Computers C-21:1197–1206", "memory at rest",
    ),
    Event(
        1974, "Persistent states", "Little",
        "Looks for states that persist in a net whose units all update together, with tools of the physics of magnets.",
        "The existence of persistent states in the brain", "Mathematical Biosciences 19:101–120", "memory at rest",
    ),
    Event(
        1982, "Hopfield network", "Hopfield",
        "Gives the net an energy: units that update one at a time run downhill, and memories are low points.",
        "Neural networks and physical systems with emergent collective computational abilities",
        "PNAS 79:2554–2558", "memory at rest",
    ),
    Event(
        1985, "How much it can hold", "Amit, Gutfreund, Sompolinsky",
        "Computes that a large net with Hebbian weights holds about 0.14 random patterns a unit, and no more.",
        "Storing infinite numbers of patterns in a spin-glass model of neural networks",
        "Physical Review Letters 55:1530–1533", "memory at rest",
    ),
    Event(
        1986, "Backpropagation", "Rumelhart, Hinton, Williams",
        "Shows what hidden units learn from errors sent back, and draws a net with loops as a layer for each step.",
        "Learning representations by back-propagating errors", "Nature 323:533–536", "learning through time",
    ),
    Event(
        1986, "Jordan network", "Jordan",
        "Feeds the output back as an input, so that a net can produce sequences.",
        "Attractor dynamics and parallelism in a connectionist sequential machine",
        "Proceedings of the 8th Annual Conference of the Cognitive Science Society, 531–546", "learning through time",
    ),
    Event(
        1988, "Backpropagation for loops", "Werbos",
        "Derives backpropagation for systems that take in their own output, and applies it to a model of gas markets.",
        "Generalization of backpropagation with application to a recurrent gas market model",
        "Neural Networks 1:339–356", "learning through time",
    ),
    Event(
        1989, "Real-time recurrent learning", "Williams, Zipser",
        "Carries slopes forward together with the state, so that a net can learn while it runs, without looking back.",
        "A learning algorithm for continually running fully recurrent neural networks",
        "Neural Computation 1:270–280", "learning through time",
    ),
    Event(
        1990, "Backpropagation through time", "Werbos",
        "Sets out how errors are carried back through the steps of a recurrent model, and how to program it.",
        "Backpropagation through time: what it does and how to do it",
        "Proceedings of the IEEE 78:1550–1560", "learning through time",
    ),
    Event(
        1990, "Elman network", "Elman",
        "Feeds a copy of the hidden state back; a net that predicts the next word comes to group words by kind.",
        "Finding structure in time", "Cognitive Science 14:179–211", "learning through time",
    ),
    Event(
        1991, "Why errors vanish or explode", "Hochreiter",
        "Analyses how an error that flows back through many steps shrinks or grows exponentially.",
        "Untersuchungen zu dynamischen neuronalen Netzen",
        "diploma thesis, Technische Universität München", "learning through time",
    ),
    Event(
        1994, "Long memories are hard to learn", "Bengio, Simard, Frasconi",
        "Shows a conflict: where a net holds information safely, errors that travel far back vanish.",
        "Learning long-term dependencies with gradient descent is difficult",
        "IEEE Transactions on Neural Networks 5:157–166", "learning through time",
    ),
    Event(
        1997, "LSTM", "Hochreiter, Schmidhuber",
        "A memory cell through which errors flow back unchanged; those that would leave by its two gates are cut off.",
        "Long short-term memory", "Neural Computation 9:1735–1780", "gates",
    ),
    Event(
        1997, "Both directions", "Schuster, Paliwal",
        "Reads a sequence forwards and backwards, so that each output knows what comes before and after.",
        "Bidirectional recurrent neural networks",
        "IEEE Transactions on Signal Processing 45:2673–2681", "sequences at work",
    ),
    Event(
        2000, "Forget gate", "Gers, Schmidhuber, Cummins",
        "Adds the gate that lets an LSTM cell empty itself.",
        "Learning to forget: continual prediction with LSTM",
        "Neural Computation 12:2451–2471; in short at ICANN 1999", "gates",
    ),
    Event(
        2006, "Labels without cutting", "Graves et al.",
        "Trains recurrent nets to label speech that nobody has cut into pieces.",
        "Connectionist temporal classification: labelling unsegmented sequence data with recurrent neural networks",
        "International Conference on Machine Learning, 369–376", "sequences at work",
    ),
    Event(
        2010, "Language model", "Mikolov et al.",
        "Predicts the next word with a simple recurrent net, for speech recognition, better than counts of words do.",
        "Recurrent neural network based language model", "Interspeech, 1045–1048", "sequences at work",
    ),
    Event(
        2011, "Text, letter by letter", "Sutskever, Martens, Hinton",
        "Trains a recurrent net to write text letter by letter, each letter choosing how the state is passed on.",
        "Generating text with recurrent neural networks",
        "International Conference on Machine Learning, 1017–1024", "sequences at work",
    ),
    Event(
        2013, "Clipping by norm", "Pascanu, Mikolov, Bengio",
        "Says when errors on their way back can explode, and shortens a step that is too long without turning it.",
        "On the difficulty of training recurrent neural networks",
        "International Conference on Machine Learning, 1310–1318", "learning through time", "1211.5063",
    ),
    Event(
        2013, "Text and handwriting", "Graves",
        "Lets LSTMs write text letter by letter, and handwriting point by point.",
        "Generating sequences with recurrent neural networks", "preprint", "sequences at work", "1308.0850",
    ),
    Event(
        2014, "GRU", "Cho et al.",
        "Translates with one net that reads and one that writes, and a gated unit that is simpler than the LSTM's.",
        "Learning phrase representations using RNN encoder-decoder for statistical machine translation",
        "EMNLP, 1724–1734", "gates", "1406.1078",
    ),
    Event(
        2014, "Sequence to sequence", "Sutskever, Vinyals, Le",
        "Reads a sentence into one vector and writes it in another language; reading it backwards helps.",
        "Sequence to sequence learning with neural networks",
        "Advances in Neural Information Processing Systems 27:3104–3112", "sequences at work", "1409.3215",
    ),
    Event(
        2014, "Attention", "Bahdanau, Cho, Bengio",
        "Lets the net that writes look at all states of the net that reads, and choose among them.",
        "Neural machine translation by jointly learning to align and translate",
        "preprint; ICLR 2015", "sequences at work", "1409.0473",
    ),
    Event(
        2015, "IRNN", "Le, Jaitly, Hinton",
        "Starts a plain net, ReLU instead of tanh, so that it copies its state, and finds it comparable to an LSTM.",
        "A simple way to initialize recurrent networks of rectified linear units",
        "preprint", "learning through time", "1504.00941",
    ),
    Event(
        2017, "Transformer", "Vaswani et al.",
        "Keeps attention and drops the recurrence, so that all positions of a text can be trained at once.",
        "Attention is all you need",
        "Advances in Neural Information Processing Systems 30", "sequences at work", "1706.03762",
    ),
    Event(
        2021, "S4", "Gu, Goel, Ré",
        "A state-space model: its loop is a fixed matrix without tanh, so that all steps can be trained at once.",
        "Efficiently modeling long sequences with structured state spaces",
        "preprint; ICLR 2022", "revival", "2111.00396",
    ),
    Event(
        2023, "RWKV", "Peng et al.",
        "Trains all positions at once as a Transformer does, and runs step by step as an RNN does.",
        "RWKV: Reinventing RNNs for the Transformer era", "Findings of EMNLP", "revival", "2305.13048",
    ),
    Event(
        2023, "Mamba", "Gu, Dao",
        "A state-space model whose loop multiplies and adds, without tanh, by factors that the input chooses.",
        "Mamba: Linear-time sequence modeling with selective state spaces", "preprint", "revival", "2312.00752",
    ),
    Event(
        2024, "Griffin", "De, Smith et al.",
        "Mixes gated loops without tanh with attention to what is near.",
        "Griffin: Mixing gated linear recurrences with local attention for efficient language models",
        "preprint", "revival", "2402.19427",
    ),
    Event(
        2024, "xLSTM", "Beck et al.",
        "LSTM cells with exponential gates; the memory of one kind is a matrix.",
        "xLSTM: Extended long short-term memory",
        "Advances in Neural Information Processing Systems 37", "revival", "2405.04517",
    ),
    Event(
        2024, "minLSTM and minGRU", "Feng et al.",
        "Gates that look at the input alone, so that all steps can be trained at once.",
        "Were RNNs all we needed?", "preprint", "revival", "2410.01201",
    ),
)  # fmt: skip
