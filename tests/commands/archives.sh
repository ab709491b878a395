# Pages in packed files, crawls and archives: each is read, what is damaged is told, nothing else is lost.
. "${SOURCE:?}/tests/commands/lib.sh"

python3 - <<'PY'
import bz2, gzip, io, lzma, random, tarfile, zipfile

def page(n):
    return ('<!doctype html><html><head><title>Ferry talks %d</title></head><body><article><h1>Ferry talks %d</h1>'
            '<p>Norhaven rejects the ferry treaty, its minister said on Monday, report %d.</p></article></body></html>' % (n, n, n)).encode()

def record(n, kind='response', status='200 OK', more='', body=None, ct='text/html; charset=utf-8'):
    body = page(n) if body is None else body
    block = ('HTTP/1.1 %s\r\nContent-Type: %s\r\n%s\r\n' % (status, ct, more)).encode() + body
    return ('WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: https://thetern.example/%d\r\nWARC-Date: 2031-05-03T04:05:06Z\r\n'
            'Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n' % (kind, n, len(block))).encode() + block + b'\r\n\r\n'

def packed(*records):
    return b''.join(gzip.compress(r, mtime=0) for r in records)

def write(name, data):
    open(name, 'wb').write(data)

lines = b''.join(b'{"id": "n%d", "title": "Ferry talks", "text": "Norhaven rejects the treaty."}\n' % n for n in range(3))
write('page.html', page(1))
write('page.html.gz', gzip.compress(page(1)))
write('page.html.bz2', bz2.compress(page(1)))
write('page.html.xz', lzma.compress(page(1)))
write('two.html.gz', gzip.compress(page(1)[:90]) + gzip.compress(page(1)[90:]))
write('pages.jsonl.gz', gzip.compress(lines))
write('cut.html.gz', gzip.compress(page(1))[:-30])

odd = [record(1), record(2, kind='request'), record(3, kind='revisit'), record(4, status='404 Not Found'),
       record(5, more='Transfer-Encoding: chunked\r\n', body=b'%x\r\n%s\r\n0\r\n\r\n' % (len(page(5)), page(5))),
       record(6, more='Content-Encoding: gzip\r\n', body=gzip.compress(page(6))),
       record(7, more='Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n'), record(8, status='200 '),
       record(9, more='Content-Encoding: br\r\n', body=bytes(range(128, 256)) + b'\0\1\2'), record(10, ct='image/png', body=b'\x89PNG\r\n\x1a\n')]
write('odd.warc', b''.join(odd))
write('odd.warc.gz', packed(*odd))
write('stream.warc.gz', gzip.compress(b''.join(odd)))

three = [gzip.compress(record(n), mtime=0) for n in (1, 2, 3)]
write('cut.warc.gz', three[0] + three[1][:-40] + three[2])
bad = bytearray(three[1]); bad[-6] ^= 1
write('checksum.warc.gz', three[0] + bytes(bad) + three[2])
write('last.warc.gz', three[0] + three[1][:-40])

def tar(mode):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as t:
        for name, data in [('p/1.html', page(1)), ('p/README.md', b'no'), ('p/style.css', b'p {}'), ('p/.git/config', b'no'),
                           ('p/2.html.gz', gzip.compress(page(2))), ('p/3.jsonl', lines)]:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            t.addfile(info, io.BytesIO(data))
    return out.getvalue()
write('all.tar', tar('w'))
write('all.tgz', tar('w:gz'))

out = io.BytesIO()
with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
    for n in (1, 2, 3):
        z.writestr('p/%d.html' % n, page(n) + random.Random(n).randbytes(600).hex().encode())
write('all.zip', out.getvalue())
broken = bytearray(out.getvalue())
at = broken.find(b'p/2.html')
broken[at + 60:at + 70] = b'\xff' * 10
write('damaged.zip', bytes(broken))

with zipfile.ZipFile('bomb.zip', 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('bomb.html', b'\0' * 200_000_000)
    z.writestr('page.html', page(1))
with gzip.open('bomb.html.gz', 'wb', 9) as g:
    for _ in range(300):
        g.write(b' ' * 1_000_000)
bomb = gzip.compress(b'<p>' + b'a' * 300_000_000)
write('bomb.warc.gz', packed(record(1)) + packed(record(2, more='Content-Encoding: gzip\r\n', body=bomb)) + packed(record(3)))
PY

count() { # count N FILE...: so many pages come out of it
    local n=$1
    shift
    run read --to jsonl "${world[@]}" "$@"
    lines out "$n"
}

little_memory() {
    nm "$PRISCUS" 2>/dev/null | grep -q __asan_init || ulimit -v "$1"
}

it "looks through gzip, bzip2 and xz, and guesses by the name without the ending"
for file in page.html.gz page.html.bz2 page.html.xz two.html.gz; do
    count 1 "$file"
    exits 0
    prints 'Ferry talks 1'
done
count 3 pages.jsonl.gz
exits 0
gzip -dc pages.jsonl.gz | "$PRISCUS" read -q --to jsonl "${world[@]}" --from jsonl - >piped 2>err
lines piped 3

it "reads a packed page that is cut short as far as it goes, and says so"
count 2 cut.html.gz page.html
exits 0
says 'cut.html.gz: its gzip member at byte 0 is cut short; read as far as it goes'

it "reads pages that have bytes behind their gzip member"
{ cat page.html.gz; echo 'and a word'; } >behind.html.gz
{ cat pages.jsonl.gz; printf '\37\213'; } >behind.jsonl.gz
{ cat odd.warc.gz; printf 'signature'; } >behind.warc.gz
count 9 behind.html.gz behind.jsonl.gz behind.warc.gz
exits 0
says 'behind.html.gz: what stands behind its last gzip member, from byte'
says 'behind.warc.gz: what stands behind its last gzip member, from byte'

it "reads the pages of a WARC file, a member a record, plain, or in one stream"
for file in odd.warc.gz odd.warc stream.warc.gz; do
    count 5 "$file"
    exits 0
    prints "$file:8"
    prints 'Ferry talks 6'
    says "$file: 10 records, 5 pages; passed over: 1 request, 1 revisit (the page was stored before), 1 with another status than 200, 1 neither HTML nor plain text nor a feed, 1 packed with brotli"
done
run read -q --to jsonl odd.warc.gz
lines err 0

it "reads a WARC file from a pipe"
"$PRISCUS" read -q --to jsonl - <odd.warc.gz >out 2>err
lines out 5
prints '"-:8"'

it "passes over a damaged member and reads the rest"
count 2 cut.warc.gz
exits 3
says 'cut.warc.gz: record 2 (at byte '
prints 'Ferry talks 3'
count 2 checksum.warc.gz
exits 3
says 'the checksum of its gzip member at byte '
count 1 last.warc.gz
exits 3
says 'is cut short'

it "reads the pages of tar and zip files, passing over what folders pass over"
for file in all.tar all.tgz; do
    count 5 "$file"
    exits 0
    prints "$file:p/1.html"
    prints "$file:p/2.html.gz"
done
count 3 all.zip
exits 0
prints all.zip:p/3.html
"$PRISCUS" read -q --to jsonl - <all.zip >out 2>err
lines out 3

it "names a damaged member of a zip and reads the others"
count 2 damaged.zip
exits 3
says 'damaged.zip:p/2.html: damaged'

it "is not blown up by bombs, in little memory"
(little_memory 1500000; "$PRISCUS" read -q --to jsonl bomb.zip bomb.html.gz bomb.warc.gz >out 2>err)
status=$?
exits 3
lines out 3
says 'bomb.zip:bomb.html: larger than 32 MiB'
says 'bomb.html.gz: larger than 32 MiB'
says 'bomb.warc.gz: record 2 (at byte '

finish
