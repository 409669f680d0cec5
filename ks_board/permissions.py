"""Who may do what: the one page about it. Views only name a permission; nothing is open that is not listed here."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody may be; an account may have several."""

    PUBLIC = "public"
    """Everybody, signed in or not."""
    LINK = "link"
    """Who came by a personal link, without an account."""
    VOLUNTEER = "volunteer"
    SPONSOR = "sponsor"
    COORDINATOR = "coordinator"
    ADMIN = "admin"


ACCOUNT_ROLES = (Role.VOLUNTEER, Role.SPONSOR, Role.COORDINATOR, Role.ADMIN)


class Permission(StrEnum):
    """`thing:verb`, sorted; the comment is the sentence for people."""

    ACCOUNT_INVITE = "account:invite"  # Invite people to make an account.
    ACCOUNT_MANAGE = "account:manage"  # Give and take roles, lock accounts.
    ACCOUNT_SIGN_IN = "account:sign_in"  # Sign in and out.
    API_READ = "api:read"  # Read public data as a machine; more with a key.
    ASSIGNMENT_CLAIM = "assignment:claim"  # Say yes to a task.
    ASSIGNMENT_MANAGE = "assignment:manage"  # Confirm, decline, release; note a yes for somebody else.
    CALENDAR_READ = "calendar:read"  # Follow a calendar by its own secret address.
    CALL_LOG = "call:log"  # See the ten calls of the week and note them.
    CHECKLIST_ANSWER = "checklist:answer"  # Answer the questions at the Round Table.
    CHECKLIST_READ = "checklist:read"  # See questions, answers and numbers of gaps.
    FORESIGHT_READ = "foresight:read"  # See what ends soon, and what hangs on whom.
    GAP_ACT = "gap:act"  # Plan a measure, make a task, snooze or accept a gap.
    GAP_READ = "gap:read"  # See the gaps that are public.
    GAP_READ_ALL = "gap:read_all"  # See every gap, also about people, messages and money.
    HEALTH_READ = "health:read"  # Ask whether the server is well.
    MESSAGE_READ = "message:read"  # Read and answer messages.
    MESSAGE_SEND = "message:send"  # Write to the town.
    MY_PAGE = "my_page:use"  # See and change what is one's own.
    ORGANIGRAM_EDIT = "organigram:edit"  # Change units, posts, responsibilities and appointments.
    ORGANIGRAM_READ = "organigram:read"  # See units, posts and responsibilities.
    PACK_MANAGE = "pack:manage"  # Take checklist, rules and texts out, and bring others in.
    PAPER_PRINT = "paper:print"  # Print notices, sheets and letters.
    PERSON_MANAGE = "person:manage"  # Find, add, change and merge people.
    PERSON_READ_NAMES = "person:read_names"  # See names without their public consent.
    RECORD_READ = "record:read"  # See who changed what, and take it back.
    REPORT_READ = "report:read"  # Read the report to the council.
    RESPONSIBILITY_CONFIRM = "responsibility:confirm"  # Answer a confirmation link.
    SCENARIO_EDIT = "scenario:edit"  # Draft changes of the organigram and put them into force.
    SCENARIO_READ = "scenario:read"  # See a draft that was shared with one.
    SETUP_USE = "setup:use"  # Set up a new town.
    SITE_READ = "site:read"  # Read start, help and legal pages.
    SPONSORSHIP_USE = "sponsorship:use"  # See one's own sponsorships and act for their tandems.
    TANDEM_MANAGE = "tandem:manage"  # Pair people, log contacts, write wishes.
    TASK_MANAGE = "task:manage"  # Create, publish, pause, finish and stop tasks.
    TASK_READ = "task:read"  # See the board and its tasks.
    TODAY_READ = "today:read"  # See the coordinator's day.
    TOWN_EDIT = "town:edit"  # Change all other tables of the town.


_EVERYBODY = frozenset(
    {
        Permission.ACCOUNT_SIGN_IN,
        Permission.API_READ,
        Permission.ASSIGNMENT_CLAIM,
        Permission.CALENDAR_READ,
        Permission.CHECKLIST_READ,
        Permission.GAP_READ,
        Permission.HEALTH_READ,
        Permission.MESSAGE_SEND,
        Permission.ORGANIGRAM_READ,
        Permission.REPORT_READ,
        Permission.RESPONSIBILITY_CONFIRM,
        Permission.SCENARIO_READ,
        Permission.SITE_READ,
        Permission.TASK_READ,
    }
)
_OWN = _EVERYBODY | {Permission.MY_PAGE}
_STAFF = frozenset(Permission) - {Permission.ACCOUNT_MANAGE, Permission.SETUP_USE, Permission.SPONSORSHIP_USE}

GRANTED: dict[Role, frozenset[Permission]] = {
    Role.PUBLIC: _EVERYBODY,
    Role.LINK: _OWN,
    Role.VOLUNTEER: _OWN,
    Role.SPONSOR: _OWN | {Permission.SPONSORSHIP_USE},
    Role.COORDINATOR: _STAFF,
    Role.ADMIN: _STAFF | {Permission.ACCOUNT_MANAGE, Permission.SETUP_USE},
}


def permissions_of(roles: frozenset[Role]) -> frozenset[Permission]:
    """Return all permissions of somebody with these roles; everybody has those of the public."""
    return frozenset().union(*(GRANTED[role] for role in roles | {Role.PUBLIC}))
