"""The policies that ship with the program: official texts, rule files, vocabulary and example cases."""
