#!/usr/bin/env bash
# run.sh PRISCUS [PAGES] - speed, memory and disk on PAGES (10000) made-up pages. See bench/README.md.
#
# First a thousand pages a run into a ledger that grows, one thread and then one a core: is the tenth
# thousand as fast as the second? Then all of them in one run: does memory stay where it was?
set -eu
priscus=$(realpath "${1:?the program to measure}") pages=${2:-10000}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d "${BENCH_TMP:-${TMPDIR:-/tmp}}/priscus-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
world=(--agenda "$here/../samples/world.agenda" --roster "$here/../samples/world.roster")

python3 "$here/copies.py" "$pages" "$work/pages"
bytes=$(find "$work/pages" -type f -printf '%s\n' | awk '{ n += $1 } END { print n }')
echo "$pages pages, $((bytes / pages)) bytes a page; $(nproc) cores; load $(cut -d' ' -f1-3 /proc/loadavg)"

# read_pages LEDGER JOBS PATH...: "WALL CPU PEAK"
read_pages() {
    local ledger=$1 jobs=$2
    shift 2
    # shellcheck disable=SC2086
    python3 "$here/measure.py" "$priscus" read --quiet ${jobs:+--jobs $jobs} --ledger "$ledger" "${world[@]}" "$@"
}

for jobs in 1 ""; do
    echo
    echo "a thousand a run, ${jobs:-default} jobs"
    echo "thousand  pages/s  pages/cpu-s  peak-MiB"
    rm -f "$work"/grow.db*
    n=0
    for folder in "$work"/pages/*; do
        n=$((n + 1))
        read_pages "$work/grow.db" "$jobs" "$folder" |
            awk -v n="$n" -v m="$(find "$folder" -type f | wc -l)" '{ printf "%8d  %7.0f  %11.0f  %8.1f\n", n, m / $1, m / $2, $3 }'
    done
done

echo
echo "all in one run"
echo "   pages  jobs     pages/s  pages/cpu-s  peak-MiB  ledger-bytes/page"
for jobs in 1 ""; do
    for thousands in 1 3 $(((pages + 999) / 1000)); do
        parts=$(find "$work/pages" -mindepth 1 -type d | sort | head -$thousands)
        rm -f "$work"/one.db*
        # shellcheck disable=SC2086
        m=$(find $parts -type f | wc -l)
        # shellcheck disable=SC2086
        figures=$(read_pages "$work/one.db" "$jobs" $parts)
        size=$(cat "$work"/one.db* | wc -c)
        echo "$figures" | awk -v m="$m" -v jobs="${jobs:-default}" -v size="$size" \
            '{ printf "%8d  %-7s  %8.0f  %11.0f  %8.1f  %17.0f\n", m, jobs, m / $1, m / $2, $3, size / m }'
    done
done
