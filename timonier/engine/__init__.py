"""Pure computation: plain values in, plain result out.

Nothing here knows Django, a file or the clock; a caller passes every date and value.
Unknown is ``None`` and never becomes zero. Amounts are :class:`decimal.Decimal`.
"""
