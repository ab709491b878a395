#!/usr/bin/env python3
"""scale.py [NAME=VALUE...]: what the world's news would take, by what one page costs today.

    bench/scale/scale.py                          a million articles a day, ten years
    bench/scale/scale.py articles_a_day=50000     a country's

Prints, first, the simulation of the turn to write: workers read pages (their time is lognormal), wait for the one turn, hold it while their rows go
in; then machines and storage year by year; then what breaks first. Each cost is a measured one: bench/README.md, "The world's news", says by which
command. Nothing is needed but Python's standard library."""
import heapq
import math
import random
import sys

COSTS = {
    "articles_a_day": 1e6,
    "years": 10,
    "peak": 3.0,  # the busiest hour beside the mean one
    # processor seconds a page of 178 KB of HTML with 900 words, one core
    "read_encoder": 0.136,
    "read_fast": 0.022,
    "spread": 0.8,  # sigma of the logarithm of reading times: lengths of news
    "link": 0.004,  # a page among 300; grows by LINK_GROWTH each time the ledger is ten times as large
    "link_growth": 1.35,
    # seconds that a page holds the turn: its rows (server), their way there, the commit
    "turn_rows": 0.0075,
    "turn_commit": 0.001,
    # bytes a page
    "file": 60e3,  # a file of SQLite's, all of it
    "page": 33e3,  # of that the page as it came, zstd
    "server": 94e3,  # PostgreSQL with indexes
    "full_text": 33e3,  # of that
    # what one machine has
    "cores": 16,
    "disk": 30e12,
    "ram": 256e9,
}


def simulate(workers, cost, read, seconds=600, seed=1):
    """Pages a second, share of time the turn is taken, waits for it (median, 99th percentile, longest) of so many workers."""
    chance = random.Random(seed)
    mean = math.log(read) - cost["spread"] ** 2 / 2
    turn = cost["turn_rows"] + cost["turn_commit"]
    ready = [(chance.lognormvariate(mean, cost["spread"]), w) for w in range(workers)]
    heapq.heapify(ready)
    free, done, waits = 0.0, 0, []
    while True:
        at, worker = heapq.heappop(ready)
        if at > seconds:
            break
        begun = max(at, free)
        waits.append(begun - at)
        free = begun + turn
        done += 1
        heapq.heappush(ready, (free + chance.lognormvariate(mean, cost["spread"]), worker))
    waits.sort()
    return (done / seconds, done * turn / seconds, waits[len(waits) // 2], waits[int(len(waits) * 0.99)], waits[-1])


def table(head, rows):
    rows = [head] + rows
    widths = [max(len(str(r[i])) for r in rows) for i in range(len(head))]
    for n, row in enumerate(rows):
        print("| " + " | ".join(str(c).rjust(w) for c, w in zip(row, widths)) + " |")
        if n == 0:
            print("|" + "|".join("-" * (w + 1) + ":" for w in widths) + "|")
    print()


def size(bytes_):
    for unit in ("kB", "MB", "GB", "TB", "PB"):
        bytes_ /= 1000
        if bytes_ < 1000:
            return f"{bytes_:.3g} {unit}"
    return f"{bytes_:.3g} EB"


def main():
    cost = dict(COSTS)
    for word in sys.argv[1:]:
        name, _, value = word.partition("=")
        if name not in cost or not value:
            sys.exit(f"scale.py: {word}: one of {', '.join(cost)}, with =VALUE")
        cost[name] = float(value)
    per_second = cost["articles_a_day"] / 86400
    peak = per_second * cost["peak"]
    turn = cost["turn_rows"] + cost["turn_commit"]

    print(f"{cost['articles_a_day']:,.0f} articles a day are {per_second:.1f} a second, {peak:.1f} at the peak.\n")
    print("The turn to write (simulated, ten minutes each)\n")
    rows = []
    for read, name in ((cost["read_encoder"], "encoder"), (cost["read_fast"], "--fast")):
        alone = simulate(1, cost, read)[0]
        for workers in (1, 4, 16, 64, 256):
            rate, taken, median, late, longest = simulate(workers, cost, read)
            rows.append((name, workers, f"{rate:.1f}", f"{100 * rate / (workers * alone):.0f} %", f"{100 * taken:.0f} %",
                         f"{1000 * median:.1f}", f"{1000 * late:.0f}", f"{1000 * longest:.0f}"))
    table(("reading", "workers", "pages/s", "of the sum", "turn taken", "wait ms, median", "99 %", "longest"), rows)

    print("Machines and storage\n")
    rows = []
    for year in range(1, int(cost["years"]) + 1):
        n = cost["articles_a_day"] * 365 * year
        link = cost["link"] * cost["link_growth"] ** max(0, math.log10(n / 300))
        rows.append((year, f"{n / 1e6:,.0f}", f"{math.ceil(peak * cost['read_encoder'])}", f"{100 * peak * turn:.0f} %",
                     f"{1000 * link:.1f}", f"{100 * peak * link:.0f} %", size(n * cost["server"]), size(n * cost["page"]),
                     size(n * cost["full_text"]), f"{n * cost['server'] / cost['disk']:.1f}"))
    table(("year", "million articles", "cores to read at the peak", "turn taken", "ms to place one", "linker busy", "database",
           "of that pages", "of that full text", "disks of 30 TB"), rows)

    print("What breaks, in this order\n")
    for n, (when, what) in enumerate(sorted(breaks(cost, peak, turn)), 1):
        print(f"{n}. {'not at this rate' if when == math.inf else f'after {when:.2g} years'}: {what}")
    print("Asking does not: lists and matrices read ordered tables from where they begin, whatever the size, and replicas take as many "
          "readers as there are.")


def breaks(cost, peak, turn):
    """When, in years, and what then."""
    day, year = cost["articles_a_day"], 365 * cost["articles_a_day"]
    index = 0.65 * cost["full_text"]  # measured: 6.2 of 9.7 MB
    # the linker is at its limit when peak * link(n) = 1
    decades = math.log(1 / (peak * cost["link"])) / math.log(cost["link_growth"])
    return [
        (cost["disk"] / (year * cost["server"]),
         f"storage. {size(day * cost['server'])} a day fill {size(cost['disk'])}. Pages as they came are {100 * cost['page'] / cost['server']:.0f} % of it and are read by "
         f"verify and trace alone: they go to an object store, by their hash, and {size(day * (cost['server'] - cost['page']))} a day stay."),
        (cost["ram"] / (year * index),
         f"the full text. Its index, {size(year * index)} a year, is written all over and no longer lies in {size(cost['ram'])} of memory. It is cut by ranges of "
         "articles: the newest in memory, older ones read alone; a search asks the newest first."),
        (math.inf if peak * turn < 1 else 0,
         f"the turn to write. {1 / turn:.0f} pages a second at most, {1 / turn / cost['peak'] * 86.4e3 / 1e6:.1f} million a day with that peak. Below it nobody waits long; "
         "above it there are several ledgers, by language or by outlet, each with a chain of its own."),
        (max(0, 300 * 10 ** decades / year),
         "the one linker. Its index goes by key and can be cut by key, a linker a slice; until then it lags behind at the peak and catches up at night."),
    ]


if __name__ == "__main__":
    main()
