"""File systems of our own, in a place that no other process sees."""

import fcntl
import os
import shutil
import struct
import subprocess
import sys

from kit import CannotRun

# ext4's own (include/uapi/linux/ext4.h): the disk is gone at once, its journal is not flushed.
EXT4_IOC_SHUTDOWN = 0x8004587D
WITHOUT_FLUSHING = 2

APART = "NEWSROOM_FAULTS_APART"


def go_apart():
    """Begins again where mounts are nobody else's and end with us, where that can be done."""
    if os.environ.get(APART) or os.geteuid() != 0 or not shutil.which("unshare"):
        return
    if subprocess.run(["unshare", "-m", "true"], capture_output=True).returncode == 0:
        os.environ[APART] = "yes"
        os.execvp("unshare", ["unshare", "-m", sys.executable, *sys.argv])


def needs_mounts():
    if os.geteuid() != 0:
        raise CannotRun("mounting needs root")
    if not os.environ.get(APART):
        raise CannotRun("this machine lets nobody mount (unshare -m)")


def in_memory(folder, kilobytes, inodes):
    folder.mkdir(parents=True, exist_ok=True)
    mount("-t", "tmpfs", "-o", f"size={kilobytes}k,nr_inodes={inodes}", "tmpfs", str(folder))


def ext4(image, folder, megabytes):
    """A new ext4 on a file, mounted there."""
    if not shutil.which("mkfs.ext4"):
        raise CannotRun("mkfs.ext4 is not installed")
    with image.open("wb") as file:
        file.truncate(megabytes << 20)
    subprocess.run(["mkfs.ext4", "-q", "-F", str(image)], check=True)
    folder.mkdir()
    plug_in(image, folder)


def plug_in(image, folder):
    mount("-o", "loop", str(image), str(folder))


def cut(folder):
    """The power goes: what was not flushed is lost."""
    there = os.open(folder, os.O_RDONLY)
    try:
        fcntl.ioctl(there, EXT4_IOC_SHUTDOWN, struct.pack("I", WITHOUT_FLUSHING))
    except OSError as error:
        raise CannotRun(f"this ext4 cannot be shut down: {error}") from error
    finally:
        os.close(there)


def mount(*words):
    done = subprocess.run(["mount", *words], capture_output=True, text=True)
    if done.returncode:
        raise CannotRun(f"mount {' '.join(words)}: {done.stderr.strip()}")


def unmount(folder):
    subprocess.run(["umount", str(folder)], check=True, capture_output=True)
