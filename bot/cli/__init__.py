"""What each subcommand of `posko` does. Parsing arguments is `__main__`'s; everything else is the bot's own parts."""
