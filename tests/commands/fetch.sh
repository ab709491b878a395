# Pages by their addresses: what a server may do, and what comes of it. The server is tests/commands/server.py.
. "${SOURCE:?}/tests/commands/lib.sh"
unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy PRISCUS_CONTACT

mkdir -p served/site
if command -v openssl >/dev/null; then
    openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost,IP:127.0.0.1 \
        -keyout served/key.pem -out served/cert.pem >/dev/null 2>&1 && cat served/key.pem >>served/cert.pem
fi
python3 "$SOURCE/tests/commands/server.py" served 2>served.err &
server=$!
trap '[ "$BASHPID" != $$ ] || { kill $server 2>/dev/null; chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work" "$work.cache"; }' EXIT
await test -s served/port
port=$(cat served/port)
site=http://127.0.0.1:$port

# get PATH...: read the pages, nothing kept.
get() {
    local at=()
    for path in "$@"; do at+=("$site/$path"); done
    run read -q --allow-private --delay 0 --timeout 10 --to jsonl "${world[@]}" "${at[@]}"
}

it "reads a page by its address, into the ledger"
run read --allow-private --delay 0 "${world[@]}" --ledger one.db "$site/page"
exits 0
says 'Read 1 page'
says '1 added'
run stats --ledger one.db
exits 0
run verify --ledger one.db
exits 0

it "says who is asking"
PRISCUS_CONTACT=desk@ferrypost.example get page
exits 0
grep -q '^/page Priscus/[0-9.]* (desk@ferrypost.example)$' served/log || wrong "$(cat served/log)"

it "follows redirects, relative and absolute"
get relative absolute to_name
exits 0
lines out 3

it "ends on redirects that go round, or on and on, or nowhere"
get loop growing to-nowhere
exits 5
lines err 3
says "$site/loop: redirects more than 10 times"
says "$site/growing: redirects more than 10 times"
says "$site/to-nowhere: a redirect that leads nowhere (302)"

it "goes to no other place than the web"
get to-file
exits 5
says 'redirects to what is no page: file:///etc/passwd: not an address that is fetched; only http:// and https:// are'
[ -s out ] && wrong "something was read: $(head -c 300 out)"
run read -q --to jsonl --allow-private ftp://127.0.0.1/a file:///etc/passwd
exits 3

for address in "$site/page" "http://localhost:$port/page" "http://[::ffff:127.0.0.1]:$port/page" "http://2130706433:$port/page" \
    "http://0x7f.1:$port/page" "http://0:$port/page" "http://10.0.0.1/page" "http://[::1]/page" "http://169.254.169.254/page"; do
    it "does not fetch from ${address/$port/PORT}"
    run read -q --delay 0 --to jsonl "$address"
    exits 5
    says 'not fetched; give --allow-private if that is meant'
    lines err 1
done

it "uses no proxy that may go where it must not"
https_proxy=http://127.0.0.1:9 run read -q --delay 0 --to jsonl https://thetern.example/
exits 5
says 'https_proxy is set'

it "unpacks what is packed, and takes what only says so"
get gzip deflate not-gzip
exits 0
lines out 3
prints 'page gzip of the talks'
prints 'page deflate of the talks'
prints 'page not gzip of the talks'

it "breaks off a gzip bomb and a page without end, in little memory"
(
    ulimit -v 1500000
    get bomb double-bomb huge huge-unsaid page
    echo "$status" >status
)
status=$(cat status)
exits 3
lines err 4
for page in bomb double-bomb huge huge-unsaid; do
    says "$site/$page: more than 32 MiB came (unpacked)"
done
lines out 1

it "does not wait for ever for a page that drips, or for nothing"
run read -q --allow-private --delay 0 --timeout 1 --to jsonl "$site/drip" "$site/silent" "$site/headers"
exits 5
says "$site/drip: did not come in time"
says "$site/silent: did not come in time"
says "$site/headers: "
lines out 0

it "keeps what came where the connection broke off"
get cut cut-chunks
exits 0
lines out 2

it "says what is wrong with pages that do not come, and reads the others"
get gone nowhere secret busy broken down nothing empty no-http page
exits 5
says "$site/gone: is gone or never was (410); look for a slip in the address"
says "$site/nowhere: is gone or never was (404)"
says "$site/secret: is not given to everybody (403)"
says "$site/busy: the site has been asked too often (429); it asks to wait 120 seconds"
says "$site/broken: the server has trouble of its own (500); try again later"
says "$site/down: the server has trouble of its own (503); it asks to wait 86400 seconds"
says "$site/nothing: the connection broke off"
says "$site/empty: an empty page came"
says "$site/no-http: what answers there is no web server"
lines err 9
lines out 1

it "tells trouble of the network from other trouble"
get gone
exits 5
run read -q --allow-private --delay 0 --to jsonl "$site/gone" no-such-file.html
exits 3

it "says that a host is not found, or takes no connection"
run read -q --delay 0 --to jsonl http://no-such-host.invalid/a
exits 5
says 'no host no-such-host.invalid is found'
run read -q --delay 0 --allow-private --to jsonl http://127.0.0.1:1/a
exits 5
says '127.0.0.1 takes no connection'

it "reads letters as the server says they are written"
get latin2
exits 0
prints 'Łódź'

it "reads several articles from one address"
get lines.jsonl
exits 0
lines out "$(wc -l <plain.jsonl)"

it "obeys robots.txt, also behind a redirect"
printf 'User-agent: *\nDisallow: /closed/\n' >served/robots.txt
get closed/page to-closed page
exits 5
says "$site/closed/page: not fetched: the site's robots.txt asks"
says "$site/to-closed: redirects to $site/closed/page: not fetched: the site's robots.txt asks"
lines out 1
rm served/robots.txt

it "fetches nothing where robots.txt is not to be had"
echo 503 >served/robots.status
get page
exits 5
says 'its robots.txt is answered with 503, which stands for "not now"'
rm served/robots.status

it "asks for robots.txt once"
: >served/log
get page gzip deflate
exits 0
[ "$(grep -c '^/robots.txt ' served/log)" -eq 1 ] || wrong "$(cat served/log)"

it "refuses a certificate that proves nothing"
if [ -s served/tls-port ]; then
    safe=https://localhost:$(cat served/tls-port)
    run read -q --allow-private --delay 0 --to jsonl "$safe/page"
    exits 5
    says 'not fetched, since its certificate proves nothing'
    SSL_CERT_FILE=$PWD/served/cert.pem run read -q --allow-private --delay 0 --to jsonl "$safe/page"
    exits 0
else
    skip 'openssl makes no certificate here'
fi

it "breaks off headers without end, each with its own error, and reads the rest"
for odd in header header_open headers cookies continue; do
    get $odd page
    exits 5
    lines out 1
    lines err 1
    grep -qE "^priscus: $site/$odd: the server sends (a header|headers) without end" err || wrong "$(cat err)"
done

it "keeps on behind answers that are no answers"
for odd in negative length chunk chunk_word status version nul ended location packed; do
    get raw-$odd page
    [ "$status" -eq 0 ] || [ "$status" -eq 5 ] || [ "$status" -eq 3 ] || wrong "$odd: exit status $status: $(cat err)"
    grep -q '"title": "plain' out || wrong "$odd: the page behind it was not read: $(cat err)"
    grep -q 'out of memory' err && wrong "$odd: $(cat err)"
    [ "$status" -eq 0 ] || grep -q "^priscus: $site/raw-$odd: " err || wrong "$odd: $(cat err)"
done

it "never shows a password, and keeps none"
run read --allow-private --delay 0 --ledger one.db "http://me:sesame@127.0.0.1:$port/page" "$site/to_key" \
    "http://me:ses@me@127.0.0.1:$port/page" "http://me:sesame@/" "http://me:ses me@127.0.0.1/" "http:///me:sesame@x/" \
    " http://me:sesame@127.0.0.1:$port/page"
grep -qaE 'sesame|ses@me|ses me|me:ses' err out one.db* && wrong "$(cat err)"
run watch --allow-private --once --ledger one.db "http://me:sesame@127.0.0.1:$port/site/all.xml"
grep -qaE 'sesame|me:ses' err out one.db* && wrong "$(cat err)"

it "asks for no host where none is named"
for address in http:///x https:///x http:// http://:80/ 'http://?x' http:////x; do
    run read -q --to jsonl "$address"
    exits 3
    lines err 1
    grep -q 'slip in' err || wrong "$(cat err)"
done

it "ends a fetch on Control-C"
: >served/log
env --default-signal=INT "$PRISCUS" read --allow-private --delay 0 --ledger stopped.db "$site/silent" >out 2>err &
reader=$!
await grep -q '^/silent ' served/log
kill -INT $reader
wait $reader
status=$?
exits 130
says 'stopped before the first page'
grep -q silent err && wrong "the page itself was complained of: $(cat err)"

finish
