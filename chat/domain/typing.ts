/** A screen tells of typing in a conversation this often at most. */
export const TYPING_EVERY_MS = 2000;
/** Whoever hears of it takes it for over after this time, unless it is told again. */
export const TYPING_FOR_MS = 6000;
/** In so many conversations at a time. */
const MOST = 5;

/** That somebody types, or stopped; `isPublic`: what they write is for all who are in the conversation, not for internal members alone. */
export interface TypingSign {
  isTyping: boolean;
  isPublic: boolean;
}

/** What a screen last told, and when, by conversation. */
export type Told = ReadonlyMap<string, TypingSign & { at: number }>;

export const NOTHING_TOLD: Told = new Map();

/**
 * What is told from then on, if this is to be told at all; null when it came too soon, or when nobody was told of what has ended. That it
 * has ended is for those who were told that it began.
 */
export function decideTyping(told: Told, conversationId: string, sign: TypingSign, nowMs: number): Told | null {
  const running = new Map([...told].filter(([, { at }]) => nowMs - at < TYPING_FOR_MS));
  const last = running.get(conversationId);
  if (!sign.isTyping) return last?.isTyping === true ? running.set(conversationId, { ...last, isTyping: false }) : null;
  if (last === undefined ? running.size >= MOST : nowMs - last.at < TYPING_EVERY_MS) return null;
  return running.set(conversationId, { ...sign, at: nowMs });
}
