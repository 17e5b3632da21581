import { clock } from "../../platform/clock";
import type { ServerFrame } from "../contract/frames";
import type { Session } from "../domain/session/state";
import type { Connection } from "./connection";
import { ConnectionLedger } from "./connection-ledger";
import { connectionLog, SLOW_MS } from "./connection-log";
import { meters } from "./meters";
import type { Flush, Observer, Run } from "./observer";
import { RunTimes } from "./run-times";

/** Watches a process's engine: for Prometheus, for the log, and for whoever asks what a connection was sent. */
export class Watch implements Observer {
  readonly ledger = new ConnectionLedger();
  readonly runs = new RunTimes();

  flushed(flush: Flush): void {
    meters.flushed(flush);
  }

  ticked(ms: number): void {
    meters.ticked(ms);
  }

  published(run: Run): void {
    meters.published(run);
    const now = clock.nowMs();
    const { after, upTo } = run;
    this.runs.add(run.orgId, { after, upTo, atMs: now, endToEndMs: Math.max(0, now - run.madeAtMs) });
  }

  opened(connection: Connection): void {
    this.ledger.opened(connection);
  }

  moved(connection: Connection, before: Session): void {
    const behind = this.ledger.behind(connection);
    const reason = this.ledger.reasonOf(connection);
    this.ledger.moved(connection, before);
    const { session } = connection;
    if (session.phase === "lagging") {
      count(connection, "lagged");
      connectionLog.lagging(connection, session.cursor);
    }
    if (session.phase === "live" && behind !== null) {
      const behindMs = clock.nowMs() - behind.sinceMs;
      meters.caughtUp(connection.transport, behind.hasLagged ? "lagging" : "replay", behindMs);
      if (behindMs >= SLOW_MS) connectionLog.caughtUp(connection, session.cursor, behindMs);
    }
    if (session.phase === "closed") {
      meters.closed(reason);
      connectionLog.closed(connection, reason);
    }
  }

  told(connection: Connection, frame: ServerFrame): void {
    if (frame.type === "ack") {
      this.ledger.begins(connection, "connect");
      connectionLog.opened(connection, frame.head, frame.services);
    } else if (frame.type === "resync") {
      this.ledger.begins(connection, frame.reason);
      count(connection, "resyncs");
      meters.resync(frame.reason);
      connectionLog.resync(connection, frame.reason, frame.head);
    } else if (frame.type === "error") {
      if (frame.reason !== "bad_message") this.ledger.refused(connection, frame.reason);
      count(connection, "refused");
      meters.error(frame.reason);
    }
  }
}

function count(connection: Connection, what: "resyncs" | "refused" | "lagged"): void {
  for (const counters of connection.counters) counters[what] += 1;
}
