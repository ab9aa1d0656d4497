"""Properties are judged on their truth, not on the speed of a busy machine."""

from hypothesis import settings

settings.register_profile("timonier", deadline=None, database=None)
settings.load_profile("timonier")
