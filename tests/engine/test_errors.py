from timonier.engine.errors import TimonierError
from timonier.engine.numerals import NumberError
from timonier.engine.typography import NBSP


def test_an_error_says_what_where_and_what_to_do_in_two_sentences():
    error = TimonierError("la cellule est vide", where="ligne 3", remedy="saisissez un montant")

    assert str(error) == f"Ligne 3{NBSP}: la cellule est vide. Saisissez un montant."


def test_an_error_can_be_placed_by_the_one_who_knows_the_cell():
    placed = NumberError("illisible", remedy="corrigez").at("cellule F42")

    assert isinstance(placed, NumberError)
    assert (placed.what, placed.where, placed.remedy) == ("illisible", "cellule F42", "corrigez")
    assert str(placed).startswith("Cellule F42")
