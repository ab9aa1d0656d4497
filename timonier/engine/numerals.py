"""French numbers read and printed: « 1 234,5 », « 16.500.000 », « 1,2 million »."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from timonier.engine.errors import TimonierError
from timonier.engine.search import fold
from timonier.engine.typography import MINUS, NBSP, UNKNOWN, quoted

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_PLAIN = re.compile(r"(?:\d+|\d{1,3}(?: \d{3})+)(?:,(\d+))?")
_DOTTED_GROUPS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}(?:,\d+)?|\d{1,3}\.\d{3},\d+")
_AMBIGUOUS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
_DECIMAL_POINT = re.compile(r"\d+\.\d+")
_MULTIPLIERS = {
    "mille": Decimal(10**3),
    "millier": Decimal(10**3),
    "milliers": Decimal(10**3),
    "million": Decimal(10**6),
    "millions": Decimal(10**6),
    "milliard": Decimal(10**9),
    "milliards": Decimal(10**9),
}
_EXAMPLE = "1 234,5"


class NumberError(TimonierError):
    """A text that cannot be read as one number, with what was read and what is expected."""


def parse_french_number(text: str) -> Decimal:
    """Read a number as the French write it; the error gives the reading and an example.

    Thousands are separated by any kind of space or by repeated dots, decimals by a comma.
    A point followed by one, two or more than three digits is accepted as a decimal point
    (machine exports). « 1.234 » is refused, because it can be read in two ways.

    >>> parse_french_number("1 234,5"), parse_french_number("16.500.000")
    (Decimal('1234.5'), Decimal('16500000'))
    >>> parse_french_number("1,2 million"), parse_french_number("−3")
    (Decimal('1200000'), Decimal('-3'))
    >>> parse_french_number("1.234")
    Traceback (most recent call last):
    ...
    timonier.engine.numerals.NumberError: ...1.234...peut se lire...ou 1,234. Écrivez...
    """
    clean = _SPACES.sub(" ", text).strip()
    negative, body = _split_sign(clean)
    head, _, word = body.rpartition(" ")
    factor = _MULTIPLIERS.get(fold(word)) if head else None
    if factor is not None:
        body = head
    value = _parse_unsigned(body.strip(), text)
    value = _plain(value * factor) if factor is not None else value
    return -value if negative else value


def _split_sign(text: str) -> tuple[bool, str]:
    if text[:1] in ("-", "+", MINUS, "–"):
        return text[0] != "+", text[1:].lstrip()
    return False, text


def _parse_unsigned(body: str, original: str) -> Decimal:
    if _PLAIN.fullmatch(body):
        return Decimal(body.replace(" ", "").replace(",", "."))
    if _DOTTED_GROUPS.fullmatch(body):
        return Decimal(body.replace(".", "").replace(",", "."))
    if _AMBIGUOUS.fullmatch(body):
        grouped, decimal = body.replace(".", NBSP), body.replace(".", ",")
        raise NumberError(
            f"{quoted(original.strip())} peut se lire {grouped} ou {decimal}",
            remedy=f"écrivez {grouped} ou {decimal}, selon le cas",
        )
    if _DECIMAL_POINT.fullmatch(body):
        return Decimal(body)
    raise _unreadable(original)


def _unreadable(original: str) -> NumberError:
    read = quoted(original.strip()) if original.strip() else "une case vide"
    return NumberError(
        f"un nombre était attendu, on lit {read}",
        remedy=f"écrivez le nombre seul, par exemple {quoted(_EXAMPLE)}",
    )


def _plain(value: Decimal) -> Decimal:
    """The same number without trailing zeros or exponent."""
    normal = value.normalize()
    return normal.quantize(Decimal(1)) if normal == normal.to_integral_value() else normal


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """Commercial rounding, as French accounts print it: 0,125 gives 0,13.

    >>> round_half_up(Decimal("0.125"), 2)
    Decimal('0.13')
    """
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def format_number(
    value: Decimal | int | None, decimals: int | None = None, *, signed: bool = False
) -> str:
    """Print a number in French; ``None`` prints « inconnu ».

    Without ``decimals`` every digit of the value is kept and useless zeros are dropped,
    so that reading the text back gives the same number.

    >>> format_number(Decimal("-1234.50"), 2)
    '−1\\xa0234,50'
    >>> format_number(None), format_number(3, signed=True)
    ('inconnu', '+3')
    """
    if value is None:
        return UNKNOWN
    number = Decimal(value)
    number = _plain(number) if decimals is None else round_half_up(number, decimals)
    whole, _, fraction = f"{abs(number):f}".partition(".")
    text = f"{int(whole):,}".replace(",", NBSP) + (f",{fraction}" if fraction else "")
    return _sign(number, signed=signed) + text


def _sign(number: Decimal, *, signed: bool) -> str:
    if number < 0:
        return MINUS
    return "+" if signed and number > 0 else ""
