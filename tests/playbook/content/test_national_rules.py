"""The rules of one country: what differs there from common practice."""

from __future__ import annotations

from datetime import timedelta

from tests.playbook.story import Story, absent, duties

HOUR = timedelta(hours=1)


def test_in_france_an_absence_noticed_at_night_is_declared_within_an_hour() -> None:
    story = Story("carer.fr")

    task = duties(story.tell(absent("fr"), by="carer.fr", after=2 * HOUR))["carer.fr", "report-to-police"]

    assert story.now.hour == 22
    assert task.due_at == story.now + HOUR
