"""Advance widths of Inter, so that labels can be placed without a font engine.

Widths are thousandths of an em, rounded to twenty, read from Inter Variable (weight 400).
Weight 600 is on average 3.4 % wider; 5 % is used so that labels never touch.
"""

_GROUPS: dict[int, str] = {
    240: "ijlîï",
    260: "IÎÏ’‘",
    280: " !,.:·\u00a0\u202f",
    300: "';",
    320: "`t",
    340: "|",
    360: "()/[\\]f",
    380: "r",
    400: "1",
    420: "{}",
    440: "²³",
    460: '"-_°',
    500: "*–",
    520: "?s",
    540: "kx",
    560: "7Lavyzàâäÿ",
    580: "Jceçéèêë«»",
    600: "25EFhnouôöùûüÉÈÊË",
    620: "3689Zbdgpq",
    640: "#$&04PRST",
    660: "+<=>B~€−×≈≤≥",
    680: "AKVXYÀÂ",
    720: "CDÇ",
    740: "GHUÙÛ",
    760: "NOQÔ",
    820: "w",
    860: "…",
    880: "m",
    900: "M",
    920: "æ",
    960: "@",
    980: "%W",
    1000: "œŒ—",
}
_WIDTHS = {char: width for width, chars in _GROUPS.items() for char in chars}
_UNKNOWN_CHARACTER = 640


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Estimate the width of one line of Inter, in pixels for a font size in pixels."""
    thousandths = sum(_WIDTHS.get(char, _UNKNOWN_CHARACTER) for char in text)
    return thousandths / 1000 * size * (1.05 if bold else 1.0)


def wrap(text: str, size: float, limit: float, *, bold: bool = False) -> list[str]:
    """Cut a text at ordinary spaces so that each line fits the limit, in pixels.

    No-break spaces hold; a word longer than the limit keeps its line whole, because a
    label is never truncated.
    """
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(joined, size, bold=bold) <= limit:
            lines[-1] = joined
        else:
            lines.append(word)
    return lines
