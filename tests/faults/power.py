"""The power goes while four write, to an ext4 of their own on a file."""

import os

import desk as desks
import mounts
import proof
from crowd import Crowd

WRITERS = 4


def row(kit):
    mounts.needs_mounts()
    image, disk = kit.scratch / "image", kit.scratch / "disk"
    mounts.ext4(image, disk, 256)
    desk = desks.small(disk / "night")
    os.sync()
    crowd = Crowd(desk, kit.memory / "acks", kit.random)
    for number in range(kit.count):
        fall_dark(kit, crowd, disk, 1 + kit.random.randrange(12))
        mounts.unmount(disk)
        mounts.plug_in(image, disk)
        _, lost = crowd.lost()
        for what in lost + proof.goes_on(desk):
            kit.fault(f"cut {number + 1}", what)
    acknowledged, lost = crowd.lost()
    kit.tally("cuts", cuts=kit.count, **crowd.counted, acknowledged=acknowledged, lost=len(lost))
    for what in crowd.wrong:
        kit.fault("writers", what)
    mounts.unmount(disk)


def fall_dark(kit, crowd, disk, after):
    """Cuts the power once so many more acts were done, in the middle of others."""
    until = crowd.counted.get("done", 0) + after
    dark = []

    def work(writer):
        while not dark:
            crowd.acts(writer)
            if not dark and crowd.counted.get("done", 0) >= until:
                dark.append(writer)
                mounts.cut(disk)

    for thread in crowd.at_once(WRITERS, work):
        thread.join()
