#!/usr/bin/env python3
"""actors.py ACTOR-LOOKUP LOOKUPS.jsonl DICTIONARIES - are names looked up in actor dictionaries as they should be?

LOOKUPS.jsonl has a line a look-up: file, name, date (YYYYMMDD), code (null: none). Prints what is wrong on standard
error, then `RIGHT ALL`."""
import json
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

program, lookups, folder = sys.argv[1:]
by_file = defaultdict(list)
for row in map(json.loads, open(lookups, encoding="utf-8")):
    by_file[row["file"]].append(row)
right = total = 0
for name, rows in by_file.items():
    asked = "".join(f"{r['name']}\t{r['date'][:4]}-{r['date'][4:6]}-{r['date'][6:]}\n" for r in rows)
    answer = subprocess.run([program, Path(folder) / name], input=asked, capture_output=True, text=True, check=True)
    for row, code in zip(rows, answer.stdout.splitlines(), strict=True):
        total += 1
        right += code == (row["code"] or "")
        if code != (row["code"] or ""):
            print(f"    {row['name']} {row['date']}: {code or 'none'}, not {row['code']}", file=sys.stderr)
print(right, total)
