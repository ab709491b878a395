# The programs of examples/, built and run as their README says.
. "${SOURCE:?}/tests/commands/lib.sh"

library=$(ls "${BUILD:-}"/src/libpriscus.so 2>/dev/null)
if [ -n "$library" ]; then
    library=$(realpath "$library")
    ! nm "$library" | grep -q __asan_init || library=
fi
pages=$SOURCE/samples/pages
printf '%s' 'Russia has never ruled out talks with Ukraine, Foreign Minister Sergey Lavrov said on Monday.' >page.txt

# compile NAME: examples/NAME.c, against the library of the build folder.
compile() {
    cc -std=c17 -Wall -Wextra -Werror -pedantic -I"$SOURCE/include" "$SOURCE/examples/$1.c" -o "$1" \
        -L"$(dirname "$library")" -lpriscus -Wl,-rpath,"$(dirname "$library")" 2>err || wrong "$(cat err)"
}

it "prints the positions in a page (C)"
if [ -z "$library" ] || ! command -v cc >/dev/null; then
    skip "no shared library that can be linked, or no compiler"
else
    compile positions
    ./positions page.txt 2031-05-06 >out 2>err
    status=$?
    exits 0
    lines out 1
    grep -q '"party": "RUS", "issue": "talks", "stance": "open"' out || wrong "$(cat out)"
    ./positions no-such-page.txt >out 2>err && wrong "a page that is not there is no success"
    grep -q 'no-such-page.txt: there is no such file' err || wrong "$(cat err)"
fi

it "follows a negotiation in a ledger (C)"
if [ -z "$library" ] || ! command -v cc >/dev/null; then
    skip "no shared library that can be linked, or no compiler"
else
    compile follow
    mkdir -p talks && cp page.txt talks
    ./follow talks.db talks >out 2>err
    status=$?
    exits 0
    equal err <(echo "1 pages, 1 new, 0 could not be read")
    sed -n 1p out | grep -q '"party": "RUS"' || wrong "$(cat out)"
    tail -1 out | grep -q '"made_again": true' || wrong "$(cat out)"
    ./follow talks.db talks >again 2>err
    equal err <(echo "1 pages, 0 new, 0 could not be read")
    equal again out
fi

it "links by pkg-config where it is installed"
if [ -z "$library" ] || ! command -v cc >/dev/null || ! command -v pkg-config >/dev/null; then
    skip "no shared library that can be linked, no compiler or no pkg-config"
else
    meson install -C "$BUILD" --no-rebuild --quiet --destdir "$PWD/root" >out 2>err || wrong "$(cat err)"
    pc=$(find root -name priscus.pc)
    PKG_CONFIG_PATH=$(dirname "$pc") PKG_CONFIG_SYSROOT_DIR=$PWD/root \
        pkg-config --define-variable=prefix="$(sed -n 's/^prefix=//p' "$pc")" --cflags --libs priscus >flags 2>err || wrong "$(cat err)"
    # shellcheck disable=SC2046
    cc -std=c17 "$SOURCE/examples/positions.c" -o installed $(cat flags) 2>err || wrong "$(cat err)"
    LD_LIBRARY_PATH=$(dirname "$(find root -name 'libpriscus.so.1')") PRISCUS_MODEL=$(find root -name english.model) \
        ./installed page.txt >out 2>err || wrong "$(cat err)"
    lines out 1
    [ "$(PKG_CONFIG_PATH=$(dirname "$pc") pkg-config --modversion priscus)" = "$(sed -n 's/^#define PRISCUS_VERSION "\(.*\)"/\1/p' "$SOURCE/include/priscus.h")" ] ||
        wrong "priscus.pc has another version than priscus.h"
fi

finish
