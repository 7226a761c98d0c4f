"""What a description says of deals and of the stages of a pipeline."""

from transforms.columns import NamedColumn, NamedMoment, Part


class Deal(Part):
    """The row as a deal, or an opportunity, with the `[customer]`.

    `won` and `lost` are stages that decide it, for exports that tell no more than the stage.
    """

    stage: NamedColumn | None = None
    is_won: NamedColumn | None = None
    is_closed: NamedColumn | None = None
    won: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    amount: NamedColumn | None = None
    currency: NamedColumn | None = None
    created_at: NamedMoment | None = None
    closed_at: NamedMoment | None = None


class Stage(Part):
    """The row as a stage of a pipeline, which deals name by its key."""

    stage: NamedColumn
    label: NamedColumn | None = None
    is_won: NamedColumn | None = None
    is_closed: NamedColumn | None = None
