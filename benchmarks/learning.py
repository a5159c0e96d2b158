"""Phrases or learning: the weighted phrases of the seeds against linear models over TF-IDF, and both together.

    python -m benchmarks learning

Asked is the policy area (or none) of the labelled forums. The models learn from the lines of `labelled/lines.txt`, from
the phrases of the seeds, and from four fifths of the labelled forums; they are asked about the last fifth, in turns.

A row says: share right, forums right, forums asked; `-FRESH` the same for the file that was looked at least; `-COST`
the milliseconds a forum on one core against those of the phrases, and the size in MB. It needs scikit-learn, which
the project does without: where that is not installed, the rows are skipped by name.
"""

import pickle
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks._labelled import FOLDER, FRESH, Labelled, asked, labelled, top, top_right
from registry.assess import Assessor
from registry.assess.subjects import ELSEWHERE, PolicySubject, load_subjects

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
TURNS = 5
NONE = ""
WEIGHT_OF_PHRASES = 8.0
"""What a sure topic of the phrases weighs beside a model's scores, of which one is their spread."""

Predict = Callable[[Sequence[Labelled]], list[dict[str, float]]]
"""Scores by first level (`NONE` for no topic) of each forum."""


def main() -> None:
    """Compare, and print a row for each way."""
    try:
        import sklearn  # noqa: F401
    except ImportError:
        for name in ("PHRASES", "LOGISTIC", "BAYES", "BOTH"):
            print(f"LEARN-{name}\t-\t-\t-\t-\tskipped: scikit-learn is not installed")
        return
    forums = labelled()
    assessor = Assessor.load(SEEDS)
    subjects = load_subjects(SEEDS / "topics.toml")
    phrases = _phrases(assessor)
    own, cost = _timed(phrases, forums)
    _row("PHRASES", forums, [_best(scores) for scores in own], cost, cost, (SEEDS / "topics.toml").stat().st_size)
    for name, make in _models().items():
        alone: dict[int, str | None] = {}
        together: dict[int, str | None] = {}
        costs, size = [], 0
        for turn in range(TURNS):
            known = [forum for number, forum in enumerate(forums) if number % TURNS != turn]
            numbers = [number for number in range(len(forums)) if number % TURNS == turn]
            model = _learn(make(), known, subjects)
            scored, each = _timed(_predicting(model), [forums[number] for number in numbers])
            costs.append(each)
            size = len(pickle.dumps(model))
            for number, scores in zip(numbers, scored, strict=True):
                alone[number] = _best(scores)
                together[number] = _best(_added(scores, own[number]))
        each = sum(costs) / len(costs)
        _row(name, forums, [alone[n] for n in range(len(forums))], each, cost, size)
        _row(f"{name}+PHRASES", forums, [together[n] for n in range(len(forums))], each + cost, cost, size)


def _models() -> dict[str, Callable[[], Any]]:
    from sklearn.linear_model import LogisticRegression
    from sklearn.naive_bayes import ComplementNB

    return {"LOGISTIC": lambda: LogisticRegression(C=20, max_iter=300), "BAYES": lambda: ComplementNB(alpha=0.3)}


def _learn(classifier: Any, forums: Sequence[Labelled], subjects: Sequence[PolicySubject]) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.pipeline import make_pipeline

    level = {subject.name: top(subject.topic) if subject.topic else NONE for subject in subjects}
    known = [(line, level[name]) for name, line in _lines() if name in level]
    known += [(p.rstrip("*"), level[one.name]) for one in subjects for p, weight in one.phrases.items() if weight > 0]
    known += [(_words(forum), forum["top_topic"] or NONE) for forum in forums]
    words = TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2))
    return make_pipeline(words, classifier).fit(*zip(*known, strict=True))


def _lines() -> list[tuple[str, str]]:
    """The subject and the words of each line that a forum of it might show."""
    found, subject = [], ""
    for line in (FOLDER / "lines.txt").read_text(encoding="utf-8").split("\n"):
        if line.startswith("# "):
            subject = line[2:].replace(f"{ELSEWHERE} ", ELSEWHERE)
        elif line:
            found.append((subject, line))
    return found


def _words(forum: Labelled) -> str:
    subject = asked(forum)
    return " . ".join([subject.name, subject.description, *subject.boards, *subject.thread_titles])


def _phrases(assessor: Assessor) -> Predict:
    def scores(forums: Sequence[Labelled]) -> list[dict[str, float]]:
        judged = (assessor.assess(asked(forum)).topics for forum in forums)
        return [{top(match.topic): match.score for match in reversed(topics)} or {NONE: 0.5} for topics in judged]

    return scores


def _predicting(model: Any) -> Predict:
    def scores(forums: Sequence[Labelled]) -> list[dict[str, float]]:
        words = [_words(forum) for forum in forums]
        last = model[-1]
        given = last.predict_log_proba(model[:-1].transform(words))
        given = (given - given.mean(axis=1, keepdims=True)) / given.std(axis=1, keepdims=True)
        return [dict(zip(last.classes_, map(float, row), strict=True)) for row in given]

    return scores


def _added(scores: dict[str, float], phrases: dict[str, float]) -> dict[str, float]:
    return {name: held + WEIGHT_OF_PHRASES * phrases.get(name, 0.0) for name, held in scores.items()}


def _best(scores: dict[str, float]) -> str | None:
    return max(scores, key=lambda name: (scores[name], name)) or None


def _timed(predict: Predict, forums: Sequence[Labelled]) -> tuple[list[dict[str, float]], float]:
    """The scores, and the processor's milliseconds for each forum."""
    begun = time.process_time()
    found = predict(forums)
    return found, (time.process_time() - begun) / len(forums) * 1000


def _row(
    name: str, forums: Sequence[Labelled], ours: Sequence[str | None], each: float, bare: float, size: int
) -> None:
    right = sum(top_right(forum, given) for forum, given in zip(forums, ours, strict=True))
    print(f"LEARN-{name}\t{right / len(forums):.3f}\t{right}\t{len(forums)}\t-\tmeasured")
    fresh = [
        top_right(forum, given) for forum, given in zip(forums, ours, strict=True) if forum["id"].startswith(FRESH)
    ]
    print(f"LEARN-{name}-FRESH\t{sum(fresh) / len(fresh):.3f}\t{sum(fresh)}\t{len(fresh)}\t-\tmeasured")
    print(f"LEARN-{name}-COST\t{each / bare:.2f}\t{each:.3f} ms\t{bare:.3f} ms\t-\t{size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
