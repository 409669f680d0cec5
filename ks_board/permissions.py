"""Who may do what: the one page about it. Views only name a permission; nothing is open that is not listed here."""

from enum import StrEnum


class Role(StrEnum):
    """What an account may be; one person may have several. PUBLIC is everybody, signed in or not."""

    PUBLIC = "public"
    VOLUNTEER = "volunteer"
    SPONSOR = "sponsor"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


class Permission(StrEnum):
    """`thing:verb`, sorted; the comment is the sentence for people."""

    ACCOUNT_SIGN_IN = "account:sign_in"  # Sign in and out.
    CHECKLIST_READ = "checklist:read"  # See questions, answers and numbers of gaps.
    GAP_READ = "gap:read"  # See the gaps that are public.
    GAP_READ_ALL = "gap:read_all"  # See every gap, also about people, messages and money.
    HEALTH_READ = "health:read"  # Ask whether the server is well.
    ORGANIGRAM_READ = "organigram:read"  # See units, posts and responsibilities.
    PERSON_READ_NAMES = "person:read_names"  # See names without their public consent.
    SITE_READ = "site:read"  # Read start, help and legal pages.
    TASK_READ = "task:read"  # See the board and its tasks.


_EVERYBODY = frozenset(
    {
        Permission.ACCOUNT_SIGN_IN,
        Permission.CHECKLIST_READ,
        Permission.GAP_READ,
        Permission.HEALTH_READ,
        Permission.ORGANIGRAM_READ,
        Permission.SITE_READ,
        Permission.TASK_READ,
    }
)
_STAFF = _EVERYBODY | {Permission.GAP_READ_ALL, Permission.PERSON_READ_NAMES}

GRANTED: dict[Role, frozenset[Permission]] = {
    Role.PUBLIC: _EVERYBODY,
    Role.VOLUNTEER: _EVERYBODY,
    Role.SPONSOR: _EVERYBODY,
    Role.COORDINATOR: _STAFF,
    Role.ADMIN: _STAFF,
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return all permissions of somebody with these roles; everybody has those of the public."""
    return frozenset().union(*(GRANTED[role] for role in roles | {Role.PUBLIC}))
