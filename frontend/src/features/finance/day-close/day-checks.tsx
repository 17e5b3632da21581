import { Link } from "@tanstack/react-router";
import { CircleAlert, CircleCheck, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import type { contract } from "../../../api/client.gen";
import { t } from "../../../lib/i18n/t";
import { cx } from "../../../ui/class-names";
import { useFresh } from "../../../ui/use-fresh";

interface DayChecksProps {
  property: contract.MyProperty;
  checks: readonly contract.DayCheck[];
}

/** What is looked at before the day is closed: what is good, what a reason passes over, what has to be settled, and where. */
export function DayChecks({ property, checks }: DayChecksProps): ReactNode {
  return (
    <section className="panel" aria-labelledby="day-checks">
      <h2 id="day-checks" className="border-b border-line px-3 py-2 font-semibold">
        {t("money.dayClose.checks")}
      </h2>
      <ul>
        {checks.map((check) => (
          <Check key={check.check} check={check} property={property} />
        ))}
      </ul>
    </section>
  );
}

function Check({ check, property }: { check: contract.DayCheck; property: contract.MyProperty }): ReactNode {
  const isFresh = useFresh(check.count);
  const { count, canPass } = check;
  const [Icon, tone, words] =
    count === 0
      ? ([CircleCheck, "text-good", t("money.dayClose.ok")] as const)
      : canPass
        ? ([TriangleAlert, "text-attention", t("money.dayClose.passable")] as const)
        : ([CircleAlert, "text-blocked", t("money.dayClose.blocks")] as const);
  return (
    <li
      data-testid="day-check"
      data-check={check.check}
      className={cx(
        "grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-0.5 border-b border-line px-3 py-2 last:border-b-0",
        isFresh && "tint",
      )}
    >
      <Icon aria-hidden className={cx("size-5", tone)} />
      <div className="min-w-0">
        <p className="font-medium">
          {t(`money.dayClose.check.${check.check}`)}
          {count > 0 && <span className="ms-2 tabular-nums">{count}</span>}
        </p>
        <p className={cx("text-xs", tone)}>{words}</p>
      </div>
      {count > 0 && <Where check={check.check} property={property} />}
    </li>
  );
}

const LINK = "rounded px-2 py-1 text-accent underline";

/** The page where it is settled, for who may see that. */
function Where({
  check,
  property: { id, permissions },
}: {
  check: contract.DayCheckName;
  property: contract.MyProperty;
}): ReactNode {
  const words = t(`money.dayClose.look.${check}`);
  const params = { property: String(id) };
  switch (check) {
    case "cash_open":
      return (
        <Link to="/p/$property/finance/cash" params={params} className={LINK}>
          {words}
        </Link>
      );
    case "expenses_open":
      return (
        <Link to="/p/$property/finance/expenses" params={params} className={LINK}>
          {words}
        </Link>
      );
    case "arrivals_open":
    case "departures_open":
      if (!permissions.includes("guest.stay.read")) return null;
      return (
        <Link
          to="/p/$property/front-desk"
          params={params}
          search={{ tab: check === "arrivals_open" ? "arrivals" : "departures" }}
          className={LINK}
        >
          {words}
        </Link>
      );
  }
}
