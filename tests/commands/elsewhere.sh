# The ledger from elsewhere: Python, R, sqlite3, Datasette, a spreadsheet. The examples of docs/elsewhere.md are run as they stand there.
. "${SOURCE:?}/tests/commands/lib.sh"

mkdir bin && ln -s "$PRISCUS" bin/priscus
export PATH=$PWD/bin:$PATH PYTHONPATH=$SOURCE/python PYTHONDONTWRITEBYTECODE=1
cp "$SOURCE/r/priscus.R" .

# example KIND N: the N-th block of that kind in the document.
example() {
    awk -v kind="$1" -v n="$2" '$0 == "```" { on = 0 } on; $0 == "```" kind && ++seen == n { on = 1 }' "$SOURCE/docs/elsewhere.md"
}

# does COMMAND...: it ends well and says nothing on standard error.
does() {
    "$@" >out 2>err </dev/null
    status=$?
    exits 0
    [ ! -s err ] || wrong "standard error: $(cat err)"
}

it "begins with the samples"
example sh 1 | sed 's/ read / read --quiet /' >begin.sh
does bash begin.sh
[ -s priscus.db ] || wrong "no ledger"
sqlite3 -readonly priscus.db "SELECT date || ' ' || stance || ' ' || words || ' ' || chain FROM positions WHERE party = 'VSK'
    AND issue = 'ceasefire' AND day >= '2031-05-01' ORDER BY coalesce(date_at, date), page, id" >positions
"$PRISCUS" changes --party VSK --format csv --raw >changes.csv
[ "$(wc -l <positions)" -gt 5 ] || wrong "$(cat positions)"

it "is read by the module of Python"
example python 1 >one.py
does python3 one.py
cat positions >wanted
python3 -c 'import csv
for r in csv.DictReader(open("changes.csv")): print(r["issue"], r["from_stance"], r["to_stance"], r["to_date"])' >>wanted
equal out wanted

it "has pages and texts read from Python"
example python 2 >two.py
does python3 two.py
equal out <(echo "[('VSK', 'ceasefire', 'rejects')]")

it "has filters in Python, and errors with the program's message"
cat >more.py <<'END'
import priscus

def fails(call, said, status=None):
    try:
        list(call())
    except priscus.Error as why:
        assert said in str(why) and why.status == status, (why, why.status)
    else:
        raise AssertionError("no error, which should have said: " + said)

world = dict(agenda="samples/world.agenda", roster=["samples/world.roster"])
with priscus.Ledger() as ledger:
    rows = list(ledger.positions())
    assert len(rows) == ledger.stats()["positions"] > 100
    assert len(list(ledger.articles())) == len(list(ledger.pages())) == 30
    assert len(list(ledger.statements())) > 200 and len(list(ledger.history())) == len(rows)
    dated = [row.date_at or row.date for row in rows]
    assert dated == sorted(dated, key=lambda at: (at is None, at)), "not in the order of their dates"
    talks = {row.issue for row in ledger.positions(issue="talks")}
    assert talks == {row.issue for row in rows if (row.issue + ".").startswith("talks.")} and len(talks) > 1, talks
    assert {row.stance for row in ledger.positions(stance=["open", "accepts"])} == {"open", "accepts"}
    assert list(ledger.positions(stance=[])) == []
    assert len(list(ledger.positions(condition=None))) == sum(row.condition is None for row in rows) < len(rows)
    june = list(ledger.positions(since="2031-06-01", until="2031-06-30"))
    assert len(june) == sum("2031-06-01" <= (row.day or "") <= "2031-06-30" for row in rows) > 0
    assert list(ledger.positions(speaker="x' OR 1")) == []
    assert [row.stance for row in ledger.grid(party="VSK", issue="ceasefire") if row.issue == "ceasefire"] == ["accepts"]
    assert ledger.stories() and ledger.utterances(limit=3) and ledger.search("prisoners") and ledger.changes(party="NOBODY") == []
    assert ledger.trace(rows[0].id)["made_again"] is True
    assert ledger.verify() == [] and ledger.verify(rows[0].id) == []
    fails(lambda: ledger.positions(colour="red"), "positions has no column colour")
    fails(lambda: ledger.changes(as_of="whenever"), "--as-of whenever: that is no date", 2)
    fails(lambda: [ledger.trace("p-000000000000")], "p-000000000000", 2)
    try:
        ledger.db.execute("DELETE FROM watch_feed")
        raise AssertionError("it can be written")
    except Exception as why:
        assert "readonly" in str(why), why

texts = [{"id": str(n), "text": f"Report {n}. Veshkar rejects a treaty, Rada Volshin said."} for n in range(50)]
assert [article["id"] for article in priscus.read(articles=iter(texts), **world)] == [text["id"] for text in texts]
first = next(priscus.read(articles=texts, **world))  # and no more
assert first["positions"][0]["stance"] == "rejects", first
missed = []
got = list(priscus.read("samples/pages", "no-such-page.html", failed=missed.append, **world))
assert len(got) == 30 and len(missed) == 1 and "no-such-page.html" in missed[0], missed
fails(lambda: priscus.read("no-such-page.html"), "no-such-page.html: no such file or folder", 3)
fails(lambda: priscus.read(text="x", agenda="no.agenda"), "no.agenda", 2)
fails(lambda: priscus.Ledger("no.db"), "no.db: there is no such file")
fails(lambda: priscus.Ledger("more.py"), "more.py: file is not a database")
import sqlite3
other = sqlite3.connect("other.db"); other.execute("CREATE TABLE t (x)"); other.commit(); other.close()
fails(lambda: priscus.Ledger("other.db"), "other.db: no ledger of Priscus")
with priscus.add("new ledger?.db", "samples/pages", **world) as ledger:
    assert len(list(ledger.pages())) == 30
with priscus.add("new ledger?.db", text="Veshkar rejects a treaty.", **world) as ledger:
    assert len(list(ledger.pages(read_as="text"))) == 1 and len(list(ledger.pages())) == 31
import os
os.environ["PRISCUS"] = "./no-such-program"
fails(lambda: priscus.read(text="x"), "./no-such-program: No such file or directory")
END
does env -u PRISCUS python3 more.py

it "can be read where nothing can be written (Python)"
if [ "$(id -u)" = 0 ] && ! command -v setpriv >/dev/null; then
    skip "root writes everywhere"
else
    mkdir shut && cp priscus.db shut/ && sqlite3 shut/priscus.db 'PRAGMA wal_checkpoint(TRUNCATE)' >/dev/null
    rm -f shut/priscus.db-*
    chmod 555 shut && chmod 444 shut/priscus.db
    as=python3
    [ "$(id -u)" != 0 ] || as="setpriv --reuid=65534 --regid=65534 --clear-groups /usr/bin/python3"
    cp "$SOURCE/python/priscus.py" . # where nobody may read it
    # shellcheck disable=SC2086
    does env PYTHONPATH=. $as -c 'import priscus; print(len(list(priscus.Ledger("shut/priscus.db").positions())))'
    equal out <(sqlite3 -readonly priscus.db 'SELECT count(*) FROM positions')
fi

it "is read by the script of R"
if ! command -v Rscript >/dev/null || ! Rscript -e 'library(DBI); library(RSQLite)' >/dev/null 2>&1; then
    skip "no R, or no RSQLite (Debian: r-cran-rsqlite)"
else
    example r 1 >one.R
    does env -u PRISCUS Rscript one.R
    prints 'rejects'
    awk '{ $1 = $1 } NF == 5 && /-> |^[0-9]+ [a-z.]+ [a-z]+ [a-z]+ [0-9]/ { print $2 "," $3 "," $4 "," $5 }' out >changes-in-r
    python3 -c 'import csv
for r in csv.DictReader(open("changes.csv")): print(r["issue"], r["from_stance"], r["to_stance"], r["to_date"], sep=",")' >wanted
    equal changes-in-r wanted
    cat >more.R <<'END'
source("priscus.R")
said <- function(call) tryCatch({ call; "nothing" }, error = conditionMessage, warning = conditionMessage)
p <- priscus_positions()
stopifnot(nrow(p) > 100, nrow(priscus_pages()) == 30, nrow(priscus_articles()) == 30, nrow(priscus_statements()) > 200,
          nrow(priscus_history()) == nrow(p))
stopifnot(nrow(priscus_positions(issue = "talks")) == sum(startsWith(paste0(p$issue, "."), "talks.")))
stopifnot(nrow(priscus_positions(stance = c("open", "accepts"))) == sum(p$stance %in% c("open", "accepts")))
stopifnot(nrow(priscus_positions(condition = NA)) == sum(is.na(p$condition)))
june <- priscus_positions(since = "2031-06-01", until = "2031-06-30")
stopifnot(nrow(june) > 0, nrow(june) == sum(p$day >= "2031-06-01" & p$day <= "2031-06-30", na.rm = TRUE))
stopifnot(nrow(priscus_positions(speaker = "x' OR 1")) == 0)
stopifnot(nrow(priscus_changes(party = "NOBODY")) == 0, nrow(priscus_search("prisoners")) > 0, nrow(priscus_grid()) > 10,
          nrow(priscus_stories()) > 10, nrow(priscus_utterances(limit = 3)) >= 3, "positions" %in% priscus_stats()$name)
g <- priscus_grid(party = "VSK", issue = "ceasefire")
stopifnot(g$stance == "accepts", is.numeric(g$positions), is.character(g$date))
read <- priscus_read(text = "Veshkar will never accept a ceasefire, Rada Volshin said in the café.", agenda = "samples/world.agenda",
                     roster = "samples/world.roster")
stopifnot(read$positions$stance == "rejects", grepl("café", read$articles$body, fixed = TRUE))
stopifnot(grepl("no column colour", said(priscus_positions(colour = "red"))),
          grepl("whenever: that is no date", said(priscus_changes(as_of = "whenever"))),
          grepl("no-such.html: no such file or folder", said(priscus_read("no-such.html"))),
          grepl("no.db: there is no such file", said(priscus_positions("no.db"))),
          grepl("other.db: no ledger of Priscus", said(priscus_positions("other.db"))))
Sys.setenv(PRISCUS = "./no-such-program")
stopifnot(grepl("./no-such-program: there is no such program", said(priscus_stats()), fixed = TRUE))
END
    does env -u PRISCUS Rscript more.R
fi

it "is read by sqlite3, and by a spreadsheet"
example sh 2 >sql.sh
does bash sql.sh
prints 'rejects'
[ "$(python3 -c 'import csv; print(len(list(csv.DictReader(open("statements.csv")))))')" = \
    "$(sqlite3 -readonly priscus.db 'SELECT count(*) FROM statements')" ] || wrong "statements.csv: $(head -3 statements.csv)"
example sh 3 >sheet.sh
does bash sheet.sh
python3 -c 'import csv; assert len(list(csv.DictReader(open("positions.csv")))) > 100' 2>err || wrong "$(cat err)"

it "is told to Datasette as it is: each view and column, each table, each question"
python3 - "$SOURCE" >out 2>err <<'END' || wrong "$(cat err)"
import json, pathlib, re, sqlite3, sys

source = pathlib.Path(sys.argv[1])
meta = json.loads((source / "datasette/metadata.json").read_text(encoding="utf-8"))["databases"]["priscus"]
db = sqlite3.connect("file:priscus.db?mode=ro", uri=True)
there = dict(db.execute("SELECT name, type FROM sqlite_master WHERE type IN ('table', 'view')"))
shown = re.findall(r"^\| `(\w+)` \|", (source / "docs/ledger.md").read_text(encoding="utf-8").split("## Views")[1].split("Three questions")[0], re.M)
assert len(shown) == 5, shown
shown.append("codebook")  # the one table that people read
faults = []
for name in shown:
    told, columns = meta["tables"].pop(name), [row[1] for row in db.execute(f"PRAGMA table_info({name})")]
    if list(told["columns"]) != columns:
        faults.append(f"{name}: its columns are {columns}, and described are {list(told['columns'])}")
    faults += [f"{name}: a column {column}?" for column in told["facets"] + [told.get("sort_desc", "code")] + list(told.get("units", {})) if column not in columns]
    faults += [f"{name}: no {key}" for key in ("title", "description") if not told[key]]
    faults += [f"{name}.{column}: {text}" for column, text in told["columns"].items() if not text or text.endswith(".")]
# All the rest is behind the views: tables are hidden, views not shown. FTS5's own tables Datasette hides by itself.
for name, kind in there.items():
    if name not in shown and not re.match("search_", name) and meta["tables"].pop(name, None) != ({"hidden": True} if kind == "table" else {"allow": False}):
        faults.append(f"{name}: a {kind} that is not hidden")
faults += [f"{name}: there is no such table" for name in meta["tables"]]
document = re.sub(r"\s+", " ", (source / "docs/ledger.md").read_text(encoding="utf-8"))
for name, question in meta["queries"].items():
    given = {"words": "prisoner* exchang*"} if ":words" in question["sql"] else {}
    if not db.execute(question["sql"], given).fetchall():
        faults.append(f"{name}: finds nothing in the samples")
    if name in ("changes_of_mind", "who_carries_whom") and re.sub(r"\s+", " ", question["sql"]) not in document:
        faults.append(f"{name}: is not what docs/ledger.md has")
assert not faults, "\n".join(faults)
END

finish
