"""Each writing command, killed at each call with which it changes the disk; and so its recovery."""

import os
import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import desk as desks
import proof
import calls
from commands import ACTS, FIRST, IN_STEPS, elsewhere
from kit import CannotRun


# Commands whose recovery is cut short as well: of each way in which branches move.
TWICE = FIRST + ("pull", "expunge", "sync")


@dataclass(frozen=True)
class Case:
    act: str
    point: calls.Point

    def __str__(self):
        return f"{self.act}: {self.point} "


def needs_strace():
    if not calls.STRACE:
        raise CannotRun("strace is not installed")


class Night:
    """A desk at which each act may be tried, and what each comes to where nothing goes wrong."""

    def __init__(self, kit):
        self.kit = kit
        self.desk = desks.busy(kit.memory / "night")
        self.before, self.after, self.findings = {}, {}, {}

    def copy(self, folder, act):
        """The desk before that act; only where it sends, there is a shared desk, which is ahead."""
        copy = self.desk.copy(folder)
        if act == "sync":
            desks.remove(copy.shared)
            (copy.folder / "ahead.git").rename(copy.shared)
        else:
            copy.git("remote", "remove", "origin")
        return copy

    def points(self, act, find):
        """The points of that act; learns what it comes to."""
        copy = self.copy(self.kit.memory / f"watched-{act}", act)
        self.before[act] = proof.state(copy)
        found = find(copy, *ACTS[act], seed=99)
        self.after[act] = proof.state(copy)
        self.findings[act] = {"sent", *proof.doctor(copy)}
        desks.remove(copy.folder)
        return found

    def points_of_each(self, find, acts=tuple(ACTS)):
        """The same for all those acts, as many at once as there are processors."""
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(zip(acts, pool.map(lambda act: self.points(act, find), acts)))

    def judge(self, act, copy, acknowledged):
        """What is wrong after that act was cut short."""
        wrong = elsewhere(act, copy)
        listed = copy.run("ana", "list", clock="21:05")
        wrong += proof.panics(listed, "list")
        now, before, after = proof.state(copy), self.before[act], self.after[act]
        wrong += proof.lawful(now, before, after, acknowledged, act in IN_STEPS)
        return wrong + proof.goes_on(copy, self.findings[act])


def row(kit):
    needs_strace()
    night = Night(kit)
    first, others = [], []
    for act, points in night.points_of_each(calls.changing):
        (first if act in FIRST else others).extend(Case(act, point) for point in points)
    kit.notes.append(f"{len(first) + len(others)} points in {len(ACTS)} commands")
    count, kit.count = kit.count, None
    cases = kit.sample(first)
    kit.count = count
    cases += kit.sample(others)

    def work(case, folder):
        copy = night.copy(folder, case.act)
        ran = calls.struck(copy, *ACTS[case.act], case.point, "signal=KILL", seed=99)
        wrong = [] if ran.code == -9 else proof.answered(ran, case.act)
        wrong += night.judge(case.act, copy, ran.code == 0)
        return case.act, {"points": 1, "killed": ran.code == -9, "acknowledged": ran.code == 0}, wrong

    kit.each(work, cases)


def of_recovery(kit):
    """Killed with its journal written, and whoever finds that journal is killed as well."""
    needs_strace()
    night = Night(kit)
    cases = []
    for act, points in night.points_of_each(calls.journaled, TWICE):
        cases += [Case(act, point) for point in points]
    kit.notes.append(f"{len(cases)} points with a journal in {len(TWICE)} commands")

    def work(case, folder):
        copy = dead(folder / "dead", case)
        points = calls.changing(copy, "lev", "list", clock="21:02")
        if kit.count is not None:
            points = [random.Random(f"{kit.seed} {case}").choice(points)]
        wrong = []
        for number, point in enumerate(points):
            wrong += dies_again(case, point, folder / str(number))
        return case.act, {"pairs": len(points)}, wrong

    def dead(folder, case):
        folder.parent.mkdir(exist_ok=True)
        copy = night.copy(folder, case.act)
        calls.struck(copy, *ACTS[case.act], case.point, "signal=KILL", seed=99)
        return copy

    def dies_again(case, point, folder):
        copy = dead(folder, case)
        ran = calls.struck(copy, "lev", "list", point, "signal=KILL", clock="21:02")
        wrong = [] if ran.code == -9 else proof.answered(ran, "list")
        return [f"then {point}: {what}" for what in wrong + night.judge(case.act, copy, False)]

    kit.each(work, kit.sample(cases))
