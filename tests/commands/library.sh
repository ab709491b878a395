# The public library: include/priscus.h and libpriscus, as somebody else's program meets them.
. "${SOURCE:?}/tests/commands/lib.sh"

library=$(ls "${BUILD:-}"/src/libpriscus.so 2>/dev/null)

cat >ten.c <<'END'
#include <priscus.h>
#include <stdio.h>
static int line(void *out, const char *json, size_t n) { return fwrite(json, 1, n, out) != n || fputc('\n', out) < 0; }
int main(void)
{
    static const char text[] = "Russia will not give up the territories, Lavrov told reporters on Thursday.";
    struct priscus_input in = { .struct_size = sizeof in, .bytes = text, .size = sizeof text - 1, .name = "ten.txt",
                                .from = PRISCUS_FROM_TEXT };
    struct priscus *p;
    struct priscus_error err;
    if (priscus_open(NULL, &p, &err) != PRISCUS_OK)
        return fprintf(stderr, "%s\n", err.message), 1;
    if (priscus_read(p, &in, line, stdout, &err))
        return fprintf(stderr, "%s\n", err.message), 1;
    priscus_close(p);
    return 0;
}
END

it "is enough for a program of ten lines"
if [ -z "$library" ] || ! command -v cc >/dev/null; then
    skip "no shared library, or no compiler"
elif nm "$library" | grep -q __asan_init; then
    skip "the library is built for a sanitizer"
else
    cc -std=c17 -Wall -Wextra -Werror -pedantic -I"$SOURCE/include" ten.c -o ten -L"$BUILD/src" -lpriscus \
        -Wl,-rpath,"$(realpath "$BUILD/src")" 2>err || wrong "$(cat err)"
    ./ten >out 2>err
    status=$?
    exits 0
    lines out 1
    python3 - <<'END' 2>why || wrong "$(cat why)"
import json
line = json.load(open("out"))
assert line["file"] == "ten.txt", line["file"]
assert line["body"].startswith("Russia will not"), line["body"]
assert line["statements"], "no statement was found"
END
fi

it "gives what the program gives"
if [ -x ten ]; then
    printf '%s' 'Russia will not give up the territories, Lavrov told reporters on Thursday.' >ten.txt
    cp out library.jsonl
    run read -q --from text --to jsonl ten.txt
    exits 0
    equal out library.jsonl
else
    skip "the program was not built"
fi

it "exports what its header declares, and nothing else"
if [ -n "$library" ]; then
    nm -D --defined-only "$library" | awk '{ print $3 }' | sort >exported
    sed -n 's/.*[ *]\(priscus_[a-z_]*\)(.*/\1/p' "$SOURCE/include/priscus.h" | grep -v '^priscus_[a-z]*_fn$' | sort -u >declared
    equal exported declared
else
    skip "no shared library"
fi

it "has a header that C++ takes"
if command -v c++ >/dev/null; then
    printf '#include <priscus.h>\nint main() { return priscus_status_text(PRISCUS_OK)[0] != 111; }\n' >plus.cc
    c++ -Wall -Wextra -Werror -pedantic -I"$SOURCE/include" -c plus.cc -o plus.o 2>err || wrong "$(cat err)"
else
    skip "no C++ compiler"
fi

finish
