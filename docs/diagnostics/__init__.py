"""One page per diagnostic code; `rulesdsl.diagnostics.pages` reads them and the tests run their examples."""
