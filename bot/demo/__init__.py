"""`posko demo`: a whole major incident on this computer, faster than real time, with no Slack account."""

from bot.demo.play import play

__all__ = ["play"]
