"""The plan: the one form that every engine reads. Flat, shared nodes in dependency order; versions and readings inside.

Gone since the model: names of parts, sugar (例外于, 视同, 已享受, 首次, 逐年, 分档, 除外). No attrs here: engines start from a cached plan.
"""
