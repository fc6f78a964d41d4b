"""The one policy that cuts what somebody may see, whatever shows it: pages, fragments, programs, news, counts, copies.

Invariant: nothing is seen without a rule in here that lets it be seen, and every rule starts from who takes part in the
case. What was meant for the protected circle never reaches anybody outside it, the asylum authority least of all.

The rules:

* Lantern itself sees everything, to work on it.
* An agency sees a case while it takes part: it has joined and not left.
* An agency that was invited and has not answered sees that it is asked, by whom, for what and on what basis: neither
  the case nor its number. One that has left sees that it took part, from when to when, and nothing else.
* A part that is walled off from an agency and was disclosed to it is read until the moment in the grant, as it stood
  then, unless it is recalled or the agency leaves before.
* An auditor reads the cases that an agency of its country takes or took part in, without private text, and without
  what was not meant for the whole case; of disclosures it reads all.
* What auditors remark, what is answered and how it is settled is for the auditors and the agency that is asked, words
  and all; of what the automatic checks find, an auditor is told what rests on facts they see.
* Of a case it sees, an agency sees the facts for the whole case, those that name it, those it recorded for others, and
  those for the protected circle if its role belongs to that.
* A conference is known to the agencies that were invited to it; what is pinned there, to those of them who see the
  fact. An auditor reads that it was held, who was there and who is to do what, in codes and times.
* It sees its own tasks, those offered to it, and those of the other agencies of a case it sees.
* The people of an agency are known to that agency; others meet them by name where they act.
* Who looked is told by name to the auditors of the country concerned and to the data protection officer of the agency
  whose people looked; the agencies of a case are told which agency opened what of it, and when and why.
* Who takes emergency access reads what is for the whole case of the case they took it for, until it ends, and nothing
  that was told in confidence; the case is in none of their lists.
* Why a task is offered, and why an offer is declined, is between the two agencies.
* Private texts are read by role and opened by the reason for looking, as two tables in ``reading`` say. The asylum
  authority reads who the child is, its own words, and what was meant for it; no place, and nothing of the child's
  health. A guardian does not read where a child was found in France. Lists hold no private text.
* What the child, or who speaks for them, is handed out on request is cut by the tables in ``handing``.
* Lists, boards, counts and searches ask for the reader's own from the start.
"""

from __future__ import annotations

from domain.case.audience import audience_of
from projections.visibility.auditing import audits, findings_seen, sees_remark, sees_sample
from projections.visibility.conferences import conference_listed, sees_conference
from projections.visibility.facts import case_seen, emergency_entries, entries_seen, in_emergency, trace_seen
from projections.visibility.handing import Handed, Withheld, handed_out
from projections.visibility.lists import (
    Where,
    counts_rules,
    counts_work,
    listed,
    names_on_call,
    own_invitations,
    own_parts,
    own_tasks,
    parts_ended,
    parts_of,
    reads_periods,
    sees_members,
)
from projections.visibility.looks import Looks, looks_seen, reads_looks
from projections.visibility.moments.learning import Learned, eye_then, learned
from projections.visibility.moments.lending import eyes_lent
from projections.visibility.moments.strands import Strand, eye_of
from projections.visibility.reading import opened_for, purpose_of, wider
from projections.visibility.tasks import sees_task, task_seen, tasks_seen
from projections.visibility.viewing import LANTERN, Access, Viewer, access, insiders, may_be_told, may_see, works_on

__all__ = [
    "LANTERN",
    "Access",
    "Handed",
    "Learned",
    "Looks",
    "Strand",
    "Viewer",
    "Where",
    "Withheld",
    "access",
    "audience_of",
    "audits",
    "case_seen",
    "conference_listed",
    "counts_rules",
    "counts_work",
    "emergency_entries",
    "entries_seen",
    "eye_of",
    "eye_then",
    "eyes_lent",
    "findings_seen",
    "handed_out",
    "in_emergency",
    "insiders",
    "learned",
    "listed",
    "looks_seen",
    "may_be_told",
    "may_see",
    "names_on_call",
    "opened_for",
    "own_invitations",
    "own_parts",
    "own_tasks",
    "parts_ended",
    "parts_of",
    "purpose_of",
    "reads_looks",
    "reads_periods",
    "sees_conference",
    "sees_members",
    "sees_remark",
    "sees_sample",
    "sees_task",
    "task_seen",
    "tasks_seen",
    "trace_seen",
    "wider",
    "works_on",
]
