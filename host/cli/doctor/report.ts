import type { Problem } from "../../problem";

type Found = Problem[] | Problem | null;

/** Prints each check with what it found. */
export class Report {
  isWell = true;

  /** Runs one check; true when it found nothing. What it throws is a finding too, whose message says what to do. */
  async check(name: string, find: () => Found | Promise<Found>): Promise<boolean> {
    try {
      const problems = [(await find()) ?? []].flat();
      for (const { cause, remedy } of problems) this.#print("wrong", name, cause, `Remedy: ${remedy}`);
      if (problems.length === 0) this.#print("ok", name);
      return problems.length === 0;
    } catch (error) {
      this.#print("wrong", name, (error as Error).message);
      return false;
    }
  }

  /** Gets what later checks need; undefined when that fails, which is a finding. */
  async value<T>(name: string, get: () => T | Promise<T>): Promise<T | undefined> {
    let value: T | undefined;
    await this.check(name, async () => {
      value = await get();
      return null;
    });
    return value;
  }

  #print(verdict: "ok" | "wrong", name: string, ...details: string[]): void {
    if (verdict === "wrong") this.isWell = false;
    console.log(`${verdict.padEnd(5)} ${name}`);
    for (const detail of details) console.log(detail.replace(/^/gm, "      "));
  }
}
