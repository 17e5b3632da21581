import { vi } from "vitest";

const impatient = vi.waitFor;

/** What is waited for comes soon, but on a busy machine not within the second that is the default: a test says no when it never comes. */
const patient: typeof vi.waitFor = (callback, options) =>
  impatient(callback, typeof options === "number" ? options : { timeout: 15_000, ...options });

if (impatient.name !== patient.name) vi.waitFor = patient;
