"""The engine's tables, one file a noun."""

from editorial.models.append_only import AppendOnly, RecordIsPermanent
from editorial.models.audit import Act, AuditEntry
from editorial.models.comment import Comment
from editorial.models.finding import Finding, Severity
from editorial.models.item import Alias, Content, Item, Relation, Status
from editorial.models.job import Job
from editorial.models.membership import Membership, Role
from editorial.models.notice import Channel, Notice, NoticePreference, NoticeType, Rhythm
from editorial.models.reading import Look, ReadMark
from editorial.models.release import (
    Publication,
    PublicationAct,
    PublicPage,
    Release,
    ReleaseBody,
    ReleaseLink,
)
from editorial.models.submission import (
    Signoff,
    SignoffManner,
    Submission,
    SubmissionMember,
    SubmissionState,
)
from editorial.models.suggestion import Suggestion, SuggestionState
from editorial.models.unsaved import UnsavedText
from editorial.models.version import DraftVersion, Origin

__all__ = [
    "Act", "Alias", "AppendOnly", "AuditEntry", "Channel", "Comment", "Content", "DraftVersion", "Finding", "Item",
    "Job", "Look", "Membership", "Notice", "NoticePreference", "NoticeType", "Origin", "PublicPage", "Publication",
    "PublicationAct", "ReadMark", "RecordIsPermanent", "Relation", "Release", "ReleaseBody", "ReleaseLink", "Rhythm",
    "Role", "Severity", "Signoff", "SignoffManner", "Status", "Submission", "SubmissionMember", "SubmissionState",
    "Suggestion", "SuggestionState", "UnsavedText",
]  # fmt: skip
