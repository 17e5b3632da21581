/**
 * Buckets and caches: names that encore.dev imports. The host has neither, so every operation fails and says so.
 */
function refuse(kind: string, name: string): never {
  throw new Error(`${kind} ${name}: the stand-alone host does not carry ${kind}s`);
}

/** Every method of the real object exists and rejects. */
function rejecting(kind: string, name: string): object {
  return new Proxy({}, { get: (_target, key) => (key === "then" ? undefined : async () => refuse(kind, name)) });
}

export class Bucket {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
  object(): object {
    return rejecting("bucket", this.name);
  }
  async list(): Promise<never> {
    return refuse("bucket", this.name);
  }
}

export class CacheCluster {
  constructor(name: string) {
    return rejecting("cache cluster", name);
  }
}

/** Never made here; encore.dev asks `instanceof` of them. */
export class BucketObject {}
export class ListEntry {}
export class ListIterator {}
export class ObjectAttrs {}
export class TypedObjectError {}
