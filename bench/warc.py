#!/usr/bin/env python3
"""warc.py FOLDER OUT [--megabytes N] [--odd SHARE] [--damaged SHARE] [--plain] - make up a WARC file of pages.

Writes OUT (gzip, a record a member; with --plain no gzip) of at least N MB of unpacked records out of the files
*.html in FOLDER, each time a little changed, and between them what crawls have: requests, metadata, revisits,
redirects, pictures, chunked and packed bodies, folded and oddly written headers, and damage: members cut
short, members with a flipped bit, lengths that lie. Prints one line of JSON: how many records there are, how many
pages a reader must find, how many records it must call damaged. The same arguments give the same file.
"""
import argparse
import gzip
import json
import pathlib
import random
import sys
import zlib

args = argparse.ArgumentParser()
args.add_argument('folder')
args.add_argument('out')
args.add_argument('--megabytes', type=int, default=2000)
args.add_argument('--odd', type=float, default=0.2)
args.add_argument('--damaged', type=float, default=0.001)
args.add_argument('--plain', action='store_true')
args = args.parse_args()

dice = random.Random(1)
pages = [p.read_bytes() for p in sorted(pathlib.Path(args.folder).rglob('*.htm*'))]
if not pages:
    sys.exit('no *.html in ' + args.folder)


def chunked(body):
    out = bytearray()
    for at in range(0, len(body), 4000):
        part = body[at:at + 4000]
        out += b'%x\r\n%s\r\n' % (len(part), part)
    return bytes(out) + b'0\r\n\r\n'


def record(kind, n, block, content='application/http; msgtype=response', end=b'\r\n', odd='', length=None):
    head = [f'WARC-Type: {kind}', f'WARC-Date: 2031-05-{n % 28 + 1:02d}T04:05:{n % 60:02d}Z',
            f'WARC-Record-ID: <urn:uuid:00000000-0000-4000-8000-{n:012d}>',
            f'WARC-Target-URI: https://thetern.example/ferry/{n}',
            f'Content-Type: {content}', f'Content-Length: {len(block) if length is None else length}']
    if odd == 'brackets':
        head[3] = f'WARC-Target-URI: <https://thetern.example/ferry/{n}>'
    if odd == 'case':
        head = [h.replace('WARC-Type', 'warc-type').replace('Content-Length', 'CONTENT-LENGTH') for h in head]
    if odd == 'folded':
        head.insert(1, 'X-Note: one\r\n  and two')
    if odd == 'cut':
        head.append('WARC-Truncated: length')
    return end.join([b'WARC/1.0'] + [h.encode() for h in head]) + end + end + block + end + end


def http(body, status='200 OK', kind='text/html; charset=utf-8', more=''):
    return f'HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{more}\r\n'.encode() + body


out = open(args.out, 'wb')
size = written = records = expected = damaged = 0


def put(raw, keep=None):
    global size, written, records
    packed = raw if args.plain else gzip.compress(raw, 6, mtime=0)
    if keep:
        packed = keep(packed)
    out.write(packed)
    written += len(packed)
    size += len(raw)
    records += 1


put(record('warcinfo', 0, b'software: made up\r\n', 'application/warc-fields'))
n = 0
while size < args.megabytes * 1000000:
    n += 1
    page = pages[dice.randrange(len(pages))].replace(b'</body>', b'<p>Report %d.</p></body>' % n)
    put(record('request', n, b'GET /ferry/%d HTTP/1.1\r\nHost: thetern.example\r\n\r\n' % n, 'application/http; msgtype=request'))
    if dice.random() < args.damaged:
        how = dice.choice(['cut', 'flipped', 'length'] if not args.plain else ['length'])
        damaged += 1
        raw = record('response', n, http(page))
        if how == 'cut':
            put(raw, lambda p: p[:len(p) * 2 // 3])
        elif how == 'flipped':
            put(raw, lambda p: p[:len(p) // 2] + bytes([p[len(p) // 2] ^ 0x55]) + p[len(p) // 2 + 1:])
        else:
            put(record('response', n, http(page), length=len(http(page)) + dice.choice([13, -100])))
        continue
    if dice.random() >= args.odd:
        put(record('response', n, http(page)))
        expected += 1
        continue
    odd = dice.choice(['chunked', 'gzip', 'deflate', 'masked', 'lying', 'brackets', 'case', 'folded', 'cut', 'lf', 'reason',
                       'revisit', 'redirect', 'picture', 'empty', 'metadata'])
    expected += odd not in ('revisit', 'redirect', 'picture', 'empty', 'metadata')
    if odd == 'chunked':
        put(record('response', n, http(chunked(page), more='Transfer-Encoding: chunked\r\n')))
    elif odd == 'gzip':
        put(record('response', n, http(gzip.compress(page, mtime=0), more='Content-Encoding: gzip\r\n')))
    elif odd == 'deflate':
        put(record('response', n, http(zlib.compress(page), more='Content-Encoding: deflate\r\n')))
    elif odd == 'masked':
        put(record('response', n, http(page, more='X-Crawler-Content-Encoding: gzip\r\nX-Crawler-Transfer-Encoding: chunked\r\n')))
    elif odd == 'lying':
        put(record('response', n, http(page, more='Content-Encoding: br\r\nTransfer-Encoding: chunked\r\n')))
    elif odd == 'lf':
        put(record('response', n, http(page), end=b'\n'))
    elif odd == 'reason':
        put(record('response', n, http(page, status='200 ')))
    elif odd == 'revisit':
        put(record('revisit', n, b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n'))
    elif odd == 'redirect':
        put(record('response', n, http(b'moved', status='301 Moved Permanently')))
    elif odd == 'picture':
        put(record('response', n, http(b'\x89PNG\r\n\x1a\n' + dice.randbytes(20000), kind='image/png')))
    elif odd == 'empty':
        put(record('response', n, http(b'')))
    elif odd == 'metadata':
        put(record('metadata', n, b'fetchTimeMs: 12\r\n', 'application/warc-fields'))
    else:
        put(record('response', n, http(page), odd=odd))
out.close()
print(json.dumps({'records': records, 'pages': expected, 'damaged': damaged, 'bytes': size, 'file': written}))
