"""Boxes and rows for posts and responsibilities: who leads, who stands in, and what nobody holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from ks_board.organigram.chart.boxes import Block, Row, beside, card, sign, space, stack, text
from ks_board.organigram.chart.cards import PADDING, Pen
from ks_board.organigram.chart.labels import plain
from ks_board.organigram.chart.style import SMALL, TEXT, Ink
from ks_board.organigram.tree import Holder, PostNode, PostState, ResponsibilityNode, deputies, leads

_EDGES = {PostState.FILLED: Ink.EDGE, PostState.DEPUTY_ONLY: Ink.DEPUTY, PostState.VACANT: Ink.VACANT}
_INKS = {PostState.FILLED: Ink.TEXT, PostState.DEPUTY_ONLY: Ink.DEPUTY, PostState.VACANT: Ink.VACANT}


@dataclass(frozen=True, slots=True)
class Desk:
    """Draws posts and responsibilities with one viewer's links and words."""

    pen: Pen

    def post_box(self, post: PostNode, room: int) -> Block:
        """Draw a post as a box of its own; the border of a vacant one is dashed."""
        edge, dashed = _EDGES[post.state], post.state is PostState.VACANT
        return card([self.post(post, room, bold=True)], edge=edge, dashed=dashed)

    def post(self, post: PostNode, room: int, *, bold: bool = False, indent: int = 0) -> Row:
        """Write a post with everybody who holds it."""
        inner = room - 2 * PADDING - indent
        lines = [self._said(post.state, self._holding(post), inner)]
        if post.state is PostState.FILLED and deputies(post.holders):
            lines.append(self._said(None, f"{self.pen.words.deputy}: {self._names(deputies(post.holders))}", inner))
        block = stack(text(post.title, inner, TEXT, bold=bold), space(1, 1), *lines)
        title = f"{plain(post.title)}: {self._lead_line(post)}"
        return Row(beside(space(indent), block), self.pen.links.post(post.ref), title)

    def post_line(self, post: PostNode, room: int) -> Row:
        """Write a post on one line, its title cut if need be."""
        return self._line(post.state, post.title, self._lead_line(post), self.pen.links.post(post.ref), room)

    def duty_box(self, duty: ResponsibilityNode, room: int) -> Block:
        """Draw a responsibility as a box of its own; the border is dashed if nobody leads."""
        words = self.pen.words
        inner = room - 2 * PADDING
        lines = [self._said(_state(duty), self._duty_lead(duty), inner)]
        if duty.has_lead:
            standing = self._names(deputies(duty.holders)) or words.missing
            state = PostState.FILLED if duty.has_deputy else PostState.VACANT
            lines.append(self._said(state, f"{words.deputy}: {standing}", inner))
        block = stack(text(duty.title, inner, TEXT), space(1, 1), *lines)
        row = Row(block, self.pen.links.responsibility(duty.ref), f"{plain(duty.title)}: {self._duty_lead(duty)}")
        return card([row], edge=_EDGES[_state(duty)], dashed=_state(duty) is PostState.VACANT)

    def duty_line(self, duty: ResponsibilityNode, room: int) -> Row:
        """Write a responsibility on one line, its title cut if need be."""
        href = self.pen.links.responsibility(duty.ref)
        return self._line(_state(duty), duty.title, self._duty_lead(duty), href, room)

    def _line(self, state: PostState, title: str, said: str, href: str | None, room: int) -> Row:
        inner = room - 2 * PADDING - 9 - 4 - 6
        left = inner * 11 // 20
        names = text(said, inner - left, SMALL, _INKS[state], lines=1)
        block = beside(sign(state), space(4), text(title, left, SMALL, lines=1), space(6), names)
        return Row(block, href, f"{plain(title)}: {said}", margin=(PADDING, 2))

    def _said(self, state: PostState | None, words: str, room: int) -> Block:
        """Write words behind the sign of a state, or where they would stand if there is none."""
        mark = sign(state) if state else space(9)
        ink = _INKS[state] if state else Ink.MUTED
        return beside(mark, space(4), text(words, room - 13, SMALL, ink))

    def _holding(self, post: PostNode) -> str:
        """Name those who lead and until when, or else what the lead line says."""
        words = self.pen.words
        leading = [
            f"{self.pen.called(holder)}, {words.until(holder.until)}" if holder.until else self.pen.called(holder)
            for holder in leads(post.holders)
        ]
        return "; ".join(leading) or self._lead_line(post)

    def _lead_line(self, post: PostNode) -> str:
        return self.pen.holders(post.holders)

    def _duty_lead(self, duty: ResponsibilityNode) -> str:
        return f"{self.pen.words.lead}: {self.pen.holders(duty.holders)}"

    def _names(self, holders: Sequence[Holder]) -> str:
        return ", ".join(map(self.pen.called, holders))


def _state(duty: ResponsibilityNode) -> PostState:
    if duty.has_lead:
        return PostState.FILLED
    return PostState.DEPUTY_ONLY if duty.has_deputy else PostState.VACANT
