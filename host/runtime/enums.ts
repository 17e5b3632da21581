/** The enumerations of the native module (facts 3), with the numbers that encore.dev compares. */
export const CloudProvider = { AWS: 0, GCP: 1, Azure: 2, Encore: 3, Local: 4 } as const;
export const EnvironmentType = { Production: 0, Development: 1, Ephemeral: 2, Test: 3 } as const;
export const LogLevel = { Trace: 1, Debug: 2, Info: 3, Warn: 4, Error: 5 } as const;
export const MetricType = { Counter: "Counter", Gauge: "Gauge" } as const;
export const ObjectErrorKind = {
  NotFound: 0,
  PreconditionFailed: 1,
  InvalidArgument: 2,
  Other: 3,
  Internal: 4,
} as const;

export type LogLevelNumber = (typeof LogLevel)[keyof typeof LogLevel];
