"""Known answers to the exercises of words."""

# ruff: noqa: F811 - each answer defines the same function again


# %% wrong: takes So for another word than so
# fails counts_letters: so and So are one word
def word_counts(text: str) -> dict[str, int]:
    counts = {}
    for word in text.split():
        if word := word.strip(".,;:!?"):
            counts[word] = counts.get(word, 0) + 1
    return counts


# %% wrong: leaves punctuation on the words
# fails counts_letters: are the word end
def word_counts(text: str) -> dict[str, int]:
    counts = {}
    for word in text.lower().split():
        counts[word] = counts.get(word, 0) + 1
    return counts


# %% wrong: splits at every single space
# fails counts_words: an empty text has no words
# fails counts_letters: not seen
def word_counts(text: str) -> dict[str, int]:
    counts = {}
    for word in text.lower().split(" "):
        word = word.strip(".,;:!?")
        counts[word] = counts.get(word, 0) + 1
    return counts


# %% right: with a Counter
def word_counts(text: str) -> dict[str, int]:
    from collections import Counter

    words = (word.strip(".,;:!?") for word in text.lower().split())
    return dict(Counter(word for word in words if word))


# %% wrong: starts from 1 each time
# fails tally_add: b, a and b give
class Tally:
    def add(self, word: str) -> None:
        self.counts[word] = 1


# %% wrong: looks for a count that is not there yet
# fails tally_add: KeyError
class Tally:
    def add(self, word: str) -> None:
        self.counts[word] += 1


# %% right: asks first whether the word is there
class Tally:
    def add(self, word: str) -> None:
        if word not in self.counts:
            self.counts[word] = 0
        self.counts[word] += 1


# %% wrong: the least frequent first
# fails tally_most_common: the one most common word is ['b']
class Tally:
    def most_common(self, count: int) -> list[str]:
        return sorted(self.counts, key=lambda word: (self.counts[word], word))[:count]


# %% wrong: leaves equals in the order in which they came
# fails tally_most_common: the three are ['a', 'c', 'b']
class Tally:
    def most_common(self, count: int) -> list[str]:
        return sorted(self.counts, key=self.counts.get, reverse=True)[:count]


# %% wrong: gives pairs of word and count
# fails tally_most_common: [('a', 3)]
class Tally:
    def most_common(self, count: int) -> list[str]:
        return sorted(self.counts.items(), key=lambda pair: (-pair[1], pair[0]))[:count]


# %% right: sorts twice, since sorting keeps the order of equals
class Tally:
    def most_common(self, count: int) -> list[str]:
        words = sorted(self.counts)
        words.sort(key=self.counts.get, reverse=True)
        return words[:count]
