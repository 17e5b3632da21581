/** The reader's locale, for numbers and dates; texts are English until the catalogue has more. */
export const locale: string = [...navigator.languages, navigator.language].find(isKnown) ?? "en";

/** The reader's time zone. */
export const readerZone: string = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Chromium in a POSIX locale calls its language `en-US@posix`, at which Intl throws. */
function isKnown(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
