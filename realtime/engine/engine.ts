import { chat, identity } from "~encore/clients";
import { appMeta } from "encore.dev";
import log from "encore.dev/log";
import { every } from "../../platform/background";
import { clock } from "../../platform/clock";
import { addHealthCheck, type Health } from "../../platform/health";
import { newId } from "../../platform/ids";
import { instance } from "../../platform/instance";
import { inTx } from "../../platform/tx";
import type { Poison } from "../domain/batch";
import { sharedGrants } from "../domain/shared-grants";
import { connectionString, pool, sequencerDb } from "../store/db";
import { findMissing } from "../store/held.read";
import { erasePayloads } from "../store/erasure.store";
import { parkPoison } from "../store/parked.store";
import { Connections } from "./connections";
import { tidyLog } from "./housekeeping";
import { holdOpen, letGo } from "./hold";
import { Hub } from "./hub";
import { Intake } from "./intake";
import { judgeCredential } from "./judge";
import { connectionLimits, drainMs, memoryLimits } from "./limits";
import { LogListener } from "./log-listener";
import { askChat } from "./chat-memberships";
import { MembershipWatch } from "./membership-watch";
import { MissingBatches } from "./missing-batches";
import { ParkedReplay } from "./parked-replay";
import { eraseFromOutboxes, findBatch } from "./publishers";
import { RightsWatch } from "./rights-watch";
import { Sequencer } from "./sequencer";
import { Tracing } from "./tracing";
import { Watch } from "./watch";

const RIGHTS_MS = 500;
/** The log itself is asked for what a lost notification did not tell. */
const SWEEP_MS = 1000;
const MISSING_MS = 10_000;
const FORGET_MS = 5 * 60_000;
const TIDY_MS = 3600_000;
const UNHEALTHY_AFTER_MS = 30_000;

const REPLAY =
  "put right what the reason names, then POST /v2/realtime/parked/replay; GET /v2/realtime/parked lists it for the organisation's owner";
const LOST =
  "its service does not have it any more: put outbox_batch back from a backup, or raise next_batch of its row in source, and those behind it go on without it";
const UNREADABLE =
  "nobody's by what it says: SELECT payload FROM parked WHERE org_id IS NULL shows it; correct who publishes it, then delete the row";

function report(error: unknown): string {
  const errorId = newId();
  log.error(error instanceof Error ? error : new Error(String(error)), { errorId });
  return errorId;
}

async function park(poison: Poison[]): Promise<void> {
  if ((await parkPoison(pool, poison, clock.now())) === 0) return;
  for (const { service, orgId, batchNo, reason } of poison)
    log.error("parked what cannot be sequenced; nothing waits for it", {
      service,
      orgId,
      batchNo,
      reason,
      remedy: orgId === null ? UNREADABLE : REPLAY,
    });
}

/** What is known of this process's connections and runs. */
export const watch = new Watch();
export const tracing = new Tracing({ pool, watch });
/** The organisations that somebody follows. */
export const hub = new Hub({
  pool,
  ...memoryLimits(),
  onError: report,
  observer: watch,
});
/** Where batches become log. */
export const sequencer = new Sequencer({
  db: sequencerDb,
  instance,
  onAppended: (appended) => hub.append(appended),
  park,
  observer: watch,
});
const rights = new RightsWatch({
  logins: () => connections.roster.logins(),
  takeJoined: () => connections.roster.takeJoined(),
  changed: (since) => identity.changedLogins(since === undefined ? {} : { since }),
  ask: async (sessionIds) => {
    const { sessions, rights } = await identity.sessionStates({ sessionIds });
    return sessions.map(({ rights: place, ...state }) => ({
      ...state,
      grants: sharedGrants(rights[place]?.grants ?? []),
    }));
  },
  tell: (sessionId, event) => connections.tell(sessionId, event),
});

const memberships = new MembershipWatch({
  changed: (since) => chat.changedMemberships(since === undefined ? {} : { since }),
  ask: askChat,
});

/** All streams of this process. */
export const connections = new Connections({
  hub,
  limits: connectionLimits(),
  judge: judgeCredential,
  memberships,
  onJoined: holdOpen,
  report,
  observer: watch,
});

/** The way into the log. */
export const intake = new Intake({ sequencer, park });

/** What becomes of parked messages that are tried again. */
export const parkedReplay = new ParkedReplay({ pool, sequencer });

const missing = new MissingBatches({
  find: () => findMissing(pool),
  findBatch,
  receive: (service, message) => intake.receive(service, message),
  onLost: (batch) => log.error("a batch is lost, and later ones wait for it", { ...batch, remedy: LOST }),
});

/** Takes payloads out of everything that keeps them; see api/erase.ts. */
export async function eraseEverywhere(orgId: string, eventIds: string[]): Promise<number> {
  await eraseFromOutboxes(orgId, eventIds);
  const erased = await inTx(pool, (tx) => erasePayloads(tx, orgId, eventIds, clock.now()));
  await hub.refresh();
  return erased;
}

/** What runs beside the requests; returns what ends it. */
export function startEngine(): () => Promise<void> {
  const listener = new LogListener({
    connectionString,
    instance,
    onChanged: () => void hub.refresh().catch(report),
    onError: report,
  });
  addHealthCheck("realtime.sequencer", sequencerHealth);
  addHealthCheck("realtime.rights", () => rights.health());
  addHealthCheck("realtime.memberships", () => memberships.health());
  addHealthCheck("realtime.drain", drainHealth);
  connections.start();
  void listener.start();
  void tidyLog(pool, clock.now()).catch(report);
  const timers = [
    every(SWEEP_MS, "realtime.sweep", () => hub.refresh()),
    every(RIGHTS_MS, "realtime.rights", () => rights.look()),
    every(RIGHTS_MS, "realtime.memberships", () => memberships.look()),
    every(MISSING_MS, "realtime.missing", () => missing.look()),
    every(FORGET_MS, "realtime.forget", async () => hub.forgetIdle()),
    every(TIDY_MS, "realtime.tidy", () => tidyLog(pool, clock.now())),
  ];
  return async () => {
    await connections.drain(drainMs(isDevelopment())).finally(letGo);
    for (const stop of timers) await stop();
    connections.stop();
    hub.stop();
    await listener.stop();
  };
}

function isDevelopment(): boolean {
  return appMeta().environment.type !== "production" && process.env["LOBBY_ENV"] !== "production";
}

function drainHealth(): Health {
  if (connections.isDraining) return { ok: false, message: "this process is about to stop" };
  return { ok: true, message: "takes connections" };
}

function sequencerHealth(): Health {
  const since = sequencer.failingSince;
  const forMs = since === null ? 0 : clock.nowMs() - since;
  if (forMs < UNHEALTHY_AFTER_MS) return { ok: true, message: `sequencing, ${sequencer.backlog} batches wait` };
  return { ok: false, message: `nothing could be sequenced for ${Math.round(forMs / 1000)} s` };
}
