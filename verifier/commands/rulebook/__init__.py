"""What an editor does with rules: test, list, show, write, count and compare them."""
