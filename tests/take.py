"""Runs programs that were taken along: a list of them in JSON on stdin, what they know on stdout."""

import contextlib
import io
import json
import sys

# Whether there is matplotlib is for the reader's machine to say; here there is none.
sys.modules["matplotlib"] = None


def run(program):
    known, said = {"__name__": "__main__"}, io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(program, "taken.py", "exec"), known)
    steps = range(known["LAST"] + 1) if "LAST" in known else range(known["STEPS"] + 1)
    return {
        "said": said.getvalue(),
        "tables": [known["table"](step) for step in steps],
        "walks": [
            [[here["x"], here["y"], here["loss"]] for here in path] for path, _ in known.get("WALKS", {}).values()
        ],
    }


json.dump([run(program) for program in json.load(sys.stdin)], sys.stdout)
