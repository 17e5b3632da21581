/** What keeps something from working, and what mends it. Each is one or more whole sentences. */
export interface Problem {
  cause: string;
  remedy: string;
}

/** The problem in one line of text, as errors tell it. */
export function problemText({ cause, remedy }: Problem): string {
  return `${cause} ${remedy}`;
}
