// npm run audit: verifies the log of an organisation by recomputing it.
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { ask, command, CommandError, logIn, OPTIONS_HELP } from "./operator.mjs";

const HELP = `Verifies the kept log of your organisation: reads it whole and recomputes numbers, digests and payload hashes.

  npm run audit -- [options]

${OPTIONS_HELP}

It needs the permission realtime.operate. Exit code 0: whole; 1: a defect was found; 2: it could not be verified.`;

await command({
  help: HELP,
  options: {},
  async run(values) {
    try {
      const result = await auditLog({ ...values, token: values.token ?? (await logIn(values)) });
      console.log(values.json ? JSON.stringify(result, null, 2) : print(result));
      if (result.missing.length > 0 || result.verdicts.some((v) => v.defect !== null)) process.exitCode = 1;
    } catch (error) {
      throw error instanceof CommandError ? new CommandError(error.message, 2) : error;
    }
  },
});

/** The log as it stood at the first page, verified page by page. */
async function auditLog(values) {
  const Audit = await verifier();
  const first = await ask(values, "/v2/realtime/audit");
  const { head, keptAfter, channels } = first;
  const audit = new Audit(keptAfter);
  for (let page = first; ;) {
    audit.add(page.events, page.upTo);
    if (!page.hasMore) return { head, keptAfter, missing: audit.missing, verdicts: audit.verdicts(channels) };
    page = await ask(values, `/v2/realtime/audit?after=${page.upTo}&head=${head}`);
    // Retention has passed what was being verified.
    if (page.keptAfter > keptAfter) return auditLog(values);
  }
}

/** The same code that the tests hold to the protocol. */
async function verifier() {
  const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
  const outfile = path.join(root, ".lobby", "tools", "audit.mjs");
  const entry = path.join(root, "realtime", "domain", "audit.ts");
  await build({ entryPoints: [entry], outfile, bundle: true, platform: "node", format: "esm", logLevel: "error" });
  return (await import(pathToFileURL(outfile).href)).Audit;
}

function print({ head, keptAfter, missing, verdicts }) {
  const lines = [`events ${keptAfter + 1} to ${head}`];
  for (const { seq, what } of missing) lines.push(`DEFECT   seq ${seq} ${what}`);
  for (const { channel, events, payloads, unseen, from, head: end, defect } of verdicts) {
    const byHash = unseen === 0 ? "" : `, ${unseen} by their hash alone`;
    const proven = `${events} events, n ${from} to ${end.n} chained, ${payloads} payloads${byHash}`;
    lines.push(
      defect === null
        ? `ok       ${channel}: ${proven}, digest ${end.digest}`
        : `DEFECT   ${channel}: seq ${defect.seq}: ${defect.what}`,
    );
  }
  return lines.join("\n");
}
