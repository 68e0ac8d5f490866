"""The system says no, once or from there on: no false success, no panic, nothing half done."""

from dataclasses import dataclass

import proof
import calls
from commands import ACTS
from crash_points import Night, needs_strace


@dataclass(frozen=True)
class Case:
    act: str
    point: calls.Point
    error: str
    # Whether every call of that kind fails from there on, as on a full disk.
    lasts: bool

    def __str__(self):
        return f"{self.act}: {self.point}{'+' if self.lasts else ''} says {self.error}"


def row(kit):
    """In the program itself."""
    refused(kit, lambda point: point.program == "newsroom")


def of_git(kit):
    """In each git that the program runs."""
    refused(kit, lambda point: point.program != "newsroom")


def refused(kit, wanted):
    needs_strace()
    night = Night(kit)
    cases = []
    for act, points in night.points_of_each(calls.refusable):
        for point in filter(wanted, points):
            for error in calls.REFUSALS[point.call]:
                cases += [Case(act, point, error, lasts) for lasts in (False, True)]
    kit.notes.append(f"{len(cases)} points and errors in {len(ACTS)} commands")

    def work(case, folder):
        copy = night.copy(folder, case.act)
        what = f"error={case.error}"
        ran = calls.struck(copy, *ACTS[case.act], case.point, what, lasts=case.lasts, seed=99)
        silenced = case.point.call == "write" and case.point.program == "newsroom"
        wrong = proof.answered(ran, case.act, silenced)
        done = ran.code == 0
        wrong += night.judge(case.act, copy, done)
        counted = {"errors": 1, "done all the same": done, "refused": not done}
        return case.act, counted, wrong

    kit.each(work, kit.sample(cases))
