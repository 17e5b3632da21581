import { Service } from "encore.dev/service";
import { headerCredentials } from "../identity/contract/access";
import { every, inBackground, untilDone } from "../platform/background";
import { clock } from "../platform/clock";
import { failures } from "../platform/failures";
import { addHealthCheck } from "../platform/health";
import { dropAnswers, KEY_RETENTION_MS } from "../platform/idempotency";
import { pool } from "./store/db";
import { isDemoSettled, seedDemoRevenue } from "./jobs/demo";
import { relay } from "./jobs/relay";
import { resumeCloses } from "./jobs/resume-closes";

export default new Service("finance", { middlewares: [failures, headerCredentials] });

const HOUR_MS = 3_600_000;
const RESUME_MS = 30_000;

addHealthCheck("finance.relay", () => relay.health());
addHealthCheck("finance.demo", isDemoSettled);
inBackground(() => {
  relay.start();
  return () => relay.stop();
});
inBackground(() => {
  void untilDone("demo seed", seedDemoRevenue);
  return () => {};
});
inBackground(() => every(RESUME_MS, "resuming closes", resumeCloses));
inBackground(() =>
  every(HOUR_MS, "dropping old answers", () => dropAnswers(pool, new Date(clock.nowMs() - KEY_RETENTION_MS))),
);
