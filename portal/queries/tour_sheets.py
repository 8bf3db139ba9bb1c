"""What guides saw on the tour, as a person may see it."""

from dataclasses import dataclass
from datetime import datetime

from portal.models.accounts import User
from portal.models.selection_days import SelectionDay
from portal.queries.disclosure import naming_for
from portal.queries.speeddates import candidate_lines, criteria_of, tour_sheets_of
from portal.queries.tablets import observable_tours
from portal.rules.permissions import lead
from portal.rules.scoring import Part, is_complete


@dataclass(frozen=True, kw_only=True)
class TourSheetLine:
    """One guide's sheet about one candidate. `sheet_id`: None while it is not made, or not for this reader to open.

    `standing`: missing, begun or in; `verdict` is empty for who may not see it yet.
    """

    name: str
    guide: str
    start_at: datetime
    sheet_id: str | None
    standing: str
    is_conflicted: bool
    verdict: str


def tour_lines_for(user: User, day: SelectionDay) -> list[TourSheetLine]:
    """Everyone who is on a tour with a guide who is asked, by time.

    Who leads reads all; the employer what is begun, once every speeddate sheet of the candidate is in (req Y-8).
    """
    naming = naming_for(user, day.campaign)
    tours = naming.in_order(observable_tours(day), lambda one: one.nomination, lambda one: one.start_at)
    if not tours:
        return []
    criteria = [one.public_id for one in criteria_of(day.campaign, Part.TOUR)]
    sheets = tour_sheets_of(day.campaign)
    leads = lead(user, day.campaign)
    open_to_all = {line.nomination_id for line in candidate_lines(user, day.campaign) if line.summary is not None}
    found = []
    for one in tours:
        sheet = sheets.get(one.nomination_id, {}).get(one.tour_line_id)
        begun = sheet is not None and (sheet.version > 0 or sheet.is_conflicted)
        reads = leads or one.nomination.public_id in open_to_all
        is_in = sheet is not None and is_complete(sheet.body, criteria)
        found.append(
            TourSheetLine(
                name=naming.name(one.nomination),
                guide=one.tour_line.guide_name,
                start_at=one.start_at,
                sheet_id=sheet.public_id if sheet is not None and (reads or not begun) else None,
                standing="in" if is_in else "begun" if begun else "missing",
                is_conflicted=bool(sheet and sheet.is_conflicted),
                verdict=(sheet.body.get("verdict") or "") if sheet is not None and reads else "",
            )
        )
    return found
