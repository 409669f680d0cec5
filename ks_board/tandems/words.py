"""What sponsors are and give, in plain words."""

from flask_babel import lazy_gettext as _l

from ks_board.tandems.models import Offer, SponsorKind

SPONSOR_KINDS = {
    SponsorKind.COUNCILLOR: _l("Mitglied im Stadtrat"),
    SponsorKind.ENTREPRENEUR: _l("Unternehmerin oder Unternehmer"),
}
OFFERS = {
    Offer.TIME: _l("Zeit"),
    Offer.KNOWHOW: _l("Wissen"),
    Offer.GOODS: _l("Material oder Sachen"),
    Offer.OPPORTUNITY: _l("Kontakte und Gelegenheiten"),
    Offer.MONEY: _l("Geld"),
}
