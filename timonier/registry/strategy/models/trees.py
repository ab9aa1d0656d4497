"""Strategy trees: levels with their own names, nodes, links between trees."""

from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q
from tree_queries.models import TreeNode
from tree_queries.query import TreeQuerySet

from timonier.registry.core.models import Record, RecordQuerySet, Sourced, ends_after_start
from timonier.registry.core.search import search_column
from timonier.registry.strategy.enums import StrategyKind


@pghistory.track(exclude=["search"])
class Strategy(Record, Sourced):
    """One version of a strategy, with the act that adopted it. Several can be active at once."""

    code = models.SlugField("code", max_length=40, unique=True)
    name = models.CharField("nom", max_length=200)
    kind = models.CharField("nature", max_length=30, choices=StrategyKind)
    version = models.CharField("version", max_length=40, blank=True)
    starts_on = models.DateField("en vigueur depuis", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    adopting_act = models.ForeignKey(
        "acts.Act",
        verbose_name="acte d’adoption",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="adopted_strategies",
    )
    replaces = models.ForeignKey(
        "self",
        verbose_name="remplace la version",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="replaced_by",
    )
    description = models.TextField("description", blank=True)
    search = search_column("code", "name", "description")

    class Meta:
        verbose_name = "stratégie"
        verbose_name_plural = "stratégies"
        ordering = ["starts_on", "name"]
        constraints = [ends_after_start("strategy_ends_after_start", "Stratégie")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class Level(models.Model):
    """The name of one level of one tree: pilier, axe, chantier…"""

    strategy = models.ForeignKey(Strategy, on_delete=models.CASCADE, related_name="levels")
    depth = models.PositiveSmallIntegerField("profondeur")
    name = models.CharField("nom", max_length=60)
    plural = models.CharField("pluriel", max_length=60)

    class Meta:
        verbose_name = "niveau"
        verbose_name_plural = "niveaux"
        ordering = ["strategy", "depth"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "depth"],
                name="level_once_per_depth",
                violation_error_message="Ce niveau de l’arbre a déjà un nom.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class NodeQuerySet(RecordQuerySet, TreeQuerySet):
    """Registry reads and tree reads together."""


@pghistory.track(exclude=["search"])
class Node(Record, Sourced, TreeNode):
    """A node of a strategy tree. ``depth`` 1 is the top level; its name is the level's."""

    strategy = models.ForeignKey(
        Strategy, verbose_name="stratégie", on_delete=models.PROTECT, related_name="nodes"
    )
    code = models.CharField("code", max_length=60)
    depth = models.PositiveSmallIntegerField("profondeur")
    number = models.CharField("numéro", max_length=20, blank=True)
    title = models.CharField("titre", max_length=300)
    level_name = models.CharField("nom propre du niveau", max_length=60, blank=True)
    position = models.PositiveIntegerField("ordre", default=0)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    note = models.TextField("remarque", blank=True)
    search = search_column("code", "title", "note")

    objects = NodeQuerySet.as_manager(with_tree_fields=False)

    class Meta:
        verbose_name = "élément de stratégie"
        verbose_name_plural = "éléments de stratégie"
        ordering = ["strategy", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "code"],
                name="node_code_once_per_strategy",
                violation_error_message="Ce code existe déjà dans cette stratégie.",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="node_not_its_own_parent",
                violation_error_message="Un élément ne peut pas dépendre de lui-même.",
            ),
            ends_after_start("node_ends_after_start", "Élément de stratégie"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def rank(self) -> str:
        """What this node is called: its own level name (« vecteur »), else its depth's."""
        if self.level_name:
            return self.level_name
        level = next((lv for lv in self.strategy.levels.all() if lv.depth == self.depth), None)
        return level.name if level else ""


@pghistory.track()
class NodeLink(models.Model):
    """A node of one tree carries out, or is filed under, a node of another."""

    from_node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="links")
    to_node = models.ForeignKey(Node, on_delete=models.CASCADE, related_name="linked_from")
    kind = models.CharField("lien", max_length=40, default="carries_out")
    note = models.TextField("remarque", blank=True)

    class Meta:
        verbose_name = "lien entre stratégies"
        verbose_name_plural = "liens entre stratégies"
        constraints = [
            models.UniqueConstraint(
                fields=["from_node", "to_node", "kind"],
                name="node_link_once",
                violation_error_message="Ce lien existe déjà.",
            ),
            models.CheckConstraint(
                condition=~Q(from_node=F("to_node")),
                name="node_link_between_two_nodes",
                violation_error_message="Un élément ne se lie pas à lui-même.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_node} → {self.to_node}"
