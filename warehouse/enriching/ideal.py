"""How close each customer is to the ideal one, and who that is."""

from datetime import datetime

from models.ideal.fitting import ideal_customers
from models.ideal.tables import CUSTOMERS_SCHEMA, IDEAL_CUSTOMER_SCHEMA, IDEAL_QUALITY_SCHEMA, IdealParameters
from warehouse.analysing import replace_table
from warehouse.database import Connection, transaction
from warehouse.statements import run, statement


def fit_ideal(connection: Connection, parameters: IdealParameters | None, as_of: datetime) -> None:
    """core.customers gets fits and reasons; report.ideal_customer and report.ideal_quality are made anew."""
    found = ideal_customers(
        connection.execute(f"select {', '.join(CUSTOMERS_SCHEMA)} from core.customers").pl(),
        connection.execute(statement("enriching/segments_now.sql")).pl(),
        parameters,
        as_of,
    )
    with transaction(connection):
        connection.register("fits", found.fits)
        run(connection, statement("enriching/ideal_fits.sql"))
        connection.unregister("fits")
        replace_table(connection, "report.ideal_customer", found.segments, IDEAL_CUSTOMER_SCHEMA)
        replace_table(connection, "report.ideal_quality", found.quality, IDEAL_QUALITY_SCHEMA)
