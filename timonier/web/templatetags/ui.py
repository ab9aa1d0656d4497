"""The components, as template tags: ``{% load ui %}``. Reference: docs/design-system.md.

A tag that wraps content is a block tag (``{% card %}…{% endcard %}``); any block tag may be
kept with ``as name`` and handed to another one. No tag reads the database.
"""

from __future__ import annotations

from django import template

from timonier.web.components import (
    filters,
    forms,
    lists,
    measures,
    pages,
    report,
    signs,
    states,
)

register = template.Library()

for family in (signs, pages, measures, lists, forms, states, report, filters):
    register.tags.update(family.register.tags)
    register.filters.update(family.register.filters)
