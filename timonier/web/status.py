"""The closed vocabulary of statuses: each word with its tone and its drawing.

A colour never stands without its word, and a word outside this list is refused: two pages
cannot name the same state differently.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Look:
    """``tone`` names the tint (class ``is-…``); ``icon`` the symbol of the sprite."""

    tone: str
    icon: str


STATUSES = {
    "Tenu": Look("done", "ok"),
    "Réalisé": Look("done", "ok"),
    "En bonne voie": Look("ok", "ok"),
    "En cours": Look("ok", "run"),
    "À surveiller": Look("watch", "watch"),
    "En retard": Look("late", "late"),
    "Sans nouvelle": Look("unknown", "unknown"),
    "Sans mesure": Look("unknown", "unknown"),
    "Abandonné": Look("drop", "drop"),
    "Estimé": Look("plain", "approx"),
    "Provisoire": Look("watch", "watch"),
    "Validé": Look("done", "ok"),
    "Publié": Look("done", "lock"),
    "Dans tous les cas": Look("done", "ok"),
    "Débattable": Look("watch", "watch"),
    "Jamais": Look("drop", "drop"),
}
"""Statuses, then the checks of a figure, then robustness."""

TONES = {
    "done": "ok",
    "ok": "ok",
    "watch": "watch",
    "late": "late",
    "unknown": "unknown",
    "drop": "drop",
    "plain": "",
}
"""Drawing of a badge whose text is a measure (« 43 jours »): its tone says how to read it."""

WEATHER = {
    "Soleil": "confiance",
    "Couvert": "vigilance",
    "Nuage": "difficulté",
    "Orage": "blocage",
}


def look(word: str, tone: str = "") -> Look:
    """How a badge is drawn. Without a tone, the word must belong to the vocabulary."""
    if tone:
        if tone not in TONES:
            raise ValueError(f"Teinte de badge inconnue : {tone}. Choisissez {', '.join(TONES)}.")
        return Look(tone, TONES[tone])
    try:
        return STATUSES[_capital(word)]
    except KeyError:
        raise ValueError(
            f"Le statut « {word} » n’est pas du vocabulaire. Choisissez parmi : "
            f"{', '.join(STATUSES)} ; ou donnez une teinte."
        ) from None


def weather_icon(word: str) -> str:
    """The symbol of a météo word; refused when it is not one of the four."""
    word = _capital(word)
    if word not in WEATHER:
        raise ValueError(f"Météo « {word} » inconnue. Choisissez parmi : {', '.join(WEATHER)}.")
    return f"m-{word.lower()}"


def _capital(word: str) -> str:
    word = str(word).strip()
    return word[:1].upper() + word[1:]
