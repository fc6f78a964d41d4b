"""What the child is offered after being found: interview and referral."""
