import { Service } from "encore.dev/service";
import { headerCredentials } from "../identity/contract/access";
import { every, inBackground, untilDone } from "../platform/background";
import { clock } from "../platform/clock";
import { failures } from "../platform/failures";
import { addHealthCheck } from "../platform/health";
import { dropAnswers, KEY_RETENTION_MS } from "../platform/idempotency";
import { LONGEST_WINDOW_MS } from "./domain/visit";
import { collaboration } from "./engine/collaboration";
import { roomSockets } from "./engine/room-sockets";
import { isDemoSettled, seedDemoChat } from "./jobs/demo";
import { eraseDue } from "./jobs/erasing";
import { relay } from "./jobs/relay";
import { pool } from "./store/db";
import { dropMembershipChanges } from "./store/membership-change.store";
import { dropAbsent } from "./store/presence.store";
import { dropVisits } from "./store/visit.store";

export default new Service("chat", { middlewares: [failures, headerCredentials] });

const HOUR_MS = 3_600_000;
const ERASE_MS = 5000;

addHealthCheck("chat.relay", () => relay.health());
addHealthCheck("chat.demo", isDemoSettled);
inBackground(() => {
  relay.start();
  return () => relay.stop();
});
inBackground(() => {
  void untilDone("chat demo seed", seedDemoChat);
  return () => {};
});
inBackground(() => {
  void roomSockets.start();
  return () => roomSockets.stop();
});
inBackground(() => {
  void collaboration.start();
  return () => collaboration.stop();
});
inBackground(() =>
  every(HOUR_MS, "dropping who is not there", () => dropAbsent(pool, new Date(clock.nowMs() - HOUR_MS))),
);
inBackground(() => every(ERASE_MS, "erasing events", eraseDue));
inBackground(() =>
  every(HOUR_MS, "dropping changes of memberships", () => dropMembershipChanges(pool, new Date(Date.now() - HOUR_MS))),
);
inBackground(() =>
  every(HOUR_MS, "dropping ended visits", () =>
    dropVisits(pool, clock.now(), new Date(clock.nowMs() - LONGEST_WINDOW_MS)),
  ),
);
inBackground(() =>
  every(HOUR_MS, "dropping old answers", () => dropAnswers(pool, new Date(clock.nowMs() - KEY_RETENTION_MS))),
);
