# Priscus. The front door: it asks meson to build, and says what to do where something is missing.
#
#   make            build the program and the library into build/
#   make demo       get what is missing (Debian's packages), build, read the samples, show what came of it
#   make check      get what is missing, build, run all tests; ends with `N passed, N failed`
#   make sanitize   the same tests with AddressSanitizer and UndefinedBehaviorSanitizer, in build-sanitize/
#   make fuzz       feed each fuzz target for FUZZ_SECONDS seconds (20), in build-fuzz/; needs clang
#   make bench      measure speed and memory on made-up copies of the samples (bench/README.md)
#   make web        get Observable Plot by npm, for the page /explore of `priscus serve`; all else does without
#   make install    into PREFIX (/usr/local); DESTDIR is respected
#   make format     clang-format over src, include, tests and bench
#   make packages   get what is missing and nothing else
#   make dist       a release: the tarball, built and tested from itself, into build/meson-dist/
#   make deb        packages for Debian, into build-deb/; lintian looks at them
#   make clean      remove the build folders
#
# OPTIONS goes to meson (make OPTIONS=-Dwerror=true), TESTS to meson test (make check TESTS='--suite unit').
# On a system without dpkg nothing is fetched: meson says what it misses (docs/dependencies.md has the list).

BUILD        ?= build
PREFIX       ?= /usr/local
OPTIONS      ?=
TESTS        ?=
FUZZ_SECONDS ?= 20

PACKAGES = gcc libc6-dev meson ninja-build pkgconf python3 libsqlite3-dev libzstd-dev \
	libjansson-dev libutf8proc-dev libssl-dev libdeflate-dev zlib1g-dev \
	libarchive-dev libcurl4-openssl-dev libmicrohttpd-dev libxxhash-dev libpq-dev libcmocka-dev sqlite3

# $(call get,PACKAGES): install those that dpkg does not call installed. Where none is missing, apt is not asked.
define get
@command -v dpkg-query >/dev/null || exit 0; \
missing=; \
for p in $(1); do \
	case $$(dpkg-query -W -f='$${db:Status-Status}' $$p 2>/dev/null) in \
	installed*) ;; *) missing="$$missing $$p" ;; esac; \
done; \
[ -n "$$missing" ] || exit 0; \
if [ "$$(id -u)" = 0 ]; then as=; \
elif command -v sudo >/dev/null && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then as=sudo; \
else echo "make: missing packages, and no way to become root. As root: apt-get install$$missing" >&2; exit 1; fi; \
echo "Installing$$missing" >&2; \
apt="$$as env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0"; \
$$apt -s install $$missing >/dev/null 2>&1 || $$apt update || exit 1; \
$$apt -y --no-install-recommends install $$missing >/dev/null || \
	{ $$apt update && $$apt -y --no-install-recommends install $$missing >/dev/null; }
endef

# $(call quietly,WHAT,FOLDER,COMMANDS): say WHAT in one line and keep what the commands print in FOLDER/make.log; where
# they fail, the end of it is shown.
define quietly
@mkdir -p $(2); echo "$(1)" >&2; { $(3); } >$(2)/make.log 2>&1 </dev/null || \
	{ tail -n 40 $(2)/make.log; echo "make: that failed; all of what it said: $(2)/make.log" >&2; exit 1; } >&2
endef

# $(call configure,FOLDER,OPTIONS): a build folder, where there is none yet.
configure = { [ -f $(1)/build.ninja ] || meson setup $(1) $(2) $(OPTIONS); }
comma = ,

.PHONY: all demo check sanitize fuzz bench web install format packages dist deb clean
.NOTPARALLEL:

all:
	@command -v meson >/dev/null || { echo "make: meson is not installed; make packages gets what is missing" >&2; exit 1; }
	@$(call configure,$(BUILD),--prefix $(PREFIX))
	@ninja -C $(BUILD)

packages:
	$(call get,$(PACKAGES))

DB = $(BUILD)/demo.db
SHOW = echo; echo "$$ priscus $(1)"; $(BUILD)/src/priscus $(1)

demo: packages
	$(call quietly,Building $(BUILD)/src/priscus (the first time: half a minute on two cores),$(BUILD),\
		$(call configure,$(BUILD),--prefix $(PREFIX)) && ninja -C $(BUILD) src/priscus)
	@rm -f $(DB) $(DB)-wal $(DB)-shm
	@$(call SHOW,read --ledger $(DB) --agenda samples/world.agenda --roster samples/world.roster samples/pages)
	@$(call SHOW,positions --ledger $(DB))
	@$(call SHOW,statements --ledger $(DB) --party VSK --issue ceasefire --limit 3)
	@$(call SHOW,changes --ledger $(DB) --party VSK --issue ceasefire)
	@printf '\n%s\n%s\n' "The negotiations are invented: samples/README.md says who is who. priscus is $(BUILD)/src/priscus" \
		"(make install puts it into $(PREFIX)). Where to look next:"
	@printf '  $(BUILD)/src/priscus %s\n' \
		"positions --ledger $(DB) --list --party VSK --issue ceasefire" \
		"positions --ledger $(DB) --as-of 2031-06-30" \
		"statements --ledger $(DB) --speaker Dresz" \
		"stories --ledger $(DB)" \
		"utterances --ledger $(DB) --speaker Orshul" \
		"search --ledger $(DB) prisoners" \
		"verify --ledger $(DB)" \
		"help read"
	@printf '\nIn a browser, each entry with its words in the page as it came:\n  $(BUILD)/src/priscus serve --ledger $(DB)\n'

check: packages
	$(call get,postgresql)
	$(call quietly,Building Priscus and its tests in $(BUILD)/ (the first time: a minute on two cores),$(BUILD),\
		$(call configure,$(BUILD),--prefix $(PREFIX)) && ninja -C $(BUILD))
	@tests/run.sh $(BUILD) --no-rebuild $(TESTS)

sanitize: packages
	$(call quietly,Building Priscus and its tests with sanitizers in build-sanitize/,build-sanitize,\
		$(call configure,build-sanitize,-Darena_malloc=true -Db_sanitize=address$(comma)undefined \
		-Doptimization=1 -Dc_args=-fno-sanitize-recover=all) && ninja -C build-sanitize)
	@ASAN_OPTIONS=strict_string_checks=1:detect_stack_use_after_return=1 \
	UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1 \
	tests/run.sh build-sanitize --no-rebuild -t 5 $(TESTS)

fuzz:
	$(call get,$(PACKAGES) clang libclang-rt-dev)
	$(call quietly,Building the fuzz targets in build-fuzz/,build-fuzz,\
		export CC=clang; $(call configure,build-fuzz,-Dfuzz=true -Darena_malloc=true) && ninja -C build-fuzz fuzz)
	@tests/fuzz/run.sh build-fuzz $(FUZZ_SECONDS)

bench: packages
	$(call quietly,Building an optimized Priscus in build-bench/,build-bench,\
		$(call configure,build-bench,--buildtype release) && ninja -C build-bench src/priscus)
	@bench/run.sh build-bench/src/priscus

# npm of Debian where there is none. The build folder has what it brings; the sources have the versions and hashes (web/).
WEB = $(BUILD)/web
web:
	@command -v npm >/dev/null || $(MAKE) --no-print-directory packages PACKAGES="nodejs npm"
	$(call quietly,Fetching Observable Plot into $(WEB)/,$(WEB),\
		cp web/package.json web/package-lock.json web/.npmrc $(WEB)/ && (cd $(WEB) && npm ci) && \
		cp $(WEB)/node_modules/d3/dist/d3.min.js $(WEB)/d3.js && \
		cp $(WEB)/node_modules/@observablehq/plot/dist/plot.umd.min.js $(WEB)/plot.js)

install: all
	meson install -C $(BUILD) --no-rebuild $(if $(DESTDIR),--destdir $(abspath $(DESTDIR)))
	@[ ! -f $(WEB)/plot.js ] || install -D -m 644 -t $(DESTDIR)$(PREFIX)/share/priscus/web $(WEB)/d3.js $(WEB)/plot.js

# meson dist takes what is committed, all but what .gitattributes says is for the repository alone.
dist: packages
	@$(call configure,$(BUILD),--prefix $(PREFIX))
	meson dist -C $(BUILD) --formats xztar

# dpkg-buildpackage puts its packages beside the folder that it builds in, so it gets a copy of the sources. `make check`
# has the tests; with DEB_BUILD_OPTIONS= they are built, and the unit tests run.
DEB_BUILD_OPTIONS ?= nocheck
deb:
	$(call get,$(PACKAGES) dpkg-dev debhelper lintian)
	@rm -rf build-deb
	@mkdir -p build-deb/priscus
	@tar -c --exclude=./.git --exclude='./build*' --exclude=./node_modules --exclude='*.db' --exclude='*.db-*' . | \
		tar -x -C build-deb/priscus
	$(call quietly,Building packages in build-deb/ (some minutes),build-deb,\
		(cd build-deb/priscus && DEB_BUILD_OPTIONS="$(DEB_BUILD_OPTIONS)" dpkg-buildpackage --build=binary --no-sign))
	@rm -rf build-deb/priscus
	lintian --fail-on error$(comma)warning build-deb/*.changes
	@ls build-deb/*.deb

format:
	git ls-files 'src/*.[ch]' 'include/*.h' 'tests/*.[ch]' 'bench/*.c' | xargs clang-format -i

clean:
	rm -rf build build-*
