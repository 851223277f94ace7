#!/usr/bin/env python3
"""Holds the prose to what the tree does: README.md and doc/api.md.

usage: check_readme.py --fos PATH [--cc COMMAND] [--record]

A fenced block is checked when the line before it is one of these comments:

  <!-- quote -->             the text of `fos quote tests/cases/example-order.json --format text`, all of it
  <!-- excerpt: COMMAND -->  successive lines that COMMAND prints
  <!-- run -->               commands that must succeed; `fos` is the one given
  <!-- c -->                 a whole program: compiled, and run on the example order
  <!-- from NAME -->         lines that stand so, but for indentation, in doc/examples/NAME
  <!-- prints: NAME ARG... < FILE -->  what the compiled doc/examples/NAME.c prints; `json < FILE` and the like

Every program in doc/examples is compiled, and every link to a file of the tree must lead somewhere. What is compiled needs pkg-config
to know `fos` (set PKG_CONFIG_PATH) and is skipped otherwise. --record writes the quote, excerpts and prints anew; an excerpt
keeps its first line and its length, or begins at the first line of the output.
The last line is "N passed, N failed, N skipped".
"""

import argparse
import os
import re
import shlex
import subprocess
import sys
import tempfile
import textwrap

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
ORDER = "tests/cases/example-order.json"
QUOTE = f"fos quote {ORDER} --format text"
FILES = ["README.md", "doc/api.md"]
LINKED = FILES + ["doc/RELEASING.md", "doc/examples/checkout-python/README.md", "doc/examples/broker-go/README.md",
                  "doc/architecture.md", "doc/NEWS.md", "doc/building.md", "doc/convert.md", "doc/regime-language.md",
                  "doc/regimes/README.md", "doc/dataset.md", "doc/tariffs.md", "doc/go.md"]
BLOCK = re.compile(r"^<!-- (?P<mark>[a-z]+):? ?(?P<rest>[^\n]*?) ?-->\n```(?P<kind>[a-z]*)\n(?P<body>.*?)^```$", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)[^)]*\)")


class Checker:
    def __init__(self, fos, compiler, record, scratch):
        self.compiler = shlex.split(compiler)
        self.record = record
        self.scratch = scratch
        self.passed = self.failed = self.skipped = 0
        # The data of this tree, and a page that does not depend on the caller.
        self.environment = dict(os.environ, FOS_DATA_DIR=os.path.join(ROOT, "lib", "data"),
                                PATH=os.path.dirname(os.path.abspath(fos)) + os.pathsep + os.environ.get("PATH", ""))
        self.flags = self.find_flags()

    def find_flags(self):
        try:
            answer = subprocess.run(["pkg-config", "--cflags", "--libs", "fos"], stdout=subprocess.PIPE,
                                    stderr=subprocess.DEVNULL, text=True, check=False)
        except OSError:
            return None
        if answer.returncode != 0:
            return None
        flags = shlex.split(answer.stdout)
        # A library outside the loader's folders is found where it was linked.
        return flags + [f"-Wl,-rpath,{flag[2:]}" for flag in flags if flag.startswith("-L")]

    def tell(self, name, problem):
        if problem:
            self.failed += 1
            print(f"{name}: {problem}")
        else:
            self.passed += 1

    def shell(self, command):
        return subprocess.run(["sh", "-eu", "-c", command], cwd=ROOT, env=self.environment, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, encoding="utf-8", timeout=120, check=False)

    def output(self, command):
        """What a command prints, and why that is not to be used."""
        done = self.shell(command)
        if done.returncode != 0:
            return "", f"`{command}` returned {done.returncode}: {done.stderr.strip()}"
        return done.stdout, None

    # --- kinds of blocks: each returns the body as it should be, and a problem or None; None as body means skipped ---

    def quote(self, _, body):
        text, problem = self.output(QUOTE)
        return (body, problem) if problem else (text, None)

    def excerpt(self, command, body):
        text, problem = self.output(command)
        if problem:
            return body, problem
        lines, wanted = text.splitlines(), body.splitlines()
        for at in range(len(lines)):
            if wanted and lines[at:at + len(wanted)] == wanted:
                return body, None
        begin = lines.index(wanted[0]) if wanted and wanted[0] in lines else 0
        count = len(wanted) if wanted else len(lines)
        return "".join(f"{line}\n" for line in lines[begin:begin + count]), None

    def run(self, _, body):
        for command in body.splitlines():
            if command.strip():
                _, problem = self.output(command)
                if problem:
                    return body, problem
        return body, None

    def c(self, _, body):
        source = os.path.join(self.scratch, "readme.c")
        with open(source, "w", encoding="utf-8") as file:
            file.write(body)
        if self.flags is None:
            return None, None
        problem = self.compile(source, "readme")
        if problem is None:
            _, problem = self.output(f"{shlex.quote(os.path.join(self.scratch, 'readme'))} < {ORDER}")
        return body, problem

    def from_(self, name, body):
        with open(os.path.join(ROOT, "doc", "examples", name), encoding="utf-8") as file:
            program = [line.strip() for line in file.read().splitlines()]
        wanted = [line.strip() for line in textwrap.dedent(body).splitlines()]
        found = any(program[at:at + len(wanted)] == wanted for at in range(len(program)))
        return body, None if found else f"these lines do not stand so in doc/examples/{name}: {wanted[0]} …"

    def prints(self, command, body):
        if self.flags is None:
            return None, None
        done = self.shell(os.path.join(self.scratch, command))
        return done.stdout if done.stdout else body, None if done.stdout else f"`{command}` printed nothing: {done.stderr.strip()}"

    # --- compiling ---

    def compile(self, source, name):
        command = [*self.compiler, "-std=c11", "-Wall", "-Wextra", "-Werror", source, "-o", os.path.join(self.scratch, name),
                   *self.flags, "-pthread"]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        return done.stdout.strip() or "does not compile" if done.returncode != 0 else None

    def examples(self):
        folder = os.path.join(ROOT, "doc", "examples")
        for name in sorted(os.listdir(folder)):
            if not name.endswith(".c"):
                continue
            if self.flags is None:
                self.skipped += 1
            else:
                self.tell(f"doc/examples/{name}", self.compile(os.path.join(folder, name), name[:-2]))

    # --- pages ---

    def block(self, path, match):
        mark, rest, body = match["mark"], match["rest"], match["body"]
        kinds = {"quote": self.quote, "excerpt": self.excerpt, "run": self.run, "c": self.c, "from": self.from_, "prints": self.prints}
        name = f"{path}: <!-- {mark}{' ' + rest if rest else ''} -->"
        if mark not in kinds:
            self.tell(name, "no such mark")
            return match[0]
        made, problem = kinds[mark](rest, body)
        if made is None:
            self.skipped += 1
            return match[0]
        if problem is None and made != body and not self.record:
            problem = "differs from what is printed now; see --record\n" + difference(body, made)
        self.tell(name, problem)
        if problem or not self.record:
            return match[0]
        begin, end = match.start("body") - match.start(), match.end("body") - match.start()
        return match[0][:begin] + made + match[0][end:]

    def page(self, path):
        full = os.path.join(ROOT, path)
        with open(full, encoding="utf-8") as file:
            text = file.read()
        made = BLOCK.sub(lambda match: self.block(path, match), text)
        marks = len(re.findall(r"^<!-- (?:quote|excerpt|run|c|from|prints)\b", text, re.M))
        if marks != len(BLOCK.findall(text)):
            self.tell(path, "a mark without a fenced block directly after it")
        if made != text:
            with open(full, "w", encoding="utf-8", newline="\n") as file:
                file.write(made)

    def links(self, path):
        with open(os.path.join(ROOT, path), encoding="utf-8") as file:
            targets = LINK.findall(file.read())
        folder = os.path.dirname(os.path.join(ROOT, path))
        dead = [target for target in targets if not os.path.exists(os.path.join(folder, target))]
        self.tell(f"{path}: links", f"lead nowhere: {', '.join(dead)}" if dead else None)


def difference(old, new):
    import difflib
    return "\n".join(difflib.unified_diff(old.splitlines(), new.splitlines(), "the page", "the tool", lineterm="", n=1))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--fos", required=True, help="the fos command")
    parser.add_argument("--cc", default=os.environ.get("CC", "cc"), help="the C compiler, with options")
    parser.add_argument("--record", action="store_true", help="write the output of today into the pages")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        checker = Checker(arguments.fos, arguments.cc, arguments.record, scratch)
        checker.examples()
        for path in FILES:
            checker.page(path)
        for path in LINKED:
            checker.links(path)
    print(f"{checker.passed} passed, {checker.failed} failed, {checker.skipped} skipped")
    return 1 if checker.failed else 0


if __name__ == "__main__":
    sys.exit(main())
