"""Who may consolidate, and who reads what was consolidated."""

from timonier.accounts import policy
from timonier.accounts.policies import anyone_signed_in, is_staff

policy.register(
    "snapshot.make", "Les services de l’institution font une photo des données.", is_staff
)
policy.register("snapshot.read", "Toute personne habilitée lit les photos.", anyone_signed_in)
