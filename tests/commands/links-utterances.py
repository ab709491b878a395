"""Which utterances of samples/links.json are found: links-utterances.py LINKS.json <priscus utterances --format jsonl

One line each, in order: found, or missed (reports of one utterance lie in several); wrong, where two that only look alike are
one; and also, where reports of articles that are no copies of each other are put together and links.json says nothing of it."""
import json
import sys

gold = json.load(open(sys.argv[1], encoding="utf-8"))
told = [json.loads(line) for line in sys.stdin]
for utterance in told:
    for report in utterance["reports"]:
        report["file"] = report["file"].rsplit("/", 1)[-1]
original = {copy["copy"]: copy["of"] for copy in gold["copies"]}


def holder(report):
    """The one with a report whose place has most in common with this one's."""
    begin, end = report["span"]
    shared = [(min(end, r["span"][1]) - max(begin, r["span"][0]), u["id"]) for u in told for r in u["reports"]
              if r["file"] == report["file"]]
    return max((s for s in shared if s[0] > 0), default=(0, None))[1]


def words(utterance):
    return " / ".join(sorted({f"{r['file'][:2]} {r['words'][:60]}" for r in utterance["reports"]}))


lines, of = [], {}
for utterance in gold["utterances"]:
    held = [holder(report) for report in utterance["reports"]]
    if len(held) > 1:
        lines.append(f"{'found ' if held[0] and len(set(held)) == 1 else 'missed'} {utterance['id']}")
    for h in sorted({h for h in held if h}):
        if h in of:
            lines.append(f"wrong  {of[h]} and {utterance['id']} are one")
        of[h] = utterance["id"]
for utterance in told:
    files = {original.get(r["file"], r["file"]) for r in utterance["reports"]}
    if len(files) > 1 and utterance["id"] not in of:
        lines.append(f"also   {utterance['speaker']}: {words(utterance)}")
print("\n".join(sorted(lines)))
