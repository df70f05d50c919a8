"""The operations an amending notice is made of: frozen values, one construct a module.

Quoted words (`find`, `replace`, `text`) are kept as they stand in the sentence; `quotes.as_in_document` shifts their
inner quotation marks to what the document has.
"""

from __future__ import annotations

from rulesdsl.amendments.operations.delete_text import DeleteText
from rulesdsl.amendments.operations.delete_unit import DeleteUnit
from rulesdsl.amendments.operations.effective import Effective
from rulesdsl.amendments.operations.extend import Extend
from rulesdsl.amendments.operations.insert_text import InsertText
from rulesdsl.amendments.operations.insert_unit import InsertUnit
from rulesdsl.amendments.operations.merge_names import MergeNames
from rulesdsl.amendments.operations.merge_units import MergeUnits
from rulesdsl.amendments.operations.non_textual import NonTextual
from rulesdsl.amendments.operations.renumber import AutoRenumber, Renumber
from rulesdsl.amendments.operations.repeal import Repeal
from rulesdsl.amendments.operations.replace_text import ReplaceText
from rulesdsl.amendments.operations.replace_unit import ReplaceUnit
from rulesdsl.amendments.operations.republish import Republish
from rulesdsl.amendments.operations.retitle import Retitle
from rulesdsl.amendments.operations.split_units import SplitUnits

Operation = (
    ReplaceText
    | DeleteText
    | InsertText
    | ReplaceUnit
    | InsertUnit
    | DeleteUnit
    | Renumber
    | AutoRenumber
    | MergeUnits
    | SplitUnits
    | MergeNames
    | Retitle
    | Repeal
    | Effective
    | Extend
    | Republish
    | NonTextual
)

__all__ = [
    "AutoRenumber",
    "DeleteText",
    "DeleteUnit",
    "Effective",
    "Extend",
    "InsertText",
    "InsertUnit",
    "MergeNames",
    "MergeUnits",
    "NonTextual",
    "Operation",
    "Renumber",
    "Repeal",
    "ReplaceText",
    "ReplaceUnit",
    "Republish",
    "Retitle",
    "SplitUnits",
]
