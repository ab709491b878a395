"""Write the files of data/ as a C table: builtin.py FOLDER OUTPUT NAME..."""
import pathlib
import sys


def c_bytes(data):
    """A string literal a line of input, so that the compiler is quick and the diff readable."""
    out = []
    for line in data.splitlines(keepends=True) or [b""]:
        text = "".join(
            f"\\{b:03o}" if b < 32 or b > 126 or b in b'"\\?' else chr(b) for b in line)
        out.append(f'    "{text}"')
    return "\n".join(out)


def main(folder, output, *names):
    rows = []
    parts = ['/* Made by data/builtin.py. */\n#include "base/file.h"\n']
    for i, name in enumerate(sorted(names)):
        data = (pathlib.Path(folder) / name).read_bytes()
        parts.append(f"static const char file_{i}[] =\n{c_bytes(data)};\n")
        rows.append(f'    {{ "{name.removeprefix("../")}", file_{i}, {len(data)} }},')
    parts.append("const struct builtin builtin_files[] = {\n" + "\n".join(rows) + "\n    { NULL, NULL, 0 },\n};")
    parts.append(f"const size_t builtin_files_n = {len(rows)};\n")
    pathlib.Path(output).write_text("\n".join(parts))


main(*sys.argv[1:])
