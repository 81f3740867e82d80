"""The engine's tables, one file a noun."""

from editorial.models.append_only import AppendOnly, RecordIsPermanent
from editorial.models.audit import Act, AuditEntry
from editorial.models.comment import Comment
from editorial.models.finding import Finding, Severity
from editorial.models.item import Alias, Content, Item, Relation, Status
from editorial.models.job import Job
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
from editorial.models.version import DraftVersion, Origin

__all__ = [
    "Act", "Alias", "AppendOnly", "AuditEntry", "Comment", "Content", "DraftVersion", "Finding", "Item", "Job",
    "Origin", "PublicPage", "Publication", "PublicationAct", "RecordIsPermanent", "Relation", "Release",
    "ReleaseBody", "ReleaseLink", "Severity", "Signoff", "SignoffManner", "Status", "Submission",
    "SubmissionMember", "SubmissionState",
]  # fmt: skip
