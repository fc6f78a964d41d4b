"""What somebody saw of a case at any moment of it, and through whose eyes one may look back."""
