"""Who is answered what, by route: written by hand, and read before it is changed.

Invariant: what may not be seen is answered like what there is not, whatever is asked of it and by whom.
"""

from __future__ import annotations

OF_CASES = """
GET  /tasks/{task_id}                                           200 200 404 404 404 200 | 200 200
GET  /tasks/{task_id}/{action}                                  303 303 303 303 303 303 | 303 303
POST /tasks/{task_id}/{action}                                  422 422 404 404 404 422 | 422 422
GET  /cases/{case_id}                                           200 200 404 404 404 200 | 200 200
POST /cases/{case_id}/timeline                                  303 303 404 404 404 303 | 303 303
POST /cases/{case_id}/seen                                      303 303 404 404 404 303 | 303 303
GET  /cases/{case_id}/identity                                  303 303 303 303 303 303 | 303 303
POST /cases/{case_id}/identity                                  404 404 404 404 404 200 | 404 404
GET  /cases/{case_id}/do/{slug}                                 200 200 404 404 404 200 | 404 404
POST /cases/{case_id}/do/{slug}                                 422 422 404 404 404 422 | 404 404
GET  /cases/{case_id}/then                                      200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/replay                                    200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/places                                    200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/photos                                    200 200 404 404 404 200 | 200 200
POST /cases/{case_id}/photos                                    422 422 404 404 404 422 | 404 404
GET  /cases/{case_id}/photos/{photo_id}                         404 404 404 404 404 404 | 404 404
POST /cases/{case_id}/photos/{photo_id}/withdraw                422 422 404 404 404 422 | 404 404
GET  /cases/{case_id}/conferences/{conference_id}/room          404 404 404 404 404 404 | 404 404
POST /cases/{case_id}/conferences/{conference_id}/room/take     404 404 404 404 404 404 | 404 404
POST /cases/{case_id}/conferences/{conference_id}/room/lead     404 404 404 404 404 404 | 404 404
POST /cases/{case_id}/conferences/{conference_id}/room/offer    404 404 404 404 404 404 | 404 404
POST /cases/{case_id}/conferences/{conference_id}/room/stop     404 404 404 404 404 404 | 404 404
POST /cases/{case_id}/why                                       200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/looked                                    200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/log                                       200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/log/copy                                  200 200 404 404 404 200 | 200 200
GET  /emergency/{case_id}                                       404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/facts/{fact_id}                           200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/facts/{fact_id}/{step}                    303 303 303 303 303 303 | 303 303
POST /cases/{case_id}/facts/{fact_id}/{step}                    404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/subject                                   200 200 404 404 404 200 | 200 200
POST /cases/{case_id}/subject                                   422 422 404 404 404 422 | 404 404
GET  /cases/{case_id}/subject/{request_id}                      404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/subject/{request_id}/{step}               303 303 303 303 303 303 | 303 303
POST /cases/{case_id}/subject/{request_id}/{step}               404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/subject/{request_id}/copy                 404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/conferences                               200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/conferences/call                          200 200 404 404 404 200 | 404 404
POST /cases/{case_id}/conferences/call                          422 422 404 404 404 422 | 404 404
GET  /cases/{case_id}/conferences/{conference_id}               404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/conferences/{conference_id}/invitation.ics 404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/conferences/{conference_id}/do/{slug}     404 404 404 404 404 404 | 404 404
POST /cases/{case_id}/conferences/{conference_id}/do/{slug}     404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/findings                                  404 404 404 404 404 404 | 200 200
POST /cases/{case_id}/remarks                                   404 404 404 404 404 404 | 422 422
GET  /cases/{case_id}/remarks/{remark_id}                       404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/remarks/{remark_id}/{step}                303 303 303 303 303 303 | 303 303
POST /cases/{case_id}/remarks/{remark_id}/{step}                404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/papers                                    200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/papers/brief                              303 303 404 404 404 303 | 303 303
GET  /cases/{case_id}/papers/minutes                            404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/timeline                                  200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/playbook                                  200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/checklist                                 200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/retention                                 200 200 404 404 404 200 | 200 200
GET  /cases/{case_id}/erased/{erasure_id}                       404 404 404 404 404 404 | 404 404
GET  /cases/{case_id}/retention/{step}                          303 303 303 303 303 303 | 303 303
POST /cases/{case_id}/retention/{step}                          404 404 404 404 404 404 | 404 404
GET  /api/v1/tasks/{task_id}                                    200 200 404 404 404 200 | 200 200
POST /api/v1/tasks/{task_id}/{action}                           422 422 404 404 404 422 | 422 422
GET  /api/v1/cases/{case_id}                                    200 200 404 404 404 200 | 200 200
POST /api/v1/cases/{case_id}/{action}                           422 422 404 404 404 422 | 404 404
GET  /api/v1/cases/{case_id}/timeline                           200 200 404 404 404 200 | 200 200
"""
"""A route about a case or a task. By standing: own, joined, left, invited, foreign, erased. Then an auditor of
the country: a case, an erased one. Every role that works on cases is answered alike; administrators are answered
*not found*. Who reads a task may send a form about it, and is told what it lacks before that it is not theirs."""

UNASKED = (
    "GET /tasks/{task_id}/{action}",
    "GET /cases/{case_id}/identity",
    "GET /cases/{case_id}/facts/{fact_id}/{step}",
    "GET /cases/{case_id}/subject/{request_id}/{step}",
    "GET /cases/{case_id}/retention/{step}",
    "GET /cases/{case_id}/remarks/{remark_id}/{step}",
)
"""Addresses that lead to the case or the task without asking anything: that one decides."""

HOUSE = """
GET  /sign-in                             302 302 302 302 302 302 302
GET  /sign-in/code                        303 303 303 303 303 303 303
GET  /language/{code}                     302 302 302 302 302 302 302
GET  /sign-in/provider/{agency_id}        303 303 303 303 303 303 303
GET  /link/{secret}                       410 410 410 410 410 410 410
GET  /sign-in/back                        422 422 422 422 422 422 422
GET  /link/{secret}/provider              303 303 303 303 303 303 303
GET  /healthz                             200 200 200 200 200 200 200
GET  /readyz                              200 200 200 200 200 200 200
GET  /metrics                             200 200 200 200 200 200 200
GET  /                                    302 302 302 302 302 302 302
GET  /home                                302 302 200 302 302 200 302
GET  /board                               200 200 200 200 200 200 200
GET  /board/filter                        303 303 303 303 303 303 303
GET  /board/bulk                          303 303 303 303 303 303 303
GET  /board/shift                         200 200 200 200 200 200 200
GET  /board/undo                          303 303 303 303 303 303 303
GET  /board/views                         303 303 303 303 303 303 303
GET  /board/wall                          200 200 200 200 200 200 200
GET  /cases                               200 200 200 200 200 200 200
GET  /cases/new                           200 200 200 200 200 404 404
GET  /audit                               404 404 404 404 404 200 404
GET  /audit/looked                        404 404 404 200 404 200 404
GET  /audit/looked/copy                   404 404 404 200 404 200 404
GET  /audit/log                           404 404 404 404 404 200 404
GET  /audit/log/copy                      404 404 404 404 404 200 404
GET  /audit/findings                      404 404 404 404 404 200 404
GET  /audit/findings/copy                 404 404 404 404 404 200 404
GET  /audit/samples                       404 404 404 404 404 200 404
GET  /audit/samples/{sample_id}           404 404 404 404 404 404 404
GET  /remarks                             200 200 200 200 200 200 200
GET  /statistics                          404 404 200 404 404 200 404
GET  /statistics/copy                     404 404 200 404 404 200 404
GET  /emergency                           200 200 404 200 200 404 404
GET  /invitations                         200 200 200 200 200 200 200
GET  /invitations/{invitation_id}         404 404 404 404 404 404 404
GET  /installation                        404 404 404 404 404 404 200
GET  /proof                               404 404 404 404 404 200 200
GET  /agency                              200 200 200 200 200 200 200
GET  /agencies/{agency_id}                200 200 200 200 303 200 200
GET  /agency/{action}                     404 404 404 404 404 404 404
GET  /playbooks                           200 200 200 200 200 200 200
GET  /playbooks/{name}                    404 404 404 404 404 404 404
GET  /playbooks/{name}/compare            404 404 404 404 404 404 404
GET  /processing/{name}                   404 404 404 404 404 404 404
GET  /retention                           200 200 200 200 200 200 200
GET  /desk                                200 200 200 200 200 200 200
GET  /help                                200 200 200 200 200 200 200
GET  /people                              200 200 200 200 200 200 200
GET  /search                              200 200 200 200 200 200 200
GET  /members                             404 404 404 404 200 404 200
GET  /members/{member_id}                 404 404 404 404 404 404 404
GET  /members/invite                      404 404 404 404 200 404 200
GET  /members/{member_id}/{step}          303 303 303 303 303 303 303
GET  /account                             200 200 200 200 200 200 200
GET  /account/{step}                      303 303 303 303 303 303 303
GET  /account/notices                     200 200 200 200 200 200 200
GET  /members/unreached                   404 404 404 404 200 404 200
GET  /prove/provider                      303 303 303 303 303 303 303
GET  /members/provider                    404 404 404 404 200 404 200
GET  /members/provider/remove             303 303 303 303 303 303 303
GET  /session                             200 200 200 200 200 200 200
GET  /styleguide                          200 200 200 200 200 200 200
GET  /tour                                200 200 200 200 200 200 200
GET  /api/v1/board                        200 200 200 200 200 200 200
GET  /api/v1/cases                        200 200 200 200 200 200 200
GET  /api/v1/invitations                  200 200 200 200 200 200 200
GET  /api/v1/me                           200 200 200 200 200 200 200
GET  /api/openapi.json                    200 200 200 200 200 200 200
GET  /api                                 200 200 200 200 200 200 200
GET  /api/{path}                          404 404 404 404 404 404 404
"""
"""A page of no case. For a worker, a duty officer, a chair, a data protection officer and an administrator of agencies
that work on cases, for an auditor, and for an administrator of the house."""

SENT = """
POST /sign-in
POST /sign-in/code
POST /sign-in/provider/{agency_id}
POST /link/{secret}
POST /sign-in/passkey
POST /sign-in/passkey-use
POST /link/{secret}/provider
POST /api/v1/tokens
POST /board/filter
POST /board/bulk
POST /board/shift
POST /board/undo
POST /board/views
POST /cases
POST /emergency
POST /audit/samples
POST /audit/samples/{sample_id}/draw
POST /invitations/{invitation_id}/{answer}
POST /agency/{action}
POST /desk
POST /desk/theme
POST /search
POST /members/invite
POST /members/{member_id}/{step}
POST /account/notices
POST /account/notices-try
POST /account/notices-device
POST /account/notices-remove
POST /account/session
POST /account/others
POST /account/agency
POST /account/password
POST /account/token
POST /account/revoke
POST /prove
POST /account/second
POST /account/second-confirm
POST /account/recovery
POST /account/second-remove
POST /account/passkey
POST /account/passkey-make
POST /account/passkey-remove
POST /prove/passkey
POST /prove/passkey-use
POST /account/link
POST /account/unlink
POST /prove/provider
POST /members/provider
POST /members/provider/remove
POST /tour/done
POST /api/v1/cases
POST /api/v1/invitations/{invitation_id}/accept
POST /api/v1/invitations/{invitation_id}/decline
POST /sign-out
"""
"""What is sent to an address of no case: one's own account and settings, ways in, and what begins a case or takes
emergency access. Their own tests hold who may; none of them names a case that is not seen."""
