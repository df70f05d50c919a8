# Wrappers over dev.py, which also works without make. Further words: make test ARGS="-k caret"
PYTHON ?= python3
ARGS ?=

.PHONY: demo test lint format types check build bench heavy
demo test lint format types check build bench heavy:
	@$(PYTHON) dev.py $@ $(ARGS)
