"""The words for what incidents are to each other. Of a private one none says more than that it is one."""

from __future__ import annotations

from collections.abc import Mapping

from bot.comms.locale import Translator, _

AS: Mapping[str, str] = {
    "parent": _("{other} is the parent of this incident"),
    "child": _("{other} is a child of this incident"),
    "related": _("{other} is related to this incident"),
    "duplicate_of": _("This incident is a duplicate of {other}"),
    "duplicate": _("{other} was a duplicate of this incident"),
}
RELATIONS: Mapping[str, str] = {
    "parent": _("parent"),
    "child": _("child"),
    "related": _("related"),
    "duplicate_of": _("duplicate of"),
    "duplicate": _("duplicate"),
}


def linked_as(relation: str, t: Translator) -> str:
    """A sentence with the placeholder {other}."""
    return t.gettext(AS[relation])


def relation_name(relation: str, t: Translator) -> str:
    """parent, child…"""
    return t.gettext(RELATIONS[relation])


def other_name(reference: str, t: Translator) -> str:
    """MI-7, or that it is a private one."""
    return reference or t.gettext("a private incident")
