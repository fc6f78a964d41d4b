"""What auditors work with: findings in words, remarks and samples carried out."""
