"""What the project runs on itself: reference pages, the picture of the README, the corpus."""
