/**
 * `npm run audit -- --url http://localhost:4000 --email owner@harbour.example --password …`: verifies the log of the person's
 * organisation by recomputing it, and prints a verdict for each channel. The person needs the permission realtime.operate. Exit code 0:
 * whole; 1: a defect was found; 2: it could not be verified.
 */
import { parseArgs } from "node:util";
import { auditLog } from "./audit-log.mjs";
import { connect } from "./connect.mjs";

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:4000" },
    email: { type: "string" },
    password: { type: "string", default: process.env["LOBBY_PASSWORD"] ?? "" },
  },
});

try {
  if (values.email === undefined) throw new Error("--email is missing: who may operate the stream?");
  const get = await connect(values.url, values.email, values.password);
  const { verdicts, missing, head, keptAfter } = await auditLog(get);
  console.log(`events ${keptAfter + 1} to ${head}`);
  for (const { seq, what } of missing) console.log(`DEFECT   seq ${seq} ${what}`);
  for (const { channel, events, payloads, unseen, from, head: end, defect } of verdicts) {
    const seen = unseen === 0 ? "" : `, ${unseen} by their hash alone`;
    const proven = `${events} events, n ${from} to ${end.n} chained, ${payloads} payloads${seen}`;
    console.log(
      defect === null
        ? `ok       ${channel}: ${proven}, digest ${end.digest}`
        : `DEFECT   ${channel}: seq ${defect.seq}: ${defect.what}`,
    );
  }
  process.exitCode = missing.length > 0 || verdicts.some((v) => v.defect !== null) ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
