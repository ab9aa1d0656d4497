"""One line per indicator: its newest value, the one before, and what troubles it.

Lists and dashboards show hundreds of indicators; they read this one table.
"""

from __future__ import annotations

import duckdb
import pyarrow as pa

HEADLINES = """
WITH ranked AS (
    SELECT id AS territory_id, CASE kind WHEN 'institution' THEN 0 WHEN 'former_territory' THEN 1
        ELSE 2 END AS rank
    FROM registry_territories
), speaking AS (
    SELECT indicator_id, count(DISTINCT territory_id) AS places
    FROM own WHERE nature IN ('achieved', 'context') GROUP BY indicator_id
), whole AS (
    SELECT r.* EXCLUDE (published, computed, parts), rank
    FROM results r JOIN ranked USING (territory_id)
    WHERE rank = 0 AND nature IN ('achieved', 'context')
), settled AS (
    SELECT DISTINCT indicator_id FROM whole WHERE publishable AND value IS NOT NULL
), lone AS (
    SELECT o.indicator_id, o.territory_id, o.period_start, o.period_end, o.nature, o.value,
        'published' AS origin, o.qualifier, 0 AS received, 0 AS expected,
        NULL::DOUBLE AS coverage, '' AS reason, true AS publishable
    FROM own o JOIN speaking USING (indicator_id)
    WHERE places = 1 AND nature IN ('achieved', 'context')
        AND o.indicator_id NOT IN (SELECT indicator_id FROM settled)
), told AS (
    SELECT * FROM lone
    UNION ALL
    SELECT indicator_id, territory_id, period_start, period_end, nature, value, origin, qualifier,
        received, expected, coverage, reason, publishable
    FROM whole WHERE indicator_id NOT IN (SELECT indicator_id FROM lone)
), dated AS (
    SELECT *, row_number() OVER (PARTITION BY indicator_id ORDER BY value IS NULL,
            period_end DESC, nature, period_start, territory_id) AS newest,
        count(value) OVER (PARTITION BY indicator_id) AS points
    FROM told
), previous AS (
    SELECT d.indicator_id, max_by(t.value, t.period_end) AS previous,
        max(t.period_end) AS previous_end
    FROM dated d JOIN told t ON t.indicator_id = d.indicator_id AND t.period_end < d.period_end
        AND t.value IS NOT NULL
        AND (t.period_end - t.period_start) BETWEEN (d.period_end - d.period_start) - 3
            AND (d.period_end - d.period_start) + 3
    WHERE d.newest = 1 GROUP BY d.indicator_id
), counts AS (
    SELECT indicator_id, count(*) AS figures,
        max(period_end) FILTER (nature IN ('achieved', 'context') AND (value IS NOT NULL
            OR numerator IS NOT NULL)) AS newest_end,
        count(*) FILTER (role = 'contradictory') AS contradictory,
        count(*) FILTER (role = 'unknown') AS unknown
    FROM figures LEFT JOIN roles USING (id) GROUP BY indicator_id
)
SELECT c.indicator_id, c.figures, c.newest_end, c.contradictory, c.unknown,
    d.territory_id, d.period_start, d.period_end, d.nature::VARCHAR AS nature,
    d.value, d.origin, d.qualifier::VARCHAR AS qualifier,
    d.received, d.expected, d.coverage, d.reason, coalesce(d.publishable, false) AS publishable,
    coalesce(d.points, 0) AS points, p.previous, p.previous_end
FROM counts c
LEFT JOIN (SELECT * FROM dated WHERE newest = 1) d USING (indicator_id)
LEFT JOIN previous p USING (indicator_id)
ORDER BY c.indicator_id
"""


def headlines(link: duckdb.DuckDBPyConnection) -> pa.Table:
    """The headline of every indicator that has figures, from the tables of a consolidation."""
    return link.sql(HEADLINES).to_arrow_table()
