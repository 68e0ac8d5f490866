"""What is on the disk is damaged: no wrong answer, no panic, and the way back is a command."""

import random
import shutil
from dataclasses import dataclass

import desk as desks
import proof

# What may be deleted at any time: the answers are the same without it, and the desk goes on.
CACHES = ["newsroom/cache.sqlite", "newsroom/cache.sqlite-wal", "newsroom/cache.sqlite-shm",
          "newsroom/notes/*", "newsroom/sites/*", "newsroom/journal", "newsroom/lock"]
# What is not: whoever cannot answer says so, and with the file put back all is there. Git's
# configuration is not among them: with another one, other answers are right.
OTHERS = ["newsroom/root", "index", "HEAD", "packed-refs", "refs/heads/main",
          "refs/heads/published", "logs/refs/heads/main", "a commit", "a folder", "a post",
          "a release"]
# What a writer has gone on from is not put back.
WRITTEN = ("index", "refs/heads/main", "refs/heads/published", "logs/refs/heads/main")
DAMAGES = ["empty", "zeroes", "half", "garbage", "a bit", "longer", "removed", "a folder",
           "a dead link"]
QUESTIONS = ["list --json", "show quay --json", "show gone --live --json", "log quay --json"]


@dataclass(frozen=True)
class Case:
    target: str
    damage: str

    def __str__(self):
        return f"{self.target}: {self.damage}"

    def is_cache(self):
        """Where a folder or a link stands in its place, somebody put it there, and is told so."""
        mine = self.target.startswith("newsroom/") and self.target != "newsroom/root"
        return mine and not (self.is_written() and self.damage in ("a folder", "a dead link"))

    def is_written(self):
        return self.target in ("newsroom/journal", "newsroom/lock")

    def can_be_tried(self):
        """SQLite keeps no sums of its pages: a bit in a text there is believed."""
        return not (self.target.startswith("newsroom/cache") and self.damage == "a bit")


def row(kit):
    desk = desks.busy(kit.memory / "night")
    desk.does("ana", "build --out ../site", clock="20:30")
    answers = [desk.run("ana", question).out for question in QUESTIONS]
    git = desk.root / ".git"
    (git / "newsroom/journal").touch()
    targets = []
    for name in CACHES:
        found = sorted(git.glob(name))
        targets += [str(path.relative_to(git)) for path in found] or [name]
    (git / "newsroom/journal").unlink()
    cases = [Case(target, damage) for target in targets + OTHERS for damage in DAMAGES]
    cases = [case for case in cases if case.can_be_tried()]
    kit.notes.append(f"{len(cases)} damages of {len(targets + OTHERS)} files")

    def work(case, folder):
        copy = desk.copy(folder)
        path = find(copy, case.target)
        good = path.read_bytes() if path.exists() else None
        damage(path, case.damage, kit.seed)
        wrong, refused = asked(case, copy, answers)
        line = "add --story storm --headline 'What came next' --json --no-send"
        added = copy.run("lev", line, clock="21:20", seed=78)
        wrong += proof.answered(added, "add")
        for line in ("doctor", "doctor --fix", "status --no-send"):
            wrong += proof.answered(copy.run("ana", line, clock="21:25"), line)
        if case.is_cache():
            wrong += proof.panics(added, "add")
        elif added.code or case.target not in WRITTEN:
            restored(path, good)
        if added.code == 0:
            there = copy.git("ls-tree", "-r", "--name-only", "HEAD").splitlines()
            if added.json()["path"] not in there:
                wrong.append("add: acknowledged, and not there")
        else:
            wrong += asked(case, copy, answers)[0]
        if not (added.code == 0 and case.target in WRITTEN):
            wrong += proof.goes_on(copy)
        counted = {"damages": 1, "as before": not refused, "refused": bool(refused)}
        return case.target.replace("newsroom/notes/", "note ")[:24], counted, wrong

    kit.each(work, kit.sample(cases))


def asked(case, copy, answers):
    """What is wrong with the answers, and which were refused."""
    wrong, refused = [], []
    for question, before in zip(QUESTIONS, answers):
        ran = copy.run("ana", question)
        wrong += proof.answered(ran, question)
        if ran.code:
            refused.append(question)
        elif ran.out != before:
            wrong.append(f"{question} answers otherwise: {difference(before, ran.out)}")
    if refused and case.is_cache():
        wrong.append(f"without a cache, these are refused: {refused}")
    return wrong, refused


def difference(before, after):
    pairs = zip(before.splitlines(), after.splitlines())
    return next(((a, b) for a, b in pairs if a != b), "longer or shorter")


def find(copy, target):
    """The file of that name; objects are those of the newest post and release."""
    posts = {"a post": "HEAD:posts/2026/11/storm", "a folder": "HEAD:posts",
             "a commit": "HEAD", "a release": "published:posts/2026/11/storm"}
    git = copy.root / ".git"
    if target == "packed-refs":
        copy.git("pack-refs", "--all")
    if target not in posts:
        return git / target
    name = posts[target]
    if target in ("a post", "a release"):
        entries = copy.git("ls-tree", name).splitlines()
        quay = next(line for line in entries if "\tquay-" in line)
        name = quay.split()[2]
    said = copy.git("rev-parse", name)
    path = git / "objects" / said[:2] / said[2:]
    path.chmod(0o644)
    return path


def damage(path, how, seed):
    dice = random.Random(seed)
    if path.is_symlink() or path.exists():
        bytes_ = path.read_bytes()
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        bytes_ = b""
    if how == "removed":
        return
    if how == "a folder":
        (path / "with").mkdir(parents=True)
        return
    if how == "a dead link":
        path.symlink_to("/nowhere/at-all")
        return
    made = {
        "empty": b"",
        "zeroes": bytes(max(len(bytes_), 64)),
        "half": bytes_[: len(bytes_) // 2],
        "garbage": dice.randbytes(max(len(bytes_), 64)),
        "a bit": flipped(bytes_, dice),
        "longer": bytes_ + b"\0" * 99,
    }
    path.write_bytes(made[how])


def flipped(bytes_, dice):
    if not bytes_:
        return b"\x01"
    at = dice.randrange(len(bytes_))
    return bytes_[:at] + bytes([bytes_[at] ^ (1 << dice.randrange(8))]) + bytes_[at + 1:]


def restored(path, good):
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    if good is not None:
        path.write_bytes(good)
