import { _SHA256 as Sha256 } from "@noble/hashes/sha2.js";

const WORDS = 8;
const BLOCK = 64;

/** SHA-256 whose state can be stored between two pieces of a file and taken up by another process. */
export class RunningHash extends Sha256 {
  /** 104 bytes: eight words, the length so far, and the last block as far as it has come. */
  save(): Buffer {
    const state = Buffer.alloc(WORDS * 4 + 8 + BLOCK);
    this.get().forEach((word, i) => state.writeInt32BE(word | 0, i * 4));
    state.writeBigUInt64BE(BigInt(this.length), WORDS * 4);
    state.set(this.buffer.subarray(0, this.pos), WORDS * 4 + 8);
    return state;
  }

  static restore(state: Buffer): RunningHash {
    const hash = new RunningHash();
    const words = Array.from({ length: WORDS }, (_, i) => state.readInt32BE(i * 4));
    hash.set(...(words as Parameters<RunningHash["set"]>));
    hash.length = Number(state.readBigUInt64BE(WORDS * 4));
    hash.pos = hash.length % BLOCK;
    hash.buffer.set(state.subarray(WORDS * 4 + 8, WORDS * 4 + 8 + hash.pos));
    return hash;
  }
}
