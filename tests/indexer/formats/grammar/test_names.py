import pytest

from indexer.formats.grammar import Likeness, likeness


@pytest.mark.parametrize(
    "name",
    [
        *("Ann", "Ann Lee", "ANN LEE", "Dr. Ann O’Neil", "María José de la Cruz", "The Doctor"),
        *("Speaker 1", "Speaker #3", "SPEAKER_00", "spk0", "Woman 2", "50 Cent", "R.J."),
        *("@ann", "$BOAT", "ann_lee", "???", "Both", "Ann & Bob", "Ann Lee (Host)", "李雷"),
        *("Ann van der Berg-Smith III", "Mr. Lee", "Unknown Speaker"),
    ],
)
def test_names_in_any_spelling_are_like_names(name: str) -> None:
    assert likeness(name) is Likeness.NAME


@pytest.mark.parametrize(
    "words", ["News anchor", "Automated voice", "chg", "voice on the radio", "Fun fact", "The plan"]
)
def test_a_few_words_may_be_either(words: str) -> None:
    assert likeness(words) is Likeness.DOUBTFUL


@pytest.mark.parametrize(
    "words",
    [
        *("The point is this", "And here is why", "So", "Note", "Step 1", "12", "I think"),
        *("Question", "Ann Ann Ann", "What we do", "a list of many words that goes on"),
        *("He said", "We met at", "Well, the thing", "---", ""),
    ],
)
def test_the_opening_of_a_sentence_is_no_name(words: str) -> None:
    assert likeness(words) is Likeness.SENTENCE
