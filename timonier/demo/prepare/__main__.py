"""Rewrite the derived files: ``python -m timonier.demo.prepare``."""

from timonier.demo.prepare import areas, measures, strategy
from timonier.demo.prepare.tables import DATA


def build_all() -> dict[str, str]:
    """File name → content of every file that these scripts own."""
    return strategy.build() | areas.build() | measures.build()


def main() -> None:
    for name, text in build_all().items():
        (DATA / name).write_text(text, encoding="utf-8", newline="")
        print(f"{name} : {text.count(chr(10)) - 1} lignes")


if __name__ == "__main__":
    main()
