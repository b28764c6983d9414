"""What can be wrong with the ground we stand on, named as facts."""

from __future__ import annotations

from dangol.kit.errors import DangolError, RetryLater


class DatabaseUnfit(DangolError):
    """The database cannot be used as it is: wrong encoding, missing extension, schema newer than this program."""

    code = "database_unfit"


class DatabaseBusy(RetryLater):
    """Somebody else holds the database's write lock for longer than we wait."""

    code = "database_busy"


class DiskFull(RetryLater):
    """There is no room left for the database. Nothing was stored."""

    code = "disk_full"


class DatabaseGone(RetryLater):
    """The database cannot be reached: its server is away, or its file was moved or deleted while we ran."""

    code = "database_gone"


class DatabaseDamaged(RetryLater):
    """The database's file is not what it was: overwritten, torn, or never a database. A person has to restore it."""

    code = "database_damaged"


class SettingInvalid(DangolError):
    """A setting has a value that cannot work."""

    code = "setting_invalid"
