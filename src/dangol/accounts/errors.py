"""What can be wrong when a member or a program asks to be let in."""

from __future__ import annotations

from dangol.kit.errors import DangolError


class NotSignedIn(DangolError):
    """No valid session or key."""

    code = "not_signed_in"


class WrongPassword(DangolError):
    """No member with that address and password. We do not say which of the two is wrong."""

    code = "wrong_password"


class NotAllowed(DangolError):
    """Signed in, but this needs another role or scope."""

    code = "not_allowed"


class MemberExists(DangolError):
    """There is a member with that address."""

    code = "member_exists"


class PasswordWeak(DangolError):
    """Too short to keep anybody out."""

    code = "password_weak"


class AddressInvalid(DangolError):
    """Not an e-mail address."""

    code = "address_invalid"


class NameMissing(DangolError):
    """A member without a name."""

    code = "name_missing"


class TooManySignIns(DangolError):
    """Too many tries at one address, or from one network. ``after``: seconds to wait."""

    code = "too_many_sign_ins"


class RequestForged(NotAllowed):
    """A request that changes something did not come from our own page."""

    code = "request_forged"
