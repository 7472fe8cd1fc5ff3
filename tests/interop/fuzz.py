"""Runs Schemathesis against a fake: `fake.py python fuzz.py VERSION contract|narrowed [OPTION…]`."""

import os
import sys

version, form, *options = sys.argv[1:]
environment = dict(os.environ)
if form == "narrowed":
    environment["SCHEMATHESIS_HOOKS"] = "fuzz_hooks"
    environment["PYTHONPATH"] = "."
program = os.path.join(os.path.dirname(sys.executable), "schemathesis")
arguments = [
    program,
    "run",
    f"../../spec/{version}.yaml",
    "--url",
    f"{os.environ['FAKE_HTTP']}/{version}",
    "--header",
    f"Authorization: Bearer {os.environ['FAKE_TOKEN']}",
    *options,
]
os.execve(program, arguments, environment)
