"""Do debian/ and the release agree with the sources? packages.py SOURCE

What is said twice is held together here: the version, the packages that the build needs, the library's name and what
it exports, the licences. Speaks TAP."""
import pathlib
import re
import sys

source = pathlib.Path(sys.argv[1])
number = 0


def text(name):
    return (source / name).read_text(encoding="utf-8")


def is_so(title, faults):
    global number
    number += 1
    print(f"{'not ok' if faults else 'ok'} {number} - {title}")
    for fault in faults:
        print(f"# {fault}")


def paragraphs(name):
    """The paragraphs of a control file, each a dict."""
    for paragraph in re.split(r"\n\s*\n", text(name).strip()):
        fields = re.split(r"^([A-Za-z-]+):", paragraph, flags=re.M)[1:]
        yield dict(zip(fields[::2], (value.strip() for value in fields[1::2])))


def packages(value):
    return {re.sub(r"\s*\(.*", "", part.strip()) for part in value.split(",") if part.strip()}


header = text("include/priscus.h")
version = re.search(r'^#define PRISCUS_VERSION "(.*)"$', header, re.M)[1]
soversion = re.search(r"soversion: '(\d+)'", text("src/meson.build"))[1]
source_paragraph, *binaries = paragraphs("debian/control")
binaries = {paragraph["Package"]: paragraph for paragraph in binaries}
library = f"libpriscus{soversion}"

newest = re.match(r"priscus \((.*)-[^-]*\) ", text("debian/changelog"))[1]
is_so("the newest entry of debian/changelog is about this version",
      [] if newest == version else [f"{newest}, and priscus.h has {version}"])

wanted = re.search(r"^PACKAGES = ((?:.*\\\n)*.*)", text("Makefile"), re.M)[1].replace("\\\n", " ").split()
wanted = set(wanted) - {"gcc", "libc6-dev"}  # which every build on Debian has
has = packages(source_paragraph["Build-Depends"]) - {"debhelper-compat"}
is_so("debian/control needs what the Makefile gets", sorted(wanted ^ has))

late = {"libmicrohttpd-dev", "libarchive-dev", "libcurl4-openssl-dev", "libpq-dev"}  # loaded when needed (src/base/late.h)
linked = {name for name in wanted if name.endswith("-dev")} - late - {"libcmocka-dev"}
is_so("libpriscus-dev brings what the library is linked with",
      sorted(linked ^ {name for name in packages(binaries["libpriscus-dev"]["Depends"]) if name.endswith("-dev")}))

is_so("the library's package is named after its soversion",
      [] if library in binaries and (source / f"debian/{library}.install").exists() else [f"no package {library}"])

declared = {name for name in re.findall(r"[ *](priscus_[a-z_]+)\(", re.sub(r"/\*.*?\*/", "", header, flags=re.S)) if not name.endswith("_fn")}
first, *symbols = text(f"debian/{library}.symbols").splitlines()
exported = {line.split("@")[0].strip() for line in symbols}
is_so("its symbols are what priscus.h declares", sorted(declared ^ exported) +
      ([] if first == f"libpriscus.so.{soversion} {library} #MINVER#" else [first]))

faults, named, explained = [], set(), set()
for paragraph in list(paragraphs("debian/copyright"))[1:]:
    licence = paragraph.get("License", "")
    if "Files" not in paragraph:
        explained.add(licence.split("\n")[0])
        continue
    named.add(licence)
    faults += [f"{paragraph['Files']}: no {key}" for key in ("Copyright", "License") if not paragraph.get(key)]
    faults += [f"{name}: no such file" for name in paragraph["Files"].split() if name != "*" and not (source / name).exists()]
is_so("debian/copyright is about files that are there, and has the text of each licence", faults + sorted(named ^ explained))

about = text("models/README.md")
licences = {paragraph["Files"]: paragraph["License"] for paragraph in paragraphs("debian/copyright") if "Files" in paragraph}
is_so("the models are under the licences that models/README.md names", [
    f"{name}: {licences.get(name)}" for name, licence, words in (
        ("models/english.model", "CC-BY-SA-4.0", "**The model is under CC BY-SA 4.0**"),
        ("models/english.encoder", "Apache-2.0", "**The encoder is under Apache-2.0**"))
    if licences.get(name) != licence or words not in about])

if (source / ".gitattributes").exists():  # in a clone
    is_so("what stays out of a release is there", [
        name for name in re.findall(r"^/(\S+)\s+export-ignore$", text(".gitattributes"), re.M) if not (source / name).exists()])
print(f"1..{number}")
