"""One sample as it is kept: what was answered, how it was graded, what it cost."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from tutor.evaluate.protocol.results.plan import key_of

EQUAL, DIFFERENT, UNDECIDED = "equal", "different", "undecided"


@dataclass(frozen=True, slots=True)
class Grade:
    """One grader's word: `equal`, `different` or `undecided`, and why."""

    verdict: str
    detail: str = ""

    def data(self) -> dict[str, str]:
        """As plain data."""
        return {"verdict": self.verdict, "detail": self.detail}


@dataclass(frozen=True, slots=True)
class Sample:
    """One answer to one problem.

    `answer` is as it was written, `vote` as it is compared (a letter, where there are choices).
    `asked` tells an answer that was asked for because the text was cut or broke off: by the
    protocol such a text has none. `repeats`: the text went in circles. `wall_seconds` passed since
    the sample before it was done, so that they add up to the time of the run.
    """

    question: str
    run: int
    sample: int
    seed: int
    answer: str | None
    vote: str | None
    asked: bool
    ending: str
    repeats: bool
    prompt_tokens: int
    thinking_tokens: int
    answer_tokens: int
    tutor: Grade
    math_verify: Grade | None = None
    seconds: float = 0.0
    wall_seconds: float = 0.0
    text: str = ""

    @property
    def key(self) -> str:
        return key_of(self.question, self.run, self.sample)

    @property
    def tokens(self) -> int:
        """What the model wrote."""
        return self.thinking_tokens + self.answer_tokens

    def data(self) -> dict[str, object]:
        """As a line of the journal."""
        return {
            "kind": "sample",
            "question": self.question,
            "run": self.run,
            "sample": self.sample,
            "seed": self.seed,
            "answer": self.answer,
            "vote": self.vote,
            "asked": self.asked,
            "ending": self.ending,
            "repeats": self.repeats,
            "tokens": [self.prompt_tokens, self.thinking_tokens, self.answer_tokens],
            "tutor": self.tutor.data(),
            "math_verify": self.math_verify.data() if self.math_verify else None,
            "timing": [round(self.seconds, 3), round(self.wall_seconds, 3)],
            "text": self.text,
        }

    @classmethod
    def read(cls, data: Mapping[str, object], *, with_text: bool = False) -> Self:
        """A line of the journal; KeyError, TypeError or ValueError for what is none."""
        prompt, thinking, answer = _numbers(data["tokens"])
        seconds, wall = _numbers(data["timing"])
        tutor = _grade(data["tutor"])
        if tutor is None:
            raise TypeError("no grade")
        return cls(
            question=str(data["question"]),
            run=int(str(data["run"])),
            sample=int(str(data["sample"])),
            seed=int(str(data["seed"])),
            answer=_text(data["answer"]),
            vote=_text(data["vote"]),
            asked=data["asked"] is True,
            ending=str(data["ending"]),
            repeats=data["repeats"] is True,
            prompt_tokens=int(prompt),
            thinking_tokens=int(thinking),
            answer_tokens=int(answer),
            tutor=tutor,
            math_verify=_grade(data["math_verify"]),
            seconds=seconds,
            wall_seconds=wall,
            text=str(data["text"]) if with_text else "",
        )


def _numbers(value: object) -> list[float]:
    if not isinstance(value, list):
        raise TypeError("no list of numbers")
    return [float(number) for number in value]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _grade(value: object) -> Grade | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError("no grade")
    if value["verdict"] not in (EQUAL, DIFFERENT, UNDECIDED):
        raise ValueError("no verdict")
    return Grade(str(value["verdict"]), str(value["detail"]))
