"""The bot's own HTTP pages. They show counts and health, never what an incident says."""
