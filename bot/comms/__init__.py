"""Everything that leaves for people: composing, rendering, escaping, delivering. It decides nothing about incidents."""
