import type { App } from "../model/app";
import { withClient } from "../services/postgres/databases";
import { pubsubDatabase } from "../services/pubsub/database";
import { dropDeadLetters, listDeadLetters, replayDeadLetters } from "../services/pubsub/dead-letters";
import { type Command, UsageError, UserError } from "./command";
import { readSettings } from "./settings";
import { withDatabases } from "./with-databases";

const shownLetters = 50;
const shownPayload = 200;

export const pubsub: Command = {
  summary:
    "Messages that failed for good: lists them (dead), puts them back into their queue (replay), or deletes them (drop). Without ids: all of the queue.",
  usage: "dead|replay|drop [ids …]",
  options: { queue: { type: "string" }, all: { type: "boolean" } },
  async run({ home, root, source, rest, flags }) {
    const [what, ...given] = rest;
    const ids = [...new Set(given)];
    const queue = flags["queue"] === undefined ? undefined : String(flags["queue"]);
    if (what !== "dead" && what !== "replay" && what !== "drop")
      throw new UsageError('lobby pubsub: say "dead", "replay" or "drop".');
    const wrong = ids.find((id) => !/^\d{1,18}$/.test(id));
    if (wrong !== undefined) throw new UsageError(`lobby pubsub: "${wrong}" is no id; "lobby pubsub dead" lists them.`);
    if (what !== "dead" && ids.length === 0 && queue === undefined && flags["all"] !== true) {
      throw new UsageError(`lobby pubsub ${what}: name the ids, --queue <topic/subscription>, or --all.`);
    }
    const database = pubsubDatabase(home);
    return withDatabases(home, readSettings(root, process.env, flags), async (databases) => {
      await databases.prepare(root, [database]);
      return withClient(databases.url("runtime", database.name), async (client) => {
        const chosen = ids.length > 0 ? ids : undefined;
        if (what === "dead") {
          const letters = await listDeadLetters(client, queue, shownLetters);
          if (letters.length === 0) checkQueue(await source.read(), queue);
          console.log(formatLetters(letters));
          return 0;
        }
        const found = await (what === "replay" ? replayDeadLetters : dropDeadLetters)(client, queue, chosen);
        if (found === 0) checkQueue(await source.read(), queue);
        console.log(`${found} ${what === "replay" ? "put back" : "deleted"}.`);
        if (found >= ids.length) return 0;
        throw new UserError(
          `${ids.length - found} of the ${ids.length} ids are no dead letters${queue === undefined ? "" : ` of ${queue}`}; "lobby pubsub dead" lists them.`,
        );
      });
    });
  },
};

/** Asked only where nothing was found: a subscription that is gone from the source may have left messages. */
function checkQueue(app: App, queue: string | undefined): void {
  const queues = app.topics.flatMap((topic) => topic.subscriptions.map(({ name }) => `${topic.name}/${name}`));
  if (queue === undefined || queues.includes(queue)) return;
  throw new UserError(`There is no queue "${queue}". Queues: ${queues.join(", ") || "none"}.`);
}

function formatLetters(letters: Awaited<ReturnType<typeof listDeadLetters>>): string {
  if (letters.length === 0) return "No dead letters.";
  return letters
    .map(
      (letter) =>
        `${letter.id}  ${letter.queue}  ${letter.diedAt.toISOString()}  after ${letter.attempts} deliveries\n` +
        `    ${letter.reason}\n    ${letter.payload.slice(0, shownPayload)}`,
    )
    .join("\n");
}
