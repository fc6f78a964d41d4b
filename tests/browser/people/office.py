"""What happens out of sight before a journey begins: a case of its own for each test, made through the HTTP API."""

import time
from collections.abc import Callable
from typing import Any, Self
from uuid import uuid4

import httpx

from tests.browser.people.desks import PASSWORD

PATIENCE = 20.0
"""Seconds within which the rules have answered a fact, also on a busy machine."""

PLACED = "Complete the profile that would be needed if the child went missing"
SCREEN = "Screen the risk of going missing and of exploitation"
SEARCH = "Call the child, search the site and the usual places, ask the others"
REPORT = "Report the disappearance to the police"


class Office:
    """Colleagues who work through the API."""

    def __init__(self, address: str) -> None:
        self._http = httpx.Client(base_url=address, timeout=30)
        self._tokens: dict[str, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, member: str, path: str) -> Any:
        """Read as *member*."""
        return self._sent("GET", path, member, None)

    def do(self, member: str, path: str, **body: Any) -> Any:
        """Do as *member*."""
        return self._sent("POST", path, member, body)

    def _sent(self, method: str, path: str, member: str, body: Any) -> Any:
        if member not in self._tokens:
            asked = {"email": f"{member}@lantern.example", "password": PASSWORD}
            self._tokens[member] = self._http.post("/api/v1/tokens", json=asked).json()["token"]
        headers = {"authorization": f"Bearer {self._tokens[member]}"}
        if method == "POST":
            headers["idempotency-key"] = uuid4().hex
        answer = self._http.request(method, f"/api/v1{path}", headers=headers, json=body)
        assert answer.is_success, answer.text
        return answer.json()

    def agency(self, member: str) -> str:
        return str(self.ask(member, "/me")["agency"])

    def placed_child(self, carer: str = "carer.gr") -> tuple[str, str]:
        """A fresh case whose child lives with *carer*, who has two tasks; its identifier and its reference."""
        case = self.do(carer, "/cases")
        path = f"/cases/{case['id']}"
        self.do(carer, f"{path}/record-identity", names="Anna Sample")
        placement = {
            "placement": uuid4().hex,
            "agency": self.agency(carer),
            "country": carer[-2:],
            "place": "Sample home",
        }
        self.do(carer, f"{path}/start-placement", **placement)
        self._tasks(carer, case["id"], lambda tasks: len(tasks) >= 2)
        return case["id"], case["reference"]

    def _tasks(self, member: str, case: str, enough: Callable[[list[dict[str, Any]]], object]) -> list[dict[str, Any]]:
        """The tasks of *case* on the board of *member*, once there are *enough*: the rules answer a moment later."""
        deadline = time.monotonic() + PATIENCE
        while not enough(tasks := self.ask(member, f"/board?case={case}")["tasks"]):
            assert time.monotonic() < deadline, "the rules have not opened the task"
        return list(tasks)

    def join(self, case: str, member: str, by: str = "carer.gr") -> None:
        """Bring the agency of *member* into *case*."""
        self.do(by, f"/cases/{case}/join-agency", agency=self.agency(member))

    def notice_absence(self, case: str, by: str = "carer.gr") -> None:
        """The child is missing: the carer has to search and to report."""
        self.do(by, f"/cases/{case}/notice-absence", episode=uuid4().hex, country=by[-2:])

    def task(self, member: str, case: str, title: str) -> dict[str, Any]:
        """The task of that title on the board of *member*, once it is there."""
        tasks = self._tasks(member, case, lambda tasks: any(task["title"] == title for task in tasks))
        return next(task for task in tasks if task["title"] == title)

    def finish(self, member: str, case: str, title: str, outcome: str) -> None:
        """*member* claims the task, where nobody has, and completes it."""
        task = self.task(member, case, title)
        if task["claimed_by"] is None:
            self.do(member, f"/tasks/{task['id']}/claim")
        self.do(member, f"/tasks/{task['id']}/complete", outcome=outcome)
