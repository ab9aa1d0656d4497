"""Loading outlines: all of the file or nothing, and every error at once."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied

from timonier.journal.models import Entry
from timonier.outputs.dashboards.ground import ground
from timonier.registry.territories.actions import OutlinesRefused, load_outlines
from timonier.registry.territories.models import Outline, Territory

pytestmark = pytest.mark.django_db
SQUARE = [[5.5, 43.2], [5.6, 43.2], [5.6, 43.3], [5.5, 43.2]]


def feature(code: str | None = "13005", ring: object = SQUARE, kind: str = "Polygon") -> dict:
    properties = {"code": code} if code else {}
    return {"type": "Feature", "properties": properties,
            "geometry": {"type": kind, "coordinates": [ring]}}  # fmt: skip


def geojson(*features: object) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def load(content: bytes, by, source: str = "IGN, essai"):
    return load_outlines(content=content, source=source, by=by)


def refused(content: bytes, by, source: str = "IGN, essai") -> tuple[str, ...]:
    with pytest.raises(OutlinesRefused) as caught:
        load(content, by, source)
    return caught.value.problems


def test_a_good_file_is_loaded_with_its_source_and_journalled(people):
    loaded = load(geojson(feature()), people["controle"])
    assert (loaded.count, len(loaded.missing)) == (1, 91)
    assert Outline.objects.get().source == "IGN, essai"
    assert Entry.objects.filter(action="outlines.loaded").exists()


def test_every_error_is_told_at_once_and_nothing_is_written(people):
    wrong = geojson(
        feature("13005"),
        feature("99999"),
        feature(None),
        feature("13055", ring=SQUARE[:-1]),
        feature("13001", kind="Point"),
    )
    problems = refused(wrong, people["controle"])
    assert len(problems) == 4
    assert not Outline.objects.exists()


def test_an_open_ring_is_named_with_its_commune(people):
    ring = [*SQUARE[:-1], [5.7, 43.4]]
    problems = refused(geojson(feature("13055", ring=ring)), people["controle"])
    assert "13055" in problems[0]
    assert "fermé" in problems[0]


def test_projected_coordinates_are_told_from_degrees(people):
    metres = [[890000, 6250000], [891000, 6250000], [891000, 6251000], [890000, 6250000]]
    assert "WGS 84" in refused(geojson(feature(ring=metres)), people["controle"])[0]


@pytest.mark.parametrize("value", [math.nan, math.inf, True, "5.5", None])
def test_a_coordinate_that_is_no_number_is_refused(people, value):
    content = geojson(feature(ring=[[value, 43.2], *SQUARE[1:]]))
    assert refused(content, people["controle"])


def test_a_commune_given_twice_is_refused(people):
    problems = refused(geojson(feature(), feature()), people["controle"])
    assert "2 fois" in problems[0]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b"[" * 100_000, b'{"features": 3}']
)
def test_a_file_that_is_no_geojson_is_refused_in_french(people, content):
    assert refused(content, people["controle"])[0].startswith("Le fichier")


def test_an_empty_source_is_refused(people):
    assert "d’où viennent" in refused(geojson(feature()), people["controle"], source=" ")[0]


def test_loading_again_replaces_only_the_communes_of_the_file(people):
    load(geojson(feature("13005"), feature("13055")), people["controle"])
    load(geojson(feature("13005")), people["controle"], "IGN, plus récent")
    sources = dict(Outline.objects.values_list("territory__code", "source"))
    assert sources == {"13005": "IGN, plus récent", "13055": "IGN, essai"}


@pytest.mark.parametrize("who", ["maire", "elue", "contributeur", "redaction"])
def test_only_the_keepers_of_the_registry_load_outlines(people, who):
    with pytest.raises(PermissionDenied):
        load(geojson(feature()), people[who])
    assert not Outline.objects.exists()


def test_real_outlines_of_every_commune_replace_the_tiles(people, shared: Path):
    path = shared / "data" / "communes-amp-2018.geojson"
    if not path.is_file():
        pytest.skip("les contours de 2018 ne sont pas livrés")
    loaded = load(path.read_bytes(), people["controle"], "contours de 2018")
    shapes = ground(Territory.objects.filter(kind="commune"))
    assert loaded.missing == ()
    assert len(shapes.outlines.paths) == 92
    assert "contours de 2018" in shapes.source


def test_outlines_loaded_again_are_simplified_again(people, shared: Path):
    path = shared / "data" / "communes-amp-2018.geojson"
    if not path.is_file():
        pytest.skip("les contours de 2018 ne sont pas livrés")
    communes = list(Territory.objects.filter(kind="commune"))
    load(path.read_bytes(), people["controle"], "première source")
    assert "première source" in ground(communes).source
    load(path.read_bytes(), people["controle"], "seconde source")
    assert "seconde source" in ground(communes).source
