import gettext
from pathlib import Path

import pytest

from book import catalogues

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext

def greet(n):
    return _("Good day"), ngettext("%(n)s page", "%(n)s pages", n), pgettext("month", "May")
"""
TEMPLATE = """{% load i18n %}
  <p title="it's">{% translate "Read on" %} ( [</p>
    {% blocktranslate trimmed with name=person %}
      Written by
      {{ name }}
    {% endblocktranslate %}
"""
COMPLETE = """
msgid "%(n)s page"
msgid_plural "%(n)s pages"
msgstr[0] "%(n)s 页"

msgid "Good day"
msgstr "您好"

msgctxt "month"
msgid "May"
msgstr "五月"

msgid "Read on"
msgstr "继续阅读"

msgid "Written by %(name)s"
msgstr "%(name)s 著"
"""


@pytest.fixture
def project(tmp_path):
    """A project of one module and one template, without a catalogue."""
    for folder in (*catalogues.PYTHON_FOLDERS, "templates/public"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "book" / "greeting.py").write_text(CODE)
    (tmp_path / "templates" / "public" / "page.html").write_text(TEMPLATE)
    return tmp_path


@pytest.fixture
def translated(project):
    """The same project with a complete catalogue."""
    path = catalogues.catalogue_path(project, "zh-hans")
    path.parent.mkdir(parents=True)
    path.write_text('msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n' + COMPLETE, encoding="utf-8")
    catalogues.bring_up_to_date(project, "zh-hans")
    return project


def test_every_marked_text_of_code_and_templates_is_collected(project):
    found = {(message.context, message.id, *(name for name, _line in message.locations)) for message in
             catalogues.collect(project) if message.id}  # fmt: skip
    assert found == {
        (None, "Good day", "book/greeting.py"),
        (None, ("%(n)s page", "%(n)s pages"), "book/greeting.py"),
        ("month", "May", "book/greeting.py"),
        (None, "Read on", "templates/public/page.html"),
        (None, "Written by %(name)s", "templates/public/page.html"),
    }


def test_a_complete_catalogue_has_no_gaps_and_is_not_written_again(translated):
    assert catalogues.gaps(translated, "zh-hans") == []
    assert catalogues.bring_up_to_date(translated, "zh-hans") is False


def test_a_project_without_a_catalogue_has_a_gap(project):
    assert catalogues.gaps(project, "zh-hans") == ["zh-hans: there is no catalogue; run: manage.py messages"]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("您好", "", "zh-hans: not translated: 'Good day'"),
        ("%(n)s 页", "", "zh-hans: not translated: ('%(n)s page', '%(n)s pages')"),
        ("%(name)s 著", "%(nom)s 著", "zh-hans: 'Written by %(name)s': "),
        ('msgid "Good day"', '#, fuzzy\nmsgid "Good day"', "zh-hans: translation is only a guess: 'Good day'"),
    ],
)
def test_a_gap_is_named(translated, old, new, sentence):
    path = catalogues.catalogue_path(translated, "zh-hans")
    path.write_text(path.read_text().replace(old, new))
    found = catalogues.gaps(translated, "zh-hans")
    assert [line for line in found if line.startswith(sentence)] != []


def test_a_text_added_to_the_code_makes_the_catalogue_stale_until_it_is_brought_up_to_date(translated):
    with (translated / "book" / "greeting.py").open("a") as file:
        file.write('\nFAREWELL = _("Good night")\n')
    assert catalogues.gaps(translated, "zh-hans") == [
        "zh-hans: the catalogue is not up to date with the code; run: manage.py messages"
    ]
    assert catalogues.bring_up_to_date(translated, "zh-hans") is True
    assert catalogues.gaps(translated, "zh-hans") == ["zh-hans: not translated: 'Good night'"]


def test_a_compiled_catalogue_speaks_and_is_made_once(translated):
    (compiled,) = catalogues.compile_stale(translated, ["zh-hans", "en"])
    with compiled.open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert (spoken.gettext("Good day"), spoken.pgettext("month", "May"), spoken.ngettext("%(n)s page", "", 5)) == (
        "您好",
        "五月",
        "%(n)s 页",
    )
    assert catalogues.compile_stale(translated, ["zh-hans", "en"]) == []


def test_our_own_templates_can_all_be_read():
    root = Path(__file__).resolve().parents[2]
    assert len(catalogues.collect(root)) > 100
