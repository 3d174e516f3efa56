"""A finished network meets a microphone: `recogniser` uses it, `page` shows it, `recorder` records, `lite` exports it.

    python -m helpers.live     speak, and it answers

Lesson 00 first uses the recorder, lesson 12 the rest.
"""
