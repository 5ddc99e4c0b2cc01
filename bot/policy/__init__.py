"""The organisation's policy file: YAML laid over the shipped default, read into the frozen `bot.warroom.policy.Policy`.

It reports every mistake at once, each with its place, what was found and what is allowed (BrokenPolicy). It knows
nothing of Slack: whether a channel or a person exists is asked by `posko check`.
"""

from bot.policy.loading import default_text, load, read
from bot.policy.problems import BrokenPolicy, Problem

__all__ = ["BrokenPolicy", "Problem", "default_text", "load", "read"]
