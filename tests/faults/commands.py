"""The commands that write, each as one act at the desk of `desk.busy`."""

import shutil

# name: (who, the words). Those of CI are the first.
ACTS = {
    "add": ("ana", "add --headline 'A roof is off' --body 'It lies in the road.' --submit --no-send"),
    "edit": ("ana", "edit mast --headline 'The mast fell' --body 'It lies there.' --no-send"),
    "approve": ("ed", "approve pier --no-send"),
    "publish": ("ed", "publish pier --approve --no-send"),
    "submit": ("ana", "submit mast --no-send"),
    "return": ("ed", "return pier -m 'Who says so?' --no-send"),
    "comment": ("lev", "comment mast -m 'I can call them.' --no-send"),
    "stop": ("ed", "stop quay -m 'The lawyers read it.' --no-send"),
    "clear": ("mara", "clear road -m 'They have read it.' --no-send"),
    "correct": (
        "ana",
        "correct quay --body 'The quay is open.' --tell-readers 'It is open.' --no-send",
    ),
    "retract": ("ana", "retract quay --tell-readers 'It was not so.' --no-send"),
    "pull": ("ed", "pull quay --tell-readers 'We are checking it.' --no-send"),
    "restore": ("ed", "restore gone --tell-readers 'It was right.' --no-send"),
    "spike": ("ed", "spike mast -m 'It did not fall.' --no-send"),
    "verify-flag": ("ana", "verify-flag mast --quote closed --status unverified --no-send"),
    "credit": ("ed", "credit quay lev-marin --no-send"),
    "pin": ("ed", "pin quay --no-send"),
    "undo": ("ana", "undo --no-send"),
    "story open": ("ana", "story open flood --title 'The flood' --no-send"),
    "story edit": ("ana", "story edit storm --point 'The quay is shut.' --no-send"),
    "import": ("ana", "import --format markdown ../wire.md --story storm --no-send"),
    "contributor": (
        "mara",
        "contributor add kim-orr --name 'Kim Orr' --email kim@courier.example --role reporter"
        " --no-send",
    ),
    "expunge": ("nora", "expunge bank --release 1 -m 'Selan court, file 7' --no-send"),
    "sync": ("ana", "sync"),
    "build": ("ana", "build --out ../site"),
    "doctor": ("ana", "doctor --fix"),
    "init": ("ana", "init ../other --name 'The Other Courier' --url https://other.example"),
    "clone": ("ana", "clone ../shared.git ../other"),
}

# Of these, every point is tried in CI.
FIRST = ("add", "edit", "approve", "publish")

# These move the branches here and there one after the other, and say so.
IN_STEPS = ("sync",)


def elsewhere(act, desk):
    """What is wrong with what that act makes beside the desk, after it was cut short.

    It is made by the same command again; or that one says what is in the way, and goes on without.
    """
    made = {"init": "other", "clone": "other", "build": "site"}.get(act)
    if not made or (again := desk.run(*ACTS[act], clock="21:02")).code == 0:
        return []
    if act == "build":
        return [f"{act} again: {again.code}: {again.err.strip()}"]
    folder = desk.folder / made
    if act == "init" and desk.run("ana", "status", where=folder).code == 0:
        return []
    if made not in again.err or not folder.is_dir():
        return [f"{act} again: {again.code}: {again.err.strip()}"]
    shutil.rmtree(folder)
    again = desk.run(*ACTS[act], clock="21:03")
    return [f"{act} anew: {again.code}: {again.err.strip()}"] if again.code else []
