"""Load the outlines of communes from a GeoJSON file: all of it, or nothing."""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from timonier.accounts import policy
from timonier.accounts.models import User
from timonier.engine.errors import TimonierError
from timonier.engine.typography import NBSP, quoted
from timonier.journal.actions import record
from timonier.registry.territories.models import Outline, Territory

CODE_NAMES = ("code", "insee", "codgeo", "INSEE_COM")
"""Properties in which producers write the official code of a commune, in order of preference."""

LARGEST = 30_000_000
"""Bytes: about thirty times the outlines of ninety communes."""

SHAPES = ("Polygon", "MultiPolygon")


class OutlinesRefused(TimonierError):
    """The file cannot be loaded. ``problems`` are all the reasons, one sentence each."""

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        count = len(self.problems)
        what = "une erreur" if count == 1 else f"{count}{NBSP}erreurs"
        super().__init__(
            f"{what} dans le fichier des contours, rien n’est chargé",
            remedy=" ".join(self.problems),
        )


@dataclass(frozen=True, slots=True)
class OutlinesLoaded:
    """What was loaded; ``missing`` names the communes that still have no outline."""

    count: int
    missing: tuple[str, ...]

    def __str__(self) -> str:
        rest = f", sans contour : {', '.join(self.missing)}" if self.missing else ""
        return f"{self.count} communes{rest}"


@dataclass(frozen=True, slots=True)
class _Shape:
    """One feature read: its commune's code and its geometry."""

    code: str
    geometry: dict[str, Any]


def load_outlines(*, content: bytes, source: str, by: User | None) -> OutlinesLoaded:
    """Replace the outlines of the communes named in a GeoJSON file, in longitude and latitude.

    Every error is told at once (:class:`OutlinesRefused`) and then nothing is written: unknown
    or repeated code, geometry that is no closed polygon, coordinates that are no degrees.
    *source* is printed under every map; *by* is None only for the operator's command.
    """
    if by is not None:
        policy.require(by, "registry.edit")
    if not source.strip():
        raise OutlinesRefused(
            ["Dites d’où viennent les contours : la carte porte toujours sa source."]
        )
    known = {t.code: t for t in Territory.objects.active().filter(kind="commune")}
    shapes = read_outlines(content, set(known))
    return _replace(shapes, known, source.strip(), by)


@transaction.atomic
def _replace(
    shapes: Sequence[_Shape], known: Mapping[str, Territory], source: str, by: User | None
) -> OutlinesLoaded:
    codes = [shape.code for shape in shapes]
    Outline.objects.filter(territory__code__in=codes).delete()
    Outline.objects.bulk_create(
        Outline(territory=known[shape.code], geometry=shape.geometry, source=source[:160])
        for shape in shapes
    )
    bare = Territory.objects.active().filter(kind="commune", outline__isnull=True)
    missing = tuple(bare.order_by("name").values_list("name", flat=True))
    record(
        action="outlines.loaded",
        by=by,
        summary=f"Contours de {len(shapes)} communes chargés",
        details={"source": source, "communes": len(shapes), "missing": list(missing)},
    )
    return OutlinesLoaded(len(shapes), missing)


def read_outlines(content: bytes, known: set[str]) -> list[_Shape]:
    """The shapes of a GeoJSON file whose codes are in *known*; raises with every error."""
    features = _features(content)
    problems: list[str] = []
    shapes: list[_Shape] = []
    for rank, feature in enumerate(features, start=1):
        found = _shape(feature, rank, known)
        if isinstance(found, _Shape):
            shapes.append(found)
        else:
            problems.append(found)
    counts = Counter(shape.code for shape in shapes)
    problems += [
        f"La commune {code} figure {n} fois : gardez un seul objet."
        for code, n in counts.items()
        if n > 1
    ]
    if not features:
        problems.append("Le fichier ne contient aucun objet.")
    if problems:
        raise OutlinesRefused(problems)
    return shapes


def _features(content: bytes) -> list[Any]:
    if len(content) > LARGEST:
        raise OutlinesRefused([f"Le fichier dépasse {LARGEST // 1_000_000}{NBSP}Mo."])
    try:
        tree = json.loads(content.decode("utf-8-sig"), parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise OutlinesRefused(["Le fichier n’est pas un texte en UTF-8."]) from None
    except RecursionError:
        raise OutlinesRefused(["Le fichier est imbriqué sans fin."]) from None
    except ValueError as error:
        line = getattr(error, "lineno", None)
        where = f" (ligne {line})" if line else ""
        raise OutlinesRefused([f"Le fichier n’est pas un GeoJSON lisible{where}."]) from None
    features = tree.get("features") if isinstance(tree, dict) else None
    if not isinstance(features, list):
        raise OutlinesRefused([f"Le fichier n’est pas une {quoted('FeatureCollection')} GeoJSON."])
    return features


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} n’est pas une coordonnée")


def _shape(feature: Any, rank: int, known: set[str]) -> _Shape | str:
    """The shape of one feature, or the sentence that says what is wrong with it."""
    if not isinstance(feature, dict):
        return f"L’objet {rank} n’est pas un objet GeoJSON."
    properties = feature.get("properties")
    names = properties if isinstance(properties, dict) else {}
    code = next((str(names[name]) for name in CODE_NAMES if names.get(name)), "")
    if not code:
        return (
            f"L’objet {rank} n’a pas de code de commune : ajoutez une propriété {quoted('code')}."
        )
    if code not in known:
        return f"L’objet {rank} porte le code {quoted(code)}, qui n’est pas une commune d’ici."
    geometry = feature.get("geometry")
    wrong = _wrong_geometry(geometry)
    if wrong or not isinstance(geometry, dict):
        return f"L’objet {rank} (commune {code}) : {wrong}"
    kept = {"type": geometry["type"], "coordinates": geometry["coordinates"]}
    return _Shape(code, kept)


def _wrong_geometry(geometry: Any) -> str:
    """What is wrong with a geometry, empty when nothing is."""
    if not isinstance(geometry, dict) or geometry.get("type") not in SHAPES:
        return "il faut un polygone (Polygon ou MultiPolygon)."
    parts = geometry.get("coordinates")
    polygons = parts if geometry["type"] == "MultiPolygon" else [parts]
    if not isinstance(polygons, list) or not polygons:
        return "le polygone est vide."
    for rings in polygons:
        if not isinstance(rings, list) or not rings:
            return "le polygone est vide."
        for ring in rings:
            if wrong := _wrong_ring(ring):
                return wrong
    return ""


def _wrong_ring(ring: Any) -> str:
    if not isinstance(ring, list) or len(ring) < 4:
        return "un anneau compte au moins quatre points."
    if not all(_is_point(point) for point in ring):
        return (
            "ses coordonnées ne sont pas des degrés de longitude et de latitude (WGS 84) : "
            "exportez le fichier dans ce système."
        )
    if ring[0] != ring[-1]:
        return "un anneau n’est pas fermé : son dernier point doit répéter le premier."
    if len({(point[0], point[1]) for point in ring}) < 3:
        return "un anneau se réduit à un trait."
    return ""


def _is_point(point: Any) -> bool:
    if not isinstance(point, list) or len(point) < 2:
        return False
    if not all(_is_number(value) for value in point[:2]):
        return False
    longitude, latitude = float(point[0]), float(point[1])
    return abs(longitude) <= 180 and abs(latitude) <= 90


def _is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return math.isfinite(value)
