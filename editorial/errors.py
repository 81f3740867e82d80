"""What can go wrong with an act, as four different errors that each carry a sentence for a person.

The sentence says what happened and what to do next; the status code is what a view answers.
"""


class EditorialError(Exception):
    """Base of all refusals. ``str(error)`` is a translated sentence."""

    status_code = 409

    def __init__(self, sentence, *, objections=()):
        super().__init__(sentence)
        self.sentence = sentence
        self.objections = tuple(objections)


class WrongState(EditorialError):
    """The item or submission is not in a state that allows the act (409)."""


class NotAllowed(EditorialError):
    """This person may not do this, whatever the state (403)."""

    status_code = 403


class ChecksFailed(EditorialError):
    """Error-level findings stand in the way (409). ``problems`` lists them."""

    def __init__(self, sentence, *, problems=(), objections=()):
        super().__init__(sentence, objections=objections)
        self.problems = tuple(problems)


class StaleSeal(EditorialError):
    """What would be published is not what the person was shown (409)."""


class EditConflict(EditorialError):
    """Somebody else saved in between (409). ``current_lock`` is the lock version to merge against."""

    def __init__(self, sentence, *, current_lock):
        super().__init__(sentence)
        self.current_lock = current_lock
