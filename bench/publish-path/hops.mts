import type { Finding } from "../host/figures.mjs";
import { ms, quantile } from "../lib/provenance.mjs";
import { connect } from "./databases.mjs";
import type { Bench } from "./run.mjs";
import { follow, unfollow } from "./subscribers.mjs";
import { wakeWhile, write } from "./writers.mjs";

/** Of single events on an idle path: when they were numbered, when the topic had them, when the socket. */
export async function hops(bench: Bench, seconds: number): Promise<Finding> {
  const finance = await connect(bench.financeUrl);
  const clients = await follow(bench.server, [bench.demo], 1);
  const since = new Date();
  const options = { writers: 1, seconds, perSecond: 20 };
  await wakeWhile(bench.financeUrl, write(bench.financeUrl, [bench.demo], options));
  await new Promise((resume) => setTimeout(resume, 500));
  const got = await unfollow(clients, 0);
  const { rows } = await finance.query<{ numbered: number; accepted: number }>(
    `SELECT extract(epoch FROM numbered_at) * 1000 - at AS numbered, extract(epoch FROM accepted_at) * 1000 - at AS accepted
     FROM outbox_batch, LATERAL (SELECT ('x' || substr(events -> 0 -> 'data' ->> 'description', 2, 16))::bit(64)::bigint / 1e6 AS at) stamp
     WHERE numbered_at > $1 AND json_array_length(events) = 1`,
    [since],
  );
  await finance.end();
  const of = (key: "numbered" | "accepted", p: number): string =>
    ms(
      quantile(
        rows.map((r) => Number(r[key])),
        p,
      ),
    );
  const lines = [
    "| since the commit | p50 | p99 |",
    "|---|---|---|",
    `| the relay begins to number | ${of("numbered", 0.5)} ms | ${of("numbered", 0.99)} ms |`,
    `| the topic has taken the batch, and the relay knows | ${of("accepted", 0.5)} ms | ${of("accepted", 0.99)} ms |`,
    `| the socket has the event | ${ms(got.p50)} ms | ${ms(got.p99)} ms |`,
  ];
  return { title: "Single events on an idle path", lines, verdicts: [] };
}
