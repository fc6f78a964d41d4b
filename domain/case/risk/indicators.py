"""The signs a risk assessment goes through.

Invariant: a code, once stored, keeps its meaning; codes are added, never reused. Nationality and origin are none of
them: a level must not follow from where a child comes from.
"""

from __future__ import annotations

import enum


class Indicator(enum.StrEnum):
    """What was seen that makes harm likelier. Signs count together, and an unknown never counts as a no."""

    # Worrying whatever the rest: see WORRYING.
    UNDER_13 = "under-13"
    LOW_SELF_RELIANCE = "low-self-reliance"
    MEDICAL_NEED = "medical-need"
    LIFE_THREAT = "life-threat"
    DANGEROUS_COMPANY = "dangerous-company"
    OUT_OF_CHARACTER = "out-of-character"
    CRIME_SUSPECTED = "crime-suspected"
    DANGEROUS_SURROUNDINGS = "dangerous-surroundings"
    TRAFFICKING = "trafficking"
    FORCED_MARRIAGE_OR_FGM = "forced-marriage-or-fgm"
    PREVIOUS_VICTIM = "previous-victim"
    SUICIDAL = "suicidal"
    # A child may be about to go missing.
    ARRIVED_WITH_SMUGGLERS = "arrived-with-smugglers"
    FIRST_48_HOURS = "first-48-hours"
    TRAVEL_GROUP_VANISHED = "travel-group-vanished"
    DISTRUST = "distrust"
    PLANS_TO_TRAVEL_ON = "plans-to-travel-on"
    REFUSES_SHELTER = "refuses-shelter"
    NEGATIVE_DECISION = "negative-decision"
    POOR_ACCOMMODATION = "poor-accommodation"
    PREVIOUS_EPISODES = "previous-episodes"
    UNKNOWN_CONTACTS = "unknown-contacts"
    SUBSTANCES_OR_CRIME = "substances-or-crime"
    NO_GUARDIAN = "no-guardian"
    TRAUMA = "trauma"
    FAMILY_ELSEWHERE = "family-elsewhere"
    NEARLY_18 = "nearly-18"
    TRANSFER_FEARED = "transfer-feared"
    LONG_WAIT = "long-wait"
    PREPARES_TO_LEAVE = "prepares-to-leave"
    # A child may be exploited, or may be again.
    CONTROLLED_BY_OTHERS = "controlled-by-others"
    NO_OWN_DOCUMENTS = "no-own-documents"
    REHEARSED_STORY = "rehearsed-story"
    INJURIES = "injuries"
    DEBT = "debt"
    UNEXPLAINED_MEANS = "unexplained-means"
    OLDER_PARTNER = "older-partner"
    FEARS_FOR_FAMILY = "fears-for-family"
    UNSUITABLE_WORK = "unsuitable-work"
    KEPT_FROM_FAMILY = "kept-from-family"
    INTIMIDATED = "intimidated"
    NO_SCHOOL_NOR_FRIENDS = "no-school-nor-friends"
    LIVES_APART = "lives-apart"
    TRAVELS_WITH_STRANGERS = "travels-with-strangers"
    CARRIES_NUMBERS = "carries-numbers"
    CLAIMED_BY_ADULT = "claimed-by-adult"
    ILLEGAL_ADOPTION = "illegal-adoption"
    OFTEN_MISSING = "often-missing"
    BRANDED = "branded"
    LOYAL_TO_EXPLOITER = "loyal-to-exploiter"


class TurningPoint(enum.StrEnum):
    """What may change the risk from one day to the next, so that it is assessed anew."""

    AGE_ASSESSED = "age-assessed"
    TRANSFER_DECIDED = "transfer-decided"
    APPEAL_DECIDED = "appeal-decided"
    COMING_OF_AGE = "coming-of-age"
    SMUGGLER_CONTACT = "smuggler-contact"
    ROOMMATE_VANISHED = "roommate-vanished"
    FAMILY_NEWS = "family-news"
    OTHER = "other"


WORRYING: frozenset[Indicator] = frozenset(
    {
        Indicator.UNDER_13,
        Indicator.LOW_SELF_RELIANCE,
        Indicator.MEDICAL_NEED,
        Indicator.LIFE_THREAT,
        Indicator.DANGEROUS_COMPANY,
        Indicator.OUT_OF_CHARACTER,
        Indicator.CRIME_SUSPECTED,
        Indicator.DANGEROUS_SURROUNDINGS,
        Indicator.TRAFFICKING,
        Indicator.FORCED_MARRIAGE_OR_FGM,
        Indicator.PREVIOUS_VICTIM,
        Indicator.SUICIDAL,
    }
)
"""Each of these alone makes a disappearance worrying: the level is high until two people lower it."""

LEAVING: frozenset[Indicator] = frozenset(
    {
        Indicator.ARRIVED_WITH_SMUGGLERS,
        Indicator.FIRST_48_HOURS,
        Indicator.TRAVEL_GROUP_VANISHED,
        Indicator.DISTRUST,
        Indicator.PLANS_TO_TRAVEL_ON,
        Indicator.REFUSES_SHELTER,
        Indicator.NEGATIVE_DECISION,
        Indicator.POOR_ACCOMMODATION,
        Indicator.PREVIOUS_EPISODES,
        Indicator.UNKNOWN_CONTACTS,
        Indicator.SUBSTANCES_OR_CRIME,
        Indicator.NO_GUARDIAN,
        Indicator.TRAUMA,
        Indicator.FAMILY_ELSEWHERE,
        Indicator.NEARLY_18,
        Indicator.TRANSFER_FEARED,
        Indicator.LONG_WAIT,
        Indicator.PREPARES_TO_LEAVE,
    }
)
"""Signs that a child may be about to go missing."""

EXPLOITATION: frozenset[Indicator] = frozenset(Indicator) - WORRYING - LEAVING
"""Signs that a child may be exploited, or may be again."""
