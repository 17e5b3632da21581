import { Service } from "encore.dev/service";
import { headerCredentials } from "../identity/contract/access";
import { every, inBackground, untilDone } from "../platform/background";
import { clock } from "../platform/clock";
import { failures } from "../platform/failures";
import { addHealthCheck } from "../platform/health";
import { dropAnswers, KEY_RETENTION_MS } from "../platform/idempotency";
import { eraseDue } from "./jobs/erasing";
import { isDemoSettled, seedDemoFiles } from "./jobs/demo";
import { relay } from "./jobs/relay";
import { sweep, SWEEP_EVERY_MS } from "./jobs/sweep";
import { pool } from "./store/db";
import { uploadLocks } from "./store/upload-locks";

export default new Service("uploads", { middlewares: [failures, headerCredentials] });

const HOUR_MS = 3_600_000;
const ERASE_MS = 10_000;

addHealthCheck("uploads.relay", () => relay.health());
addHealthCheck("uploads.demo", isDemoSettled);
inBackground(() => {
  relay.start();
  return () => relay.stop();
});
inBackground(() => {
  void untilDone("demo files", seedDemoFiles);
  return () => {};
});
inBackground(() => () => uploadLocks.stop());
inBackground(() => every(ERASE_MS, "erasing events", eraseDue));
inBackground(() => every(SWEEP_EVERY_MS, "sweeping uploads", sweep));
inBackground(() =>
  every(HOUR_MS, "dropping old answers", () => dropAnswers(pool, new Date(clock.nowMs() - KEY_RETENTION_MS))),
);
