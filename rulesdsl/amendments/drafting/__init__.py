"""An edited text → the official sentences that lead to it; nothing is given out that wasn't executed.

passages.py     the own words of a unit: where they may be cut, the way back to the file
alignment.py    units of the old text ↔ units of the new one
addresses.py    how a sentence names a unit, and how often words stand there
differences.py  the stretches in which two passages differ
shared.py       changes that are the same in several places: renames, merged names, struck names
wording.py      one difference → words struck, put in, replaced, quoted as briefly as is clear
layout.py       units struck, put in, given other labels
draft.py        propose, execute, compare; where it fails, in coarser words

    OLD ── shared ──▶ OLD with its renames ── align, differences ──▶ wording, layout ──▶ sentences ── execute ──▶ NEW?
"""
