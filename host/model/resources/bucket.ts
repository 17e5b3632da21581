import { checkName } from "../checks/names";
import { positionOf } from "../diagnostics";
import { readBoolean, readOptions } from "../source/literals";
import type { Reference } from "../source/references";
import { bound, type Context, nameArgument } from "./context";

/** `new Bucket("name", { public, versioned })`. */
export function readBucket(reference: Reference, { resources }: Context): void {
  const name = nameArgument(reference);
  checkName(name, { what: "bucket", separator: "-" }, reference.node);
  const [, config] = reference.args;
  const options =
    config === undefined ? {} : readOptions(config, { public: readBoolean, versioned: readBoolean }).values;
  resources.buckets.push(
    bound(
      { name, public: options.public ?? false, versioned: options.versioned ?? false, at: positionOf(reference.node) },
      reference,
    ),
  );
}
