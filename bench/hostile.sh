#!/bin/bash
# hostile.sh PRISCUS [PROSE.txt]: a megabyte of each kind of odd text, and how long and in how much memory PRISCUS reads it,
# beside a megabyte of prose (sentences of our own, or those of PROSE.txt), by the byte. Figures: README.md.
set -euo pipefail
priscus=${1:?usage: hostile.sh PRISCUS [PROSE.txt]} prose=${2:-}
work=$(mktemp -d "${BENCH_TMP:-${TMPDIR:-/tmp}}/hostile.XXXXXX")
trap 'rm -rf "$work"' EXIT

python3 - "$work" "$prose" <<'P'
import sys
folder, prose = sys.argv[1:3]
SIZE = 1 << 20
if prose:
    text = open(prose, "rb").read()
else:
    text = b"".join(b"Minister Ana Brook of district %d said on Monday that the ferries would not sail before day %d, "
                    b"according to two people who had seen the papers. \"We will wait,\" she told reporters, who had "
                    b"asked Tor Hald before. The southern side wants a second ship.\n\n" % (n, 7 * n) for n in range(5000))
units = {"&": "&", "he said": "he said, ", "according to": "according to Iran ", "quotation marks": '"', "one word": "talk",
         "capitals": "IRAN REJECTED ", "digits": "1 ", "brackets": "(", "a b c": "a b c ", "line ends": "\n",
         "short sentences": "Iran rejected talks. ", "div": "<div>", "td": "<td>", "references": "&amp;"}
for name, unit in [("prose", text)] + [(n, u.encode()) for n, u in units.items()]:
    kind = "html" if name in ("div", "td", "references") else "txt"
    with open(f"{folder}/{name}.{kind}", "wb") as file:
        file.write((unit * (SIZE // len(unit) + 1))[:SIZE])
P

printf '%-16s %8s %8s %8s\n' text seconds ratio MiB
for file in "$work"/prose.txt "$work"/*; do
    [ "$file" != "$work/prose.txt" ] || [ -z "${of_prose:-}" ] || continue
    from=page
    [ "${file##*.}" = txt ] || from=html
    /usr/bin/time -o "$work/.time" -f '%U %M' "$priscus" read -q --jobs 1 --from $from --to jsonl "$file" >/dev/null 2>&1 || true
    read -r seconds kib < <(tail -1 "$work/.time")
    of_prose=${of_prose:-$seconds}
    awk -v n="$(basename "${file%.*}")" -v s="$seconds" -v p="$of_prose" -v k="$kib" \
        'BEGIN { printf "%-16s %8.2f %8.2f %8.1f\n", n, s, s / (p > 0 ? p : 1), k / 1024 }'
done
