"""Known answers to the exercises of 11: the mistakes that students make, and right answers written differently."""

from autograder.mistakes import Mistake, RightAnswer

# Right answers, from which most mistakes differ in one place.
_CLEAN = r"""
faces = "|".join(map(re.escape, EMOTICONS))
pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]
"""
_SPLIT = """
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
        k = 0 if share < fractions[0] else 1 if share < fractions[0] + fractions[1] else 2
        parts[k].extend(group)
        dealt += len(group)
return parts
"""
_F1 = """
total = 0.0
for k in range(n_classes):
    right = sum(t == p == k for t, p in zip(targets, predictions))
    both = targets.count(k) + predictions.count(k)
    total += 2 * right / both if both else 0.0
return total / n_classes
"""
_FILL = """
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
"""
_CHECK = """
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
return 200, {"text": text}
"""

MISTAKES = [
    Mistake(
        exercise="clean",
        name="splits at white space alone",
        body="""
            return text.lower().split()
        """,
        fails={
            "clean_words": "no commas",
            "clean_emoticons": "No space is needed",
            "clean_signs": "A run of the same sign is one token",
        },
    ),
    Mistake(
        exercise="clean",
        name="removes all punctuation, emoticons too",
        body=r"""
            return re.findall(r"\w+", text.lower())
        """,
        fails={
            "clean_words": "don't is one word",
            "clean_emoticons": "No space is needed",
            "clean_signs": "A run of the same sign is one token",
        },
    ),
    Mistake(
        exercise="clean",
        name="takes words and runs of other signs, as the given tokens do",
        body=r"""
            return re.findall(r"\w+|[^\w\s]+", text.lower())
        """,
        fails={
            "clean_words": "no commas",
            "clean_emoticons": "small letters, and before the words",
            "clean_signs": "A run of the same sign is one token",
        },
    ),
    Mistake(
        exercise="clean",
        name="forgets small letters",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
            return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text)]
        """,
        fails={
            "clean_words": "Small letters",
            "clean_emoticons": "small letters, and before the words",
            "clean_signs": "expected ['nice'",
        },
    ),
    Mistake(
        exercise="clean",
        name="sees :/ in every address",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            pattern = rf"(?:{faces})(?!\w)|@anonymous|http|\w+(?:'\w+)*|!+|\?+"
            return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]
        """,
        fails={"clean_signs": ":/ hides in http://"},
    ),
    Mistake(
        exercise="clean",
        name="sees emoticons inside words",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            pattern = rf"@anonymous|http://url_removed|{faces}|\w+(?:'\w+)*|!+|\?+"
            return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]
        """,
        fails={"clean_emoticons": "so it is no emoticon"},
    ),
    Mistake(
        exercise="clean",
        name="wants a space before an emoticon",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            pattern = rf"@anonymous|http://url_removed|(?<!\S)(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
            return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]
        """,
        fails={"clean_emoticons": "No space is needed"},
    ),
    Mistake(
        exercise="clean",
        name="wants a space after an emoticon",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\S)|\w+(?:'\w+)*|!+|\?+"
            return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]
        """,
        fails={"clean_emoticons": "is one of EMOTICONS"},
    ),
    Mistake(
        exercise="clean",
        name="leaves runs of marks as they are",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            return re.findall(rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+", text.lower())
        """,
        fails={"clean_signs": "so that ! and !!! are the same"},
    ),
    Mistake(
        exercise="clean",
        name="takes each mark of a run for a token",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            return re.findall(rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|[!?]", text.lower())
        """,
        fails={"clean_signs": "so that ! and !!! are the same"},
    ),
    Mistake(
        exercise="clean",
        name="takes ?!?! for one run",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|[!?]+"
            return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]
        """,
        fails={"clean_signs": "Each run counts for itself"},
    ),
    Mistake(
        exercise="clean",
        name="cuts words at the apostrophe",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+|!+|\?+"
            return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]
        """,
        fails={"clean_words": "don't is one word", "clean_signs": "A space ends every run"},
    ),
    Mistake(
        exercise="clean",
        name="leaves out users and addresses",
        body=r"""
            text = text.lower().replace("@anonymous", " ").replace("http://url_removed", " ")
            faces = "|".join(map(re.escape, EMOTICONS))
            pattern = rf"(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
            return [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text)]
        """,
        fails={"clean_signs": "Both stay whole"},
    ),
    Mistake(
        exercise="clean",
        name="joins the tokens into a text",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
            return " ".join(found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower()))
        """,
        fails={
            "clean_words": "is 'great day so much sun', expected ['great'",
            "clean_emoticons": "is 'late again :( :('",
            "clean_signs": "is 'nice ! really ?'",
        },
    ),
    Mistake(
        exercise="clean",
        name="gives each token once",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
            found = [found[0] if found[0] in "!?" else found for found in re.findall(pattern, text.lower())]
            return list(dict.fromkeys(found))
        """,
        fails={
            "clean_words": "Words are made of letters",
            "clean_emoticons": "No space is needed",
            "clean_signs": "Each run counts for itself",
        },
    ),
    Mistake(
        exercise="clean",
        name="collects groups instead of pieces: (…) without ?:",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            return re.findall(rf"@anonymous|http://url_removed|({faces})(?!\w)|\w+(?:'\w+)*|!+|\?+", text.lower())
        """,
        fails={
            "clean_words": "expected ['great'",
            "clean_emoticons": "expected ['late'",
            "clean_signs": "expected ['nice'",
        },
    ),
    Mistake(
        exercise="clean",
        name="leaves apostrophes at the edge of a word",
        body=_CLEAN.replace(r"\w+(?:'\w+)*", r"[\w']+"),
        fails={"clean_words": "not at the edge of a word"},
    ),
    Mistake(
        exercise="clean",
        name="lets one apostrophe into a word, and no more",
        body=_CLEAN.replace(r"(?:'\w+)*", r"(?:'\w+)?"),
        fails={"clean_words": "with the apostrophes inside them"},
    ),
    Mistake(
        exercise="clean",
        name="keeps hyphens inside words",
        body=_CLEAN.replace(r"(?:'\w+)*", r"(?:['-]\w+)*"),
        fails={"clean_words": "Every other sign ends a word"},
    ),
    Mistake(
        exercise="clean",
        name="takes every @name for a user",
        body=_CLEAN.replace("@anonymous", r"@\w+"),
        fails={"clean_signs": "@ stays in @anonymous alone"},
    ),
    Mistake(
        exercise="clean",
        name="takes an address up to the next space",
        body=_CLEAN.replace("http://url_removed", r"https?://\S+"),
        fails={"clean_signs": "expected ['rt', '@anonymous', 'http://url_removed', '!']"},
    ),
    Mistake(
        exercise="clean",
        name="sees an emoticon before a digit",
        body=_CLEAN.replace(r"(?!\w)", "(?![a-z])"),
        fails={"clean_emoticons": "A letter or digit follows at once"},
    ),
    Mistake(
        exercise="split",
        name="deals the classes 0, 1 and 2 alone",
        body=_FILL.replace("sorted(set(labels))", "range(3)"),
        fails={"split_shares": "0 indices for 1200 texts"},
    ),
    Mistake(
        exercise="split",
        name="counts groups instead of texts",
        body=_FILL.replace("+= len(group)", "+= 1").replace(
            "labels.count(wanted)", "sum(labels[group[0]] == wanted for group in groups)"
        ),
        fails={"split_shares": "count texts, not groups"},
    ),
    Mistake(
        exercise="split",
        name="gives groups of indices",
        body=_FILL.replace("extend(group)", "append(group)"),
        fails={
            "split_shares": "expected indices",
            "split_twins": "expected indices",
            "split_seed": "expected indices",
        },
    ),
    Mistake(
        exercise="split",
        name="always has the same fractions",
        body=_FILL.replace("parts =", "fractions = [0.5, 0.25, 0.25]\nparts =", 1),
        fails={"split_shares": "expected 70%"},
    ),
    Mistake(
        exercise="split",
        name="shifts the file by the seed instead of shuffling it",
        body=_FILL.replace("random.shuffle(groups)", "groups = groups[seed:] + groups[:seed]"),
        fails={"split_seed": "deals out long runs of neighbours"},
    ),
    Mistake(
        exercise="split",
        name="cuts the file in order",
        body="""
            n = len(texts)
            a, b = round(fractions[0] * n), round((fractions[0] + fractions[1]) * n)
            return list(range(a)), list(range(a, b)), list(range(b, n))
        """,
        fails={
            "split_shares": "Deal class by class",
            "split_twins": "What training has told",
            "split_seed": "one split for the seeds 7 and 8",
        },
    ),
    Mistake(
        exercise="split",
        name="shuffles without a look at classes or twins",
        body="""
            order = list(range(len(texts)))
            random.Random(seed).shuffle(order)
            n = len(texts)
            a, b = round(fractions[0] * n), round((fractions[0] + fractions[1]) * n)
            return order[:a], order[a:b], order[b:]
        """,
        fails={"split_shares": "Deal class by class", "split_twins": "What training has told"},
    ),
    Mistake(
        exercise="split",
        name="deals class by class, and lets twins part",
        body="""
            parts = [], [], []
            for wanted in sorted(set(labels)):
                mine = [i for i in range(len(texts)) if labels[i] == wanted]
                random.Random(seed).shuffle(mine)
                a, b = round(fractions[0] * len(mine)), round((fractions[0] + fractions[1]) * len(mine))
                for part, dealt in zip(parts, (mine[:a], mine[a:b], mine[b:])):
                    part.extend(dealt)
            return parts
        """,
        fails={"split_twins": "What training has told"},
    ),
    Mistake(
        exercise="split",
        name="keeps twins together, and forgets the classes",
        body="""
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
        """,
        fails={"split_shares": "Deal class by class"},
    ),
    Mistake(
        exercise="split",
        name="throws twins away",
        body="""
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
        """,
        fails={"split_shares": "no text is lost", "split_twins": "is in no part"},
    ),
    Mistake(
        exercise="split",
        name="compares texts with their white space",
        body=_SPLIT.replace('" ".join(text.lower().split())', "text.lower()"),
        fails={"split_twins": "What training has told"},
    ),
    Mistake(
        exercise="split",
        name="strips texts, and leaves capitals and white space inside",
        body=_SPLIT.replace('" ".join(text.lower().split())', "text.strip()"),
        fails={"split_twins": "What training has told"},
    ),
    Mistake(
        exercise="split",
        name="ignores the seed",
        body=_SPLIT.replace("random.Random(seed).shuffle(groups)", "random.Random(0).shuffle(groups)"),
        fails={"split_seed": "whether you were lucky"},
    ),
    Mistake(
        exercise="split",
        name="shuffles without the seed",
        body=_SPLIT.replace("random.Random(seed).shuffle(groups)", "random.shuffle(groups)"),
        fails={"split_seed": "nobody can repeat"},
    ),
    Mistake(
        exercise="split",
        name="gives texts instead of indices",
        body="""
            order = list(range(len(texts)))
            random.Random(seed).shuffle(order)
            n = len(texts)
            a, b = round(fractions[0] * n), round((fractions[0] + fractions[1]) * n)
            return tuple([texts[i] for i in part] for part in (order[:a], order[a:b], order[b:]))
        """,
        fails={
            "split_shares": "expected indices",
            "split_twins": "expected indices",
            "split_seed": "expected indices",
        },
    ),
    Mistake(
        exercise="split",
        name="shuffles the texts themselves",
        body="""
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
        """,
        fails={
            "split_shares": "work on copies",
            "split_twins": "What training has told",
            "split_seed": "one split for the seeds 7 and 8",
        },
    ),
    Mistake(
        exercise="macro_f1",
        name="gives the accuracy",
        body="""
            return sum(t == p for t, p in zip(targets, predictions)) / max(len(targets), 1)
        """,
        fails={"macro_f1_values": "That is the accuracy", "macro_f1_empty": "That is the accuracy"},
    ),
    Mistake(
        exercise="macro_f1",
        name="weighs classes by their size",
        body="""
            total = 0.0
            for k in range(n_classes):
                right = sum(t == p == k for t, p in zip(targets, predictions))
                both = targets.count(k) + predictions.count(k)
                total += targets.count(k) * (2 * right / both if both else 0.0)
            return total / max(len(targets), 1)
        """,
        fails={"macro_f1_values": "macro counts all the same", "macro_f1_empty": "F1 is 2·3/(3+5)"},
    ),
    Mistake(
        exercise="macro_f1",
        name="leaves empty classes out of the mean",
        body="""
            scores = []
            for k in set(targets) | set(predictions):
                right = sum(t == p == k for t, p in zip(targets, predictions))
                scores.append(2 * right / (targets.count(k) + predictions.count(k)))
            return sum(scores) / max(len(scores), 1)
        """,
        fails={"macro_f1_empty": "Class 2 is left out"},
    ),
    Mistake(
        exercise="macro_f1",
        name="divides by zero for an empty class",
        body="""
            total = 0.0
            for k in range(n_classes):
                right = sum(t == p == k for t, p in zip(targets, predictions))
                total += 2 * right / (targets.count(k) + predictions.count(k))
            return total / n_classes
        """,
        fails={"macro_f1_empty": "ZeroDivisionError"},
    ),
    Mistake(
        exercise="macro_f1",
        name="counts an empty class as 1",
        body=_F1.replace("total += 2 * right / both if both else 0.0", "total += 2 * right / both if both else 1.0"),
        fails={"macro_f1_empty": "is 1, expected 0.6667"},
    ),
    Mistake(
        exercise="macro_f1",
        name="leaves out classes that are never answered",
        body="""
            scores = []
            for k in range(n_classes):
                if k in predictions:
                    right = sum(t == p == k for t, p in zip(targets, predictions))
                    scores.append(2 * right / (targets.count(k) + predictions.count(k)))
            return sum(scores) / max(len(scores), 1)
        """,
        fails={"macro_f1_empty": "classes that are never answered are left out"},
    ),
    Mistake(
        exercise="macro_f1",
        name="gives the mean recall",
        body="""
            total = 0.0
            for k in range(n_classes):
                right = sum(t == p == k for t, p in zip(targets, predictions))
                total += right / targets.count(k) if k in targets else 0.0
            return total / n_classes
        """,
        fails={"macro_f1_values": "That is the mean recall", "macro_f1_empty": "F1 is 2·3/(3+5)"},
    ),
    Mistake(
        exercise="macro_f1",
        name="gives the mean precision",
        body="""
            total = 0.0
            for k in range(n_classes):
                right = sum(t == p == k for t, p in zip(targets, predictions))
                total += right / predictions.count(k) if k in predictions else 0.0
            return total / n_classes
        """,
        fails={"macro_f1_values": "That is the mean precision", "macro_f1_empty": "F1 is 2·3/(3+5)"},
    ),
    Mistake(
        exercise="macro_f1",
        name="takes F1 of mean precision and mean recall",
        body="""
            precision = recall = 0.0
            for k in range(n_classes):
                right = sum(t == p == k for t, p in zip(targets, predictions))
                precision += right / predictions.count(k) / n_classes if k in predictions else 0.0
                recall += right / targets.count(k) / n_classes if k in targets else 0.0
            return 2 * precision * recall / (precision + recall) if right or precision else 0.0
        """,
        fails={"macro_f1_values": "That is F1 of the mean precision", "macro_f1_empty": "Every class counts"},
    ),
    Mistake(
        exercise="macro_f1",
        name="forgets the 2 of F1",
        body=_F1.replace("total += 2 * right / both if both else 0.0", "total += right / both if both else 0.0"),
        fails={"macro_f1_values": "The 2 is missing", "macro_f1_empty": "is 0.125"},
    ),
    Mistake(
        exercise="macro_f1",
        name="gives the sum",
        body=_F1.replace("return total / n_classes", "return total"),
        fails={"macro_f1_values": "divide by n_classes", "macro_f1_empty": "is 0.75"},
    ),
    Mistake(
        exercise="macro_f1",
        name="always has three classes",
        body="""
            total = 0.0
            for k in range(3):
                right = sum(t == p == k for t, p in zip(targets, predictions))
                both = targets.count(k) + predictions.count(k)
                total += 2 * right / both if both else 0.0
            return total / 3
        """,
        fails={"macro_f1_values": "where all is right is 0.6667", "macro_f1_empty": "some of them empty"},
    ),
    Mistake(
        exercise="macro_f1",
        name="has as many classes as occur, counted from 0",
        body="n_classes = max([*targets, *predictions, 0]) + 1\n" + _F1.lstrip(),
        fails={"macro_f1_empty": "Class 2 is left out"},
    ),
    Mistake(
        exercise="macro_f1",
        name="divides by the union of texts and claims",
        body=_F1.replace("2 * right / both", "right / (both - right)"),
        fails={"macro_f1_values": "is 0.4861", "macro_f1_empty": "is 0.2, expected 0.25"},
    ),
    Mistake(
        exercise="macro_f1",
        name="takes the plain mean of precision and recall",
        body="""
            total = 0.0
            for k in range(n_classes):
                right = sum(t == p == k for t, p in zip(targets, predictions))
                total += (right / targets.count(k) + right / predictions.count(k)) / 2 if right else 0.0
            return total / n_classes
        """,
        fails={"macro_f1_values": "the plain mean of precision and recall", "macro_f1_empty": "F1 is 2·3/(3+5)"},
    ),
    Mistake(
        exercise="check_request",
        name="wants a letter or a digit",
        body=_CHECK.replace("not text.strip()", "not any(sign.isalnum() for sign in text)"),
        fails={"check_request_accepts": "It is a proper text"},
    ),
    Mistake(
        exercise="check_request",
        name="knows three kinds of white space",
        body=_CHECK.replace("text.strip()", 'text.strip(" \\n\\t")'),
        fails={"check_request_refuses": "Any white space counts"},
    ),
    Mistake(
        exercise="check_request",
        name="cuts a long text instead of refusing it",
        body=_CHECK.replace('return 422, {"error": "text is too long"}', "text = text[:500]"),
        fails={"check_request_refuses": "501 is over 500"},
    ),
    Mistake(
        exercise="check_request",
        name="takes the text out of the request",
        body=_CHECK.replace('payload["text"]', 'payload.pop("text")'),
        fails={"check_request_accepts": "it is the caller's"},
    ),
    Mistake(
        exercise="check_request",
        name="answers 400",
        body=_CHECK.replace("422", "400"),
        fails={"check_request_refuses": "is 400, expected 422"},
    ),
    Mistake(
        exercise="check_request",
        name="looks for text before it looks for a dict",
        body="""
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
        """,
        fails={"check_request_refuses": "TypeError"},
    ),
    Mistake(
        exercise="check_request",
        name="asks with get, so that None is missing",
        body="""
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
        """,
        fails={"check_request_refuses": "The key is there, its value is no string"},
    ),
    Mistake(
        exercise="check_request",
        name="takes an empty text for a missing one",
        body=_CHECK.replace('if "text" not in payload:', 'if payload.get("text", "") == "":'),
        fails={"check_request_refuses": "The key is there, and its text is empty"},
    ),
    Mistake(
        exercise="check_request",
        name="lets white space through",
        body=_CHECK.replace("if not text.strip():", "if not text:"),
        fails={"check_request_refuses": "There is only white space"},
    ),
    Mistake(
        exercise="check_request",
        name="refuses 500 characters",
        body=_CHECK.replace("if len(text) > 500:", "if len(text) >= 500:"),
        fails={"check_request_accepts": "500 is not over 500"},
    ),
    Mistake(
        exercise="check_request",
        name="counts bytes instead of characters",
        body=_CHECK.replace("if len(text) > 500:", "if len(text.encode()) > 500:"),
        fails={"check_request_accepts": "for a text of 500 characters"},
    ),
    Mistake(
        exercise="check_request",
        name="strips the text",
        body="""
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
        """,
        fails={
            "check_request_accepts": "The text goes on as it came",
            "check_request_refuses": "The first line that applies",
        },
    ),
    Mistake(
        exercise="check_request",
        name="passes everything on",
        body=_CHECK.replace('return 200, {"text": text}', "return 200, payload"),
        fails={"check_request_accepts": "What nobody checked must not get further"},
    ),
    Mistake(
        exercise="check_request",
        name="sends the input back in the error",
        body="""
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
        """,
        fails={"check_request_refuses": "expected {'error': 'text is not a string'}"},
    ),
    Mistake(
        exercise="check_request",
        name="checks blank before length",
        body="""
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
        """,
        fails={"check_request_refuses": "The first line that applies"},
    ),
    Mistake(
        exercise="check_request",
        name="returns the data alone",
        body="""
            if isinstance(payload, dict) and isinstance(payload.get("text"), str) and payload["text"].strip():
                return {"text": payload["text"]}
            return {"error": "text is missing"}
        """,
        fails={"check_request_accepts": "expected a pair", "check_request_refuses": "expected a pair"},
    ),
    Mistake(
        exercise="check_request",
        name="says yes to everything",
        body="""
            return 200, {"text": str(payload["text"])} if isinstance(payload, dict) and "text" in payload else {}
        """,
        fails={"check_request_refuses": "is 200, expected 422"},
    ),
    Mistake(
        exercise="check_request",
        name="turns numbers into text",
        body="""
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
        """,
        fails={"check_request_refuses": "is 200, expected 422"},
    ),
]

RIGHT_ANSWERS = [
    RightAnswer(
        exercise="clean",
        name="replaces runs first, then finds",
        body=r"""
            text = re.sub(r"([!?])\1+", r"\1", text.lower())
            faces = [re.escape(face) + r"(?!\w)" for face in EMOTICONS]
            pieces = ["@anonymous", "http://url_removed", *faces, r"[a-z0-9]+(?:'[a-z0-9]+)*", "!", r"\?"]
            return [match.group() for match in re.finditer("|".join(pieces), text)]
        """,
    ),
    RightAnswer(
        exercise="clean",
        name="walks through the text without regular expressions",
        body="""
            text, at, found = text.lower(), 0, []
            while at < len(text):
                rest = text[at:]
                whole = [name for name in ("@anonymous", "http://url_removed") if rest.startswith(name)]
                whole += [f for f in EMOTICONS if rest.startswith(f) and not rest[len(f):len(f) + 1].isalnum()]
                if whole:
                    piece = whole[0]
                    found.append(piece)
                elif rest[0] in "!?":
                    piece = rest[:len(rest) - len(rest.lstrip(rest[0]))]
                    found.append(rest[0])
                elif rest[0].isalnum():
                    end = 1
                    while end < len(rest) and (
                        rest[end].isalnum() or rest[end] == "'" and rest[end + 1:end + 2].isalnum()
                    ):
                        end += 1
                    piece = rest[:end]
                    found.append(piece)
                else:
                    piece = rest[0]
                at += len(piece)
            return found
        """,
    ),
    RightAnswer(
        exercise="clean",
        name="piece by piece between spaces",
        body=r"""
            faces = "|".join(re.escape(face) for face in EMOTICONS)
            found = []
            pattern = rf"(@anonymous|http://url_removed|(?:{faces})(?!\w))|(\w[\w']*)|(!|\?)\3*"
            for piece in text.lower().split():
                for match in re.finditer(pattern, piece):
                    found.append(match[3] or match[0].rstrip("'" if match[2] else ""))
            return found
        """,
    ),
    RightAnswer(
        exercise="clean",
        name="with a Scanner",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            whole = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*"
            rules = [(whole, lambda _, piece: piece), ("[!]+", lambda *_: "!"), ("[?]+", lambda *_: "?")]
            return re.Scanner([*rules, (r"[\s\S]", None)]).scan(text.lower())[0]
        """,
    ),
    RightAnswer(
        exercise="clean",
        name="one token, then the rest",
        body=r"""
            faces = "|".join(map(re.escape, EMOTICONS))
            pattern = rf"@anonymous|http://url_removed|(?:{faces})(?!\w)|\w+(?:'\w+)*|!+|\?+"
            found = re.search(pattern, text.lower())
            if not found:
                return []
            return [found[0].rstrip("!?") or found[0][0], *clean(text.lower()[found.end():])]
        """,
    ),
    RightAnswer(
        exercise="split",
        name="fills part after part, with the random numbers of all",
        body=_FILL,
    ),
    RightAnswer(
        exercise="split",
        name="gives each group to the part that lacks most of its class",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="split",
        name="with torch's random numbers, until each share is full; a list of lists",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="split",
        name="sorts texts by a number that seed and text give",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="macro_f1",
        name="by precision and recall of each class",
        body="""
            scores = []
            for k in range(n_classes):
                claims = [t for t, p in zip(targets, predictions) if p == k]
                texts = [p for t, p in zip(targets, predictions) if t == k]
                precision = claims.count(k) / len(claims) if claims else 0.0
                recall = texts.count(k) / len(texts) if texts else 0.0
                scores.append(2 * precision * recall / (precision + recall) if precision + recall else 0.0)
            return sum(scores) / n_classes
        """,
    ),
    RightAnswer(
        exercise="macro_f1",
        name="from a confusion matrix, as a tensor without dimensions",
        body="""
            pairs = torch.tensor(targets, dtype=torch.int64) * n_classes + torch.tensor(predictions, dtype=torch.int64)
            confusion = torch.bincount(pairs, minlength=n_classes**2).view(n_classes, n_classes).double()
            both = confusion.sum(0) + confusion.sum(1)
            return torch.where(both > 0, 2 * confusion.diag() / both, 0.0).mean()
        """,
    ),
    RightAnswer(
        exercise="macro_f1",
        name="in float32, class by class",
        body="""
            t, p, scores = torch.tensor(targets), torch.tensor(predictions), torch.zeros(n_classes)
            for k in range(n_classes):
                both = (t == k).sum() + (p == k).sum()
                if both:
                    scores[k] = 2 * ((t == k) & (p == k)).sum() / both
            return scores.mean()
        """,
    ),
    RightAnswer(
        exercise="macro_f1",
        name="with counters",
        body="""
            right = Counter(t for t, p in zip(targets, predictions) if t == p)
            both = Counter(targets) + Counter(predictions)
            return sum(2 * right[k] / both[k] for k in range(n_classes) if both[k]) / n_classes
        """,
    ),
    RightAnswer(
        exercise="macro_f1",
        name="with scikit-learn, all classes named",
        body="""
            from sklearn.metrics import f1_score

            if not targets:
                return 0.0
            return f1_score(targets, predictions, average="macro", labels=range(n_classes), zero_division=0)
        """,
    ),
    RightAnswer(
        exercise="check_request",
        name="with match",
        body="""
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
        """,
    ),
    RightAnswer(
        exercise="check_request",
        name="a table of rules",
        body="""
            rules = {
                "the body is not a JSON object": lambda: not isinstance(payload, dict),
                "text is missing": lambda: "text" not in payload,
                "text is not a string": lambda: not isinstance(payload["text"], str),
                "text is too long": lambda: len(payload["text"]) > 500,
                "text is blank": lambda: not re.search(r"\\S", payload["text"]),
            }
            wrong = next((words for words, applies in rules.items() if applies()), None)
            return (422, {"error": wrong}) if wrong else (200, {"text": payload["text"]})
        """,
    ),
    RightAnswer(
        exercise="check_request",
        name="tries, and looks at what went wrong; a list for the pair",
        body="""
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
        """,
    ),
]
