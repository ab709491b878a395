#!/usr/bin/python3
"""peers.py FOLDER [SECONDS] - python3-readability (Debian, lxml) over every page of a folder: pages a second, MB a
second and peak memory, as bench-pages prints them."""
import logging
import resource
import sys
import time
from pathlib import Path

from readability import Document

logging.disable(logging.CRITICAL)
pages = [path.read_bytes() for path in sorted(Path(sys.argv[1]).iterdir())]
until = time.monotonic() + float(sys.argv[2] if len(sys.argv) > 2 else 20)
size = sum(map(len, pages))
best = float("inf")
while True:
    begin, failed = time.process_time(), 0
    for page in pages:
        try:
            Document(page).summary()
        except Exception:  # whatever it throws, the page is lost
            failed += 1
    best = min(best, time.process_time() - begin)
    if time.monotonic() > until:
        break
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(f"{'python3':10} {len(pages) / best:8.1f} pages/s {size / 1e6 / best:8.1f} MB/s, peak memory {peak:.0f} MiB, nothing found on {failed}")
