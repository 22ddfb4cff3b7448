import pytest

from indexer.cues import Cue
from indexer.talk.language import code_of, detect

# Invented small talk about the same thing: why the server was down on Monday.
TALK = {
    "en": (
        "So the server was down on Monday, and that is what I have to talk about with you, but "
        "it is not so bad. We found the cable and it was in the wrong place, so that was the "
        "whole of it."
    ),
    "de": (
        "Also der Server war am Montag nicht da, und das ist es, was ich mit dir besprechen "
        "will, aber es ist nicht so schlimm. Wir haben das Kabel gefunden und es war in der "
        "falschen Dose."
    ),
    "fr": (
        "Alors le serveur est tombé lundi, et c'est de cela que je veux parler avec vous, mais "
        "ce n'est pas si grave. On a trouvé le câble, il était dans la mauvaise prise, et c'est "
        "tout."
    ),
    "es": (
        "Pues el servidor se cayó el lunes, y de eso es de lo que quiero hablar con vosotros, "
        "pero no es para tanto. Encontramos el cable y estaba en el enchufe que no era, y eso "
        "es todo."
    ),
    "it": (
        "Allora il server è caduto lunedì, e di questo che voglio parlare con voi, ma non è una "
        "cosa così grave. Abbiamo trovato il cavo che era nella presa sbagliata, e questo è "
        "tutto."
    ),
    "pt": (
        "Então o servidor caiu na segunda, e é isso que eu quero falar com você, mas não é uma "
        "coisa tão ruim assim. A gente achou o cabo e ele estava na tomada errada, e isso é "
        "tudo."
    ),
    "nl": (
        "Dus de server was maandag niet bereikbaar, en dat is wat ik met je wil bespreken, maar "
        "het is niet zo erg. We hebben de kabel gevonden en die zat in een verkeerd gat, dat "
        "was het."
    ),
    "sv": (
        "Så servern var nere i måndags, och det är det som jag vill prata om med dig, men det "
        "är inte så farligt. Vi hittade kabeln och den satt i fel uttag, och det var allt som "
        "var fel."
    ),
    "tr": (
        "Sunucu pazartesi günü çökmüş, bu konuyu seninle konuşmak istedim ama o kadar da kötü "
        "değil. Kabloyu bulduk, bu kablo yanlış bir yerde ve hepsi de bu kadar, daha ne olsun "
        "ki."
    ),
    "ru": ("Сервер упал в понедельник, и об этом я хочу с вами поговорить, но всё не так плохо."),
    "ja": ("月曜日にサーバーが止まりました。その話をしたいのですが、たいしたことではありません。"),
    "zh": ("星期一服务器坏了，我想和你们说说这件事，不过没有那么糟糕，我们找到了那根电线。"),
    "el": ("Ο διακομιστής έπεσε τη Δευτέρα, και γι' αυτό θέλω να σας μιλήσω, αλλά δεν πειράζει."),
    "ko": ("월요일에 서버가 멈췄습니다. 그 이야기를 하고 싶은데 그렇게 나쁘지는 않아요."),
}


@pytest.mark.parametrize("code", TALK)
def test_the_small_words_or_the_script_tell_the_language(code: str) -> None:
    assert detect([Cue(TALK[code], None)]) == code


@pytest.mark.parametrize(
    "text", ["", "Hola.", "1 2 3", "def main(argv): return parse(argv)", "Ja, nein, ja."]
)
def test_what_tells_too_little_is_taken_for_english(text: str) -> None:
    assert detect([Cue(text, None)]) == "en"


def test_names_of_another_language_do_not_make_a_talk_foreign() -> None:
    names = " ".join(["Joaquín", "Los Ángeles", "Nuñez", "El Paso", "La Paz"])

    assert detect([Cue(f"{TALK['en']} {names}", None)]) == "en"


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en", "en"),
        ("pt-BR", "pt"),
        ("zh_Hant_TW", "zh"),
        (" FR ", "fr"),
        ("English!", None),
        ("", None),
        (None, None),
        ("x" * 50, None),
    ],
)
def test_a_language_tag_gives_its_code(tag: str | None, code: str | None) -> None:
    assert code_of(tag) == code
