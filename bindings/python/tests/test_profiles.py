"""Validation against profiles: the findings of the command, in types."""

import datetime
import json
import threading

import fos
import pytest
from conftest import ORDER, order


def test_profiles():
    profiles = fos.profiles()
    assert [each.id for each in profiles] == sorted(each.id for each in profiles) and len(profiles) >= 20
    for each in profiles:
        assert each.title and each.authority and each.filing and each.digest.startswith("sha256:") and each.reviewed.year >= 2026
        assert each.start is None or isinstance(each.start, datetime.date)


@pytest.mark.parametrize("profile", ["eu.h7", "uk.h7", "upu.cn23", "au.sac"])
def test_findings_are_those_of_the_command(command, profile):
    answer = json.loads(command(["validate", str(ORDER), "--profile", profile])[1])
    found = fos.validate(order(), profile)
    assert (found.profile, found.title, found.state, found.date.isoformat()) == tuple(answer[key] for key in ("profile", "title", "state", "date"))
    assert len(found.errors) == answer.get("errors", 0)
    for mine, theirs in zip(found.findings, answer["findings"]):
        for key, value in theirs.items():
            assert getattr(mine, key) == (tuple(value) if key == "roles" else value)
    assert len(found.findings) == len(answer["findings"])
    assert bool(found) == (found.state == "ready")


def test_all_profiles_are_each_profile():
    alone = tuple(fos.validate(order(), each.id) for each in fos.profiles())
    together = fos.validate_all(order())
    assert [(each.profile, each.state, each.date) for each in together] == [(each.profile, each.state, each.date) for each in alone]
    for one, all_ in zip(alone, together):
        # Of a filing for other parcels the survey tells what it would lack, too.
        assert one == all_ if one.state != "not_applicable" else set(one.findings) <= set(all_.findings)
    assert {each.state for each in together} >= {"incomplete", "not_applicable"}


def test_what_the_data_set_refuses_is_a_finding():
    wrong = order()
    wrong["consignment"]["destination_country"] = "Germany"
    assert any(each.kind == "data" and each.pointer == "/consignment/destination_country" for each in fos.validate(wrong, "eu.h7").findings)


def test_other_days():
    early = fos.validate(order(), "eu.h7", date=datetime.date(2019, 1, 1))
    assert early.state == "not_applicable" and not early and early.date == datetime.date(2019, 1, 1)
    assert fos.validate(order(), "eu.h7", date="2026-11-23") == fos.validate(order(), "eu.h7")


@pytest.mark.parametrize("request_, profile, date, status", [
    (order(), "eu.h8", None, "invalid_argument"), (order(), "all", None, "invalid_argument"), (order(), "", None, "invalid_argument"),
    (order(), None, None, "wrong_type"), (order(), 7, None, "wrong_type"), (order(), "a\0b", None, "encoding"),
    (order(), "eu.h7", "2026-02-30", "invalid_value"), (order(), "eu.h7", 7, "wrong_type"), (7, "eu.h7", None, "wrong_type"),
    (b"{", "eu.h7", None, "syntax"), ({"date": 0.5}, "eu.h7", None, "wrong_type")])
def test_misuse(request_, profile, date, status):
    with pytest.raises(fos.Error) as caught:
        fos.validate(request_, profile, date=date)
    assert caught.value.status == status


def test_threads():
    expected, wrong = fos.validate_all(order()), []

    def work():
        for _ in range(20):
            if fos.validate_all(order()) != expected:
                wrong.append(1)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert not wrong
