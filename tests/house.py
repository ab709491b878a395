"""Is the house as docs/architecture.md says? house.py SOURCE

Reads the two tables of that page and the includes of every file in src/, and says in TAP which of them go against
the tables: up the stairs, or sideways into a room that is not named under "uses". Files must be found again by a
newcomer: no name twice, no folder of more than 30 files, no file that takes more than one sitting."""
import collections
import pathlib
import re
import sys

FILES_MAX = 30
LINES_MAX = 600

source = pathlib.Path(sys.argv[1])
page = (source / "docs/architecture.md").read_text(encoding="utf-8")
page = page[page.index("## Floors and rooms"):]
rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| `")]


def quoted(cell):
    return re.findall(r"`([^`]+)`", cell)


stands_on = {quoted(r[0])[0]: set(quoted(r[1])) for r in rows if len(r) == 2}
uses = {quoted(r[0])[0]: set(quoted(r[2])) for r in rows if len(r) == 3}
files = sorted(p for p in (source / "src").rglob("*.[ch]"))
number = 0
bad = 0


def is_so(title, faults):
    global number, bad
    number += 1
    bad += bool(faults)
    print(f"{'not ok' if faults else 'ok'} {number} - {title}")
    for fault in faults:
        print(f"# {fault}")


def wrong(name, include):
    """Why may `name` not include it? Both are paths below src/."""
    here, there = str(name.parent), str(pathlib.PurePath(include).parent)
    floor, room = here.split("/")[0], here.partition("/")[2]
    other_floor, other_room = there.split("/")[0], there.partition("/")[2]
    if there not in uses:
        return f"{there} is no room"
    if floor != other_floor:
        return None if other_floor in stands_on[floor] else f"{floor} does not stand on {other_floor}"
    if here == there or not other_room:
        return None
    return None if other_room in uses[here] else f"{here} does not use {there}"


folders = collections.Counter(str(p.parent.relative_to(source / "src")) for p in files)
is_so("every folder is a room of docs/architecture.md", [f for f in folders if f not in uses])
is_so("every room has files", [f for f in uses if f not in folders])
is_so(f"no folder has more than {FILES_MAX} files", [f"{f}: {n}" for f, n in folders.items() if n > FILES_MAX])
names = collections.Counter(p.name for p in files)
is_so("no file name is there twice", [n for n, times in names.items() if times > 1])
lines = {p: p.read_text(encoding="utf-8").count("\n") for p in files}
is_so(f"no file has more than {LINES_MAX} lines", [f"{p}: {n}" for p, n in lines.items() if n > LINES_MAX])

faults = []
for path in files:
    name = path.relative_to(source / "src")
    if str(name.parent) not in uses:
        continue
    for include in re.findall(r'^#include "([^"]+)"', path.read_text(encoding="utf-8"), re.M):
        why = None if include == "priscus.h" else wrong(name, include)
        if why:
            faults.append(f"src/{name} includes {include}: {why}")
is_so("includes go down the stairs, and only into rooms that are named", faults)
print(f"1..{number}")
sys.exit(bad > 0)
