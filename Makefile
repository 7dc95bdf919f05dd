# make setup   what the build needs and this machine has not
# make serve   build, then serve dist/ on this machine (PORT=8080)
# make watch   build, then serve dist/ with pages that follow every edit in www/ (PORT=8080)
# make build   the whole site into dist/
# make pack    the whole site as training-lab.zip, for a machine without a network
# make test    everything that CI checks
# make soak    long use: random input on every page in every engine, a million mangled files and links
# make bench   how fast it is, beside NumPy, jax-js, TensorFlow.js and ConvNetJS
# make lighthouse  Lighthouse's marks for five pages, desktop and phone (RUNS=5)
.DEFAULT_GOAL := help
.PHONY: help setup build serve watch pack test soak bench lighthouse test-setup prerequisites rust-tools
.DELETE_ON_ERROR:

PORT ?= 8080
TOOLS := target/tools
TRUNK := 0.21.14
# The command line tool and the crate must be of one version.
WASM_BINDGEN := $(shell sed -n 's/^wasm-bindgen = "=\(.*\)"/\1/p' Cargo.toml)
WASM := --target wasm32-unknown-unknown
# The modules' standard library is compiled with them: they carry what they use of it, at their own
# level, and a panic is a trap without words. Cargo calls that unstable; without it the pages are an
# eighth heavier, and nothing else changes.
OWN_STD = $(shell [ -d "$$(rustc --print sysroot)/lib/rustlib/src/rust/library" ] \
	&& RUSTC_BOOTSTRAP=1 rustc -Zunstable-options -Cpanic=immediate-abort --print cfg >/dev/null 2>&1 \
	&& echo env RUSTC_BOOTSTRAP=1 CARGO_UNSTABLE_BUILD_STD=std CARGO_UNSTABLE_BUILD_STD_FEATURES=optimize_for_size \
	CARGO_UNSTABLE_PANIC_IMMEDIATE_ABORT=true CARGO_PROFILE_RELEASE_PANIC=immediate-abort)
export PATH := $(CURDIR)/$(TOOLS)/bin:$(PATH)

# The tools are used for seconds and built once: their speed does not matter, the wait does.
INSTALL := CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
	CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_STRIP=true \
	CARGO_TARGET_DIR=$(CURDIR)/$(TOOLS)/build cargo install --quiet --locked --root $(TOOLS)

help:
	@sed -n 's/^# make/make/p' Makefile

prerequisites:
	@command -v rustup >/dev/null || { echo "Rust is missing: install rustup from rustup.rs"; exit 1; }
	@command -v npm >/dev/null || { echo "Node.js is missing: install Node 20 or newer, with npm"; exit 1; }

rust-tools: prerequisites
	@rustup target list --installed | grep -qx wasm32-unknown-unknown || { \
		echo "Adding Rust's wasm32 target"; rustup target add wasm32-unknown-unknown; }
	@rustup component list --installed | grep -qx rust-src || { \
		echo "Adding the source of Rust's standard library"; rustup component add rust-src \
		|| echo "It cannot be had here: the pages will be an eighth heavier"; }
	@[ "$$(trunk --version 2>/dev/null)" = "trunk $(TRUNK)" ] || { \
		echo "Building trunk $(TRUNK) into $(TOOLS) (some minutes, once)"; \
		$(INSTALL) trunk@$(TRUNK) --no-default-features; }
	@[ "$$(wasm-bindgen --version 2>/dev/null)" = "wasm-bindgen $(WASM_BINDGEN)" ] \
		&& command -v wasm-bindgen-test-runner >/dev/null || { \
		echo "Building wasm-bindgen $(WASM_BINDGEN) into $(TOOLS) (some minutes, once)"; \
		$(INSTALL) wasm-bindgen-cli@$(WASM_BINDGEN); }
	@rm -rf $(TOOLS)/build

setup: rust-tools node_modules/.package-lock.json

node_modules/.package-lock.json: package-lock.json package.json | prerequisites
	@echo "Fetching the digits, binaryen and what the tests need from npm"
	@npm ci --no-fund --no-audit --loglevel=error
	@touch $@

# Everything that ends up in dist/.
SOURCES := $(shell find src www -type f) build.rs Cargo.toml Cargo.lock Trunk.toml .cargo/config.toml

build: setup
	@$(MAKE) --no-print-directory dist/404.html

dist/404.html: $(SOURCES) node_modules/.package-lock.json
	@echo "Compiling to wasm: page, worker, API; and what builds the site"
# Trunk would compile them one after the other, each mostly on a single core.
	@cargo build --quiet --bin site & builder=$$!; \
		$(OWN_STD) cargo build --quiet --release $(WASM) --bin page --bin worker --bin api && wait $$builder
	@echo "Building the site into dist/"
	@$(OWN_STD) trunk build --release --log error
	@touch $@

serve: build
	@cargo run --quiet --bin site -- serve dist --port $(PORT)

watch: build
	@cargo run --quiet --bin site -- watch --port $(PORT)

# Python is also what serves it there. Packed into a folder of its own.
PACK := target/pack/training-lab
pack: build
	@command -v python3 >/dev/null || { echo "Packing needs Python 3: install it"; exit 1; }
	@rm -rf $(PACK) training-lab.zip && mkdir -p $(PACK) && cp -r dist/. $(PACK)/
	@echo "이 폴더에서 python3 -m http.server 8080 을 실행하고 http://127.0.0.1:8080 을 여세요. Run python3 -m http.server 8080 in this folder and open http://127.0.0.1:8080." > $(PACK)/SERVE.txt
	@cd $(dir $(PACK)) && python3 -m zipfile -c $(CURDIR)/training-lab.zip training-lab
	@echo "training-lab.zip is written"

# ---- tests ----

VENV := target/venv

# Chromium is needed. Firefox and WebKit are tested where they are: a line says what is missing.
# ENGINES=chromium,firefox,webkit makes all three a must, as CI does.
test-setup: setup $(VENV)/ready browser

CHROMIUM_HERE := { command -v chromium || command -v google-chrome; } && command -v chromedriver
FIREFOX_HERE := { command -v firefox-esr || command -v firefox; }
WEBKIT_HERE := command -v WebKitWebDriver && command -v Xvfb
# Debian has no package of it.
GECKODRIVER := 0.37.1

# Root, or someone whom sudo does not ask, may install a browser; others are told.
.PHONY: browser
browser: rust-tools
	@sudo=; [ "$$(id -u)" = 0 ] || sudo="sudo -n"; updated=; \
	fetch() { command -v apt-get && $$sudo true && { [ "$$updated" ] || $$sudo apt-get update -qq; } \
		&& updated=1 && $$sudo apt-get install -y -qq --no-install-recommends "$$@"; } >/dev/null 2>&1; \
	{ $(CHROMIUM_HERE); } >/dev/null || { echo "Installing Chromium with its driver and a Korean font"; \
		fetch chromium chromium-driver fonts-noto-cjk \
		|| { echo "The browser tests need chromium and chromedriver: install them"; exit 1; }; }; \
	{ $(FIREFOX_HERE); } >/dev/null || { echo "Installing Firefox"; \
		fetch firefox-esr || echo "Firefox cannot be installed here: it is not tested"; }; \
	{ $(WEBKIT_HERE); } >/dev/null || { echo "Installing WebKit with its driver, and a screen for it"; \
		fetch webkit2gtk-driver xvfb || echo "WebKit cannot be installed here: it is not tested"; }; \
	if { $(FIREFOX_HERE); } >/dev/null && ! command -v geckodriver >/dev/null; then \
		echo "Building geckodriver $(GECKODRIVER), for Firefox, into $(TOOLS) (some minutes, once)"; \
		$(INSTALL) geckodriver@$(GECKODRIVER) || echo "geckodriver cannot be built here: Firefox is not tested"; \
		rm -rf $(TOOLS)/build; \
	fi

$(VENV)/ready: tests/requirements.txt
	@command -v python3 >/dev/null || { echo "The tests compare with NumPy: install Python 3"; exit 1; }
	@echo "Installing NumPy into $(VENV)"
	@python3 -m venv $(VENV) && $(VENV)/bin/pip install --quiet --disable-pip-version-check -r $<
	@touch $@

test: export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER := wasm-bindgen-test-runner
test: export DIST := $(CURDIR)/dist
test: test-setup
	@echo "Checking the form"
	@cargo fmt --all --check
	@echo "Checking with clippy, native and wasm32"
	@cargo clippy --quiet --all-targets -- -D warnings
	@cargo clippy --quiet $(WASM) --bins --lib -- -D warnings
	@echo "Testing natively, against NumPy"
	@cargo test --quiet
	@echo "Testing in a headless browser"
# Not --quiet: cargo hands that on to the runner, which does not know it.
	@set -e; for file in tests/wasm_*; do \
		CHROMEDRIVER="$$(command -v chromedriver)" cargo test $(WASM) --test "$$(basename "$$file" .rs)"; done
	@$(MAKE) --no-print-directory build
	@echo "Weighing the pages"
	@cargo run --quiet --bin site -- weigh --check
	@echo "Testing the built site in a browser"
	@cargo test --quiet --test browser

# Hours. SOAK_SECONDS (60) on each page, SOAK_PAGES=sgd.html,… for some pages, SOAK_SEED as it was said.
soak: export DIST := $(CURDIR)/dist
soak: test-setup build
# As the tests are built: what overflows in arithmetic is seen, which a release build lets pass.
	@cargo test --quiet --test mutated -- --ignored --nocapture
	@cargo test --quiet --test browser -- --include-ignored --nocapture --test-threads 1 soak

# ---- speed ----

benches/node_modules/.package-lock.json: benches/package-lock.json benches/package.json
	@echo "Fetching jax-js, TensorFlow.js, ConvNetJS, Lighthouse and the browser's remote control from npm"
	@npm ci --prefix benches --no-fund --no-audit --loglevel=error
	@touch $@

bench: test-setup build benches/node_modules/.package-lock.json
	@cargo build --quiet --bin site
	@cargo build --quiet --release $(WASM) --example product
	@node benches/bench.mjs
	@echo "What each page loads before the reader does anything, in bytes as a server sends them:"
	@cargo run --quiet --bin site -- weigh

RUNS ?= 5
lighthouse: test-setup build benches/node_modules/.package-lock.json
	@cargo build --quiet --bin site
	@node benches/lighthouse.mjs $(RUNS)
