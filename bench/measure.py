#!/usr/bin/env python3
"""Run a command; print its wall time, its processor time and its peak memory on one line.

    measure.py COMMAND...     ->  "WALL-SECONDS CPU-SECONDS PEAK-MiB" on standard output

The command's own standard output is thrown away, its exit status handed on. The peak is VmHWM of
/proc, asked every 10 ms: what wait4() reports counts the parent's pages from before the exec too.
"""
import os
import re
import subprocess
import sys
import time


def main():
    begin = time.monotonic()
    child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    peak = 0
    while True:
        pid, status, usage = os.wait4(child.pid, os.WNOHANG)
        if pid:
            break
        try:
            with open(f"/proc/{child.pid}/status", encoding="ascii", errors="replace") as file:
                peak = max(peak, *map(int, re.findall(r"VmHWM:\s*(\d+)", file.read())), 0)
        except OSError:
            pass
        time.sleep(0.01)
    wall = time.monotonic() - begin
    print(f"{wall:.2f} {usage.ru_utime + usage.ru_stime:.2f} {peak / 1024:.1f}")
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main())
