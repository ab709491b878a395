#!/usr/bin/env bash
# warc.sh [FOLDER [MEGABYTES]] - a WARC as large as a crawl's: is every page found, does memory stay level, how fast is it.
#
# FOLDER has pages of HTML (without one, the samples); MEGABYTES of records (2000) are made up from them by warc.py, once with
# damage and once without, under $BENCH_TMP or $TMPDIR, and thrown away. Prints what there is to find and what was found, peak
# memory with one job and with the default, and the container alone beside `gzip -dc` of the same file.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
folder=$(realpath "${1:-$here/../samples/pages}")
megabytes=${2:-2000}
work=$(mktemp -d "${BENCH_TMP:-${TMPDIR:-/tmp}}/priscus-warc.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$here/.."
[ -d build-bench ] || meson setup build-bench --buildtype=release >/dev/null
ninja -C build-bench src/priscus bench/bench-warc >/dev/null

echo "with damage: $(python3 bench/warc.py "$folder" "$work/damaged.warc.gz" --megabytes "$megabytes")"
for jobs in 1 default; do
    how=()
    [ "$jobs" = default ] || how=(--jobs "$jobs")
    /usr/bin/time -o "$work/time" -f "%e s, %U s of CPU, peak %M KiB" \
        build-bench/src/priscus read --quiet --to jsonl "${how[@]}" "$work/damaged.warc.gz" >"$work/out" 2>"$work/err" || true
    echo "priscus read, jobs $jobs: $(wc -l <"$work/out") pages, $(grep -c 'is passed over:' "$work/err") damaged records, $(tail -1 "$work/time")"
done
rm "$work/damaged.warc.gz" "$work/out"
echo "without: $(python3 bench/warc.py "$folder" "$work/whole.warc.gz" --megabytes "$megabytes" --damaged 0)"
for _ in 1 2 3; do
    /usr/bin/time -f "gzip -dc:   %e s, %U s of CPU" gzip -dc "$work/whole.warc.gz" >/dev/null
    /usr/bin/time -f "container:  %e s, %U s of CPU, peak %M KiB" build-bench/bench/bench-warc "$work/whole.warc.gz" 2>&1 >/dev/null | tail -1
done
