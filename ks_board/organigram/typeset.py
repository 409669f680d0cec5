"""Run typst in a process of its own: it keeps tens of megabytes for ever, and it has no time limit.

Reads a request as JSON from standard input and writes the finished file to standard output. Imports nothing of ours.
"""

import json
import sys

import typst


def main() -> None:
    """Compile one document; if a character that no font has keeps it from its standard, compile it without."""
    request = json.load(sys.stdin)
    how = {key: request[key] for key in ("format", "ppi", "pdf_standards") if key in request}
    how |= {"sys_inputs": request["inputs"], "font_paths": request["fonts"]}
    how["ignore_system_fonts"] = bool(request["fonts"]) and not request["more_fonts"]
    try:
        finished = typst.compile(request["template"], **how)
    except typst.TypstError:
        if how.pop("pdf_standards", None) is None:
            raise
        finished = typst.compile(request["template"], **how)
    # Pictures of several pages come as a list.
    sys.stdout.buffer.write(finished[request["page"] - 1] if isinstance(finished, list) else finished)


if __name__ == "__main__":
    main()
