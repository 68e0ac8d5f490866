"""A desk in a folder of its own, with people who run the real program there."""

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path

HERE = Path(__file__).resolve().parent
PROGRAM = Path(os.environ.get("NEWSROOM_BIN", HERE.parents[1] / "target/debug/newsroom")).resolve()
GIT = shutil.which("git")

PEOPLE = {
    "mara": ("Mara Dov", "mara-dov", "admin"),
    "nora": ("Nora Bek", "nora-bek", "admin"),
    "ed": ("Ed Lind", "ed-lind", "editor"),
    "ana": ("Ana Petrova", "ana-petrova", "reporter"),
    "lev": ("Lev Marin", "lev-marin", "reporter"),
}

# A command that takes longer than this hangs.
PATIENCE = 120


class Ran:
    """What came of a command."""

    def __init__(self, done):
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr

    def json(self):
        return json.loads(self.out)

    def first_line(self):
        return next(iter(self.err.strip().splitlines()), "(it said nothing)")


class Desk:
    """The desk of `folder`/desk; its home, its shared desk and its site are beside it."""

    def __init__(self, folder):
        self.folder = Path(folder)
        self.root = self.folder / "desk"
        self.home = self.folder / "home"
        self.shared = self.folder / "shared.git"

    def environment(self, who, clock="21:00", seed=1):
        name, mail = PEOPLE[who][0], f"{who}@courier.example"
        person = {
            f"GIT_{role}_{what}": value
            for role in ("AUTHOR", "COMMITTER")
            for what, value in (("NAME", name), ("EMAIL", mail))
        }
        return {
            "PATH": os.environ["PATH"],
            "HOME": str(self.home),
            "XDG_CONFIG_HOME": str(self.home),
            "TMPDIR": str(self.home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_TERMINAL_PROMPT": "0",
            "TZ": "UTC",
            "NEWSROOM_NOW": f"2026-11-07T{clock}:00+02:00",
            "NEWSROOM_SEED": str(seed),
            **person,
        }

    def run(self, who, line, clock="21:00", seed=1, under=(), more=None, where=None):
        """Runs a line of words as that person; `under` is a program that runs ours."""
        done = subprocess.run(
            [*under, str(PROGRAM), *shlex.split(line)],
            cwd=where or self.root,
            env={**self.environment(who, clock, seed), **(more or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE,
        )
        return Ran(done)

    def does(self, who, line, **how):
        ran = self.run(who, line, **how)
        if ran.code:
            raise SystemExit(f"the desk could not be made: {line}: {ran.code}\n{ran.err}")
        return ran

    def git(self, *words, where=None, check=True):
        """What the git program itself says, without its last line feed."""
        done = subprocess.run(
            [GIT, *words],
            cwd=where or self.root,
            env=self.environment("mara"),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=PATIENCE,
        )
        if check and done.returncode:
            raise GitFailed(f"git {' '.join(words)}: {done.stderr.strip()}")
        return done.stdout.rstrip("\n") if check else Ran(done)

    def copy(self, folder):
        """The same desk in another folder, which sends to the shared desk there."""
        subprocess.run(["cp", "-a", str(self.folder), str(folder)], check=True)
        other = Desk(folder)
        settings = other.root / ".git/config"
        if settings.exists():
            text = settings.read_text()
            settings.write_text(text.replace(str(self.shared), str(other.shared)))
        return other


class GitFailed(Exception):
    """The git program cannot read what is there."""


def remove(folder):
    shutil.rmtree(folder)


def small(folder):
    """A desk with its people and a live story."""
    desk = Desk(folder)
    desk.home.mkdir(parents=True)
    name = '--name "The Selan Courier" --timezone Europe/Kyiv --url https://courier.example'
    desk.does("mara", f"init desk {name}", clock="19:00", where=desk.folder)
    for who, (name, person, role) in PEOPLE.items():
        if who != "mara":
            line = f"contributor add {person} --name '{name}' --email {who}@courier.example"
            desk.does("mara", f"{line} --role {role}", clock="19:05")
    desk.does("ana", "story open storm --title 'Storm night'", clock="19:10", seed=2)
    lets_out(desk, "storm", "19:15")
    return desk


def lets_out(desk, slug, clock):
    desk.does("ed", f"show {slug}", clock=clock)
    desk.does("ed", f"publish {slug} --approve", clock=clock)


def busy(folder):
    """A desk in the middle of a night: a post for each command that may be tried on one."""
    desk = small(folder)
    posts = ["quay", "gone", "ferry", "pier", "mast", "road", "bank"]
    for number, slug in enumerate(posts, start=10):
        words = f"--slug {slug} --headline 'The {slug} at night' --body 'The {slug} is closed.'"
        desk.does("ana", f"add {words}", clock="19:20", seed=number)
    for slug in posts[:4] + ["bank"]:
        desk.does("ana", f"submit {slug}", clock="19:30")
        desk.does("ed", f"show {slug}", clock="19:35")
    for slug in ("quay", "gone", "bank"):
        lets_out(desk, slug, "19:40")
    desk.does("ed", "pull gone --tell-readers 'We are checking it.'", clock="19:45")
    desk.does("ed", "approve ferry", clock="19:45")
    for slug in ("ferry", "road"):
        desk.does("ed", f"show {slug}", clock="19:46")
    desk.does("ed", "stop road -m 'The lawyers read it.'", clock="19:47")
    correction = "correct bank --headline 'The bank of the river at night'"
    desk.does("ana", f"{correction} --tell-readers 'It was another bank.' --submit", clock="19:50")
    lets_out(desk, "bank", "19:55")
    desk.does("mara", "expunge bank --release 1 -m 'Selan court, file 7'", clock="20:00")
    (desk.folder / "wire.md").write_text("# A bridge is shut\n\nNobody may cross it.\n")
    desk.git("init", "--quiet", "--bare", str(desk.shared))
    desk.git("remote", "add", "origin", str(desk.shared))
    desk.does("ana", "sync", clock="20:05")
    words = "--slug lamp --headline 'The lamp is out' --body 'It is dark.'"
    desk.does("ana", f"add {words} --no-send", clock="20:10", seed=30)
    desk.does("ana", "edit lamp --body 'It is dark there.' --no-send", clock="20:11", seed=31)
    gets_ahead(desk)
    return desk


def gets_ahead(desk):
    """Makes what the shared desk is where somebody else was faster: the folder `ahead`.git."""
    ahead, elsewhere = desk.folder / "ahead.git", desk.folder / "elsewhere"
    shutil.copytree(desk.shared, ahead)
    desk.does("lev", f"clone {ahead} {elsewhere}", clock="20:06", where=desk.folder)
    words = "--slug tram --headline 'The tram stands' --body 'It stands on the bridge.'"
    desk.does("lev", f"add {words}", clock="20:07", seed=29, where=elsewhere)
    shutil.rmtree(elsewhere)
