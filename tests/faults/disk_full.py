"""A disk with so many kilobytes or files left, and a command that needs more."""

import os
from dataclasses import dataclass

import mounts
import proof
from commands import ACTS
from crash_points import Night

KILOBYTES, INODES = 16 << 10, 4000


@dataclass(frozen=True)
class Case:
    act: str
    left: int
    unit: str

    def __str__(self):
        return f"{self.act}: {self.left} {self.unit} left"


def row(kit):
    mounts.needs_mounts()
    night = Night(kit)
    cases = []
    for act, _ in night.points_of_each(lambda copy, who, line, seed: copy.run(who, line, seed=seed)):
        cases += [Case(act, left, "kB") for left in range(0, 200, 4)]
        cases += [Case(act, left, "files") for left in range(40)]
    kit.notes.append(f"{len(cases)} fillings in {len(ACTS)} commands")

    def work(case, folder):
        mounts.in_memory(folder, KILOBYTES, INODES)
        try:
            return tried(case, night.copy(folder / "night", case.act))
        finally:
            mounts.unmount(folder)

    def tried(case, copy):
        fill(copy.folder / "ballast", case)
        ran = copy.run(*ACTS[case.act], seed=99)
        (copy.folder / "ballast/bytes").unlink()
        for number in range(INODES):
            (copy.folder / f"ballast/{number}").unlink(missing_ok=True)
        wrong = proof.answered(ran, case.act)
        done = ran.code == 0
        wrong += night.judge(case.act, copy, done)
        return case.act, {"fillings": 1, "done all the same": done, "refused": not done}, wrong

    kit.each(work, kit.sample(cases))


def fill(folder, case):
    """Leaves so much, and no more."""
    folder.mkdir()
    (folder / "bytes").touch()
    there = os.statvfs(folder)
    if case.unit == "files":
        for number in range(there.f_ffree - case.left):
            (folder / str(number)).touch()
        return
    with (folder / "bytes").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, (there.f_bavail - case.left // 4) * there.f_bsize)
