import log from "encore.dev/log";
import { Service } from "encore.dev/service";
import { every, inBackground } from "../platform/background";
import { clock } from "../platform/clock";
import { failures, toError } from "../platform/failures";
import { addHealthCheck } from "../platform/health";
import { headerCredentials } from "./contract/access";
import { announceDemo } from "./jobs/announce-demo";
import { isDemoSettled } from "./jobs/demo";
import { RELAYS } from "./jobs/relays";
import { pool } from "./store/db";
import { dropOutdated } from "./jobs/drop-outdated";

export default new Service("identity", { middlewares: [failures, headerCredentials] });

const HOUR_MS = 3_600_000;

addHealthCheck("identity.demo", isDemoSettled);
for (const [stream, relay] of Object.entries(RELAYS)) {
  addHealthCheck(`${stream}.relay`, () => relay.health());
  inBackground(() => {
    relay.start();
    return () => relay.stop();
  });
}
inBackground(() => {
  announceDemo().catch((err: unknown) => log.error(toError(err), { during: "demo seed" }));
  return () => {};
});
inBackground(() => every(HOUR_MS, "dropping outdated logins", () => dropOutdated(pool, clock.now())));
