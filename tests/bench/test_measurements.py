from pathlib import Path

from bench.measurements import PAGE, page

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


def test_the_page_of_measurements_is_what_the_kept_results_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


def test_the_page_has_the_first_table_of_each_result_and_what_it_was_made_on(
    tmp_path: Path,
) -> None:
    for name, text in (("compare", COMPARED), ("quality", FOUND)):
        folder = tmp_path / "bench" / name
        folder.mkdir(parents=True)
        (folder / "results.md").write_text(text)

    made = page(tmp_path)

    assert "3 episodes.\n\n|  | Ours |\n| --- | ---: |\n| mix | 0.3 ms |\n\n" in made
    assert "| known item | 0.9 |" in made
    assert "](../bench/README.md#the-evaluation)" in made
    assert "wsgi" not in made
    assert "## In short" not in made
