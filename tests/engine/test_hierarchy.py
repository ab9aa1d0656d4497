import pytest
from hypothesis import given
from hypothesis import strategies as st

from timonier.engine.hierarchy import Hierarchy, HierarchyError, closure


def walked_up(pairs):
    """The closure, by walking up from each node: slow, and obviously right."""
    parents, rows = dict(pairs), set()
    for start in parents:
        node, depth = start, 0
        while node is not None:
            rows.add((node, start, depth))
            node, depth = parents[node], depth + 1
    return rows


@st.composite
def forests(draw):
    size = draw(st.integers(1, 40))
    pairs = [(0, None)]
    for node in range(1, size):
        pairs.append((node, draw(st.none() | st.integers(0, node - 1))))
    return draw(st.permutations(pairs))


@given(forests())
def test_the_closure_table_is_what_a_walk_finds(pairs):
    rows = closure(pairs)

    assert set(rows) == walked_up(pairs)
    assert len(rows) == len(set(rows))


@given(forests())
def test_descendants_are_the_mirror_of_ancestors(pairs):
    tree = Hierarchy.from_pairs(pairs)

    for node in tree.parents:
        assert all(node in tree.descendants(above) for above in tree.ancestors(node))
        assert all(node in tree.ancestors(below) for below in tree.descendants(node))


def test_every_fault_of_a_tree_is_reported_at_once():
    pairs = [("A", "B"), ("B", "A"), ("C", "Z"), ("D", None), ("D", None)]

    with pytest.raises(HierarchyError) as caught:
        closure(pairs)

    assert len(caught.value.problems) == 3
    assert "déclaré 2 fois" in str(caught.value)
    assert "qui n'existe pas" in str(caught.value)
    assert "boucle A → B → A" in str(caught.value)


def test_a_node_that_is_its_own_parent_is_a_loop():
    with pytest.raises(HierarchyError, match="boucle A → A"):
        closure([("A", "A")])


def test_a_tree_of_ten_thousand_levels_is_no_deeper_than_the_stack():
    tree = Hierarchy.from_pairs([(0, None), *((level, level - 1) for level in range(1, 10_000))])

    assert len(tree.path(9_999)) == 10_000
