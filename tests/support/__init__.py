"""What the tests share: snippets of pages, case files, the way to check a handful of files."""
