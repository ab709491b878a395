#!/usr/bin/env python3
"""A web server for the tests: on loopback, a port of its own, no manners.

    server.py FOLDER        writes FOLDER/port once it listens, and FOLDER/log, a line a request;
                            serves until it is killed

    /site/NAME              FOLDER/site/NAME as it is now, with ETag (its hash); 304 if that is known;
                            PORT in it is replaced by the port
    anything else           see below, a function each

With a certificate (FOLDER/cert.pem, key and all) a second port speaks TLS: FOLDER/tls-port.
robots.txt is FOLDER/robots.txt, or 404; FOLDER/robots.status has another status for it.
Standard library alone.
"""

import functools
import gzip
import hashlib
import http.server
import os
import ssl
import sys
import threading
import time
import zlib

FOLDER = sys.argv[1]

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - The Ferry Post</title>
<meta property="og:site_name" content="The Ferry Post">
<meta property="article:published_time" content="2031-05-03T07:10:00Z"></head><body><article><h1>{title}</h1>
<p>Veshkar rejects a ceasefire, Foreign Minister Rada Volshin said on Thursday in the old harbour of Halmasz.</p>
<p>Dorvenia demands a treaty, Dorvenian Foreign Minister Katalena Dresz told reporters, page {title} of the talks.</p>
<p>Nobody at the ferry landing had heard of it in the evening, and the boats went out as they do every day.</p>
</article></body></html>
"""


def page(title):
    return PAGE.format(title=title).encode()


@functools.cache
def bomb():
    """A gigabyte of zeros: one megabyte packed so that it stands for itself, a thousand times. Nobody gets as far as the sum at the end."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    megabyte = packer.compress(bytes(2**20)) + packer.flush(zlib.Z_FULL_FLUSH)
    return b"\x1f\x8b\x08" + bytes(6) + b"\xff" + megabyte * 1024 + packer.flush() + bytes(4) + (2**30).to_bytes(4, "little")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *args):
        pass

    def give(self, body, status=200, kind="text/html; charset=utf-8", **headers):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def go(self, where, status=302):
        self.give(b"", status, Location=where)

    def endless(self, chunk, times, pause=0.0, **headers):
        """A body whose end nobody waits for."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        for _ in range(times):
            self.wfile.write(chunk)
            self.wfile.flush()
            if pause:
                time.sleep(pause)

    def do_GET(self):
        path, _, query = self.path.partition("?")
        with LOCK, open(os.path.join(FOLDER, "log"), "a") as log:
            log.write(f"{self.path} {self.headers.get('User-Agent')}\n")
        try:
            if path.startswith("/site/"):
                self.site(path[len("/site/"):])
            else:
                getattr(self, "get_" + path[1:].replace("/", "_").replace(".", "_").replace("-", "_"),
                        self.missing)()
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def missing(self):
        self.give(b"<p>No such page</p>", 404)

    def site(self, name):
        try:
            with open(os.path.join(FOLDER, "site", os.path.basename(name)), "rb") as file:
                body = file.read()
        except OSError:
            return self.missing()
        if name.endswith(".down"):
            return self.give(b"down", 503, Retry_After="7200")
        body = body.replace(b"PORT", str(PORT).encode())
        tag = '"' + hashlib.sha256(body).hexdigest()[:16] + '"'
        if self.headers.get("If-None-Match") == tag:
            self.send_response(304)
            self.send_header("ETag", tag)
            self.end_headers()
            return None
        kind = "application/xml" if name.endswith((".xml", ".rss", ".opml")) else "text/html; charset=utf-8"
        return self.give(body, 200, kind, ETag=tag)

    def get_robots_txt(self):
        status = 200
        try:
            with open(os.path.join(FOLDER, "robots.status")) as file:
                status = int(file.read())
        except OSError:
            pass
        try:
            with open(os.path.join(FOLDER, "robots.txt"), "rb") as file:
                self.give(file.read(), status, "text/plain")
        except OSError:
            self.give(b"", 404 if status == 200 else status)

    def get_page(self):
        self.give(page("plain"))

    def get_closed_page(self):
        self.give(page("closed"))

    # redirects
    def get_relative(self):
        self.go("page")

    def get_absolute(self):
        self.go(f"http://127.0.0.1:{PORT}/page", 301)

    def get_loop(self):
        self.go("/loop2")

    def get_loop2(self):
        self.go("/loop")

    def get_growing(self):
        self.go(self.path + ("&a" if "?" in self.path else "?a"))

    def get_to_file(self):
        self.go("file:///etc/passwd")

    def get_to_link_local(self):
        self.go("http://169.254.169.254/latest/meta-data/")

    def get_to_key(self):
        self.go(f"http://me:sesame@127.0.0.1:{PORT}/page")

    def get_to_closed(self):
        self.go("/closed/page")

    def get_to_nowhere(self):
        self.give(b"", 302)

    def get_to_name(self):
        self.go(f"http://localhost:{PORT}/page")

    # packed
    def get_gzip(self):
        self.give(gzip.compress(page("gzip")), Content_Encoding="gzip")

    def get_deflate(self):
        self.give(zlib.compress(page("deflate")), Content_Encoding="deflate")

    def get_not_gzip(self):
        self.give(page("not gzip"), Content_Encoding="gzip")

    def get_bomb(self):
        self.give(bomb(), Content_Encoding="gzip")

    def get_double_bomb(self):
        self.give(gzip.compress(bomb()), Content_Encoding="gzip, gzip")

    # without end
    def get_huge(self):
        self.endless(b"<p>Boats. " * 6554, 10 * 2**30 // 65536, Content_Length=str(10 * 2**30))

    def get_huge_unsaid(self):
        self.endless(b"<p>Boats. " * 6554, 10 * 2**30 // 65536)

    def get_drip(self):
        self.endless(b"<", 600, 1.0)

    def get_silent(self):
        time.sleep(600)

    def get_headers(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for n in range(1_000_000):
            self.wfile.write(b"X-Gull-%d: %s\r\n" % (n, b"k" * 1000))

    def get_header(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Gull: " + b"k" * 3_000_000 + b"\r\n\r\n")
        self.close_connection = True

    def get_header_open(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Gull: ")
        for _ in range(1000):
            self.wfile.write(b"k" * 65536)

    def get_cookies(self):
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"Set-Cookie: gull=1\r\n" * 100_000)
        self.close_connection = True

    def get_continue(self):
        for _ in range(1_000_000):
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    # not what they say, byte for byte as it is written
    def raw(self, *parts):
        self.wfile.write(b"".join(parts))
        self.close_connection = True

    def get_raw_negative(self):
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n", page("x"))

    def get_raw_length(self):
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999999\r\n\r\n", page("x"))

    def get_raw_chunk(self):
        self.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8000000000000000\r\n", b"k" * 100)

    def get_raw_chunk_word(self):
        self.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", b"k" * 100)

    def get_raw_status(self):
        self.raw(b"HTTP/1.1 -200 OK\r\n\r\n", page("x"))

    def get_raw_version(self):
        self.raw(b"HTTP/9.9 200 OK\r\n\r\n", page("x"))

    def get_raw_nul(self):
        self.raw(b"HTTP/1.1 200 OK\r\nX-Gull: a\0b\r\n\r\n", page("x"))

    def get_raw_ended(self):
        self.raw(b"HTTP/1.1 200 OK\r\nX-Gull: a")

    def get_raw_location(self):
        self.raw(b"HTTP/1.1 302 Found\r\nLocation: \x1b[31m\r\nContent-Length: 0\r\n\r\n")

    def get_raw_packed(self):
        self.raw(b"HTTP/1.1 200 OK\r\nContent-Encoding: gull\r\nContent-Length: 3\r\n\r\nabc")

    # not what they say
    def get_cut(self):
        body = page("cut")
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body) + 5000))
        self.end_headers()
        self.wfile.write(body[:-40])
        self.close_connection = True

    def get_cut_chunks(self):
        body = page("cut chunks")
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        self.wfile.write(b"%x\r\n%s\r\n" % (len(body), body))
        self.close_connection = True

    def get_nothing(self):
        self.close_connection = True

    def get_empty(self):
        self.give(b"")

    def get_no_http(self):
        self.wfile.write(b"220 mail.norhaven.example ESMTP\r\n")
        self.close_connection = True

    def get_latin2(self):
        self.give(page("X").replace(b'<meta charset="utf-8">', b"").replace(b"X", "Łódź".encode("iso-8859-2")),
                  kind='text/html; Charset="iso-8859-2"')

    # refused
    def get_gone(self):
        self.give(b"gone", 410)

    def get_secret(self):
        self.give(b"no", 403)

    def get_busy(self):
        self.give(b"busy", 429, Retry_After="120")

    def get_broken(self):
        self.give(b"broken", 500)

    def get_down(self):
        self.give(b"down", 503, Retry_After="Fri, 31 Dec 2100 23:59:59 GMT")

    # several articles in one
    def get_lines_jsonl(self):
        with open("plain.jsonl", "rb") as file:
            self.give(file.read(), kind="application/x-ndjson")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *args):
        pass


def serve(server):
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server.server_address[1]


def say(name, port):
    with open(os.path.join(FOLDER, name + ".new"), "w") as file:
        file.write(f"{port}\n")
    os.rename(os.path.join(FOLDER, name + ".new"), os.path.join(FOLDER, name))


LOCK = threading.Lock()
server = Server(("127.0.0.1", int(sys.argv[2]) if len(sys.argv) > 2 else 0), Handler)
PORT = serve(server)
certificate = os.path.join(FOLDER, "cert.pem")
if os.path.exists(certificate):
    tls = Server(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    tls.socket = context.wrap_socket(tls.socket, server_side=True)
    say("tls-port", serve(tls))
say("port", PORT)
while True:
    time.sleep(60)
