"""Known answers to the exercises of 11: wrong ones as students write them, and right ones written differently."""

import random
import re
from collections import Counter
from typing import Any

import torch

# The notebook defines these.
EMOTICONS: Any = ...


# %% wrong: splits at white space alone
# fails clean_words: no commas
# fails clean_emoticons: No space is needed
# fails clean_signs: A run of the same sign is one token
def clean(text: str) -> list[str]:
    return text.lower().split()


# %% wrong: removes all punctuation, emoticons too
# fails clean_words: don't is one word
# fails clean_emoticons: No space is needed
# fails clean_signs: A run of the same sign is one token
def clean(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


# %% wrong: takes words and runs of other signs, as the given tokens do
# fails clean_words: no commas
# fails clean_emoticons: small letters, and before the words
# fails clean_signs: A run of the same sign is one token
def clean(text: str) -> list[str]:
    return re.findall(r"\w+|[^\w\s]+", text.lower())


# %% wrong: forgets small letters
# fails clean_words: Small letters
# fails clean_emoticons: small letters, and before the words
# fails clean_signs: expected ['nice'
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text)]


# %% wrong: sees :/ in every address
# fails clean_signs: :/ hides in http://
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"(?:{faces})(?!\w)|@anonymous|http|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: sees emoticons inside words
# fails clean_emoticons: so it is no emoticon
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|{faces}|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: wants a space before an emoticon
# fails clean_emoticons: No space is needed
# fails clean_signs: Elsewhere :/ is an emoticon
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?<!\S)(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: wants a space after an emoticon
# fails clean_emoticons: is one of EMOTICONS
# fails clean_signs: Elsewhere :/ is an emoticon
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\S)|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: leaves runs of marks as they are
# fails clean_signs: so that ! and !!! are the same
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    return re.findall(rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+", text.lower())


# %% wrong: takes each mark of a run for a token
# fails clean_signs: so that ! and !!! are the same
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    return re.findall(rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|[!?]", text.lower())


# %% wrong: takes ?!?! for one run
# fails clean_signs: Each run counts for itself
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|[!?]+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: cuts words at the apostrophe
# fails clean_words: don't is one word
# fails clean_signs: A space ends every run
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: leaves out users and addresses
# fails clean_signs: Both stay whole
def clean(text: str) -> list[str]:
    text = text.lower().replace("@anonymous", " ").replace("http://url_removed", " ")
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text)]


# %% wrong: joins the tokens into a text
# fails clean_words: is 'great day so much sun', expected ['great'
# fails clean_emoticons: is 'late again :( :('
# fails clean_signs: is 'nice ! really ?'
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
    return " ".join(found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower()))


# %% wrong: gives each token once
# fails clean_words: Words are made of letters
# fails clean_emoticons: No space is needed
# fails clean_signs: Each run counts for itself
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
    found = [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]
    return list(dict.fromkeys(found))


# %% wrong: collects groups instead of pieces: (…) without ?:
# fails clean_words: expected ['great'
# fails clean_emoticons: expected ['late'
# fails clean_signs: expected ['nice'
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    return re.findall(rf"@anonymous|http://url_removed|({faces})(?!\w)|\w+(?:'\w+)*|!+|\?+", text.lower())


# %% wrong: leaves apostrophes at the edge of a word
# fails clean_words: not at the edge of a word
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|[\w']+|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: lets one apostrophe into a word, and no more
# fails clean_words: with the apostrophes inside them
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)?|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: keeps hyphens inside words
# fails clean_words: Every other sign ends a word
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:['-]\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: takes every @name for a user
# fails clean_signs: @ stays in @anonymous alone
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@\w+|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: takes an address up to the next space
# fails clean_signs: expected ['rt', '@anonymous', 'http://url_removed', '!']
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|https?://\S+|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: sees an emoticon before a digit
# fails clean_emoticons: A letter or digit follows at once
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?![a-z])|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: knows the letters from a to z alone
# fails clean_words: é and ï are letters, too
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?![a-z0-9])|[a-z0-9]+(?:'[a-z0-9]+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: takes every address for a whole token
# fails clean_signs: http://url_removed alone is whole
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|https?://\w+|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% wrong: turns ß into ss
# fails clean_words: Words are made of letters
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.casefold())]


# %% wrong: sees no user right after a word
# fails clean_signs: they are whole anywhere
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"(?<!\w)@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
    return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]


# %% same: a token with a mark at one end is a run of it, the same from end to end
# clean: return [found[-1] if found[0] in '!?' else found for found in re.findall(pattern, text.lower())]
# clean: return [found[0] if found[-1] in '!?' else found for found in re.findall(pattern, text.lower())]


# %% right: replaces runs first, then finds
def clean(text: str) -> list[str]:
    text = re.sub(r"([!?])\1+", r"\1", text.lower())
    faces = [re.escape(face) + r"(?!\w)" for face in EMOTICONS]
    pieces = ["@anonymous", "http://url_removed", *faces, r"[^\W_]+(?:'[^\W_]+)*", "!", r"\?"]
    return [match.group() for match in re.finditer("|".join(pieces), text)]


# %% right: walks through the text without regular expressions
def clean(text: str) -> list[str]:
    text, at, found = text.lower(), 0, []
    while at < len(text):
        rest = text[at:]
        whole = [name for name in ("@anonymous", "http://url_removed") if rest.startswith(name)]
        whole += [f for f in EMOTICONS if rest.startswith(f) and not rest[len(f) : len(f) + 1].isalnum()]
        if whole:
            piece = whole[0]
            found.append(piece)
        elif rest[0] in "!?":
            piece = rest[: len(rest) - len(rest.lstrip(rest[0]))]
            found.append(rest[0])
        elif rest[0].isalnum():
            end = 1
            while end < len(rest) and (rest[end].isalnum() or rest[end] == "'" and rest[end + 1 : end + 2].isalnum()):
                end += 1
            piece = rest[:end]
            found.append(piece)
        else:
            piece = rest[0]
        at += len(piece)
    return found


# %% right: piece by piece between spaces
def clean(text: str) -> list[str]:
    faces = "|".join(re.escape(face) for face in EMOTICONS)
    found = []
    pattern = rf"(@anonymous|http://url_removed|(?:{faces})(?!\w))|(\w[\w']*)|(!|\?)\3*"
    for piece in text.lower().split():
        for match in re.finditer(pattern, piece):
            found.append(match[3] or match[0].rstrip("'" if match[2] else ""))
    return found


# %% right: with a Scanner
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    whole = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*"
    rules = [(whole, lambda _, piece: piece), ("[!]+", lambda *_: "!"), ("[?]+", lambda *_: "?")]
    return re.Scanner([*rules, (r"[\s\S]", None)], re.UNICODE).scan(text.lower())[0]


# %% right: one token, then the rest
def clean(text: str) -> list[str]:
    faces = "|".join(map(re.escape, EMOTICONS))
    pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
    found = re.search(pattern, text.lower())
    if not found:
        return []
    return [found[0].rstrip("!?") or found[0][0], *clean(text.lower()[found.end() :])]


# %% wrong: deals the classes 0, 1 and 2 alone
# fails split_shares: 0 indices for 1200 texts
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault(" ".join(text.lower().split()), []).append(i)
    groups = list(groups.values())
    random.seed(seed)
    random.shuffle(groups)
    parts = [], [], []
    for wanted in range(3):
        size, dealt = labels.count(wanted), [0, 0, 0]
        for group in groups:
            if labels[group[0]] == wanted:
                k = 0 if dealt[0] < fractions[0] * size else 1 if dealt[1] < fractions[1] * size else 2
                parts[k].extend(group)
                dealt[k] += len(group)
    return parts


# %% wrong: counts groups instead of texts
# fails split_shares: count texts, not groups
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault(" ".join(text.lower().split()), []).append(i)
    groups = list(groups.values())
    random.seed(seed)
    random.shuffle(groups)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        size, dealt = sum(labels[group[0]] == wanted for group in groups), [0, 0, 0]
        for group in groups:
            if labels[group[0]] == wanted:
                k = 0 if dealt[0] < fractions[0] * size else 1 if dealt[1] < fractions[1] * size else 2
                parts[k].extend(group)
                dealt[k] += 1
    return parts


# %% wrong: gives groups of indices
# fails split_shares: expected indices
# fails split_twins: expected indices
# fails split_seed: expected indices
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault(" ".join(text.lower().split()), []).append(i)
    groups = list(groups.values())
    random.seed(seed)
    random.shuffle(groups)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        size, dealt = labels.count(wanted), [0, 0, 0]
        for group in groups:
            if labels[group[0]] == wanted:
                k = 0 if dealt[0] < fractions[0] * size else 1 if dealt[1] < fractions[1] * size else 2
                parts[k].append(group)
                dealt[k] += len(group)
    return parts


# %% wrong: always has the same fractions
# fails split_shares: (70%)
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault(" ".join(text.lower().split()), []).append(i)
    groups = list(groups.values())
    random.seed(seed)
    random.shuffle(groups)
    fractions = [0.5, 0.25, 0.25]
    parts = [], [], []
    for wanted in sorted(set(labels)):
        size, dealt = labels.count(wanted), [0, 0, 0]
        for group in groups:
            if labels[group[0]] == wanted:
                k = 0 if dealt[0] < fractions[0] * size else 1 if dealt[1] < fractions[1] * size else 2
                parts[k].extend(group)
                dealt[k] += len(group)
    return parts


# %% wrong: shifts the file by the seed instead of shuffling it
# fails split_seed: deals out long runs of neighbours
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault(" ".join(text.lower().split()), []).append(i)
    groups = list(groups.values())
    random.seed(seed)
    groups = groups[seed:] + groups[:seed]
    parts = [], [], []
    for wanted in sorted(set(labels)):
        size, dealt = labels.count(wanted), [0, 0, 0]
        for group in groups:
            if labels[group[0]] == wanted:
                k = 0 if dealt[0] < fractions[0] * size else 1 if dealt[1] < fractions[1] * size else 2
                parts[k].extend(group)
                dealt[k] += len(group)
    return parts


# %% wrong: cuts the file in order
# fails split_shares: Deal class by class
# fails split_twins: What training has told
# fails split_seed: one split for the seeds 7 and 8
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    n = len(texts)
    a, b = round(fractions[0] * n), round((fractions[0] + fractions[1]) * n)
    return list(range(a)), list(range(a, b)), list(range(b, n))


# %% wrong: shuffles without a look at classes or twins
# fails split_shares: Deal class by class
# fails split_twins: What training has told
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    order = list(range(len(texts)))
    random.Random(seed).shuffle(order)
    n = len(texts)
    a, b = round(fractions[0] * n), round((fractions[0] + fractions[1]) * n)
    return order[:a], order[a:b], order[b:]


# %% wrong: deals class by class, and lets twins part
# fails split_twins: What training has told
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [i for i in range(len(texts)) if labels[i] == wanted]
        random.Random(seed).shuffle(mine)
        a, b = round(fractions[0] * len(mine)), round((fractions[0] + fractions[1]) * len(mine))
        for part, dealt in zip(parts, (mine[:a], mine[a:b], mine[b:])):
            part.extend(dealt)
    return parts


# %% wrong: keeps twins together, and forgets the classes
# fails split_shares: Deal class by class
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault(" ".join(text.lower().split()), []).append(i)
    groups = list(groups.values())
    random.Random(seed).shuffle(groups)
    parts = [], [], []
    for group in groups:
        full = [len(part) >= fraction * len(texts) for part, fraction in zip(parts, fractions)]
        parts[2 if full[0] and full[1] else 1 if full[0] else 0].extend(group)
    return parts


# %% wrong: throws twins away
# fails split_shares: no text is lost
# fails split_twins: is in no part
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    first = {}
    for i, text in enumerate(texts):
        first.setdefault(" ".join(text.lower().split()), i)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [i for i in first.values() if labels[i] == wanted]
        random.Random(seed).shuffle(mine)
        a, b = round(fractions[0] * len(mine)), round((fractions[0] + fractions[1]) * len(mine))
        for part, dealt in zip(parts, (mine[:a], mine[a:b], mine[b:])):
            part.extend(dealt)
    return parts


# %% wrong: compares texts with their white space
# fails split_twins: What training has told
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault((labels[i], text.lower()), []).append(i)
    groups = list(groups.items())
    random.Random(seed).shuffle(groups)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [group for (found, _), group in groups if found == wanted]
        total, dealt = sum(map(len, mine)), 0
        for group in mine:
            share = (dealt + len(group) / 2) / total
            k = 0 if share < fractions[0] else 1 if share < fractions[0] + fractions[1] else 2
            parts[k].extend(group)
            dealt += len(group)
    return parts


# %% wrong: strips texts, and leaves capitals and white space inside
# fails split_twins: What training has told
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault((labels[i], text.strip()), []).append(i)
    groups = list(groups.items())
    random.Random(seed).shuffle(groups)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [group for (found, _), group in groups if found == wanted]
        total, dealt = sum(map(len, mine)), 0
        for group in mine:
            share = (dealt + len(group) / 2) / total
            k = 0 if share < fractions[0] else 1 if share < fractions[0] + fractions[1] else 2
            parts[k].extend(group)
            dealt += len(group)
    return parts


# %% wrong: ignores the seed
# fails split_seed: whether you were lucky
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault((labels[i], " ".join(text.lower().split())), []).append(i)
    groups = list(groups.items())
    random.Random(0).shuffle(groups)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [group for (found, _), group in groups if found == wanted]
        total, dealt = sum(map(len, mine)), 0
        for group in mine:
            share = (dealt + len(group) / 2) / total
            k = 0 if share < fractions[0] else 1 if share < fractions[0] + fractions[1] else 2
            parts[k].extend(group)
            dealt += len(group)
    return parts


# %% wrong: takes seed 0 for no seed
# fails split_seed: it is a seed, too
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault((labels[i], " ".join(text.lower().split())), []).append(i)
    groups = list(groups.items())
    (random.Random(seed) if seed else random.Random()).shuffle(groups)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [group for (found, _), group in groups if found == wanted]
        total, dealt = sum(map(len, mine)), 0
        for group in mine:
            share = (dealt + len(group) / 2) / total
            k = 0 if share < fractions[0] else 1 if share < fractions[0] + fractions[1] else 2
            parts[k].extend(group)
            dealt += len(group)
    return parts


# %% wrong: changes the lists that were passed in
# fails split_shares: work on copies
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    fractions[1] += fractions[0]
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault((labels[i], " ".join(text.lower().split())), []).append(i)
    groups = list(groups.items())
    random.Random(seed).shuffle(groups)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [group for (found, _), group in groups if found == wanted]
        total, dealt = sum(map(len, mine)), 0
        for group in mine:
            share = (dealt + len(group) / 2) / total
            k = 0 if share < fractions[0] else 1 if share < fractions[1] else 2
            parts[k].extend(group)
            dealt += len(group)
    return parts


# %% wrong: shuffles without the seed
# fails split_seed: split gives two splits for seed 7
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault((labels[i], " ".join(text.lower().split())), []).append(i)
    groups = list(groups.items())
    random.shuffle(groups)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [group for (found, _), group in groups if found == wanted]
        total, dealt = sum(map(len, mine)), 0
        for group in mine:
            share = (dealt + len(group) / 2) / total
            k = 0 if share < fractions[0] else 1 if share < fractions[0] + fractions[1] else 2
            parts[k].extend(group)
            dealt += len(group)
    return parts


# %% wrong: gives texts instead of indices
# fails split_shares: expected indices
# fails split_twins: expected indices
# fails split_seed: expected indices
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    order = list(range(len(texts)))
    random.Random(seed).shuffle(order)
    n = len(texts)
    a, b = round(fractions[0] * n), round((fractions[0] + fractions[1]) * n)
    return tuple([texts[i] for i in part] for part in (order[:a], order[a:b], order[b:]))


# %% wrong: shuffles the texts themselves
# fails split_shares: work on copies
# fails split_twins: What training has told
# fails split_seed: one split for the seeds 7 and 8
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    random.Random(seed).shuffle(texts)
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault((labels[i], " ".join(text.lower().split())), []).append(i)
    groups = list(groups.items())
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [group for (found, _), group in groups if found == wanted]
        total, dealt = sum(map(len, mine)), 0
        for group in mine:
            share = (dealt + len(group) / 2) / total
            k = 0 if share < fractions[0] else 1 if share < fractions[0] + fractions[1] else 2
            parts[k].extend(group)
            dealt += len(group)
    return parts


# %% wrong: changes the lists that were passed in
# fails split_shares: work on copies
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    for i, text in enumerate(texts):
        texts[i] = " ".join(text.lower().split())
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault((labels[i], text), []).append(i)
    groups = list(groups.items())
    random.Random(seed).shuffle(groups)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [group for (found, _), group in groups if found == wanted]
        total, dealt = sum(map(len, mine)), 0
        for group in mine:
            share = (dealt + len(group) / 2) / total
            k = 0 if share < fractions[0] else 1 if share < fractions[0] + fractions[1] else 2
            parts[k].extend(group)
            dealt += len(group)
    return parts


# %% wrong: changes the lists that were passed in
# fails split_shares: work on copies
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    fractions[1] += fractions[0]
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault((labels[i], " ".join(text.lower().split())), []).append(i)
    groups = list(groups.items())
    random.Random(seed).shuffle(groups)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [group for (found, _), group in groups if found == wanted]
        total, dealt = sum(map(len, mine)), 0
        for group in mine:
            share = (dealt + len(group) / 2) / total
            k = 0 if share < fractions[0] else 1 if share < fractions[1] else 2
            parts[k].extend(group)
            dealt += len(group)
    fractions[1] -= fractions[0]
    return parts


# %% wrong: leaves the end of the file to the last part
# fails split_seed: is the same for several
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault((labels[i], " ".join(text.lower().split())), []).append(i)
    groups = list(groups.items())
    n = int(len(groups) * (fractions[0] + fractions[1]))
    first = groups[:n]
    random.Random(seed).shuffle(first)
    groups = first + groups[n:]
    parts = [], [], []
    for wanted in sorted(set(labels)):
        mine = [group for (found, _), group in groups if found == wanted]
        total, dealt = sum(map(len, mine)), 0
        for group in mine:
            share = (dealt + len(group) / 2) / total
            k = 0 if share < fractions[0] else 1 if share < fractions[0] + fractions[1] else 2
            parts[k].extend(group)
            dealt += len(group)
    return parts


# %% same: a part may end up to six texts early or late
# split: total, dealt = (sum(map(len, mine)), 1)
# split: total, dealt = (sum(map(len, mine)), -1)
# split: share = (dealt - len(group) / 2) / total
# split: share = (dealt + len(group) - 2) / total
# split: share = (dealt + len(group) + 2) / total
# split: share = (dealt + len(group) * 2) / total
# split: share = (dealt + len(group) // 2) / total
# split: share = (dealt + len(group) % 2) / total
# split: share = (dealt + len(group) / 3) / total
# split: share = (dealt + len(group) / 1) / total
# split: k = 0 if share <= fractions[0] else 1 if share < fractions[0] + fractions[1] else 2
# split: k = 0 if share < fractions[0] else 1 if share <= fractions[0] + fractions[1] else 2

# %% same: there are texts, labels and shares, and two steps that do not need each other
# split: return None if not texts else parts
# split: return None if not labels else parts
# split: return None if not fractions else parts
# split: dealt += len(group); parts[k].extend(group)


# %% right: fills part after part, with the random numbers of all
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault(" ".join(text.lower().split()), []).append(i)
    groups = list(groups.values())
    random.seed(seed)
    random.shuffle(groups)
    parts = [], [], []
    for wanted in sorted(set(labels)):
        size, dealt = labels.count(wanted), [0, 0, 0]
        for group in groups:
            if labels[group[0]] == wanted:
                k = 0 if dealt[0] < fractions[0] * size else 1 if dealt[1] < fractions[1] * size else 2
                parts[k].extend(group)
                dealt[k] += len(group)
    return parts


# %% right: gives each group to the part that lacks most of its class
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    rng = random.Random(seed)
    groups = {}
    for i, text in enumerate(texts):
        groups.setdefault("".join(text.split()).casefold(), []).append(i)
    keys = sorted(groups)
    rng.shuffle(keys)
    missing = {(k, c): fractions[k] * labels.count(c) for k in range(3) for c in set(labels)}
    parts = [[], [], []]
    for key in keys:
        c = labels[groups[key][0]]
        k = max(range(3), key=lambda part: missing[part, c])
        parts[k] += groups[key]
        missing[k, c] -= len(groups[key])
    return parts[0], parts[1], parts[2]


# %% right: with torch's random numbers, until each share is full; a list of lists
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    generator = torch.Generator().manual_seed(seed)
    key = [" ".join(text.upper().split()) for text in texts]
    parts = [[], [], []]
    for c in sorted(set(labels)):
        names = list(dict.fromkeys(k for k, found in zip(key, labels) if found == c))
        names = [names[i] for i in torch.randperm(len(names), generator=generator).tolist()]
        size, dealt = labels.count(c), [0, 0, 0]
        for name in names:
            members = [i for i, k in enumerate(key) if k == name]
            part = next((p for p in (0, 1) if dealt[p] < fractions[p] * size - 0.5), 2)
            parts[part].extend(members)
            dealt[part] += len(members)
    return [sorted(part) for part in parts]


# %% right: sorts texts by a number that seed and text give
def split(texts: list[str], labels: list[int], fractions: list[float], seed: int) -> tuple[list, list, list]:
    import hashlib

    def number(text):
        return hashlib.sha256(f"{seed} {' '.join(text.lower().split())}".encode()).hexdigest()

    parts = [], [], []
    for c in set(labels):
        mine = sorted((number(texts[i]), i) for i in range(len(texts)) if labels[i] == c)
        last, part = None, 0
        for place, (digest, i) in enumerate(mine):
            if digest != last:
                share = (place + 0.5) / len(mine)
                part = sum(share >= sum(fractions[:k]) for k in (1, 2))
            parts[part].append(i)
            last = digest
    return parts


# %% wrong: gives the accuracy
# fails macro_f1_values: That is the accuracy
# fails macro_f1_empty: That is the accuracy
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    return sum(t == p for t, p in zip(targets, predictions)) / max(len(targets), 1)


# %% wrong: weighs classes by their size
# fails macro_f1_values: macro counts all the same
# fails macro_f1_empty: F1 is 2·3/(3+5)
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    total = 0.0
    for k in range(n_classes):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        both = targets.count(k) + predictions.count(k)
        total += targets.count(k) * (2 * right / both if both else 0.0)
    return total / max(len(targets), 1)


# %% wrong: leaves out classes that do not occur
# fails macro_f1_empty: Class 2 is left out
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    scores = []
    for k in set(targets) | set(predictions):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        scores.append(2 * right / (targets.count(k) + predictions.count(k)))
    return sum(scores) / max(len(scores), 1)


# %% wrong: divides by zero for an empty class
# fails macro_f1_empty: ZeroDivisionError
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    total = 0.0
    for k in range(n_classes):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        total += 2 * right / (targets.count(k) + predictions.count(k))
    return total / n_classes


# %% wrong: counts an empty class as 1
# fails macro_f1_empty: is 1, expected 0.6667
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    total = 0.0
    for k in range(n_classes):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        both = targets.count(k) + predictions.count(k)
        total += 2 * right / both if both else 1.0
    return total / n_classes


# %% wrong: leaves out classes that are never answered
# fails macro_f1_empty: classes that are never answered are left out
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    scores = []
    for k in range(n_classes):
        if k in predictions:
            right = sum(t == p == k for t, p in zip(targets, predictions))
            scores.append(2 * right / (targets.count(k) + predictions.count(k)))
    return sum(scores) / max(len(scores), 1)


# %% wrong: gives the mean recall
# fails macro_f1_values: That is the mean recall
# fails macro_f1_empty: F1 is 2·3/(3+5)
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    total = 0.0
    for k in range(n_classes):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        total += right / targets.count(k) if k in targets else 0.0
    return total / n_classes


# %% wrong: gives the mean precision
# fails macro_f1_values: That is the mean precision
# fails macro_f1_empty: F1 is 2·3/(3+5)
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    total = 0.0
    for k in range(n_classes):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        total += right / predictions.count(k) if k in predictions else 0.0
    return total / n_classes


# %% wrong: takes F1 of mean precision and mean recall
# fails macro_f1_values: That is F1 of the mean precision
# fails macro_f1_empty: Every class counts
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    precision = recall = 0.0
    for k in range(n_classes):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        precision += right / predictions.count(k) / n_classes if k in predictions else 0.0
        recall += right / targets.count(k) / n_classes if k in targets else 0.0
    return 2 * precision * recall / (precision + recall) if right or precision else 0.0


# %% wrong: forgets the 2 of F1
# fails macro_f1_values: The 2 is missing
# fails macro_f1_empty: is 0.125
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    total = 0.0
    for k in range(n_classes):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        both = targets.count(k) + predictions.count(k)
        total += right / both if both else 0.0
    return total / n_classes


# %% wrong: gives the sum
# fails macro_f1_values: divide by n_classes
# fails macro_f1_empty: is 0.75
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    total = 0.0
    for k in range(n_classes):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        both = targets.count(k) + predictions.count(k)
        total += 2 * right / both if both else 0.0
    return total


# %% wrong: always has three classes
# fails macro_f1_values: macro_f1 of one text and one class
# fails macro_f1_empty: some of them empty
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    total = 0.0
    for k in range(3):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        both = targets.count(k) + predictions.count(k)
        total += 2 * right / both if both else 0.0
    return total / 3


# %% wrong: leaves out classes that do not occur
# fails macro_f1_empty: Class 2 is left out
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    n_classes = max([*targets, *predictions, 0]) + 1
    total = 0.0
    for k in range(n_classes):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        both = targets.count(k) + predictions.count(k)
        total += 2 * right / both if both else 0.0
    return total / n_classes


# %% wrong: divides by the union of texts and claims
# fails macro_f1_values: is 0.4861
# fails macro_f1_empty: is 0.2, expected 0.25
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    total = 0.0
    for k in range(n_classes):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        both = targets.count(k) + predictions.count(k)
        total += right / (both - right) if both else 0.0
    return total / n_classes


# %% wrong: takes the plain mean of precision and recall
# fails macro_f1_values: the plain mean of precision and recall
# fails macro_f1_empty: F1 is 2·3/(3+5)
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    total = 0.0
    for k in range(n_classes):
        right = sum(t == p == k for t, p in zip(targets, predictions))
        total += (right / targets.count(k) + right / predictions.count(k)) / 2 if right else 0.0
    return total / n_classes


# %% same: there are as many answers as texts, one class at least, and two counts that do not need each other
# macro_f1: right = sum((t == p == k for t, p in zip(targets, predictions, strict=False)))
# macro_f1: return None if n_classes == 0 else total / n_classes
# macro_f1: both = list(targets).count(k) + list(predictions).count(k);
#     right = sum((t == p == k for t, p in zip(targets, predictions, strict=True)))


# %% right: by precision and recall of each class
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    scores = []
    for k in range(n_classes):
        claims = [t for t, p in zip(targets, predictions) if p == k]
        texts = [p for t, p in zip(targets, predictions) if t == k]
        precision = claims.count(k) / len(claims) if claims else 0.0
        recall = texts.count(k) / len(texts) if texts else 0.0
        scores.append(2 * precision * recall / (precision + recall) if precision + recall else 0.0)
    return sum(scores) / n_classes


# %% right: from a confusion matrix, as a tensor without dimensions
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    pairs = torch.tensor(targets, dtype=torch.int64) * n_classes + torch.tensor(predictions, dtype=torch.int64)
    confusion = torch.bincount(pairs, minlength=n_classes**2).view(n_classes, n_classes).double()
    both = confusion.sum(0) + confusion.sum(1)
    return torch.where(both > 0, 2 * confusion.diag() / both, 0.0).mean()


# %% right: in float32, class by class
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    t, p, scores = torch.tensor(targets), torch.tensor(predictions), torch.zeros(n_classes)
    for k in range(n_classes):
        both = (t == k).sum() + (p == k).sum()
        if both:
            scores[k] = 2 * ((t == k) & (p == k)).sum() / both
    return scores.mean()


# %% right: with counters
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    right = Counter(t for t, p in zip(targets, predictions) if t == p)
    both = Counter(targets) + Counter(predictions)
    return sum(2 * right[k] / both[k] for k in range(n_classes) if both[k]) / n_classes


# %% right: with scikit-learn, all classes named
def macro_f1(targets: list[int], predictions: list[int], n_classes: int) -> float:
    from sklearn.metrics import f1_score

    if not targets:
        return 0.0
    return f1_score(targets, predictions, average="macro", labels=range(n_classes), zero_division=0)


# %% wrong: wants a letter or a digit
# fails check_request_accepts: It is a proper text
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not any(sign.isalnum() for sign in text):
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: knows three kinds of white space
# fails check_request_refuses: Any white space counts
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text.strip(" \n\t"):
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: cuts a long text instead of refusing it
# fails check_request_refuses: 501 is over 500
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) > 500:
        text = text[:500]
    if not text.strip():
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: takes the text out of the request, and puts it back if all is well
# fails check_request_refuses: changed the payload
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload.pop("text")
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    payload["text"] = text
    return 200, {"text": text}


# %% wrong: takes the text out of the request
# fails check_request_accepts: it is the caller's
# fails check_request_refuses: changed the payload
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload.pop("text")
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: answers 400
# fails check_request_refuses: is 400, expected 422
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 400, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 400, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 400, {"error": "text is not a string"}
    if len(text) > 500:
        return 400, {"error": "text is too long"}
    if not text.strip():
        return 400, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: looks for text before it looks for a dict
# fails check_request_refuses: list indices must be integers or slices, not str
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: asks with get, so that None is missing
# fails check_request_refuses: The key is there, its value is no string
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    text = payload.get("text")
    if text is None:
        return 422, {"error": "text is missing"}
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: takes an empty text for a missing one
# fails check_request_refuses: The key is there, and its text is empty
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if payload.get("text", "") == "":
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: lets white space through
# fails check_request_refuses: There is only white space
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text:
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: refuses 500 characters
# fails check_request_accepts: 500 is not over 500
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) >= 500:
        return 422, {"error": "text is too long"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: counts bytes instead of characters
# fails check_request_accepts: for a text of 500 characters
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text.encode()) > 500:
        return 422, {"error": "text is too long"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: strips the text
# fails check_request_accepts: The text goes on as it came
# fails check_request_refuses: The first line that applies
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    text = text.strip()
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text:
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: passes everything on
# fails check_request_accepts: What nobody checked must not get further
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    return 200, payload


# %% wrong: sends the input back in the error
# fails check_request_refuses: expected {'error': 'text is not a string'}
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": f"the body is not a JSON object: {payload}"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": f"text is not a string: {text}"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: checks blank before length
# fails check_request_refuses: The first line that applies
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    return 200, {"text": text}


# %% wrong: returns the data alone
# fails check_request_accepts: expected a pair
# fails check_request_refuses: expected a pair
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if isinstance(payload, dict) and isinstance(payload.get("text"), str) and payload["text"].strip():
        return {"text": payload["text"]}
    return {"error": "text is missing"}


# %% wrong: says yes to everything
# fails check_request_refuses: is 200, expected 422
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    return 200, {"text": str(payload["text"])} if isinstance(payload, dict) and "text" in payload else {}


# %% wrong: turns numbers into text
# fails check_request_refuses: is 200, expected 422
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = str(payload["text"])
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    return 200, {"text": text}


# %% wrong: tidies the text up
# fails check_request_accepts: goes on as it came
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    if not isinstance(payload, dict):
        return 422, {"error": "the body is not a JSON object"}
    if "text" not in payload:
        return 422, {"error": "text is missing"}
    text = payload["text"]
    if not isinstance(text, str):
        return 422, {"error": "text is not a string"}
    if len(text) > 500:
        return 422, {"error": "text is too long"}
    if not text.strip():
        return 422, {"error": "text is blank"}
    return 200, {"text": text.replace("\r\n", "\n")}


# %% same: what has the key text is not empty
# check_request: return None if not payload else (200, {'text': text})
# check_request: return None if not payload else (422, {'error': 'text is not a string'})
# check_request: return None if not payload else (422, {'error': 'text is too long'})
# check_request: return None if not payload else (422, {'error': 'text is blank'})


# %% right: with match
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    match payload:
        case {"text": str(text)} if len(text) > 500:
            return 422, {"error": "text is too long"}
        case {"text": str(text)} if not text or text.isspace():
            return 422, {"error": "text is blank"}
        case {"text": str(text)}:
            return 200, {"text": text}
        case {"text": _}:
            return 422, {"error": "text is not a string"}
        case {}:
            return 422, {"error": "text is missing"}
    return 422, {"error": "the body is not a JSON object"}


# %% right: a table of rules
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    rules = {
        "the body is not a JSON object": lambda: not isinstance(payload, dict),
        "text is missing": lambda: "text" not in payload,
        "text is not a string": lambda: not isinstance(payload["text"], str),
        "text is too long": lambda: len(payload["text"]) > 500,
        "text is blank": lambda: not re.search(r"\S", payload["text"]),
    }
    wrong = next((words for words, applies in rules.items() if applies()), None)
    return (422, {"error": wrong}) if wrong else (200, {"text": payload["text"]})


# %% right: tries, and looks at what went wrong; a list for the pair
def check_request(payload: Any) -> tuple[int, dict[str, str]]:
    def refuse(words):
        return [422, dict(error=words)]

    if type(payload) is not dict:
        return refuse("the body is not a JSON object")
    try:
        text = payload["text"]
    except KeyError:
        return refuse("text is missing")
    if not isinstance(text, str):
        return refuse("text is not a string")
    if text[500:]:
        return refuse("text is too long")
    return refuse("text is blank") if not text.split() else [200, dict(text=text)]
