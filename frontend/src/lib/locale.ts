/** The reader's locale, for numbers and dates; texts are English until the catalogue has more. */
export const locale: string = navigator.language || "en";

/** The reader's time zone. */
export const readerZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone;
