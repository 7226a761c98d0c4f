"""What was said: words that name nobody."""

import random
from datetime import datetime, timedelta

FIRST_SAID = datetime(2023, 7, 1, 6)
DAYS = 1094
"""Up to the end of June 2026."""

TEXTS = (
    "Easy to use, and the support answered within an hour.",
    "The price went up again and nobody told us why.",
    "Delivery came two days late, the box was damaged.",
    "The invoice does not match the order, please correct it.",
    "Works well, though the mobile app crashes now and then.",
    "Die Bedienung ist einfach, der Preis aber zu hoch.",
    "Die Lieferung kam zu spät und niemand hat sich gemeldet.",
    "Alles bestens, der Kundendienst ist freundlich.",
    "Die Rechnung ist falsch, bitte um Korrektur.",
    "Très simple à utiliser, le service client est rapide.",
    "La livraison était en retard et le colis abîmé.",
    "Trop cher pour ce que c'est.",
    "Fácil de usar y el soporte responde rápido.",
    "El pedido llegó tarde y sin factura.",
    "Muito fácil de usar, mas o preço subiu demasiado.",
    "A entrega atrasou e ninguém respondeu.",
    "Facile da usare, assistenza gentile.",
    "La consegna è arrivata in ritardo, il prezzo è troppo alto.",
    "Makkelijk in gebruik, de klantenservice is vriendelijk.",
    "De levering was te laat en de factuur klopt niet.",
    "Ușor de folosit, suportul răspunde repede.",
    "Livrarea a întârziat, iar prețul este prea mare.",
)
"""Written for these tests."""


def moment(rng: random.Random) -> datetime:
    return FIRST_SAID + timedelta(days=rng.randrange(DAYS), minutes=rng.randrange(14 * 60))


def text(rng: random.Random) -> str:
    return rng.choice(TEXTS) if rng.random() < 0.7 else ""
