"""`posko demo`: scenarios played on this computer, faster than real time, with no Slack account."""
