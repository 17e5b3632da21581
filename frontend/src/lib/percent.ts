/** Thousandths as per cent with one decimal at most: 725 is `72.5`, in the reader's locale. */
export const percentText = (permille: number, locale: string): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(permille / 10);
