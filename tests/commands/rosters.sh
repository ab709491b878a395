# Rosters in the forms of other programs: dictionaries of actors and agents, tables of office holders.
. "${SOURCE:?}/tests/commands/lib.sh"

cat >world.actors <<'END'
# Actors of the invented world
# as of 2031-06-30
VESHKAR_  [VSK]
+VESHKARI_
+ONDREL_
DORVENIA_ [DRV]
+DORVENIAN_
SEVEN_RIVERS_COUNCIL_ [IGOSRC]
RADA_VOLSHIN_  # foreign minister
+FOREIGN_MINISTER_VOLSHIN
	[VSKELI 200101-270503]
	[VSKGOV 270504-20310914]
DANEK_ORSHUL_
	[VSKOPP 200101-300101]
	[VSKGOV >20310501]
NURAZ_BEHZEN_
	[VSKREBTLF >20220101]
END
cat >world.agents <<'END'
!MINIST! = MINISTER, MINISTRY
DEFENCE_!MINIST! [~GOVMIL]
GENDARME [~COP]
END
cat >holders.csv <<'END'
party,office,person,start_date,end_date,as_of 2031-06-30
DRV,Foreign Minister,"Dresz, Katalena",2030-04-08,
END
article() { # article DATE TEXT...
    printf '{"id": "a", "outlet": "The Ferry Post", "title": "T", "published": "%s", "text": "%s"}\n' "$1" "$2"
}
# stances ARGUMENT...: who takes which, of the lines in a.jsonl
stances() {
    run read -q --to jsonl --agenda samples/world.agenda "$@" a.jsonl
    exits 0
    python3 -c 'import json
for line in open("out"):
    for p in json.loads(line)["positions"]:
        print(p["speaker"], p["party"], p["issue"], p["stance"])' >stances
}

it "reads pages with a dictionary of actors: names in capitals are found in ordinary case, on their days"
{
    article 2031-05-03 "Rada Volshin rejected a ceasefire on Friday. Danek Orshul demanded a ceasefire."
    article 2030-05-03 "Danek Orshul demanded a ceasefire on Friday. The Seven Rivers Council demanded a ceasefire."
} >a.jsonl
stances --roster world.actors
lines err 0
cat >wanted <<'END'
Rada Volshin VSK ceasefire rejects
Danek Orshul VSK ceasefire demands
None IGOSRC ceasefire demands
END
equal stances wanted

it "reads a table beside it, and a roster of ours before both"
article 2031-05-03 "Katalena Dresz rejected a ceasefire on Friday. The Seven Rivers Council demanded a ceasefire." >a.jsonl
stances --roster holders.csv
echo "Katalena Dresz DRV ceasefire rejects" >wanted
equal stances wanted
stances --roster world.actors --roster holders.csv --roster samples/world.roster
printf '%s\n' "Katalena Dresz DRV ceasefire rejects" "None SRC ceasefire demands" >wanted
equal stances wanted

it "takes agents for offices, where there is no word for them yet"
article 2031-05-03 "Veshkari gendarme Pavel Ilich said that he rejected a ceasefire with Dorvenia." >a.jsonl
stances --roster world.actors
lines stances 0
stances --roster world.actors --roster world.agents
echo "Pavel Ilich VSK ceasefire rejects" >wanted
equal stances wanted

it "makes each entry again from the dictionary that the ledger keeps"
article 2031-05-03 "Rada Volshin rejected a ceasefire on Friday." >a.jsonl
run read -q --ledger l.db --agenda samples/world.agenda --roster world.actors --roster world.agents a.jsonl
exits 0
run positions --list --format csv --ledger l.db
grep -q ',VSK,' out || wrong "$(cat out)"
rm -f moved && mv world.actors moved
run verify --ledger l.db
exits 0
mv moved world.actors

it "shows whom a name is taken for"
run roster --roster world.actors --format csv 'Rada Volshin' orshul Ondrel
exits 0
lines err 0
cat >wanted <<'END'
name,party,office,from,to,code,written_at
Rada Volshin,VSK,government,2027-05-04,2031-09-14,VSKGOV,world.actors:12
Danek Orshul,VSKOPP,opposition,2020-01-01,2030-01-01,VSKOPP,world.actors:14
Danek Orshul,VSK,government,2031-05-01,last known 2031-06-30,VSKGOV,world.actors:15
Ondrel,VSK,,,,VSK,world.actors:5
END
equal out wanted
run roster --roster world.actors --as-of 2026-01-01 --format json 'Rada Volshin'
exits 0
python3 - <<'END' 2>why || wrong "$(tail -3 why)"
import json
row, = json.load(open("out"))
assert row["party"] == "" and row["code"] == "VSKELI" and row["name"] == "Rada Volshin", row
END
run roster --roster world.actors --roster world.agents --as-of 2031-05-03 'Veshkari defence minister'
exits 0
prints VSKGOVMIL
run roster --roster samples/world.roster --as-of 2031-05-03 Wolschin
exits 0
prints 'foreign minister'
run roster --roster world.actors --exit-status Nobody
exits 1
says 'no roster has "Nobody"'
run roster 'Sergey Lavrov'
exits 0
prints RUS
run roster
exits 2
says 'priscus roster NAME...'

it "tells wrong lines of other programs' files, with what to do, and uses the others"
printf 'VESHKAR [VSK]\nRADA_VOLSHIN [VSKGOV 9008223-911221]\n\t[VSKGOV >270504]\nORSHUL\n' >slips.actors
article 2031-05-03 "Rada Volshin rejected a ceasefire on Friday." >a.jsonl
stances --roster slips.actors
echo "Rada Volshin VSK ceasefire rejects" >wanted
equal stances wanted
says 'slips.actors:2: [VSKGOV 9008223-911221]: there is no day "9008223"; write YYMMDD or YYYYMMDD; the role is left out'
says 'slips.actors:4: "ORSHUL" has no code; give it one, as in NAME [CODE]'
lines err 2
for i in $(seq 30); do echo "NAME$i"; done >>slips.actors
stances --roster slips.actors
lines err 21
says 'and 12 more lines of rosters that are wrong; the others are used'
run roster --roster slips.actors Volshin
exits 0
lines err 32

it "still does not start with a mistake in a roster of ours, whatever stands beside it, nor with verbs"
printf 'roster r\nparty VSK state\n  nam Veshkar\n' >bad.roster
run read -q --to jsonl --roster slips.actors --roster bad.roster a.jsonl
exits 2
says 'bad.roster:3: there is no key "nam"; did you mean "name"?'
! grep -q slips err || wrong "$(cat err)"
printf -- '--- LEAVE [080] ---\nLEAVE\n' >verbs.txt
for command in 'read -q --to jsonl a.jsonl' 'roster Volshin'; do
    # shellcheck disable=SC2086
    run $command --roster verbs.txt
    exits 2
    says 'verbs.txt:1: this is a dictionary of verbs'
    lines err 1
done

it "reads hostile files to their end"
head -c 1000000 /dev/zero | tr '\0' 'A' >long.actors
printf ' [VSK]\nB [VSK]\n' >>long.actors
printf 'VESHKAR [VSK]\nB\0C [VSK]\nD\351 [VSK]\n' >bytes.actors
iconv -f UTF-8 -t UTF-16 world.actors >wide.actors
run roster --roster long.actors --roster bytes.actors B Veshkar
exits 0
prints Veshkar
says 'long.actors:1: the line has 1000006 bytes, and at most 65536 are read; it is left out'
says 'bytes.actors:2: the line has a byte 0'
says 'bytes.actors:3: byte 0xE9 is not UTF-8'
run roster --roster wide.actors Veshkar
exits 2
says 'is not UTF-8; save the file as UTF-8'

finish
