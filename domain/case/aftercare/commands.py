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
    why_left: MaybeText = ""
    whereabouts: MaybeText = ""
    company: MaybeText = ""
    journey: MaybeText = ""
    harm: MaybeText = ""
    daily_needs: MaybeText = ""
    way_back: MaybeText = ""
    feels_now: MaybeText = ""
    would_help: MaybeText = ""
    trusted: MaybeText = ""
    own_words: MaybeText = ""
    needs: MaybeText = ""
    sharing: MaybeText = ""
    setting: MaybeText = ""


class DeclineReturnInterview(Command, frozen=True, kw_only=True):
    """Write down that the child did not want to talk, how often they were asked, and what the carer knows instead."""

    reason: Text
    attempts: MaybeText = ""
    carer_knows: MaybeText = ""


class MakeReferral(Command, frozen=True, kw_only=True):
    """Ask a service to take care of something for the child."""

    referral: NewId
    to: Service
    note: MaybeText = ""


AftercareCommand = OfferReturnInterview | HoldReturnInterview | DeclineReturnInterview | MakeReferral
