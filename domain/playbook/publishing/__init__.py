"""Publishing playbooks: each version, with its whole text. The originator is ``playbook.<playbook>``."""
