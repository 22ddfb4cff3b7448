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


# The same in one sentence; a few words of it are those of a neighbouring language.
SENTENCES = {
    "ar": "تعطل الخادم يوم الاثنين، وهذا ما أريد أن أتحدث عنه معكم، لكن الأمر ليس سيئا إلى هذا الحد.",
    "bg": "Сървърът падна в понеделник и за това искам да говоря с вас, но не е толкова лошо.",
    "bn": "সোমবার সার্ভারটি বন্ধ হয়ে গিয়েছিল, আমি সেটা নিয়েই কথা বলতে চাই, তবে তা তেমন খারাপ নয়।",
    "ca": "El servidor va caure dilluns, i d'això vull parlar amb vosaltres, però no és tan greu.",
    "cs": "Server v pondělí spadl a o tom s vámi chci mluvit, ale není to zase tak zlé.",
    "da": "Serveren gik ned i mandags, og det er det, jeg vil tale med jer om, men det er ikke så slemt.",
    "et": "Server kukkus esmaspäeval maha ja sellest tahan ma teiega rääkida, aga asi pole nii hull.",
    "eu": "Zerbitzaria astelehenean erori zen, eta horretaz hitz egin nahi dut zuekin, baina ez da hain larria.",
    "fa": "سرور روز دوشنبه از کار افتاد و می‌خواهم درباره همین با شما صحبت کنم، اما چندان هم بد نیست.",
    "fi": "Palvelin kaatui maanantaina, ja siitä haluan puhua teidän kanssanne, mutta se ei ole niin paha.",
    "ga": "Thit an freastalaí Dé Luain, agus sin é an rud ba mhaith liom a phlé libh, ach níl sé chomh dona sin.",
    "he": "השרת נפל ביום שני, ועל זה אני רוצה לדבר איתכם, אבל זה לא כל כך נורא.",
    "hi": "सोमवार को सर्वर बंद हो गया था और मैं उसी के बारे में आपसे बात करना चाहता हूँ, लेकिन यह इतना बुरा नहीं है।",
    "hr": "Poslužitelj je pao u ponedjeljak i o tome želim razgovarati s vama, ali nije tako strašno.",
    "hu": "A szerver hétfőn leállt, és erről szeretnék beszélni veletek, de nem olyan nagy baj.",
    "hy": "Սերվերը երկուշաբթի օրը կանգնեց, և ես ուզում եմ խոսել դրա մասին ձեզ հետ, բայց դա այնքան էլ վատ չէ։",
    "id": "Servernya mati pada hari Senin, dan itu yang ingin saya bicarakan dengan Anda, tetapi tidak begitu buruk.",
    "lt": "Serveris nulūžo pirmadienį, ir apie tai noriu su jumis pakalbėti, bet nėra taip blogai.",
    "lv": "Serveris nobruka pirmdien, un par to es gribu ar jums runāt, bet nav nemaz tik slikti.",
    "ne": "सोमबार सर्भर बन्द भयो र म त्यसैको बारेमा तपाईंसँग कुरा गर्न चाहन्छु, तर त्यो त्यति नराम्रो छैन।",
    "no": "Serveren gikk ned på mandag, og det er det jeg vil snakke med dere om, men det er ikke så ille.",
    "pl": "Serwer padł w poniedziałek i o tym chcę z wami porozmawiać, ale nie jest tak źle.",
    "ro": "Serverul a căzut luni și despre asta vreau să vorbesc cu voi, dar nu este atât de rău.",
    "sk": "Server v pondelok spadol a o tom sa s vami chcem rozprávať, ale nie je to až také zlé.",
    "sl": "Strežnik se je v ponedeljek sesul in o tem želim govoriti z vami, vendar ni tako hudo.",
    "sr": "Сервер је пао у понедељак и о томе желим да разговарам са вама, али није тако страшно.",
    "sw": "Seva ilianguka siku ya Jumatatu, na hilo ndilo ninalotaka kuzungumza nanyi, lakini si mbaya sana.",
    "ta": "திங்கட்கிழமை சேவையகம் செயலிழந்தது, அதைப் பற்றித்தான் உங்களுடன் பேச விரும்புகிறேன், ஆனால் அது அவ்வளவு மோசமில்லை.",
    "th": "เซิร์ฟเวอร์ล่มเมื่อวันจันทร์ และนั่นคือสิ่งที่ฉันอยากคุยกับคุณ แต่มันก็ไม่ได้แย่ขนาดนั้น",
    "uk": "Сервер упав у понеділок, і про це я хочу з вами поговорити, але все не так погано.",
    "vi": "Máy chủ bị sập hôm thứ hai, con người và đó là điều tôi muốn nói với các bạn, nhưng không tệ lắm.",
    "yi": "דער סערווער איז געפֿאַלן מאָנטיק, און וועגן דעם וויל איך מיט אײַך רעדן, אָבער ס'איז נישט אַזוי שלעכט.",
}


@pytest.mark.parametrize("code", TALK)
def test_a_paragraph_of_talk_tells_its_language(code: str) -> None:
    assert detect([Cue(TALK[code], None)]) == code


@pytest.mark.parametrize("code", SENTENCES)
def test_a_sentence_tells_its_language_among_its_neighbours(code: str) -> None:
    assert detect([Cue(SENTENCES[code], None)]) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Hola.",
        "1 2 3",
        "def main(argv): return parse(argv)",
        "Ja, nein, ja.",
        "qwzx vbkj asdf plok mnbr " * 20,
        f"{TALK['de'] * 4} {TALK['ru'] * 6} {TALK['tr'] * 4}",
    ],
)
def test_talk_that_tells_too_little_has_no_language(text: str) -> None:
    assert detect([Cue(text, None)]) is None


def test_a_foreign_opening_is_not_the_language_of_the_talk() -> None:
    assert detect([Cue(TALK["fr"], None), Cue(TALK["en"] * 6, None)]) == "en"


def test_a_long_text_takes_no_longer_than_a_page() -> None:
    assert detect([Cue(TALK["en"], None)] * 20_000) == "en"


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
        ("qx", None),
        ("English", "en"),
        ("eng", "en"),
        ("german", "de"),
        ("nob", "nb"),
        ("iw", "he"),
    ],
)
def test_a_language_tag_gives_its_code(tag: str | None, code: str | None) -> None:
    assert code_of(tag) == code
