"""What is so after a fault, by what the git program says: the desk whole, and nothing lost."""

import time
from pathlib import Path

from desk import PATIENCE, GitFailed


def state(desk):
    """What the branches have, here and at the shared desk."""
    names = [(desk.root, "HEAD"), (desk.root, "refs/heads/published")]
    if desk.shared.exists():
        names += [(desk.shared, "refs/heads/main"), (desk.shared, "refs/heads/published")]
    return tuple(tree(desk, where, name) for where, name in names)


def tree(desk, where, name):
    said = desk.git("rev-parse", "--verify", "--quiet", f"{name}^{{tree}}", where=where, check=False)
    return said.out.strip()


def lawful(now, before, after, acknowledged, in_steps=False):
    """What is wrong with the branches, where the command took them from `before` to `after`."""
    if acknowledged and now != after:
        return [f"acknowledged, and not there: {now}, not {after}"]
    if now in (before, after):
        return []
    if in_steps and all(one in pair for one, *pair in zip(now, before, after)):
        return []
    return [f"half of it is there: {now}, neither {before} nor {after}"]


def goes_on(desk, found_anyway=frozenset({"sent"})):
    """What is wrong with a desk at which somebody goes on: the next commands, doctor, git.

    What doctor finds there without any fault is given: by itself, that nobody sent anything.
    """
    found = panics(desk.run("ana", "list", clock="21:10"), "list")
    line = "add --story storm --headline 'What came next' --json --no-send"
    added = desk.run("lev", line, clock="21:20", seed=77)
    found += panics(added, "the next command")
    if not found:
        path = added.json()["path"]
        if path not in desk.git("ls-tree", "-r", "--name-only", "HEAD").splitlines():
            found.append(f"{path} was filed and is not there")
    return found + at_rest(desk, found_anyway)


def doctor(desk):
    """What doctor finds wrong, each by what it looked at."""
    ran = desk.run("ana", "doctor --json", clock="21:30")
    if ran.code not in (0, 1):
        return {"doctor": panics(ran, "doctor")}
    return {one["what"]: one for one in ran.json()["findings"] if one["found"] == "wrong"}


def at_rest(desk, found_anyway):
    """What is left that should not be."""
    found = [f"doctor: {one}" for what, one in doctor(desk).items() if what not in found_anyway]
    wait_for_upkeep(desk)
    try:
        said = desk.git("fsck", "--strict", "--no-dangling", "--no-progress")
        said += desk.git("status", "--porcelain")
        found += [f"git: {said}"] if said else []
    except GitFailed as error:
        found.append(str(error))
    return found + [f"left behind: {path}" for path in leftovers(desk.root)]


def wait_for_upkeep(desk):
    """Until no git is at work there that a command left behind it: fsck knows which objects lie loose
    when it begins, and takes one that is packed meanwhile for one that is lost."""
    until = time.monotonic() + PATIENCE
    while any(works_in(process, desk.root) for process in Path("/proc").iterdir()):
        if time.monotonic() > until:
            raise GitFailed(f"git is still at work in {desk.root} after {PATIENCE} s")
        time.sleep(0.01)


def works_in(process, folder):
    """Whether that entry of /proc is a process whose own folder that is."""
    try:
        return process.name.isdigit() and (process / "cwd").readlink() == folder.resolve()
    except OSError:
        return False  # ended meanwhile, or somebody else's


def leftovers(root):
    """Locks, journals and half-written files; what git itself sweeps among its objects is not."""
    for path in sorted(root.rglob("*")):
        name, inside = path.name, path.relative_to(root).parts
        if inside[:2] == (".git", "objects"):
            continue
        half = name.endswith(".newsroom-new") and inside[0] != ".git"
        if half or name.endswith(".lock") or name.startswith("index.newsroom-"):
            yield path.relative_to(root)
        if inside == (".git", "newsroom", "journal"):
            yield path.relative_to(root)


def panics(ran, what):
    """What is wrong with a command that should be done."""
    return [f"{what}: {ran.code}: {ran.first_line()}"] if ran.code else []


def answered(ran, what, may_be_silent=False):
    """What is wrong with how a command ended, done or not: it never panics, and never is silent."""
    found = []
    if "panicked" in ran.err or ran.code not in (0, 1, 2, 3):
        found.append(f"{what} ended with {ran.code}: {ran.err.strip()[:400]}")
    elif ran.code and not (ran.err + ran.out).strip() and not may_be_silent:
        found.append(f"{what} ended with {ran.code} and said nothing")
    return found
