import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { Network } from "./network";
import { Postgres } from "./postgres";
import { ServerPlace } from "./server-place";
import type { Scene } from "./scene";

export interface StageOptions {
  names?: readonly string[];
  /** Settings of the servers. */
  env?: Record<string, string>;
}

/** Servers on one PostgreSQL, behind one network. */
export class Stage implements Omit<Scene, "over"> {
  readonly places: readonly ServerPlace[];
  readonly postgres: Postgres;
  readonly network: Network;
  readonly #dir: string;

  private constructor(dir: string, postgres: Postgres, places: readonly ServerPlace[], network: Network) {
    this.#dir = dir;
    this.postgres = postgres;
    this.places = places;
    this.network = network;
  }

  static async build({ names = ["first", "second"], env = {} }: StageOptions = {}): Promise<Stage> {
    const dir = mkdtempSync(path.join(tmpdir(), "lobby-chaos-"));
    const postgres = await Postgres.open(path.join(dir, "postgres"));
    const settings = { ...env, DATABASE_URL: postgres.url };
    const places = await Promise.all(names.map((name) => ServerPlace.make(name, settings)));
    // One after the other: the first makes the databases.
    for (const place of places) await place.start();
    // Until the balancer knows.
    while (places.some((place) => !place.isReady)) await pause(20);
    return new Stage(dir, postgres, places, await Network.open(places));
  }

  async close(): Promise<void> {
    await this.network.close();
    await Promise.all(this.places.map((place) => place.close()));
    await this.postgres.end("in order");
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
