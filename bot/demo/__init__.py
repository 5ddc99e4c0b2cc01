"""`posko demo`: a whole major incident on this computer, faster than real time. No Slack account, nothing left running."""

from bot.demo.play import play

__all__ = ["play"]
