#!/usr/bin/env python3
"""served.py - `priscus serve` before clients as they come: well-behaved, slow, silent, many, and hostile.

    served.py PRISCUS SOURCE

Everything goes to 127.0.0.1, by sockets of our own, so that what is sent is what is meant. It speaks TAP."""

import html, json, os, re, shutil, socket, subprocess, sys, tempfile, time, xml.etree.ElementTree

PRISCUS, SOURCE = os.path.realpath(sys.argv[1]), os.path.realpath(sys.argv[2])
WORK = tempfile.mkdtemp(prefix="priscus-served.", dir=os.environ.get("TMPDIR", "/tmp"))
LEDGER = os.path.join(WORK, "served.db")
ENVIRONMENT = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC", PRISCUS_NOW="2032-03-01T12:00:00Z", TERM="dumb")
number = bad = 0


def ok(good, title, why=""):
    global number, bad
    number += 1
    bad += not good
    print(f"{'ok' if good else 'not ok'} {number} - {title}")
    if not good:
        print("# " + str(why).replace("\n", "\n# ")[:2000])


def priscus(*arguments):
    return subprocess.run([PRISCUS, *arguments], env=ENVIRONMENT, cwd=WORK, capture_output=True, text=True)


def read_samples(ledger):
    done = priscus("read", "-q", "--agenda", f"{SOURCE}/samples/world.agenda", "--roster", f"{SOURCE}/samples/world.roster",
                   "--ledger", ledger, f"{SOURCE}/samples/pages")
    assert done.returncode == 0, done.stderr


class Server:
    def __init__(self):
        self.process = subprocess.Popen([PRISCUS, "serve", "--ledger", LEDGER, "--port", "0", "--jobs", "2"], env=ENVIRONMENT,
                                        cwd=WORK, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        found = re.fullmatch(r"http://127\.0\.0\.1:(\d+)/\?token=([0-9a-f]{32})\n", line)
        assert found, (line, self.process.stderr.read())
        self.port, self.token = int(found[1]), found[2]

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def raw(self, data):
        """All that comes back until the server closes."""
        got = b""
        with self.connect() as s:
            try:
                s.sendall(data)
                s.shutdown(socket.SHUT_WR)
                while piece := s.recv(65536):
                    got += piece
            except OSError:  # it has had enough, and closed
                pass
        return got

    def ask(self, target, method="GET", body=b"", **headers):
        lines = {"Host": f"127.0.0.1:{self.port}", "Connection": "close", **{k.replace("_", "-"): v for k, v in headers.items()}}
        if body or method == "POST":
            lines["Content-Length"] = str(len(body))
            lines.setdefault("Content-Type", "application/x-www-form-urlencoded")
        head = "".join(f"{k}: {v}\r\n" for k, v in lines.items() if v is not None)
        return Reply(self.raw(f"{method} {target} HTTP/1.1\r\n{head}\r\n".encode("latin-1") + body))

    def alive(self):
        return self.process.poll() is None and self.ask("/api/v1/about").status == 200


class Reply:
    def __init__(self, raw):
        head, _, self.body = raw.partition(b"\r\n\r\n")
        lines = head.decode("latin-1").split("\r\n")
        self.status = int(lines[0].split()[1]) if lines[0].startswith("HTTP/1.1 ") else 0  # 0: closed without an answer
        self.headers = {k.lower(): v for k, v in (l.split(": ", 1) for l in lines[1:] if ": " in l)}
        self.raw = raw

    def json(self):
        return json.loads(self.body)

    def failed_well(self, *statuses):
        """One of these, in the one shape of failures."""
        if self.status not in statuses:
            return False
        if self.headers.get("content-type") != "application/json":
            return b"<main" in self.body
        fault = self.json()
        return fault["ok"] is False and fault["status"] == self.status and bool(fault["error"])


read_samples(LEDGER)
server = Server()

# ---- what is answered ------------------------------------------------------------------------

r = server.ask("/")
ok(r.status == 200 and r.headers["content-type"] == "text/html; charset=utf-8" and b"Where they stand" in r.body, "a page", r.raw)
ok("default-src 'none'" in r.headers["content-security-policy"] and "unsafe" not in r.headers["content-security-policy"] and
   r.headers["x-content-type-options"] == "nosniff" and r.headers["referrer-policy"] == "same-origin",
   "nothing of a page is run or loaded from outside", r.headers)
position = server.ask("/positions.json?party=VSK").json()["rows"][0]
r = server.ask("/position/" + position["id"])
ok(b'<mark class="words">' in r.body and b"The page as it came" in r.body, "the words are lit up in the article, and in the page", r.raw)
ok(server.ask("/", Authorization=None).headers["cache-control"] == "no-cache" and
   "max-age" in server.ask("/static/style.css").headers["cache-control"], "pages are asked for again, files are kept")
r = server.ask("/positions.json?party=VSK&limit=3")
ok(r.status == 200 and len(r.json()["rows"]) == 3 and all(row["party"] == "VSK" for row in r.json()["rows"]) and
   r.json()["truncated"], "rows as JSON", r.raw)
r = server.ask("/positions.csv?party=VSK")
cli = priscus("positions", "--list", "--party", "VSK", "--ledger", LEDGER, "--format", "csv").stdout
ok(r.body.decode() == cli, "CSV is what the command line writes", r.body[:300])
ok(all(json.loads(line)["party"] == "VSK" for line in server.ask("/positions.jsonl?party=VSK").body.splitlines()), "JSON lines")
r = server.ask("/api/v1/positions?party=VSK&limit=3")
tag = r.headers.get("etag")
again = server.ask("/api/v1/positions?party=VSK&limit=3", If_None_Match=tag)
ok(tag and again.status == 304 and not again.body, "who has the same bytes gets none", again.raw)
r = server.ask("/", method="HEAD")
ok(r.status == 200 and not r.body and int(r.headers["content-length"]) > 0, "HEAD", r.raw)
with server.connect() as s:
    got = b""
    for _ in range(3):
        s.sendall(f"GET /api/v1/about HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode())
    while got.count(b"HTTP/1.1 200") < 3:
        piece = s.recv(65536)
        if not piece:
            break
        got += piece
ok(got.count(b"HTTP/1.1 200") == 3, "three requests on one connection", got[:300])

api = server.ask("/api/v1/openapi.json").json()


def fits(row, schema):
    kinds = {"number": (int, float), "string": str, "array": (list, dict), "null": type(None)}
    return set(row) == set(schema["properties"]) and all(
        any(isinstance(v, kinds[k]) for k in schema["properties"][name]["type"]) for name, v in row.items())


utterance = max(server.ask("/utterances.json").json()["rows"], key=lambda row: row["pages"])
story = max(server.ask("/stories.json").json()["rows"], key=lambda row: row["pages"])
QUERY = {"/search": "?q=ceasefire", "/facets": "?q=ceasefire", "/compare": "?parties=VSK,DRV"}
THINGS = {"/issue": "talks", "/party": "VSK", "/position": position["id"], "/statement": position["statement"], "/trace": position["id"], "/utterance": utterance["id"],
          "/story": story["id"], "/who": utterance["id"], "/article": position["page"]}
for path, about in api["paths"].items():
    path = re.sub(r"/\{\w+\}", lambda m: "/" + THINGS[path[:m.start()]], path)
    r = server.ask(path + QUERY.get(path, ""))
    ok(r.status == 200 and (r.headers["content-type"] == "application/json" or r.body.endswith(b"</html>\n")), f"{path} is a page", r.raw)
    schema = about["get"]["responses"]["200"]["content"]["application/json"]["schema"]["properties"]
    if "object" in schema:
        ok(server.ask("/api/v1" + path).json()["object"], f"{path} is an object")
        continue
    schema = schema["rows"]["items"]
    rows = server.ask("/api/v1" + path + QUERY.get(path, "")).json()["rows"]
    # stats: one column holds numbers and dates
    ok(rows and all(fits(row, schema) or path == "/about" for row in rows), f"{path} is as the API's description says", rows[:1])
    for parameter in about["get"]["parameters"]:
        if parameter["in"] == "path":
            continue
        value = {"limit": "1", "skip": "1", "cursor": None, "sure": ".5", "by": "said", "as-of": "2031-06", "until": "2031-06-30", "since": "2031", "then": "2031-04", "now": "2031-12-24", "pages": "2", "story": story["id"]}.get(
            parameter["name"], "VSK")
        if value is None:  # tried below
            continue
        r = server.ask(f"/api/v1{path}?{parameter['name']}={value}&" + QUERY.get(path, "?")[1:])
        if r.status != 200:
            ok(False, f"{path} takes {parameter['name']}", r.raw)

rows = server.ask("/compare.json?then=2031-06-30").json()["rows"]
ok(all(row["one_as_of"] == "2031-06-30" and row["other_as_of"] is None and row["one_party"] == row["other_party"] for row in rows) and
   {row["differs"] for row in rows} == {None, "side", "stance", "known"}, "two days are compared, and what differs is told", rows[:2])
rows = server.ask("/compare.json?parties=VSK,DRV").json()["rows"]
ok(rows and all((row["one_party"], row["other_party"]) == ("VSK", "DRV") and (row["one_stance"] or row["other_stance"]) for row in rows),
   "two parties are compared", rows[:2])
grid = server.ask("/").body.decode()
ok("independent sources" in grid and 'class="spark"' in grid and ">contested" in grid, "cells say what they rest on")
r = server.ask("/changes.atom?party=VSK")
feed = xml.etree.ElementTree.fromstring(r.body)
entries = feed.findall("{*}entry")
ok(r.headers["content-type"] == "application/atom+xml; charset=utf-8" and entries and
   all(e.findtext("{*}id").startswith("urn:uuid:") and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", e.findtext("{*}updated")) and
       e.findtext("{*}title").startswith("VSK on ") and "\u201c" in e.findtext("{*}content") for e in entries) and
   len({e.findtext("{*}id") for e in entries}) == len(entries), "changes are a feed", r.raw)
entry = entries[0].find("{*}link").get("href")
ok(f'id="{entry.split("#")[1]}"' in server.ask(entry.split("#")[0]).body.decode(), "an entry of it stands on the page", entry)
ok(server.ask("/changes.atom?party=none").body.endswith(b"</feed>\n"), "a feed of nothing")

outlets = server.ask("/outlets.json").json()["rows"]
ok(sum(row["pages"] for row in outlets) == 30 and any(row["copies"] for row in outlets) and any(row["copied"] for row in outlets) and
   sum(row["statements"] for row in outlets) == len(server.ask("/statements.jsonl").body.splitlines()), "what outlets carried adds up", outlets)
speakers = server.ask("/speakers.json?limit=1000").json()["rows"]
ok(sum(row["statements"] for row in speakers) == sum(row["statements"] for row in outlets) and
   any(row["speaker"] is None for row in speakers), "and what speakers said, the unknown ones too", speakers[:3])
facets = server.ask("/facets.json?q=truce").json()["rows"]
outlet = next(row for row in facets if row["facet"] == "outlet")
found = server.ask("/search.jsonl?q=truce&outlet=" + outlet["value"].replace(" ", "%20")).body.splitlines()
ok(len({json.loads(row)["page"] for row in found}) == outlet["articles"] and {row["facet"] for row in facets} == {"month", "outlet", "party"},
   "a facet counts what it narrows the search down to", (outlet, len(found)))
party = next(row for row in facets if row["facet"] == "party")
found = server.ask("/search.jsonl?q=truce&party=" + party["value"]).body.splitlines()
ok(len({json.loads(row)["page"] for row in found}) == party["articles"], "of a party likewise", (party, len(found)))
page = server.ask("/utterance/" + utterance["id"]).body.decode()
ok("<ins>" in page and "Who has it from whom" in page and "<svg class=\"graph\"" in page and
   all(report["statement"] in page for report in utterance["reports"]), "an utterance has all its reports, and what differs is marked", page)
page = server.ask("/statement/" + utterance["reports"][1]["statement"]).body.decode()
ok("/utterance/" + utterance["id"] in page and "independent source" in page, "a statement has the other reports of it")
page = server.ask("/story/" + story["id"]).body.decode()
ok(all(article["page"] in page for article in story["articles"]) and "<details>" in page, "a story has all its articles, copies folded", page)
steps = server.ask(f"/who/{utterance['id']}.json").json()["rows"]
who = priscus("who", utterance["id"], "--ledger", LEDGER, "--format", "csv").stdout.splitlines()
ok(len(steps) == len(who) - 1 and {step["how"] for step in steps} >= {"copy", "quotes"}, "who has it from whom, as priscus who says", steps)
about = server.ask("/about").body.decode()
reading = server.ask("/readings.json").json()["rows"][0]
ok(reading["sha256"] in about and reading["engine"] in about and 'id="errors"' in about, "what made the entries is told, and how often it errs")

# ---- page by page ----------------------------------------------------------------------------


def walk(path, limit):
    """All rows, by the cursors, and how many replies they took."""
    rows, cursor, n = [], "", 0
    while cursor is not None and n < 1000:
        got = server.ask(f"/api/v1/{path}{'&' if '?' in path else '?'}limit={limit}" + (cursor and f"&cursor={cursor}")).json()
        assert got["truncated"] == (got["next"] is not None)
        rows, cursor, n = rows + got["rows"], got["next"], n + 1
    return rows, n


for path in ["positions", "statements", "articles", "search?q=truce", "issue/ceasefire", "changes", "stances", "utterances?pages=1", "stories?pages=1",
             "positions?by=published"]:
    everything = server.ask(f"/api/v1/{path}{'&' if '?' in path else '?'}limit=1000").json()["rows"]
    rows, n = walk(path, 5)
    ok(rows == everything and n == (len(rows) + 4) // 5, f"{path}: all rows, five by five", (len(rows), len(everything), n))


def turn(body, rel):
    found = re.search(rf'<a rel="{rel}" href="([^"]*)"', body)
    return found and html.unescape(found[1])


seen, body = [], server.ask("/positions?limit=20").body.decode()
while True:
    seen.append(re.findall(r'href="/position/(p-\w+)"', body))
    if not turn(body, "next"):
        break
    body = server.ask(turn(body, "next")).body.decode()
back = [seen[-1]]
while turn(body, "prev"):
    body = server.ask(turn(body, "prev")).body.decode()
    back.insert(0, re.findall(r'href="/position/(p-\w+)"', body))
ok(sum(seen, []) == sum(back, []) == [row["id"] for row in server.ask("/positions.jsonl").body.splitlines() for row in [json.loads(row)]] and
   len(seen) > 3, "a list is read to its end and back, without scripts", (len(seen), len(back)))
ok(len(server.ask("/positions.csv").body.splitlines()) > 101, "CSV has all rows")

# ---- who may ask -----------------------------------------------------------------------------

for host in ["evil.example", f"evil.example:{server.port}", "127.0.0.1:1", f"localhost:{server.port}.evil.example", ""]:
    ok(server.ask("/", Host=host).failed_well(421), f"a foreign name is not answered: {host!r}")
ok(server.raw(b"GET / HTTP/1.0\r\n\r\n").split(b" ")[1:2] == [b"421"], "no name is not answered")
form = b"id=p-000000000000"
for title, headers in [
    ("without a token", {}),
    ("with a wrong token", {"Authorization": "Bearer " + "0" * 32}),
    ("with the token's first half", {"Authorization": "Bearer " + server.token[:16]}),
    ("from a foreign page", {"Authorization": "Bearer " + server.token, "Origin": "http://evil.example"}),
    ("from a page without an origin", {"Authorization": "Bearer " + server.token, "Origin": "null"}),
    ("with a cookie and no origin", {"Cookie": "priscus_token=" + server.token}),
    ("with a cookie, across sites", {"Cookie": "priscus_token=" + server.token, "Sec_Fetch_Site": "cross-site"}),
]:
    ok(server.ask("/amend", "POST", form, **headers).failed_well(403), "nothing is written " + title)
bearer = {"Authorization": "Bearer " + server.token}


def amend(form, target="/api/v1/amend", **headers):
    return server.ask(target, "POST", form.encode(), **{**bearer, **headers})


judged = server.ask("/review.json").json()["rows"][0]["id"]
r = amend(f"id={judged}&what=confirm&who=Ada+Venn")
ok(r.status == 200 and re.fullmatch("c-[0-9a-f]{12}", r.json()["id"]), "an entry is confirmed", r.raw)
ok(server.ask(f"/position/{judged}.json").json()["rows"][0]["review"] == "confirmed" and
   judged not in {row["id"] for row in server.ask("/review.json").json()["rows"]}, "it is shown, and judged no more")
r = amend(f"id={judged}&what=stance&value=conditional&note=%3Cscript%3Ealert(1)%3C/script%3E&who=Ben&back=/position/{judged}", "/amend")
ok(r.status == 303 and r.headers["location"] == f"/position/{judged}" and "HttpOnly" in r.headers["set-cookie"],
   "a form leads back, and the name is remembered", r.raw)
r = server.ask(f"/position/{judged}", **bearer)
ok(b"<title>" in r.body and b" conditional " in r.body.split(b"</title>")[0] and b"Read by machine" in r.body,
   "the page says what people made of it, and what the machine read", r.raw[:300])
ok(b"conditional" in r.body and b"Ben" in r.body and b"<script>alert" not in r.body and b"&lt;script&gt;" in r.body and
   b"data-key" in r.body, "what people say stands beside the entry, as text", r.raw[:300])
ok(b"judgement" not in server.ask(f"/position/{judged}").body, "forms are for whoever has the token")
for back in ["//evil.example", "https://evil.example", "/\\evil.example", "/x%0d%0aSet-Cookie:a=b", "javascript:alert(1)"]:
    r = amend(f"id={judged}&what=note&note=x&who=Ben&back={back}", "/amend")
    ok(r.status == 303 and r.headers["location"] == "/" and r.raw.count(b"Set-Cookie") == 1 or r.failed_well(400),
       f"nobody is led away: {back}", r.raw[:400])
for form in ["", "id=p-000000000000&what=confirm&who=A", f"id={judged}&what=confirm", f"id={judged}&what=stance&value=likes&who=A",
             f"id={judged}&what=rule&who=A", f"id={judged}&what=reviewed&who=A", "id=../../etc/passwd&what=confirm&who=A",
             f"id={judged}&what=speaker&value=%1b[2J&who=A", f"id={judged}&what=note&who=A&note=" + "a" * 3000]:
    ok(amend(form).failed_well(400), f"cannot be said: {form[:60]}", amend(form).raw[:300])
ok(server.ask("/amend", **bearer).failed_well(404) and amend("", "/positions").failed_well(405), "writing has one address")
r = server.ask("/?token=" + server.token)
ok(r.status == 303 and r.headers["location"] == "/" and "HttpOnly" in r.headers["set-cookie"] and
   "SameSite=Strict" in r.headers["set-cookie"], "the token moves from the address into a cookie", r.raw)
r = server.ask("/?token=x%0d%0aSet-Cookie:%20a=b")
ok(r.failed_well(400) and "set-cookie" not in r.headers, "no header is put in by a parameter", r.raw)
r = server.ask("/?token=%22%3b%20Domain=evil.example")
ok("set-cookie" not in r.headers, "no attribute is put into the cookie", r.raw)

# ---- what is no request ----------------------------------------------------------------------

for target in ["/../../etc/passwd", "/..%2f..%2fetc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/static/../style.css",
               "/static/%2e%2e", "/%", "/%zz", "/%00", "/%ff", "/a%0ab", "/a%5cb", "/?q=%ff", "/search?q=%00"]:
    ok(server.ask(target).failed_well(400), f"refused: {target}", server.ask(target).raw[:300])
for target in ["/nothing", "/static/secret", "/static/style", "/positions/x", "/api/v2/positions", "/positions.svg",
               "/positions.atom", "/position/p-000000000001", "/statement/" + position["id"], "/position/x", "/issue/none", "/utterance/u-000000000000",
               "/utterance/s-000000000000", "/story/e-000000000000", "/story/x", "/who/x", "/who/s-000000000000", "/who/x.json", "/api", "/index.php"]:
    ok(server.ask(target).failed_well(404), f"not found: {target}", server.ask(target).raw[:300])
for target in ["/positions?nothing=1", "/positions?as-of=yesterday", "/positions?as-of=2031-02-30", "/positions?limit=0",
               "/positions?limit=1001", "/positions?limit=-1", "/positions?sure=2", "/positions?sure=nan", "/positions?by=me",
               "/search.json", "/stories?pages=0", "/stories?pages=x", "/utterances?q=x", "/facets.json", "/outlets?party=VSK", "/speakers?q=x", "/days?since=2031", "/positions?cursor=x", "/positions?cursor=a", "/positions?cursor=a3", "/positions?cursor=azz", "/positions?cursor=a" + "31" * 300,
               "/positions?cursor=n7", "/changes?cursor=n-1", "/changes?cursor=a3131", "/positions?cursor=a1f1f", "/compare.json", "/compare?parties=VSK", "/compare?parties=A,B,C", "/compare?then=x", "/changes?q=x", "/changes?since=soon", "/changes.atom?sure=7", "/positions?agenda=/etc/passwd", "/positions?agenda=../../etc/passwd",
               "/positions?" + "&".join(f"party={i}" for i in range(80))]:
    ok(server.ask(target).failed_well(400), f"no such parameter: {target[:60]}", server.ask(target).raw[:300])
ok(server.ask("/search?q=" + "a" * 9000).failed_well(414), "too long an address")
ok(server.ask("/", X="a" * 40000).status in (0, 400, 413, 431, 500), "too long a head")
ok(server.ask("/", method="DELETE").failed_well(405), "another method")
ok(server.ask("/", method="TRACE").failed_well(405), "TRACE")
ok(server.ask("/amend", "POST", b"x" * 70000, Authorization="Bearer " + server.token).status in (413, 0), "too large a body")
r = server.raw(f"POST /amend HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nTransfer-Encoding: chunked\r\n\r\n".encode() +
               b"fff\r\n" + b"x" * 0xfff + b"\r\n" * 1)
ok(server.alive(), "a body that never ends", r[:100])
ok(server.ask("/amend", "POST", b"{}", Authorization="Bearer " + server.token, Content_Type="application/json").failed_well(415),
   "another type of body")
for junk in [b"\x00" * 1000, b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00", b"GET  HTTP/1.1\r\n\r\n",
             b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"G" * 100000, b"GET / HTTP/1.1\nHost: x\n\n"]:
    server.raw(junk)
ok(server.alive(), "bytes that are no request")
for words in ['"', "*", "a AND", "NEAR(", "'; DROP TABLE page; --", "<script>alert(1)</script>", "\u202e", "a" * 2000]:
    target = "/search?q=" + "".join(f"%{b:02x}" for b in words.encode())
    r = server.ask(target)
    if r.status not in (200, 400) or b"<script>alert" in r.body:
        ok(False, f"search for {words[:20]!r}", r.raw[:500])
ok(server.alive(), "words of any kind are searched for, and shown as text")

# ---- slow and many ---------------------------------------------------------------------------

idle = []
try:
    for _ in range(2000):
        idle.append(server.connect())
except OSError:
    pass
for s in idle[:50]:
    s.sendall(b"GET / HTTP/1.1\r\nHo")  # half sent
began = time.monotonic()
alive = server.alive()
ok(alive and len(idle) >= 500, f"{len(idle)} idle and half-sent connections keep nobody waiting", time.monotonic() - began)
for s in idle:
    s.close()
for _ in range(200):  # gone before the answer comes
    with server.connect() as s:
        s.sendall(f"GET /positions HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n\r\n".encode())
ok(server.alive(), "clients that leave before they are answered")

# ---- a ledger that changes -------------------------------------------------------------------

other = os.path.join(WORK, "other.db")
with open(os.path.join(WORK, "one.txt"), "w") as f:
    f.write("Dorvenia rejects a ceasefire, its minister said on Monday.\n")
assert priscus("read", "-q", "--ledger", other, "--from", "text", os.path.join(WORK, "one.txt")).returncode == 0
count = len(server.ask("/api/v1/articles?limit=1000").json()["rows"])
for name in ["", "-wal", "-shm"]: # a ledger is moved with what belongs to it (docs/ledger.md)
    if os.path.exists(LEDGER + name):
        os.rename(LEDGER + name, LEDGER + ".away" + name)
ok(server.ask("/").failed_well(503) and server.ask("/api/v1/positions").failed_well(503), "a ledger that is gone is said to be")
for name in ["", "-wal", "-shm"]:
    if os.path.exists(other + name):
        os.rename(other + name, LEDGER + name)
ok(len(server.ask("/api/v1/articles").json()["rows"]) == 1, "another ledger in its place is opened")
with open(LEDGER, "wb") as f:
    f.write(b"no ledger" * 1000)
ok(server.ask("/").status in (503, 500), "a file that is none is said to be", server.ask("/").raw[:300])
os.remove(LEDGER)
os.rename(LEDGER + ".away", LEDGER)
ok(len(server.ask("/api/v1/articles?limit=1000").json()["rows"]) == count, "and the server goes on when it is back")
writer = subprocess.Popen([PRISCUS, "read", "-q", "--ledger", LEDGER, "--from", "text", os.path.join(WORK, "one.txt")],
                          env=ENVIRONMENT, cwd=WORK)
statuses = {server.ask("/api/v1/positions").status for _ in range(50)}
ok(writer.wait() == 0 and statuses == {200}, "reading goes on while somebody writes", statuses)
ok(len(server.ask("/api/v1/articles?limit=999").json()["rows"]) == count + 1, "what was written is seen")  # no reply is kept of that

server.process.terminate()
ok(server.process.wait(20) == 0, "it ends when asked to", server.process.returncode)
shutil.rmtree(WORK)
print(f"1..{number}")
sys.exit(bad > 0)
