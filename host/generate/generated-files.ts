/** Path below encore.gen → text. */
export type GeneratedFiles = Record<string, string>;
