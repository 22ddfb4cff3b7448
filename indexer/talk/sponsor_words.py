"""Words of sponsors' messages: announcements, offers, thanks. Decision 0025.

The patterns are English and for talk in lower case.
"""

import re

__all__ = [
    "ADDRESS",
    "AFTERTHOUGHT",
    "AND_IT",
    "ANOTHER",
    "BEGINNING",
    "CLAUSE_END",
    "FOREWORD",
    "HINTS",
    "LEAD",
    "NAMES",
    "NO_NAMES",
    "OFFER",
    "OPENING",
    "PATH",
    "PRAISE",
    "SENTENCE_END",
    "SITE",
    "TALK_AGAIN",
    "THANKS",
    "THANKS_FOR_SHOW",
    "UNCLEAR",
]

HINTS = (
    "sponsor",
    "brought to you",
    "supporting th",
    "support for th",
    "supported by",
    "presented by",
    "made possible",
    "message comes from",
)
"""Every beginning holds one of these words; finding them takes a tenth of the pattern's time."""

SHOW = r"(?:episode|show|podcast|portion|segment|program|programme|broadcast|stream|video)s?"

BEGINNING = re.compile(
    rf"""
      \b(?:{SHOW}|transcripts?)\b[^.?!]{{0,60}}?\b(?:brought\ to\ you|sponsored|presented|supported
          |made\ possible)\b
        [^.?!]{{0,30}}?\bby\b
    | \b(?:it|is|and)(?:['’]s|\ is|\ was|\ has)?\ (?:been\ |also\ )?brought\ to\ you\ by\b
    | \bit(?:['’]s|\ has)\ (?:also\ )?been\ sponsored\ by\b
    | \bwe(?:['’]re|\ are)\ (?:also\ )?(?:brought\ to\ you|sponsored)
        \ (?:this\ week|today|in\ part)\ by\b
    | \bthis\ message\ comes\ from\b
    | \b(?:want|like|love)\ to\ (?:take\ [^.?!]{{0,30}}?\bto\ )?thank\b[^.?!]{{0,60}}?
        \bfor\ sponsoring\ (?:the|this|our)\ {SHOW}\b
    | \b(?:today|week|month|episode|show)['’]s\ (?:episode\ |show\ )?sponsors?\b
    | \b(?:a|an|the|our|another|new|major|first)\ (?:[\w-]+\ ){{0,2}}sponsors?
        \ of\ (?:the|this|our)\ {SHOW}\b
    | \bhave\ [^.?!]{{0,60}}?\bsponsoring\ (?:the|this|our)\ {SHOW}\b
    | \b(?:the\ sponsors?\ of|(?:['’]re|['’]s|is|are|has)\ (?:also\ )?sponsor(?:ed|ing))
        \ (?:this|today['’]s|the)\ {SHOW}\b
    | \bour\ (?:first\ |next\ |second\ |last\ )?sponsors?\ (?:for|of|this|today)\b
    | \b(?:words?|messages?)\ from\ [^.?!]{{0,30}}?\bsponsors?\b
    | \bthank(?:s|\ you)?\b[^.?!]{{0,20}}?\bour\ sponsors?\b
    | \bsupport\ for\ th[^.?!]{{0,60}}?\bcomes?\ from\b
    | \bis\ part(?:ial)?ly\ supported\ by\ our\b
    """,
    re.VERBOSE,
)
"""The announcement of a read."""

THANKS = re.compile(
    r"\bthank(?:s| you)?\b[^.?!]{0,90}?"
    r"\bfor (?:sponsoring|supporting|keeping|(?:their|your)\b[^.?!]{0,12} support)\b"
)
"""The end of a read that was announced."""
THANKS_FOR_SHOW = re.compile(
    r"\bthank(?:s|\ you)?,?\ (?:(?:again\ )?to\ )?"
    r"(?P<name>[\w-]+)(?:\ and\ (?P<other>[\w-]+))?\b[^.?!]{0,90}?"
    rf"\bfor (?:sponsoring|supporting) (?:the|this|our) {SHOW}\b"
    rf"|\bthank(?:s|\ you) for sponsoring (?:the|this|our) {SHOW}\b"
)
"""Thanks that show a read by themselves, maybe with the sponsors, `name` and `other`."""

# There is no \b before the alternatives: a pattern of plain letters is three times as fast.
OFFER = re.compile(
    r"""
      \.[a-z]{2,10}(?:/\ ?|\ slash\ )[\w-]+
    | dot\ (?:com|io|org|net|fm|dev|ai|co)\ slash\b
    | (?:visit|go\ to|over\ to|at|check\ out)\ (?:[\w-]+\.)+
        (?:com|io|org|net|fm|dev|ai|co|app|edu)\b
        (?:(?:/\ ?|\ slash\ )[\w-]+)?
    | (?:promo|coupon|discount|offer|voucher)\ codes?\b
    | use\ (?:the\ |our\ |my\ )?code\b
    | (?:%|percent)\ (?:off|discount)\b
    | free\ (?:trial|account)\b
    | (?:try|sign\ up|get\ started)\b[^.?!]{0,40}?\b(?:free|today|now)\b
    | (?:days|weeks|months?)\ (?:for\ )?free\b
    | money-back\b
    | show\ notes\b
    | podcast\ player\b
    | special\ offer\b
    | we\ sent\ you\b
    """,
    re.VERBOSE,
)
"""An address with a path, a code, a price or a trial."""

PRAISE = re.compile(
    r"""
      \$\d | free\b | listeners\b | get\ started\b | sign\ up\b | check\ (?:it|them)\ out\b
    | what\ they(?:['’]re|\ are)\ offering\b
    | as\ an?\ (?:new\ |major\ |full\ )?sponsor\b
    | supports?\ (?:the|this|our)\ (?:show|podcast)\b
    """,
    re.VERBOSE,
)
"""Words between offers."""

UNCLEAR = frozenset(("free", "get started", "sign up"))
"""Praise that talk after a read often holds too."""

TALK_AGAIN = re.compile(
    rf"""
      welcome\ (?:back\ )?to\b(?![^.?!]{{0,60}}\bsponsor)
    | thanks?\ (?:you\ )?(?:so\ much\ )?for\ (?:having\ me|being|coming|listening)\b
    | back\ to\ (?:the|our|my)\ (?:{SHOW}|interview|conversation|discussion|talk)\b
    | now,?\ (?:on\ (?:to|with)|let['’]s)\b
    | subscribe\ to\b
    | \btheme\ (?:music|song)\b
    | \blinks\ from\ (?:this|today['’]s)\b
    | this\ is\ your\ host\b
    """,
    re.VERBOSE,
)
"""Words that open the conversation or the closing, and end a read."""

ANOTHER = re.compile(r"and (?:it['’]s|this) ")
"""The announcement of a further sponsor."""

OPENING = re.compile(
    r"\b(?:subscribe|notified|welcome|recorded|follow|listen|episodes?|your host|talk)\b|[/@]"
)
"""Words of an opening, before any message."""

NAMES = re.compile(
    r"[,:]? (?:is |are )?(?:the )?(?:(?:folks|people|team) at )?"
    r"([\w-]{3,})(?:(?:[ .][\w-]+){0,2}?,? and (?:the )?([\w-]{3,}))?"
)
"""The sponsors, one or two, right after an announcement."""
NO_NAMES = frozenset(
    (
        "all",
        "and",
        "everyone",
        "everybody",
        "guys",
        "our",
        "that",
        "their",
        "the",
        "them",
        "this",
        "who",
        "you",
    )
)

ADDRESS = re.compile(
    r"(?:(\.[a-z]{2,10})(?:/ ?| slash )|() dot (?:com|io|org|net|fm|dev|ai|co) slash )"
)
"""The end of a host (its last label, if written) and the begin of the path."""
PATH = re.compile(r"[\w-]+")
"""The first word of a path."""

SITE = re.compile(r"\b([\w-]{3,})\.(?:com|io|org|net|fm|dev|ai|co)\b")
"""A site of a sponsor; the group is its name."""

AFTERTHOUGHT = re.compile(
    r"""
    \ (?:
        (?:again,?\ )?that['’]s\ (?:[a-z][-.\ ]){3}
      | (?:again,?\ )?that['’]s\ [\w-]+(?:\.|\ dot\ )[a-z]{2,10}(?:/|\ slash)
      | (?:please\ |just\ |be\ sure\ to\ |and\ )*(?:check\ (?:it|them)\ out|check\ out\ what)\b
      | (?:please\ |just\ )?(?:thank\ (?:them|you\ both|you\ guys)|tell\ them|let\ them\ know)\b
      | it\ really\ helps\b
      | (?:and\ )?thank(?:s|\ you)?\b[^.?!]{0,90}?\bfor\ (?:sponsoring|supporting|keeping)\b
      | (?:and|then)\ (?:please\ |just\ )?(?:download|mention|sign\ up|tell\ them)\b
      | (?:the\ link|links?)\ (?:is|are)\ in\ (?:the|your)\b
      | (?:just\ )?(?:click|use)\ (?:the|their|our)\ (?:link|code)\b
    )
    """,
    re.VERBOSE,
)
"""The begin of a sentence that can only belong to the read right before it."""

CLAUSE_END = re.compile(r"[.?!…,;:][\"'”’)]* |\b(?=and (?:it|this)\b)")
"""The border before a clause."""
LEAD = re.compile(
    r"(?<![\w'’])(?:(?:and|so|now|this|today['’]s|the|our|it['’]?s?|has|been|is) )+\Z"
)
"""The words right before an announcement."""

AND_IT = re.compile(r"[ ,](and (?:it|this)\b)")
"""The border inside an announcement: "our guest was Ada and it was brought to you by"."""
FOREWORD = re.compile(
    r"""
    (?: (?<=[.?!…]\ ) | ^ )
    (?: hey,?\ (?:everyone|folks|everybody|there)\b[^.?!]{0,40}
        [.?!]\ (?:this\ is\ [\w-]+[.?!]\ )? )?
    (?:
        (?:so,?\ |now,?\ |and\ |but\ |first,?\ )*
        (?: let\ me\b | let['’]s\b | (?:i|we)(?:['’]d|\ would|['’]ll|\ want|\ need)\b
          | before\ (?:we|i)\b )
        [^.?!]{0,60}? \b(?: thank | tell\ you\ about | break | moment | minute | word | pause )\b
      | we['’]ll\ be\ (?:right\ )?back
      | (?:ok|okay|alright|all\ right),?\ (?:time\ for\ a|let['’]s\ take\ a)\b
    )
    [^.?!]{0,90} [.?!…] [ ] \Z
    """,
    re.VERBOSE,
)
"""The sentence that comes before an announcement: "Let me tell you about our sponsor."."""
SENTENCE_END = re.compile(r"[.?!…][\"'”’)]*(?= |$)")
