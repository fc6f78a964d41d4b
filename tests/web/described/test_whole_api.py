"""The whole HTTP API, asked by somebody who has read its description and nothing else.

Whatever is asked, no answer is a fault of ours, and each has a status, a type, headers and a shape that the description
names. Each run asks a part of the operations, another each time; `make api-test` asks all of them, and more of each.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from typing import Any

import pytest

from tests.web.conftest import Connect
from tests.web.described.asking import ALLOWED, FORBIDDEN, ask, faults, operations, requests
from tests.web.harness.program import Program
from tests.web.world import World

MANY = int(os.environ.get("LANTERN_TEST_REQUESTS", "0"))
A_PART, A_FEW = 16, 3

pytestmark = pytest.mark.slow


def chosen(document: dict[str, Any]) -> list[Any]:
    """All operations where many requests are wanted, else some of them."""
    every = operations(document)
    return every if MANY else random.sample(every, A_PART)


async def asked(world: World, who: Program, operation: Any, answers: Counter[int]) -> list[str]:
    """What was wrong with the answers to *operation*, asked about a case of one's own and about others."""
    case = await world.case("carer.be", "police.be")
    own = {"case_id": case, "task_id": await world.task(case, "carer.be")}
    found: list[str] = []
    for mode in (ALLOWED, FORBIDDEN):
        for number, request in enumerate(requests(operation, mode, MANY or A_FEW, random.getrandbits(32))):
            if number % 2 == 0:
                request.path_parameters.update({name: own[name] for name in own if name in request.path_parameters})
            answer = await ask(who.http, request)
            answers[answer.status_code] += 1
            found += faults(request, answer)
    return found


async def test_no_request_leads_to_a_fault_or_to_an_answer_that_is_not_described(
    world: World, program: Connect
) -> None:
    carer = await program("carer.be")
    document, answers = await carer.get("/api/openapi.json"), Counter[int]()

    wrong = [fault for each in chosen(document) for fault in await asked(world, carer, each, answers)]

    assert wrong == []
    assert answers[401] < answers.total() / 10


async def test_who_has_no_token_is_told_so_as_it_is_described(world: World) -> None:
    nobody, answers = Program(world), Counter[int]()
    document = await nobody.get("/api/openapi.json")

    wrong: list[str] = []
    for operation in chosen(document):
        for request in requests(operation, ALLOWED, 1, 0):
            answer = await ask(nobody.http, request)
            answers[answer.status_code] += 1
            wrong += faults(request, answer)

    assert wrong == []
    assert answers[401] >= answers.total() - 1
