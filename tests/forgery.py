#!/usr/bin/env python3
"""forgery.py - whatever changes an answer of a ledger, `priscus verify` finds.

    forgery.py PRISCUS SOURCE            the forgeries below, and 200 flipped bits
    forgery.py PRISCUS SOURCE 1000 7     1000 flipped bits by the seed 7

Somebody who can write the file changes it with SQL, with its triggers taken out and put back as they were, or a bit of it
is lost on the disk. Where an answer of positions, statements, search, stats or a view is another one afterwards, or none can
be had, verify must say so: exit status 1 with a line, or 4 with a reason. It speaks TAP.

The chain of seals is also worked out here, from docs/ledger.md alone, so that what is documented is what is done."""

import hashlib, os, random, shutil, sqlite3, subprocess, sys, tempfile
from concurrent.futures import ThreadPoolExecutor

PRISCUS, SOURCE = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])
FLIPS = int(sys.argv[3]) if len(sys.argv) > 3 else 200
SEED = int(sys.argv[4]) if len(sys.argv) > 4 else 13
WORK = tempfile.mkdtemp(prefix="priscus-forgery.", dir=os.environ.get("TMPDIR", "/tmp"))
ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC", PRISCUS_NOW="2032-03-01T12:00:00Z", TERM="dumb")
PAGES = ["01-the-ferry-post-talks-open.html", "03-orlune-press-no-truce.txt", "05-the-ferry-post-rebels-offer-truce.html",
         "09-marrowin-bay-licences-for-a-signature.txt", "14-orlune-press-a-new-minister.txt"]
WATCH = """INSERT INTO watch_feed VALUES ('http://127.0.0.1/feed', 'Feed', '"1"', '', 5, 0, 0);
    INSERT INTO watch_page (address, owner, feed, first_seen, state, tries, next)
    VALUES ('http://127.0.0.1/a', 'http://127.0.0.1/feed', 'http://127.0.0.1/feed', '2032-03-01', 'waiting', 0, 0);"""

# What is changed, each beside what it is. In place of a word's number stands its text.
FORGERIES = [
    ("a page taken out, with all that belongs to it",
     """DELETE FROM chain WHERE article = 2; DELETE FROM content WHERE article = 2; DELETE FROM position WHERE article = 2;
     DELETE FROM statement WHERE article = 2; DELETE FROM dropped WHERE article = 2; DELETE FROM agency WHERE article = 2;
     INSERT INTO search (search, rowid, text) SELECT 'delete', id, text FROM passage
     WHERE id IN (SELECT id FROM paragraph WHERE article = 2); DELETE FROM paragraph WHERE article = 2;
     DELETE FROM article WHERE id = 2; DELETE FROM sighting WHERE page = 2; DELETE FROM page WHERE id = 2;
     DELETE FROM body WHERE id = 2"""),
    ("the last page taken out, with all that belongs to it",
     """DELETE FROM chain WHERE article = 5; DELETE FROM content WHERE article = 5; DELETE FROM position WHERE article = 5;
     DELETE FROM statement WHERE article = 5; DELETE FROM dropped WHERE article = 5; DELETE FROM agency WHERE article = 5;
     INSERT INTO search (search, rowid, text) SELECT 'delete', id, text FROM passage
     WHERE id IN (SELECT id FROM paragraph WHERE article = 5); DELETE FROM paragraph WHERE article = 5;
     DELETE FROM article WHERE id = 5; DELETE FROM sighting WHERE page = 5; DELETE FROM page WHERE id = 5;
     DELETE FROM body WHERE id = 5"""),
    ("an article taken out", "DELETE FROM article WHERE id = 3"),
    ("a statement taken out", "DELETE FROM statement WHERE article = 1 AND ordinal = 1"),
    ("a position taken out", "DELETE FROM position WHERE article = 1 AND ordinal = 0"),
    ("all positions taken out", "DELETE FROM position"),
    ("a position shown with another stance", "UPDATE shown SET stance = party WHERE article = 1 AND ordinal = 0"),
    ("a position not shown", "DELETE FROM shown WHERE article = 2"),
    ("a link of a chain taken out", "DELETE FROM chain WHERE ordinal = 0"),
    ("a piece of content taken out", "DELETE FROM content WHERE article = 1 AND statement = 0"),
    ("a sighting taken out", "DELETE FROM sighting WHERE id = 4"),
    ("a sighting with another name", "UPDATE sighting SET name = 'other.html' WHERE id = 1"),
    ("a sighting of another day", "UPDATE sighting SET first_seen = '2020-01-01' WHERE id = 1"),
    ("a second sighting", "INSERT INTO sighting (page, name, fetched, first_seen) VALUES (1, 'a.html', '', '2020-01-01')"),
    ("a word with another text", "UPDATE word SET text = 'approves' WHERE text = 'rejects'"),
    ("a party renamed", "UPDATE word SET text = 'XXX' WHERE id = (SELECT party FROM position LIMIT 1)"),
    ("a word taken out", "DELETE FROM word WHERE id = (SELECT speaker FROM position WHERE speaker IS NOT NULL LIMIT 1)"),
    ("another engine", "UPDATE reading SET engine = '0.0.1+0000'"),
    ("another engine, and another stance",
     """UPDATE reading SET engine = '0.0.1+0000'; UPDATE position SET last_known = 1 - last_known"""),
    ("another engine, and another speaker",
     "UPDATE reading SET engine = '0.0.1+0000'; UPDATE position SET speaker = party WHERE article = 1"),
    ("a reading begun another day", "UPDATE reading SET started = '2020-01-01'"),
    ("a reading with another agenda", "UPDATE reading_knowledge SET knowledge = 2 WHERE kind = 'agenda'"),
    ("an agenda changed with its hash", "UPDATE knowledge SET text = text || '# more', sha256 = zeroblob(32) WHERE id = 1"),
    ("another stance", "UPDATE position SET stance = (SELECT max(stance) FROM position) WHERE article = 1"),
    ("another day", "UPDATE position SET said_on = '2020-01-01' WHERE article = 1"),
    ("another place in the body", "UPDATE position SET words_begin = words_begin + 3 WHERE article = 1"),
    ("another cue", "UPDATE statement SET cue_end = cue_end + 1 WHERE article = 1 AND cue_end IS NOT NULL"),
    ("another identifier", "UPDATE position SET id = id + 1 WHERE article = 1 AND ordinal = 0"),
    ("other rules", "UPDATE position SET rules = '[1]' WHERE article = 1"),
    ("another title", "UPDATE article SET title = 'Peace!' WHERE id = 1"),
    ("recorded another day", "UPDATE article SET recorded = '2020-01-01' WHERE id = 1"),
    ("another outlet", "UPDATE article SET outlet = (SELECT outlet FROM article WHERE id = 2) WHERE id = 1"),
    ("another body, with its hash", "UPDATE body SET text = replace(text, ' not ', ' now '), sha256 = zeroblob(32)"),
    ("a page of other bytes", "UPDATE page SET size = size + 1 WHERE id = 1"),
    ("a page of another identifier", "UPDATE page SET key = key + 1 WHERE id = 1"),
    ("an entry beside the others",
     """CREATE TEMP TABLE forged AS SELECT * FROM position WHERE article = 1 LIMIT 1; UPDATE forged SET ordinal = 99, id = id + 1;
     INSERT INTO position SELECT * FROM forged"""),
    ("a statement beside the others",
     "INSERT INTO statement (article, ordinal, id, kind, last_known) SELECT 1, 99, 5, kind, 0 FROM statement LIMIT 1"),
    ("an article beside the others", """INSERT INTO article (key, page, reading, read_as, sighting, recorded, body, title,
     outlet_inferred, day_first, unsure) SELECT key + 1, page, reading, read_as + 1, sighting, recorded, body, 'Forged', 0, 0, 0
     FROM article WHERE id = 1"""),
    ("a page beside the others, without an article",
     "INSERT INTO page (key, sha256, size, body, zstd) SELECT 5, zeroblob(32), 5, body, zstd FROM page WHERE id = 1"),
    ("a word beside the others", "INSERT INTO word (text) VALUES ('rejects not')"),
    ("the row numbers of two articles changed",
     "UPDATE article SET id = 1000 WHERE id = 1; UPDATE position SET article = 1000 WHERE article = 1"),
    ("all seals taken out", "DELETE FROM seal"),
    ("the last seal taken out", "DELETE FROM seal WHERE id = (SELECT max(id) FROM seal)"),
    ("the first seal taken out", "DELETE FROM seal WHERE id = 1"),
    ("a seal of another hash", "UPDATE seal SET hash = zeroblob(32) WHERE id = 1"),
    ("a seal of another time", "UPDATE seal SET sealed = '2020-01-01' WHERE id = 2"),
    ("a seal beside the others", """INSERT INTO seal SELECT id + 1, sealed, origin, version, rows, word, knowledge, reading,
     body, page, sighting, article, paragraph, hash, correction FROM seal ORDER BY id DESC LIMIT 1"""),
    ("a view that shows other stances",
     """PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = replace(sql, 'shown.stance', 'shown.party')
     WHERE name = 'positions'"""),
    ("the view of the newest readings", """DROP VIEW newest; CREATE VIEW newest AS SELECT * FROM article WHERE id > 1"""),
    ("a view taken out", "DROP VIEW position_history"),
    ("the view of passages", "DROP VIEW passage; CREATE VIEW passage AS SELECT 1 AS id, 'peace' AS text"),
    ("no triggers", None),
    ("a trigger of somebody else", """CREATE TRIGGER beside AFTER INSERT ON position WHEN 0 BEGIN SELECT 1; END"""),
    ("an index taken out", "DROP INDEX position_id"),
    ("an index of another column", "DROP INDEX statement_id; CREATE INDEX statement_id ON statement (speaker)"),
    ("an emptied full text", "INSERT INTO search (search) VALUES ('delete-all')"),
    ("other words in the full text", """INSERT INTO search (search, rowid, text) SELECT 'delete', id, text FROM passage WHERE
     id = 2; INSERT INTO search (rowid, text) VALUES (2, 'peace and nothing else')"""),
    # One part of several leaves, as where many pages were read: in one of a single leaf no way is needed.
    ("the full text's way to its words", "INSERT INTO search (search) VALUES ('optimize'); DELETE FROM search_idx"),
    ("the full text's pages", "UPDATE search_data SET block = zeroblob(length(block)) WHERE id > 10"),
    ("a full text made in another way",
     """DROP TABLE search; CREATE VIRTUAL TABLE search USING fts5(text, content = 'passage', content_rowid = 'id',
     columnsize = 0, tokenize = 'porter'); INSERT INTO search (search) VALUES ('rebuild')"""),
    ("a table taken out", "DROP TABLE agency"),
    ("a column beside the others", "ALTER TABLE article ADD COLUMN remark TEXT"),
    ("an older version", "PRAGMA user_version = 4"),
    ("no version", "PRAGMA user_version = 0"),
    ("a newer version", "PRAGMA user_version = 99"),
    ("another application", "PRAGMA application_id = 7"),
]
# These change what is no record, and no answer.
HARMLESS = [
    ("what a watch remembers", "DELETE FROM watch_feed; UPDATE watch_page SET state = 'read'"),
    ("a table and a view of somebody else", "CREATE TABLE recipes (cake TEXT); CREATE VIEW cakes AS SELECT cake FROM recipes"),
    ("a file packed anew", "VACUUM"),
    ("statistics", "ANALYZE"),
]


def priscus(*arguments, ledger):
    folder, name = os.path.split(ledger) # where it lies is no part of an answer
    run = subprocess.run([PRISCUS, *arguments, "--ledger", name], capture_output=True, env=ENVIRONMENT, cwd=folder, timeout=120)
    assert run.returncode in (0, 1, 2, 3, 4), f"{arguments}: exit status {run.returncode}: {run.stderr[-300:]}"
    return run.returncode, run.stdout.decode(errors="replace"), run.stderr.decode(errors="replace")


def answers(ledger):
    """All that can be asked, by priscus and by the views."""
    out = [priscus(*question.split(), "--format", "json", ledger=ledger)
           for question in ("positions --list", "positions", "statements", "search talks", "search boats* Veshkar", "stats")]
    try:
        db = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
        for view in ("positions", "position_history", "statements", "articles", "pages"):
            out.append(sorted(map(repr, db.execute(f"SELECT * FROM {view}"))))
        db.close()
    except (sqlite3.Error, UnicodeDecodeError) as why:
        out.append(repr(why))
    return out


def forge(ledger, sql):
    """Run it with no triggers there, and put them back as they were. None: leave them out."""
    db = sqlite3.connect(ledger, isolation_level=None)
    triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY rowid").fetchall()
    for name, _ in triggers:
        db.execute(f"DROP TRIGGER {name}")
    if sql:
        db.executescript(sql)
        db.close()
        db = sqlite3.connect(ledger, isolation_level=None) # with the schema as it is now
        there = {name for name, in db.execute("SELECT name FROM sqlite_schema")}
        for name, made in triggers:
            if name not in there and made.split(" ON ")[1].split()[0] in there:
                db.execute(made)
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()


def value(v):
    if v is None:
        return b"n;"
    if isinstance(v, int):
        return b"i%d;" % v
    tag, v = (b"t", v.encode()) if isinstance(v, str) else (b"b", v)
    return tag + b"%d:" % len(v) + v + b";"


def heads(ledger):
    """The hashes of the seals: as they stand there, and as docs/ledger.md says they are made."""
    db = sqlite3.connect(ledger)
    tables = ["word", "knowledge", "reading", "reading_knowledge", "body", "page", "sighting", "article", "agency", "paragraph",
              "dropped", "statement", "content", "chain", "position", "correction"]
    hash, last, stand, made = bytes(32), {}, [], []
    cursor = db.execute("SELECT * FROM seal ORDER BY id")
    names = [column[0] for column in cursor.description]
    for row in cursor.fetchall():
        ends = dict(zip(names, row))
        bytes_ = hash
        for table in tables:
            key = [c[1] for c in sorted(db.execute(f"PRAGMA table_info({table})"), key=lambda c: c[5]) if c[5]]
            by = table if key == ["id"] else key[0]
            if ends[by] > last.get(by, 0):
                bytes_ += table.encode() + b"\n"
                order = ", ".join(key)
                for r in db.execute(f"SELECT * FROM {table} WHERE {key[0]} > ? AND {key[0]} <= ? ORDER BY {order}",
                                    (last.get(by, 0), ends[by])):
                    bytes_ += b"".join(map(value, r)) + b"\n"
        bytes_ += b"seal\n" + b"".join(value(v) for name, v in zip(names, row) if name != "hash") + b"\n"
        hash = hashlib.sha256(bytes_).digest()
        stand.append(ends["hash"].hex())
        made.append(hash.hex())
        last = ends
    db.close()
    return stand, made


def flip(ledger, rng):
    with open(ledger, "r+b") as f:
        at = rng.randrange(os.path.getsize(ledger))
        bit = rng.randrange(8)
        f.seek(at)
        byte = f.read(1)[0]
        f.seek(at)
        f.write(bytes([byte ^ (1 << bit)]))
    return f"bit {bit} of byte {at}"


def judge(ledger, before):
    """What is wrong with verify's answer, or ''; whether an answer changed; what verify said."""
    changed = answers(ledger) != before
    status, out, err = priscus("verify", ledger=ledger)
    said = (out + err).strip()
    if status not in (0, 1, 4):
        return f"exit status {status}: {said[:300]}", changed, said
    if status and not said:
        return "verify says no, and not why", changed, said
    if changed and not status:
        return "an answer changed, and verify is content", changed, said
    return "", changed, said


def main():
    done = 0

    def tell(good, what):
        nonlocal done
        done += 1
        print(f"{'ok' if good else 'not ok'} {done} - {what}", flush=True)

    whole = os.path.join(WORK, "priscus.db")
    read = ["read", "-q", "--agenda", f"{SOURCE}/samples/world.agenda", "--roster",
            f"{SOURCE}/samples/world.roster"]
    assert priscus(*read, *(f"{SOURCE}/samples/pages/{p}" for p in PAGES[:3]), ledger=whole)[0] == 0
    assert priscus(*read, *(f"{SOURCE}/samples/pages/{p}" for p in PAGES[3:]), ledger=whole)[0] == 0
    forge(whole, WATCH)
    before = answers(whole)
    status, out, err = priscus("verify", ledger=whole)
    tell(status == 0, f"a ledger that nobody touched is as it should be {out}{err}".strip())
    stand, made = heads(whole)
    tell(stand == made and len(stand) > 2, "the chain of seals is what docs/ledger.md says")

    def one(job):
        number, what, sql = job
        folder = os.path.join(WORK, str(number))
        ledger = os.path.join(folder, "priscus.db")
        os.mkdir(folder)
        shutil.copy(whole, ledger)
        try:
            if what == "flip":
                what = flip(ledger, random.Random(SEED * 100003 + number))
            else:
                forge(ledger, sql)
            wrong, changed, said = judge(ledger, before)
        except Exception as why:
            wrong, changed, said = f"{type(why).__name__}: {why}", False, ""
        shutil.rmtree(folder)
        return what, wrong, changed, said

    jobs = [(i, what, sql) for i, (what, sql) in enumerate(FORGERIES + HARMLESS)]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for number, (what, wrong, changed, said) in enumerate(pool.map(one, jobs)):
            harmless = number >= len(FORGERIES)
            if not wrong and harmless and "differ" not in said and "wrong" in said:
                wrong = "it is told as a forgery"
            if not wrong and not harmless and said.endswith("what the stored pages say."):
                wrong = "verify is content"
            tell(not wrong, f"{what}: {wrong} {said[:200]!r}" if wrong or os.environ.get("VERBOSE") else what)
        flips = [(1000 + i, "flip", None) for i in range(FLIPS)]
        changes = found = 0
        for what, wrong, changed, said in pool.map(one, flips):
            changes += changed
            found += not said.endswith("what the stored pages say.")
            if wrong:
                tell(False, f"{what}: {wrong} {said[:200]!r}")
    tell(True, f"{FLIPS} flipped bits (seed {SEED}): {changes} change an answer, {found} are found")
    print(f"1..{done}")
    shutil.rmtree(WORK)


main()
