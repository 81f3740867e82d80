"""Django system checks: a kind that forgets to say whether a field is public is refused at start."""

from django.core import checks

from editorial import kinds

# Columns that belong to the engine, not to the content.
ENGINE_COLUMNS = {"id", "item"}


@checks.register(checks.Tags.models)
def every_field_is_declared(app_configs, **kwargs):
    """Every column of a content model is public, private or derived, and nothing undeclared exists (E001, E002)."""
    problems = []
    for kind in kinds.all_kinds():
        declared = [*kind.public_fields, *kind.private_fields, *kind.derived_fields]
        columns = {field.name for field in kind.model._meta.concrete_fields} - ENGINE_COLUMNS
        for name in sorted(columns - set(declared)):
            problems.append(
                checks.Error(
                    f"{kind.model.__name__}.{name} is not declared public, private or derived.",
                    hint=f"Add it to {type(kind).__name__}.public_fields, private_fields or derived_fields.",
                    obj=kind.model, id="editorial.E001",
                )
            )  # fmt: skip
        for name in sorted(set(declared) - columns):
            problems.append(
                checks.Error(
                    f"{type(kind).__name__} declares {name!r}, which {kind.model.__name__} does not have.",
                    obj=kind.model, id="editorial.E002",
                )
            )  # fmt: skip
        for name in sorted({name for name in declared if declared.count(name) > 1}):
            problems.append(
                checks.Error(f"{type(kind).__name__} declares {name!r} twice.", obj=kind.model, id="editorial.E003")
            )
    return problems
