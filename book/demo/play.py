"""Playing the history of the demo book: ``story.yaml`` through the real importer and the real transitions.

Every act is done by the person the story names and dated by the injected clock, so that a visitor finds versions,
a return with a comment, a correction, a withdrawn page and a chapter in review, each with its audit rows.
"""

import secrets
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import yaml
from django.contrib.auth import get_user_model

from book.manuscript.importing import import_manuscript
from book.manuscript.reading.manuscript import read_manuscript
from editorial import clock, freezing, jobs, kinds, roles, transitions
from editorial.models import Item, Submission, SubmissionState

HERE = Path(__file__).resolve().parent
#: Records, in contrast to the chapters and the book that tell of them.
RECORDS = ("event", "organization", "concept", "source")


def prepare_demo() -> list[tuple[str, str]]:
    """Make the demo's people, play its story, make the derived data; return (user name, password) of each person."""
    story = yaml.safe_load((HERE / "story.yaml").read_text("utf-8"))
    people, passwords = _make_people(story["people"])
    Play(story, people).run()
    jobs.run_lagging()
    return passwords


def _make_people(described):
    people, passwords = {}, []
    for part, person in described.items():
        password = f"demo-{secrets.token_urlsafe(9)}"
        user = get_user_model().objects.create_user(
            person["username"], password=password, first_name=person["name"], is_staff=True
        )
        roles.give(user, person["role"])
        people[part] = user
        passwords.append((person["username"], password))
    return people, passwords


class Play:
    """One performance of a story: ``people`` are the users of its parts."""

    def __init__(self, story, people):
        self.story = story
        self.people = people
        self.submissions: dict[str, Submission] = {}

    def run(self):
        """Perform every step at its time."""
        for step in self.story["steps"]:
            with clock.at(_moment(step["at"])):
                getattr(self, step["do"])(step, self.people[step["who"]])

    # The steps, called by name

    def load(self, step, who):
        """Import the manuscript, with earlier wordings standing in for some files."""
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "manuscript"
            shutil.copytree(HERE / step["path"], copy)
            for path, earlier in step.get("instead", {}).items():
                shutil.copyfile(HERE / earlier, copy / path)
            import_manuscript(copy, actor=who)

    def submit(self, step, who):
        items = [self.book] if step.get("book") else []
        items += [self.chapter(slug) for slug in step.get("chapters", [])]
        if step.get("with_records"):
            items += self.companions(items)
        if step.get("remaining"):
            known = {item.pk for item in items}
            items += [item for item in self.unpublished() if item.pk not in known]
        self.send(items, step, who)

    def sign(self, step, who):
        submission = self.submissions[step["of"]]
        transitions.sign(submission, actor=who, seal=freezing.freeze_submission(submission, preload=True).seal)

    def give_back(self, step, who):
        transitions.return_(self.submissions[step["of"]], actor=who, comment=step["comment"])

    def edit(self, step, who):
        """Give a chapter the text of a file."""
        [record] = read_manuscript(HERE / step["file"]).of("chapter")
        known = kinds.get("chapter").authored_fields
        transitions.edit(
            self.chapter(step["chapter"]),
            actor=who,
            fields={name: value for name, value in record.fields.items() if name in known and name != "role"},
            note=step.get("note", ""),
        )

    def correct(self, step, who):
        self.edit(step, who)
        self.send([self.chapter(step["chapter"])], step, who)

    leave_in_review = correct

    def create(self, step, who):
        """Make a chapter that no import brought, and give it a place in the book's outline only when it is public."""
        [record] = read_manuscript(HERE / step["file"]).of("chapter")
        known = kinds.get("chapter").authored_fields
        fields = {name: value for name, value in record.fields.items() if name in known}
        transitions.create(
            "chapter",
            key=f"{self.book.key}/{step['key']}",
            actor=who,
            fields={**fields, "role": step["part"]},
            collection=self.book,
        )

    def unpublish(self, step, who):
        notice = step["notice"] + (f"\n\n{step['notice_en']}" if step.get("notice_en") else "")
        transitions.unpublish(self.chapter(step["chapter"]), actor=who, reason=step["reason"], notice=notice)

    # What the steps speak of

    @property
    def book(self) -> Item:
        return Item.objects.get(kind="book", key=self.story["book"])

    def chapter(self, slug) -> Item:
        return Item.objects.get(kind="chapter", key=f"{self.story['book']}/{slug}")

    def companions(self, items) -> list[Item]:
        """Return the records the texts rely on that are neither public nor on their way."""
        names = {
            name for item in items for name in kinds.get(item.kind).companions(kinds.get(item.kind).snapshot(item.row))
        }
        return [item for item in self.unpublished() if (item.kind, item.key) in names]

    def unpublished(self):
        waiting = Submission.objects.filter(state__in=SubmissionState.pending())
        return (
            Item.objects.filter(kind__in=RECORDS, public_page=None)
            .exclude(submission_members__submission__in=waiting)
            .order_by("kind", "key")
        )

    def send(self, items, step, who):
        submission = transitions.submit(items, actor=who, note=step.get("note", ""))
        if "id" in step:
            self.submissions[step["id"]] = submission


# The story says "import" and "return", which are no names in Python.
setattr(Play, "import", Play.load)
setattr(Play, "return", Play.give_back)


def _moment(value):
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)
