"""Which addresses are walked over, as whom, and what is looked at on each.

Invariant: the addresses come from the application's own routes; one that is in neither list fails the walk by name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from litestar.enums import HttpMethod
from playwright.sync_api import Page

from domain.ids import derive
from infra.scenarios.people import ORIGIN
from web.routes import OPEN, PAGES

AXE = (Path(__file__).parents[2] / "vendor" / "axe-4.14.1.min.js").read_text()

NO_PAGES = {
    "/healthz": "for machines",
    "/readyz": "for machines",
    "/metrics": "for machines",
    "/live": "a stream of news",
    "/session": "an answer to script",
    "/static/{path:path}": "files",
    "/language/{code:str}": "leads back to where one was",
    "/cases/{case_id:str}/identity": "leads back to the case",
    "/cases/{case_id:str}/facts/{fact_id:str}": "is found by the id of a fact, in the tests of rights",
    "/cases/{case_id:str}/facts/{fact_id:str}/{step:str}": "leads back to the fact",
    "/cases/{case_id:str}/papers/brief": "is a file",
    "/cases/{case_id:str}/papers/minutes": "is a file",
    "/cases/{case_id:str}/conferences/{conference_id:str}": "is not there before one was called",
    "/cases/{case_id:str}/conferences/{conference_id:str}/do/{slug:str}": "is not there before one was called",
    "/cases/{case_id:str}/conferences/{conference_id:str}/invitation.ics": "a file",
    "/cases/{case_id:str}/subject/{request_id:str}": "is not there before somebody asked",
    "/cases/{case_id:str}/subject/{request_id:str}/{step:str}": "leads back to the request",
    "/cases/{case_id:str}/subject/{request_id:str}/copy": "is not there before it was granted",
    "/cases/{case_id:str}/retention/{step:str}": "leads back to how long the case is kept",
    "/cases/{case_id:str}/erased/{erasure_id:str}": "is not there before something was erased",
    "/cases/{case_id:str}/photos/{photo_id:str}": "a picture",
    "/cases/{case_id:str}/conferences/{conference_id:str}/room": "is walked over where a conference is held",
    "/agency/{action:str}": "leads back to the agency",
    "/sign-in/code": "leads back to the first step",
    "/sign-in/provider/{agency_id:str}": "leads to the provider of an agency",
    "/prove/provider": "leads back to the account",
    "/link/{secret:str}/provider": "leads back to the link",
    "/members/provider/remove": "leads back to the provider",
    "/account/{step:str}": "leads back to the account",
    "/members/{member_id:str}/{step:str}": "leads back to the person",
    "/audit/looked/copy": "a file",
    "/audit/log/copy": "a file",
    "/audit/findings/copy": "a file",
    "/audit/samples/{sample_id:str}": "is not there before one was announced",
    "/cases/{case_id:str}/remarks/{remark_id:str}": "is not there before something was remarked",
    "/cases/{case_id:str}/remarks/{remark_id:str}/{step:str}": "leads back to the remark",
    "/cases/{case_id:str}/log/copy": "a file",
    "/statistics/copy": "a file",
    "/emergency/{case_id:str}": "is not there for who took no emergency access",
    "/invitations/{invitation_id:str}": "is not there for who was not invited",
    "/board/bulk": "leads back to the board",
    "/board/filter": "leads back to the board",
    "/board/undo": "leads back to the board",
    "/board/views": "leads back to the board",
}
"""What answers GET and shows no page of its own, and why not."""

WORKER, AUDITOR, ADMIN, CHAIR, NOBODY = "police.fr", "auditor.it", "admin.be", "chair.be", ""

CASE, TASK = "{case}", "{task}"
OVER, LATE = "/link/nothing", "/sign-in/back"
WALKS: dict[str, tuple[tuple[str, str], ...]] = {
    "/": tuple((each, "/") for each in (AUDITOR, ADMIN, CHAIR)),
    "/home": tuple((each, "/home") for each in (WORKER, AUDITOR, ADMIN, CHAIR)),
    "/sign-in": ((NOBODY, "/sign-in"),),
    "/sign-in/back": ((NOBODY, LATE),),
    "/audit": ((AUDITOR, "/audit"),),
    "/audit/looked": ((AUDITOR, "/audit/looked"),),
    "/audit/log": ((AUDITOR, "/audit/log"),),
    "/audit/findings": ((AUDITOR, "/audit/findings?stands=all"),),
    "/audit/samples": ((AUDITOR, "/audit/samples"),),
    "/remarks": ((AUDITOR, "/remarks"), (WORKER, "/remarks")),
    "/cases/{case_id:str}/findings": ((AUDITOR, f"{CASE}/findings"),),
    "/statistics": ((AUDITOR, "/statistics"), (CHAIR, "/statistics")),
    "/installation": ((ADMIN, "/installation"),),
    "/proof": ((ADMIN, "/proof"),),
    "/link/{secret:str}": ((NOBODY, OVER),),
    "/members": ((ADMIN, "/members"),),
    "/members/unreached": ((ADMIN, "/members/unreached"),),
    "/members/provider": ((ADMIN, "/members/provider"),),
    "/members/invite": ((ADMIN, "/members/invite"),),
    "/members/{member_id:str}": ((ADMIN, f"/members/{derive(ORIGIN, 'member', 'admin.be')}"),),
    "/board": tuple(
        (WORKER, f"/board{rest}") for rest in ("", "?view=columns", "?state=done", "?words=child&risk=high")
    ),
    "/cases/{case_id:str}": (
        (WORKER, CASE),
        (AUDITOR, CASE),
        (WORKER, f"{CASE}?timeline=all"),
    ),
    "/cases/{case_id:str}/timeline": ((WORKER, f"{CASE}/timeline"), (AUDITOR, f"{CASE}/timeline?timeline=all")),
    "/cases/{case_id:str}/conferences": ((WORKER, f"{CASE}/conferences"),),
    "/cases/{case_id:str}/conferences/call": ((WORKER, f"{CASE}/conferences/call"),),
    "/cases/{case_id:str}/do/{slug:str}": tuple(
        (WORKER, f"{CASE}/do/{slug}") for slug in ("record-sighting", "assess-risk", "report-disappearance")
    ),
    "/agencies/{agency_id:str}": ((WORKER, f"/agencies/{derive(ORIGIN, 'agency', 'hotline.gr')}"),),
    "/cases/{case_id:str}/retention": ((WORKER, f"{CASE}/retention"),),
    "/cases/{case_id:str}/papers": ((WORKER, f"{CASE}/papers"),),
    "/cases/{case_id:str}/subject": ((WORKER, f"{CASE}/subject"),),
    "/cases/{case_id:str}/log": ((WORKER, f"{CASE}/log"),),
    "/cases/{case_id:str}/looked": ((WORKER, f"{CASE}/looked"), (AUDITOR, f"{CASE}/looked")),
    "/cases/{case_id:str}/photos": ((WORKER, f"{CASE}/photos"),),
    "/cases/{case_id:str}/replay": ((WORKER, f"{CASE}/replay?step=9999"),),
    "/cases/{case_id:str}/then": ((WORKER, f"{CASE}/then"),),
    "/cases/{case_id:str}/places": ((WORKER, f"{CASE}/places"),),
    "/cases/{case_id:str}/playbook": ((WORKER, f"{CASE}/playbook"),),
    "/cases/{case_id:str}/checklist": ((WORKER, f"{CASE}/checklist"),),
    "/processing/{name:str}": ((AUDITOR, "/processing/records"), (ADMIN, "/processing/impact")),
    "/playbooks": ((ADMIN, "/playbooks"),),
    "/playbooks/{name:str}": ((WORKER, "/playbooks/common-practice"),),
    "/playbooks/{name:str}/compare": ((AUDITOR, "/playbooks/fr/compare"),),
    "/tasks/{task_id:str}": ((WORKER, TASK),),
    "/tasks/{task_id:str}/{action:str}": ((WORKER, f"{TASK}/note"),),
}
"""As whom and where a route is walked over that is not simply its own address for somebody who works."""

NOWHERE = (WORKER, "/nowhere")
FAULTS = {"/nowhere": 404, OVER: 410, LATE: 422}
"""Pages that say that something is not there."""


def routes() -> list[str]:
    """Every address of the application that answers GET."""
    reading = (handler for handler in (*OPEN, *PAGES) if HttpMethod.GET in handler.http_methods)
    return sorted({path for handler in reading for path in handler.paths})


def walks() -> Iterator[tuple[str, str]]:
    """As whom to go where: over every page there is, and one that there is not."""
    for route in routes():
        if route in WALKS:
            yield from WALKS[route]
        elif route not in NO_PAGES:
            yield (WORKER, route)
    yield NOWHERE


RUN = """only => axe.run(document, {resultTypes: ["violations"],
  ...(only ? {runOnly: only} : {rules: {"target-size": {enabled: true}}})}).then(
  found => found.violations.map(each => each.id + ": " + each.nodes.slice(0, 3).map(
    node => node.target.join(" ") + " " + node.failureSummary.split("\\n").slice(1, 2).join("")).join(", ")))"""

OF_COLOURS = ("color-contrast", "link-in-text-block")
"""The rules of axe that look at colours; to all others a page is the same in the dark."""

SMALL = """() => {
  const shown = [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter(each => each.checkVisibility({visibilityProperty: true}) && each.getClientRects().length);
  const box = each => {
    const all = [each, ...(each.labels ?? [])].map(one => one.getBoundingClientRect()).filter(one => one.width > 1);
    const [left, top] = [Math.min(...all.map(r => r.left)), Math.min(...all.map(r => r.top))];
    return {left, top, right: Math.max(...all.map(r => r.right)), bottom: Math.max(...all.map(r => r.bottom))};
  };
  const boxes = shown.map(box);
  const near = (a, b) => {
    const [x, y] = [(a.left + a.right) / 2, (a.top + a.bottom) / 2];
    const [dx, dy] = [Math.max(b.left - x, 0, x - b.right), Math.max(b.top - y, 0, y - b.bottom)];
    return Math.hypot(dx, dy) < 12;
  };
  // In a line of text a link is as high as the line (WCAG 2.5.8, inline).
  const inText = each => getComputedStyle(each).display === "inline" &&
    [...each.parentElement.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  return shown.filter((each, at) => {
    const {left, top, right, bottom} = boxes[at];
    const small = right - left < 23.5 || bottom - top < 23.5;
    const off = right < 0 || bottom < 0;
    const other = i => i !== at && !shown[i].contains(each) && near(boxes[at], boxes[i]);
    return small && !off && !inText(each) && boxes.some((_, i) => other(i));
  }).map(each => `${each.tagName} "${(each.innerText || each.name || "").trim().slice(0, 40)}" ${each.className}`);
}"""

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def seen_by_axe(page: Page, only: Sequence[str] = ()) -> list[str]:
    """What axe has to say about the page as it stands: by all of its rules, or by *only* these."""
    return [str(fault) for fault in page.evaluate(RUN, list(only) or None)]
