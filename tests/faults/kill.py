"""Eight who write at once, and SIGKILL at any time."""

import desk as desks
import proof
from crowd import Crowd

WRITERS = 8


def row(kit):
    desk = desks.small(kit.scratch / "night")
    crowd = Crowd(desk, kit.memory / "acks", kit.random)

    def work(writer):
        while crowd.counted.get("killed", 0) < kit.count:
            crowd.acts(writer, may_die=True)

    for thread in crowd.at_once(WRITERS, work):
        thread.join()
    crowd.wait_for_orphans()
    acknowledged, lost = crowd.lost()
    kit.tally("writers", **crowd.counted, acknowledged=acknowledged, lost=len(lost))
    for what in crowd.wrong + lost + proof.goes_on(desk):
        kit.fault("writers", what)
