"""Accuracy and speed, side by side with what a user would pick instead.

`python -m benchmarks.accuracy` and `python -m benchmarks.speed` write Markdown tables to
`benchmarks/results`. Nothing of the product imports this package.
"""
