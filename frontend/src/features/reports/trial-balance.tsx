import type { ReactNode } from "react";
import type { api, contract } from "../../api/client.gen";
import { t } from "../../lib/i18n/t";
import { locale } from "../../lib/locale";
import { formatMinor } from "../../lib/money";
import { Notice } from "../../ui/notice";
import { Cell, Head, ScrolledTable } from "./plain-table";

/** What each account came to on the day, with the sums of each currency; says so when there is none. */
export function TrialBalance({ close }: { close: api.GetDayCloseResponse | null }): ReactNode {
  if (close === null) return <Notice tone="neutral">{t("reports.notClosed")}</Notice>;
  const { trialBalance: lines } = close;
  if (close.close.state === "locked") return <Notice tone="neutral">{t("reports.notBalanced")}</Notice>;
  const currencies = [...new Set(lines.map(({ currency }) => currency))];
  const sum = (currency: string, side: "debitMinor" | "creditMinor"): number =>
    lines.filter((line) => line.currency === currency).reduce((total, line) => total + line[side], 0);
  const isEqual = currencies.every((currency) => sum(currency, "debitMinor") === sum(currency, "creditMinor"));
  return (
    <ScrolledTable title={t("reports.trialBalance")} notes={isEqual ? [t("reports.balanced")] : []}>
      <thead>
        <tr>
          <Head>{t("reports.account")}</Head>
          <Head isNumber>{t("reports.debit")}</Head>
          <Head isNumber>{t("reports.credit")}</Head>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Line key={`${line.currency} ${line.account}`} line={line} />
        ))}
      </tbody>
      <tfoot>
        {currencies.map((currency) => (
          <tr key={currency} className="font-semibold">
            <th scope="row" className="px-3 py-1.5 text-start">
              {t("reports.total")}, {currency}
            </th>
            <Cell>{formatMinor(sum(currency, "debitMinor"), currency, locale)}</Cell>
            <Cell>{formatMinor(sum(currency, "creditMinor"), currency, locale)}</Cell>
          </tr>
        ))}
      </tfoot>
    </ScrolledTable>
  );
}

function Line({
  line: { account, currency, debitMinor, creditMinor },
}: {
  line: contract.TrialBalanceLine;
}): ReactNode {
  const side = (minor: number): string => (minor === 0 ? "" : formatMinor(minor, currency, locale));
  return (
    <tr className="border-b border-line last:border-0">
      <th scope="row" className="px-3 py-1.5 text-start font-normal">
        {account} <span className="text-xs text-muted">{currency}</span>
      </th>
      <Cell>{side(debitMinor)}</Cell>
      <Cell>{side(creditMinor)}</Cell>
    </tr>
  );
}
