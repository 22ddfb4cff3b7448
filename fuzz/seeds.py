"""Seeds of the fuzzing: examples of the docs, and inputs of the tests and benchmarks.

The inputs of the tests are the literals in their source: long texts, single lines, and values
that become JSON. Those of bench/hostile.py are cut short.
"""

import ast
import json
import re
import runpy
from collections.abc import Iterator
from pathlib import Path

__all__ = ["seeds"]

_ROOT = Path(__file__).resolve().parents[1]
_FENCE = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
_LONG = 30  # characters; shorter literals are names and words
_OPENING = 4000  # bytes
_SHORT = 400  # bytes


# Inputs that neither the docs nor the tests hold in one piece.
_RARE = (
    '{"results": {"audio_segments": [{"transcript": "Hi.", "start_time": "0.1"}]}}',
    '{"results": {"speaker_labels": {"segments": [{"speaker_label": "a", "items": [{"start_time": '
    '"0.1", "end_time": "0.2"}]}]}, "items": [{"start_time": "0.1", "end_time": "0.2", '
    '"alternatives": [{"content": "Hi"}]}, {"type": "punctuation", "alternatives": [{"content": '
    '"."}]}]}}',
    '{"results": {"channels": [{"alternatives": [{"paragraphs": {"paragraphs": [{"speaker": 0, '
    '"sentences": [{"text": "Hi.", "start": 0, "end": 1}]}]}}]}]}}',
    '{"results": {"channels": [{"alternatives": [{"transcript": "Hi."}]}], "utterances": []}}',
    '{"audio_url": "a", "language_code": "en", "error": "a"}',
    '{"text": "a", "language": "en", "segments": null}',
    '{"words": [{"word": " ", "start": 0}, {"word": "a", "start": 1}]}',
    '<tt xmlns:ttp="a" ttp:frameRate="30" ttp:frameRateMultiplier="1000 1001" ttp:tickRate="9">'
    '<body><p begin="0:00:01:12" end="60f">a</p><p begin="9t">b</p></body></tt>',
    "[Events]\nDialogue: 0,0:00:01.0,0:00:02.0,Sign,,0,0,0,,a\n"
    "Dialogue: 0,0:00:02.0,0:00:03.0,Main,,0,0,0,,b\n",
)


def seeds() -> Iterator[bytes]:
    """Yield each seed once."""
    texts = (text.encode("utf-8", "replace")[:_OPENING] for text in _texts())
    hostile = runpy.run_path(str(_ROOT / "bench" / "hostile.py"))["inputs"]()
    yield from dict.fromkeys([*texts, *(one.bytes(_SHORT) for _, one in hostile)])


def _texts() -> Iterator[str]:
    for path in sorted((_ROOT / "corpus").iterdir()):
        yield path.read_text(encoding="utf-8")
    yield from _RARE
    for example in _FENCE.findall((_ROOT / "docs" / "formats.md").read_text(encoding="utf-8")):
        yield example
        # Some formats are recognised by repetition only.
        yield example * 4
    for path in sorted((_ROOT / "tests" / "indexer").glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield from _inputs(node)


def _inputs(node: ast.AST) -> Iterator[str]:
    """Yield the inputs that a node of a test's source may give to a parser."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        if len(node.value) >= _LONG:
            yield node.value
            yield f"WEBVTT\n\n{node.value}"
    elif isinstance(node, ast.Call | ast.List | ast.Tuple):
        given = node.args if isinstance(node, ast.Call) else node.elts
        lines = [n.value for n in given if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        if len(lines) > 1:
            yield "\n".join(lines)
            yield "\n\n".join(lines * 2)
    elif isinstance(node, ast.Dict):
        try:
            yield json.dumps(ast.literal_eval(node), ensure_ascii=False)
        except (TypeError, ValueError):
            # Not a literal, or not one that JSON can hold.
            return
