"""The words of Lantern, and the pure rules about them.

Invariant of the ring: nothing in here does I/O, reads a clock, draws a random number or knows a framework.
Time, identifiers and the acting person arrive with the command.

Glossary, one meaning each:

*Child*
    The person this is about. Never named in clear outside memory.
*Case*
    Everything about one child.
*Episode*
    One disappearance, from the absence noticed to the episode closed. A case has at most one open episode.
*Agency*
    An organisation with one role in one country: police, guardian, carer, protection, hotline, asylum, chair, auditor.
*Member*
    A person acting for an agency.
*Task*
    A duty of one agency, with a clock.
*Playbook*
    Versioned rules: a trigger opens tasks with clocks, and each rule names its source.
*Lead*
    The one agency that has accepted to lead a case.
*Audience*
    Who may see a fact: the agencies of the case, a named subset of them, or the protected circle.
*Private*
    Text that could identify or describe a person: clear in memory, sealed everywhere else, erased once its key is gone.
*Invitation*
    An agency is asked to take part in a case, for a purpose and on a legal basis; it takes part once it accepts.
*Disclosure*
    A part of a case that is walled off from an agency is opened to it, for a purpose, on a legal basis and for a time.
*Room*
    Where a conference looks at its case together: one person presents, and everybody may be led where they are.
*Conference*
    Agencies of a case that were invited talk about it, decide, and write down what was decided.
*Minutes*
    What is on record of a conference, with words of who steers it; they stand once all who were there approve them.
*Consultation*
    Somebody looked at private text.
*Finding*
    What an automatic check finds, from facts and at a moment: nothing that is stored, and no judgement.
*Remark*
    What an auditor writes about the work on a case. Whom it asks may answer; nobody takes it back.
*Sample*
    Cases that an auditor looks at, drawn by a root that nobody could know when it was announced.
*Exercise*
    The same engine on a fictive case.
*Refusal*
    A command that is impossible now; its name says why, and it says what would be possible.
*Originator*
    The address of one aggregate's history, such as ``case.<case>.file``.
*Position*
    The place of a fact in the whole log, counted from 1.
*Version*
    The place of a fact in its own aggregate's history, counted from 1.
"""
