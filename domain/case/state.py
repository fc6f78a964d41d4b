"""Where a case stands: the states of its parts.

Invariant: a part's state is changed by that part's facts only.
"""

from __future__ import annotations

import msgspec

from domain.case.aftercare.state import Aftercare
from domain.case.alerts.state import Alerts
from domain.case.care.state import Care
from domain.case.classing.state import Classing
from domain.case.coordination.state import Coordination, Party
from domain.case.disclosure.state import Disclosures
from domain.case.emergency.state import Emergencies
from domain.case.episode.state import Episodes
from domain.case.file.state import File, NotOpened
from domain.case.information.state import Information
from domain.case.photos.state import Photos
from domain.case.prepared.state import Prepared
from domain.case.refusals import AgencyNotInCase
from domain.case.retention.state import Keeping
from domain.case.rights.state import Rights
from domain.case.risk.state import Risk


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a decision about a child may depend on."""

    file: File = NotOpened()
    care: Care = Care()
    coordination: Coordination = Coordination()
    rights: Rights = Rights()
    risk: Risk = Risk()
    classing: Classing = Classing()
    episodes: Episodes = Episodes()
    alerts: Alerts = Alerts()
    information: Information = Information()
    prepared: Prepared = Prepared()
    photos: Photos = Photos()
    aftercare: Aftercare = Aftercare()
    emergencies: Emergencies = Emergencies()
    disclosures: Disclosures = Disclosures()
    keeping: Keeping = Keeping()

    def party(self, agency: str, field: str) -> Party:
        """The part that *agency* takes, as chosen in *field*. Refuses an agency that takes none."""
        party = self.coordination.party(agency)
        if party is None:
            raise AgencyNotInCase(field)
        return party


INITIAL = Case()
