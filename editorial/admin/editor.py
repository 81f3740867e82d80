"""The widget for Markdown: markdownx's, with our own style, script and endpoints.

markdownx's own script reads the CSRF cookie by a fixed name, takes answers that come too late and traps the Tab key;
ours takes the token from the form, so a renamed cookie works too.
"""

from django.forms import Media
from django.forms.widgets import Script
from markdownx.widgets import AdminMarkdownxWidget


class EditorWidget(AdminMarkdownxWidget):
    """A text area with a preview beside it; without a script it is a plain text area."""

    def __init__(self, attrs=None):
        super().__init__(
            {"class": "vLargeTextField markdownx-editor", "rows": 24, "spellcheck": "false"} | (attrs or {})
        )

    @property
    def media(self):
        return Media(js=[Script("admin_annals/editor.js", type="module")])
