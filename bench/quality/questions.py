"""Questions: a person asks in spoken language for the episodes about a topic.

Each question has topics. Episodes are graded by a rule, without being read:

    3   its title, from the file's name, names a topic
    2   its topics are spoken 30 times or more
    1   its topics are spoken 10 times or more

A topic is a word or words in a row; `*` at its end is any ending. The topics include words that are
not in the question, so that repeating the question is not enough.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bench.compare.engines import Snapshot
from bench.quality import metrics
from bench.quality.grouped import ways
from bench.quality.material import Told
from bench.quality.scan import Scan
from bench.quality.score import Score
from bench.quality.titles import titles

__all__ = ["QUESTIONS", "TASK", "Question", "ask", "grades", "tasks"]

TASK = "questions"

_NAMED, _OFTEN, _SOME = 3, 2, 1
_OFTEN_SPOKEN, _SOME_SPOKEN = 30, 10

_WORD = re.compile(r"[^\W_]+")

QUESTIONS = {
    "how do I deploy a flask app behind nginx": "nginx, gunicorn, uwsgi, deploying flask",
    "how do I put my django site into production": "deploying django, django deploy*, django",
    "what is the difference between flask and django": "flask, django",
    "how can I build an API with fastapi": "fastapi",
    "can I write interactive web pages without javascript": "htmx, pyscript, datastar, nicegui",
    "can python run in the browser": "pyscript, pyodide, webassembly, skulpt, in the browser",
    "how do I test code that I did not write": "pytest, mock*, unit test*, unittest",
    "what are good plugins for pytest": "pytest",
    "why are my tests failing only sometimes": "flaky, flaky test*",
    "how can I make python code faster": (
        "cython, numba, faster python, python perf, python performance"
    ),
    "why is python slow": "python is slow, slow python, jit, specializing, cinder, pyjion",
    "how do I find out where my program uses memory": (
        "memray, memory profil*, memory leak*, fil and memory"
    ),
    "what is the global interpreter lock and can we get rid of it": (
        "gil, global interpreter lock, subinterpreter*, sub interpreter*, free threaded"
    ),
    "how does async await work in python": "asyncio, trio, anyio, curio, async, concurrency",
    "how do I run tasks on many cores or machines": (
        "dask, ray, parallel python, multiprocessing, parallelizing"
    ),
    "which package manager should I use for python": "uv, poetry, pipenv, conda, packaging",
    "how do I publish a package to pypi": "pypi, packaging, twine, setuptools",
    "is it safe to install packages from the internet": (
        "typosquatting, supply chain*, malicious, pypi security"
    ),
    "how do I keep hackers out of my web application": (
        "owasp, security, sql injection, secure coding"
    ),
    "how do I format and lint my code automatically": (
        "ruff, flake8, linter*, linting, pre commit, formatter"
    ),
    "should I use type hints": "type hints, typing, mypy, type checker, pyright, annotations",
    "how do I validate data with models": "pydantic, validation, msgspec",
    "what is the best way to talk to a database from python": (
        "sqlalchemy, orm, orms, peewee, ponyorm, database tour"
    ),
    "when should I choose mongodb over a relational database": "mongodb, mongo, beanie, nosql",
    "what is faster than pandas for data frames": "polars, duckdb, narwhals, dask, data frame*",
    "how do I share a notebook so that others can run it": "jupyter*, binder, notebook*, marimo",
    "how do I draw interactive charts and dashboards": (
        "plotly, bokeh, streamlit, data viz, dashboard*, shiny, superset, altair"
    ),
    "how do I get started with machine learning": "machine learning, scikit learn, deep learning",
    "how do large language models help programmers write code": (
        "llm, llms, copilot, chatgpt, agentic, ai coding"
    ),
    "how do I schedule data pipelines": "airflow, prefect, dagster, data engineer*",
    "how do I scrape a website": "scrapy, scraping, scraper*, scrapying, beautiful soup",
    "can I program a microcontroller with python": (
        "micropython, circuitpython, micro bit, embedded python, microcontroller*"
    ),
    "how do I automate the lights in my house": "home assistant, home automation, smart home",
    "how do I make an app for my phone with python": (
        "beeware, kivy, mobile app*, python on mobile, android, flet, ios"
    ),
    "how do I build a nice program for the terminal": (
        "textual, rich and textual, tui, tuis, command line"
    ),
    "how do astronomers use python": "astronom*, telescope, exoplanet*, galaxy, jwst, astropy",
    "how is python used in biology and medicine": (
        "biolog*, genom*, gene, medicine, health care, healthcare, bacteria, cancer"
    ),
    "how do I get my first job as a developer": (
        "python job, data job, first job, career*, resume, hiring"
    ),
    "how can I earn a living with open source": (
        "funding, maintainer, maintainers, sponsorship*, donat*"
    ),
    "how should I teach programming to children": "teaching, kids, classroom*, micro bit, schools",
}
"""The topics of each question."""


class Question(NamedTuple):
    """A question and the grade of each episode that is relevant."""

    text: str
    grades: Mapping[str, int]


def tasks(told: Sequence[Told], scan: Scan) -> list[Question]:
    """Return the questions with at least one relevant episode."""
    graded = [Question(text, grades(topics, told, scan)) for text, topics in QUESTIONS.items()]
    return [question for question in graded if question.grades]


def grades(topics: str, told: Sequence[Told], scan: Scan) -> dict[str, int]:
    """Return the grade of each relevant episode, by the rule above."""
    listed = [tuple(topic.split()) for topic in topics.split(",")]
    names = titles([one.name for one in told])
    graded: dict[str, int] = {}
    for number, spoken in enumerate(_spoken(listed, len(told), scan)):
        title = " ".join(["", *_WORD.findall((names[number] or "").casefold()), ""])
        named = any(re.search(_pattern(topic), title) for topic in listed)
        if grade := _NAMED if named else _grade(spoken):
            graded[told[number].id] = grade
    return graded


def ask(
    snapshot: Snapshot, engine: str, language: str, unit: str, asked: Sequence[Question]
) -> Iterator[Score]:
    """Yield a score for each question and way of asking; `unit` is the kind of document."""
    for text, graded in asked:
        for way, found in ways(snapshot, language, text):
            values = {
                "nDCG@10": metrics.ndcg(found, graded),
                "MRR@10": metrics.reciprocal_rank(found, graded),
            }
            yield Score(TASK, unit, engine, way, text, text, values)


def _grade(spoken: int) -> int:
    if spoken >= _OFTEN_SPOKEN:
        return _OFTEN
    return _SOME if spoken >= _SOME_SPOKEN else 0


def _spoken(topics: Sequence[Sequence[str]], episodes: int, scan: Scan) -> list[int]:
    """Return how often the topics are spoken in each episode."""
    counts = [0] * episodes
    for topic in topics:
        for words in {tuple(topic), ("-".join(topic),)}:  # `scikit learn`, `scikit-learn`
            for said in scan.endings(words):
                for episode in scan.episodes(scan.find(said)):
                    counts[episode] += 1
    return counts


def _pattern(topic: Sequence[str]) -> str:
    return " " + " ".join(re.escape(word).replace(r"\*", r"\w*") for word in topic) + " "
