"""Secrets are known by their shapes; what only looks long or random stays readable.

The secrets here are put together from parts, so that nobody's scanner takes this file for a leak.
"""

from __future__ import annotations

import time

import pytest

from bot.warroom.masking import MASK, SHAPES, Masker, luhn, masker_of
from bot.warroom.policy_masking import Masking

BODY = "Ab1" * 14
SECRETS = {
    "aws key": ("key AKIA" + "IOSFODNN7EXAMPLE in the log", "key ••••• in the log"),
    "aws secret": ("aws_secret_access_key = wJalrXUt" + "nFEMI/K7MDENG/bPxRfiCY", "aws_secret_access_key = •••••"),
    "github": ("pushed with ghp_" + BODY[:36] + " by CI", "pushed with ••••• by CI"),
    "github fine": ("github_pat_" + BODY, MASK),
    "gitlab": ("use glpat-" + BODY[:20], "use •••••"),
    "slack bot": ("xoxb-" + "123456789012-abcdefABCDEF", MASK),
    "slack app": ("token xapp-" + "1-A012-345-abcdef0123456789", "token •••••"),
    "slack hook": (
        "curl https://hooks.slack.com/services/T00000000/B00000000/" + "X" * 24,
        "curl https://hooks.slack.com/services/•••••",
    ),
    "google": ("maps AIza" + "Sy" + "B" * 33 + " expired", "maps ••••• expired"),
    "google oauth": ("GOCSPX-" + "a1" * 14, MASK),
    "stripe": ("charge with sk_live_" + "4eC39HqLyjWDarjtT1zdp7dc!", "charge with •••••!"),
    "jwt": ("got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0." + "dozjgNryP4J3jVmN back", "got ••••• back"),
    "private key": (
        "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAK\n-----END RSA PRIVATE KEY-----\nthen restart",
        "•••••\nthen restart",
    ),
    "cut key": ("-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNz", MASK),
    "password=": ("psql password=hunter2 host=db", "psql password=••••• host=db"),
    "DB_PASSWORD": ('export DB_PASSWORD="s3cr3t pass"', 'export DB_PASSWORD="•••••"'),
    "json": ('{"user": "x", "password": "hunter2"}', '{"user": "x", "password": "•••••"}'),
    "password colon": ("the password: correcthorse", "the password: •••••"),
    "kata sandi": ("kata sandi: rahasia123", "kata sandi: •••••"),
    "token colon": ("token: 8f3kd92jd8", "token: •••••"),
    "option": ("mysql --password hunter2 -h db", "mysql --password ••••• -h db"),
    "query": ("GET /v1?api_key=ab12cd34&page=2", "GET /v1?api_key=•••••&page=2"),
    "bearer": ("Authorization: Bearer abcdef0123456789abcd", "Authorization: Bearer •••••"),
    "url": ("postgres://app:hunter2@db.local:5432/shop", "postgres://app:•••••@db.local:5432/shop"),
    "visa": ("card 4111 1111 1111 1111 was charged twice", "card ••••• was charged twice"),
    "amex": ("3782-822463-10005", MASK),
    "mastercard": ("5555555555554444.", "•••••."),
}
PLAIN = [
    "deploy 3f786850e387550fdab836ed7e6dc881de23001b to prod",
    "commit 5c00a1c, sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    "request 123e4567-e89b-12d3-a456-426614174000 failed",
    "order 4111111111111112 is stuck",
    "order 1234567812345670 is not a card of anybody",
    "invoice 2026112400001234567",
    "at 10:32:05.123456 the token expired; 2026-11-24T10:32:05Z",
    "ts 1795489200.000056 and epoch 1795489200000",
    "max_tokens=4096, tokens_used: 1500",
    "password reset for everybody; Password: reset",
    "the token: expired",
    "secret: see the vault",
    "password=$DB_PASS and password: <redacted>",
    "token: •••••, password=•••••",
    "basic understanding of authentication-problems",
    "https://status.example.com/a?b=c and https://10.0.0.1:8443/x@y",
    "mail budi@example.com or @budi",
    "phone +62 812 3456 7890, pods 4/4, 99.95 %",
    "AKIA is how AWS keys begin; sk_live is Stripe's",
    "scp root@db1:/var/log/x.log .",
    "keys: a, b, c",
    "ratio 4.1111111111111111",
]


@pytest.mark.parametrize(("said", "left"), SECRETS.values(), ids=SECRETS)
def test_a_secret_is_masked_and_the_rest_stays(said, left):
    assert SHAPES.counted(said) == (left, 1)
    assert SHAPES.counted(left) == (left, 0)


@pytest.mark.parametrize("said", PLAIN)
def test_what_is_no_secret_stays_as_it_is(said):
    assert SHAPES.counted(said) == (said, 0)


def test_several_secrets_of_one_text_are_counted():
    assert SHAPES.counted("password=hunter2 token=abc123 4111111111111111")[1] == 3


def test_mail_addresses_and_own_patterns_are_masked_when_the_policy_says_so():
    ours = masker_of(Masking(emails=True, patterns={"staff": r"EMP-\d{6}"}))
    assert ours("EMP-123456 wrote to budi@example.com") == "••••• wrote to •••••"
    assert SHAPES("EMP-123456 wrote to budi@example.com") == "EMP-123456 wrote to budi@example.com"
    assert isinstance(ours, Masker)


@pytest.mark.parametrize("said", ["a" * 40_000, "=" * 40_000, "1 " * 20_000, "1234-" * 8_000, "://" * 13_000,
                                  "password" * 5_000, "-----BEGIN PRIVATE KEY-----" * 1_500, "a_" * 20_000,
                                  "eyJ" * 13_000, "token=" * 6_000, "bearer " * 6_000,
                                  "4111 1111 " * 4_000])  # fmt: skip
def test_no_text_keeps_the_rules_busy_for_long(said):
    begun = time.perf_counter()
    SHAPES(said)
    assert time.perf_counter() - begun < 2


def test_the_check_digit_of_a_card():
    assert [luhn(each) for each in ("4111111111111111", "4111111111111112")] == [True, False]
