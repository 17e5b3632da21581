// npm run trace -- <seq>: what became of an event, and why somebody did not see it.
import { ask, command, CommandError, OPTIONS_HELP } from "./operator.mjs";

const HELP = `Says what became of an event of your organisation, and why a client did or did not see it.

  npm run trace -- <seq> [options]

  <seq>              the event's number, as frames, logs and the page /ops/realtime have it
  --person ID        only this person's connections, and what the person's rights say
  --session ID       only the connections of this login
  --connection ID    only this connection
${OPTIONS_HELP}

It needs the permission realtime.operate. Connections are those of the process that answers, open or lately closed.`;

await command({
  help: HELP,
  options: { person: { type: "string" }, session: { type: "string" }, connection: { type: "string" } },
  async run(values, positionals) {
    const [seq, ...more] = positionals;
    if (seq === undefined || more.length > 0 || !/^[1-9]\d{0,15}$/.test(seq))
      throw new CommandError("One event at a time: npm run trace -- <seq>. Try --help.", 2);
    const query = new URLSearchParams({ seq });
    if (values.person !== undefined) query.set("personId", values.person);
    if (values.session !== undefined) query.set("sessionId", values.session);
    if (values.connection !== undefined) query.set("connectionId", values.connection);
    const trace = await ask(values, `/v2/realtime/trace?${query}`);
    console.log(values.json ? JSON.stringify(trace, null, 2) : print(trace));
  },
});

function print({ seq, state, words, head, keptAfter, event, person, connections, instance }) {
  const lines = [`Event ${seq}: ${words}. The log is at ${head} and keeps all after ${keptAfter}.`];
  if (event !== null) {
    lines.push(
      `  what       ${event.type === null ? "in a channel that you may not see" : `${event.type}, ${event.entity}, id ${event.id}`}`,
      `  channel    ${event.channel}, no. ${event.n} there`,
      `  made       ${event.madeAt}, batch ${event.batchNo ?? "unknown"} of ${event.service}`,
      `  sequenced  ${event.sequencedAt ?? "at a time that was not kept"} by process ${event.sequencedBy ?? "unknown"}${tookMs(event)}`,
    );
  }
  if (person !== null) lines.push(`Person ${person.personId}: ${person.words}.`);
  if (state === "expired" || state === "not_sequenced") return lines.join("\n");
  lines.push(
    `Connections of process ${instance}, the one that answers: ${connections.length === 0 ? "none that fits" : ""}`,
  );
  for (const each of connections) {
    const acknowledged = each.acknowledged === null ? "" : `, acknowledged ${each.acknowledged}`;
    lines.push(
      `  ${each.connectionId}  ${each.verdict}: ${each.words}`,
      `    person ${each.personId}, login ${each.sessionId}, ${each.client}, ${each.phase}, sent up to ${each.cursor ?? "nothing"}${acknowledged}`,
    );
  }
  return lines.join("\n");
}

function tookMs({ madeAt, sequencedAt }) {
  if (sequencedAt === null) return "";
  return `, ${Math.max(0, Date.parse(sequencedAt) - Date.parse(madeAt))} ms after it was made`;
}
