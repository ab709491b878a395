#!/bin/bash
# hostile.sh PRISCUS [PROSE.txt]: a megabyte of each kind of odd text, and how long and in how much memory PRISCUS reads it,
# beside a megabyte of prose (sentences of our own, or those of PROSE.txt), by the byte. Figures: README.md.
set -euo pipefail
priscus=${1:?usage: hostile.sh PRISCUS [PROSE.txt]} prose=${2:-}
work=$(mktemp -d "${BENCH_TMP:-${TMPDIR:-/tmp}}/hostile.XXXXXX")
trap 'rm -rf "$work"' EXIT

python3 - "$work" "$prose" <<'P'
import random, sys
folder, prose = sys.argv[1:3]
SIZE = 1 << 20
if prose:
    text = open(prose, "rb").read()
else:
    # No two lines alike: a line that stands twice on a page is dropped as furniture.
    chance = random.Random(1)
    one = lambda words: chance.choice(words.split("|"))
    line = lambda: (
        f"{one('Minister|Envoy|Senator|General|Mayor')} {one('Ana|Tor|Lea|Olaf|Mira|Jon|Ida|Sten')} {one('Brook|Hald|Marsh|Reed|Vane|Quay|Lund')} "
        f"of {one('Norhaven|Eastmark|Westmark|Tidewater|Lowmoor')} {one('said|told reporters|wrote|insisted|added')} on {one('Monday|Tuesday|Friday')} that "
        f"the {one('ferries|customs|pilots|harbours|islands|ceasefire|prisoners|border')} would {one('not |never |soon |')}"
        f"{one('open|close|be discussed|be on the table|return|change hands')} before {one('spring|the summer|a vote|the talks')}, "
        f"{one('according to two people who had seen the papers|as the Tern reported|although nobody had asked|which the other side denied')}. "
        f"The {one('ferry|pilot boat|bridge|harbour wall|customs shed|light ship')} {one('has been|was|had been')} {one('closed|shut|repaired|rebuilt|for sale')} "
        f"{one('since|until|before')} {chance.randint(1950, 2031)}, {one('and|but|while')} {chance.randint(2, 900)} {one('islanders|pilots|sailors|traders')} "
        f"{one('live|work|wait')} {one('on the quay|across the strait|in the old town|at the northern end')}. "
        f"{one('Rain|Fog|Snow|Wind')} {one('stopped|delayed|spared')} the {one('market|meeting|crossing|count')} of {chance.randint(2, 28)} "
        f"{one('May|June|March|October')}, {one('a holiday on both coasts|the last before the vote|which drew few people')}.\n\n")
    text = "".join(line() for _ in range(4000)).encode()
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
