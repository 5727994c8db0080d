"""Known answers to the exercises of 09: wrong ones as students write them, and right ones written differently."""

import math
from collections import Counter

import torch
import torch.nn.functional as F
from torch import Tensor


# %% wrong: writes all words small
# fails vocabulary_order: expected {'<pad>': 0, '<unk>': 1, '
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word.lower() for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: begins to number words at 1, which is <unk>
# fails vocabulary_order: Two words share a number
# fails vocabulary_min_count: two are enough
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {"<pad>": 0, "<unk>": 1} | {word: i + 1 for i, word in enumerate(kept)}


# %% wrong: gives counts instead of numbers
# fails vocabulary_order: Two words share a number
# fails vocabulary_min_count: Those are counts
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {"<pad>": 0, "<unk>": 1} | {word: count[word] for word in kept}


# %% wrong: counts each text on its own
# fails vocabulary_order: so occurs three times
# fails vocabulary_min_count: <pad>
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    numbers = {"<pad>": 0, "<unk>": 1}
    for text in texts:
        count = Counter(text)
        for word in sorted(count, key=lambda word: (-count[word], word)):
            if count[word] >= min_count:
                numbers.setdefault(word, len(numbers))
    return numbers


# %% wrong: leaves equally frequent words in order of appearance
# fails vocabulary_order: are in order of appearance; sort them
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word, times in count.most_common() if times >= min_count]
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: sorts by (count, word) backwards, so that the alphabet runs backwards, too
# fails vocabulary_order: run backwards: turn the count round alone
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (count[word], word), reverse=True)
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: forgets the markers
# fails vocabulary_order: the markers are missing
# fails vocabulary_min_count: expected {'<pad>': 0
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(kept)}


# %% wrong: puts <unk> before <pad>
# fails vocabulary_order: <pad> is 0 and <unk> is 1
# fails vocabulary_min_count: expected {'<pad>': 0
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<unk>", "<pad>", *kept])}


# %% wrong: puts the markers at the end
# fails vocabulary_order: the markers stand at the end
# fails vocabulary_min_count: expected {'<pad>': 0
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate([*kept, "<pad>", "<unk>"])}


# %% wrong: wants more than min_count
# fails vocabulary_order: so occurs three times
# fails vocabulary_min_count: which is enough: >=, not >
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] > min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: does not use min_count
# fails vocabulary_min_count: min_count is not used
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = sorted(count, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: counts the texts that have a word instead of its occurrences
# fails vocabulary_order: you counted the texts that have a word
# fails vocabulary_min_count: or you counted the texts that have a word
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in set(text))
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: keeps the place of rare words free
# fails vocabulary_order: in order of the alphabet alone
# fails vocabulary_min_count: two are enough
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    ordered = sorted(count, key=lambda word: (count[word] < min_count, word))
    ordered = [word for word in ordered if count[word] >= min_count]
    ranked = sorted(count, key=lambda word: word)
    return {"<pad>": 0, "<unk>": 1} | {word: 2 + ranked.index(word) for word in ordered}


# %% wrong: gives rare words the number of <unk>
# fails vocabulary_min_count: A rare word may not have a number
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    ordered = sorted(count, key=lambda word: (-count[word], word))
    numbers = {word: i for i, word in enumerate(["<pad>", "<unk>", *ordered])}
    return {word: 1 if i > 1 and count[word] < min_count else i for word, i in numbers.items()}


# %% wrong: gives the list of words instead of a dict
# fails vocabulary_order: expected a dict
# fails vocabulary_min_count: expected a dict
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    return ["<pad>", "<unk>", *sorted(kept, key=lambda word: (-count[word], word))]


# %% wrong: numbers point to words
# fails vocabulary_order: numbers point to words
# fails vocabulary_min_count: numbers point to words
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return dict(enumerate(["<pad>", "<unk>", *kept]))


# %% wrong: empties the texts while counting
# fails vocabulary_order: They were changed: the caller still needs them
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter()
    for text in texts:
        while text:
            count[text.pop()] += 1
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: puts short words first where counts are equal
# fails vocabulary_order: expected {'<pad>': 0, '<unk>': 1, '
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], len(word), word))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: forgets <unk>
# fails vocabulary_order: <unk> is missing
# fails vocabulary_min_count: the others are <unk>
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<pad>", *kept])}


# %% wrong: takes min_count for the number of words
# fails vocabulary_order: so occurs three times
# fails vocabulary_min_count: No word occurs four times
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = sorted(count, key=lambda word: (-count[word], word))[:min_count]
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: counts the first text alone
# fails vocabulary_order: so occurs three times
# fails vocabulary_min_count: in all texts together
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(texts[0]) if texts else Counter()
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: takes marks off the words
# fails vocabulary_order: Words stay as they are
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word.strip(".,!?'") for text in texts for word in text)
    kept = [word for word in count if word and count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: counts words of letters alone
# fails vocabulary_order: Words stay as they are
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text if word.isalpha())
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: sorts equal counts without minding capitals
# fails vocabulary_order: which come before small letters
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = [word for word in count if count[word] >= min_count]
    kept = sorted(kept, key=lambda word: (-count[word], word.lower()))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: fails where there is no text
# fails vocabulary_min_count: looks for a first text
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    words = texts[0] + [word for text in texts[1:] for word in text]
    count = Counter(words)
    kept = sorted((word for word in count if count[word] >= min_count), key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: sorts the texts in place
# fails vocabulary_order: They were changed: the caller still needs them
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    for text in texts:
        text.sort()
    count = Counter(word for text in texts for word in text)
    kept = sorted((word for word in count if count[word] >= min_count), key=lambda word: (-count[word], word))
    return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: numbers words in float
# fails vocabulary_min_count: The number of so is 2.0, expected an int
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text)
    kept = sorted((w for w in count if count[w] >= min_count), key=lambda w: (-count[w], w))
    return {w: float(i) for i, w in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: keeps a thousand words at most
# fails vocabulary_min_count: Each word that occurs often enough
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(sorted(word for text in texts for word in text))
    kept = [w for w, n in count.most_common(1000) if n >= min_count]
    return {w: i for i, w in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: counts equal texts once
# fails vocabulary_min_count: All three count
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in {tuple(text) for text in texts} for word in text)
    kept = sorted((w for w in count if count[w] >= min_count), key=lambda w: (-count[w], w))
    return {w: i for i, w in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: takes <end> for a marker and leaves it out
# fails vocabulary_order: <end> is a word
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text if not word.startswith("<"))
    kept = sorted((w for w in count if count[w] >= min_count), key=lambda w: (-count[w], w))
    return {w: i for i, w in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: leaves out words with digits
# fails vocabulary_order: Words stay as they are
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(word for text in texts for word in text if not any(map(str.isdigit, word)))
    kept = sorted((w for w in count if count[w] >= min_count), key=lambda w: (-count[w], w))
    return {w: i for i, w in enumerate(["<pad>", "<unk>", *kept])}


# %% wrong: joins the words and splits them at spaces
# fails vocabulary_order: Words stay as they are
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter(" ".join(" ".join(text) for text in texts).split())
    kept = sorted((w for w in count if count[w] >= min_count), key=lambda w: (-count[w], w))
    return {w: i for i, w in enumerate(["<pad>", "<unk>", *kept])}


# %% right: sorts twice: by alphabet, then by count, which keeps the order of equals
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = Counter()
    for text in texts:
        count.update(text)
    numbers = {"<pad>": 0, "<unk>": 1}
    for word in sorted(sorted(count), key=count.get, reverse=True):
        if count[word] >= min_count:
            numbers[word] = len(numbers)
    return numbers


# %% right: counts in a dict and picks the next word again and again
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    count = {}
    for text in texts:
        for word in text:
            count[word] = count.get(word, 0) + 1
    order = ["<pad>", "<unk>"]
    while count:
        best = min(count, key=lambda word: (-count[word], word))
        if count.pop(best) >= min_count:
            order.append(best)
    return dict(zip(order, range(len(order))))


# %% right: gives a kind of dict
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    import collections

    count = Counter(sum(texts, []))
    kept = sorted((-times, word) for word, times in count.items() if times >= min_count)
    words = ["<pad>", "<unk>"] + [word for _, word in kept]
    return collections.OrderedDict((word, i) for i, word in enumerate(words))


# %% right: sorts all words and groups them
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    from itertools import chain, groupby

    rows = sorted((-len(list(group)), word) for word, group in groupby(sorted(chain.from_iterable(texts))))
    numbers = {"<pad>": 0, "<unk>": 1}
    for minus, word in rows:
        if -minus >= min_count:
            numbers[word] = len(numbers)
    return numbers


# %% right: in numpy
def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    import numpy as np

    flat = np.array([word for text in texts for word in text], dtype=object)
    words, counts = np.unique(flat, return_counts=True)
    order = np.argsort(-counts, kind="stable")
    kept = [words[i] for i in order if counts[i] >= min_count]
    return {w: i for i, w in enumerate(["<pad>", "<unk>"] + kept)}


# %% wrong: cuts off what is too large
# fails perplexity_large: sure and wrong
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return min(math.exp(F.cross_entropy(logits, targets).item()), 1e6)


# %% wrong: rounds to whole sides
# fails perplexity_die: The right word has 3/8
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return round(math.exp(F.cross_entropy(logits, targets).item()))


# %% wrong: takes the last word alone
# fails perplexity_die: the last word alone
# fails perplexity_large: surely
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return math.exp(F.cross_entropy(logits[-1], targets[-1]).item())


# %% wrong: divides the mean by N once more
# fails perplexity_die: expected 6
# fails perplexity_large: sure and wrong
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return math.exp(F.cross_entropy(logits, targets).item() / len(targets))


# %% wrong: returns the mean loss
# fails perplexity_die: That is the mean loss
# fails perplexity_large: sure and right
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return F.cross_entropy(logits, targets).item()


# %% wrong: takes e to the sum of the losses
# fails perplexity_die: That is e to the sum of the losses
# fails perplexity_large: sure and wrong
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return math.exp(F.cross_entropy(logits, targets, reduction="sum").item())


# %% wrong: takes 2 to the loss in nats
# fails perplexity_die: not 2
# fails perplexity_large: sure and wrong
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return 2 ** F.cross_entropy(logits, targets).item()


# %% wrong: averages 1/P
# fails perplexity_die: That is the mean of 1/P
# fails perplexity_large: sure and wrong
def perplexity(logits: Tensor, targets: Tensor) -> float:
    p = logits.softmax(1)[torch.arange(len(targets)), targets]
    return (1 / p).mean().item()


# %% wrong: takes one over the mean probability
# fails perplexity_die: That is one over the mean probability
# fails perplexity_large: sure and wrong
def perplexity(logits: Tensor, targets: Tensor) -> float:
    p = logits.softmax(1)[torch.arange(len(targets)), targets]
    return (1 / p.mean()).item()


# %% wrong: forgets the minus sign
# fails perplexity_die: the perplexity is one over it
# fails perplexity_large: sure and wrong
def perplexity(logits: Tensor, targets: Tensor) -> float:
    p = logits.log_softmax(1)[torch.arange(len(targets)), targets]
    return math.exp(p.mean().item())


# %% wrong: takes softmax before cross_entropy
# fails perplexity_die: perplexity(logits, targets) is
# fails perplexity_large: sure and right
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return math.exp(F.cross_entropy(logits.softmax(1), targets).item())


# %% wrong: takes the logarithm of softmax, which is the logarithm of 0 for large logits
# fails perplexity_large: e^-100 too small
def perplexity(logits: Tensor, targets: Tensor) -> float:
    p = logits.softmax(1)[torch.arange(len(targets)), targets]
    return math.exp(-p.log().mean().item())


# %% wrong: writes softmax out with exp
# fails perplexity_large: e^1000 is infinity
def perplexity(logits: Tensor, targets: Tensor) -> float:
    p = logits.exp() / logits.exp().sum(1, keepdim=True)
    return math.exp(-p[torch.arange(len(targets)), targets].log().mean().item())


# %% wrong: takes e to the loss in float32, which runs out of numbers
# fails perplexity_large: too large for float32
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return F.cross_entropy(logits, targets).exp().item()


# %% wrong: shifts all rows by the largest logit of all
# fails perplexity_large: row by row
def perplexity(logits: Tensor, targets: Tensor) -> float:
    shifted = (logits - logits.max()).exp()
    p = shifted / shifted.sum(1, keepdim=True)
    return math.exp(-p[torch.arange(len(targets)), targets].log().mean().item())


# %% wrong: takes softmax over the places
# fails perplexity_die: expected 6
# fails perplexity_large: sure and right
def perplexity(logits: Tensor, targets: Tensor) -> float:
    p = logits.log_softmax(0)[torch.arange(len(targets)), targets]
    return math.exp(-p.mean().item())


# %% wrong: measures how unsure the model is, whatever the right word
# fails perplexity_die: perplexity(logits, targets) is
# fails perplexity_large: sure and wrong
def perplexity(logits: Tensor, targets: Tensor) -> float:
    log_p = logits.log_softmax(1)
    return math.exp(-(log_p.exp() * log_p).sum(1).mean().item())


# %% wrong: divides the loss by ln 2, as if it were meant in bits
# fails perplexity_die: do not divide it by ln 2
# fails perplexity_large: sure and wrong
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return math.exp(F.cross_entropy(logits, targets).item() / math.log(2))


# %% wrong: takes the word that the model likes best for the right one
# fails perplexity_die: perplexity(logits, targets) is
# fails perplexity_large: sure and wrong
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return math.exp(-logits.log_softmax(1).max(1).values.mean().item())


# %% wrong: multiplies all probabilities, and runs out of numbers
# fails perplexity_die: is inf, expected
# fails perplexity_large: e^-100 too small
def perplexity(logits: Tensor, targets: Tensor) -> float:
    p = logits.softmax(1)[torch.arange(len(targets)), targets]
    return (p.prod() ** (-1 / len(targets))).item()


# %% wrong: takes off the largest logit in place
# fails perplexity_die: logits after the call
# fails perplexity_large: e^-100 too small
def perplexity(logits: Tensor, targets: Tensor) -> float:
    logits -= logits.max(1, keepdim=True).values
    p = logits.exp() / logits.exp().sum(1, keepdim=True)
    return math.exp(-p[torch.arange(len(targets)), targets].log().mean().item())


# %% wrong: takes the column of the first target for all places
# fails perplexity_die: e to the mean of -ln P
# fails perplexity_large: OverflowError: math range error
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return math.exp(-logits.log_softmax(1)[:, targets[0]].mean().item())


# %% wrong: lets no loss be more than 500
# fails perplexity_large: a mean loss of 690
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return math.exp(min(F.cross_entropy(logits, targets).item(), 500))


# %% wrong: leaves out places whose right word is number 0
# fails perplexity_die: both number 0
# fails perplexity_large: math range error
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return math.exp(F.cross_entropy(logits, targets, ignore_index=0).item())


# %% wrong: shifts the targets once more
# fails perplexity_die: the target of word n + 1
# fails perplexity_large: math range error
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return math.exp(F.cross_entropy(logits[:-1], targets[1:]).item())


# %% wrong: picks no word, but takes the mean over all
# fails perplexity_die: pick the right one of each row
# fails perplexity_large: math range error
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return math.exp(-F.log_softmax(logits, dim=1).mean().item())


# %% wrong: lets the logits record gradients
# fails perplexity_large: The logits record gradients now
def perplexity(logits: Tensor, targets: Tensor) -> float:
    logits.requires_grad_()
    return math.exp(F.cross_entropy(logits, targets).item())


# %% right: by log_softmax and gather, in float64
def perplexity(logits: Tensor, targets: Tensor) -> float:
    log_p = logits.double().log_softmax(-1).gather(1, targets[:, None])
    return float(torch.exp(-log_p.mean()))


# %% right: by logsumexp, with numbers of Python
def perplexity(logits: Tensor, targets: Tensor) -> float:
    loss = 0.0
    for row, target in zip(logits, targets):
        loss += (torch.logsumexp(row, 0) - row[target]).item()
    return math.e ** (loss / len(targets))


# %% right: gives a tensor of one float64 number
def perplexity(logits: Tensor, targets: Tensor) -> float:
    return F.nll_loss(F.log_softmax(logits, dim=1), targets).double().exp()


# %% right: in numpy
def perplexity(logits: Tensor, targets: Tensor) -> float:
    import numpy as np

    scores = logits.numpy().astype(np.float64)
    scores = scores - scores.max(1, keepdims=True)
    losses = np.log(np.exp(scores).sum(1)) - scores[np.arange(len(scores)), targets.numpy()]
    return np.exp(losses.mean())


# %% right: answers infinity where the power overflows
def perplexity(logits: Tensor, targets: Tensor) -> float:
    loss = F.cross_entropy(logits, targets).item()
    try:
        return math.exp(loss)
    except OverflowError:
        return math.inf


# %% wrong: turns the pair round
# fails batches_rows: That is y
# fails batches_targets: the pair is turned round
# fails batches_dropped: the last x
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    ys = ids[1 : K * B * T + 1].reshape(B, K * T)
    return [(ys[:, i : i + T], xs[:, i : i + T]) for i in range(0, K * T, T)]


# %% wrong: gives a zip, not a list
# fails batches_rows: not a list
# fails batches_targets: not a list
# fails batches_dropped: not a list
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    if K == 0:
        return []
    xs = ids[: K * B * T].view(B, K * T).split(T, dim=1)
    ys = ids[1 : K * B * T + 1].view(B, K * T).split(T, dim=1)
    return zip(xs, ys)


# %% wrong: gives one target a row
# fails batches_targets: every word of it needs one
# fails batches_dropped: The shape of y
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    ys = ids[1 : K * B * T + 1].reshape(B, K * T)
    return [(xs[:, i : i + T], ys[:, i + T - 1]) for i in range(0, K * T, T)]


# %% wrong: adds 1 to the words instead of to their places
# fails batches_targets: after them come
# fails batches_dropped: the last y
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    return [(xs[:, i : i + T], xs[:, i : i + T] + 1) for i in range(0, K * T, T)]


# %% wrong: gives x as y
# fails batches_targets: That is x: the network would learn
# fails batches_dropped: the last y
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    return [(xs[:, i : i + T], xs[:, i : i + T]) for i in range(0, K * T, T)]


# %% wrong: lets row 1 go on where row 0 stops
# fails batches_rows: Row 1 goes on where row 0 stops
# fails batches_targets: y of batch 0
# fails batches_dropped: the last x
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(K, B, T)
    ys = ids[1 : K * B * T + 1].reshape(K, B, T)
    return [(xs[k], ys[k]) for k in range(K)]


# %% wrong: forgets that the last word has no next one
# fails batches_rows: has 5 batches
# fails batches_targets: has 5 batches
# fails batches_dropped: 12 words have 11 next words
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = len(ids) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    ys = ids[1 : K * B * T + 1]
    ys = torch.cat((ys, ids[:1]))[: K * B * T].reshape(B, K * T)
    return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]


# %% wrong: keeps the incomplete batch
# fails batches_rows: row 1 begins at word K·T = 6
# fails batches_targets: batches, expected (
# fails batches_dropped: The number of batches
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    S = (len(ids) - 1) // B
    xs, ys = ids[: B * S].reshape(B, S), ids[1 : B * S + 1].reshape(B, S)
    return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, S, T)]


# %% wrong: drops from every row instead of from the end, so that rows start elsewhere
# fails batches_rows: row 1 begins at word K·T = 6
# fails batches_targets: y is x one word later
# fails batches_dropped: What is left over at the end is dropped
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    S = (len(ids) - 1) // B
    xs, ys = ids[: B * S].reshape(B, S), ids[1 : B * S + 1].reshape(B, S)
    return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, S - T + 1, T)]


# %% wrong: shifts each row on itself
# fails batches_targets: The row was turned round on itself
# fails batches_dropped: the last y
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    ys = xs.roll(-1, dims=1)
    return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]


# %% wrong: shifts each window on itself
# fails batches_targets: The window was turned round on itself
# fails batches_dropped: the last y
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    windows = [xs[:, i : i + T] for i in range(0, K * T, T)]
    return [(x, x.roll(-1, dims=1)) for x in windows]


# %% wrong: gives the window after as y
# fails batches_targets: y comes one word later, not one window
# fails batches_dropped: the last y
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    ys = xs.roll(-T, dims=1)
    return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]


# %% wrong: lets windows overlap
# fails batches_rows: Windows overlap
# fails batches_targets: y of batch 1
# fails batches_dropped: the last x
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    ys = ids[1 : K * B * T + 1].reshape(B, K * T)
    return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(K)]


# %% wrong: gives (T, B)
# fails batches_rows: has shape (3, 2), expected (2, 3). It is (T, B)
# fails batches_targets: y of batch 0
# fails batches_dropped: The shape of x
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    ys = ids[1 : K * B * T + 1].reshape(B, K * T)
    return [(xs[:, i : i + T].T, ys[:, i : i + T].T) for i in range(0, K * T, T)]


# %% wrong: fills rows down the columns
# fails batches_rows: Words went down the columns
# fails batches_targets: y of batch 0
# fails batches_dropped: the last x
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(K * T, B).T
    ys = ids[1 : K * B * T + 1].reshape(K * T, B).T
    return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]


# %% wrong: fails where there is not enough for one batch
# fails batches_dropped: RuntimeError
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = torch.stack(ids[: K * B * T].reshape(B, K * T).split(T, dim=1)[:K])
    ys = torch.stack(ids[1 : K * B * T + 1].reshape(B, K * T).split(T, dim=1)[:K])
    return [(xs[k], ys[k]) for k in range(K)]


# %% wrong: drops from the start instead of from the end
# fails batches_rows: row 1 begins at word K·T = 6
# fails batches_targets: y is x one word later
# fails batches_dropped: What is left over at the end is dropped
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    ids = ids[len(ids) - 1 - K * B * T :]
    xs = ids[:-1].reshape(B, K * T)
    ys = ids[1:].reshape(B, K * T)
    return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]


# %% wrong: gives all windows as one pair
# fails batches_rows: expected a pair
# fails batches_targets: expected a pair
# fails batches_dropped: expected a pair
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    ys = ids[1 : K * B * T + 1].reshape(B, K * T)
    return xs, ys


# %% wrong: gives None where there is not enough for one batch
# fails batches_dropped: not a list
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    ys = ids[1 : K * B * T + 1].reshape(B, K * T)
    if K:
        return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]


# %% wrong: takes B for T
# fails batches_rows: has shape (3, 2)
# fails batches_targets: expected (3, 4)
# fails batches_dropped: All batches have the same shape
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(T, K * B)
    ys = ids[1 : K * B * T + 1].reshape(T, K * B)
    return [(xs[:, i : i + B], ys[:, i : i + B]) for i in range(0, K * B, B)]


# %% wrong: squeezes a batch of one row away
# fails batches_rows: x of batch 0 of make_batches
# fails batches_targets: y of batch 0 of make_batches
# fails batches_dropped: All batches have the same shape
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    ys = ids[1 : K * B * T + 1].reshape(B, K * T)
    return [(xs[:, i : i + T].squeeze(), ys[:, i : i + T].squeeze()) for i in range(0, K * T, T)]


# %% wrong: spreads the rows evenly over the text, so that some begin too late
# fails batches_rows: row 1 begins at word K·T = 6
# fails batches_targets: y is x one word later
# fails batches_dropped: What is left over at the end is dropped
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    N = len(ids) - 1
    starts = [b * N // B for b in range(B)]
    pieces = [[ids[s + k * T : s + k * T + T + 1] for s in starts] for k in range(N // (B * T))]
    return [(torch.stack(rows)[:, :-1], torch.stack(rows)[:, 1:]) for rows in pieces]


# %% wrong: gives one tensor of all pairs
# fails batches_rows: gave a tensor, not a list
# fails batches_targets: gave a tensor, not a list
# fails batches_dropped: gave a tensor, not a list
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K, T).transpose(0, 1)
    ys = ids[1 : K * B * T + 1].reshape(B, K, T).transpose(0, 1) if K else xs
    return torch.stack((xs, ys), dim=1)


# %% wrong: gives the last batch first
# fails batches_rows: That is x of batch 1
# fails batches_targets: That is y of batch 1
# fails batches_dropped: What is left over at the end is dropped
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    index = torch.arange(B)[:, None] * K * T + torch.arange(T)
    return [(ids[index + k * T], ids[index + k * T + 1]) for k in reversed(range(K))]


# %% wrong: gives a list of all x and a list of all y
# fails batches_rows: stand in two lists
# fails batches_targets: That is x of the next batch
# fails batches_dropped: 11 next words
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    index = torch.arange(B)[:, None] * K * T + torch.arange(T)
    return [ids[index + k * T] for k in range(K)], [ids[index + k * T + 1] for k in range(K)]


# %% wrong: fills up each row of targets with 0
# fails batches_targets: A filler stands at the end
# fails batches_dropped: the last y of
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    xs = ids[: K * B * T].reshape(B, K * T)
    ys = F.pad(xs[:, 1:], (0, 1))
    return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]


# %% right: row by row, in a loop
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    batches = []
    for k in range(K):
        starts = [b * K * T + k * T for b in range(B)]
        x = torch.stack([ids[start : start + T] for start in starts])
        y = torch.stack([ids[start + 1 : start + T + 1] for start in starts])
        batches.append((x, y))
    return batches


# %% right: by places in the text
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    places = torch.arange(K * B * T).view(B, K, T)
    return [[ids[places[:, k]], ids[places[:, k] + 1]] for k in range(K)]


# %% right: with chunks and zip
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    if K == 0:
        return []
    xs = ids[: K * B * T].view(B, -1).chunk(K, dim=1)
    ys = ids[1:][: K * B * T].view(B, -1).chunk(K, dim=1)
    return list(zip(xs, ys))


# %% right: with lists
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    words, K = ids.tolist(), (len(ids) - 1) // (B * T)
    return [
        tuple(torch.tensor([words[(b * K + k) * T + s : (b * K + k + 1) * T + s] for b in range(B)]) for s in (0, 1))
        for k in range(K)
    ]


# %% right: with windows that overlap by one
def make_batches(ids: Tensor, B: int, T: int) -> list[tuple[Tensor, Tensor]]:
    K = (len(ids) - 1) // (B * T)
    if K == 0:
        return []
    windows = ids[: K * B * T + 1].unfold(0, T + 1, T).view(B, K, T + 1)
    return [(windows[:, k, :-1], windows[:, k, 1:]) for k in range(K)]


# %% wrong: draws a word
# fails distribution_temperature: has shape (1,)
# fails distribution_zero: has shape (1,)
# fails distribution_top_k: has shape (1,)
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    return (logits / (temperature or 1)).softmax(0).multinomial(1)


# %% wrong: keeps one word too few
# fails distribution_top_k: 4 and 8 stay in
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None and top_k < len(logits):
        logits = logits.masked_fill(logits <= logits.topk(top_k).values[-1], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: gives logarithms
# fails distribution_temperature: These are logarithms
# fails distribution_top_k: 4 and 8 stay in
# fails distribution_zero: -1.099 instead of 0.3333
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / temperature).log_softmax(0)


# %% wrong: multiplies by the temperature
# fails distribution_temperature: a low temperature must sharpen
# fails distribution_top_k: The temperature was multiplied
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits * temperature).softmax(0)


# %% wrong: does not use the temperature
# fails distribution_temperature: That is temperature 1
# fails distribution_top_k: The temperature is missing
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return logits.softmax(0)


# %% wrong: divides the probabilities by the temperature
# fails distribution_temperature: Divide the logits
# fails distribution_top_k: 4 and 8 stay in
# fails distribution_zero: 0.1667 instead of 0.3333
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return logits.softmax(0) / temperature


# %% wrong: divides by 0
# fails distribution_zero: treat 0 on its own
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: divides by nearly 0 instead, so that equals share
# fails distribution_zero: The two largest share
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / max(temperature, 1e-6)).softmax(0)


# %% wrong: takes temperature 0 for 1
# fails distribution_zero: That is temperature 1
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / (temperature or 1)).softmax(0)


# %% wrong: names the word at temperature 0 instead of giving a distribution
# fails distribution_zero: has shape (), expected (4,)
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return logits.argmax()
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: puts a 1 on every largest logit
# fails distribution_zero: Both have a 1
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return (logits == logits.max()).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: gives whole numbers at temperature 0
# fails distribution_zero: dtype torch.int64
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits))
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: does not use top_k
# fails distribution_top_k: Words that are out must have 0
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    return (logits / temperature).softmax(0)


# %% wrong: leaves words out after softmax, so that the rest do not sum to 1
# fails distribution_top_k: They do not sum to 1
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    p = (logits / temperature).softmax(0)
    if top_k is not None and top_k < len(logits):
        p = p.masked_fill(p < p.topk(top_k).values[-1], 0)
    return p


# %% wrong: sets the logits of the others to 0
# fails distribution_top_k: 0 is a score like any other
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None and top_k < len(logits):
        logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], 0)
    return (logits / temperature).softmax(0)


# %% wrong: gives the best k sorted, not at their places
# fails distribution_top_k: The words moved
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is None or top_k >= len(logits):
        return (logits / temperature).softmax(0)
    p = torch.zeros_like(logits)
    p[:top_k] = (logits.topk(top_k).values / temperature).softmax(0)
    return p


# %% wrong: gives k probabilities only
# fails distribution_top_k: has shape (2,), expected (4,)
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is None or top_k >= len(logits):
        return (logits / temperature).softmax(0)
    return (logits.topk(top_k).values / temperature).softmax(0)


# %% wrong: fails where top_k is larger than V
# fails distribution_top_k: RuntimeError
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: leaves out the smallest k
# fails distribution_top_k: next_distribution([5, 5, 1], 5000, 2)
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None and top_k < len(logits):
        out = logits.topk(top_k, largest=False).indices
        logits = logits.index_fill(0, out, -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: writes softmax out with exp
# fails distribution_temperature: e^1000 is infinity
# fails distribution_top_k: NaN or infinity
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    weights = (logits / temperature).exp()
    return weights / weights.sum()


# %% wrong: changes the logits in place
# fails distribution_temperature: raises 1, 2, 4 and 8
# fails distribution_top_k: all of them stay in
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None and top_k < len(logits):
        logits[logits < logits.topk(top_k).values[-1]] = -math.inf
    logits /= temperature
    return logits.softmax(0)


# %% wrong: sets the logits of the others to -100
# fails distribution_top_k: divided by a high temperature, comes back in
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -100.0)
    return (logits / temperature).softmax(0)


# %% wrong: keeps the first k words, not the best
# fails distribution_top_k: 4 and 8 stay in
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    p = (logits / temperature).softmax(0)
    if top_k is not None:
        p[top_k:] = 0
    return p / p.sum()


# %% wrong: takes the temperature for an exponent
# fails distribution_temperature: a low temperature must sharpen
# fails distribution_top_k: The temperature was multiplied
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    p = logits.softmax(0) ** temperature
    return p / p.sum()


# %% wrong: makes all words equal at temperature 0
# fails distribution_zero: The largest logit is 3
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return torch.full_like(logits, 1 / len(logits))
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: minds temperature 0 only without top_k
# fails distribution_zero: treat 0 on its own
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0 and top_k is None:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: ranks the logits by size without their sign
# fails distribution_top_k: The top_k largest share everything
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.abs().argsort(descending=True)[top_k:], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: keeps all that are as large as the k-th
# fails distribution_top_k: Three are equal
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None and top_k < len(logits):
        logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
    return torch.softmax(logits / temperature, dim=-1)


# %% wrong: raises probabilities to the power 1/τ, which brings back no 0
# fails distribution_temperature: e^-200 is 0 to the computer
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    p = logits.softmax(0) ** (1 / temperature)
    return p / p.sum()


# %% wrong: fills with -10000, then divides
# fails distribution_top_k: divided by a high temperature, comes back in
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -1e4)
    return (logits / temperature).softmax(0)


# %% wrong: takes a temperature below 0.1 for 0
# fails distribution_temperature: A low temperature is not 0
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature < 0.1:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: lets the temperature be 0.05 at least
# fails distribution_temperature: A low temperature is not 0
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / max(temperature, 0.05)).softmax(0)


# %% wrong: lets the temperature be 2 at most
# fails distribution_temperature: at a high temperature
# fails distribution_top_k: next_distribution of 7 logits, temperature 5000
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / min(temperature, 2.0)).softmax(0)


# %% wrong: cuts the logits off at ±50
# fails distribution_temperature: at a high temperature
# fails distribution_top_k: around -1000
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    logits = logits.clamp(-50, 50)
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: gives float32 whatever the logits are
# fails distribution_temperature: dtype torch.float32
# fails distribution_zero: dtype torch.float32
# fails distribution_top_k: dtype torch.float32
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    logits = logits.float()
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -math.inf)
    return (logits / temperature).softmax(0)


# %% wrong: adds a little to every probability
# fails distribution_temperature: expected exactly 0
# fails distribution_top_k: What is out has exactly 0
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        best = logits.topk(min(top_k, len(logits))).indices
        logits = torch.full_like(logits, -math.inf).scatter(0, best, logits[best])
    p = (logits / temperature).softmax(0) + 1e-12
    return p / p.sum()


# %% wrong: takes None for 50
# fails distribution_temperature: None keeps them all
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    best = logits.topk(min(top_k or 50, len(logits))).indices
    logits = torch.full_like(logits, -math.inf).scatter(0, best, logits[best])
    return (logits / temperature).softmax(0)


# %% wrong: forgets the temperature where top_k keeps all
# fails distribution_top_k: all of them stay in
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None and top_k >= len(logits):
        return logits.softmax(0)
    if top_k is not None:
        best = logits.topk(top_k).indices
        logits = torch.full_like(logits, -math.inf).scatter(0, best, logits[best])
    return (logits / temperature).softmax(0)


# %% wrong: lets the logits record gradients
# fails distribution_temperature: The logits record gradients now
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    logits.requires_grad_()
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    if top_k is not None:
        best = logits.topk(min(top_k, len(logits))).indices
        logits = torch.full_like(logits, -math.inf).scatter(0, best, logits[best])
    return (logits / temperature).softmax(0)


# %% wrong: makes -1000 of -inf, which a high temperature brings back
# fails distribution_temperature: -inf must not come
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
    logits = torch.nan_to_num(logits, neginf=-1e3)
    if top_k is not None:
        best = logits.topk(min(top_k, len(logits))).indices
        logits = torch.full_like(logits, -math.inf).scatter(0, best, logits[best])
    return (logits / temperature).softmax(0)


# %% wrong: marks the largest by running sums, and all after it
# fails distribution_zero: the others nothing
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return (logits == logits.max()).to(logits.dtype).cumsum(0).eq(1).to(logits.dtype)
    if top_k is not None:
        best = logits.topk(min(top_k, len(logits))).indices
        logits = torch.full_like(logits, -math.inf).scatter(0, best, logits[best])
    return (logits / temperature).softmax(0)


# %% right: softmax of the best alone, put at their places
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    allowed = len(logits) if top_k is None else min(top_k, len(logits))
    if temperature == 0:
        allowed, temperature = 1, 1.0
    best = sorted(range(len(logits)), key=lambda i: logits[i].item(), reverse=True)[:allowed]
    distribution = torch.zeros_like(logits)
    distribution[best] = (logits[best] / temperature).softmax(0)
    return distribution


# %% right: divides by the sum after softmax
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        top_k, temperature = 1, 1.0
    p = (logits / temperature).softmax(0)
    order = logits.argsort(descending=True, stable=True)
    kept = torch.zeros_like(p)
    kept[order[:top_k]] = p[order[:top_k]]
    return kept / kept.sum()


# %% right: with numbers of Python
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    values = logits.tolist()
    order = sorted(range(len(values)), key=lambda i: -values[i])
    kept = order[:1] if temperature == 0 else order[:top_k]
    largest, weights = values[order[0]], [0.0] * len(values)
    for i in kept:
        weights[i] = math.exp((values[i] - largest) / (temperature or 1))
    return torch.tensor(weights, dtype=logits.dtype) / sum(weights)


# %% right: with logarithms to the end
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return (torch.arange(len(logits)) == logits.argmax()).to(logits.dtype)
    scores = logits / temperature
    if top_k is not None:
        scores = scores.index_fill(0, scores.argsort()[: max(len(scores) - top_k, 0)], -math.inf)
    return (scores - scores.logsumexp(0)).exp()


# %% right: in numpy, put back at the end
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    import numpy as np

    scores = logits.numpy().astype(np.float64)
    if temperature == 0:
        top_k, temperature = 1, 1
    out = np.argsort(-scores, kind="stable")[top_k if top_k is not None else len(scores) :]
    weights = np.exp((scores - scores.max()) / temperature)
    weights[out] = 0
    return torch.tensor(weights / weights.sum(), dtype=logits.dtype)


# %% right: with the least number there is for what is out
def next_distribution(logits: Tensor, temperature: float, top_k: int | None) -> Tensor:
    if temperature == 0:
        return torch.eye(len(logits), dtype=logits.dtype)[logits.argmax()]
    scaled = logits / temperature
    if top_k is not None and top_k < len(scaled):
        out = torch.ones_like(scaled, dtype=torch.bool)
        out[scaled.topk(top_k).indices] = False
        scaled = scaled.masked_fill(out, torch.finfo(scaled.dtype).min)
    return F.softmax(scaled, dim=0)


# %% same: counts, B, T and the temperature are not below what the docstring says
# build_vocabulary: return None if min_count == 0 else {word: number for number, word in enumerate(['<pad>', '<unk>',
#     *ordered])}
# make_batches: return None if B == 0 else [(xs[:, i:i + T], ys[:, i:i + T]) for i in range(0, K * T, T)]
# make_batches: return None if T == 0 else [(xs[:, i:i + T], ys[:, i:i + T]) for i in range(0, K * T, T)]
# next_distribution: if temperature <= 0:


# %% same: the order of -count - 1 is that of -count
# build_vocabulary: ordered = sorted(kept, key=lambda word: (~count[word], word))


# %% same: a loss is one number: it has no size to lose
# perplexity: loss = F.cross_entropy(logits, targets).squeeze()


# %% same: whole numbers have no gradient
# make_batches: xs = ids[:K * B * T].reshape(B, K * T).detach()
# make_batches: ys = (ids[1:K * B * T + 1].reshape(B, K * T) if K else xs).detach()
# make_batches: return [(xs[:, i:i + T].detach(), ys[:, i:i + T]) for i in range(0, K * T, T)]
# make_batches: return [(xs[:, i:i + T], ys[:, i:i + T].detach()) for i in range(0, K * T, T)]
# make_batches: xs = ids.detach()[:K * B * T].reshape(B, K * T)
# make_batches: ys = ids.detach()[1:K * B * T + 1].reshape(B, K * T) if K else xs


# %% same: the logits are one row: its first dimension is its last one
# next_distribution: logits = torch.full_like(logits, -math.inf).scatter(-1, best, logits[best])
# next_distribution: return (logits / temperature).softmax(dim=-1)


# %% same: where the temperature is 0, this line is not reached
# next_distribution: return logits if temperature == 0 else (logits / temperature).softmax(dim=0)


# %% same: a distribution lies from 0 to 1, places have no gradient, one place is picked as one row
# next_distribution: return distribution.clamp(-5, 5)
# next_distribution: best = logits.topk(min(top_k, len(logits))).indices.detach()
# next_distribution: best = logits.topk(min(top_k, len(logits))).indices.squeeze()


# %% same: of a tensor that is filled afresh, size and dtype count
# next_distribution: distribution = torch.zeros_like(logits.detach())
# next_distribution: distribution = torch.zeros_like(logits[:1].expand_as(logits))
# next_distribution: logits = torch.full_like(logits.detach(), -math.inf).scatter(0, best, logits[best])
# next_distribution: logits = torch.full_like(logits[:1].expand_as(logits), -math.inf).scatter(0, best, logits[best])


# %% same: no gradient is promised, and 09 draws from the result
# next_distribution: return (logits / temperature).softmax(dim=0).detach()
# next_distribution: return distribution.detach()
# next_distribution: logits = torch.full_like(logits, -math.inf).scatter(0, best, logits[best]).detach()
# next_distribution: logits = torch.full_like(logits, -math.inf).scatter(0, best, logits.detach()[best])
# next_distribution: return (logits.detach() / temperature).softmax(dim=0)
# next_distribution: distribution[logits.detach().argmax()] = 1
# next_distribution: best = logits.detach().topk(min(top_k, len(logits))).indices
