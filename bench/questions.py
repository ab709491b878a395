#!/usr/bin/env python3
"""questions.py BUILD LEDGER: each question of the command line and each page of the web, asked of a ledger (bench-serve made one).

Of each: milliseconds of the wall clock with nothing of the ledger in memory (cold; of a web page, what its first request
takes in a server that has just started); then, with the ledger in memory, milliseconds of processor time in the median,
at the 99th percentile, and of the wall clock at least. Of a web page what is kept is asked for in other words
each time (another date that no article has), so that it is worked out each time.

    --runs N        so many times warm (20); fewer where one takes more than a second
    --only PATTERN  questions whose name has it (a regular expression)
    --save FOLDER   instead: each answer into a file of it, to be compared (diff -r) with those of another build
"""

import argparse
import csv
import io
import os
import re
import resource
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request


def forget(ledger):
    """Give back what of the file is in memory. What was written has to be on the disk for that."""
    for path in (ledger, ledger + "-wal"):
        if os.path.exists(path):
            fd = os.open(path, os.O_RDONLY)
            os.fsync(fd)
            os.posix_fadvise(fd, 0, 0, os.POSIX_FADV_DONTNEED)
            os.close(fd)


def run(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    began = time.monotonic()
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: {done.stderr.decode()}")
    cpu = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    return wall * 1000, cpu * 1000, done.stdout + done.stderr


class Server:
    """`priscus serve`, and the processor time that its threads take."""

    def __init__(self, priscus, ledger):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.process = subprocess.Popen([priscus, "serve", "--ledger", ledger, "--port", str(self.port)],
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.02)
        sys.exit("the server did not start")

    def cpu(self):
        total = 0
        for task in os.listdir(f"/proc/{self.process.pid}/task"):
            with open(f"/proc/{self.process.pid}/task/{task}/schedstat") as f:
                total += int(f.read().split()[0])
        return total / 1e6

    def ask(self, path):
        cpu, began = self.cpu(), time.monotonic()
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=600) as reply:
            body = reply.read()
        return (time.monotonic() - began) * 1000, self.cpu() - cpu, body

    def close(self):
        self.process.terminate()
        self.process.wait()


def first(priscus, ledger, *question):
    text = run([priscus, *question, "--ledger", ledger, "--format", "csv"])[2].decode()
    return next(csv.DictReader(io.StringIO(text)), {})


def questions(priscus, ledger):
    """Name, and what comes behind `priscus`."""
    position = first(priscus, ledger, "positions", "--list", "--limit", "1", "--since", "2031-06-01")
    statement = first(priscus, ledger, "statements", "--limit", "1", "--since", "2031-06-01")
    db = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    story = db.execute("SELECT printf('e-%012x', key) FROM link_story JOIN link_event ON link_event.story = link_story.id"
                       " GROUP BY link_story.id HAVING count(*) > 1 ORDER BY key LIMIT 1").fetchone()
    story = story[0] if story else None
    utterance = db.execute("SELECT printf('u-%012x', utterance) FROM link_utterance GROUP BY utterance"
                           " HAVING count(*) > 1 LIMIT 1").fetchone()
    utterance = utterance[0] if utterance else None
    db.close()
    asked = [
        "positions", "positions --as-of 2031-06-30", "positions --since 2032-06-01", "positions --by published --as-of 2031-06-30",
        "positions --outlet Outlet", "positions --outlet 0", "positions --outlet 33", "positions --outlet 59", "positions --party CORV --outlet 33", "positions --sure .9", "positions --party CORV", "positions --issue talks",
        "positions --list --limit 20", "positions --list --limit 20 --as-of 2031-06-30",
        "positions --list --limit 20 --since 2032-06-01", "positions --list --limit 20 --party CORV --issue talks",
        "positions --list --limit 20 --party LEV --issue reparations", "positions --list --limit 20 --outlet 59",
        "positions --list --limit 20 --sure .99", "positions --list --limit 20 --party NONE",
        "positions --history --limit 20", "positions --history --limit 20 --party LEV --issue reparations",
        "statements --limit 20", "statements --limit 20 --party LEV", "statements --limit 20 --since 2032-06-01", "statements --limit 20 --until 2030-12-31",
        "statements --limit 20 --speaker L89", "statements --limit 20 --issue reparations", "statements --limit 20 --outlet 59",
        "statements --limit 20 --party LEV --issue reparations", "statements --limit 20 --party NONE",
        "search ga --limit 20", "search sota --limit 20", "search zikazi* --limit 20", "search ga --since 2032-06-01 --limit 20",
        "search nothingofthekind", "search sota ga --limit 20 --outlet 59", "stats", "stats --quality", "changes", "changes --since 2032-12-01",
        "changes --party LEV", "changes --history --party LEV --issue reparations", "stories --limit 20", "stories --since 2032-12-20",
        "stories --format json --limit 20", "utterances --limit 20", "utterances --since 2032-12-20 --limit 20",
        "utterances --party LEV --limit 20", "utterances --party CORV --limit 20", "utterances --outlet 59 --since 2032-06-01 --limit 20",
        "export csv --limit 100", "export jsonl --limit 100", "export jsonl --table statements --limit 100",
        "export annotations --limit 100", "export atom", "export graphml --network parties", "export graphml --network outlets",
    ]
    for question in asked:
        yield question, question.split()
    for name, entry in (("position", position.get("id")), ("statement", statement.get("id")), ("page", position.get("page")),
                        ("story", story), ("utterance", utterance)):
        if not entry:
            continue
        if name in ("position", "statement"):
            yield f"trace {name}", ["trace", entry]
        yield f"who {name}", ["who", entry]
        if name == "story":
            yield "positions --list --story", ["positions", "--list", "--story", entry]
            yield "statements --story", ["statements", "--story", entry]
            yield "stories --story", ["stories", "--story", entry]


def views(priscus, ledger):
    """Name and path of each page."""
    position = first(priscus, ledger, "positions", "--list", "--limit", "1", "--since", "2031-06-01")
    statement = first(priscus, ledger, "statements", "--limit", "1", "--since", "2031-06-01")
    db = sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)
    story = db.execute("SELECT printf('e-%012x', key) FROM link_story ORDER BY key LIMIT 1").fetchone()
    utterance = db.execute("SELECT printf('u-%012x', utterance) FROM link_utterance ORDER BY id LIMIT 1").fetchone()
    db.close()
    paths = ["/", "/?outlet=Outlet", "/?outlet=33", "/issue/talks", "/party/CORV", "/changes", "/changes.json", "/compare?parties=CORV,LEV",
             "/stances.json", "/positions", "/positions?party=LEV&issue=reparations", "/positions.json?issue=talks&limit=1000",
             "/statements", "/statements?party=LEV", "/statements?speaker=L89",
             "/search?q=ga", "/search?q=sota", "/facets.json?q=ga", "/articles.json", "/stories", "/utterances", "/outlets.json",
             "/speakers.json", "/speakers?since=2032-12-01", "/speakers?since=2031-06-01", "/days.json", "/readings.json", "/about", "/review", "/review?issue=reparations&outlet=59&limit=20", "/party/CORV?outlet=33", "/speakers?speaker=a1", "/explore", "/export"]
    for path in paths:
        yield path, path
    for name, entry in (("position", position.get("id")), ("statement", statement.get("id")), ("trace", position.get("id")),
                        ("article", position.get("page")), ("story", story and story[0]), ("utterance", utterance and utterance[0])):
        if entry:
            yield f"/{name}/ID", f"/{name}/{entry}"


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def show(name, cold, cpus, walls, size):
    print(f"{name:58.58} {cold:9.1f} {percentile(cpus, .5):9.1f} {percentile(cpus, .99):9.1f} {min(walls):9.1f} {size:10}", flush=True)


def times(cost, runs):
    """So many that they take some ten seconds; one of what takes longer."""
    return max(1, min(runs, int(10000 / max(cost, 1))))


def other_words(path, i):
    """The same question, asked so that no kept reply fits. Of speakers with a time is another question."""
    if path.startswith("/speakers"):
        return f"{path}{'&' if '?' in path else '?'}limit={100 + i}"
    return f"{path}{'&' if '?' in path else '?'}until={2100 + i}"


def save(name, folder, bytes):
    bytes = re.sub(rb"As of commit \d+", b"As of commit N", bytes)  # bringing it up is a commit
    with open(os.path.join(folder, name.replace("/", ":").replace(" ", "_")[:200]), "wb") as f:
        f.write(bytes)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("ledger")
    parser.add_argument("--runs", type=int, default=20)
    parser.add_argument("--only", default="")
    parser.add_argument("--save")
    options = parser.parse_args()
    priscus, ledger = os.path.join(options.build, "src/priscus"), options.ledger
    if not os.path.exists(priscus):
        priscus = os.path.join(options.build, "priscus")
    run([priscus, "stats", "--ledger", ledger])  # an older one is brought up
    if options.save:
        os.makedirs(options.save, exist_ok=True)
    else:
        print(f"{'':58} {'cold, ms':>9} {'CPU, ms':>9} {'99th':>9} {'wall':>9} {'bytes':>10}")
    for name, question in questions(priscus, ledger):
        if not re.search(options.only, name):
            continue
        command = [priscus, *question, "--ledger", ledger]
        if options.save:
            save(name, options.save, run(command)[2])
            continue
        forget(ledger)
        cold = run(command)[0]
        warm = [run(command)]
        warm += [run(command) for _ in range(times(warm[0][0], options.runs) - 1)]
        show(name, cold, [w[1] for w in warm], [w[0] for w in warm], len(warm[0][2]))
    for name, path in views(priscus, ledger):
        if not re.search(options.only, name):
            continue
        forget(ledger)
        server = Server(priscus, ledger)
        try:
            cold = server.ask(path)
            if options.save:
                save(name, options.save, cold[2])
                continue
            try:
                warm = [server.ask(other_words(path, 0))]
                warm += [server.ask(other_words(path, i + 1)) for i in range(times(warm[0][0], options.runs) - 1)]
            except urllib.error.HTTPError:  # it takes no dates: nothing of it is kept either, or all of it
                warm = [server.ask(path) for _ in range(3)]
            show(name, cold[0], [w[1] for w in warm], [w[0] for w in warm], len(cold[2]))
        except urllib.error.HTTPError as error:
            print(f"{name:58} {error}")
        finally:
            server.close()


if __name__ == "__main__":
    main()
