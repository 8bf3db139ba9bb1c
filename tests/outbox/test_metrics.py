"""What a monitoring reads of the outbox on `/healthz`: counts and ages, never an address (req Y-15)."""

import json
from collections.abc import Callable
from datetime import timedelta

from portal.outbox import claims
from portal.outbox.delivery import deliver_due
from portal.queries.health import health
from portal.rules.delivery import Reason, Status
from tests.clock import Clock
from tests.outbox.examples import must_post
from tests.outbox.servers import Sink

Outbox = Callable[[], list[Status]]


def test_the_metrics_tell_how_mail_flows_and_name_nobody(outbox: Outbox, sink: Sink, clock: Clock) -> None:
    must_post(unique_key="long ago")
    deliver_due(clock.now())
    clock.advance(hours=2)
    sink.refused["weg@tandem.example"] = "550 5.1.1 No such user"
    sink.refused["druk@kompas.example"] = "421 later"
    must_post(to="weg@tandem.example")
    must_post()
    must_post(to="druk@kompas.example")
    deliver_due(clock.now())
    claims.pause_server(Reason.LOGIN_REFUSED, "535 lotte@werkpunt.example may not")
    found = health(clock.advance(seconds=20))
    told = {name: found["outbox"][name] for name in ("sent_last_hour", "failed_last_day", "resting_domains")}
    assert told == {"sent_last_hour": 1, "failed_last_day": 1, "resting_domains": 1}
    statuses = {name: count for name, count in found["outbox"]["by_status"].items() if count}
    assert statuses == {"sent": 2, "failed": 1, "retry": 1}
    assert (found["outbox"]["stopped"], found["outbox"]["retry_in_seconds"]) == ("login_refused", 40)
    assert found["outbox"]["oldest_waiting_seconds"] == 20
    assert "@" not in json.dumps(found)
    later = health(clock.now() + timedelta(hours=25))
    assert (later["outbox"]["sent_last_hour"], later["outbox"]["failed_last_day"]) == (0, 0)
