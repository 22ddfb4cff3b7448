"""Code words: words with punctuation, and words spelled joined or apart.

The documents are our own, with one such word each, beside documents with confusable words. For a
query a document is right, neutral or wrong.
"""

from collections.abc import Iterator
from typing import NamedTuple

from bench.compare.engines import Snapshot
from bench.quality import asking, metrics
from bench.quality.material import Told
from bench.quality.score import Score
from index import Segment

__all__ = ["CASES", "DOCUMENTS", "TASK", "Case", "ask", "documents"]

TASK = "code words"

DOCUMENTS = {
    "cpp": "The hot loop is written in C++ and everything else calls it.",
    "csharp": "My day job was C# on the desktop.",
    "c": "The interpreter itself is written in C by patient people.",
    "fsharp": "A colleague keeps praising F# at lunch.",
    "r": "Statisticians plot this in R before breakfast.",
    "dotnet": "That service has been running on .NET since the spring.",
    "net": "We cast a wide net for candidates.",
    "asp": "Their portal is made with ASP.NET pages.",
    "nodejs": "The front end was rebuilt in node.js last year.",
    "node": "Each node of the tree has two children.",
    "version": "We moved everything to Python 3.12 in a week.",
    "older": "Nobody misses Python 3.1 any more.",
    "chapter": "Chapter 3 has 12 exercises.",
    "dunder": "Put that into __init__ and be done.",
    "init": "Run git init before anything else.",
    "decorator": "Just write @property above the method.",
    "data class": "Turn it into a @dataclass and the constructor is written for you.",
    "data": "Every class in school collects data on the weather.",
    "house": "They bought a property by the sea.",
    "fstrings": "Since then I write f-strings everywhere.",
    "f strings": "People say f strings when they talk.",
    "strings": "Guitar strings are made of steel.",
    "dont": "You don't need a framework for that.",
    "don": "Don T. Walker gave the keynote.",
    "extension": "Flask-SQLAlchemy hides the session from you.",
    "flask": "Flask is small on purpose.",
    "sqlalchemy": "SQLAlchemy speaks many dialects.",
    "uwsgi": "Behind the proxy runs uWSGI in emperor mode.",
    "wsgi": "WSGI is the contract between server and application.",
    "percent": "Test coverage is at 100% now.",
    "hundred": "About 100 people came to the meetup.",
    "half": "Memory went down by 50% over night.",
    "fifty": "Some 50 talks were given.",
    "io": "Most of the time is spent waiting for I/O on the network.",
    "ab": "We run a/b tests on the landing page.",
    "plans": "Plan a failed, and so did plan b.",
    "snake": "Name it in snake_case, please.",
    "snake spoken": "In snake case the words are joined by underscores.",
    "animal": "A snake was found in the office.",
    "camel": "Their keys arrive in camelCase over the wire.",
    "camel spoken": "In camel case every word begins with a hump.",
    "desert": "A camel can walk for days.",
    "option": "Every command answers to --help with a page.",
    "help": "We could use some help with the tests.",
    "verbose": "Add --verbose and it tells you everything.",
    "wordy": "Java is verbose, they say.",
    "name": "The guard compares __name__ with main.",
    "names": "A good name takes time.",
    "max": "The limit is called max_length there.",
    "length": "The length of the max is a mystery.",
    "element": "In the browser getElementById finds it.",
    "chemistry": "Sodium is an element.",
    "scikit": "Most people begin with scikit-learn and a notebook.",
    "learn": "You learn by doing.",
    "contraction": "Let's Encrypt made certificates free.",
    "pip": "First you pip install the package.",
    "installer": "A good installer asks nothing.",
    "itsdangerous": "The itsdangerous library signs the cookie.",
    "its dangerous": "Next comes its dangerous, which signs data.",
    "it's dangerous": "It's dangerous to write your own cryptography.",
    "danger": "Dangerous driving is another matter.",
    "virtualenv": "Make a virtualenv for each project.",
    "virtual env": "Every project has a virtual env of its own.",
    "virtual": "The conference was virtual this year.",
    "websocket": "The page listens on a websocket for changes.",
    "web socket": "Open a web socket and keep it open.",
    "namespace": "Each module is a namespace.",
    "name space": "They share one name space among them.",
    "space": "There is no space left for a name.",
    "red bull": "Somebody opened a Red Bull at midnight.",
    "red": "The build was red all day.",
    "email": "Send them an email about it.",
    "e-mail": "Then an e-mail came back.",
    "mail": "The mail came in a van.",
    "github": "The code is on GitHub.",
    "hub": "Use git as a hub.",
    "socket": "The lamp needs a socket in the wall.",
}
"""The texts of the documents by name; they are invented."""


class Case(NamedTuple):
    """A query, the documents that it must find, and those that are neutral."""

    kind: str
    q: str
    must: frozenset[str]
    may: frozenset[str] = frozenset()


def _case(q: str, *must: str, may: tuple[str, ...] = (), kind: str = "whole") -> Case:
    return Case(kind, q, frozenset(must), frozenset(may))


def _either(*spellings: str) -> Iterator[Case]:
    for q in spellings:
        yield _case(q, *spellings, kind="joined or apart")


CASES = (
    _case("C++", "cpp"),
    _case("C#", "csharp"),
    _case("C", "c"),
    _case("R", "r"),
    _case("F#", "fsharp"),
    _case(".NET", "dotnet", may=("asp",)),
    _case("ASP.NET", "asp"),
    _case("node.js", "nodejs"),
    _case("3.12", "version"),
    _case("__init__", "dunder"),
    _case("@property", "decorator"),
    _case("@dataclass", "data class"),
    _case("f-strings", "fstrings", may=("f strings",)),
    _case("don't", "dont"),
    _case("don’t", "dont"),
    _case("Flask-SQLAlchemy", "extension"),
    _case("uWSGI", "uwsgi"),
    _case("100%", "percent"),
    _case("50%", "half"),
    _case("I/O", "io"),
    _case("a/b", "ab"),
    _case("snake_case", "snake", may=("snake spoken",)),
    _case("camelCase", "camel", may=("camel spoken",)),
    _case("--help", "option"),
    _case("--verbose", "verbose"),
    _case("__name__", "name"),
    _case("max_length", "max"),
    _case("getElementById", "element"),
    _case("getelementbyid", "element"),
    _case("scikit-learn", "scikit"),
    _case("scikit learn", "scikit"),
    _case("pip install", "pip"),
    _case("NODE.JS", "nodejs"),
    _case(".net", "dotnet", may=("asp",)),
    _case("node", "node", "nodejs", kind="by its part"),
    _case("init", "init", "dunder", kind="by its part"),
    _case("property", "house", "decorator", kind="by its part"),
    _case("strings", "strings", "fstrings", "f strings", kind="by its part"),
    _case("flask", "flask", "extension", kind="by its part"),
    _case("sqlalchemy", "sqlalchemy", "extension", kind="by its part"),
    _case("wsgi", "wsgi", may=("uwsgi",), kind="by its part"),
    _case("net", "net", "dotnet", may=("asp",), kind="by its part"),
    _case("dataclass", "data class", kind="by its part"),
    _case("50", "fifty", "half", kind="by its part"),
    _case("verbose", "wordy", "verbose", kind="by its part"),
    _case("element", "chemistry", "element", kind="by its part"),
    _case("max length", "max", "length", kind="by its part"),
    _case("encrypt", "contraction", kind="by its part"),
    _case("100", "hundred", "percent", kind="by its part"),
    _case("snake", "animal", "snake", "snake spoken", kind="by its part"),
    _case("camel", "desert", "camel", "camel spoken", kind="by its part"),
    _case("help", "help", "option", kind="by its part"),
    *_either("itsdangerous", "its dangerous", "it's dangerous"),
    *_either("virtualenv", "virtual env"),
    *_either("websocket", "web socket"),
    _case("namespace", "namespace", "name space", kind="joined or apart"),
    _case("name space", "namespace", "name space", may=("space",), kind="joined or apart"),
    *_either("email", "e-mail"),
    _case("web-socket", "websocket", "web socket", kind="joined or apart"),
    _case("redbull", "red bull", kind="joined or apart"),
    _case("red bull", "red bull", kind="joined or apart"),
    _case("scikitlearn", "scikit", kind="joined or apart"),
    _case("letsencrypt", "contraction", kind="joined or apart"),
    _case("git hub", "github", "hub", kind="joined or apart"),
)
"""The cases, one plain query each."""


def documents() -> list[Told]:
    """Return the documents as episodes of one segment; the id is the name."""
    return [
        Told(name, name, "en", [Segment(ordinal=0, start=0.0, end=9.0, text=text)])
        for name, text in DOCUMENTS.items()
    ]


def ask(snapshot: Snapshot, engine: str, language: str) -> Iterator[Score]:
    """Yield a score for each case: recall, precision, and whether the top hit is right."""
    for kind, q, must, may in CASES:
        # No case has ten relevant documents; more hits could only be wrong.
        hits = snapshot.ranked(asking.all_words(language, q), len(DOCUMENTS))
        found = [hit.document[0] for hit in hits if hit.document[0] not in may]
        values = {
            "recall": metrics.recall(found, must),
            "precision": metrics.precision(found, must),
            "first": float(bool(found) and found[0] in must),
        }
        yield Score(TASK, kind, engine, "all words", q, q, values)
