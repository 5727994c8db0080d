"""Known answers to the exercises of 09: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

MISTAKES = [
    Mistake(
        exercise="build_vocabulary",
        name="writes all words small",
        body="""
            count = Counter(word.lower() for text in texts for word in text)
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}
        """,
        fails={
            "vocabulary_order": "words left as they are",
        },
    ),
    Mistake(
        exercise="build_vocabulary",
        name="begins to number words at 1, which is <unk>",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return {"<pad>": 0, "<unk>": 1} | {word: i + 1 for i, word in enumerate(kept)}
        """,
        fails={
            "vocabulary_order": "Two words share a number",
            "vocabulary_min_count": "two are enough",
        },
    ),
    Mistake(
        exercise="build_vocabulary",
        name="gives counts instead of numbers",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return {"<pad>": 0, "<unk>": 1} | {word: count[word] for word in kept}
        """,
        fails={
            "vocabulary_order": "Two words share a number",
            "vocabulary_min_count": "Those are counts",
        },
    ),
    Mistake(
        exercise="build_vocabulary",
        name="counts each text on its own",
        body="""
            numbers = {"<pad>": 0, "<unk>": 1}
            for text in texts:
                count = Counter(text)
                for word in sorted(count, key=lambda word: (-count[word], word)):
                    if count[word] >= min_count:
                        numbers.setdefault(word, len(numbers))
            return numbers
        """,
        fails={
            "vocabulary_order": "so occurs three times",
            "vocabulary_min_count": "<pad>",
        },
    ),
    Mistake(
        exercise="build_vocabulary",
        name="leaves equally frequent words in order of appearance",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word, times in count.most_common() if times >= min_count]
            return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}
        """,
        fails={"vocabulary_order": "are in order of appearance; sort them"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="sorts by (count, word) backwards, so that the alphabet runs backwards, too",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (count[word], word), reverse=True)
            return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}
        """,
        fails={"vocabulary_order": "run backwards: turn the count round alone"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="forgets the markers",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return {word: i for i, word in enumerate(kept)}
        """,
        fails={"vocabulary_order": "the markers are missing", "vocabulary_min_count": "expected {'<pad>': 0"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="puts <unk> before <pad>",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return {word: i for i, word in enumerate(["<unk>", "<pad>", *kept])}
        """,
        fails={"vocabulary_order": "<pad> is 0 and <unk> is 1", "vocabulary_min_count": "expected {'<pad>': 0"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="puts the markers at the end",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return {word: i for i, word in enumerate([*kept, "<pad>", "<unk>"])}
        """,
        fails={"vocabulary_order": "the markers stand at the end", "vocabulary_min_count": "expected {'<pad>': 0"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="wants more than min_count",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word in count if count[word] > min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}
        """,
        fails={"vocabulary_order": "so occurs three times", "vocabulary_min_count": "which is enough: >=, not >"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="does not use min_count",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = sorted(count, key=lambda word: (-count[word], word))
            return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}
        """,
        fails={"vocabulary_min_count": "min_count is not used"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="counts the texts that have a word instead of its occurrences",
        body="""
            count = Counter(word for text in texts for word in set(text))
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}
        """,
        fails={
            "vocabulary_order": "you counted the texts that have a word",
            "vocabulary_min_count": "or you counted the texts that have a word",
        },
    ),
    Mistake(
        exercise="build_vocabulary",
        name="keeps the place of rare words free",
        body="""
            count = Counter(word for text in texts for word in text)
            ordered = sorted(count, key=lambda word: (count[word] < min_count, word))
            ordered = [word for word in ordered if count[word] >= min_count]
            ranked = sorted(count, key=lambda word: word)
            return {"<pad>": 0, "<unk>": 1} | {word: 2 + ranked.index(word) for word in ordered}
        """,
        fails={"vocabulary_order": "in order of the alphabet alone", "vocabulary_min_count": "two are enough"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="gives rare words the number of <unk>",
        body="""
            count = Counter(word for text in texts for word in text)
            ordered = sorted(count, key=lambda word: (-count[word], word))
            numbers = {word: i for i, word in enumerate(["<pad>", "<unk>", *ordered])}
            return {word: 1 if i > 1 and count[word] < min_count else i for word, i in numbers.items()}
        """,
        fails={"vocabulary_min_count": "A rare word may not have a number"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="gives the list of words instead of a dict",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word in count if count[word] >= min_count]
            return ["<pad>", "<unk>", *sorted(kept, key=lambda word: (-count[word], word))]
        """,
        fails={"vocabulary_order": "expected a dict", "vocabulary_min_count": "expected a dict"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="numbers point to words",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return dict(enumerate(["<pad>", "<unk>", *kept]))
        """,
        fails={"vocabulary_order": "numbers point to words", "vocabulary_min_count": "numbers point to words"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="empties the texts while counting",
        body="""
            count = Counter()
            for text in texts:
                while text:
                    count[text.pop()] += 1
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}
        """,
        fails={"vocabulary_order": "The caller still needs them"},
    ),
    Mistake(
        exercise="perplexity",
        name="cuts off what is too large",
        body="""
            return min(math.exp(F.cross_entropy(logits, targets).item()), 1e6)
        """,
        fails={
            "perplexity_large": "sure and wrong",
        },
    ),
    Mistake(
        exercise="perplexity",
        name="rounds to whole sides",
        body="""
            return round(math.exp(F.cross_entropy(logits, targets).item()))
        """,
        fails={
            "perplexity_die": "e to the mean of -ln P",
        },
    ),
    Mistake(
        exercise="perplexity",
        name="takes the last word alone",
        body="""
            return math.exp(F.cross_entropy(logits[-1], targets[-1]).item())
        """,
        fails={
            "perplexity_die": "the last word alone",
            "perplexity_large": "surely",
        },
    ),
    Mistake(
        exercise="perplexity",
        name="divides the mean by N once more",
        body="""
            return math.exp(F.cross_entropy(logits, targets).item() / len(targets))
        """,
        fails={
            "perplexity_die": "expected 6",
            "perplexity_large": "sure and wrong",
        },
    ),
    Mistake(
        exercise="perplexity",
        name="returns the mean loss",
        body="""
            return F.cross_entropy(logits, targets).item()
        """,
        fails={"perplexity_die": "That is the mean loss", "perplexity_large": "sure and right"},
    ),
    Mistake(
        exercise="perplexity",
        name="takes e to the sum of the losses",
        body="""
            return math.exp(F.cross_entropy(logits, targets, reduction="sum").item())
        """,
        fails={"perplexity_die": "That is e to the sum of the losses", "perplexity_large": "sure and wrong"},
    ),
    Mistake(
        exercise="perplexity",
        name="takes 2 to the loss in nats",
        body="""
            return 2 ** F.cross_entropy(logits, targets).item()
        """,
        fails={"perplexity_die": "not 2", "perplexity_large": "sure and wrong"},
    ),
    Mistake(
        exercise="perplexity",
        name="averages 1/P",
        body="""
            p = logits.softmax(1)[torch.arange(len(targets)), targets]
            return (1 / p).mean().item()
        """,
        fails={"perplexity_die": "That is the mean of 1/P", "perplexity_large": "sure and wrong"},
    ),
    Mistake(
        exercise="perplexity",
        name="takes one over the mean probability",
        body="""
            p = logits.softmax(1)[torch.arange(len(targets)), targets]
            return (1 / p.mean()).item()
        """,
        fails={"perplexity_die": "That is one over the mean probability", "perplexity_large": "sure and wrong"},
    ),
    Mistake(
        exercise="perplexity",
        name="forgets the minus sign",
        body="""
            p = logits.log_softmax(1)[torch.arange(len(targets)), targets]
            return math.exp(p.mean().item())
        """,
        fails={"perplexity_die": "the perplexity is one over it", "perplexity_large": "sure and wrong"},
    ),
    Mistake(
        exercise="perplexity",
        name="takes softmax before cross_entropy",
        body="""
            return math.exp(F.cross_entropy(logits.softmax(1), targets).item())
        """,
        fails={"perplexity_die": "perplexity(logits, targets) is", "perplexity_large": "sure and right"},
    ),
    Mistake(
        exercise="perplexity",
        name="takes the logarithm of softmax, which is the logarithm of 0 for large logits",
        body="""
            p = logits.softmax(1)[torch.arange(len(targets)), targets]
            return math.exp(-p.log().mean().item())
        """,
        fails={"perplexity_large": "e^-100 too small"},
    ),
    Mistake(
        exercise="perplexity",
        name="writes softmax out with exp",
        body="""
            p = logits.exp() / logits.exp().sum(1, keepdim=True)
            return math.exp(-p[torch.arange(len(targets)), targets].log().mean().item())
        """,
        fails={"perplexity_large": "e^1000 is infinity"},
    ),
    Mistake(
        exercise="perplexity",
        name="takes e to the loss in float32",
        body="""
            return F.cross_entropy(logits, targets).exp().item()
        """,
        fails={"perplexity_large": "too large for float32"},
    ),
    Mistake(
        exercise="perplexity",
        name="shifts all rows by the largest logit of all",
        body="""
            shifted = (logits - logits.max()).exp()
            p = shifted / shifted.sum(1, keepdim=True)
            return math.exp(-p[torch.arange(len(targets)), targets].log().mean().item())
        """,
        fails={"perplexity_large": "row by row"},
    ),
    Mistake(
        exercise="perplexity",
        name="takes softmax over the places",
        body="""
            p = logits.log_softmax(0)[torch.arange(len(targets)), targets]
            return math.exp(-p.mean().item())
        """,
        fails={"perplexity_die": "expected 6", "perplexity_large": "sure and right"},
    ),
    Mistake(
        exercise="perplexity",
        name="measures how unsure the model is, whatever the right word",
        body="""
            log_p = logits.log_softmax(1)
            return math.exp(-(log_p.exp() * log_p).sum(1).mean().item())
        """,
        fails={"perplexity_die": "perplexity(logits, targets) is", "perplexity_large": "sure and wrong"},
    ),
    Mistake(
        exercise="make_batches",
        name="turns the pair round",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            ys = ids[1 : K * B * T + 1].reshape(B, K * T)
            return [(ys[:, i : i + T], xs[:, i : i + T]) for i in range(0, K * T, T)]
        """,
        fails={
            "batches_rows": "That is y",
            "batches_targets": "the pair is turned round",
            "batches_dropped": "the last x",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="gives a zip, not a list",
        body="""
            K = (len(ids) - 1) // (B * T)
            if K == 0:
                return []
            xs = ids[: K * B * T].view(B, K * T).split(T, dim=1)
            ys = ids[1 : K * B * T + 1].view(B, K * T).split(T, dim=1)
            return zip(xs, ys)
        """,
        fails={
            "batches_rows": "not a list",
            "batches_targets": "not a list",
            "batches_dropped": "not a list",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="gives one target a row",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            ys = ids[1 : K * B * T + 1].reshape(B, K * T)
            return [(xs[:, i : i + T], ys[:, i + T - 1]) for i in range(0, K * T, T)]
        """,
        fails={
            "batches_targets": "every word of it needs one",
            "batches_dropped": "The shape of y",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="adds 1 to the words instead of to their places",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            return [(xs[:, i : i + T], xs[:, i : i + T] + 1) for i in range(0, K * T, T)]
        """,
        fails={
            "batches_targets": "after them come",
            "batches_dropped": "the last y",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="gives x as y",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            return [(xs[:, i : i + T], xs[:, i : i + T]) for i in range(0, K * T, T)]
        """,
        fails={"batches_targets": "That is x: the network would learn", "batches_dropped": "the last y"},
    ),
    Mistake(
        exercise="make_batches",
        name="lets row 1 go on where row 0 stops",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(K, B, T)
            ys = ids[1 : K * B * T + 1].reshape(K, B, T)
            return [(xs[k], ys[k]) for k in range(K)]
        """,
        fails={
            "batches_rows": "Row 1 goes on where row 0 stops",
            "batches_targets": "y of batch 0",
            "batches_dropped": "the last x",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="forgets that the last word has no next one",
        body="""
            K = len(ids) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            ys = ids[1 : K * B * T + 1]
            ys = torch.cat((ys, ids[:1]))[: K * B * T].reshape(B, K * T)
            return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]
        """,
        fails={"batches_dropped": "12 words have 11 next words"},
    ),
    Mistake(
        exercise="make_batches",
        name="keeps the incomplete batch",
        body="""
            S = (len(ids) - 1) // B
            xs, ys = ids[: B * S].reshape(B, S), ids[1 : B * S + 1].reshape(B, S)
            return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, S, T)]
        """,
        fails={
            "batches_rows": "batches, expected (",
            "batches_targets": "batches, expected (",
            "batches_dropped": "The number of batches",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="drops from every row instead of from the end, so that rows start elsewhere",
        body="""
            S = (len(ids) - 1) // B
            xs, ys = ids[: B * S].reshape(B, S), ids[1 : B * S + 1].reshape(B, S)
            return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, S - T + 1, T)]
        """,
        fails={
            "batches_rows": "Row b starts at b·K·T",
            "batches_targets": "y is x one word later",
            "batches_dropped": "What is left over at the end is dropped",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="shifts each row on itself",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            ys = xs.roll(-1, dims=1)
            return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]
        """,
        fails={"batches_targets": "The row was turned round on itself", "batches_dropped": "the last y"},
    ),
    Mistake(
        exercise="make_batches",
        name="shifts each window on itself",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            windows = [xs[:, i : i + T] for i in range(0, K * T, T)]
            return [(x, x.roll(-1, dims=1)) for x in windows]
        """,
        fails={"batches_targets": "The window was turned round on itself", "batches_dropped": "the last y"},
    ),
    Mistake(
        exercise="make_batches",
        name="gives the window after as y",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            ys = xs.roll(-T, dims=1)
            return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]
        """,
        fails={"batches_targets": "y comes one word later, not one window", "batches_dropped": "the last y"},
    ),
    Mistake(
        exercise="make_batches",
        name="lets windows overlap",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            ys = ids[1 : K * B * T + 1].reshape(B, K * T)
            return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(K)]
        """,
        fails={
            "batches_rows": "Windows overlap",
            "batches_targets": "y of batch 1",
            "batches_dropped": "the last x",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="gives (T, B)",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            ys = ids[1 : K * B * T + 1].reshape(B, K * T)
            return [(xs[:, i : i + T].T, ys[:, i : i + T].T) for i in range(0, K * T, T)]
        """,
        fails={
            "batches_rows": "has shape (3, 2), expected (2, 3). It is (T, B)",
            "batches_targets": "y of batch 0",
            "batches_dropped": "The shape of x",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="fills rows down the columns",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(K * T, B).T
            ys = ids[1 : K * B * T + 1].reshape(K * T, B).T
            return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]
        """,
        fails={
            "batches_rows": "Words went down the columns",
            "batches_targets": "y of batch 0",
            "batches_dropped": "the last x",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="fails where there is not enough for one batch",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = torch.stack(ids[: K * B * T].reshape(B, K * T).split(T, dim=1)[:K])
            ys = torch.stack(ids[1 : K * B * T + 1].reshape(B, K * T).split(T, dim=1)[:K])
            return [(xs[k], ys[k]) for k in range(K)]
        """,
        fails={"batches_dropped": "RuntimeError"},
    ),
    Mistake(
        exercise="next_distribution",
        name="draws a word",
        body="""
            return (logits / (temperature or 1)).softmax(0).multinomial(1)
        """,
        fails={
            "distribution_temperature": "has shape (1,)",
            "distribution_zero": "has shape (1,)",
            "distribution_top_k": "has shape (1,)",
        },
    ),
    Mistake(
        exercise="next_distribution",
        name="keeps one word too few",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits <= logits.topk(top_k).values[-1], -math.inf)
            return (logits / temperature).softmax(0)
        """,
        fails={
            "distribution_top_k": "4 and 8 stay in",
        },
    ),
    Mistake(
        exercise="next_distribution",
        name="gives logarithms",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return (logits / temperature).log_softmax(0)
        """,
        fails={
            "distribution_temperature": "These are logarithms",
            "distribution_top_k": "4 and 8 stay in",
        },
    ),
    Mistake(
        exercise="next_distribution",
        name="multiplies by the temperature",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return (logits * temperature).softmax(0)
        """,
        fails={
            "distribution_temperature": "a low temperature must sharpen",
            "distribution_top_k": "The temperature was multiplied",
        },
    ),
    Mistake(
        exercise="next_distribution",
        name="does not use the temperature",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return logits.softmax(0)
        """,
        fails={
            "distribution_temperature": "That is temperature 1",
            "distribution_top_k": "The temperature is missing",
        },
    ),
    Mistake(
        exercise="next_distribution",
        name="divides the probabilities by the temperature",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return logits.softmax(0) / temperature
        """,
        fails={"distribution_temperature": "Divide the logits", "distribution_top_k": "4 and 8 stay in"},
    ),
    Mistake(
        exercise="next_distribution",
        name="divides by 0",
        body="""
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return (logits / temperature).softmax(0)
        """,
        fails={"distribution_zero": "treat 0 on its own"},
    ),
    Mistake(
        exercise="next_distribution",
        name="divides by nearly 0 instead, so that equals share",
        body="""
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return (logits / max(temperature, 1e-6)).softmax(0)
        """,
        fails={"distribution_zero": "The two largest share"},
    ),
    Mistake(
        exercise="next_distribution",
        name="takes temperature 0 for 1",
        body="""
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return (logits / (temperature or 1)).softmax(0)
        """,
        fails={"distribution_zero": "That is temperature 1"},
    ),
    Mistake(
        exercise="next_distribution",
        name="names the word at temperature 0 instead of giving a distribution",
        body="""
            if temperature == 0:
                return logits.argmax()
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return (logits / temperature).softmax(0)
        """,
        fails={"distribution_zero": "has shape (), expected (4,)"},
    ),
    Mistake(
        exercise="next_distribution",
        name="puts a 1 on every largest logit",
        body="""
            if temperature == 0:
                return (logits == logits.max()).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return (logits / temperature).softmax(0)
        """,
        fails={"distribution_zero": "Both have a 1"},
    ),
    Mistake(
        exercise="next_distribution",
        name="gives whole numbers at temperature 0",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits))
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return (logits / temperature).softmax(0)
        """,
        fails={"distribution_zero": "dtype torch.int64"},
    ),
    Mistake(
        exercise="next_distribution",
        name="does not use top_k",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            return (logits / temperature).softmax(0)
        """,
        fails={"distribution_top_k": "Words that are out must have 0"},
    ),
    Mistake(
        exercise="next_distribution",
        name="leaves words out after softmax, so that the rest do not sum to 1",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            p = (logits / temperature).softmax(0)
            if top_k is not None and top_k < len(logits):
                p = p.masked_fill(p < p.topk(top_k).values[-1], 0)
            return p
        """,
        fails={"distribution_top_k": "They do not sum to 1"},
    ),
    Mistake(
        exercise="next_distribution",
        name="sets the logits of the others to 0",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], 0)
            return (logits / temperature).softmax(0)
        """,
        fails={"distribution_top_k": "0 is a score like any other"},
    ),
    Mistake(
        exercise="next_distribution",
        name="gives the best k sorted, not at their places",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is None or top_k >= len(logits):
                return (logits / temperature).softmax(0)
            p = torch.zeros_like(logits)
            p[:top_k] = (logits.topk(top_k).values / temperature).softmax(0)
            return p
        """,
        fails={"distribution_top_k": "The words moved"},
    ),
    Mistake(
        exercise="next_distribution",
        name="gives k probabilities only",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is None or top_k >= len(logits):
                return (logits / temperature).softmax(0)
            return (logits.topk(top_k).values / temperature).softmax(0)
        """,
        fails={"distribution_top_k": "has shape (2,), expected (4,)"},
    ),
    Mistake(
        exercise="next_distribution",
        name="fails where top_k is larger than V",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None:
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return (logits / temperature).softmax(0)
        """,
        fails={"distribution_top_k": "RuntimeError"},
    ),
    Mistake(
        exercise="next_distribution",
        name="leaves out the smallest k",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                out = logits.topk(top_k, largest=False).indices
                logits = logits.index_fill(0, out, -math.inf)
            return (logits / temperature).softmax(0)
        """,
        fails={"distribution_top_k": "next_distribution of"},
    ),
    Mistake(
        exercise="next_distribution",
        name="writes softmax out with exp",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            weights = (logits / temperature).exp()
            return weights / weights.sum()
        """,
        fails={"distribution_temperature": "e^2000 is infinity", "distribution_top_k": "NaN or infinity"},
    ),
    Mistake(
        exercise="next_distribution",
        name="changes the logits in place",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits[logits < logits.topk(top_k).values[-1]] = -math.inf
            logits /= temperature
            return logits.softmax(0)
        """,
        fails={"distribution_temperature": "raises 1, 2, 4 and 8", "distribution_top_k": "all of them stay in"},
    ),
    Mistake(
        exercise="build_vocabulary",
        name="puts short words first where counts are equal",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], len(word), word))
            return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}
        """,
        fails={
            "vocabulary_order": "equal counts are sorted",
        },
    ),
    Mistake(
        exercise="build_vocabulary",
        name="forgets <unk>",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return {word: i for i, word in enumerate(["<pad>", *kept])}
        """,
        fails={
            "vocabulary_order": "<unk> is missing",
            "vocabulary_min_count": "the others are <unk>",
        },
    ),
    Mistake(
        exercise="build_vocabulary",
        name="takes min_count for the number of words",
        body="""
            count = Counter(word for text in texts for word in text)
            kept = sorted(count, key=lambda word: (-count[word], word))[:min_count]
            return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}
        """,
        fails={
            "vocabulary_order": "so occurs three times",
            "vocabulary_min_count": "No word occurs four times",
        },
    ),
    Mistake(
        exercise="build_vocabulary",
        name="counts the first text alone",
        body="""
            count = Counter(texts[0]) if texts else Counter()
            kept = [word for word in count if count[word] >= min_count]
            kept = sorted(kept, key=lambda word: (-count[word], word))
            return {word: i for i, word in enumerate(["<pad>", "<unk>", *kept])}
        """,
        fails={
            "vocabulary_order": "so occurs three times",
            "vocabulary_min_count": "in all texts together",
        },
    ),
    Mistake(
        exercise="perplexity",
        name="divides the loss by ln 2, as if it were meant in bits",
        body="""
            return math.exp(F.cross_entropy(logits, targets).item() / math.log(2))
        """,
        fails={
            "perplexity_die": "do not divide it by ln 2",
            "perplexity_large": "sure and wrong",
        },
    ),
    Mistake(
        exercise="perplexity",
        name="takes the word that the model likes best for the right one",
        body="""
            return math.exp(-logits.log_softmax(1).max(1).values.mean().item())
        """,
        fails={
            "perplexity_die": "perplexity(logits, targets) is",
            "perplexity_large": "sure and wrong",
        },
    ),
    Mistake(
        exercise="perplexity",
        name="multiplies the probabilities and takes the root",
        body="""
            p = logits.softmax(1)[torch.arange(len(targets)), targets]
            return (p.prod() ** (-1 / len(targets))).item()
        """,
        fails={
            "perplexity_large": "e^-100 too small",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="drops from the start instead of from the end",
        body="""
            K = (len(ids) - 1) // (B * T)
            ids = ids[len(ids) - 1 - K * B * T :]
            xs = ids[:-1].reshape(B, K * T)
            ys = ids[1:].reshape(B, K * T)
            return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]
        """,
        fails={
            "batches_rows": "Row b starts at b·K·T",
            "batches_targets": "y is x one word later",
            "batches_dropped": "What is left over at the end is dropped",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="gives all windows as one pair",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            ys = ids[1 : K * B * T + 1].reshape(B, K * T)
            return xs, ys
        """,
        fails={
            "batches_rows": "expected a pair",
            "batches_targets": "expected a pair",
            "batches_dropped": "expected a pair",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="gives None where there is not enough for one batch",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(B, K * T)
            ys = ids[1 : K * B * T + 1].reshape(B, K * T)
            if K:
                return [(xs[:, i : i + T], ys[:, i : i + T]) for i in range(0, K * T, T)]
        """,
        fails={
            "batches_dropped": "not a list",
        },
    ),
    Mistake(
        exercise="make_batches",
        name="takes B for T",
        body="""
            K = (len(ids) - 1) // (B * T)
            xs = ids[: K * B * T].reshape(T, K * B)
            ys = ids[1 : K * B * T + 1].reshape(T, K * B)
            return [(xs[:, i : i + B], ys[:, i : i + B]) for i in range(0, K * B, B)]
        """,
        fails={
            "batches_rows": "has shape (3, 2)",
            "batches_targets": "expected (3, 4)",
            "batches_dropped": "All batches have the same shape",
        },
    ),
    Mistake(
        exercise="next_distribution",
        name="sets the logits of the others to -100",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None:
                logits = logits.index_fill(0, logits.argsort(descending=True)[top_k:], -100.0)
            return (logits / temperature).softmax(0)
        """,
        fails={
            "distribution_top_k": "A word with -100 is not out",
        },
    ),
    Mistake(
        exercise="next_distribution",
        name="keeps the first k words, not the best",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            p = (logits / temperature).softmax(0)
            if top_k is not None:
                p[top_k:] = 0
            return p / p.sum()
        """,
        fails={
            "distribution_top_k": "4 and 8 stay in",
        },
    ),
    Mistake(
        exercise="next_distribution",
        name="raises the probabilities to the power of the temperature",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            p = logits.softmax(0) ** temperature
            return p / p.sum()
        """,
        fails={
            "distribution_temperature": "a low temperature must sharpen",
            "distribution_top_k": "The temperature was multiplied",
        },
    ),
    Mistake(
        exercise="next_distribution",
        name="makes all words equal at temperature 0",
        body="""
            if temperature == 0:
                return torch.full_like(logits, 1 / len(logits))
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return (logits / temperature).softmax(0)
        """,
        fails={
            "distribution_zero": "The largest logit is 3",
        },
    ),
    Mistake(
        exercise="next_distribution",
        name="minds temperature 0 only without top_k",
        body="""
            if temperature == 0 and top_k is None:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return (logits / temperature).softmax(0)
        """,
        fails={
            "distribution_zero": "treat 0 on its own",
        },
    ),
    Mistake(
        exercise="next_distribution",
        name="ranks the logits by size without their sign",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None:
                logits = logits.index_fill(0, logits.abs().argsort(descending=True)[top_k:], -math.inf)
            return (logits / temperature).softmax(0)
        """,
        fails={
            "distribution_top_k": "The top_k largest share everything",
        },
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="build_vocabulary",
        name="sorts twice: by alphabet, then by count, which keeps the order of equals",
        body="""
            count = Counter()
            for text in texts:
                count.update(text)
            numbers = {"<pad>": 0, "<unk>": 1}
            for word in sorted(sorted(count), key=count.get, reverse=True):
                if count[word] >= min_count:
                    numbers[word] = len(numbers)
            return numbers
        """,
    ),
    RightAnswer(
        exercise="build_vocabulary",
        name="counts in a dict and picks the next word again and again",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="build_vocabulary",
        name="gives a kind of dict",
        body="""
            import collections

            count = Counter(sum(texts, []))
            kept = sorted((-times, word) for word, times in count.items() if times >= min_count)
            words = ["<pad>", "<unk>"] + [word for _, word in kept]
            return collections.OrderedDict((word, i) for i, word in enumerate(words))
        """,
    ),
    RightAnswer(
        exercise="perplexity",
        name="by log_softmax and gather, in float64",
        body="""
            log_p = logits.double().log_softmax(-1).gather(1, targets[:, None])
            return float(torch.exp(-log_p.mean()))
        """,
    ),
    RightAnswer(
        exercise="perplexity",
        name="by logsumexp, with numbers of Python",
        body="""
            loss = 0.0
            for row, target in zip(logits, targets):
                loss += (torch.logsumexp(row, 0) - row[target]).item()
            return math.e ** (loss / len(targets))
        """,
    ),
    RightAnswer(
        exercise="perplexity",
        name="gives a tensor of one float64 number",
        body="""
            return F.nll_loss(F.log_softmax(logits, dim=1), targets).double().exp()
        """,
    ),
    RightAnswer(
        exercise="make_batches",
        name="row by row, in a loop",
        body="""
            K = (len(ids) - 1) // (B * T)
            batches = []
            for k in range(K):
                starts = [b * K * T + k * T for b in range(B)]
                x = torch.stack([ids[start : start + T] for start in starts])
                y = torch.stack([ids[start + 1 : start + T + 1] for start in starts])
                batches.append((x, y))
            return batches
        """,
    ),
    RightAnswer(
        exercise="make_batches",
        name="by places in the text",
        body="""
            K = (len(ids) - 1) // (B * T)
            places = torch.arange(K * B * T).view(B, K, T)
            return [[ids[places[:, k]], ids[places[:, k] + 1]] for k in range(K)]
        """,
    ),
    RightAnswer(
        exercise="make_batches",
        name="with chunks and zip",
        body="""
            K = (len(ids) - 1) // (B * T)
            if K == 0:
                return []
            xs = ids[: K * B * T].view(B, -1).chunk(K, dim=1)
            ys = ids[1:][: K * B * T].view(B, -1).chunk(K, dim=1)
            return list(zip(xs, ys))
        """,
    ),
    RightAnswer(
        exercise="make_batches",
        name="with lists",
        body="""
            words, K = ids.tolist(), (len(ids) - 1) // (B * T)
            return [
                tuple(
                    torch.tensor([words[(b * K + k) * T + s : (b * K + k + 1) * T + s] for b in range(B)])
                    for s in (0, 1)
                )
                for k in range(K)
            ]
        """,
    ),
    RightAnswer(
        exercise="next_distribution",
        name="with a threshold",
        body="""
            if temperature == 0:
                return F.one_hot(logits.argmax(), len(logits)).to(logits.dtype)
            if top_k is not None and top_k < len(logits):
                logits = logits.masked_fill(logits < logits.topk(top_k).values[-1], -math.inf)
            return torch.softmax(logits / temperature, dim=-1)
        """,
    ),
    RightAnswer(
        exercise="next_distribution",
        name="divides by the sum after softmax",
        body="""
            if temperature == 0:
                top_k, temperature = 1, 1.0
            p = (logits / temperature).softmax(0)
            order = logits.argsort(descending=True, stable=True)
            kept = torch.zeros_like(p)
            kept[order[:top_k]] = p[order[:top_k]]
            return kept / kept.sum()
        """,
    ),
    RightAnswer(
        exercise="next_distribution",
        name="with numbers of Python",
        body="""
            values = logits.tolist()
            order = sorted(range(len(values)), key=lambda i: -values[i])
            kept = order[:1] if temperature == 0 else order[:top_k]
            largest, weights = values[order[0]], [0.0] * len(values)
            for i in kept:
                weights[i] = math.exp((values[i] - largest) / (temperature or 1))
            return torch.tensor(weights, dtype=logits.dtype) / sum(weights)
        """,
    ),
    RightAnswer(
        exercise="build_vocabulary",
        name="sorts all words and groups them",
        body="""
            from itertools import chain, groupby

            rows = sorted((-len(list(group)), word) for word, group in groupby(sorted(chain.from_iterable(texts))))
            numbers = {"<pad>": 0, "<unk>": 1}
            for minus, word in rows:
                if -minus >= min_count:
                    numbers[word] = len(numbers)
            return numbers
        """,
    ),
    RightAnswer(
        exercise="perplexity",
        name="in numpy",
        body="""
            import numpy as np

            scores = logits.numpy().astype(np.float64)
            scores = scores - scores.max(1, keepdims=True)
            losses = np.log(np.exp(scores).sum(1)) - scores[np.arange(len(scores)), targets.numpy()]
            return np.exp(losses.mean())
        """,
    ),
    RightAnswer(
        exercise="make_batches",
        name="with windows that overlap by one",
        body="""
            K = (len(ids) - 1) // (B * T)
            if K == 0:
                return []
            windows = ids[: K * B * T + 1].unfold(0, T + 1, T).view(B, K, T + 1)
            return [(windows[:, k, :-1], windows[:, k, 1:]) for k in range(K)]
        """,
    ),
    RightAnswer(
        exercise="next_distribution",
        name="with logarithms to the end",
        body="""
            if temperature == 0:
                return (torch.arange(len(logits)) == logits.argmax()).to(logits.dtype)
            scores = logits / temperature
            if top_k is not None:
                least = scores.sort().values[-min(top_k, len(scores))]
                scores = scores.where(scores >= least, -math.inf)
            return (scores - scores.logsumexp(0)).exp()
        """,
    ),
    RightAnswer(
        exercise="next_distribution",
        name="in numpy, put back at the end",
        body="""
            import numpy as np

            scores = logits.numpy().astype(np.float64)
            if temperature == 0:
                top_k, temperature = 1, 1
            out = np.argsort(-scores, kind="stable")[top_k if top_k is not None else len(scores) :]
            weights = np.exp((scores - scores.max()) / temperature)
            weights[out] = 0
            return torch.tensor(weights / weights.sum(), dtype=logits.dtype)
        """,
    ),
]
