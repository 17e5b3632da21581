import type { Pool } from "pg";
import { clock } from "./clock";
import { crashPoint } from "./crash-point";
import type { EventBatch } from "./events";
import type { Health } from "./health";
import { FastLane } from "./fast-lane";
import { Nap } from "./nap";
import { acceptBatches, dropBatches, numberBatches, waitingBatches } from "./outbox";
import { observePublished } from "./publish-meter";
import { publishInOrder } from "./publish";
import { RelayLock } from "./relay-lock";
import { Resting } from "./resting";

/** Events numbered in one round, stored batches repeated in one round. */
const ROUND_EVENTS = 1000;
const ROUND_BATCHES = 200;
const SWEEP_MS = 1000;
const STANDBY_MS = 500;
const MAX_PAUSE_MS = 10_000;
const UNHEALTHY_AFTER_MS = 60_000;
/** Who could not publish anything for so long lets another process try. */
const GIVE_UP_AFTER_MS = 20_000;
/** Long enough for those who stand by to find the lock free. */
const GIVE_UP_MS = 3 * STANDBY_MS;
const DROP_EVERY_MS = 600_000;
/** How long a consumer can ask for a batch again. */
const KEEP_BATCHES_MS = 3 * 24 * 3600 * 1000;

export interface RelayOptions<E> {
  /** The event stream that it relays. */
  service: string;
  pool: Pool;
  /** For the connection that holds the lock. */
  connectionString: string;
  publish: (batch: EventBatch<E>) => Promise<unknown>;
  /** The way past the topic (fast-lane.ts); none unless given. */
  offer?: ((batch: EventBatch<E>) => Promise<unknown>) | null;
  /** Told of the 1st, 2nd, 4th, 8th, … failure in a row; the relay goes on by itself. */
  onError: (err: unknown) => void;
  /** How long a wake-up that got lost delays its events; 1 s unless given. */
  sweepMs?: number;
}

/**
 * Moves a service's events from its outbox to its topic. Of all processes one relays, the others stand by; a wake-up from any of
 * them reaches it.
 *
 *   standby --lock--> repeating --nothing waits--> numbering --lock or connection lost, or nothing accepted for 20 s--> standby
 *                         ^-----a batch was refused-----'
 *
 * Repeating publishes what is stored and not known as accepted; numbering stores the next batches first and publishes them then.
 * So whatever happens, a number always stands for the same batch, and the numbers of an organisation are published in order. An
 * organisation with a refused batch rests, for both; the others go on. The next batches are numbered while the last are published.
 */
export class Relay<E> {
  private readonly options: RelayOptions<E>;
  private readonly lock: RelayLock;
  private stopped = false;
  private woken = false;
  private readonly nap = new Nap();
  private readonly fastLane: FastLane<E> | null;
  private readonly resting = new Resting();
  private isIdle = false;
  private failures = 0;
  private failingSince: number | null = null;
  private heldSince = 0;
  private droppedAt = 0;
  private running: Promise<void> | null = null;

  constructor(options: RelayOptions<E>) {
    this.options = options;
    this.fastLane = options.offer ? new FastLane(options.offer) : null;
    this.lock = new RelayLock(options, () => this.wakeHere());
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Ends after the round that runs; what it leaves is stored and published by the next relay. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.nap.rouse();
    await this.running;
    await this.lock.release();
  }

  /** Says that events were committed. Call it after the commit; returns at once. */
  wake(): void {
    if (this.lock.isHeld) this.wakeHere();
    else this.lock.wakeHolder();
  }

  /** Not healthy when nothing could be published for a minute. */
  health(): Health {
    const forMs = this.failingSince === null ? 0 : clock.nowMs() - this.failingSince;
    if (forMs < UNHEALTHY_AFTER_MS) return { ok: true, message: this.lock.isHeld ? "relaying" : "standing by" };
    return {
      ok: false,
      message: `events of ${this.options.service} could not be published for ${Math.round(forMs / 1000)} s`,
    };
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        if (await this.lock.tryHold()) {
          this.heldSince = clock.nowMs();
          await this.relay();
          if (this.stopped) return;
          await this.lock.release();
          await this.pause(GIVE_UP_MS);
        } else {
          this.succeeded();
          await this.pause(STANDBY_MS);
        }
      } catch (err) {
        this.failed(err);
        await this.lock.release();
        await this.pause(this.backoffMs());
      }
    }
  }

  /** Rounds until stopped, or until another should try; throws when the lock's connection is lost. */
  private async relay(): Promise<void> {
    const { service } = this.options;
    let repeating = true;
    let publishing: Promise<void> | null = null;
    while (!this.stopped && !this.isHopeless()) {
      this.woken = false;
      // The same for both questions: an organisation that is numbered has no batch that waits.
      const resting = this.resting.at(performance.now());
      if (repeating) {
        await publishing;
        const stored = await waitingBatches<E>(this.lock, service, ROUND_BATCHES, resting);
        if (stored.length > 0) {
          await this.publishRound(stored);
          continue;
        }
        // Whose rest is over and who has nothing stored has been published, by a relay before us or unheard.
        this.resting.keepOnly(resting);
      }
      const fresh = await numberBatches<E>(this.lock, service, clock.now(), ROUND_EVENTS, resting);
      await publishing;
      publishing = null;
      if (fresh.length > 0) {
        // Who was refused meanwhile: these are stored behind the refused one and are repeated with it.
        publishing = this.publishRound(fresh.filter(({ orgId }) => !this.resting.has(orgId)));
        // A failure is heard where it is awaited.
        publishing.catch(() => {});
      } else {
        await this.idle();
      }
      repeating = this.resting.size > 0;
    }
    await publishing;
  }

  private isHopeless(): boolean {
    return this.failingSince !== null && clock.nowMs() - Math.max(this.failingSince, this.heldSince) > GIVE_UP_AFTER_MS;
  }

  /** Publishes and notes what was accepted; organisations with a batch that was not accepted rest. */
  private async publishRound(batches: EventBatch<E>[]): Promise<void> {
    crashPoint("after-commit-before-publish", () => [this.options.service]);
    const { accepted, refused } = await publishInOrder(batches, (batch) => {
      const message = { ...batch, publishedAtMs: clock.nowMs() };
      this.fastLane?.offer(message);
      return this.options.publish(message);
    });
    observePublished(this.options.service, accepted, clock.nowMs());
    crashPoint("after-publish-before-delete", () => [this.options.service]);
    if (accepted.length > 0) {
      await acceptBatches(this.lock, this.options.service, accepted, clock.now());
      for (const { orgId } of accepted) this.resting.accepted(orgId);
      this.failingSince = null;
    }
    for (const orgId of refused.keys()) this.resting.refused(orgId, performance.now());
    const [error] = refused.values();
    if (refused.size > 0) this.failed(error);
    else if (this.resting.size === 0) this.succeeded();
  }

  private async idle(): Promise<void> {
    if (this.resting.size === 0) this.succeeded();
    const now = clock.nowMs();
    if (now - this.droppedAt > DROP_EVERY_MS) {
      this.droppedAt = now;
      await dropBatches(this.lock, this.options.service, new Date(now - KEEP_BATCHES_MS));
    }
    if (this.woken) return;
    this.isIdle = true;
    await this.pause(Math.min(this.options.sweepMs ?? SWEEP_MS, this.resting.nextInMs(performance.now())));
    this.isIdle = false;
  }

  private succeeded(): void {
    this.failures = 0;
    this.failingSince = null;
  }

  private failed(err: unknown): void {
    this.failures++;
    this.failingSince ??= clock.nowMs();
    if (Number.isInteger(Math.log2(this.failures))) this.options.onError(err);
  }

  private backoffMs(): number {
    return Math.min(MAX_PAUSE_MS, 50 * 2 ** Math.min(this.failures, 10)) * (0.5 + Math.random() / 2);
  }

  /** New events end an idle wait, not the pause after a lost lock. */
  private wakeHere(): void {
    this.woken = true;
    if (this.isIdle) this.nap.rouse();
  }

  private async pause(ms: number): Promise<void> {
    if (!this.stopped) await this.nap.sleep(ms);
  }
}
