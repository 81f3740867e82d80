"""Who gets an answer at which address of the desk: the matrix that every address is held against.

One row a group of addresses: a pattern, who is answered when looking, who when posting an empty form, and for whom
that empty form changes something. One letter a role: ``o`` an account without a role, ``a`` author, ``r`` reviewer,
``e`` editor, ``d`` administrator. Not to be answered is 403, 405 or the login page. The person who asks owns none of
the records and wrote none of them.
"""

import re

ROLES = {"o": None, "a": "author", "r": "reviewer", "e": "editor", "d": "administrator"}
EVERYBODY, ROLE = "oared", "ared"

_RECORD = r"/admin/(book/(book|chapter|event|organization|concept)|sources/source)/"
_LIST = r"/admin/(editorial/(auditentry|finding|job|submission)|book/importbatch)/"

MATRIX = [
    # Records: who works at the desk reads; authors and editors write; editors decide about what is public.
    (_RECORD, ROLE, ROLE, ""),
    (_RECORD + r"1/", EVERYBODY, EVERYBODY, ""),  # leads to the form
    (_RECORD + r"add/", "ae", "ae", ""),
    (_RECORD + r"1/change/", ROLE, "ae", ""),
    (_RECORD + r"1/correct/", ROLE, "ae", ""),
    (_RECORD + r"1/(history/|history/1/|history/compare/|releases/|story/)", ROLE, ROLE, ""),
    (_RECORD + r"1/history/1/restore/", "", "ae", "ae"),
    (_RECORD + r"1/missing/", ROLE, "ae", ""),
    (r"/admin/book/(book|chapter|event|organization|concept)/1/citations/", ROLE, "ae", ""),
    (r"/admin/sources/source/1/used/", ROLE, ROLE, ""),
    # The archived text, look-ups, doubles: who works at the desk reads, authors and editors write.
    (r"/admin/sources/source/1/(archived-text|look-up|merge-into|undo-merge)/", ROLE, "ae", ""),
    (r"/admin/sources/source/1/check-link/", ROLE, "ae", "ae"),
    (_RECORD + r"1/submit/", ROLE, "e", "e"),  # an author only what they own or wrote on
    (_RECORD + r"1/withdraw/", ROLE, ROLE, "e"),  # 409 for anybody where nothing is in review
    (_RECORD + r"1/merge/", "ae", "ae", ""),
    (_RECORD + r"1/discard/", ROLE, "e", "e"),
    (_RECORD + r"1/(unpublish|roll-back|reseal|delete)/", ROLE, "e", ""),
    (r"/admin/sources/source/import/(1/)?", "ae", "ae", ""),
    # Lists of the engine: read, never written.
    (r"/admin/editorial/item/", ROLE, ROLE, ""),
    (r"/admin/editorial/item/1/(change/)?", EVERYBODY, EVERYBODY, ""),  # leads to the record, which refuses
    (r"/admin/editorial/item/1/history/", EVERYBODY, EVERYBODY, ""),
    (_LIST, ROLE, ROLE, ""),
    (_LIST + r"1/", EVERYBODY, EVERYBODY, ""),  # leads to the next
    (r"/admin/(editorial/(auditentry|finding|job)|book/importbatch)/1/change/", ROLE, "", ""),
    (r"/admin/editorial/submission/1/change/", ROLE, ROLE, ""),
    (_LIST + r"1/history/", EVERYBODY, EVERYBODY, ""),
    (r"/admin/(editorial/(auditentry|finding|job|submission|item)|book/importbatch)/(add|1/delete)/", "", "", ""),
    (r"/admin/editorial/auditentry/export/", "ed", "ed", ""),
    # Review.
    (r"/admin/review/1/", ROLE, ROLE, ""),
    (r"/admin/review/calendar/", ROLE, ROLE, ""),
    (r"/admin/review/1/comment/", "", "are", ""),
    (r"/admin/review/1/(comment|proposal)/1/", "", ROLE, ""),
    (r"/admin/review/1/correct/1/", "re", "re", ""),
    (r"/admin/review/1/look/", "", "re", ""),
    (r"/admin/review/1/(leave-out|return|sign)/", "", "re", ""),
    (r"/admin/review/1/withdraw/", "", "e", ""),
    # The editor's endpoints.
    (r"/admin/complete/", ROLE, "", ""),
    (r"/admin/markdown/(preview|upload)/", "", "ae", ""),
    (r"/admin/draft/(keep|make)/", "", "ae", ""),
    (r"/admin/draft/session/", ROLE, "", ""),
    (r"/admin/draft/welcome/", ROLE, ROLE, ""),
    (r"/admin/draft/unsaved/1/", EVERYBODY, EVERYBODY, ""),  # one's own only; there is none
    # People.
    (r"/admin/roles/", "ed", "", ""),
    (r"/admin/roles/give/", "", "d", ""),
    (r"/admin/roles/1/take/", "", "d", "d"),
    (r"/admin/auth/user/(add/|1/change/|1/history/|1/password/)?", "d", "d", ""),
    (r"/admin/auth/user/1/", EVERYBODY, EVERYBODY, ""),  # leads to the form
    (r"/admin/auth/user/1/delete/", "", "", ""),
    # What belongs to every account.
    (r"/admin/", EVERYBODY, EVERYBODY, ""),
    (r"/admin/notices/", EVERYBODY, "", ""),
    (r"/admin/notices/(1/open|read)/", "", EVERYBODY, ""),
    (r"/admin/notices/preferences/", EVERYBODY, EVERYBODY, ""),
    (r"/admin/password_change/", EVERYBODY, EVERYBODY, ""),
    (r"/admin/(password_change/done|jsi18n)/", EVERYBODY, "", ""),
    (r"/admin/item/1/", ROLE, ROLE, ""),
    (r"/admin/autocomplete/", "", "", ""),
    (r"/admin/\^book/|/admin/r/1/1/", EVERYBODY, EVERYBODY, ""),  # 404
    # What answers anybody.
    (r"/admin/(login|logout|language/setlang)/", None, None, None),
]


def row_of(address):
    """Return the rows of the matrix that speak of an address; exactly one of them should."""
    return [number for number, (pattern, *_who) in enumerate(MATRIX) if re.fullmatch(pattern, address)]
