from pathlib import Path

import pytest

from bench.measurements import PAGE, README, page, quoted

STREAM = """# Stream

9 questions.

Warm.

Modes.

Machine.

A ratio.

|  | remembered | ours |
| --- | ---: | ---: |
| asked | words | 2 x |
| asked, 4 x the corpus | words | 3 x |

## Asked
"""
COMPARED = """# Engines

3 episodes.

|  | Ours |
| --- | ---: |
| mix | 0.3 ms |

## More

|  | Ours |
| --- | ---: |
| `wsgi` | 0.1 |
"""
FOUND = """# Found

2 episodes; [what is done](../README.md#the-evaluation).

## In short

|  | Ours |
| --- | ---: |
| known item | 0.9 |

## Known item
"""


def kept(root: Path) -> Path:
    """Return `root` with results that runs have left there."""
    for name, text in (("stream", STREAM), ("compare", COMPARED), ("quality", FOUND)):
        folder = root / "bench" / name
        folder.mkdir(parents=True)
        (folder / "results.md").write_text(text)
    return root


def test_the_page_of_measurements_is_what_the_kept_results_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_page_has_the_first_table_of_each_result_and_what_it_was_made_on(
    tmp_path: Path,
) -> None:
    made = page(kept(tmp_path))

    assert "3 episodes.\n\n|  | Ours |\n| --- | ---: |\n| mix | 0.3 ms |\n\n" in made
    assert "| known item | 0.9 |" in made
    assert "](../bench/README.md#the-evaluation)" in made
    assert "wsgi" not in made
    assert "## In short" not in made


def test_the_stream_comes_first_and_the_questions_asked_again_are_a_footnote(
    tmp_path: Path,
) -> None:
    made = page(kept(tmp_path))

    assert made.index("| asked | words | 2 x |") < made.index("known item") < made.index("| mix |")
    assert made.index("a footnote") < made.index("| mix |")


def test_the_readme_quotes_the_kept_results_of_the_stream() -> None:
    readme = README.read_text(encoding="utf-8")

    assert quoted(readme) == readme


def test_a_readme_gets_what_was_asked_of_one_copy_of_the_corpus_between_its_marks(
    tmp_path: Path,
) -> None:
    marks = "<!-- the stream begins -->\nold\n<!-- the stream ends -->"
    made = quoted(f"Before.\n\n{marks}\n\nAfter.\n", kept(tmp_path))

    assert made.startswith(
        "Before.\n\n<!-- the stream begins -->\n\n9 questions.\n\nWarm.\n\nModes.\n\n|"
    )
    assert "| asked | words | 2 x |\n\nMachine.\n\n<!-- the stream ends -->\n\nAfter.\n" in made
    assert "4 x" not in made
    assert "old" not in made
    with pytest.raises(ValueError, match="0 pairs"):
        quoted("No marks.", tmp_path)
