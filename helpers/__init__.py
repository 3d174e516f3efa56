"""The small shared package of the course: each module is explained by the lesson that first needs it."""
