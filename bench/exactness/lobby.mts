import { PlainStream } from "../../tests/chaos/followers/plain-stream";
import { insist } from "../../tests/chaos/insist";
import { logOf } from "../../tests/chaos/log-of";
import { Person } from "../../tests/chaos/person";
import { seenBy } from "../../tests/chaos/checker";
import { Stage } from "../../tests/chaos/stage";
import { call } from "../../tests/lib/api";
import type { Contender } from "./contender.mjs";

/** One server, like the rival. */
export async function lobby(count: number): Promise<Contender> {
  const stage = await Stage.build({ names: ["the server"] });
  const [place] = stage.places;
  if (place === undefined) throw new Error("no server");
  const { network, postgres } = stage;
  const person = await Person.logIn(network.url, "owner@harbour.example");
  const followers = Array.from({ length: count }, () => new PlainStream({ url: network.url, person }));
  const { log } = await logOf(postgres, person.me.organisation.id);
  await Promise.all(followers.map((follower) => follower.reaches(log.at(-1)?.seq ?? 0)));
  return {
    name: "Lobby",
    network,
    start: () => place.start(),
    end: (how) => place.end(how),
    async publish(id) {
      const body = { amount: 1, propertyId: 1, description: id };
      const token = await person.token();
      const signal = AbortSignal.timeout(5000);
      const answer = await call(network.url, "POST", "/finance/revenue", { token, body, signal }).catch(() => null);
      return answer?.status === 200;
    },
    async clients() {
      const rows = await insist(() => logOf(postgres, person.me.organisation.id));
      const expected = seenBy(rows.log, person.channels());
      const head = expected.at(-1)?.seq ?? 0;
      await Promise.all(followers.map((follower) => follower.reaches(head)));
      const clients = followers.map(({ trail: { seen, connectedAt } }) => ({ seen, connections: connectedAt.length }));
      return { clients, expected };
    },
    async stop() {
      await Promise.all(followers.map((follower) => follower.stop()));
      await stage.close();
    },
  };
}
