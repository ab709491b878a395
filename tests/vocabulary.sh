# vocabulary.sh - data/vocabulary.py turns lists into tables, and names the place of a line that cannot be right.
set -u
: "${SOURCE:?the repository}"
work=$(mktemp -d "${TMPDIR:-/tmp}/priscus-test.XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
number=0
printf 'vocabulary_labels vocabulary_words vocabulary_months vocabulary_more\n' >vocabulary.h

# make_of TEXT: the tables of a file with this text
make_of() {
    printf '%b' "$1" >words.txt
    python3 "$SOURCE/data/vocabulary.py" vocabulary.h words.txt out.c 2>err
}

result() {
    number=$((number + 1))
    if [ "$1" = 0 ]; then echo "ok $number - $2"; else
        echo "not ok $number - $2"
        sed 's/^/# /' err
    fi
}

# stops TITLE TEXT PLACE: a file with this text stops the build, and the message begins so
stops() {
    ! make_of "$2" && grep -qF -- "$3" err
    result $? "$1"
}

make_of '# why\n[phrases labels]\nsee also\n"by "\n[words words]\nshare tweet\n' &&
    grep -qF '"by ",' out.c && grep -qF 'vocabulary_words[] =' out.c && grep -qF '"share tweet"' out.c
result $? 'phrases and words become lists, blanks in quotation marks stay'
make_of '[numbers months]\n5 = may\n1 = jan january\n[numbers more]\n+ months\n2 = feb\n' &&
    [ "$(grep -oE '"(feb|jan|january|may)"' out.c | tail -4 | tr '\n' ' ')" = '"feb" "jan" "january" "may" ' ]
result $? 'tables are in the order of bytes, and take in others'
make_of '[phrases labels as written]\nBy\n' && grep -qF '"By",' out.c
result $? 'a list that is as written may have capitals'

stops 'a phrase with a capital' '[phrases labels]\nsee also\nRead More\n' 'words.txt:3: "Read More" is not folded: write "read more"'
stops 'a curly apostrophe' '[phrases labels]\ndon\xe2\x80\x99t miss\n' 'words.txt:2: "don’t miss" is not folded'
stops 'a phrase that is there twice' '[phrases labels]\nsee\n\nsee\n' 'words.txt:4: "see" stands in labels twice'
stops 'a word without its number' '[numbers months]\nmay\n' 'words.txt:2: NUMBER = word word ...'
stops 'a phrase before any list' 'see also\n' 'words.txt:1: no list has begun'
stops 'a kind of list that there is not' '[list labels]\n' 'words.txt:1: "[list labels]" is no head of a list'
stops 'a list that nobody asks' '[phrases lables]\n' 'words.txt:1: "lables" is not declared'
stops 'two lists of one name' '[words words]\na\n[words words]\n' 'words.txt:3: another list is called "words"'
stops 'a list that is to be taken in and is not there' '[phrases labels]\n+ more\n' 'words.txt:2: no list of phrases above is called "more"'
stops 'bytes that are not UTF-8' '[words words]\n\xff\n' 'words.txt:2: not UTF-8'
echo "1..$number"
