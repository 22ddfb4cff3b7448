# The two commands of the README: `make demo` and `make test`. Everything happens in
# .venv, from the pinned packages of requirements/; nothing is needed but Python >= 3.11
# with venv, and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Built where a C compiler is; without one numpy does the same work.
NATIVE := $(wildcard index/embedded/kernels/native/*)

.PHONY: demo test faults thorough check sanitize wheel fuzz lock clean

demo: $(VENV)/runtime.stamp
	@echo "== Indexing the nine transcripts of corpus/"
	$(BIN)/overheard index corpus -i overheard-index
	@echo; echo "== One word: WSGI"
	$(BIN)/overheard search WSGI -n 3
	@echo; echo "== An exact phrase, across the borders of captions"
	$(BIN)/overheard search '"a cookie is a promise"'
	@echo; echo "== What one person says about a topic"
	$(BIN)/overheard search 'cookie speaker:priya' -n 2
	@echo; echo "== Now in the browser: run"
	@echo "     $(BIN)/overheard serve"
	@echo "   and open http://127.0.0.1:8080/search"

test: $(VENV)/dev.stamp
	@echo "== Running every test"
	$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

# Long: every example of the random tests, and the tests marked `long`.
thorough: $(VENV)/dev.stamp
	@echo "== Running the long forms of the tests"
	OVERHEARD_THOROUGH=1 $(BIN)/python -m pytest -n auto --dist worksteal \
	  -m "long or hypothesis" $(ARGS)

# Long: kills, failing disks, power cuts and changed files, each in its full number.
faults: $(VENV)/dev.stamp
	@echo "== Running the long forms of the tests of faults"
	OVERHEARD_FAULTS=1 $(BIN)/python -m pytest tests/faults -s -v $(ARGS)

check: $(VENV)/dev.stamp
	@echo "== Lint"
	$(BIN)/ruff check .
	@echo "== Formatting"
	$(BIN)/ruff format --check .
	@echo "== Types"
	$(BIN)/mypy
	@echo "== Workflows"
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml

# A wheel in dist/, with compiled kernels where a C compiler is.
wheel: $(VENV)/dev.stamp
	$(PIP) wheel --quiet --no-deps --no-build-isolation --wheel-dir dist .
	@ls dist/*.whl

# The tests that give kernels hostile bytes, with kernels that watch every access to memory (gcc).
SANITIZERS := -fsanitize=address,undefined -fno-sanitize-recover=undefined
sanitize: $(VENV)/dev.stamp
	CFLAGS="-O1 -g $(SANITIZERS)" LDFLAGS="$(SANITIZERS)" $(BIN)/python setup.py --quiet \
	  build_ext --build-temp build/sanitized/temp --inplace --force
	LD_PRELOAD="$$(gcc -print-file-name=libasan.so) $$(gcc -print-file-name=libubsan.so)" \
	  ASAN_OPTIONS=detect_leaks=0 OVERHEARD_REQUIRE=compiled $(BIN)/python -m pytest -q \
	  -p no:cacheprovider tests/index/embedded/kernels tests/index/embedded/reading/test_damage.py; \
	done=$$?; $(BIN)/python setup.py --quiet build_ext --inplace --force; exit $$done

# Long: coverage-guided fuzzing of every parser, SECONDS of it (600 unless told).
SECONDS ?= 600
fuzz: $(VENV)/dev.stamp
	$(PIP) install --quiet atheris==3.0.0
	$(BIN)/python fuzz/fuzz_formats.py -max_total_time=$(SECONDS) -max_len=20000 -timeout=10
	$(BIN)/python fuzz/fuzz_kernels.py -max_total_time=$(SECONDS) -max_len=4000 -timeout=10

# Writes the lock files anew, for when pyproject.toml changes.
lock: $(VENV)/dev.stamp
	$(PIP) install --quiet pip-tools
	for kind in runtime dev; do \
	  $(BIN)/pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe \
	    --all-build-deps --no-annotate --no-header --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links --upgrade \
	    $$([ $$kind = dev ] && echo --extra dev) \
	    --output-file requirements/$$kind.txt pyproject.toml || exit 1; \
	done

clean:
	rm -rf $(VENV) overheard-index build *.egg-info .pytest_cache .mypy_cache .ruff_cache index/embedded/kernels/_native.*.so

$(VENV)/python.stamp:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Overheard needs Python 3.11 or newer; set PYTHON, as in: make PYTHON=python3.12 demo"; exit 1; }
	@echo "== Making the virtual environment $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/%.stamp: requirements/%.txt pyproject.toml setup.py $(NATIVE) $(VENV)/python.stamp
	@echo "== Installing the pinned packages of $< (a minute or so)"
	@$(PIP) install --quiet --require-hashes --requirement $<
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
