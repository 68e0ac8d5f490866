"""What all rows share: where they work, what is random in them, and what they count."""

import os
import random
import re
import shutil
import tempfile
import traceback
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

MEMORY = Path("/dev/shm")


class CannotRun(Exception):
    """Why a row cannot run on this machine."""


class Kit:
    """One row that runs."""

    def __init__(self, row, count, seed, only=None, keep=False):
        self.row, self.count, self.seed, self.only = row, count, seed, only
        self.random = random.Random(f"{row} {seed}")
        self.figures, self.faults, self.notes = {}, [], []
        self.keep = keep
        # Acknowledgements are kept on another file system than the desk's, where there is one.
        self.scratch = Path(tempfile.mkdtemp(prefix=f"newsroom-{row}-"))
        beside = MEMORY if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) else None
        self.memory = Path(tempfile.mkdtemp(prefix=f"newsroom-{row}-", dir=beside))

    def close(self):
        if not self.keep:
            for folder in (self.scratch, self.memory):
                shutil.rmtree(folder, ignore_errors=True)

    def sample(self, cases):
        """Of these, as many as are asked for, in their order; all where fewer are there.

        Each is taken or not by its own name and the seed, so that another one more or less, as each
        run of a program has, changes nothing about the rest. A name made of a folder that is another
        one each time counts without that.
        """
        cases = [case for case in cases if not self.only or self.only in str(case)]
        if self.count is None or self.only or len(cases) <= self.count:
            return cases
        def lot(case):
            name = re.sub(r"-[0-9a-f]{12,}", "", str(case))
            return random.Random(f"{self.seed} {name}").random()

        drawn = sorted(cases, key=lot)
        taken = set(drawn[: self.count])
        return [case for case in cases if case in taken]

    def tally(self, group, **counted):
        line = self.figures.setdefault(group, {})
        for name, number in counted.items():
            line[name] = line.get(name, 0) + int(number)

    def fault(self, case, what):
        self.faults.append(f"{case}: {what}")
        print(f"  FAULT {self.row}: {case}: {what}", flush=True)

    def each(self, work, cases):
        """Does each case in a folder of its own, as many at once as there are processors.

        `work(case, folder)` gives a group, what it counted, and what was wrong.
        """

        def one(numbered):
            number, case = numbered
            folder = self.memory / f"case-{number}"
            try:
                return case, work(case, folder)
            except Exception:  # a case that cannot be judged is a fault of its own
                return case, ("cannot be judged", {"cases": 1}, [traceback.format_exc()])
            finally:
                if not self.keep:
                    shutil.rmtree(folder, ignore_errors=True)

        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for case, (group, counted, wrong) in pool.map(one, enumerate(cases)):
                self.tally(group, **counted, faults=bool(wrong))
                for what in wrong:
                    self.fault(case, what)

    def total(self, name):
        return sum(line.get(name, 0) for line in self.figures.values())

    def print_figures(self):
        names = list(dict.fromkeys(name for line in self.figures.values() for name in line))
        for group, line in self.figures.items():
            print(f"  {group:24}" + "".join(f"{name} {line.get(name, 0):<7}" for name in names))
        print(f"  {'in all':24}" + "".join(f"{name} {self.total(name):<7}" for name in names))
        for note in self.notes:
            print(f"  {note}")
