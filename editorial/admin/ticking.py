"""What has to be ticked before a signature: warnings, changed facts, the kind's questions; and what is kept of it.

All three share one name in the form, ``tick``; their tokens tell them apart.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from editorial import errors
from editorial.models import Severity


@dataclass(frozen=True)
class Group:
    """The findings of one check on one member. Warnings are ticked by group: ``token`` names it in the form."""

    token: str
    level: str
    check_id: str
    problems: tuple
    dismissed: bool = False

    @property
    def needs_tick(self) -> bool:
        return self.level == Severity.WARNING and not self.dismissed

    @property
    def anchor(self) -> str:
        """The id of its place in the page."""
        return f"finding-{self.token.replace(':', '-')}"


@dataclass(frozen=True)
class Asked:
    """One question of a kind's checklist about one member."""

    token: str
    id: str
    sentence: str


def groups(member, problems, dismissed) -> list[Group]:
    """Return the findings of a member, one group for each check; ``dismissed`` holds (item id, fingerprint)."""
    found = {}
    for problem in problems:
        is_dismissed = (member.item_id, problem.fingerprint) in dismissed
        found.setdefault((problem.level, problem.check.id, is_dismissed), []).append(problem)
    return [
        Group(f"{member.pk}:{check_id}", level, check_id, tuple(each), is_dismissed)
        for (level, check_id, is_dismissed), each in found.items()
    ]


def checklist(member, kind) -> list[Asked]:
    """Return the questions of the kind of a member."""
    return [Asked(f"ask:{member.pk}:{each.id}", each.id, str(each.sentence)) for each in kind.checklist]


@dataclass(frozen=True)
class Missing:
    """How much is not ticked yet."""

    warnings: int = 0
    facts: int = 0
    questions: int = 0

    def __bool__(self):
        return bool(self.warnings or self.facts or self.questions)

    @property
    def sentences(self) -> list[str]:
        sentences = []
        if self.facts:
            sentence = ngettext(
                "%(count)s changed fact is not ticked. Please check it and tick it.",
                "%(count)s changed facts are not ticked. Please check and tick them.",
                self.facts,
            )
            sentences.append(sentence % {"count": self.facts})
        if self.questions:
            sentence = ngettext(
                "%(count)s question of the checklist is not ticked.",
                "%(count)s questions of the checklist are not ticked.",
                self.questions,
            )
            sentences.append(sentence % {"count": self.questions})
        if self.warnings:
            sentence = ngettext(
                "%(count)s group of warnings is not ticked. Please read it and tick it.",
                "%(count)s groups of warnings are not ticked. Please read and tick them.",
                self.warnings,
            )
            sentences.append(sentence % {"count": self.warnings})
        return sentences


def missing(shown, tokens) -> Missing:
    """Return what of the members ``shown`` has no tick in ``tokens``."""
    return Missing(
        sum(group.needs_tick and group.token not in tokens for view in shown for group in view.groups),
        sum(line.token not in tokens for view in shown for line in view.facts_changed.lines),
        sum(asked.token not in tokens for view in shown for asked in view.checklist),
    )


def insist(shown, tokens):
    """Raise WrongState where something is not ticked, with one sentence for each sort."""
    left = missing(shown, tokens)
    if left:
        raise errors.WrongState(" ".join([*left.sentences, _("Nothing was published.")]))


def kept(shown, tokens) -> dict:
    """Return what the sign-off keeps of the ticks, as the arguments of transitions.sign."""
    return {
        "ticked": [
            {
                "item": view.member.item.reference,
                "check": group.check_id,
                "fingerprints": [problem.fingerprint for problem in group.problems],
            }
            for view in shown
            for group in view.groups
            if group.token in tokens and group.level == Severity.WARNING
        ],
        "facts": [
            {"item": view.member.item.reference, **line.as_dict()}
            for view in shown
            for line in view.facts_changed.lines
            if line.token in tokens
        ],
        "checklist": [
            {"item": view.member.item.reference, "question": asked.id}
            for view in shown
            for asked in view.checklist
            if asked.token in tokens
        ],
    }
