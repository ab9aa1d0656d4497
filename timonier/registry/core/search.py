"""French search inside PostgreSQL: accents folded, inflections folded, no extension needed."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Func, QuerySet

FOLD_SQL = """
CREATE OR REPLACE FUNCTION timonier_fold(text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT translate(
    replace(replace(lower($1), 'œ', 'oe'), 'æ', 'ae'),
    'àâäáãåçéèêëíìîïñóòôöõúùûüýÿ’–—-  ',
    'aaaaaaceeeeiiiinooooouuuuyy''     '
  )
$$;
"""


class FrenchVector(Func):
    """``to_tsvector`` of several text columns, folded; immutable, so it can be a stored column."""

    arity = None

    def as_sql(self, compiler: Any, connection: Any, **extra: Any) -> tuple[str, list[Any]]:  # type: ignore[override]
        parts, params = [], []
        for expression in self.source_expressions:
            sql, values = compiler.compile(expression)
            parts.append(f"coalesce({sql}, '')")
            params.extend(values)
        text = " || ' ' || ".join(parts)
        return f"to_tsvector('french'::regconfig, timonier_fold({text}))", params


def search_column(*fields: str) -> models.GeneratedField:
    """A stored search column over *fields*, kept up to date by the database itself."""
    return models.GeneratedField(
        expression=FrenchVector(*fields),
        output_field=SearchVectorField(),
        db_persist=True,
        editable=False,
    )


def match(queryset: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Rows of *queryset* whose ``search`` column answers *text*; all rows for an empty text.

    Words are folded and stemmed; the last one may be unfinished (« piscin » finds « piscines »).
    """
    words = [word for word in "".join(c if c.isalnum() else " " for c in text).split() if word]
    if not words:
        return queryset
    table = queryset.model._meta.db_table
    tests = " AND ".join(
        f'("{table}"."search" @@ plainto_tsquery(\'french\', timonier_fold(%s))'
        + (
            f" OR \"{table}\".\"search\" @@ to_tsquery('simple', timonier_fold(%s) || ':*')"
            if index == len(words) - 1
            else ""
        )
        + ")"
        for index, _ in enumerate(words)
    )
    return queryset.extra(where=[tests], params=[*words, words[-1]])
