# postgres-lib.sh - a PostgreSQL server for a test: its own data in a temporary folder, on a socket there and on no network.
#
#     server_start || { it "..."; skip "$why"; finish; }        $why: what is missing
#     run read --ledger "$(database news)" ...                  a new database
#     server_stop immediate                                     as if it had crashed
#
# The server does not run as root: then it runs as the user that Debian's package has made.

server=$work/server
why=
for pg in /usr/lib/postgresql/*/bin; do :; done
as=()
[ "$(id -u)" != 0 ] || as=(runuser -u postgres --)

server_start() {
    if [ ! -x "$pg/initdb" ]; then
        why="PostgreSQL is not installed (Debian: postgresql)"
        return 1
    fi
    if [ ! -d "$server" ]; then
        mkdir -p "$server" && chmod 755 "$work" && { [ "$(id -u)" != 0 ] || chown postgres "$server"; } || return 1
        (cd / && "${as[@]}" "$pg/initdb" -D "$server/data" -A trust -E UTF8 --locale=C.UTF-8 -U priscus) >"$work/initdb.log" 2>&1 || {
            why="initdb: $(tail -1 "$work/initdb.log")"
            return 1
        }
    fi
    (cd / && "${as[@]}" "$pg/pg_ctl" -D "$server/data" -l "$server/log" -w -t 60 -o "-k $server -c listen_addresses='' -c fsync=off ${1:-}" start) \
        >"$work/start.log" 2>&1 || {
        why="the server does not start: $(tail -3 "$server/log" 2>/dev/null)"
        return 1
    }
}

server_stop() {
    [ ! -d "$server/data" ] || (cd / && "${as[@]}" "$pg/pg_ctl" -D "$server/data" -w -m "${1:-immediate}" stop) >/dev/null 2>&1
}
trap '[ "$BASHPID" != $$ ] || { server_stop; umount "$server/small" 2>/dev/null; chmod -R u+rwx "$work" 2>/dev/null; rm -rf "$work" "$work.cache"; }' EXIT

# The address of a database, made anew.
database() {
    "$pg/dropdb" -h "$server" -U priscus --if-exists --force "$1" 2>/dev/null
    "$pg/createdb" -h "$server" -U priscus "$1" && address "$1"
}
address() { echo "postgresql://${2:-priscus}@/$1?host=$server"; }
sql() { "$pg/psql" -h "$server" -U priscus -d "$1" -AtXqc "$2"; }
