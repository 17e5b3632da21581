import { Service } from "encore.dev/service";
import { headerCredentials } from "../identity/contract/access";
import { every, inBackground, untilDone } from "../platform/background";
import { clock } from "../platform/clock";
import { failures } from "../platform/failures";
import { addHealthCheck } from "../platform/health";
import { dropAnswers, KEY_RETENTION_MS } from "../platform/idempotency";
import { isDemoSettled, seedDemoHouse } from "./jobs/demo";
import { relay } from "./jobs/relay";
import { pool } from "./store/db";

export default new Service("guest", { middlewares: [failures, headerCredentials] });

const HOUR_MS = 3_600_000;

addHealthCheck("guest.relay", () => relay.health());
addHealthCheck("guest.demo", isDemoSettled);
inBackground(() => {
  relay.start();
  return () => relay.stop();
});
inBackground(() => {
  void untilDone("guest demo seed", seedDemoHouse);
  return () => {};
});
inBackground(() =>
  every(HOUR_MS, "dropping old answers", () => dropAnswers(pool, new Date(clock.nowMs() - KEY_RETENTION_MS))),
);
