"""Closed lists of an import: communes, units, choices; read by code or by name."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from timonier.engine.typography import listed
from timonier.intake.validation.problems import CellProblem
from timonier.intake.wording import name_key, quoted

_ABBREVIATIONS: Final = ((re.compile(r"\bst\b"), "saint"), (re.compile(r"\bste\b"), "sainte"))
_LAST_ARTICLE: Final = re.compile(r"^(.+?) (les|la|le|l)$")
_CLOSE_ENOUGH: Final = 0.75
_SUGGESTIONS: Final = 200


def place_key(name: str) -> str:
    """A name of place made comparable: abbreviations spelled, a final article put first.

    >>> place_key("Pennes-Mirabeau (Les)") == place_key("LES PENNES MIRABEAU")
    True
    >>> place_key("St-Cannat")
    'saint cannat'
    """
    key = name_key(name)
    for short, long in _ABBREVIATIONS:
        key = short.sub(long, key)
    return _LAST_ARTICLE.sub(r"\2 \1", key)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Codes and their names; ``what`` is the French noun for messages, such as « Commune ».

    A name shared by two codes is refused, never guessed. ``unknown`` is the past participle
    that agrees with the noun. Looking for the nearest name is slow in a long list: past 200
    unknown texts, which are then rather a wrong column, no name is offered.
    """

    what: str
    names: Mapping[str, str]
    unknown: str = "inconnu"
    closest: str = "Le plus proche"
    _codes: dict[str, list[str]] = field(init=False, compare=False, repr=False)
    _searched: list[str] = field(init=False, compare=False, repr=False, default_factory=list)

    def __post_init__(self) -> None:
        codes: dict[str, list[str]] = {}
        for code, name in self.names.items():
            for key in {place_key(code), place_key(name)}:
                codes.setdefault(key, []).append(code)
        object.__setattr__(self, "_codes", codes)

    def code_of(self, text: str) -> str:
        """The code that a code or a name means; raises ``CellProblem`` with the nearest name."""
        if text in self.names:
            return text
        found = self._codes.get(place_key(text), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise CellProblem(
                f"{quoted(text)} désigne plusieurs entrées\u00a0: {listed(found)}",
                "Un code lève le doute",
            )
        raise self._unknown(text)

    def _unknown(self, text: str) -> CellProblem:
        self._searched.append(text)
        near = self.nearest(text) if len(self._searched) <= _SUGGESTIONS else []
        message = f"{self.what} {quoted(text)} {self.unknown}"
        rule = f"{self.what} de la liste, par son nom ou son code"
        if not near:
            return CellProblem(message, rule)
        names = [self.names[code] for code in near]
        more = f" (ou {listed(names[1:])})" if names[1:] else ""
        return CellProblem(message, rule, names[0], f"{self.closest}\u00a0: {names[0]}{more}")

    def nearest(self, text: str, limit: int = 2) -> list[str]:
        """Codes of the names nearest to a text, best first."""
        keys = difflib.get_close_matches(
            place_key(text), self._codes, n=limit, cutoff=_CLOSE_ENOUGH
        )
        return list(dict.fromkeys(self._codes[key][0] for key in keys))


def communes(names: Mapping[str, str]) -> Vocabulary:
    """The communes that the institution knows, by INSEE code."""
    return Vocabulary("Commune", names, "inconnue", "La plus proche")


def units(names: Mapping[str, str] | Iterable[str]) -> Vocabulary:
    """The units of measure that the institution uses, by code."""
    pairs = names if isinstance(names, Mapping) else {name: name for name in names}
    return Vocabulary("Unité", pairs, "inconnue", "La plus proche")


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """The lists that an import needs; a list left out accepts any text of its kind."""

    communes: Vocabulary | None = None
    units: Vocabulary | None = None
