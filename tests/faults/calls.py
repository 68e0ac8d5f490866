"""The calls that a command makes of the system, and one of them made to fail or to be the last.

strace(1) counts the calls of each kind in the process that it watches, and does something to the
one of that number. The git that the program runs is watched by a `git` of ours, first in PATH.
"""

import os
import re
import shutil
from dataclasses import dataclass

from desk import GIT

STRACE = shutil.which("strace")

# What changes a disk. Between two of these, a process that dies leaves the same.
CHANGES = (
    "openat write writev pwrite64 rename renameat renameat2 unlink unlinkat rmdir mkdir mkdirat"
    " link linkat symlink symlinkat truncate ftruncate fallocate chmod fchmod fchmodat utimensat"
    " copy_file_range sendfile"
).split()

# What may be refused, and how. Rust's own library ends the program where it gets no memory before
# `main`, where a folder cannot be closed, or what came of a start cannot be read from a pipe, so none
# of these is tried: no disk does that.
REFUSALS = {
    "openat": ["EACCES", "EMFILE", "EIO", "ENOSPC", "EDQUOT"],
    "read": ["EIO"],
    "pread64": ["EIO"],
    "write": ["ENOSPC", "EIO", "EDQUOT"],
    "writev": ["ENOSPC", "EIO", "EDQUOT"],
    "pwrite64": ["ENOSPC", "EIO", "EDQUOT"],
    "fsync": ["EIO", "ENOSPC", "EDQUOT"],
    "fdatasync": ["EIO", "ENOSPC", "EDQUOT"],
    "rename": ["EACCES", "EIO", "ENOSPC", "EDQUOT"],
    "renameat": ["EACCES", "EIO", "ENOSPC", "EDQUOT"],
    "link": ["EACCES", "EIO", "ENOSPC", "EDQUOT", "EMLINK"],
    "linkat": ["EACCES", "EIO", "ENOSPC", "EDQUOT", "EMLINK"],
    "mkdir": ["EACCES", "EIO", "ENOSPC", "EDQUOT"],
    "unlink": ["EACCES", "EIO"],
    "rmdir": ["EACCES", "EIO"],
    "ftruncate": ["EIO", "EACCES"],
    "fallocate": ["ENOSPC", "EIO"],
    "copy_file_range": ["ENOSPC", "EIO"],
    "chmod": ["EACCES", "EIO"],
    "fchmod": ["EACCES", "EIO"],
    "utimensat": ["EACCES", "EIO"],
    "newfstatat": ["EACCES", "EIO"],
    "statx": ["EACCES", "EIO"],
    "getdents64": ["EIO"],
    "flock": ["ENOLCK", "EIO"],
    "fcntl": ["ENOLCK"],
    "pipe2": ["EMFILE"],
}

LINE = re.compile(r"(?:\[pid +\d+\] )?(\w+)\((.*)")
PIPE = re.compile(r"\d+<(pipe|socket):")
MAKES_A_FILE = re.compile(r"O_CREAT|O_TRUNC")
LOADS_THE_PROGRAM = re.compile(r'openat\([^"]*"[^"]*(/ld\.so\.cache|\.so(\.\d+)*)"')


@dataclass(frozen=True)
class Point:
    """One call: of the program or of a git it runs, by its name and number."""

    program: str
    call: str
    number: int

    def __str__(self):
        return f"{self.program}: {self.call} {self.number}"


def changing(desk, who, line, **how):
    """The points of that command at which something is changed, in their order."""
    found = []
    for program, calls in watched(desk, who, line, CHANGES, **how):
        for call, number, rest in calls:
            if call != "openat" or MAKES_A_FILE.search(rest):
                found.append(Point(program, call, number))
    return list(dict.fromkeys(found))


def journaled(desk, who, line, **how):
    """The points of that command at which its journal is on the disk."""
    found, there = [], False
    for program, calls in watched(desk, who, line, CHANGES, **how):
        for call, number, rest in calls:
            if program == "newsroom" and there and (call != "openat" or MAKES_A_FILE.search(rest)):
                found.append(Point(program, call, number))
            if "newsroom/journal\"" in rest and call in ("rename", "unlink"):
                there = call == "rename"
    return found


def refusable(desk, who, line, **how):
    """The points of that command at which the system may say no, once the program is loaded."""
    found = []
    for program, calls in watched(desk, who, line, REFUSALS, **how):
        loaded = [
            at for at, (call, _, rest) in enumerate(calls)
            if LOADS_THE_PROGRAM.match(f"{call}({rest}")
        ]
        # After its last library come what the loader reads, maps and closes of it.
        begin = loaded[-1] + 12 if loaded else 0
        found += [
            Point(program, call, number)
            for call, number, rest in calls[begin:]
            if not (call == "read" and PIPE.match(rest))
        ]
    return list(dict.fromkeys(found))


def watched(desk, who, line, calls, **how):
    """For the program and each git it ran: the name, number and arguments of those calls."""
    notes = desk.folder / "trace"
    notes.mkdir()
    select = f"trace={','.join(calls)}"
    ran = desk.run(who, line, under=under(notes / "newsroom", select),
                   more=gits(desk, notes / "git", select), **how)
    if ran.code not in (0, 1):
        raise SystemExit(f"{line} could not be watched: {ran.code}\n{ran.err}")
    for path in sorted(notes.iterdir()):
        counts, seen = {}, []
        for text in path.read_text(errors="replace").splitlines():
            match = LINE.match(text)
            if match:
                call, rest = match.groups()
                counts[call] = counts.get(call, 0) + 1
                seen.append((call, counts[call], rest))
        yield path.name.split(".")[0], seen
    shutil.rmtree(notes)


def struck(desk, who, line, point, what, lasts=False, **how):
    """Runs the command with that done at that point, or from there on: `signal=KILL`, `error=EIO`."""
    strike = f"inject={point.call}:{what}:when={point.number}{'+' if lasts else ''}"
    if point.program == "newsroom":
        return desk.run(who, line, under=under("/dev/null", f"trace={point.call}", strike), **how)
    return desk.run(who, line, more=gits(desk, "/dev/null", f"trace={point.call}", strike), **how)


def under(notes, *what):
    options = [word for one in what for word in ("-e", one)]
    return [STRACE, "-qq", "-y", "-e", "signal=none", "-o", str(notes), *options, "--"]


def gits(desk, notes, *what):
    """The environment in which each git is watched."""
    folder = desk.home / "bin"
    folder.mkdir(exist_ok=True)
    note = notes if str(notes) == "/dev/null" else f"{notes}.$$"
    words = " ".join(under(note, *what))
    script = folder / "git"
    script.write_text(f'#!/bin/sh\nexec {words} {GIT} "$@"\n')
    script.chmod(0o755)
    return {"PATH": f"{folder}:{os.environ['PATH']}"}
