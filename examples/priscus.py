#!/usr/bin/env python3
"""Priscus for Python: the library by ctypes, standard library alone.

    import priscus

    with priscus.Priscus() as p:
        for article in p.read(path="pages/", fetched="2031-05-03"):
            for position in article["positions"]:
                print(position["party"], position["issue"], position["stance"], position["text"])

    with priscus.Priscus() as p, priscus.Ledger("talks.db", write=True) as ledger:
        ledger.read(p, path="pages/")
        print(ledger.ask("matrix"))

As a program it prints the positions of pages: priscus.py PAGE...
$PRISCUS_LIBRARY is the library where it is not installed. Keys are those of docs/jsonl.md and docs/ledger.md.
"""
import ctypes
import ctypes.util
import json
import os
import sys

QUESTIONS = ["positions", "matrix", "statements", "search", "stats", "pages", "history", "agendas", "changes",
             "stances"]
FORMATS = ["auto", "page", "text", "html", "jsonl", "feed", "warc"]
OK, DONE, ENOMEM = 0, 1, -1


class Error(Exception):
    """What went wrong, in one sentence; `status` is a priscus_status, `at` a byte offset in the input or None."""

    def __init__(self, status, err):
        super().__init__(err.message.decode("utf-8", "replace"))
        self.status, self.at = status, None if err.at == ctypes.c_size_t(-1).value else err.at


class _Error(ctypes.Structure):
    _fields_ = [("code", ctypes.c_int), ("at", ctypes.c_size_t), ("message", ctypes.c_char * 400)]


class _File(ctypes.Structure):
    _fields_ = [("name", ctypes.c_char_p), ("bytes", ctypes.c_char_p), ("size", ctypes.c_size_t)]


class _Sized(ctypes.Structure):
    """Structures that may grow begin with their size."""

    def __init__(self, **fields):
        super().__init__(struct_size=ctypes.sizeof(type(self)), **fields)


class _Config(_Sized):
    _fields_ = [("struct_size", ctypes.c_size_t), ("agendas", ctypes.POINTER(_File)), ("n_agendas", ctypes.c_size_t),
                ("rosters", ctypes.POINTER(_File)), ("n_rosters", ctypes.c_size_t), ("model", ctypes.c_char_p)]


class _Input(_Sized):
    _fields_ = [("struct_size", ctypes.c_size_t), ("bytes", ctypes.c_char_p), ("size", ctypes.c_size_t),
                ("name", ctypes.c_char_p), ("from_", ctypes.c_int), ("fetched", ctypes.c_char_p),
                ("address", ctypes.c_char_p), ("charset", ctypes.c_char_p), ("map", ctypes.c_char_p),
                ("jobs", ctypes.c_uint)]


class _Counts(_Sized):
    _fields_ = [(name, ctypes.c_size_t) for name in
                ("struct_size", "pages", "added", "known", "failed", "statements", "positions")]


class _Filter(_Sized):
    _fields_ = [("struct_size", ctypes.c_size_t), ("as_of", ctypes.c_char_p), ("party", ctypes.c_char_p),
                ("issue", ctypes.c_char_p), ("speaker", ctypes.c_char_p), ("words", ctypes.c_char_p),
                ("limit", ctypes.c_size_t)]


class _Verified(_Sized):
    _fields_ = [(name, ctypes.c_size_t) for name in ("struct_size", "pages", "entries", "wrong", "other_engine")]


_Line = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.c_char), ctypes.c_size_t)
_Failed = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.POINTER(_Error))
_Mismatch = ctypes.CFUNCTYPE(None, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_char_p)

_lib = ctypes.CDLL(os.environ.get("PRISCUS_LIBRARY") or ctypes.util.find_library("priscus") or "libpriscus.so.1")
_lib.priscus_version.restype = ctypes.c_char_p
for _close in ("priscus_close", "priscus_reader_close"):
    getattr(_lib, _close).restype = None
    getattr(_lib, _close).argtypes = [ctypes.c_void_p]

version = _lib.priscus_version().decode()


def _text(value):
    return None if value is None else os.fsencode(value)


def _call(name, *arguments):
    """Call a function of the library that takes an error last; the status, or an Error."""
    err = _Error()
    status = getattr(_lib, name)(*arguments, ctypes.byref(err))
    if status < 0:
        raise Error(status, err)
    return status


def _lines(each):
    """A callback that hands each line to `each`, read; it ends the call where `each` raises, and keeps what it raised."""
    raised = []

    def line(_context, at, size):
        try:
            each(json.loads(at[:size]))
            return 0
        except BaseException as why:  # must not pass through C
            raised.append(why)
            return 1

    return _Line(line), raised


def _input(data, path, name, format, fetched, address, charset, map, jobs=0):
    if (data is None) == (path is None):
        raise TypeError("either data (bytes) or path (a file or folder)")
    if isinstance(data, str):
        data = data.encode()
    return _Input(bytes=data, size=len(data or b""), name=_text(path if data is None else name),
                  from_=FORMATS.index(format), fetched=_text(fetched), address=_text(address), charset=_text(charset),
                  map=_text(map), jobs=jobs)


class Priscus:
    """What is known beforehand: agendas and rosters (paths, or pairs of name and text) and the model."""

    def __init__(self, agendas=(), rosters=(), model=None):
        def files(given):
            pairs = [(g, None) if isinstance(g, (str, os.PathLike)) else g for g in given]
            rows = [_File(_text(name), text and text.encode(), len(text.encode()) if text else 0) for name, text in pairs]
            return (_File * len(rows))(*rows), len(rows)

        (a, n_a), (r, n_r) = files(agendas), files(rosters)
        config = _Config(agendas=a, n_agendas=n_a, rosters=r, n_rosters=n_r, model=_text(model))
        self._at = ctypes.c_void_p()
        _call("priscus_open", ctypes.byref(config), ctypes.byref(self._at))

    def close(self):
        _lib.priscus_close(self._at)
        self._at = ctypes.c_void_p()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def read(self, data=None, path=None, name=None, format="auto", fetched=None, address=None, charset=None, map=None,
             failed=None):
        """The articles of an input, one after the other. A page that cannot be read raises an Error, or is given to
        `failed`, and the rest is read."""
        what = _input(data, path, name, format, fetched, address, charset, map)
        reader, line = ctypes.c_void_p(), ctypes.c_char_p()
        _call("priscus_reader_open", self._at, ctypes.byref(what), ctypes.byref(reader))
        try:
            while True:
                try:
                    if _call("priscus_reader_next", reader, ctypes.byref(line), None) == DONE:
                        return
                except Error as why:
                    if failed is None or why.status == ENOMEM:
                        raise
                    failed(why)
                    continue
                yield json.loads(line.value)
        finally:
            _lib.priscus_reader_close(reader)


class Ledger:
    """A ledger: pages and entries in one file. One thread at a time."""

    def __init__(self, path, write=False):
        self._at = ctypes.c_void_p()
        _call("priscus_ledger_open", _text(path), int(write), ctypes.byref(self._at))

    def close(self):
        at, self._at = self._at, ctypes.c_void_p()
        _call("priscus_ledger_close", at)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def read(self, priscus, data=None, path=None, name=None, format="auto", fetched=None, address=None, charset=None,
             map=None, jobs=1, failed=None):
        """Read an input into the ledger; how many pages were added, known, failed ... `failed` is told why."""
        what = _input(data, path, name, format, fetched, address, charset, map, jobs)
        counts = _Counts()
        each = _Failed(lambda _context, why: failed and failed(Error(why.contents.code, why.contents)))
        _call("priscus_ledger_read", self._at, priscus._at, ctypes.byref(what), each, None, ctypes.byref(counts))
        return {name: getattr(counts, name) for name, _ in _Counts._fields_[1:]}

    def ask(self, question, as_of=None, party=None, issue=None, speaker=None, words=None, limit=0):
        """The rows of an answer: "positions", "matrix", "changes", "statements" or another of QUESTIONS."""
        filter = _Filter(as_of=_text(as_of), party=_text(party), issue=_text(issue), speaker=_text(speaker),
                         words=_text(words), limit=limit)
        rows = []
        each, raised = _lines(rows.append)
        _call("priscus_ledger_ask", self._at, QUESTIONS.index(question), ctypes.byref(filter), each, None)
        if raised:
            raise raised[0]
        return rows

    def verify(self, priscus, only=None):
        """How many pages and entries were looked at, and the mismatches as pairs of identifier and sentence."""
        found, verified = [], _Verified()
        each = _Mismatch(lambda _context, id, what: found.append((id.decode(), what.decode("utf-8", "replace"))))
        _call("priscus_ledger_verify", self._at, priscus._at, _text(only), each, None, ctypes.byref(verified))
        return {name: getattr(verified, name) for name, _ in _Verified._fields_[1:]}, found

    def trace(self, priscus, id):
        """How an entry came about."""
        rows = []
        each, raised = _lines(rows.append)
        _call("priscus_ledger_trace", self._at, priscus._at, _text(id), each, None)
        if raised:
            raise raised[0]
        return rows[0]


def main(paths):
    with Priscus() as p:
        for path in paths:
            for article in p.read(path=path, failed=lambda why: print(why, file=sys.stderr)):
                for position in article["positions"]:
                    print(position["party"], position["issue"], position["stance"], position["text"], sep="\t")


if __name__ == "__main__":
    main(sys.argv[1:])
