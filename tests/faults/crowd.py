"""People who file, edit and publish at once, each thing that is done noted on another file system."""

import os
import shlex
import subprocess
import threading
import time

from desk import PATIENCE, PROGRAM, Ran


class Crowd:
    """Writers at one desk; what each was told is done is in the file `acks`, a line each."""

    def __init__(self, desk, acks, random):
        self.desk, self.acks, self.random = desk, acks, random
        self.acks.touch()
        self.lock = threading.Lock()
        self.number = 0
        self.counted = {}
        self.wrong = []
        # What a command takes that nobody disturbs: within it, deaths fall.
        self.usual = 0.2
        self.longest = []
        self.killed = []

    def draw(self):
        with self.lock:
            self.number += 1
            return self.number, self.random.random(), self.random.random()

    def count(self, name):
        with self.lock:
            self.counted[name] = self.counted.get(name, 0) + 1

    def acknowledge(self, branch, words):
        with self.lock, self.acks.open("a") as file:
            file.write(f"{branch}\t{words}\n")

    def acts(self, writer, may_die=False):
        """One act of that writer, and perhaps its death; a new post is edited or published next."""
        number, dies, when = self.draw()
        slug, who = f"w{writer}-n{number}", ("ana", "lev")[writer % 2]
        words = f"Headline {slug} end"
        line = f"add --slug {slug} --headline '{words}' --submit --no-send"
        if not self.does(who, line, number, dies < 0.6 and may_die, when):
            return
        self.acknowledge("HEAD", words)
        if number % 2:
            edited = f"Headline {slug} again"
            line = f"edit {slug} --headline '{edited}' --no-send"
            if self.does(who, line, number, dies < 0.3 and may_die, when):
                self.acknowledge("HEAD", edited)
        else:
            self.does("ed", f"show {slug}", number)
            line = f"publish {slug} --approve --no-send"
            if self.does("ed", line, number, dies < 0.3 and may_die, when):
                self.acknowledge("published", words)

    def does(self, who, line, number, dies=False, when=0.0):
        """Whether it was done; what was neither done nor killed is counted as refused."""
        clock = f"{21 + number // 60 % 3}:{number % 60:02}"
        child = subprocess.Popen(
            [str(PROGRAM), *shlex.split(line)],
            cwd=self.desk.root,
            env=self.desk.environment(who, clock, 1000 + number),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            start_new_session=True,
        )
        began = time.monotonic()
        if dies:
            try:
                child.wait(when * self.usual)
            except subprocess.TimeoutExpired:
                child.kill()
                self.killed.append(child.pid)
        out, err = child.communicate(timeout=PATIENCE)
        took = time.monotonic() - began
        if not dies:
            with self.lock:
                self.usual = 0.9 * self.usual + 0.1 * took
                self.longest.append(took)
        return self.judged(Ran(subprocess.CompletedProcess(line, child.returncode, out, err)), line)

    def judged(self, ran, line):
        if ran.code == -9:
            self.count("killed")
        elif ran.code == 0:
            self.count("done")
        else:
            self.count("refused")
            if "panicked" in ran.err or ran.code not in (1, 2, 3) or not ran.err.strip():
                self.wrong.append(f"{line}: {ran.code}: {ran.err.strip()[:300]}")
        return ran.code == 0

    def at_once(self, writers, work):
        threads = [threading.Thread(target=work, args=(n,)) for n in range(writers)]
        for thread in threads:
            thread.start()
        return threads

    def wait_for_orphans(self):
        """Until no git is left that outlived the one who started it."""
        until = time.monotonic() + PATIENCE
        while any(is_there(group) for group in self.killed) and time.monotonic() < until:
            time.sleep(0.01)

    def lost(self):
        """What was acknowledged and is in no commit of its branch, as git tells it."""
        texts = {
            branch: self.desk.git("log", "-p", "--format=", branch, "--")
            for branch in ("HEAD", "published")
        }
        acks = [line.split("\t") for line in self.acks.read_text().splitlines()]
        return len(acks), [f"{b}: {w}" for b, w in acks if f'+headline = "{w}"' not in texts[b]]


def is_there(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True
