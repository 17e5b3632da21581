export interface Health {
  ok: boolean;
  /** What is wrong and since when, or what was checked. */
  message: string;
}

type Check = () => Health | Promise<Health>;

const checks = new Map<string, Check>();

/** Adds a check to the readiness of this process, under a name such as `finance.relay`. */
export function addHealthCheck(name: string, check: Check): void {
  checks.set(name, check);
}

/** Runs all checks of this process. A check that throws is not healthy. */
export async function checkHealth(): Promise<Record<string, Health>> {
  const results = await Promise.all(
    [...checks].map(async ([name, check]): Promise<[string, Health]> => {
      try {
        return [name, await check()];
      } catch (err) {
        return [name, { ok: false, message: err instanceof Error ? err.message : String(err) }];
      }
    }),
  );
  return Object.fromEntries(results);
}
