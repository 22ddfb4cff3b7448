"""Stop words: the words of a language that say nothing of a topic, and are in all talk.

They are indexed, and searched as all words are. Only where words of a query may give way do they
not decide (Decision 0036). A language without a list has no stop words. The lists hold articles,
pronouns, prepositions, conjunctions, auxiliary verbs, question words, and what speakers fill pauses
with.
"""

import functools
from collections.abc import Set

__all__ = ["stop_words"]

_LISTS = {
    "da": """
        af alle at blev blive bliver da de dem den denne der deres det dette dig din dog du efter
        eller en end er et for fra får han har havde have hende hendes her hos hun hvad hvis hvor
        hvordan hvorfor i ikke ind jeg jer jo kan kunne man mange med meget men mig min mod når og
        også om op os over på sig sin skal skulle som så til ud under var ved vi vil ville vores
        være været
    """,
    "de": """
        aber als also am an auch auf aus bei bin bis bist da damit dann das dass dein dem den denn
        der des dich die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine
        einem einen einer eines er es euch euer für ganz gibt hab habe haben hast hat hatte hatten
        hier hin ich ihm ihn ihnen ihr ihre im in ist ja jede jeder jedes kann kein keine können
        machen mal man mehr mein meine mich mir mit muss nach nein nicht noch nun nur ob oder ohne
        schon sehr sein seine sich sie sind so soll sonst über um und uns unser unter vom von vor
        wann war waren warum was weil welche wenn wer werde werden wie wieder will wir wird wo
        würde zu zum zur
    """,
    "en": """
        a about after again all also am an and any anything are aren't around as at back be because
        been before being between both but by can can't come could couldn't did didn't do does
        doesn't doing don't down each even every few for from get gets getting go goes going gonna
        got had has have haven't having he he's her here hers him his how i i'd i'll i'm i've if in
        into is isn't it it'll it's its itself just kind know let let's like lot made make many may
        maybe me mean might more most much must my no nor not now of off okay on one only or other
        our ours out over own pretty quite really right said same say says she she's should so some
        something sort still such than that that's the their theirs them then there there's these
        they they'll they're they've thing things think this those through to too uh um under up us
        use very want was wasn't way we we'll we're we've well were weren't what what's when where
        which while who who's whom whose why will with won't would wouldn't yeah yes yet you you'll
        you're you've your yours
    """,
    "es": """
        a al algo como con cuál cuando cómo de del desde donde dónde el ella ellas ellos en entre
        era es esa ese eso esta estaba estado están estar este esto estos está fue ha hace han hasta
        hay he la las le les lo los me mi mis mucho muy más nada ni no nos nosotros o otra otro
        para pero poco por porque pues que qué quien quién se sea ser si sin sobre son su sus sí
        también tan te tiene tienen todo todos tu tus un una uno unos usted ustedes vamos y ya yo
    """,
    "fr": """
        à ai alors au aussi autre aux avait avec avez avoir avons bien c'est ce ces cet cette comme
        comment d'un d'une dans de des deux dit donc dont du elle elles en encore est et étaient
        était été être eu fait faire il ils j'ai je l'on la le les leur leurs lui là ma mais me même
        mes moi moins mon ne ni non nos notre nous on ont ou où par parce pas peu peut plus pour
        pourquoi qu'est qu'il qu'on quand que quel quelle qui quoi sa sans se sera ses si son sont
        sous sur ta te tes toi ton tous tout toute toutes très tu un une va voilà vos votre vous y
    """,
    "it": """
        a abbiamo agli ai al alla alle allo anche ancora avere aveva c'è che chi ci come con cosa
        così cui da dal dalla dei del della delle dello di dove e è ecco era essere fa fare fatto
        gli ha hai hanno ho i il in io la le lei li lo loro lui ma mi mia mio molto ne nei nel
        nella no noi non nostra nostro o ogni per perché però più poi può qual quale quando quello
        questa questi questo qui se sei si sia siamo siete solo sono sta stata stato su sua sul
        sulla suo ti tra tu tutti tutto un un'altra una uno va vi voi
    """,
    "nl": """
        aan al alles als altijd ben bij daar dan dat de der deze die dit doen door dus een en er ge
        geen had heb hebben heeft hem het hier hij hoe hun ik in is ja je kan kon kunnen maar me
        meer men met mij mijn moet na naar niet niets nog nu of om omdat onder ons ook op over
        te tegen toch toen tot u uit uw van veel voor waar waarom was wat we wel werd wie wij wil
        worden wordt zal ze zei zelf zich zij zijn zo zonder zou
    """,
    "no": """
        alle at av ble bli blir da de deg dem den denne der deres det dette din du eller en er et
        etter for fra får ha hadde han har hun hva hvem hvis hvor hvordan hvorfor i ikke inn jeg
        jo kan kunne man mange med meg meget men mer mitt mot må når nå og også om opp oss over på
        seg selv si sin skal skulle som så til ut var ved vi vil ville vår være vært
    """,
    "pt": """
        a ainda ao aos as até com como da das de dela dele deles depois do dos e é ela elas ele
        eles em entre era essa esse esta estar estava este está eu foi foram há isso isto já lhe
        mais mas me mesmo meu minha muito na nas nem no nos nossa nosso não nós o onde os ou para
        pela pelo por porque porquê pra qual quando que quem se sem ser seu sua só são também te
        tem tinha toda todo tu tudo um uma umas uns vai você vocês à às
    """,
    "sv": """
        alla allt att av bara blev bli blir bra de dem den denna deras dess det detta dig din du där
        då efter ej eller en er ett för från få får ha hade han har hon hos hur här i icke in inte
        ja jag ju kan kunde man med mer mig min mot mycket ni nu när och också om oss på sedan sig
        sin ska skulle som så till upp ut vad var vara varför vem vi vid vilken vill väl vår åt än
        är över
    """,
}


@functools.cache
def stop_words(languages: Set[str]) -> frozenset[str]:
    """Return the stop words of some languages, as terms; `languages` are ISO 639-1 codes."""
    return frozenset(word for language in languages for word in _LISTS.get(language, "").split())
