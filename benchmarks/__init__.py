"""The measurements behind the README's results, each with the recipe of a lesson: ``python -m benchmarks``."""
