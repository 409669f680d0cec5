"""Run typst in a process of its own: it keeps tens of megabytes for ever, and it has no time limit.

Reads a request as JSON from standard input and writes the finished file to standard output. Imports nothing of ours.
"""

import json
import sys

import typst


def main() -> None:
    """Compile one document."""
    request = json.load(sys.stdin)
    how = {key: request[key] for key in ("format", "ppi", "pdf_standards") if key in request}
    fonts = request["fonts"]
    finished = typst.compile(
        request["template"],
        sys_inputs=request["inputs"],
        font_paths=fonts,
        ignore_system_fonts=bool(fonts),  # The same on every machine, if our own fonts are there.
        **how,
    )
    sys.stdout.buffer.write(finished)


if __name__ == "__main__":
    main()
