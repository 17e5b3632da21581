import { clock } from "../../platform/clock";
import { propertyOf } from "../domain/channel";
import type { Appended } from "../store/log.store";

/** Compresses large events once, when they are sequenced (RT21), and counts them by organisation and property. */
export class LargeEvents {
  readonly #counts = new Map<string, Map<number | null, number>>();
  total = 0;

  pack(appended: readonly Appended[]): void {
    const timestamp = clock.now().toISOString();
    for (const { orgId, entries } of appended)
      for (const entry of entries) if (entry.pack(timestamp)) this.#count(orgId, propertyOf(entry.channel));
  }

  /** How many there were at these properties. */
  count(orgId: string, properties: readonly number[]): number {
    const counts = this.#counts.get(orgId);
    return properties.reduce((sum, id) => sum + (counts?.get(id) ?? 0), 0);
  }

  #count(orgId: string, propertyId: number | null): void {
    this.total += 1;
    let counts = this.#counts.get(orgId);
    if (counts === undefined) this.#counts.set(orgId, (counts = new Map()));
    counts.set(propertyId, (counts.get(propertyId) ?? 0) + 1);
  }
}
