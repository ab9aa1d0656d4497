"""Addresses of every register."""

from timonier.web.registers.catalogue import REGISTERS
from timonier.web.registers.views import RegisterViews

urlpatterns = [pattern for register in REGISTERS for pattern in RegisterViews(register).urls()]
