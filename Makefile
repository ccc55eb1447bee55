# The chores of this package. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules

# Debian packages beyond the Swift toolchain's own needs, each with its reason.
#
# The tutorials' programs, which the tests talk to, and the scripts.
PACKAGES := python3
# nm, which shows that the tests' kernel is not in release builds.
PACKAGES += binutils
# OpenSSL 3, which `TLS` is made of, and how the package manager finds it.
PACKAGES += libssl-dev pkg-config
# SQLite, which holds the accounts.
PACKAGES += libsqlite3-dev
# Backs up the accounts, as the administrator's guide says.
PACKAGES += sqlite3
# Makes certificates for tests, and talks TLS to what is tested.
PACKAGES += openssl curl
# HAProxy, whose PROXY protocol the servers read: it talks to them in tests.
PACKAGES += haproxy
# What people use the file server with: they talk to it in tests, as curl does.
PACKAGES += lftp ncftp rclone tnftp wget
# For pyftpdlib, below.
PACKAGES += python3-venv

# Another FTP server, from PyPI, whose tests are put to ours.
PYFTPDLIB_VERSION := 2.2.0
PYFTPDLIB_SHA256 := 4ba0642078792df63dd3b2e9c8f838f2a3ecf428c7518d5921c0530d53512acf
PYFTPDLIB := .build/pyftpdlib

# For figures: counts instructions, which are the same on a busy machine.
BENCHMARK_PACKAGES := valgrind
# A C compiler for the libraries that are loaded before programs which are counted, and strip.
BENCHMARK_PACKAGES += gcc binutils
# Clients of the file server, and an environment for the one that it is compared with in Python.
FILE_BENCHMARK_PACKAGES := curl lftp openssl python3-venv

# For loads: makes the certificates of servers.
LOAD_PACKAGES := openssl

# What makes a Debian package of the tool, and what reads all that is installed.
PACKAGING_PACKAGES := dpkg-dev binutils
PACKAGE_CHECK_PACKAGES := $(PACKAGING_PACKAGES) curl fish iproute2 lintian man-db mandoc systemd \
  zsh

# Where `make install` puts what was built: beneath PREFIX, which is beneath DESTDIR in a package.
PREFIX ?= /usr/local
DESTDIR ?=
# What is installed, and where packages are put.
PROGRAM ?= .build/release/switchboard
PACKAGES_DIRECTORY ?= .build/packages

# The data folder of `make serve`, by default the one of `switchboard serve`, and more options.
DATA ?=
OPTIONS ?=

# What the fuzzer feeds, one after another.
FUZZ_TARGETS := addresses control-messages framing ftp-commands ftp-listings ftp-replies \
  proxy-headers
# How long it does so with each: with the tests, on its own, and in a soak.
FUZZ_TEST_SECONDS ?= 5
FUZZ_SECONDS ?= 300
SOAK_FUZZ_SECONDS ?= 1800
# How often a soak runs the tests.
SOAK_ROUNDS ?= 20
# How long an echo server has to endure all loads in turn: in CI, and in a soak.
ENDURANCE_TEST_SECONDS ?= 60
ENDURANCE_SECONDS ?= 3600

# XCTest, which nothing here uses, would close each run with the remark that it ran no test.
SWIFT_TEST := swift test --disable-xctest

# As it is installed: with Swift's runtime within, so that it runs where there is none. Benchmarks
# build the tool the same way, in the same folder.
RELEASE_BUILD := swift build -c release --static-swift-stdlib --product switchboard

# All Swift that is ours. The formatter passes over hidden folders, and so over builds.
SWIFT_SOURCES := Package.swift Sources Tests Examples Benchmarks Fuzz

# Builds with a sanitizer are kept apart: every object differs.
THREAD_SANITIZER_BUILD := .build-thread-sanitizer
# Tests that a sanitizer makes slow and can find nothing in: of texts, and of other processes.
NOT_SANITIZED := 'TidyTests|SocketAddressesTests|ByteStreamsTestingTests|switchboardTests'
ADDRESS_SANITIZER_BUILD := .build-address-sanitizer
# The tests of what has threads in it, which each change meets: the others are built with packages
# that take long. A soak has them all.
THREAD_SANITIZED_TESTS := EventLoopsTests,AsyncSocketsTests,SocketServersTests

# The tests of the file server and its tool. They run by themselves: with the others they would keep
# two cores so busy that clients and servers, of these and of those, give each other up.
SERVER_TESTS := 'AccountsTests|FTPProtocolTests|HomeDirectoriesTests|switchboardTests'

# The checks of a change, in the order in which they fail soonest.
CI_STEPS := check-format build-debug check-interface test-package test-readme \
  build check-release test-examples test-fuzz test-benchmarks test-endurance check-instructions \
  docs sanitize-threads-of-loops

.PHONY: help
help: ## lists the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s %s\n", $$1, $$2 }' Makefile

.PHONY: deps
deps: ## installs the Debian packages that are missing, and says which
	@Scripts/install-packages $(PACKAGES)
	@Scripts/install-pyftpdlib $(PYFTPDLIB) $(PYFTPDLIB_VERSION) $(PYFTPDLIB_SHA256)

.PHONY: build
build: deps ## builds the tool, and the library within, as it is installed
	$(RELEASE_BUILD)

.PHONY: test
test: deps test-package test-examples test-fuzz test-readme check-interface ## runs all tests

.PHONY: serve
serve: deps ## builds the file server and starts it, on the folder DATA, with OPTIONS
	@$(RELEASE_BUILD) >&2
	@exec .build/release/switchboard serve $(if $(DATA),--data '$(DATA)') $(OPTIONS)

# What is not built is not built here: that is no work for root.
.PHONY: install
install: ## installs what `make build` has built, beneath PREFIX and DESTDIR
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' Scripts/install-tool $(PROGRAM)

.PHONY: uninstall
uninstall: ## removes what `make install` has installed; data and configuration stay
	@PREFIX='$(PREFIX)' DESTDIR='$(DESTDIR)' Scripts/install-tool --remove

.PHONY: deb
deb: build ## makes a Debian package, and prints where it is
	@Scripts/install-packages $(PACKAGING_PACKAGES)
	@Scripts/make-package $(PROGRAM) $(PACKAGES_DIRECTORY)

.PHONY: lint
lint: check-format check-interface ## checks the format and the digest of the public interface

.PHONY: format
format: ## formats all Swift files in place, comments included
	Scripts/wrap-comments $(wildcard $(SWIFT_SOURCES))
	swift format --in-place --parallel --recursive $(wildcard $(SWIFT_SOURCES))

.PHONY: api
api: build-debug ## rewrites the digest of the public interface in API/
	Scripts/public-interface --write

.PHONY: bench
bench: build-benchmarks ## measures our sockets against the same in C, and against SwiftNIO
	@Scripts/install-packages $(BENCHMARK_PACKAGES) $(LOAD_PACKAGES) $(FILE_BENCHMARK_PACKAGES)
	Benchmarks/run

.PHONY: endure
endure: build build-benchmarks ## makes the echo server suffer: crowds, slow peers, floods, SIGTERM
	@Scripts/install-packages $(LOAD_PACKAGES)
	Benchmarks/endure

.PHONY: fuzz
fuzz: deps Fuzz/Package.swift ## feeds the parsers with hostile input for FUZZ_SECONDS
	swift build -c release --package-path Fuzz --product fuzz
	printf '%s\n' $(FUZZ_TARGETS) | xargs --max-procs=$$(nproc) --replace=TARGET \
	  Fuzz/.build/release/fuzz TARGET --seconds $(FUZZ_SECONDS)

.PHONY: soak
soak: test build build-benchmarks ## runs the long tests, the fuzzer and the loads for hours
	for round in $$(seq $(SOAK_ROUNDS)); do \
	  echo "soak: round $$round of $(SOAK_ROUNDS)"; \
	  SWITCHBOARD_LONG_TESTS=1 $(SWIFT_TEST) --skip-build; \
	  SWITCHBOARD_LONG_TESTS=1 $(SWIFT_TEST) --skip-build --package-path Examples; \
	done
	$(MAKE) sanitize-thread
	$(MAKE) fuzz FUZZ_SECONDS=$(SOAK_FUZZ_SECONDS)
	@Scripts/install-packages $(LOAD_PACKAGES)
	Benchmarks/test-endure
	Benchmarks/endure
	Benchmarks/endure mixed --seconds $(ENDURANCE_SECONDS)

.PHONY: docs
docs: build-debug ## makes the documentation in .build/docs
	Scripts/make-docs

# One test after the other: the sanitizer makes the long ones so slow that they would hold both
# threads of the test library's pool for longer than the others' timeouts.
.PHONY: sanitize-thread
sanitize-thread: deps ## runs the tests under the thread sanitizer
	@mkdir -p $(THREAD_SANITIZER_BUILD)
	clang -O2 -Wall -Wextra -Werror -shared -fPIC -o $(THREAD_SANITIZER_BUILD)/mutex.so \
	  Scripts/thread-sanitizer-mutex.c
	LD_PRELOAD=$(CURDIR)/$(THREAD_SANITIZER_BUILD)/mutex.so \
	  TSAN_OPTIONS=suppressions=$(CURDIR)/Scripts/thread-sanitizer.suppressions \
	  $(SWIFT_TEST) --no-parallel --skip $(NOT_SANITIZED) \
	  --sanitize=thread --scratch-path $(THREAD_SANITIZER_BUILD)

.PHONY: sanitize-threads-of-loops
sanitize-threads-of-loops:
	SWITCHBOARD_TESTS=$(THREAD_SANITIZED_TESTS) $(MAKE) sanitize-thread

# Without its search for leaks: an enum keeps its case in unused bits of a pointer, which the search
# then does not know as one. It reported the constant tables of tests.
.PHONY: sanitize-address
sanitize-address: deps ## runs the tests under the address sanitizer
	ASAN_OPTIONS=detect_leaks=0 $(SWIFT_TEST) --no-parallel --skip $(NOT_SANITIZED) \
	  --sanitize=address --scratch-path $(ADDRESS_SANITIZER_BUILD)

.PHONY: ci
ci: deps ## does all that a change must pass, and prints how long each step took
	@Scripts/run-steps $(CI_STEPS)

.PHONY: clean
clean: ## removes what was built
	rm -rf .build .build-* */.build */.build-* Benchmarks/NIO/.build

# The parts of the above, each of which can be made alone.

# A warning of the package manager is an error too; the compiler's are by the manifest.
.PHONY: build-debug
build-debug: deps
	@mkdir -p .build
	swift build --build-tests --explicit-target-dependency-import-check error 2>&1 \
	  | tee .build/build-debug.log
	@! grep --extended-regexp '(^|: )(warning|error): ' .build/build-debug.log

.PHONY: build-benchmarks
build-benchmarks: deps Benchmarks/Package.swift
	swift build -c release --package-path Benchmarks

.PHONY: test-benchmarks
test-benchmarks: build-benchmarks
	@Scripts/install-packages $(LOAD_PACKAGES)
	Benchmarks/test-load

.PHONY: check-package
check-package: build
	@Scripts/install-packages $(PACKAGE_CHECK_PACKAGES)
	Scripts/check-package $(PROGRAM)

# In a small Debian that is made once, with nothing in it that the package does not ask for.
.PHONY: check-package-alone
check-package-alone: build
	@Scripts/install-packages $(PACKAGE_CHECK_PACKAGES) debootstrap
	Scripts/check-package $(PROGRAM) .build/debian

# Figures of time are told, and do not count: a busy machine breaks them as well.
.PHONY: test-endurance
test-endurance: build build-benchmarks
	@Scripts/install-packages $(LOAD_PACKAGES)
	Benchmarks/endure --scale small mixed --seconds $(ENDURANCE_TEST_SECONDS)

# Of the figures the one that a busy machine does not change, and that needs no network.
.PHONY: check-instructions
check-instructions: deps
	@Scripts/install-packages $(BENCHMARK_PACKAGES)
	Benchmarks/run --only echo-instructions --check

# Against what is broken: a busy machine holds these bars too.
.PHONY: check-file-figures
check-file-figures: deps
	@Scripts/install-packages $(FILE_BENCHMARK_PACKAGES)
	Benchmarks/run --only files --quick --check

.PHONY: test-package
test-package: build-debug
	$(SWIFT_TEST) --skip-build --skip $(SERVER_TESTS)'|FTPServersTests|TidyTests'
	$(SWIFT_TEST) --skip-build --filter $(SERVER_TESTS)
	$(SWIFT_TEST) --skip-build --filter FTPServersTests
	$(SWIFT_TEST) --skip-build --filter TidyTests

.PHONY: test-examples
test-examples: deps Examples/Package.swift
	$(SWIFT_TEST) --package-path Examples

.PHONY: test-fuzz
test-fuzz:
	$(MAKE) fuzz FUZZ_SECONDS=$(FUZZ_TEST_SECONDS)

.PHONY: test-readme
test-readme: build-debug
	Scripts/check-python-names
	Scripts/limits --check
	Scripts/check-readme
	Scripts/check-tutorial

.PHONY: test-peers
test-peers: build ## holds our client to other people's servers
	@Scripts/install-packages $(FILE_BENCHMARK_PACKAGES)
	Scripts/check-peers --tool .build/release/switchboard

.PHONY: check-format
check-format:
	swift format lint --strict --parallel --recursive $(wildcard $(SWIFT_SOURCES))

.PHONY: check-interface
check-interface: build-debug
	Scripts/public-interface --check

# The debug build must have what the release build must not: a check that cannot fail is none.
.PHONY: check-release
check-release: build build-debug
	@! Scripts/check-release-symbols .build/debug/SystemCalls.build 2>/dev/null
	Scripts/check-release-symbols .build/release/SystemCalls.build .build/release/switchboard
