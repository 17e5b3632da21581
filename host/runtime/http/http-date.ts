const FORMS = [
  /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/,
  /^[A-Z][a-z]+, \d\d-[A-Z][a-z]{2}-\d\d \d\d:\d\d:\d\d GMT$/,
];
/** Of C's asctime; always GMT. */
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}$/;

/** Milliseconds of one of the three forms that HTTP knows; undefined when absent or none of them. */
export function parseHttpDate(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const isAsctime = ASCTIME.test(header);
  if (!isAsctime && !FORMS.some((form) => form.test(header))) return undefined;
  const time = Date.parse(isAsctime ? `${header} GMT` : header);
  return Number.isNaN(time) ? undefined : time;
}
