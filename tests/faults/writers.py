"""Many who write at once beside somebody with plain git: none is lost, of either."""

import time

import desk as desks
import proof
from crowd import Crowd


def row(kit):
    writers = 16 if kit.count <= 50 else 64
    desk = desks.small(kit.scratch / "night")
    crowd = Crowd(desk, kit.memory / "acks", kit.random)
    foreign = []

    def with_git(_):
        for number in range(kit.count):
            note = desk.root / f"notes/{number}.txt"
            note.parent.mkdir(exist_ok=True)
            note.write_text(f"note {number}\n")
            while not (by_git("add", "--", str(note)) and by_git("commit", "-qm", f"note {number}")):
                time.sleep(0.01)
            foreign.append(f"notes/{number}.txt")

    def by_git(*words):
        # Somebody else has the index or the branch: then git refuses, and one types it again.
        return desk.git(*words, check=False).code == 0

    def work(writer):
        while len(foreign) < kit.count:
            crowd.acts(writer)

    threads = crowd.at_once(writers, work) + crowd.at_once(1, with_git)
    for thread in threads:
        thread.join()
    acknowledged, lost = crowd.lost()
    there = set(desk.git("ls-tree", "-r", "--name-only", "HEAD").splitlines())
    lost += [note for note in foreign if note not in there]
    taken_out = desk.git("log", "--diff-filter=D", "--name-only", "--format=", "HEAD").splitlines()
    lost += [f"{path} was taken out again" for path in taken_out]
    kit.tally(
        f"{writers} and git", **crowd.counted, acknowledged=acknowledged, by_git=len(foreign),
        lost=len(lost),
    )
    times = sorted(crowd.longest)
    kit.notes.append(f"99 of 100 commands took less than {times[len(times) * 99 // 100]:.2f} s here")
    for what in crowd.wrong + lost + proof.goes_on(desk):
        kit.fault("writers", what)
