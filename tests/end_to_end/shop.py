"""A small shop and its three exports: customers, reviews, survey; enough of each to go through every step."""

from collections.abc import Iterable, Mapping, Sequence

SOURCES = {
    "shop_customers": """
name = "shop_customers"
title = "Customers of a shop"
[recognise]
columns = ["client", "name", "email", "state", "plan", "changed_at"]
[record]
key = ["client"]
version = "changed_at"
[customer]
key = "client"
namespace = "shop"
name = "name"
email = "email"
[profile.attributes]
state = "state"
plan = "plan"
""",
    "shop_reviews": """
name = "shop_reviews"
title = "Reviews of a shop"
channel = "review"
[recognise]
columns = ["review", "client", "said_at", "edited_at", "stars", "words"]
[record]
key = ["review"]
version = "edited_at"
[customer]
key = "client"
namespace = "shop"
[feedback]
created_at = "said_at"
text = "words"
rating = { column = "stars", scale = [1, 5] }
""",
    "shop_survey": """
name = "shop_survey"
title = "Survey of a shop"
channel = "survey"
[recognise]
columns = ["answer", "client", "at", "likely", "easy"]
[record]
key = ["answer"]
[customer]
key = "client"
namespace = "shop"
[feedback]
created_at = "at"
[[answers]]
survey = "shop"
metric = "nps"
column = "likely"
scale = [0, 10]
[[ratings]]
aspect = "ease of use"
column = "easy"
scale = [1, 5]
""",
}
WORDS = {1: "Awful, it broke at once.", 3: "It is a chair.", 5: "Wonderful, I love it."}
Row = Sequence[object]


def csv(header: str, rows: Iterable[Row]) -> str:
    """An export as text."""
    return "\n".join([header, *(",".join(f'"{cell}"' for cell in row) for row in rows)]) + "\n"


def customers(numbers: Iterable[int], changed_at: str = "2026-01-01") -> str:
    return csv(
        "client,name,email,state,plan,changed_at",
        (
            (
                n,
                f"Ann Example{n}",
                f"ann{n}@example.org",
                ("SP", "RJ")[n % 2],
                ("Free", "Pro")[n % 3 > 0],
                changed_at,
            )
            for n in numbers
        ),
    )


def reviews(stars_of: Mapping[int, int], edited_at: str = "2026-03-31") -> str:
    """One review a customer, on the days of March 2026 in turn."""
    return csv(
        "review,client,said_at,edited_at,stars,words",
        (
            (f"R{n}", n, f"2026-03-{1 + n % 28:02d}", edited_at, stars, WORDS[stars])
            for n, stars in stars_of.items()
        ),
    )


def survey(numbers: Iterable[int]) -> str:
    """One answer a customer: NPS and ease of use; every seventh score is off its scale."""
    return csv(
        "answer,client,at,likely,easy",
        ((f"S{n}", n, f"2026-02-{1 + n % 28:02d}", 11 if n % 7 == 0 else n % 11, 1 + n % 5) for n in numbers),
    )


EXPORTS = {
    "customers.csv": customers(range(1, 61)),
    "reviews.csv": reviews({n: (1, 3, 5, 5)[n % 4] for n in range(1, 61)}),
    "survey.csv": survey(range(1, 51)),
}
