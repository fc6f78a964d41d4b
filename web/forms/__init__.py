"""The commands of a case and a task as forms: what is asked, why, and how the answers become a command.

Invariant: a form asks for what its command needs and nothing else; a test holds each form against its command.
"""
