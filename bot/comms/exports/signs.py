"""The signs of the picture, each a shape of its own: nobody needs to tell colours apart to read it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

Shape = Callable[[float, float], str]


def sign(key: str, x: float, y: float) -> str:
    """The shape for a kind of moment or the fate of an update, around this point."""
    return _SIGNS.get(key, _other)(x, y)


def _path(points: str, x: float, y: float, kind: str = "") -> str:
    return f'<path class="{f"mark {kind}".rstrip()}" transform="translate({x:g} {y:g})" d="{points}"/>'


def _observation(x: float, y: float) -> str:
    return f'<circle class="mark open" cx="{x:g}" cy="{y:g}" r="4"/>'


def _hypothesis(x: float, y: float) -> str:
    return _path("M0 -5 5 4 -5 4Z", x, y, "open")


def _decision(x: float, y: float) -> str:
    return _path("M0 -6 6 0 0 6 -6 0Z", x, y)


def _action(x: float, y: float) -> str:
    return _path("M-4 -4H4V4H-4Z", x, y)


def _impact(x: float, y: float) -> str:
    return _path("M0 -6 1.6 -1.6 6 0 1.6 1.6 0 6 -1.6 1.6 -6 0 -1.6 -1.6Z", x, y)


def _workaround(x: float, y: float) -> str:
    return _path("M-1.8 -5H1.8V-1.8H5V1.8H1.8V5H-1.8V1.8H-5V-1.8H-1.8Z", x, y, "open")


def _resource(x: float, y: float) -> str:
    return _path("M-5 -4H5L0 5Z", x, y)


def _other(x: float, y: float) -> str:
    return f'<circle class="mark" cx="{x:g}" cy="{y:g}" r="2.4"/>'


def _kept(x: float, y: float) -> str:
    disc = f'<circle class="mark kept" cx="{x:g}" cy="{y:g}" r="6"/>'
    return disc + _path("M-3 0.3 -0.8 2.6 3.2 -2.4", x, y, "good")


def _missed(x: float, y: float) -> str:
    return _path("M-6 -6H6V6H-6Z", x, y, "missed") + _path("M-3 -3 3 3M3 -3 -3 3", x, y, "bad")


def _pending(x: float, y: float) -> str:
    return f'<circle class="mark open" cx="{x:g}" cy="{y:g}" r="5.5"/>'


def _void(x: float, y: float) -> str:
    return _path("M-5 0H5", x, y)


_SIGNS: Mapping[str, Shape] = {
    "observation": _observation,
    "hypothesis": _hypothesis,
    "decision": _decision,
    "action": _action,
    "impact": _impact,
    "workaround": _workaround,
    "resource": _resource,
    "kept": _kept,
    "missed": _missed,
    "pending": _pending,
    "void": _void,
}
