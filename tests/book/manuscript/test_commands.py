"""import_manuscript, export_manuscript and undo_import on the command line."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from book.models import ImportBatch
from editorial.models import AuditEntry, Item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("english")]


def run(*arguments, **options):
    """(standard output, standard error) of a command."""
    out, err = StringIO(), StringIO()
    call_command(*map(str, arguments), stdout=out, stderr=err, **options)
    return out.getvalue(), err.getvalue()


def test_json_is_all_that_is_printed_and_progress_goes_elsewhere(folder, editor, small):
    out, err = run("import_manuscript", folder(small), "--json", "--as", "editor")
    printed = json.loads(out)
    assert list(printed) == [
        "book", "dry_run", "batch", "chapters", "events", "organizations", "concepts", "sources", "findings",
    ]  # fmt: skip
    assert printed["chapters"] == {"created": 1, "updated": 0, "unchanged": 0, "conflict": 0, "failed": 0}
    assert err.splitlines() == ["read 0/5", "compare 0/4", "write 0/4"]


def test_findings_name_file_line_and_target(folder, editor, small):
    path = "manuscript/01-light/lighthouse.md"
    small[path] = small[path].replace("word_count: 10\n", "") + "\n[a](nowhere.md)\n"
    out, _err = run("import_manuscript", folder(small), "--as", "editor@example.org")
    assert out.splitlines()[0] == (
        "manuscript/01-light/lighthouse.md:13: warning broken-link: There is no such file in the folder. [nowhere.md]"
    )
    assert "events: 1 created" in out.splitlines()


def test_the_only_superuser_acts_else_the_only_editor_else_the_systems_own_account(
    folder, small, django_user_model, make_user
):
    run("import_manuscript", folder(small))
    assert AuditEntry.objects.latest("pk").actor_name == "Import"
    account = django_user_model.objects.get(username="import")
    assert (account.has_usable_password(), account.is_staff) == (False, False)
    make_user("eva", role="editor")
    run("import_manuscript", folder(small))
    assert AuditEntry.objects.latest("pk").actor_name == "eva"
    django_user_model.objects.create_superuser("root", "root@example.org", "a-long-password-1957")
    run("import_manuscript", folder(small))
    assert AuditEntry.objects.latest("pk").actor_name == "root"


def test_several_people_who_could_act_have_to_be_told_apart(folder, small, make_user):
    make_user("eva", role="editor")
    make_user("ina", role="editor")
    with pytest.raises(CommandError, match="--as NAME"):
        run("import_manuscript", folder(small))


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["nowhere", "--as", "editor"], "There is no file or folder “nowhere”."),
        ([".", "--as", "nobody"], "There is no active user “nobody”."),
        ([".", "--as", "author", "--publish"], "Publishing an import is an editor's override; “author” is no editor."),
    ],
)
def test_refusals_are_sentences(editor, author, arguments, sentence):
    with pytest.raises(CommandError, match=sentence.replace(".", r"\.")):
        run("import_manuscript", *arguments)
    assert ImportBatch.objects.count() == 0


def test_a_dry_run_makes_not_even_an_account(folder, small, django_user_model):
    out, _err = run("import_manuscript", folder(small), "--dry-run", "--json")
    assert (json.loads(out)["dry_run"], json.loads(out)["batch"]) == (True, None)
    assert (django_user_model.objects.count(), Item.objects.count()) == (0, 0)


def test_out_and_back_again(folder, editor, small, tmp_path):
    run("import_manuscript", folder(small), "--as", "editor", "--book", "lights", "--publish")
    out, _err = run("export_manuscript", tmp_path / "out", "--released")
    assert out == "5 files as they came in, 0 changed, 0 new.\n"
    exported = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*.*")}
    assert exported == set(small)


def test_undoing_lists_what_went_and_what_stayed(folder, editor, small):
    out, _err = run("import_manuscript", folder(small), "--as", "editor", "--json")
    undone, _err = run("undo_import", json.loads(out)["batch"], "--as", "editor", "--json")
    assert len(json.loads(undone)["removed"]) == 5
    with pytest.raises(CommandError, match="There is no import"):
        run("undo_import", json.loads(out)["batch"], "--as", "editor")


def test_export_asks_which_book_where_there_are_several(folder, editor, small, tmp_path):
    with pytest.raises(CommandError, match="There is no book yet"):
        run("export_manuscript", tmp_path / "out")
    run("import_manuscript", folder(small), "--as", "editor")
    run("import_manuscript", folder({"a.md": "---\ntitle: 题\n---\n\nx\n"}, name="other"), "--as", "editor")
    with pytest.raises(CommandError, match="There are several books"):
        run("export_manuscript", tmp_path / "out")


def test_a_folder_without_a_manuscript_says_why_and_leaves_no_empty_book_behind(folder, editor):
    place = folder({"README.md": "# About\n", "notes/plan.txt": "x", "manuscript/bad.md": "---\ntitle: x\n"})
    out, _err = run("import_manuscript", place, "--as", "editor")
    lines = out.splitlines()
    assert [line.partition(": ")[0] for line in lines[:3]] == ["README.md", "manuscript/bad.md:1", "notes/plan.txt"]
    assert (lines[3], lines[-1]) == ("chapters: 1 failed", "There is nothing to import here: nothing was written.")
    assert (Item.objects.count(), ImportBatch.objects.count()) == (0, 0)
