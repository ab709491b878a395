#!/usr/bin/env python3
"""tenfold.py LEDGER NEW [TIMES]: a ledger with all articles of another one TIMES over (10), to be asked: a million are made in
minutes that way.

The copies have bytes, identifiers and rows of their own, and the days, words and links of what they are copied from. What is
shown is copied too. There is no seal over them and their pages do not have their hashes, so that `priscus verify`
finds them wrong; and nothing can be placed behind them, since the index of copies (link_key) is not filled. `priscus link` then keeps
what their days tell.
"""

import shutil
import sqlite3
import sys

# Columns that number rows of a table go up by its rows; identifiers of 48 bits become others.
ID = "(({0} + {1} * 281474976713) & 281474976710655)"
TABLES = {
    "body": {"id": "body"},
    "page": {"id": "page", "key": "key", "sha256": "sha256", "body": "body"},
    "sighting": {"id": "sighting", "page": "page"},
    "article": {"id": "article", "key": "id", "page": "page", "sighting": "sighting", "body": "body"},
    "agency": {"article": "article"},
    "paragraph": {"id": "paragraph", "article": "article"},
    "dropped": {"article": "article"},
    "statement": {"article": "article", "id": "id"},
    "content": {"article": "article"},
    "chain": {"article": "article"},
    "position": {"article": "article", "id": "id"},
    "link_text": {"id": "page", "same_as": "page"},
    "link_copy": {"page": "page", "of": "page"},
    "link_utterance": {"id": "link_utterance", "utterance": "id", "page": "page", "statement": "id"},
    "link_story": {"id": "link_story", "key": "id", "gone_into": "link_story"},
    "link_event": {"id": "page", "story": "link_story", "beside": "page"},
    "shown": {"page_key": "key", "id": "id", "article": "article"},
    "shown_report": {"article": "article", "page_key": "key", "id": "id"},
    "shown_statement": {"page_key": "key", "id": "id", "article": "article"},
    "shown_newest": {"id": "page", "article": "article"},
}


def main():
    source, made, times = sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) > 3 else 10
    shutil.copyfile(source, made)
    db = sqlite3.connect(made, isolation_level=None)
    db.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -1048576; PRAGMA temp_store = MEMORY")
    later = [sql for (sql,) in db.execute("SELECT sql FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL")]
    for kind, name in db.execute("SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL").fetchall():
        db.execute(f"DROP {kind} {name}")
    shift = {t: db.execute(f"SELECT coalesce(max(id), 0) FROM {t}").fetchone()[0]
             for t in ("body", "page", "sighting", "article", "paragraph", "link_utterance", "link_story")}
    bodies = shift["paragraph"]

    def value(column, kind, k):
        if kind is None:
            return f'"{column}"'
        if kind == "id":
            return ID.format(f'"{column}"', k)
        if kind == "key":  # the first digits of the hash
            return f'(("{column}" + {k}) & 281474976710655)'
        if kind == "sha256":
            return f"unhex_first((key + {k}) & 281474976710655, sha256)"
        return f'"{column}" + {k * shift[kind]}'

    db.create_function("unhex_first", 2, lambda key, sha: key.to_bytes(6, "big") + sha[6:], deterministic=True)
    columns = {t: [row[1] for row in db.execute(f"PRAGMA table_info({t})")] for t in TABLES}
    rows = {t: db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES}
    db.execute("BEGIN")
    for table, kinds in TABLES.items():
        first = columns[table][0]
        db.execute(f"CREATE TEMP TABLE source AS SELECT * FROM {table}")
        if table in ("shown", "shown_report", "shown_statement"):  # rows lie in the order of their first columns: all at once
            every = " UNION ALL ".join("SELECT " + ", ".join(value(c, kinds.get(c), k) for c in columns[table]) + " FROM temp.source"
                                       for k in range(1, times))
            db.execute(f"INSERT INTO {table} {every} ORDER BY 1, 2, 3")
        else:
            for k in range(1, times):
                db.execute(f"INSERT INTO {table} SELECT {', '.join(value(c, kinds.get(c), k) for c in columns[table])} FROM temp.source")
        db.execute("DROP TABLE temp.source")
        print(f"{table}: {rows[table]} rows {times} times", file=sys.stderr, flush=True)
    db.execute("COMMIT")
    db.execute("BEGIN")
    db.execute("INSERT INTO search (rowid, text) SELECT id, text FROM passage WHERE id > ?", (bodies,))
    db.execute("COMMIT")
    print("search", file=sys.stderr, flush=True)
    db.execute("UPDATE link_mark SET article = (SELECT max(id) FROM article)")
    db.execute("DELETE FROM shown_days")  # what is kept of days: made again by `priscus link`
    db.execute("INSERT OR IGNORE INTO shown_waiting SELECT DISTINCT party, issue, coalesce(substr(date, 1, 10), '') FROM shown_report")
    for sql in later:
        db.execute(sql)
    db.execute("PRAGMA journal_mode = WAL")
    db.close()


if __name__ == "__main__":
    main()
