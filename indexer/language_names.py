"""Languages by their codes and English names: ISO 639-1, and the three letters of ISO 639-2.

Source: https://www.loc.gov/standards/iso639-2/php/code_list.php, without the languages that nobody
speaks natively.
"""

__all__ = ["NAMES", "code_named"]

_TABLE = """
aa aar Afar; ab abk Abkhazian; af afr Afrikaans; ak aka Akan; am amh Amharic; an arg Aragonese
ar ara Arabic; as asm Assamese; av ava Avaric; ay aym Aymara; az aze Azerbaijani; ba bak Bashkir
be bel Belarusian; bg bul Bulgarian; bi bis Bislama; bm bam Bambara; bn ben Bengali; bo bod Tibetan
br bre Breton; bs bos Bosnian; ca cat Catalan; ce che Chechen; ch cha Chamorro; co cos Corsican
cs ces Czech; cv chv Chuvash; cy cym Welsh; da dan Danish; de deu German; dv div Divehi
dz dzo Dzongkha; ee ewe Ewe; el ell Greek; en eng English; eo epo Esperanto; es spa Spanish
et est Estonian; eu eus Basque; fa fas Persian; ff ful Fulah; fi fin Finnish; fj fij Fijian
fo fao Faroese; fr fra French; fy fry Frisian; ga gle Irish; gd gla Gaelic; gl glg Galician
gn grn Guarani; gu guj Gujarati; gv glv Manx; ha hau Hausa; he heb Hebrew; hi hin Hindi
hr hrv Croatian; ht hat Haitian; hu hun Hungarian; hy hye Armenian; id ind Indonesian; ig ibo Igbo
is isl Icelandic; it ita Italian; iu iku Inuktitut; ja jpn Japanese; jv jav Javanese
ka kat Georgian; kg kon Kongo; ki kik Kikuyu; kk kaz Kazakh; kl kal Greenlandic; km khm Khmer
kn kan Kannada; ko kor Korean; ks kas Kashmiri; ku kur Kurdish; kw cor Cornish; ky kir Kyrgyz
la lat Latin; lb ltz Luxembourgish; lg lug Ganda; li lim Limburgish; ln lin Lingala; lo lao Lao
lt lit Lithuanian; lv lav Latvian; mg mlg Malagasy; mh mah Marshallese; mi mri Maori
mk mkd Macedonian; ml mal Malayalam; mn mon Mongolian; mr mar Marathi; ms msa Malay; mt mlt Maltese
my mya Burmese; na nau Nauru; nb nob Bokmål; ne nep Nepali; nl nld Dutch; nn nno Nynorsk
no nor Norwegian; nv nav Navajo; ny nya Chichewa; oc oci Occitan; om orm Oromo; or ori Odia
os oss Ossetian; pa pan Punjabi; pl pol Polish; ps pus Pashto; pt por Portuguese; qu que Quechua
rm roh Romansh; rn run Rundi; ro ron Romanian; ru rus Russian; rw kin Kinyarwanda; sa san Sanskrit
sc srd Sardinian; sd snd Sindhi; se sme Sami; sg sag Sango; si sin Sinhala; sk slk Slovak
sl slv Slovenian; sm smo Samoan; sn sna Shona; so som Somali; sq sqi Albanian; sr srp Serbian
ss ssw Swati; st sot Sotho; su sun Sundanese; sv swe Swedish; sw swa Swahili; ta tam Tamil
te tel Telugu; tg tgk Tajik; th tha Thai; ti tir Tigrinya; tk tuk Turkmen; tl tgl Tagalog
tn tsn Tswana; to ton Tongan; tr tur Turkish; ts tso Tsonga; tt tat Tatar; tw twi Twi
ty tah Tahitian; ug uig Uyghur; uk ukr Ukrainian; ur urd Urdu; uz uzb Uzbek; ve ven Venda
vi vie Vietnamese; wa wln Walloon; wo wol Wolof; xh xho Xhosa; yi yid Yiddish; yo yor Yoruba
za zha Zhuang; zh zho Chinese; zu zul Zulu
"""

_ROWS = [row.split() for row in _TABLE.strip().replace("\n", ";").split(";")]

NAMES: dict[str, str] = {code: name for code, _, name in _ROWS}
"""The English name of each language by its code of two letters."""

# Older and other names, as tools and people write them.
_OTHERS = {
    "iw": "he",
    "in": "id",
    "ji": "yi",
    "fil": "tl",
    "cmn": "zh",
    "yue": "zh",
    "ger": "de",
    "fre": "fr",
    "dut": "nl",
    "gre": "el",
    "chi": "zh",
    "cze": "cs",
    "per": "fa",
    "rum": "ro",
    "slo": "sk",
    "wel": "cy",
    "ice": "is",
    "arm": "hy",
    "baq": "eu",
    "geo": "ka",
    "alb": "sq",
    "bur": "my",
    "mac": "mk",
    "may": "ms",
    "tib": "bo",
    "mao": "mi",
    "farsi": "fa",
    "mandarin": "zh",
    "cantonese": "zh",
    "castilian": "es",
    "flemish": "nl",
    "valencian": "ca",
    "moldavian": "ro",
    "bokmal": "nb",
    "myanmar": "my",
    "filipino": "tl",
    "panjabi": "pa",
    "pushto": "ps",
    "sinhalese": "si",
    "letzeburgesch": "lb",
    "slovene": "sl",
    "haitian creole": "ht",
    "scottish gaelic": "gd",
    "western frisian": "fy",
    "oriya": "or",
}
_CODES = {
    **{long: code for code, long, _ in _ROWS},
    **{name.casefold(): code for code, name in NAMES.items()},
    **_OTHERS,
    **{code: code for code in NAMES},
}


def code_named(text: str) -> str | None:
    """Return the code of the language that `text` names, or None.

    It may be a code (`de`, `deu`), a tag of which the first part is one (`pt-BR`, `en_US.UTF-8`),
    or an English name (`German`).
    """
    bare = text.strip().casefold()
    return _CODES.get(bare) or _CODES.get(bare.replace("_", "-").partition("-")[0])
