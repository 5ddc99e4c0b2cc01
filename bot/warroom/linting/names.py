"""Names that stay inside: hosts and people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.warroom.linting.findings import Circumstances

# What hosts are called by: a part of the name that no product, version or year has.
_KINDS = (
    "db|sql|mysql|postgres|pg|mongo|redis|cache|kafka|rabbit|queue|web|www|app|api|srv|server|svr|node|host|vm|esx|k8s|"
    "kube|pod|worker|master|replica|slave|lb|haproxy|nginx|proxy|gw|gateway|fw|router|switch|sw|core|dns|ns|ldap|ad|dc|"
    "mail|smtp|mx|vpn|nfs|nas|san|backup|bastion|jump|prod|prd|stg|staging|uat|dev|edge|cdn|es|elastic"
)
_HOSTS = re.compile(
    rf"(?<![\w./@:-])(?:"
    rf"(?:[a-z0-9]+-)*(?:{_KINDS})(?:-[a-z0-9]+)*-?\d{{1,4}}(?:-[a-z0-9]+)*"  # db-prod-01, web03, api-7f9c
    rf"|(?:{_KINDS})-(?:[a-z]+-)*(?:{_KINDS})"  # prod-db, core-router
    rf"|[a-z]+-[a-z0-9]{{8,10}}-[a-z0-9]{{5}}"  # checkout-7d9f8b6c5d-x2x9z
    # checkout-7f9c8: the letters and digits that Kubernetes makes suffixes of, both among them
    rf"|(?:[a-z]+-)+(?=[a-z]*\d)(?=\d*[a-z])(?:[bcdfghjklmnpqrstvwxz2456789]{{5}}|[bcdf2456789]{{8,10}})"
    rf"|(?:[a-z]+-)+(?:db|mysql|postgres|redis|kafka|mongo|srv|svc|vm|lb|haproxy|nginx)"  # payments-db
    rf"|i-[0-9a-f]{{8,17}}"
    rf"|ip-\d+-\d+-\d+-\d+"
    rf")(?:\.[a-z0-9-]+)*(?![\w@/-])",
    re.IGNORECASE,
)
_OBJECT = re.compile(
    r"(?<![\w./@:-])(?:pod|deployment|deploy|service|svc|node|namespace|ns|statefulset|sts|daemonset|job|cronjob|"
    r"configmap|secret|ingress|pvc)s?/(?=[a-z0-9.-]*[a-z])[a-z0-9][a-z0-9.-]*[a-z0-9]",
    re.IGNORECASE,
)
_INTERNAL = re.compile(
    r"(?:(?<=://)|(?<![\w@/-]))(?:[a-z0-9-]+\.)+(?:local|internal|intra|intranet|lan|corp|localdomain|svc)(?![\w-])",
    re.IGNORECASE,
)
_ADDRESS = re.compile(
    r"(?<![\d.])(?:\d{1,3}\.){3}\d{1,3}(?![\d.])|(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{1,4}(?!\w)"
)
_AT = re.compile(r"(?<![\w.])@[\w.][\w.-]*")


def host_name(text: str, _circumstances: Circumstances) -> Iterator[str]:
    """Names and addresses of machines: they help an attacker and no reader."""
    for pattern in (_HOSTS, _OBJECT, _INTERNAL, _ADDRESS):
        yield from (found.group() for found in pattern.finditer(text))


def personal_name(text: str, circumstances: Circumstances) -> Iterator[str]:
    """Names of people of the incident, whole or first, and @mentions. Roles and teams are said instead."""
    yield from (found.group() for found in _AT.finditer(text))
    for name in circumstances.names:
        parts = name.split()
        for called in dict.fromkeys((name, *parts[:1])):
            if len(called) > 2 and called[:1].isupper() and _called(called, text):
                yield called
                break


def _called(name: str, text: str) -> bool:
    """A name as it is written, or in capitals; one of several words in any case, since it is no ordinary word."""
    pattern, loose = rf"(?<!\w)(?:{re.escape(name)}|{re.escape(name.upper())})(?!\w)", " " in name
    return bool(re.search(pattern, text, re.IGNORECASE if loose else 0))
