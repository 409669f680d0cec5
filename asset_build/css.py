"""Cut a style sheet to the classes and custom properties in use, and write it without spare characters."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import tinycss2

Node = Any
"""tinycss2 ships no types; its nodes are told apart by `node.type`."""

Keep = Callable[[list[Node]], bool]

_DROPPED_AT_RULES = {"charset", "font-face"}
_FLAT_AT_RULES = {"page"}
_MEDIA = {
    "(prefers-color-scheme:dark)": "screen and (prefers-color-scheme:dark)",
    "(prefers-color-scheme:light)": "print,(prefers-color-scheme:light)",
}
"""Paper is white, whatever the screen is set to."""

_MENDED = {("background-color", "var(--kern-color-white)!important"): "CanvasText!important"}
"""In forced colours KERN paints its icons white, which a light contrast theme would swallow."""

_VAR = re.compile(r"var\((--[\w-]+)")


@dataclass(frozen=True)
class Rule:
    """One style rule: its selectors as text, and its declarations as (name, value)."""

    selectors: tuple[str, ...]
    declarations: tuple[tuple[str, str], ...]

    def __str__(self) -> str:
        return f"{','.join(self.selectors)}{{{';'.join(f'{name}:{value}' for name, value in self.declarations)}}}"


@dataclass(frozen=True)
class Group:
    """An at-rule with rules inside, such as @media or @keyframes."""

    prelude: str
    rules: tuple["Rule | Group", ...]

    def __str__(self) -> str:
        return f"{self.prelude}{{{''.join(map(str, self.rules))}}}"


Sheet = tuple[Rule | Group, ...]


def build_css(kern: str, own: str, classes: frozenset[str]) -> str:
    """Join KERN, cut to the given classes, and our own rules; drop custom properties that nothing reads."""
    sheet = (*parse(kern, keep=lambda selector: _in_use(selector, classes)), *parse(own))
    sheet = _without_spare_fallbacks(sheet)
    while (smaller := _without_unread(sheet)) != sheet:
        sheet = smaller
    return "".join(map(str, _merged(sheet)))


def parse(text: str, keep: Keep = lambda _: True) -> Sheet:
    """Read CSS text, without selectors that `keep` refuses; a syntax error stops the build and names the line."""
    nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    return tuple(_sheet(nodes, keep))


def _sheet(nodes: Iterable[Node], keep: Keep) -> Iterator[Rule | Group]:
    for node in nodes:
        if node.type == "error":
            raise ValueError(f"CSS line {node.source_line}: {node.message}")
        if node.type == "qualified-rule":
            selectors = tuple(_text(part, tight=">~+") for part in _split(node.prelude) if keep(part))
            if selectors and (declarations := _declarations(node.content)):
                yield Rule(selectors, declarations)
        elif node.lower_at_keyword not in _DROPPED_AT_RULES:
            yield from _at_rule(node, keep)


def _at_rule(node: Node, keep: Keep) -> Iterator[Rule | Group]:
    condition = _text(node.prelude, tight=":")
    prelude = f"@{node.lower_at_keyword} {_MEDIA.get(condition, condition)}".strip()
    if node.lower_at_keyword in _FLAT_AT_RULES:
        yield Rule((prelude,), _declarations(node.content))
        return
    inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
    if rules := tuple(_sheet(inner, keep)):
        yield Group(prelude, rules)


def _declarations(content: Iterable[Node]) -> tuple[tuple[str, str], ...]:
    found = []
    for node in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if node.type != "declaration":
            raise ValueError(f"CSS line {node.source_line}: only plain declarations are supported here")
        value = _text(node.value) + ("!important" if node.important else "")
        name = node.name if node.name.startswith("--") else node.lower_name
        found.append((name, _MENDED.get((name, value), value)))
    return tuple(found)


def _split(tokens: Iterable[Node]) -> Iterator[list[Node]]:
    """Split a selector list at its top-level commas."""
    part: list[Node] = []
    for node in tokens:
        if node == ",":
            yield part
            part = []
        else:
            part.append(node)
    yield part


def _in_use(selector: list[Node], classes: frozenset[str]) -> bool:
    """Tell whether every class the selector asks for is in use; a forced theme is never used, the system decides."""
    for node, following in pairwise([*selector, None]):
        if node == "." and following is not None and following.type == "ident" and following.value not in classes:
            return False
        if node.type == "[] block" and "data-kern-theme" in tinycss2.serialize(node.content):
            return False
        if node.type == "function" and node.lower_name == "has" and not _in_use(node.arguments, classes):
            return False
    return True


def _text(tokens: Iterable[Node], tight: str = "") -> str:
    """Write tokens with single blanks, and none around commas and the `tight` characters."""
    text = ""
    for node in tokens:
        if node.type == "whitespace":
            text += "" if text[-1:] in {*tight, ",", " "} else " "
        elif node == "," or (node.type == "literal" and node.value in tight):
            text = text.rstrip() + node.value
        elif node.type == "function":
            text += f"{node.name}({_text(node.arguments)})"
        elif node.type == "() block":
            text += f"({_text(node.content, tight=':' if tight else '')})"
        elif node.type != "comment":
            text += node.serialize()
    return text.strip()


def _rules(sheet: Iterable[Rule | Group]) -> Iterator[Rule]:
    for item in sheet:
        if isinstance(item, Rule):
            yield item
        else:
            yield from _rules(item.rules)


def _without_unread(sheet: Sheet) -> Sheet:
    """Drop definitions of custom properties that no declaration reads, and what is empty then."""
    read = {name for rule in _rules(sheet) for _, value in rule.declarations for name in _VAR.findall(value)}

    def kept(items: Iterable[Rule | Group]) -> Iterator[Rule | Group]:
        for item in items:
            if isinstance(item, Group):
                if rules := tuple(kept(item.rules)):
                    yield replace(item, rules=rules)
            elif used := tuple(d for d in item.declarations if not d[0].startswith("--") or d[0] in read):
                yield replace(item, declarations=used)

    return tuple(kept(sheet))


def _without_spare_fallbacks(sheet: Sheet) -> Sheet:
    """Shorten `var(--x, fallback)` to `var(--x)` where --x is defined, as KERN's tokens all are."""
    defined = {name for rule in _rules(sheet) for name, _ in rule.declarations if name.startswith("--")}
    spare = re.compile(r"var\((--[\w-]+),[^()]*\)")

    def short(value: str) -> str:
        return spare.sub(lambda m: f"var({m[1]})" if m[1] in defined else m[0], value)

    def shortened(item: Rule | Group) -> Rule | Group:
        if isinstance(item, Group):
            return replace(item, rules=tuple(map(shortened, item.rules)))
        return replace(item, declarations=tuple((name, short(value)) for name, value in item.declarations))

    return tuple(map(shortened, sheet))


def _merged(sheet: Sheet) -> Iterator[Rule | Group]:
    """Join neighbouring groups with the same condition."""
    previous: Group | None = None
    for item in sheet:
        if isinstance(item, Group) and previous is not None and item.prelude == previous.prelude:
            previous = replace(previous, rules=previous.rules + item.rules)
            continue
        if previous is not None:
            yield previous
        previous = item if isinstance(item, Group) else None
        if isinstance(item, Rule):
            yield item
    if previous is not None:
        yield previous
