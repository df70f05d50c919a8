"""Official texts: the decoded file, its numbered units with lasting ids, citations, sentences and quotes.

    bytes → text (`text.decode`) → paragraphs (`paragraphs`) → units (`parse`) → citations (`locate`), quotes
    (`find`), sentences (`sentences`), what rules have yet to cover (`coverage`)

Nothing here changes a source: every result is a span of code points into the decoded file.
"""
