#!/usr/bin/env python3
"""deliver.py - posts what waits in sentiment.outbox to a web hook: a client to start from

usage: deliver.py DSN URL        needs Debian's python3-psycopg2

An event is taken, sent and committed: whatever breaks in between, it waits in outbox again. So each is delivered
at least once, and its id, in the header Idempotency-Key, lets the receiver know one that it has already. Any number
of clients may run; of one alert no event overtakes another.
"""
import contextlib
import http.client
import json
import select
import sys
import time
import urllib.request

import psycopg2
import psycopg2.extras

BATCH = 10             # events of one transaction, which is open while they are sent
LOOK_SECONDS = 60      # look again after this, also if no notification came
TIMEOUT_SECONDS = 10   # for the receiver
RETRY_SECONDS = 0.5    # after a failure


def send(url, event):
    """Fail unless the receiver has taken the event."""
    request = urllib.request.Request(url, json.dumps(event, default=str).encode(),
                                     {"Content-Type": "application/json", "Idempotency-Key": str(event["event"])})
    urllib.request.urlopen(request, timeout=TIMEOUT_SECONDS).close()


def deliver_some(connection, url):
    """Deliver some events, in one transaction; return how many."""
    with connection, connection.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
        cursor.execute("SELECT * FROM sentiment.take_deliveries(%s)", (BATCH,))
        events = cursor.fetchall()
        for event in events:
            send(url, event)
    return len(events)


def deliver(connection, url):
    """Deliver for as long as the connection holds."""
    with connection, connection.cursor() as cursor:
        cursor.execute("LISTEN sentiment_alert")
    while True:
        connection.notifies.clear()
        while deliver_some(connection, url):
            pass
        # a notification that came meanwhile may have been read already, with the answer to COMMIT
        connection.poll()
        if not connection.notifies:
            select.select([connection], [], [], LOOK_SECONDS)
            connection.poll()


def main(dsn, url):
    while True:
        try:
            with contextlib.closing(psycopg2.connect(dsn, application_name="deliver")) as connection:
                deliver(connection, url)
        except (psycopg2.Error, OSError, http.client.HTTPException) as error:
            print("deliver.py:", error, file=sys.stderr, flush=True)
            time.sleep(RETRY_SECONDS)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
