"""Sign-in through the OpenID Connect providers of agencies: what is asked of them, and what is believed.

Invariant: nobody is asked whom the operator has not named, and nothing is believed that is not signed by a key of the
provider, for this agency, for this one journey.
"""

from infra.proofs.providers.openid import OpenIdProviders
from infra.proofs.providers.subjects import StreamSubjects

__all__ = ["OpenIdProviders", "StreamSubjects"]
