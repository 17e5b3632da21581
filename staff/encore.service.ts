import { Service } from "encore.dev/service";
import { headerCredentials } from "../identity/contract/access";
import { every, inBackground, untilDone } from "../platform/background";
import { clock } from "../platform/clock";
import { failures } from "../platform/failures";
import { addHealthCheck } from "../platform/health";
import { dropAnswers, KEY_RETENTION_MS } from "../platform/idempotency";
import { seedDemoStaff, turnDemoWatches } from "./jobs/demo";
import { staffRelay, tasksRelay } from "./jobs/relays";
import { pool } from "./store/db";

export default new Service("staff", { middlewares: [failures, headerCredentials] });

const HOUR_MS = 3_600_000;
const WATCHES_MS = 60_000;

addHealthCheck("staff.relay", () => staffRelay.health());
addHealthCheck("tasks.relay", () => tasksRelay.health());
inBackground(() => {
  staffRelay.start();
  tasksRelay.start();
  return async () => void (await Promise.all([staffRelay.stop(), tasksRelay.stop()]));
});
inBackground(() => {
  void untilDone("demo staff", seedDemoStaff);
  return () => {};
});
inBackground(() => every(WATCHES_MS, "turning the demo's watches", () => turnDemoWatches()));
inBackground(() =>
  every(HOUR_MS, "dropping old answers", () => dropAnswers(pool, new Date(clock.nowMs() - KEY_RETENTION_MS))),
);
