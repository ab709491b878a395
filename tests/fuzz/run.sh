#!/usr/bin/env bash
# run.sh BUILD SECONDS [NAME...] - run each fuzz target for SECONDS seconds, from its seeds (seeds/NAME)
# and with the words of NAME.dict, where there are such.
#
# What a target comes across is kept in BUILD/corpus/NAME and is where the next run begins. A finding
# is left in BUILD/findings; it is replayed with `BUILD/tests/fuzz/fuzz-NAME FILE`. The last line is
# `N passed, N failed`, a target each; exit status 1 if anything was found.
set -u
here=$(dirname "$0")
build=${1:?the build folder} seconds=${2:?seconds a target}
shift 2

mkdir -p "$build/corpus" "$build/findings"
passed=0 failed=0
for target in "$build"/tests/fuzz/fuzz-*; do
    [ -f "$target" ] && [ -x "$target" ] || continue
    name=${target##*/fuzz-}
    [ $# -eq 0 ] || [[ " $* " == *" $name "* ]] || continue

    mkdir -p "$build/corpus/$name"
    folders=("$build/corpus/$name")
    [ -d "$here/seeds/$name" ] && folders+=("$here/seeds/$name")
    words=()
    [ -f "$here/$name.dict" ] && words=("-dict=$here/$name.dict")
    echo "$name: $seconds s"
    if UBSAN_OPTIONS=print_stacktrace=1 "$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2560 \
        -max_len=65536 -print_final_stats=1 -verbosity=0 -artifact_prefix="$build/findings/$name-" \
        "${words[@]}" "${folders[@]}" >"$build/corpus/$name.log" 2>&1; then
        echo "    $(sed -n 's/^stat::number_of_executed_units: */runs: /p' "$build/corpus/$name.log"), nothing found"
        passed=$((passed + 1))
    else
        grep -E -A 14 -m 1 'ERROR: |runtime error: |Assertion|BINGO' "$build/corpus/$name.log" | sed 's/^/    /'
        grep 'Test unit written' "$build/corpus/$name.log" | sed 's/^/    /'
        failed=$((failed + 1))
    fi
done
if [ $((passed + failed)) -eq 0 ]; then
    echo "no fuzz targets in $build/tests/fuzz"
    failed=1
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
