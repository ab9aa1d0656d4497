import json
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from timonier.engine.trace import Trace

texts = st.text(max_size=8)
values = st.none() | st.decimals(allow_nan=False, allow_infinity=False)
leaves = st.builds(Trace, texts, values, texts, source=texts, note=texts)
trees = st.recursive(
    leaves,
    lambda children: st.builds(
        Trace,
        texts,
        values,
        texts,
        texts,
        st.lists(children, max_size=3).map(tuple),
        st.lists(texts, max_size=2).map(tuple),
    ),
    max_leaves=8,
)


@given(trees)
def test_a_trace_comes_back_whole_from_json(trace):
    assert Trace.from_dict(json.loads(json.dumps(trace.to_dict()))) == trace


def test_a_rendered_trace_shows_rule_parts_source_and_what_is_missing():
    north = Trace("Nord", Decimal("1234.5"), "t", source="rapport, l. 12")
    text = Trace("Total", Decimal("1234.5"), "t", "somme", (north,), ("Sud",)).render()

    assert [line[:2] for line in text.splitlines()] == ["To", "├─", "└─"]
    for shown in ("somme", "rapport, l. 12", "Sud", "manquant", "234,5"):
        assert shown in text
