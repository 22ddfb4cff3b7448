"""Korean particles: what is written behind a noun, as prepositions stand before it elsewhere.

`서울에서` is `서울` with "in", and `API를` is `API` as an object. Nouns may end as particles
do, so a particle is not cut off: a noun is looked up with each particle that may follow it.
"""

__all__ = ["with_particles", "without_particle"]

_FIRST, _LAST, _FINALS = 0xAC00, 0xD7A3, 28  # syllables: 28 for each beginning, the first is open
_L = 8  # the final consonant after which `로` is said as after a vowel

_AFTER_CONSONANT = """
    은 이 을 과 으로 으로는 으로도 으로서 으로써 이나 이라 이라는 이라고
    이란 이랑 이에요 이죠 아
    으로부터 으로만 으로의 이야 이야말로 이나마 이든 이든지 이라서 이라면 이지만 이네요
    이었는데 이었어요 은커녕 과는 과도 과의
"""
_AFTER_VOWEL = """
    는 가 를 와 로 로는 로도 로서 로써 나 라 라는 라고 란 랑 고 며 다 였다
    예요 죠 야
    로부터 로만 로의 야말로 나마 든지 라서 라면 지만 네요 였는데 였어요 는커녕 와는 와도 와의
"""
_AFTER_ANY = """
    의 에 에는 에도 에만 에서 에서는 에서도 에서의 에게 에게서 에게는 께
    께서 께서는 한테 한테서 도 만 만은 만이 까지 까지는 까지도 부터 부터는
    마다 처럼 보다 보다는 하고 조차 마저 밖에 뿐 뿐만 대로 같은 같이 이라도
    들 들이 들은 들을 들의 들도 들에게 들과 입니다 인 인데 일 이다 이고 이며 이었다
    에서부터 에서만 에서까지 에게도 에게만 에게로 에다 에다가 까지의 까지만 부터의 만의 만으로
    만으로도 마저도 조차도 밖에는 커녕 보다도 처럼은 들에 들에서 들까지 들만 인지 인가요 입니까
"""


def with_particles(noun: str) -> list[str]:
    """Return a noun with each Korean particle that may follow its last sound.

    Latin letters and digits may be said in several ways, so all may follow them. Nouns in other
    scripts have none.
    """
    last = ord(noun[-1])
    if noun[-1].isascii() and noun[-1].isalnum():
        fitting = (_AFTER_CONSONANT + _AFTER_VOWEL + _AFTER_ANY).split()
        return [noun + particle for particle in fitting]
    if not _FIRST <= last <= _LAST:
        return []
    final = (last - _FIRST) % _FINALS
    fitting = (_AFTER_CONSONANT if final else _AFTER_VOWEL).split()
    if final == _L:
        fitting += [particle for particle in _AFTER_VOWEL.split() if particle[0] == "로"]
    return [noun + particle for particle in (*fitting, *_AFTER_ANY.split())]


def without_particle(word: str) -> list[str]:
    """Return the nouns that a Korean word may be with a particle, longest first."""
    if not _FIRST <= ord(word[-1]) <= _LAST:
        return []
    nouns = (word[:end] for end in range(len(word) - 1, 0, -1))
    return [noun for noun in nouns if word in with_particles(noun)]
