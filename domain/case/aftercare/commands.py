"""What can be asked for the child after they were found.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from domain.case.codes import Service
from domain.context import Command, MaybeText, NewId, Text, Token


class OfferReturnInterview(Command, frozen=True, kw_only=True):
    """Offer the child to talk with somebody of the agency *interviewer*."""

    interviewer: Token


class HoldReturnInterview(Command, frozen=True, kw_only=True):
    """Write down what the child told."""

    account: Text
    own_words: MaybeText = ""
    needs: MaybeText = ""
    sharing: MaybeText = ""


class DeclineReturnInterview(Command, frozen=True, kw_only=True):
    """Write down that the child did not want to talk."""

    reason: Text


class MakeReferral(Command, frozen=True, kw_only=True):
    """Ask a service to take care of something for the child."""

    referral: NewId
    to: Service
    note: MaybeText = ""


AftercareCommand = OfferReturnInterview | HoldReturnInterview | DeclineReturnInterview | MakeReferral
