"""P20: 本决定自2014年3月15日起施行."""

from __future__ import annotations

from attrs import frozen

from rulesdsl.amendments.locator import Locator
from rulesdsl.amendments.operations.base import Json, with_document

ACT_ITSELF = "本决定"


@frozen
class Effective:
    """The act (`subject` 本决定, 本通知), or what the locator or `subject` names, holds from `date` or from `event` (公布之日)."""

    locator: Locator
    date: str = ""
    event: str = ""
    subject: str = ACT_ITSELF

    def to_json(self) -> Json:
        """The JSON form; a subject that is the act itself (本…) goes without saying."""
        subject = "" if self.subject.startswith("本") else self.subject
        return with_document("effective", self.locator, date=self.date, event=self.event, subject=subject)
