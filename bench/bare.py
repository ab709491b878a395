#!/usr/bin/env python3
"""bare.py LEDGER: the rows of a ledger into a new file, by SQLite alone: the same tables, indexes and full text, the same order,
512 pages a transaction, as Priscus has it (WAL, synchronous = NORMAL, a cache of 4 MB). No seals, nothing that is shown or linked is made of
them: what is measured is what the file format itself costs. Prints processor and wall seconds, pages a second and bytes a page."""

import os
import sqlite3
import sys
import tempfile
import time

PAGES = ["body", "page", "sighting", "article", "paragraph", "statement", "content", "chain", "position"]


def main():
    source = sys.argv[1]
    made = os.path.join(tempfile.mkdtemp(dir=os.environ.get("BENCH_TMP")), "bare.db")
    db = sqlite3.connect(made, isolation_level=None)
    db.execute("PRAGMA page_size = 4096")
    db.executescript("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -4096")
    old = sqlite3.connect(f"file:{source}?mode=ro", uri=True)
    tables = PAGES + ["word", "knowledge", "reading"]
    for name, sql in old.execute("SELECT tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND type IN ('table', 'index') ORDER BY rowid"):
        if name in tables:
            db.execute(sql)
    db.execute("CREATE VIRTUAL TABLE search USING fts5(text, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2')")
    rows = {t: [] for t in PAGES}
    inserts = {t: f"INSERT INTO {t} VALUES ({', '.join('?' * len(list(old.execute(f'PRAGMA table_info({t})'))))})" for t in tables}
    for t in ("word", "knowledge", "reading"):
        db.executemany(inserts[t], old.execute(f"SELECT * FROM {t}").fetchall())
    n = old.execute("SELECT count(*) FROM page").fetchone()[0]
    cpu = wall = 0.0
    for first in range(1, n + 1, 512):  # pages, bodies and articles of a made-up ledger have the same numbers
        last = first + 511
        key = {"body": "id", "page": "id", "sighting": "page", "article": "page"}
        for t in PAGES:
            rows[t] = old.execute(f"SELECT * FROM {t} WHERE {key.get(t, 'article')} BETWEEN ? AND ?", (first, last)).fetchall()
        text = old.execute("SELECT p.id, substr(b.text, p.\"begin\" + 1, p.\"end\" - p.\"begin\") FROM paragraph AS p JOIN article AS a ON a.id ="
                           " p.article JOIN body AS b ON b.id = a.body WHERE p.article BETWEEN ? AND ?", (first, last)).fetchall()
        began = time.process_time(), time.monotonic()
        db.execute("BEGIN")
        for t in PAGES:
            db.executemany(inserts[t], rows[t])
        db.executemany("INSERT INTO search (rowid, text) VALUES (?, ?)", text)
        db.execute("COMMIT")
        cpu += time.process_time() - began[0]
        wall += time.monotonic() - began[1]
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    size = os.path.getsize(made)
    os.remove(made)
    os.rmdir(os.path.dirname(made))
    print(f"{n} pages: {cpu:.1f} s of processor time, {wall:.1f} s; {n / cpu:.0f} pages a second of processor time; {size / n:.0f} bytes a page")


if __name__ == "__main__":
    main()
