"""Forms in the look of KERN: a form class stays plain WTForms, the Meta adds classes and what screen readers need."""

from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import Field, SelectField, widgets

_CLASSES: dict[type[Any], str] = {
    widgets.CheckboxInput: "kern-form-check__checkbox",
    widgets.RadioInput: "kern-form-check__radio",
    widgets.Select: "kern-form-input__select",
    widgets.TextArea: "kern-form-input__input",
    widgets.Input: "kern-form-input__input",
}
"""First match wins: the special inputs stand before the plain one they inherit from."""

_WITH_ERROR = {
    "kern-form-check__checkbox": "kern-form-check__checkbox--error",
    "kern-form-check__radio": "kern-form-check__radio--error",
    "kern-form-input__select": "kern-form-input__select--error",
    "kern-form-input__input": "kern-form-input__input--error",
}


class KernMeta(FlaskForm.Meta):  # type: ignore[misc]  # Flask-WTF ships no types.
    """Draw every field with KERN's classes and tie hint and error to it."""

    def render_field(self, field: Field, render_kw: dict[str, Any]) -> Markup:
        """Render one field; what the template passes wins."""
        drawn: Markup = super().render_field(field, kern_attributes(field) | render_kw)
        return drawn


class BaseForm(FlaskForm):  # type: ignore[misc]
    """What all our forms inherit from: CSRF token and KERN's look."""

    class Meta(KernMeta):
        """The hook WTForms looks for."""


def kern_attributes(field: Field) -> dict[str, Any]:
    """Return the attributes of a field: classes, and the ids of the hint and error that the form macro draws."""
    name = next((css for kind, css in _CLASSES.items() if isinstance(field.widget, kind)), None)
    if name is None or isinstance(field.widget, widgets.HiddenInput):
        return {}
    told_by = [f"{field.id}-{part}" for part, text in (("hint", field.description), ("error", field.errors)) if text]
    attributes = {"class_": name, "aria-describedby": " ".join(told_by)}
    if field.errors:
        attributes |= {"class_": f"{name} {_WITH_ERROR[name]}", "aria-invalid": "true"}
    unneeded = {"required": False} if _is_always_chosen(field) else {}
    return {key: value for key, value in attributes.items() if value} | unneeded


def _is_always_chosen(field: Field) -> bool:
    """Tell whether a list to choose from has no empty line; HTML then forbids `required`."""
    if not isinstance(field, SelectField) or not isinstance(field.widget, widgets.Select):
        return False
    first: Any = next(iter(field.iter_choices()), None)
    return first is not None and first.value != ""
