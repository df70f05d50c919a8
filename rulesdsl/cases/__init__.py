"""Cases: the frame and the facts of one evaluation, typed by the vocabulary, with positions. YAML, JSON and 用例 are read here."""
