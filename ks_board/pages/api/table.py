"""Every address of the API with what may be asked and what is answered: views, checks and OpenAPI are made from it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from ks_board.core.params import day_asked, page_asked, text_asked
from ks_board.pages.api import answers, feed, findings, linked, structure, tasks
from ks_board.pages.api.paging import MOST, PER_PAGE, per_page_asked

JSON, LINKED_DATA, ATOM = "application/json", "application/ld+json", "application/atom+xml"


@dataclass(frozen=True, slots=True)
class Parameter:
    """Something that may be asked for behind the `?` of an address."""

    name: str
    says: str
    schema: dict[str, Any]
    read: Callable[[], Any]


@dataclass(frozen=True, slots=True)
class Address:
    """One address. `find` is called with the refs of the path and the parameters by name."""

    name: str
    path: str
    says: str
    find: Callable[..., Any]
    answers: type
    parameters: tuple[Parameter, ...] = ()
    media_type: str = JSON
    is_of_tree: bool = False
    """Everything in the answer changes the data version, so that "not modified" is said without reading the town."""


ON = Parameter(
    "on",
    "The day the answer is about; today if left out.",
    {"type": "string", "format": "date"},
    partial(day_asked, "on"),
)
PAGING = (
    Parameter(
        "page", "The page of the list.", {"type": "integer", "minimum": 1, "default": 1}, partial(page_asked, "page")
    ),
    Parameter(
        "per_page",
        "How many items a page has.",
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": PER_PAGE},
        per_page_asked,
    ),
)
_REF = {"type": "string", "maxLength": 200}
TASK_FILTERS = (
    Parameter("area", "Only tasks of this area, by ref.", _REF, partial(text_asked, "area")),
    Parameter("unit", "Only tasks of this unit, by ref.", _REF, partial(text_asked, "unit")),
)

TABLE = (
    Address(
        name="organigram",
        path="/organigram",
        says="The tree of units in force, with posts, responsibilities and holders.",
        find=structure.organigram,
        answers=answers.Organigram,
        parameters=(ON,),
        is_of_tree=True,
    ),
    Address(
        name="organigram_linked",
        path="/organigram.jsonld",
        says="Units and posts by the W3C organization ontology.",
        find=linked.linked,
        answers=linked.Linked,
        parameters=(ON,),
        media_type=LINKED_DATA,
        is_of_tree=True,
    ),
    Address(
        name="units",
        path="/units",
        says="Units in force.",
        find=structure.units,
        answers=answers.Units,
        parameters=(ON, *PAGING),
        is_of_tree=True,
    ),
    Address(
        name="unit",
        path="/units/<ref>",
        says="One unit, whether it is in force or not.",
        find=structure.unit,
        answers=answers.UnitDetails,
        parameters=(ON,),
    ),
    Address(
        name="posts",
        path="/posts",
        says="Posts of units in force, with their holders.",
        find=structure.posts,
        answers=answers.Posts,
        parameters=(ON, *PAGING),
        is_of_tree=True,
    ),
    Address(
        name="responsibilities",
        path="/responsibilities",
        says="Responsibilities of units in force, with lead and deputy.",
        find=structure.responsibilities,
        answers=answers.Responsibilities,
        parameters=(ON, *PAGING),
        is_of_tree=True,
    ),
    Address(
        name="tasks",
        path="/tasks",
        says="Open tasks, those with open places first.",
        find=tasks.tasks,
        answers=answers.Tasks,
        parameters=(*TASK_FILTERS, *PAGING),
    ),
    Address(
        name="task",
        path="/tasks/<ref>",
        says="One task, also if it is over.",
        find=tasks.task,
        answers=answers.TaskDetails,
    ),
    Address(
        name="tasks_atom",
        path="/tasks.atom",
        says="Open tasks, the newest first.",
        find=feed.atom,
        answers=str,
        media_type=ATOM,
    ),
    Address(
        name="gaps",
        path="/gaps",
        says="Gaps of a day, with counts of all of them.",
        find=findings.gaps,
        answers=answers.Gaps,
        parameters=(ON, *PAGING),
    ),
    Address(
        name="checklist",
        path="/checklist",
        says="Questions, the town's own answers, what the data say, and numbers of gaps.",
        find=findings.checklist,
        answers=answers.Checklist,
    ),
)
