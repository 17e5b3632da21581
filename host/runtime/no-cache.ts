/** A name that encore.dev imports. The host carries no caches, so every operation fails and says so. */
export class CacheCluster {
  constructor(name: string) {
    const refuse = async (): Promise<never> => {
      throw new Error(`cache cluster ${name}: the stand-alone host does not carry cache clusters`);
    };
    return new Proxy(this, { get: (_target, key) => (key === "then" ? undefined : refuse) });
  }
}
