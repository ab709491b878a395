"""Words into pieces: BERT's uncased WordPiece of one word, as src/language/encoder/pieces.c has it."""
import unicodedata

LONGEST = 100  # characters of a run; a longer one is unknown


def is_punctuation(c):
    n = ord(c)
    return 33 <= n <= 47 or 58 <= n <= 64 or 91 <= n <= 96 or 123 <= n <= 126 or unicodedata.category(c)[0] == "P"


def is_ideograph(n):
    return (0x4E00 <= n <= 0x9FFF or 0x3400 <= n <= 0x4DBF or 0x20000 <= n <= 0x2A6DF or 0x2A700 <= n <= 0x2B73F or
            0x2B740 <= n <= 0x2B81F or 0x2B820 <= n <= 0x2CEAF or 0xF900 <= n <= 0xFAFF or 0x2F800 <= n <= 0x2FA1F)


def runs(word):
    out = [[]]
    for c in unicodedata.normalize("NFD", word.lower()):
        if c in "\t\n\r" or unicodedata.category(c) == "Zs":
            out.append([])
        elif unicodedata.category(c)[0] == "C" or c == "\ufffd" or unicodedata.category(c) == "Mn":
            continue
        elif is_punctuation(c) or is_ideograph(ord(c)):
            out += [[c], []]
        else:
            out[-1].append(c)
    return ["".join(r) for r in out if r]


class Pieces:
    def __init__(self, vocabulary):
        self.number = {piece: i for i, piece in enumerate(vocabulary)}
        self.unknown, self.begin, self.end = (self.number[s] for s in ("[UNK]", "[CLS]", "[SEP]"))
        self.kept = {}

    def of_run(self, run):
        if len(run) > LONGEST:
            return [self.unknown]
        out, at = [], 0
        while at < len(run):
            for end in range(len(run), at, -1):
                n = self.number.get(("##" if at else "") + run[at:end])
                if n is not None:
                    break
            else:
                return [self.unknown]
            out.append(n)
            at = end
        return out

    def of_word(self, word):
        if word not in self.kept:
            self.kept[word] = [n for r in runs(word) for n in self.of_run(r)] or [self.unknown]
        return self.kept[word]
