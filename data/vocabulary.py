"""Write the word lists of data/page/ as C tables: vocabulary.py HEADER FILE... OUTPUT

A list has a head that says its kind and its name, then its entries; a line that begins with # is a remark:

    [phrases byline-starts]     a phrase a line; in quotation marks where blanks at its ends, or a mark that
    "written by "               begins other lines, belong to it
    [words share-words]         words with blanks between
    share tweet email
    [numbers months]            NUMBER = word word ...
    1 = january jan
    [names agencies]            NAME = phrase, phrase ...
    Reuters = reuters, thomson reuters

"+ NAME" takes in the list of that name, which stands above. Words are folded, as base/fold.h folds text: lower case,
plain quotation marks and hyphens, dotless i as i. "as written" in the head ([words press-words as written]) says that
capitals count. HEADER declares each list, with "_" for "-": const char *const vocabulary_byline_starts[].

A line that cannot be right stops the build with its place."""
import pathlib
import re
import sys

HEAD = re.compile(r"\[(phrases|words|numbers|names) ([a-z]+(?:-[a-z]+)*)( as written)?\]$")
FOLDED = str.maketrans("ıʼ`‘’‚“”„«»‐‑‒–—−", "i'''''\"\"\"\"\"------")


def c_string(text):
    escaped = re.sub(r'["\\?]', r"\\\g<0>", text)
    return f'"{escaped}"'


class Wrong(Exception):
    pass


class WordList:
    def __init__(self, kind, name, written):
        self.kind, self.name, self.written = kind, name, bool(written)
        self.entries = {}  # phrase: what it stands for

    def add(self, phrase, value=None):
        folded = phrase.lower().translate(FOLDED)
        if not self.written and phrase != folded:
            raise Wrong(f'"{phrase}" is not folded: write "{folded}", or [{self.kind} {self.name} as written]')
        if phrase in self.entries:
            raise Wrong(f'"{phrase}" stands in {self.name} twice')
        self.entries[phrase] = value

    def read(self, line, above):
        if line.startswith("+ "):
            other = above.get(line[2:])
            if not other or other.kind != self.kind:
                raise Wrong(f'no list of {self.kind} above is called "{line[2:]}"')
            for phrase, value in other.entries.items():
                self.add(phrase, value)
        elif self.kind == "phrases":
            quoted = len(line) > 2 and line[0] == line[-1] == '"'
            self.add(line[1:-1] if quoted else line)
        elif self.kind == "words":
            for word in line.split():
                self.add(word)
        else:
            value, equals, words = line.partition(" = ")
            if not equals or (self.kind == "numbers" and not re.fullmatch(r"-?\d+", value)):
                raise Wrong(f"{'NUMBER = word word ...' if self.kind == 'numbers' else 'NAME = phrase, phrase ...'} "
                            f'is what stands in {self.name}, not "{line}"')
            for word in words.split() if self.kind == "numbers" else words.split(", "):
                self.add(word, value)

    def as_c(self):
        name = "vocabulary_" + self.name.replace("-", "_")
        if self.kind == "words":
            return f"const char {name}[] =\n    {c_string(' '.join(self.entries))};\n"
        if self.kind == "phrases":
            rows = "".join(f"    {c_string(phrase)},\n" for phrase in self.entries)
            return f"const char *const {name}[] = {{\n{rows}    NULL,\n}};\n"
        # By bytes: they are looked up by halving.
        rows = "".join(f"    {{ {c_string(word)}, {value + ', NULL' if self.kind == 'numbers' else '0, ' + c_string(value)} }},\n"
                       for word, value in sorted(self.entries.items(), key=lambda entry: entry[0].encode()))
        entries = name.replace("vocabulary", "entries", 1)
        return (f"static const struct vocabulary_entry {entries}[] = {{\n{rows}}};\n"
                f"const struct vocabulary_table {name} = {{ {entries}, {len(self.entries)} }};\n")


def read(path, declared, lists):
    at = None
    for number, line in enumerate(path.read_bytes().split(b"\n"), 1):
        try:
            line = line.decode("utf-8").rstrip()
            head = HEAD.match(line)
            if not line or line.startswith("#"):
                continue
            if head:
                at = WordList(*head.groups())
                if at.name in lists:
                    raise Wrong(f'another list is called "{at.name}"')
                if f"vocabulary_{at.name.replace('-', '_')}" not in declared:
                    raise Wrong(f'"{at.name}" is not declared in vocabulary.h: nobody asks it')
                lists[at.name] = at
            elif line.startswith("["):
                raise Wrong(f'"{line}" is no head of a list ([phrases NAME], words, numbers, names); a phrase that '
                            "begins with a bracket stands in quotation marks")
            elif not at:
                raise Wrong("no list has begun: a head such as [phrases NAME] comes first")
            else:
                at.read(line, lists)
        except UnicodeDecodeError:
            sys.exit(f"{path}:{number}: not UTF-8")
        except Wrong as wrong:
            sys.exit(f"{path}:{number}: {wrong}")


def main(header, *files):
    lists = {}
    declared = set(re.findall(r"\bvocabulary_\w+", pathlib.Path(header).read_text(encoding="utf-8")))
    *files, output = files
    for file in files:
        read(pathlib.Path(file), declared, lists)
    parts = ['/* Made of data/page/ by data/vocabulary.py. */\n#include "page/words/vocabulary.h"\n']
    parts += [one.as_c() for one in lists.values()]
    pathlib.Path(output).write_text("\n".join(parts), encoding="utf-8")


main(*sys.argv[1:])
