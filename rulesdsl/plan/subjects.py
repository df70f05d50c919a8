"""On whose instances a clause is evaluated; `check` asks too, so it is told in the model."""

from rulesdsl.model.facts import clause_fields, condition_fields, expression_fields, line_fields, subject_of

__all__ = ["clause_fields", "condition_fields", "expression_fields", "line_fields", "subject_of"]
