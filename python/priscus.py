"""Priscus for Python 3: a ledger as rows, and the program's answers. One file, standard library alone: put it beside
your script, or into the path ($PYTHONPATH).

    import priscus

    ledger = priscus.Ledger("priscus.db")
    for row in ledger.positions(party="VSK", issue="ceasefire", since="2031-05-01"):
        print(row.date, row.stance, row.words, row.chain)
    for row in ledger.changes(party="VSK"):
        print(row.issue, row.from_stance, row.to_stance, row.to_date)

    for article in priscus.read("pages/"):
        print(article["title"], len(article["statements"]))

positions(), statements(), articles(), pages() and history() read the ledger's views by sqlite3, read-only, and need no
program. What is worked out when it is asked for (changes, stories, ...), and all reading of pages, is done by the
program `priscus`, in a process of its own. Why not by the library: what a page does to it, a limit that is reached and
Control-C stay in that process, and no structure of C has to be kept in step by hand.

Columns are those of docs/ledger.md, articles those of docs/jsonl.md. $PRISCUS is the program, where it is not in the path.
"""
import collections
import json
import os
import sqlite3
import subprocess
import tempfile
import urllib.parse

APPLICATION_ID = 0x50727363  # "Prsc": what the file of a ledger has at byte 68

# Exit statuses of the program (priscus(1)): the first two are answers, after the others the rest was done.
DONE, NO, INPUT, NETWORK = 0, 1, 3, 5


class Error(Exception):
    """What went wrong, as the program says it. `status` is its exit status; None where no program was asked."""

    def __init__(self, message, status=None):
        super().__init__(message)
        self.status = status


def read(*inputs, text=None, articles=None, failed=None, **options):
    """Read pages and keep nothing: an iterator over articles, each a dict, with their statements and positions.

        read("pages/", "https://example.org/news")        files, folders, addresses
        read(text="Russia has not ruled out talks.")      a text
        read(articles=[{"id": "1", "text": "..."}])       many, without a file; any iterable

    Options are those of `priscus read`: agenda="my.agenda", roster=["a.roster", "b.roster"], fast=True. What could not
    be read raises an Error when all the rest has been given; or failed(message) is called for each."""
    with _Program("read", inputs, text, articles, to="jsonl", quiet=True, **options) as program:
        for line in program.output:
            yield json.loads(line)
        program.end(failed)


class Ledger:
    """A ledger: one file. `db` is its connection, for questions of your own; nothing is written by it."""

    def __init__(self, path="priscus.db"):
        self.path = os.fspath(path)
        self.db = _connect(self.path)

    def close(self):
        self.db.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    # ---- the views, by sqlite3 ----

    def positions(self, **filters):
        """Positions by the newest reading of each page, oldest first. Every column is a filter:

            party="VSK"                 is that; issue="talks" takes in talks.summit, as in the program
            stance=["open", "accepts"]  is one of these
            condition=None              is not known
            since="2031-05-01"          on that day or later; until= on that day or earlier. Rows without a day: neither"""
        return self._rows("positions", filters)

    def history(self, **filters):
        """Positions by all readings that ever were."""
        return self._rows("position_history", filters)

    def statements(self, **filters):
        return self._rows("statements", filters)

    def articles(self, **filters):
        return self._rows("articles", filters)

    def pages(self, **filters):
        return self._rows("pages", filters)

    def _rows(self, view, filters):
        columns = [row[1] for row in self.db.execute(f"PRAGMA table_info({view})")]
        day = "day" if "day" in columns else "published_day"
        at, date = ("date_at", "date") if "date" in columns else ("published_at", "published")
        where, values = [], []
        for name, value in filters.items():
            if name in ("since", "until"):
                where.append(f"{day} {'>=' if name == 'since' else '<='} ?")
                values.append(str(value))
            elif name not in columns:
                raise Error(f"{view} has no column {name}; it has {', '.join(columns)}")
            elif value is None:
                where.append(f'"{name}" IS NULL')
            else:
                several = list(value) if isinstance(value, (list, tuple, set, frozenset)) else [value]
                match = f'"{name}" IN ({", ".join("?" * len(several))})'
                values += several
                if name == "issue":
                    match = " OR ".join([match] + ["substr(issue, 1, ?) = ?"] * len(several))
                    values += [part for issue in several for part in (len(issue) + 1, issue + ".")]
                where.append(f"({match})")
        condition = " WHERE " + " AND ".join(where) if where else ""
        page = "id" if view == "pages" else "page"
        found = self.db.execute(f"SELECT * FROM {view}{condition} ORDER BY {date} IS NULL, coalesce({at}, {date}), {page}, id",
                                values)
        return map(collections.namedtuple(view, columns)._make, found)

    # ---- what the program works out ----

    def grid(self, **options):
        """Where the parties stand: the latest stance of each on each issue (`priscus positions`)."""
        return self.ask("positions", **options)

    def changes(self, **options):
        """Where a stance changed, and where reports disagree."""
        return self.ask("changes", **options)

    def stories(self, **options):
        return self.ask("stories", **options)

    def utterances(self, **options):
        return self.ask("utterances", **options)

    def search(self, *words, **options):
        """Paragraphs that have all of these words; '"..."' is a phrase."""
        return self.ask("search", *words, **options)

    def stats(self):
        return {row.name: row.value for row in self.ask("stats")}

    def ask(self, command, *words, **options):
        """The rows of `priscus COMMAND --format json`. Options are the command's: as_of="2031-06", sure=.8, limit=20."""
        with _Program(command, words, ledger=self.path, format="json", **options) as program:
            said = program.output.read()
            program.end()
        rows = json.loads(said or "[]")
        row = collections.namedtuple(command, rows[0]) if rows else None
        return [row(**each) for each in rows]

    def trace(self, id):
        """How an entry came about, as a dict (docs/trace.md)."""
        with _Program("trace", [id], ledger=self.path, format="json") as program:
            said = program.output.read()
            program.end()
        return json.loads(said)

    def verify(self, id=None):
        """What is wrong with the record, a sentence each; an empty list: nothing."""
        with _Program("verify", [id] if id else [], ledger=self.path, quiet=True) as program:
            said = program.output.read().splitlines()
            return said if program.end(answers=(DONE, NO)) == NO else []


def add(path, *inputs, text=None, articles=None, failed=None, **options):
    """Read pages into the ledger `path`, which is made if it is not there; what is in it already is passed over.
    Inputs, options and `failed` are those of read(). Returns the Ledger."""
    with _Program("read", inputs, text, articles, ledger=os.fspath(path), quiet=True, **options) as program:
        program.end(failed)
    return Ledger(path)


# ---- below this line: how ----

def _connect(path):
    if not os.path.exists(path):
        raise Error(f"{path}: there is no such file")
    uri = "file:" + urllib.parse.quote(os.path.abspath(path)) + "?mode=ro"
    # On read-only media SQLite can make no -shm file beside the ledger. Then nobody writes to it, either.
    for how in "", "&immutable=1":
        db = sqlite3.connect(uri + how, uri=True)
        try:
            (application,) = db.execute("PRAGMA application_id").fetchone()
            break
        except sqlite3.DatabaseError as why:
            db.close()
            if how or not isinstance(why, sqlite3.OperationalError):
                raise Error(f"{path}: {why}") from None
    if application != APPLICATION_ID:
        db.close()
        raise Error(f"{path}: no ledger of Priscus")
    return db


class _Program:
    """A run of the program: `output` is its standard output. What it has to say is in end()."""

    def __init__(self, command, words=(), text=None, articles=None, **options):
        self.program = os.environ.get("PRISCUS") or "priscus"
        line = [self.program, command]
        words = [os.fspath(word) for word in words]
        self.given = tempfile.TemporaryFile()
        if text is not None:
            self.given.write(text if isinstance(text, bytes) else text.encode())
            options.setdefault("from", "text")
        if articles is not None:
            for article in articles:
                self.given.write(json.dumps(article).encode() + b"\n")
            options.setdefault("from", "jsonl")
        if text is not None or articles is not None:
            words.append("-")
        self.given.seek(0)
        for name, value in options.items():
            for each in value if isinstance(value, (list, tuple)) else [value]:
                if each is True:
                    line.append("--" + name.replace("_", "-"))
                elif each is not None and each is not False:
                    line.append(f"--{name.replace('_', '-')}={each}")
        # Errors go to a file: a pipe that nobody empties would stop the program.
        self.errors = tempfile.TemporaryFile()
        try:
            self.process = subprocess.Popen(line + ["--"] + words, stdin=self.given, stdout=subprocess.PIPE,
                                            stderr=self.errors)
        except OSError as why:
            self.given.close()
            self.errors.close()
            raise Error(f"{self.program}: {why.strerror}; $PRISCUS says where the program is") from None
        self.output = self.process.stdout

    def end(self, failed=None, answers=(DONE,)):
        """Wait for the end. An exit status that is no answer raises what the program said; or where only some inputs
        failed, failed() gets it, a message each."""
        self.output.read()
        status = self.process.wait()
        self.errors.seek(0)
        said = self.errors.read().decode("utf-8", "replace").strip()
        if status in answers:
            return status
        if failed and status in (INPUT, NETWORK):
            for message in said.splitlines():
                failed(message)
            return status
        raise Error(said or f"{self.program}: ended with status {status}", status)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()  # whoever asked has had enough
        self.process.wait()
        for file in (self.output, self.errors, self.given):
            file.close()
