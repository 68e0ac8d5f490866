#!/usr/bin/env python3
"""Verifies the public record of a newsroom's desk by docs/format.md: verify-record.py [REPOSITORY]

It reads the branch `published`, prints a line for each problem and ends 1; or it sums up and ends 0. Where the
desk's branch is there, the approvals that releases name are looked up. Rights, signatures, four eyes, stops,
embargoes, claims, kinds of release, settings, theme, and whether the desk's file has the words that its reviews
name, are for `newsroom audit`. Whose record it is cannot be seen in it: compare the root with your own note."""
import functools, hashlib, re, subprocess, sys, tomllib, unicodedata

TAKEDOWN, ledgers, names, erased = ("pull", "restore"), {}, {}, set()

def git(*words):
    repository = "".join(sys.argv[1:2]) or "."
    done = subprocess.run(["git", "--no-replace-objects", "-C", repository, *words], capture_output=True)
    return done.stdout if done.returncode == 0 else None

def listed(*words): return (git(*words) or b"").decode().replace("\0", "\n").split("\n")[:-1]
def commit(name): return "".join(listed("rev-parse", "-q", "--verify", name + "^{commit}"))
def is_id(text): return re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", text) is not None
def has(newer, older): return is_id(older) and git("merge-base", "--is-ancestor", older, newer) is not None
def show(at, path): return git("cat-file", "blob", f"{at}:{path}") if is_id(at) else None
def toml(content): return tomllib.loads(unicodedata.normalize("NFC", (content or b"").decode()))
def document(path): return re.search("/(.+/)[^/]*?([^/]{1,16})$", path).groups()  # folder, and `-ID.toml`
sha256 = functools.cache(lambda blob: hashlib.sha256(git("cat-file", "blob", blob)).hexdigest())
@functools.cache
def media(blob):  # the files that words name, each with its digest
    keys = [(one, key) for one in toml(git("cat-file", "blob", blob)).get("media", []) for key in one]
    return {(one[key[:-7] or "src"], one[key]) for one, key in keys if key.endswith("sha256")}

def said(value):  # without what is empty
    if isinstance(value, list): return [said(one) for one in value]
    return {key: said(one) for key, one in value.items() if said(one)} if isinstance(value, dict) else value or {}

def is_root(root, named, desk):
    first = listed("rev-list", "--topo-order", desk, "--", "newsroom.toml")[-1] if desk else named
    filed, public = toml(show(desk and named, "newsroom.toml")), toml(show(root, "newsroom.toml"))
    alone = listed("ls-tree", "-r", "--name-only", root) == ["newsroom.toml"] and {*public} <= {"newsroom", "site"}
    return is_id(named) and named == first and alone and all(
        said(public.get(table)).get(key) == value for table in ("newsroom", "site") for key, value in said(filed.get(table)).items())

def digest(words, whose, orders):  # of these; or of those in whose place a notice stands that two ordered
    notice = re.fullmatch(rb'format = 1\nid = "\w{10}"\nexpunged = "([0-9a-f]{64})"\n', words)
    by = {(order["release"], order["by"]) for order in orders or [] if notice
          and (document(order["document"]), order["digest"]) == (whose, notice[1].decode())}
    if not notice or orders is not None and len(by) == len({release for release, _ in by}):
        return hashlib.sha256(words).hexdigest()
    erased.add(notice[1])
    return notice[1].decode()

def unapproved(line, whose, folder):  # those whose last verdict on the words, at the desk, is no approval
    files = [file for file in listed("ls-tree", "-z", "--name-only", line["desk"], folder) if document(file) == whose]
    said = {one["by"]: one["verdict"] for file in files for one in toml(show(line["desk"], file)).get("reviews", [])
            if (one["round"], one.get("digest"), one["verdict"] in ("approved", "returned", "withdrawn"))
            == (line["round"], line["digest"], True)}
    return [who for who in line.get("approved_by", []) if said.get(who) != "approved"]

def problems(at, changed, desk, desks, orders):
    ledger = next((path for path in changed if path.startswith("releases/")), None)
    if not ledger: return (yield f"{' '.join(changed) or 'nothing'} changed without a release")
    path, whose, folder = ledger.replace("releases", "posts", 1), document(ledger), "posts/" + document(ledger)[0]
    strays = [other for other in changed if not other.startswith(folder) or other.endswith(".toml")]
    yield from (f"{other} changed without a release" for other in strays if other not in (ledger, path))
    after = toml(show(at, ledger)).get("releases", [])
    before, ledgers[whose] = ledgers.get(whose, []), after
    if not after or after[:-1] != before or names.setdefault(whose, path) != path:
        return (yield f"{ledger} does not go on by one line")
    line, words, carries = after[-1], show(at, path), after[-1]["kind"] not in TAKEDOWN
    released = [one["digest"] for one in before if one["kind"] not in TAKEDOWN]
    if (line["n"], line["round"]) != (len(after), 1 + len(released)) or line["at"] < after[-2:][0]["at"]:
        yield f"{ledger}: the number, round or time of its last line does not follow"
    if ((line["kind"] == "pull") != (words is None) or not carries and released[-1:] != [line["digest"]]
            or words is not None and digest(words, whose, orders) != line["digest"]):
        yield f"{path} is not what the last line of its ledger names"
    tree = [re.split("[ \t]", entry, maxsplit=3)[2:] for entry in listed("ls-tree", "-r", "-z", at, folder)]
    there = {(name[len(folder):], sha256(blob)) for blob, name in tree if not name.endswith(".toml")}
    for name, _ in there ^ {file for blob, name in tree if name.endswith(".toml") for file in media(blob)}:
        yield f"{folder}{name} is not there as words name it, or is there for nothing"
    if carries and not line.get("approved_by") and not line.get("alone"):
        yield f"{ledger}: its last line names nobody who approved"
    if desk and not (has(desk, line["desk"]) and has(line["desk"], desks[-1])):
        yield f"{ledger}: {line['desk']} is not in the desk's history, or older than {desks[-1]}"
    elif desk:
        desks.append(line["desk"])
        yield from (f"{ledger}: {who} did not approve these words" for who in unapproved(line, whose, folder))

record = commit("refs/heads/published") or commit("refs/remotes/origin/published")
root, *steps = listed("rev-list", "--reverse", "--topo-order", record) or sys.exit("there is no branch published")
named = "".join(re.findall("\n\nRecord of ([0-9a-f]*)\n$", git("cat-file", "commit", root).decode()))
desk = commit("".join(listed("config", "newsroom.branch")) or "HEAD")
desk = desk if show(desk, "newsroom.toml") and not has(desk, root) else ""  # HEAD may be the record itself
orders = toml(show(desk, "expunged.toml")).get("expunged", []) if desk else None
found, desks = [] if is_root(root, named, desk) else [f"{root} begins no record of this desk"], [named]
for before, at in zip([root, *steps], steps):
    changed = listed("diff-tree", "-r", "-z", "--no-renames", "--name-only", before, at)
    found += [f"{at} does not go on from {before} alone"] if listed("rev-parse", at + "^@") != [before] else []
    try:
        if not changed or any(path != "newsroom.toml" and not path.startswith("theme/") for path in changed):
            found += [f"{at} {what}" for what in problems(at, changed, desk, desks, orders)]
    except (AttributeError, KeyError, TypeError, ValueError) as error:  # a file has no such shape
        found.append(f"{at} cannot be read: {error!r}")
print("\n".join(found) or f"the record of {named}: {len(steps)} steps, {len(ledgers)} stories and posts, {len(erased)} "
      f"erased; {'approvals as of ' + desk if desk else 'the desk is not here: no approval was looked up'}")
sys.exit(1 if found else 0)
