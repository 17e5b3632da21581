import { randomBytes } from "node:crypto";
import { inject } from "vitest";
import { processCommand } from "../services/process-info";
import { cloneDatabases, dropClones } from "./clones";
import { freePort } from "./host-process";
import { writeTestConfig } from "./test-run";

/**
 * Before each test file: fresh copies of the migrated databases, and the runtime's configuration, so that importing encore.dev
 * (by way of `../store/db`, say) works as it does in the application. Copies of files that have ended are dropped here, since
 * a file's own connections end only with its process.
 */
const run = inject("lobby");
const suffix = `${process.pid}-${randomBytes(3).toString("hex")}`;
const isMine = (other: string) => other.startsWith(`${process.pid}-`);
await dropClones(run.server, (other) => isMine(other) || processCommand(Number(other.split("-")[0])) === null);
await cloneDatabases(run.server, run.databases, suffix);

process.env["LOBBY_RUNTIME"] = writeTestConfig(run, suffix, await freePort());
process.env["ENCORE_RUNTIME_LIB"] = run.nativeFile;
