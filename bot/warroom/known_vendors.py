"""Which vendor is meant, and which codes a text names: looking up names of the policy and of the incident. Pure."""

from __future__ import annotations

import re

from bot.warroom.errors import UnknownVendor
from bot.warroom.incident import Incident
from bot.warroom.partners import VendorCase
from bot.warroom.policy import Policy
from bot.warroom.policy_partners import Vendor


def known_vendor(words: str, state: Incident, policy: Policy) -> Vendor:
    """The vendor of that name or title, of the policy or of this incident. Raises UnknownVendor."""
    wanted = bare(words)
    known = {**{each.vendor: _unlisted(each) for each in state.vendors}, **policy.vendors}
    for name, vendor in known.items():
        if wanted and wanted in {bare(name), bare(vendor.title)}:
            return vendor
    begun = [each for name, each in known.items() if wanted and bare(name).startswith(wanted)]
    if len(begun) == 1:
        return begun[0]
    raise UnknownVendor(vendor=words, known=tuple(known) or ("none",))


def bare(words: str) -> str:
    """Letters and digits alone: how names are compared."""
    return re.sub(r"[\W_]+", "", words.casefold())


def _unlisted(case: VendorCase) -> Vendor:
    return Vendor(name=case.vendor, title=case.title)


def new_vendor(title: str) -> Vendor:
    """A vendor that the policy does not know, with the usual times."""
    name = re.sub(r"\W+", "_", title.casefold()).strip("_")[:30]
    return Vendor(name=name, title=" ".join(title.split())[:80])


def mentioned(text: str, policy: Policy) -> list[tuple[Vendor, str]]:
    """The procedures whose code stands in the text as a whole word, in any case."""
    folded = text.casefold()
    return [
        (vendor, code)
        for vendor in policy.vendors.values()
        for code in vendor.procedures
        if code.casefold() in folded and whole_word(code, folded)
    ]


def whole_word(word: str, text: str) -> bool:
    """Whether the word stands in the text by itself; `E-50` does not stand in `E-504`."""
    return re.search(rf"(?<![\w-]){re.escape(word.casefold())}(?![\w-])", text.casefold()) is not None
