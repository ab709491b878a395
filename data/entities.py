"""Write data/page/entities.txt as a C table, sorted by name: entities.py INPUT OUTPUT"""
import pathlib
import sys


def row(line):
    name, *points = line.split()
    bare = points[-1] == "bare"
    first, second = (points[:len(points) - bare] + ["0"])[:2]
    return f'    {{ "{name}", {{ 0x{first}, 0x{second} }}, {int(bare)} }},'


def main(source, output):
    lines = [line for line in pathlib.Path(source).read_text().splitlines() if line and line[0] != "#"]
    rows = [row(line) for line in sorted(lines, key=lambda line: line.split()[0])]
    pathlib.Path(output).write_text(
        '/* Made by data/entities.py. */\n#include "page/markup/entity.h"\n\n'
        "const struct entity entities[] = {\n" + "\n".join(rows) + f"\n}};\nconst size_t entities_n = {len(rows)};\n")


main(*sys.argv[1:])
