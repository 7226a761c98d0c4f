"""One account for all contacts of a company, whichever source names it."""

import polars as pl

from models.linkage.accounts import accounts
from transforms.privacy import Pseudonymiser
from warehouse.database import Connection, transaction
from warehouse.statements import run, statement

NAMESPACE = "account by name or domain"


def link_companies(connection: Connection, features: pl.DataFrame, secret: bytes) -> None:
    """core.customer_accounts, from the sources' keys of companies, their names and their domains.

    Args:
        features: customer_key, domain, company, country, as transforms.people.person_features gives them.
    """
    keys = connection.execute(statement("linking/account_keys.sql")).pl()
    told = features.select("customer_key", "domain", "company", "country")
    found = accounts(told.join(keys, on="customer_key", how="full", coalesce=True, validate="m:1"))
    is_key = pl.col("account").is_in(keys["account_key"].unique().implode())
    hidden = Pseudonymiser(secret).pseudonyms(NAMESPACE, pl.col("account"))
    named = found.select("customer_key", account_id=pl.when(is_key).then("account").otherwise(hidden))
    connection.register("accounts", named)
    with transaction(connection):
        run(connection, statement("linking/keep_accounts.sql"))
    connection.unregister("accounts")
