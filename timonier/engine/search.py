"""French text made comparable: case, accents, ligatures, apostrophes and inflections folded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o"})
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'", "‘": "'", "´": "'", "`": "'", "–": "-", "—": "-"})
_WORD = re.compile(r"[a-z0-9]+(?:[.,][0-9]+)*%?")
_SMALL_WORDS = (
    "a au aux avec ce ces cette d dans de des du elle en et il ils l la le les leur leurs lui m n"
    " ne nos notre on ou par pas pour qu que qui s sa se ses son sur un une vos votre y"
)
_STOPWORDS = frozenset(_SMALL_WORDS.split())


@lru_cache(maxsize=65_536)
def fold(text: str) -> str:
    """Fold a text for search and comparison: same letters, whatever the dress.

    Used for every French search. Spaces of all kinds become one plain space.

    >>> fold("L’Œuvre  Été — Ça")
    "l'oeuvre ete - ca"
    >>> fold("Istres-Ouest\\u00a0Provence") == fold("ISTRES-OUEST PROVENCE")
    True
    """
    text = text.translate(_APOSTROPHES).translate(_LIGATURES).casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.split())


def stem(word: str) -> str:
    """Fold one word and drop the marks of French plural and feminine.

    Deliberately light: it never joins two words of different meaning such as
    *favorables* and *défavorables*, or *lancées* and *lancement*.

    >>> stem("Réparations") == stem("réparation")
    True
    >>> stem("animaux") == stem("animal"), stem("réseaux") == stem("réseau")
    (True, True)
    >>> stem("sollicitées") == stem("sollicité")
    True
    """
    word = fold(word)
    if len(word) > 4 and word.endswith("eaux"):
        return word[:-1]
    if len(word) > 4 and word.endswith("aux"):
        return word[:-3] + "al"
    if len(word) > 3 and word[-1] in "sx":
        word = word[:-1]
    if len(word) > 4 and word.endswith("ee"):
        word = word[:-1]
    return word


@lru_cache(maxsize=65_536)
def stems(text: str) -> tuple[str, ...]:
    """The meaningful words of a text, folded and stemmed, in order.

    >>> stems("Part d'élus parmi les participants")
    ('part', 'elu', 'parmi', 'participant')
    """
    words = _WORD.findall(fold(text))
    return tuple(stem(word) for word in words if word not in _STOPWORDS)


def matches(query: str, text: str) -> bool:
    """Whether every word of the query begins a word of the text, accents and plurals aside.

    >>> matches("deche metropole", "Déchèteries de la Métropole")
    True
    >>> matches("avis défavorables", "Avis favorables")
    False
    """
    found = stems(text)
    return all(any(word.startswith(part) for word in found) for part in stems(query))
