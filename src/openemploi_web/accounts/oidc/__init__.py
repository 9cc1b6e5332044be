"""OpenID Connect, stricter than the library we use: every token's signature, issuer, audience and nonce is verified."""
