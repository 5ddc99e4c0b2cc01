"""Sets one document in a process of its own: `python press.py < order > pages`.

Ten thousand lines take hundreds of megabytes while they are set; here they end with the process, and the bot stays as
small as it was. It imports nothing of the bot, so that it starts at once.
"""

from __future__ import annotations

import json
import sys


def main() -> None:
    """Read the order (source, inputs, fonts) and write the PDF."""
    import typst

    order = json.load(sys.stdin)
    compiler = typst.Compiler(order["source"].encode(), font_paths=order["fonts"], sys_inputs=order["inputs"])
    made = compiler.compile(format="pdf")
    sys.stdout.buffer.write(made if isinstance(made, bytes) else b"".join(made or ()))


if __name__ == "__main__":
    main()
