#!/usr/bin/env python3
"""exports.py KIND FILE... - read an export back with what is not ours, and hold it against the ledger's own answer.

Fails with a message where they differ; prints nothing else. networkx and jq are asked too, where they are installed."""
import csv
import io
import json
import shutil
import sqlite3
import subprocess
import sys
import xml.etree.ElementTree as xml
import zipfile

csv.field_size_limit(1 << 30)


def positions_of(path):
    return json.load(open(path, encoding="utf-8"))


def cell(value):
    if value is None:
        return ""
    return json.dumps(value) if isinstance(value, list) else str(value)


def same_rows(rows, wanted, guarded):
    assert len(rows) == len(wanted), f"{len(rows)} rows, not {len(wanted)}"
    for got, want in zip(rows, wanted):
        assert list(got) == list(want), f"columns {list(got)}, not {list(want)}"
        for name in want:
            text = cell(want[name])
            if isinstance(want[name], list):
                assert json.loads(got[name]) == want[name], (name, got[name])
            elif isinstance(want[name], (int, float)):
                assert float(got[name]) == float(want[name]), (name, got[name])
            else:
                assert got[name] in ((text, "'" + text) if guarded else (text,)), (name, got[name], text)


def check_csv(path, wanted):
    with open(path, newline="", encoding="utf-8") as f:
        same_rows(list(csv.DictReader(f)), positions_of(wanted), True)


def check_jsonl(path, wanted):
    rows = [json.loads(line) for line in open(path, encoding="utf-8")]
    assert rows == positions_of(wanted), "the rows differ"
    if shutil.which("jq"):
        n = subprocess.run(["jq", "-s", "length", path], capture_output=True, text=True, check=True).stdout
        assert int(n) == len(rows), f"jq counts {n}"


def check_shares(path, wanted):
    shares = [json.loads(line) for line in open(path, encoding="utf-8")]
    counts = {}
    for p in positions_of(wanted):
        side = {"rejects": "against", "conditional": "conditional"}.get(p["stance"], "for")
        counts.setdefault((p["party"], p["issue"]), {"for": 0, "against": 0, "conditional": 0})[side] += 1
    assert [(s["party"], s["issue"]) for s in shares] == sorted(counts), "other pairs"
    for s in shares:
        for side, n in counts[s["party"], s["issue"]].items():
            assert s[side] == n, (s, side, n)
        assert s["positions"] == s["for"] + s["against"] + s["conditional"]


def check_annotations(path, ledger):
    """The words stand in the article where the selectors say: code points are what Python counts."""
    db = sqlite3.connect(ledger)
    page = json.load(open(path, encoding="utf-8"))
    assert page["@context"] == "http://www.w3.org/ns/anno.jsonld" and page["type"] == "AnnotationPage"
    assert page["items"], "no annotations"
    view = "statements" if page["items"][0]["id"].startswith("urn:x-priscus:s-") else "positions"
    assert len(page["items"]) == db.execute(f"SELECT count(*) FROM {view}").fetchone()[0], "another number of entries"
    bodies = dict(db.execute(f"SELECT {view}.id, articles.body FROM {view} JOIN articles ON articles.page = {view}.page"))
    ids = set()
    for a in page["items"]:
        assert a["type"] == "Annotation" and a["id"] not in ids and a["motivation"] == "classifying"
        ids.add(a["id"])
        target = a["target"]
        assert isinstance(target["source"], str) and ":" in target["source"], target["source"]
        assert target["state"]["type"] == "TimeState" and target["state"]["sourceDate"].endswith("Z")
        quote, place = target["selector"]
        assert (quote["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
        body = bodies[a["id"].removeprefix("urn:x-priscus:")]
        begin, end = place["start"], place["end"]
        assert body[begin:end] == quote["exact"], (body[begin:end], quote)
        assert body[:begin].endswith(quote["prefix"]) and len(quote["prefix"]) == min(32, begin), quote
        assert body[end:].startswith(quote["suffix"]) and len(quote["suffix"]) == min(32, len(body) - end), quote


def check_graphml(path, network, shares):
    root = xml.parse(path).getroot()
    ns = "{http://graphml.graphdrawing.org/xmlns}"
    keys = {k.get("id"): k for k in root.iter(ns + "key")}
    for k in keys.values():
        assert k.get("attr.type") in ("boolean", "int", "long", "float", "double", "string")
        assert " " not in k.get("attr.name") and k.get("for") in ("node", "edge")
    nodes = [n.get("id") for n in root.iter(ns + "node")]
    edges = list(root.iter(ns + "edge"))
    assert len(nodes) == len(set(nodes)) and nodes and edges
    for e in edges:
        assert e.get("source") in nodes and e.get("target") in nodes
        assert all(d.get("key") in keys for d in e.iter(ns + "data"))
    assert next(root.iter(ns + "graph")).get("edgedefault") == ("directed" if network == "outlets" else "undirected")
    if network == "issues":
        wanted = {(s["party"], s["issue"]): s["positions"] for s in map(json.loads, open(shares, encoding="utf-8"))}
        got = {(e.get("source")[6:], e.get("target")[6:]): int(e.find(f"{ns}data[@key='weight']").text) for e in edges}
        assert got == wanted, "edges are not the shares"
    try:
        import networkx
    except ImportError:
        return
    graph = networkx.read_graphml(path)
    assert (graph.number_of_nodes(), graph.number_of_edges()) == (len(nodes), len(edges)), graph


def check_datapackage(path, wanted):
    with zipfile.ZipFile(path) as z:
        assert z.testzip() is None
        package = json.loads(z.read("datapackage.json"))
        assert {r["path"] for r in package["resources"]} | {"datapackage.json"} == set(z.namelist())
        for r in package["resources"]:
            assert r["name"] and r["path"] and r["schema"]["fields"]
            rows = list(csv.DictReader(io.TextIOWrapper(z.open(r["path"]), "utf-8", newline="")))
            fields = {f["name"]: f["type"] for f in r["schema"]["fields"]}
            for row in rows:
                assert list(row) == list(fields), r["name"]
                for name, value in row.items():
                    if value and fields[name] == "number":
                        float(value)
                    if value and fields[name] == "array":
                        assert isinstance(json.loads(value), list)
            if r["name"] == "positions":
                same_rows(rows, positions_of(wanted), False)


def check_atom(path, wanted):
    feed = xml.parse(path).getroot()
    ns = "{http://www.w3.org/2005/Atom}"
    entries = feed.findall(ns + "entry")
    assert len(entries) == len(positions_of(wanted)), f"{len(entries)} entries"
    for e in [feed, *entries]:
        for name in ("id", "title", "updated"):
            assert len(e.findall(ns + name)) == 1, name
    assert feed.find(ns + "author") is not None
    assert len({e.find(ns + "id").text for e in entries}) == len(entries)


def check_edit(path, out):
    """No check: what somebody may do to a table in a spreadsheet, one thing a row."""
    with open(path, newline="", encoding="utf-8") as f:
        rows = list(csv.DictReader(f))[:6]
    rows[0]["stance"] = "open" if rows[0]["stance"] != "open" else "rejects"
    rows[1]["review"] = "confirmed"
    rows[2]["review"] = "not"
    rows[3]["speaker"] = "=Ada"
    rows[4]["stance"] = "maybe"
    missed = dict.fromkeys(rows[0], "") | {"page": rows[5]["page"], "words": rows[5]["words"], "party": "VSK", "issue": "talks",
                                           "stance": "rejects", "date": "2031-05"}
    with open(out, "w", newline="", encoding="utf-8") as f:
        writer = csv.DictWriter(f, rows[0].keys())
        writer.writeheader()
        writer.writerows([*rows, missed, dict.fromkeys(rows[0], "") | {"id": "p-000000000000"}, {"party": "X"}])


if __name__ == "__main__":
    globals()["check_" + sys.argv[1]](*sys.argv[2:])
