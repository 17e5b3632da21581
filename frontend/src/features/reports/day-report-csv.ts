import type { contract } from "../../api/client.gen";
import { toCsv } from "../../lib/csv";
import { plainMinor } from "../../lib/money";

/** A day for a spreadsheet: one row a number, a source of revenue, or an account of the trial balance. */
export function dayReportCsv(report: contract.DayReport, trialBalance: readonly contract.TrialBalanceLine[]): string {
  const { currency, businessDate } = report;
  const money = (minor: number | null): string | null => (minor === null ? null : plainMinor(minor, currency));
  const figures: [name: string, value: string | number | null][] = [
    ["rooms_available", report.roomsAvailable],
    ["rooms_sold", report.roomsSold],
    ["occupancy_percent", report.occupancyPermille === null ? null : report.occupancyPermille / 10],
    ["adr", money(report.adrMinor)],
    ["revpar", money(report.revparMinor)],
    ["revenue_room", money(report.roomRevenueMinor)],
    ["revenue_total", money(report.totalRevenueMinor)],
    ["arrivals", report.arrivals],
    ["arrivals_not_come", report.arrivalsMissed],
    ["departures", report.departures],
  ];
  return toCsv([
    ["business_date", "part", "name", "currency", "value", "debit", "credit"],
    ...figures.map(([name, value]) => [businessDate, "figures", name, currency, value, null, null]),
    ...report.revenue.map((part) => [
      businessDate,
      "revenue",
      part.source,
      part.currency,
      plainMinor(part.amountMinor, part.currency),
      null,
      null,
    ]),
    ...trialBalance.map((line) => [
      businessDate,
      "trial_balance",
      line.account,
      line.currency,
      null,
      plainMinor(line.debitMinor, line.currency),
      plainMinor(line.creditMinor, line.currency),
    ]),
  ]);
}
