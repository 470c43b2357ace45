"""The airspace room: operational intents, constraints and subscriptions of ASTM F3548-21, and who must know of them."""
